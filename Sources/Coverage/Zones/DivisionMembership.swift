public import Territory

/// Which territories of one division each commune and each person belongs to.
public struct DivisionMembership: Hashable, Sendable {
    /// For each commune the positions of the division's territories that have it, ascending.
    public var territoriesOfCommune: [[Int]]
    /// For each point its territory; −1 where it lies in none or in several.
    public var territoryOfPoint: [Int32]
    /// Inhabitants in no territory, in exactly one, and in two or more.
    public var inhabitantsInNone: Double
    public var inhabitantsInOne: Double
    public var inhabitantsInSeveral: Double

    public init(_ division: Division, in territory: StudyTerritory) {
        var ofCommune = [[Int]](repeating: [], count: territory.communes.count)
        let people = territory.population.inhabitants
        var ofPoint = [Int32](repeating: -1, count: people.count)
        var count = [UInt8](repeating: 0, count: people.count)
        for (position, part) in division.territories.enumerated() {
            for commune in part.communes { ofCommune[commune].append(position) }
            for point in part.points {
                count[point] = min(2, count[point] + 1)
                ofPoint[point] = count[point] == 1 ? Int32(position) : -1
            }
        }
        var sums = [0.0, 0, 0]
        for (point, count) in count.enumerated() { sums[Int(count)] += people[point] }
        territoriesOfCommune = ofCommune
        territoryOfPoint = ofPoint
        inhabitantsInNone = sums[0]
        inhabitantsInOne = sums[1]
        inhabitantsInSeveral = sums[2]
    }

    /// Positions of the communes in no territory.
    public var communesInNone: [Int] {
        territoriesOfCommune.indices.filter { territoriesOfCommune[$0].isEmpty }
    }

    /// Positions of the communes in two territories or more.
    public var communesInSeveral: [Int] {
        territoriesOfCommune.indices.filter { territoriesOfCommune[$0].count > 1 }
    }
}

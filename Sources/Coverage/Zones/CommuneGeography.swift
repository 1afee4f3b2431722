import Geometry
public import Territory

/// What the land of a territory is like apart from every scenario: which communes are neighbours, their measures, and
/// the shapes of the divisions that the territory comes with. Made once for as many evaluations as wanted.
public struct CommuneGeography: Sendable {
    /// Of each commune, by position.
    public let neighbours: [[LandNeighbour]]
    public let perimeterMetres: [Double]
    public let inhabitants: [Double]
    /// Positions of each commune's population points, ascending.
    public let points: [[Int]]
    /// For each commune its point with most inhabitants (the first of equals); nil where it has none.
    public let centres: [Int?]
    /// The outlines of zones that evaluations have grown.
    public let outlines = ZoneOutlines()
    private var known: [Key: KnownShape] = [:]

    private struct Key: Hashable, Sendable {
        var division: String
        var territory: String
    }

    private struct KnownShape: Sendable {
        var territory: DivisionTerritory
        var shape: TerritoryShape
    }

    /// Borders so near count as one: generalised outlines leave slivers between neighbours. In metres.
    public static let nearMetres = 5.0

    public init(_ territory: StudyTerritory) {
        neighbours = landNeighbours(territory.communes.map(\.boundary), within: Self.nearMetres)
        perimeterMetres = territory.communes.map { outlineLength(of: $0.boundary) }
        var points = [[Int]](repeating: [], count: territory.communes.count)
        for (point, commune) in territory.population.communes.enumerated() {
            if let commune { points[commune].append(point) }
        }
        let people = territory.population.inhabitants
        self.points = points
        inhabitants = points.map { $0.reduce(0) { $0 + people[$1] } }
        centres = points.map { $0.max { (people[$0], $1) < (people[$1], $0) } }
        for division in territory.divisions {
            for part in division.territories {
                known[Key(division: division.name, territory: part.id)] = KnownShape(
                    territory: part, shape: measured(part))
            }
        }
    }

    /// The shape of a territory: known, or measured where a scenario has made or changed it.
    public func shape(of part: DivisionTerritory, in division: String) -> TerritoryShape {
        // Equal without a look at the contents where nothing was changed.
        if let known = known[Key(division: division, territory: part.id)], known.territory == part {
            return known.shape
        }
        return measured(part)
    }

    private func measured(_ part: DivisionTerritory) -> TerritoryShape {
        let own = part.communes.flatMap { points[$0] }.sorted()
        let isMadeOfCommunes = !part.communes.isEmpty && own == part.points
        let parts = part.boundary.polygons.map { MultiPolygon([$0]) }
        return TerritoryShape(
            squareMetres: part.boundary.area,
            perimeterMetres: isMadeOfCommunes ? perimeter(ofCommunes: part.communes) : outlineLength(of: part.boundary),
            isContiguous: part.communes.isEmpty
                ? parts.count < 2
                    || Coverage.isContiguous(
                        Array(parts.indices), neighbours: landNeighbours(parts, within: Self.nearMetres))
                : Coverage.isContiguous(part.communes, neighbours: neighbours),
            isMadeOfCommunes: isMadeOfCommunes)
    }

    /// The outline of communes together: their borders, less what they share with each other.
    private func perimeter(ofCommunes communes: [Int]) -> Double {
        let members = Set(communes)
        return communes.reduce(0) { sum, commune in
            let shared = neighbours[commune].reduce(0) {
                members.contains($1.land) ? $0 + $1.sharedMetres : $0
            }
            return sum + max(0, perimeterMetres[commune] - shared)
        }
    }
}

/// The measures of a territory's outline.
public struct TerritoryShape: Hashable, Sendable {
    public var squareMetres: Double
    public var perimeterMetres: Double
    /// Whether its communes hang together: one can walk from each to each without leaving it.
    public var isContiguous: Bool
    /// Whether its people are exactly those of its communes.
    public var isMadeOfCommunes: Bool

    /// 4π · area ÷ perimeter², from 0 to 1 for a circle (Polsby & Popper 1991); nil without an outline.
    public var compactness: Double? {
        perimeterMetres > 0 ? min(1, 4 * .pi * squareMetres / (perimeterMetres * perimeterMetres)) : nil
    }
}

private func outlineLength(of land: MultiPolygon) -> Double {
    land.polygons.flatMap(\.rings).reduce(0) { $0 + LineString($1).length }
}

public import Territory

/// Who goes where: for every population point the nearest structure over one or more kinds, and by commune how many
/// people go to which.
public struct PeopleFlows: Sendable {
    /// For each point the position of the nearest site of the kinds (ties: the smaller id); nil where none can be
    /// reached.
    public let nearestSite: [Int?]
    /// For each commune the sites that its people go to, ascending, with how many go.
    public let destinations: [[(site: Int, people: Double)]]

    /// - Parameter coverages: those of the kinds that structure the territory.
    public init(_ coverages: [KindCoverage], in territory: StudyTerritory) {
        let population = territory.population
        var nearest = [Int?](repeating: nil, count: population.count)
        var byCommune = [[Int: Double]](repeating: [:], count: territory.communes.count)
        for point in 0..<population.count {
            let site = coverages.compactMap { coverage in
                coverage.nearestSite[point].map { (time: coverage.nearestTime[point], site: $0) }
            }.min { $0 < $1 }?.site
            nearest[point] = site
            if let site, let commune = population.communes[point] {
                byCommune[commune][site, default: 0] += population.inhabitants[point]
            }
        }
        nearestSite = nearest
        destinations = byCommune.map { people in
            people.filter { $0.value > 0 }.sorted { $0.key < $1.key }.map { (site: $0.key, people: $0.value) }
        }
    }
}

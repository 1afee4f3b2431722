import Territory

/// A zone while it grows.
struct Growing {
    private let ground: GrowthGround
    private var isMember: [Bool]
    private var members: [Int] = []
    private(set) var inhabitants = 0.0
    /// How many people of the zone go to each site.
    private var goers: [Double]
    /// The communes beside the zone, ascending.
    private(set) var border: [Int] = []

    init(_ ground: GrowthGround, seed: Int) {
        self.ground = ground
        isMember = [Bool](repeating: false, count: ground.geography.inhabitants.count)
        goers = [Double](repeating: 0, count: ground.communeOfSite.count)
        add(seed)
    }

    mutating func add(_ commune: Int) {
        isMember[commune] = true
        members.append(commune)
        inhabitants += ground.geography.inhabitants[commune]
        for (site, people) in ground.flows.destinations[commune] { goers[site] += people }
        border = Set(border + ground.geography.neighbours[commune].map(\.land)).filter { !isMember[$0] }.sorted()
    }

    func strength(of commune: Int, minutes: Double?) -> Double {
        guard let minutes else { return 0 }
        let neighbours = ground.geography.neighbours[commune]
        let border = neighbours.reduce(0) { $0 + $1.sharedMetres }
        let shared = neighbours.reduce(0) { isMember[$1.land] ? $0 + $1.sharedMetres : $0 }
        let compactness = border > 0 ? shared / border : 0
        return (1 + ground.weights.flow * exchange(with: commune) + ground.weights.compactness * compactness)
            / (1 + minutes)
    }

    private func exchange(with commune: Int) -> Double {
        var people = 0.0
        for (site, goingThere) in ground.flows.destinations[commune] {
            let isInZone = ground.communeOfSite[site].map { isMember[$0] } ?? false
            if isInZone {
                people += goingThere
            } else if ground.communeOfSite[site] != commune {
                people += min(goingThere, goers[site])
            }
        }
        for site in ground.sitesOfCommune[commune] { people += goers[site] }
        let residents = ground.geography.inhabitants[commune]
        if residents == 0 { return people > 0 ? 1 : 0 }
        return min(1, people / residents)
    }

    func zone(hasNoNeighbourLeft: Bool) -> GrownZone {
        GrownZone(communes: members.sorted(), inhabitants: inhabitants, hasNoNeighbourLeft: hasNoNeighbourLeft)
    }
}

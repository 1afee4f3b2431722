import Territory

/// How much it counts, for the growth of a zone, that people go to the same structures, and that the zone stays
/// compact; both against the least travel time, which counts 1.
public struct GrowthWeights: Hashable, Sendable {
    public var flow: Double
    public var compactness: Double

    public init(flow: Double, compactness: Double) {
        self.flow = flow
        self.compactness = compactness
    }
}

/// A zone as it was grown.
public struct GrownZone: Hashable, Sendable {
    /// Ascending; the seed is among them.
    public var communes: [Int]
    public var inhabitants: Double
    /// Whether no commune beside it is left that it may take.
    public var hasNoNeighbourLeft: Bool
}

/// What a zone grows on.
public struct GrowthGround: Sendable {
    public var geography: CommuneGeography
    public var flows: PeopleFlows
    /// For each site the position of its commune; nil outside all of them.
    public let communeOfSite: [Int?]
    /// For each commune its sites, ascending.
    let sitesOfCommune: [[Int]]
    public var weights: GrowthWeights

    public init(
        geography: CommuneGeography, flows: PeopleFlows, communeOfSite: [Int?], weights: GrowthWeights
    ) {
        self.geography = geography
        self.flows = flows
        self.communeOfSite = communeOfSite
        self.weights = weights
        var sites = [[Int]](repeating: [], count: geography.inhabitants.count)
        for (site, commune) in communeOfSite.enumerated() {
            if let commune { sites[commune].append(site) }
        }
        sitesOfCommune = sites
    }
}

/// Grows a zone from a seed commune to a population: contiguous, compact, along the flows of people.
///
/// Commune after commune, of those beside the zone that bring its population nearer to the target, the one with the
/// greatest strength joins; equals by commune id. The strength of commune c to zone Z is
///
///     (1 + flow · x + compactness · k) / (1 + t)
///
/// x: the people that c and Z exchange, as a share of the inhabitants of c, 1 at the most: people of c whose nearest
/// structure lies in Z, people of Z whose nearest lies in c, and for every structure elsewhere the lesser of those who
/// go there from c and from Z. k: the share of the border of c with other communes that it has with Z. t: minutes from
/// the centre of c to that of the seed; without a way the strength is 0. So the population ends where no commune beside
/// the zone would bring it nearer to the target. Communes where nobody lives join below the target alone.
///
/// - Parameters:
///   - target: inhabitants.
///   - minutes: for each commune the time from its centre to the seed's.
///   - taken: whether each commune is another zone's.
public func growZone(
    from seed: Int, to target: Double, minutes: [Double?], taken: [Bool], on ground: GrowthGround
) -> GrownZone {
    var growing = Growing(ground, seed: seed)
    while true {
        let candidates = growing.border.filter { !taken[$0] }
        if candidates.isEmpty { return growing.zone(hasNoNeighbourLeft: true) }
        let fitting = candidates.filter { commune in
            let people = ground.geography.inhabitants[commune]
            if people == 0 { return growing.inhabitants < target }
            return abs(growing.inhabitants + people - target) < abs(growing.inhabitants - target)
        }
        let strongest = fitting.map { (strength: growing.strength(of: $0, minutes: minutes[$0]), commune: $0) }
            .max { ($0.strength, $1.commune) < ($1.strength, $0.commune) }
        guard let strongest else { return growing.zone(hasNoNeighbourLeft: false) }
        growing.add(strongest.commune)
    }
}

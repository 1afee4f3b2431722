public import RoadNetwork
public import Territory

/// A territory with all sites that there may be, and their times: ready to be evaluated for subsets of them. Coverage,
/// the rule and the inequality of minutes only; nothing where a kind covers by perimeters, or hours count.
public struct SubsetTerritory: Sendable {
    let territory: StudyTerritory
    let kinds: [SubsetTimes]
    let rule: ThreeFifteensRule
    let minimumTeam: MinimumTeamRule?
    /// Times of the poles' sites, for the figures of the rule; row of each site that belongs to a pole.
    let poleTimes: SubsetTimes?
    let rowOfSite: [Int: Int]
    /// Main sites of poles, and the satellites of each.
    let mains: [Int]
    let satellites: [[Int]]
    let equityKind: String?
    let equityThreshold: Double?
    public let figures: [SubsetFigure]
    public let communeFigures: [SubsetCommuneFigure]
    public var siteCount: Int { territory.sites.count }

    /// - Parameters:
    ///   - reach: with every site that there may be.
    ///   - minutes: of each kind, and whether the scenario names the kind.
    ///   - equity: the kind whose minutes are looked at, and the threshold; nil: no figures of it.
    public init(
        _ reach: Reach, minutes: (_ kind: String) -> (limit: TravelTime, isNamed: Bool), rule: ThreeFifteensRule,
        minimumTeam: MinimumTeamRule?, equity: (kind: String, threshold: Double?)?, figures: [SubsetFigure],
        communeFigures: [SubsetCommuneFigure]
    ) {
        territory = reach.territory
        self.rule = rule
        self.minimumTeam = minimumTeam
        self.figures = figures
        self.communeFigures = communeFigures
        equityKind = equity?.kind
        equityThreshold = equity?.threshold
        let asked = figures.compactMap { $0.kind(ofEquity: equity?.kind) } + communeFigures.map(\.kind)
        kinds = Set(asked).sorted().map { kind in
            let found = minutes(kind)
            return SubsetTimes(reach, kind: kind, limit: found.limit, isNamed: found.isNamed)
        }
        let sites = reach.territory.sites
        mains = sites.indices.filter { sites[$0].satelliteOf == nil && rule.kinds.contains(sites[$0].kind) }
        let satellitesOfMain = Dictionary(grouping: sites.indices) { sites[$0].satelliteOf }
        satellites = mains.map { satellitesOfMain[sites[$0].id] ?? [] }
        let needsPoles = figures.contains { figure in
            switch figure {
            case .pole, .inhabitantsWithPole, .inhabitantsServedByTheRule: true
            default: false
            }
        }
        let ofPoles = Set(mains + satellites.flatMap { $0 }).sorted()
        poleTimes = needsPoles ? SubsetTimes(reach, ofSites: ofPoles, limit: TravelTime(minutes: rule.minutes)) : nil
        rowOfSite = Dictionary(uniqueKeysWithValues: ofPoles.enumerated().map { ($0.element, $0.offset) })
    }
}

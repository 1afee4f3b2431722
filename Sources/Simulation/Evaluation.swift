public import Coverage
public import Equity
import Geometry
public import RoadNetwork
public import Territory

/// The figures of one kind of site.
public struct KindEvaluation: Sendable {
    public var coverage: KindCoverage
    public var figures: CoverageFigures
    /// By name of the group.
    public var groups: [(name: String, figures: CoverageFigures)]
    public var pairs: [OverlappingPair]
    /// Nil where no site of the kind has days of its own.
    public var accessDays: AccessDays?

    public var kind: String { coverage.kind }
    /// People with two sites or more within the minutes, or in two perimeters or more.
    public var overlappedInhabitants: Double { figures.choices[2] + figures.choices[3] }
}

/// What holds at a moment: at night, at the weekend.
public struct MomentEvaluation: Sendable {
    public var moment: Moment
    /// Ordered by name.
    public var kinds: [MomentCoverage]
}

/// All figures of a territory, without maps: what a scenario changes, fast enough to be asked for again and again.
public struct Evaluation: Sendable {
    /// The name of the scenario.
    public var scenario: String
    /// The territory with the changes applied.
    public var territory: StudyTerritory
    public var network: NetworkDescription
    public var networkFingerprint: String
    public var settings: ScenarioSettings
    public var reach: Reach
    /// Ordered by name.
    public var kinds: [KindEvaluation]
    public var poles: PoleAnalysis
    public var divisions: [DivisionResult]
    /// Nil where the kind, or the service, it asks for reaches nobody.
    public var equity: EquityFigures?
    /// Of the further quantities that the scenario names, in its order; those that have no figures are left out.
    public var furtherEquity: [EquityFigures]
    /// Nil where the territory has no division.
    public var zones: ZoneAnalysis?
    /// Nil where the scenario names no services.
    public var adequacy: AdequacyEvaluation?
    /// Those that the scenario asks for.
    public var moments: [MomentEvaluation]
    /// Transport on demand, ordered by id.
    public var transports: [TransportAccess]
    /// Who gains and who loses professionals; nil where that is not asked for, or nobody does.
    public var supplyChanges: SupplyChanges?
    public var unattachedInhabitants: Double
    public var unattachedSites: [SiteID]
    /// Those of the territory and those of the analysis.
    public var findings: [Finding]
}

/// Evaluates a territory on its roads: who reaches what in how many minutes, the poles by the rule of the three 15s,
/// overlaps, equity.
///
/// - Parameters:
///   - name: of the scenario that the territory is the outcome of.
///   - people: the territory's own people, attached to the roads.
///   - cache: travel times of sites from earlier evaluations on the same network; only sites that are new, moved or of
///     another direction are computed. The result does not depend on it.
///   - threads: how many may work at once; the result does not depend on it.
/// - Throws: `GeometryError`, `EquityError`.
public func evaluate(
    _ territory: StudyTerritory, named name: String, for people: AttachedPeople, settings: ScenarioSettings,
    cache: SiteTravelCache? = nil, threads: Int
) throws -> Evaluation {
    var territory = territory
    if let moment = settings.moment {
        territory.findings += territory.unknownHoursFindings(settings.kinds)
        territory = territory.open(at: moment, kinds: settings.kinds)
    } else if !settings.reportedMoments.isEmpty {
        territory.findings += territory.unknownHoursFindings(settings.kinds)
    }
    let network = people.network
    let sites = try AttachedSites(territory.sites, crs: territory.crs, like: people)
    var reach = try people.reach(
        of: sites, in: territory, kinds: settings.kinds, cache: cache, threads: threads)
    let kindNames = Set(territory.sites.map(\.kind)).union(settings.minutesByKind.keys).sorted()
    let byTravel = kindNames.map { kind in
        KindCoverage(reach, kind: kind, limit: TravelTime(minutes: settings.minutes(ofKind: kind)))
    }
    let zones = try evaluateZones(
        of: territory, coverages: byTravel, for: people, settings: settings, cache: cache, threads: threads)
    reach.territory = zones.territory
    let zonal = zonalCovers(of: zones.territory, settings: settings)
    let coverages = covered(byTravel, by: zonal, reach, settings: settings)
    let kinds = coverages.map { coverage in
        KindEvaluation(
            coverage: coverage, figures: CoverageFigures(coverage, people: territory.population.inhabitants),
            groups: territory.population.groups.map { ($0.name, CoverageFigures(coverage, people: $0.counts)) },
            pairs: overlappingPairs(coverage, in: territory),
            accessDays: accessDays(coverage, in: territory, settings: settings))
    }
    let adequacy = try evaluateAdequacy(
        reach, services: settings.services, zonal: zonal, people: people, threads: threads)
    let moments = settings.reportedMoments.map { moment in
        MomentEvaluation(
            moment: moment,
            kinds: coverages.map { MomentCoverage($0, at: moment, reach, kinds: settings.kinds) })
    }
    let transports = territory.transports.compactMap {
        transportAccess(
            $0, reach, coverages: coverages.filter { settings.kinds[$0.kind].covering == .catchment },
            walkingKilometresPerHour: settings.transport.walkingKilometresPerHour)
    }
    func equity(_ asked: EquitySettings) throws -> EquityFigures? {
        try Simulation.equity(
            of: kinds, adequacy: adequacy, in: zones.territory, settings: asked, minutes: settings.minutes(ofKind:))
    }
    let first = try equity(settings.equity)
    let further = try settings.furtherEquity.map(equity)
    let unanswered = zip([settings.equity] + settings.furtherEquity, [first] + further).filter { $0.1 == nil }
    return Evaluation(
        scenario: name, territory: zones.territory, network: network.description,
        networkFingerprint: network.fingerprint, settings: settings, reach: reach, kinds: kinds,
        poles: judgePoles(reach, rule: settings.threeFifteens, minimumTeam: settings.minimumTeam),
        divisions: zones.divisions, equity: first, furtherEquity: further.compactMap { $0 }, zones: zones.whole,
        adequacy: adequacy, moments: moments, transports: transports,
        unattachedInhabitants: reach.inhabitants { !reach.attachedPoints[$0] },
        unattachedSites: territory.sites.indices.filter { !reach.attachedSites[$0] }.map { territory.sites[$0].id },
        findings: territory.findings + sites.findings(network) + people.findings(territory.population.inhabitants)
            + kinds.flatMap { unreachableFindings($0.coverage, reach) } + zones.findings
            + (adequacy.map { Simulation.findings(of: $0, in: zones.territory) } ?? [])
            + zonalFindings(zones.territory, zonal, settings: settings) + transports.compactMap { unpaidFinding($0) }
            + unanswered.map { noEquityFinding($0.0) })
}

private func accessDays(
    _ coverage: KindCoverage, in territory: StudyTerritory, settings: ScenarioSettings
) -> AccessDays? {
    let isTold = coverage.sites.contains {
        territory.sites[$0].daysPerWeek != nil || territory.sites[$0].opening?.hours != nil
    }
    guard isTold, !coverage.isByDivision else { return nil }
    return AccessDays(
        coverage, in: territory, kinds: settings.kinds, assumedDays: settings.assumedDaysPerWeek)
}

private func unpaidFinding(_ access: TransportAccess) -> Finding? {
    guard access.tripsPaid < access.tripsDemanded else { return nil }
    return Finding(
        .warning, where: "transport \(access.transport.id)",
        "the budget pays \(roundedToTenths(access.tripsPaid)) of \(roundedToTenths(access.tripsDemanded)) trips a year")
}

/// People who are attached to the roads, and still cannot get to any site of a kind that has sites.
private func unreachableFindings(_ coverage: KindCoverage, _ reach: Reach) -> [Finding] {
    guard !coverage.sites.isEmpty, !coverage.isByDivision else { return [] }
    let people = reach.inhabitants { reach.attachedPoints[$0] && !coverage.nearestTime[$0].isReachable }
    guard people > 0 else { return [] }
    return [
        Finding(
            .warning, where: coverage.kind,
            "\(roundedToTenths(people)) inhabitants are attached to the roads but have no way to any site of this kind "
                + "(an island of the road network); they count as uncovered and are not in its minutes")
    ]
}

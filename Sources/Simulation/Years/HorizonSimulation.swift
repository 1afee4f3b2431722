import Coverage
import Equity
public import RoadNetwork
public import Territory

/// A year of a horizon: the changes that hold in it.
public struct HorizonYear: Hashable, Sendable {
    public var year: Int
    public var changes: [Change]

    public init(year: Int, changes: [Change]) {
        self.year = year
        self.changes = changes
    }
}

/// The years of a scenario, resolved.
public struct Horizon: Hashable, Sendable {
    public var settings: HorizonSettings
    /// One entry a year, from the first to the last.
    public var years: [HorizonYear]

    public init(settings: HorizonSettings, years: [HorizonYear]) {
        self.settings = settings
        self.years = years
    }
}

/// Follows a territory through the years of a horizon, as often as there are replicates.
///
/// Travel times, coverage and equity are evaluated once for each set of sites, not in each replicate: only the
/// professionals differ between replicates.
///
/// - Parameters:
///   - baseline: the territory without changes.
///   - people: its own people, attached to the roads.
///   - cache: travel times of sites from earlier evaluations on the same network.
///   - threads: how many may work at once; the result does not depend on it.
///   - check: called again and again with the share of the work that is done; what it throws ends the simulation.
/// - Throws: `GeometryError`, `EquityError`; what `check` throws.
public func simulate(
    _ horizon: Horizon, on baseline: StudyTerritory, for people: AttachedPeople, settings: ScenarioSettings,
    cache: SiteTravelCache? = nil, threads: Int, check: (_ share: Double) throws -> Void = { _ in }
) throws -> HorizonResult {
    let cache = cache ?? SiteTravelCache()
    var territories: [StudyTerritory] = []
    var evaluations: [Evaluation] = []
    for (number, year) in horizon.years.enumerated() {
        try check(Double(number) / Double(2 * horizon.years.count))
        if number > 0, horizon.years[number - 1].changes == year.changes {
            territories.append(territories[number - 1])
            evaluations.append(evaluations[number - 1])
            continue
        }
        let territory = year.changes.reduce(into: baseline) { $0.apply($1) }
        territories.append(territory)
        evaluations.append(
            try evaluate(
                territory, named: "\(year.year)", for: people, settings: settings, cache: cache, threads: threads))
    }
    let model = HorizonModel(
        horizon, on: baseline, territories: territories, evaluations: evaluations,
        poleKinds: settings.threeFifteens.kinds)
    let first = HorizonReplicate(model, number: 0)
    var summary = HorizonSummary(model, replicates: first.isCertain ? 1 : horizon.settings.replicates)
    summary.add(first)
    // So many at a time, so that memory stays bounded; added in their order.
    let blockSize = 64
    var next = 1
    while next < summary.replicates {
        try check(0.5 + Double(next) / Double(2 * summary.replicates))
        let start = next
        let count = min(blockSize, summary.replicates - start)
        var block = [HorizonReplicate?](repeating: nil, count: count)
        block.withUnsafeMutableBufferPointer { buffer in
            // Each entry is written by one thread only.
            nonisolated(unsafe) let block = buffer
            inParallel(count: count, threads: threads) {
                { block[$0] = HorizonReplicate(model, number: start + $0) }
            }
        }
        for replicate in block { if let replicate { summary.add(replicate) } }
        next += count
    }
    // Stays have the replicates of the horizon, and chance of their own.
    for year in evaluations.indices { evaluations[year].settings.stays.replicates = horizon.settings.replicates }
    let stays = simulatedStays(over: evaluations, threads: threads)
    let services = try evaluations.indices.map {
        try expectedAccess(
            summary.meanPresence($0), model.plan, year: $0, evaluations[$0], for: people, threads: threads)
    }
    return summary.result(
        model, evaluations: evaluations, services: services, stays: stays, isCertain: first.isCertain)
}

extension HorizonModel {
    fileprivate init(
        _ horizon: Horizon, on baseline: StudyTerritory, territories: [StudyTerritory], evaluations: [Evaluation],
        poleKinds: [String]
    ) {
        settings = horizon.settings
        let plan = ProfessionalPlan(territories, changes: horizon.years.map(\.changes), poleKinds: poleKinds)
        self.plan = plan
        dynamics = ProfessionalDynamics(
            horizon.settings, for: plan, communes: baseline.communes.map(\.id.text), ages: baseline.supply.ages)
        let threshold = horizon.settings.threshold
        areas = SupplyAreas(baseline, division: threshold.division, inhabitantsOfCommunes: plan.inhabitants)
        leastSupply = areas.leastSupply(threshold)
        profession = plan.professions.firstIndex(of: threshold.profession)
        let place = Dictionary(uniqueKeysWithValues: plan.sites.enumerated().map { ($1, plan.communeCount + $0) })
        coverage = zip(territories, evaluations).map { territory, evaluation in
            StaffedCoverage(
                kinds: evaluation.kinds, placeOfSite: territory.sites.map { place[$0.id] },
                inhabitants: territory.population.inhabitants)
        }
    }
}

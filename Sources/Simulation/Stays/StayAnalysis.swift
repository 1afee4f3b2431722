import Coverage
import Statistics
import Territory

/// The kind of site whose beds temporary stays take.
public let temporaryStayKind = "temporary_stay"

extension Evaluation {
    /// Simulates the temporary stays of the territory; nil where the scenario does not speak of them and the territory
    /// has no site of their kind.
    ///
    /// - Parameter threads: how many may work at once; the result does not depend on it.
    public func simulatedStays(threads: Int) -> StayResult? {
        guard hasStays else { return nil }
        return analyseStays([self], days: settings.stays.days, threads: threads).first
    }

    fileprivate var hasStays: Bool {
        settings.stays.isAsked || territory.sites.contains { $0.kind == temporaryStayKind }
    }
}

/// Simulates the temporary stays of years that follow each other; who is in a bed at the end of a year stays in it.
///
/// - Parameters:
///   - years: evaluations of the same people under the same settings, the first year first; it begins on 1 January.
///   - threads: how many may work at once; the result does not depend on it.
/// - Returns: one result a year; nil where there are no stays in any of them.
public func simulatedStays(over years: [Evaluation], threads: Int) -> [StayResult]? {
    guard years.contains(where: \.hasStays) else { return nil }
    return analyseStays(years, days: Calendar.daysPerYear, threads: threads)
}

/// - Parameter days: of each of the periods.
private func analyseStays(_ years: [Evaluation], days: Int, threads: Int) -> [StayResult] {
    guard let first = years.first else { return [] }
    let settings = first.settings.stays
    let demand = StayDemand(first.territory.population, settings: settings)
    let beds = BedYears(years)
    var findings = demand.findings + beds.findings
    if let reason = demand.reason {
        findings.append(Finding(.warning, where: "stays", "there are no figures of temporary stays: " + reason))
    }
    let empty = StayResult(
        settings: settings, reason: demand.reason, expectedPerYear: demand.arrivals.total, total: nil, months: [],
        sites: [], communes: first.territory.communes.map { _ in nil }, outside: nil, findings: findings)
    guard demand.reason == nil else { return years.map { _ in empty } }
    let outcomes = simulateStays(
        beds.system, beds.beds.map { StayPeriod(days: days, beds: $0, arrivals: demand.arrivals) }, settings: settings,
        threads: threads)
    return years.indices.map { year in
        let replicates = StayReplicates(
            beds.system, period: year, level: settings.confidence, outcomes: outcomes.map { $0[year] })
        var result = empty
        result.total = replicates.figures { _ in true }
        result.months = replicates.months(days: days)
        result.sites = replicates.sites(
            beds.years[year],
            erlang: erlangChecks(
                beds.system, beds: beds.beds[year], arrivals: demand.arrivals, settings: settings))
        for (commune, figures) in replicates.byCommune() {
            if let commune { result.communes[commune] = figures } else { result.outside = figures }
        }
        return result
    }
}

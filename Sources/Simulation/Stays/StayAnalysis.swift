import Coverage
import RoadNetwork
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
        let coverage =
            kinds.first { $0.kind == temporaryStayKind }?.coverage
            ?? KindCoverage(
                reach, kind: temporaryStayKind, limit: TravelTime(minutes: settings.minutes(ofKind: temporaryStayKind)))
        guard settings.stays.isAsked || !coverage.sites.isEmpty else { return nil }
        return analyseStays(coverage, reach: reach, settings: settings.stays, threads: threads)
    }
}

/// Simulates the temporary stays at the sites of a coverage.
func analyseStays(_ coverage: KindCoverage, reach: Reach, settings: StaySettings, threads: Int) -> StayResult {
    let territory = reach.territory
    let demand = StayDemand(territory.population, settings: settings)
    var result = StayResult(
        settings: settings, reason: demand.reason, expectedPerYear: demand.arrivals.total, total: nil, months: [],
        sites: [], communes: territory.communes.map { _ in nil }, outside: nil, findings: demand.findings)
    let beds = coverage.sites.map { wholeBeds(of: territory.sites[$0], findings: &result.findings) }
    if let reason = demand.reason {
        result.findings.append(Finding(.warning, where: "stays", "there are no figures of temporary stays: " + reason))
        return result
    }
    let system = StaySystem(coverage, reach: reach, hasBeds: beds.map { $0 > 0 })
    let replicates = StayReplicates(
        system, level: settings.confidence,
        outcomes: simulateStays(system, beds: beds, arrivals: demand.arrivals, settings: settings, threads: threads))
    result.total = replicates.figures { _ in true }
    result.months = replicates.months(days: settings.days)
    result.sites = replicates.sites(
        beds: beds,
        erlang: erlangChecks(system, beds: beds, arrivals: demand.arrivals, settings: settings))
    for (commune, figures) in replicates.byCommune() {
        if let commune { result.communes[commune] = figures } else { result.outside = figures }
    }
    return result
}

/// The beds of a site: whole ones.
private func wholeBeds(of site: Site, findings: inout [Finding]) -> Int {
    guard let beds = site.beds else {
        findings.append(
            Finding(.warning, where: "site \(site.id)", "takes temporary stays and its beds are not known: it has none")
        )
        return 0
    }
    let whole = Int(beds.rounded(.down))
    if Double(whole) != beds {
        findings.append(
            Finding(.information, where: "site \(site.id)", "\(plain(beds)) beds: \(whole) are whole and count"))
    }
    return whole
}

/// The outcomes of all replicates, to be gathered into means.
private struct StayReplicates {
    let system: StaySystem
    let level: Double
    let outcomes: [StayOutcome]
    /// Of every cell, over all replicates.
    private let waits: [[Double]]

    init(_ system: StaySystem, level: Double, outcomes: [StayOutcome]) {
        self.system = system
        self.level = level
        self.outcomes = outcomes
        var waits = [[Double]](repeating: [], count: system.cells.count)
        for outcome in outcomes { for wait in outcome.waits { waits[wait.cell].append(wait.days) } }
        self.waits = waits
    }

    private func figures(cells: [Int]) -> StayFigures? {
        guard !cells.isEmpty else { return nil }
        return StayFigures(
            outcomes.map { outcome in cells.reduce(into: StayCounts()) { $0 += outcome.cells[$1] } },
            waits: cells.flatMap { waits[$0] }, level: level)
    }

    /// Nil where no cell is counted.
    func figures(where isCounted: (StayCell) -> Bool) -> StayFigures? {
        figures(cells: system.cells.indices.filter { isCounted(system.cells[$0]) })
    }

    /// In the order of the communes, people outside all of them last; those where nobody lives are left out.
    func byCommune() -> [(commune: Int?, figures: StayFigures?)] {
        var groups: [(commune: Int?, cells: [Int])] = []
        for (position, cell) in system.cells.enumerated() {
            if let last = groups.last, last.commune == cell.commune {
                groups[groups.count - 1].cells.append(position)
            } else {
                groups.append((cell.commune, [position]))
            }
        }
        return groups.map { ($0.commune, figures(cells: $0.cells)) }
    }

    func months(days: Int) -> [(month: Int, figures: StayFigures)] {
        (0..<12).filter { Calendar.monthStarts[$0] < days }.compactMap { month in
            StayFigures(outcomes.map { $0.months[month] }, waits: nil, level: level).map { (month + 1, $0) }
        }
    }

    func sites(beds: [Int], erlang: [ErlangCheck]) -> [StaySiteFigures] {
        system.sites.indices.compactMap { site in
            let found = outcomes.map { $0.sites[site] }
            func mean(_ value: (StaySiteOutcome) -> Double) -> MeanInterval? {
                MeanInterval(found.map(value), level: level)?.bounded(by: 0...(.infinity))
            }
            func share(_ days: (StaySiteOutcome) -> Double, of whole: (StaySiteOutcome) -> Double) -> MeanInterval? {
                MeanInterval(ratioOf: found.map(days), to: found.map(whole), level: level)?.bounded(by: 0...1)
            }
            let count = Double(beds[site])
            guard let admissions = mean({ Double($0.admissions) }), let peak = mean({ Double($0.peak) }) else {
                return nil
            }
            return StaySiteFigures(
                site: system.sites[site], beds: beds[site], admissions: admissions,
                occupancy: share(\.occupiedDays, of: \.bedDays),
                fullShare: share(\.fullDays, of: { count > 0 ? $0.bedDays / count : 0 }), peak: peak,
                nearestPeople: figures { $0.nearestSite == site }, erlang: erlang[site])
        }
    }
}

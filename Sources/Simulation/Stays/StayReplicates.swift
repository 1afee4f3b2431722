import Statistics

/// The outcomes of all replicates for one period, to be gathered into means.
struct StayReplicates {
    let system: StaySystem
    let period: Int
    let level: Double
    let outcomes: [StayOutcome]
    /// Of every cell, over all replicates.
    private let waits: [[Double]]

    init(_ system: StaySystem, period: Int, level: Double, outcomes: [StayOutcome]) {
        self.system = system
        self.period = period
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

    /// Those that begin within the days.
    func months(days: Int) -> [(month: Int, figures: StayFigures)] {
        (0..<12).filter { Calendar.monthStarts[$0] < days }.compactMap { month in
            StayFigures(outcomes.map { $0.months[month] }, waits: nil, level: level).map { (month + 1, $0) }
        }
    }

    /// - Parameter erlang: one a site of the system.
    func sites(_ year: BedYears.Year, erlang: [ErlangCheck]) -> [StaySiteFigures] {
        zip(year.site, zip(year.systemSite, year.beds)).compactMap { site, place in
            let (systemSite, beds) = place
            let found = outcomes.map { $0.sites[systemSite] }
            func mean(_ value: (StaySiteOutcome) -> Double) -> MeanInterval? {
                MeanInterval(found.map(value), level: level)?.bounded(by: 0...(.infinity))
            }
            func share(_ days: (StaySiteOutcome) -> Double, of whole: (StaySiteOutcome) -> Double) -> MeanInterval? {
                MeanInterval(ratioOf: found.map(days), to: found.map(whole), level: level)?.bounded(
                    by: 0...(.infinity))
            }
            guard let admissions = mean({ Double($0.admissions) }), let peak = mean({ Double($0.peak) }) else {
                return nil
            }
            return StaySiteFigures(
                site: site, beds: beds, admissions: admissions, occupancy: share(\.occupiedDays, of: \.bedDays),
                fullShare: share(\.fullDays, of: { beds > 0 ? $0.bedDays / Double(beds) : 0 }), peak: peak,
                nearestPeople: figures { $0.nearestSites[period] == systemSite }, erlang: erlang[systemSite])
        }
    }
}

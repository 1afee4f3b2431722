public import Territory

/// On how many days a week people find an open site of a kind within the minutes. Which days a part-time site opens is
/// seldom known, so that there are two figures: at least those of the site that opens most, at most those of all
/// together.
public struct AccessDays: Hashable, Sendable {
    /// Inhabitants by days, from 0 to 7, that they have at least (whole days that are full; 2.5 days are 2).
    public var inhabitantsByLeastDays: [Double]
    /// Mean over all inhabitants, 0 for the uncovered.
    public var meanLeastDays: Double?
    public var meanMostDays: Double?

    /// Inhabitants with fewer than so many days.
    public func inhabitants(below days: Int) -> Double {
        inhabitantsByLeastDays.prefix(days).reduce(0, +)
    }

    /// - Parameter assumedDays: of a site whose days are not known.
    public init(_ coverage: KindCoverage, in territory: StudyTerritory, kinds: SiteKinds, assumedDays: Double) {
        let days = Dictionary(
            uniqueKeysWithValues: coverage.sites.map {
                ($0, kinds.daysPerWeek(of: territory.sites[$0]) ?? assumedDays)
            })
        var byDays = [Double](repeating: 0, count: WeekHours.daysAWeek + 1)
        var (least, most, total) = (0.0, 0.0, 0.0)
        for (within, people) in zip(coverage.sitesWithin, territory.population.inhabitants) {
            let open = within.map { days[$0] ?? 0 }
            let greatest = open.max() ?? 0
            byDays[Int(greatest)] += people
            least += people * greatest
            most += people * min(Double(WeekHours.daysAWeek), open.reduce(0, +))
            total += people
        }
        inhabitantsByLeastDays = byDays
        meanLeastDays = total > 0 ? least / total : nil
        meanMostDays = total > 0 ? most / total : nil
    }
}

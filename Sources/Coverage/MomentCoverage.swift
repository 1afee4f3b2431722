import RoadNetwork
public import Territory

/// How one kind of site covers the people at a moment: at night, in winter.
public struct MomentCoverage: Hashable, Sendable {
    public var kind: String
    /// Sites that are open at some time of the moment.
    public var openSites: Int
    public var covered: Double
    public var uncovered: Double
    /// People with, at every hour of the moment, a site within the minutes that is open then, as far as hours are
    /// known.
    public var coveredThroughout: Double
    /// To the nearest site that is open at some time of the moment.
    public var minutesToNearest: DistributionFigures
    /// By name of the group.
    public var groups: [GroupFigures]

    public struct GroupFigures: Hashable, Sendable {
        public var name: String
        public var covered: Double
        public var uncovered: Double
    }

    /// Perimeters of a kind whose division has territories are open when the kind is.
    ///
    /// - Parameter coverage: of all sites of the kind, open or not.
    public init(_ coverage: KindCoverage, at moment: Moment, _ reach: Reach, kinds: SiteKinds) {
        let population = reach.territory.population
        let sites = reach.territory.sites
        let open = coverage.sites.filter { kinds.isOpen(sites[$0], at: moment) }
        var isOpen = [Bool](repeating: false, count: sites.count)
        for site in open { isOpen[site] = true }
        let hours = Dictionary(
            uniqueKeysWithValues: open.map { ($0, kinds.knownHours(of: sites[$0], within: moment)) })

        var isCovered = [Bool](repeating: false, count: population.count)
        var throughout = 0.0
        let opening = kinds[coverage.kind].opening
        let perimeterHours =
            opening.hours.map {
                (opening.months ?? .all).contains(moment.months) ? $0.intersection(moment.hours) : .none
            }
            ?? .none
        let perimetersAreOpen = coverage.isByDivision && opening.isOpen(at: moment)
        for (point, within) in coverage.sitesWithin.enumerated() {
            var together = WeekHours.none
            if perimetersAreOpen, coverage.isCovered(point) {
                isCovered[point] = true
                together = perimeterHours
            }
            for site in within where isOpen[site] {
                isCovered[point] = true
                if let hours = hours[site] { together.formUnion(hours) }
            }
            if isCovered[point], together.contains(moment.hours) { throughout += population.inhabitants[point] }
        }
        var nearest = [TravelTime](repeating: .unreachable, count: population.count)
        for site in open {
            for point in 0..<population.count {
                nearest[point] = min(nearest[point], reach.times.time(site: site, place: point))
            }
        }
        func sums(_ people: [Double]) -> (covered: Double, uncovered: Double) {
            people.indices.reduce(into: (0, 0)) { sums, point in
                if isCovered[point] { sums.covered += people[point] } else { sums.uncovered += people[point] }
            }
        }
        kind = coverage.kind
        openSites = open.count
        (covered, uncovered) = sums(population.inhabitants)
        coveredThroughout = throughout
        minutesToNearest = DistributionFigures(nearest.map(\.minutes), people: population.inhabitants)
        groups = population.groups.map { group in
            let (covered, uncovered) = sums(group.counts)
            return GroupFigures(name: group.name, covered: covered, uncovered: uncovered)
        }
    }
}

extension SiteKinds {
    /// The hours of a moment at which a site is surely open: none where only a number of days is known, or fewer days
    /// than its hours have.
    fileprivate func knownHours(of site: Site, within moment: Moment) -> WeekHours {
        let opening = opening(of: site)
        guard let hours = opening.hours, (opening.months ?? .all).contains(moment.months) else { return .none }
        if let days = daysPerWeek(of: site), days < Double(hours.days) { return .none }
        return hours.intersection(moment.hours)
    }
}

import Equity
public import RoadNetwork
import Territory

/// How one kind of site covers the people: for every population point the nearest site, and the sites
/// within the minutes. A site with a zone covers the people of its communes, however far; a kind whose division has
/// territories covers the people of these (`cover(by:in:)`).
public struct KindCoverage: Sendable {
    public let kind: String
    /// The kind's minutes.
    public let limit: TravelTime
    /// Positions of the kind's sites in the territory, ascending.
    public let sites: [Int]
    /// The limit of each of these sites: the kind's, unless the site has minutes of its own.
    public let limits: [TravelTime]
    /// For each point the nearest of the sites by travel time (ties: the smaller id); nil where none can be
    /// reached at all.
    public let nearestSite: [Int?]
    /// For each point the time to that site.
    public let nearestTime: [TravelTime]
    /// For each point the distance to that site in metres; nil where there is none.
    public let nearestMetres: [Double?]
    /// For each point the sites within their minutes, ascending.
    public private(set) var sitesWithin: [[Int]]
    /// Of a zonal kind with perimeters; nil for every other one.
    public private(set) var zonal: ZonalCover?

    public init(_ reach: Reach, kind: String, limit: TravelTime) {
        self.kind = kind
        self.limit = limit
        let sites = reach.sites(ofKind: kind)
        let limits = sites.map { site in
            reach.territory.sites[site].minutes.map(TravelTime.init(minutes:)) ?? limit
        }
        let pointCount = reach.territory.population.count
        var nearestSite = [Int?](repeating: nil, count: pointCount)
        var nearestTime = [TravelTime](repeating: .unreachable, count: pointCount)
        var sitesWithin = [[Int]](repeating: [], count: pointCount)
        // Site by site, as the times lie in memory.
        for (site, limit) in zip(sites, limits) {
            let isInZone = reach.territory.sites[site].zone.map { pointsLie(in: $0, reach.territory) }
            for point in 0..<pointCount {
                if let isInZone, isInZone[point] { sitesWithin[point].append(site) }
                let time = reach.times.time(site: site, place: point)
                guard time.isReachable else { continue }
                if time < nearestTime[point] {
                    nearestTime[point] = time
                    nearestSite[point] = site
                }
                if isInZone == nil, time <= limit { sitesWithin[point].append(site) }
            }
        }
        self.sites = sites
        self.limits = limits
        self.nearestSite = nearestSite
        self.nearestTime = nearestTime
        nearestMetres = nearestSite.enumerated().map { point, site in
            site.flatMap { reach.times.metres(site: $0, place: point) }
        }
        self.sitesWithin = sitesWithin
    }

    /// Lets the kind cover by its perimeters. Where its division has territories, sites without a zone no longer cover
    /// those within their minutes.
    public mutating func cover(by zonal: ZonalCover, in territory: StudyTerritory) {
        self.zonal = zonal
        guard zonal.isByDivision else { return }
        for point in sitesWithin.indices { sitesWithin[point].removeAll { territory.sites[$0].zone == nil } }
    }

    /// Whether territories of a division, not sites, say who is covered.
    public var isByDivision: Bool { zonal?.isByDivision ?? false }

    /// How many times a point is covered: by sites, or by the perimeters of a kind whose division has territories.
    public func choices(_ point: Int) -> Int {
        if let zonal, zonal.isByDivision { return zonal.perimetersOfPoint[point] }
        return sitesWithin[point].count
    }

    /// Whether a point has a site within the minutes, or lies in a perimeter.
    public func isCovered(_ point: Int) -> Bool { choices(point) > 0 }

    /// The people within the minutes of each of `sites`, in their order.
    ///
    /// - Parameter people: one count a population point.
    public func peopleWithin(_ people: [Double]) -> [Double] {
        var bySite: [Int: Double] = [:]
        for (within, count) in zip(sitesWithin, people) {
            for site in within { bySite[site, default: 0] += count }
        }
        return sites.map { bySite[$0] ?? 0 }
    }
}

/// The figures of one kind over some people.
public struct CoverageFigures: Hashable, Sendable {
    public var inhabitants: Double
    public var covered: Double
    public var uncovered: Double
    /// People with no, one, two, three or more sites within the minutes, or perimeters that they live in.
    public var choices: [Double]
    public var minutesToNearest: DistributionFigures
    public var kilometresToNearest: DistributionFigures

    /// The covered part; nil where nobody lives.
    public var coveredShare: Double? { inhabitants > 0 ? covered / inhabitants : nil }

    /// - Parameter people: one count a population point: all inhabitants, or those of a group.
    public init(_ coverage: KindCoverage, people: [Double]) {
        var choices = [0.0, 0, 0, 0]
        for (point, count) in people.enumerated() {
            choices[min(3, coverage.choices(point))] += count
        }
        inhabitants = people.reduce(0, +)
        uncovered = choices[0]
        covered = choices[1] + choices[2] + choices[3]
        self.choices = choices
        minutesToNearest = DistributionFigures(coverage.nearestTime.map(\.minutes), people: people)
        kilometresToNearest = DistributionFigures(coverage.nearestMetres.map { $0.map { $0 / 1000 } }, people: people)
    }
}

/// Mean, median, 90 % quantile and maximum of a quantity, weighted by people; nil where there are none.
public struct DistributionFigures: Hashable, Sendable {
    public var mean: Double?
    public var median: Double?
    public var p90: Double?
    public var max: Double?

    /// - Parameter values: one a point; those without a value are left out.
    public init(_ values: [Double?], people: [Double]) {
        let known = zip(values, people).compactMap { value, count in value.map { ($0, count) } }
        // Times are finite and people are counted, so that a distribution can always be made.
        guard let distribution = try? WeightedDistribution(values: known.map(\.0), weights: known.map(\.1)) else {
            return
        }
        mean = Equity.mean(of: distribution).value
        median = quantile(0.5, of: distribution).value
        p90 = quantile(0.9, of: distribution).value
        max = maximum(of: distribution).value
    }
}

public import Coverage
import RoadNetwork

/// Which people can go to which beds: for every population point the sites within their minutes, nearest first.
public struct StaySystem: Sendable {
    /// Positions in the territory's sites, ascending; the system numbers its sites by their positions here.
    public let sites: [Int]
    /// What the figures are kept by: people of one commune whose nearest site is the same.
    public let cells: [StayCell]
    public let pointCount: Int
    /// The sites in reach of point i: `reached[firstReached[i] ..< firstReached[i + 1]]`.
    let firstReached: [Int]
    let reached: [Int]
    /// The cell of each point.
    let cellOfPoint: [Int]

    /// - Parameters:
    ///   - reached: for each point the sites in reach, nearest first, by their positions in `sites`.
    ///   - communes: of each point; nil outside all communes.
    public init(sites: [Int], reached: [[Int]], communes: [Int?]) {
        self.sites = sites
        pointCount = reached.count
        var first = [0]
        for list in reached { first.append(first[first.count - 1] + list.count) }
        firstReached = first
        self.reached = reached.flatMap { $0 }
        let keys = zip(communes, reached).map { StayCell(commune: $0, nearestSite: $1.first) }
        let cells = Set(keys).sorted()
        let positions = Dictionary(uniqueKeysWithValues: cells.enumerated().map { ($1, $0) })
        self.cells = cells
        cellOfPoint = keys.map { positions[$0] ?? 0 }
    }

    /// The sites of a coverage. Those that never have a bed are in nobody's reach.
    ///
    /// - Parameter hasBeds: one a site of the coverage.
    public init(_ coverage: KindCoverage, reach: Reach, hasBeds: [Bool]) {
        let open = zip(coverage.sites, hasBeds).enumerated().filter { $0.element.1 }
        let positions = Dictionary(uniqueKeysWithValues: open.map { ($0.element.0, $0.offset) })
        let reached = coverage.sitesWithin.enumerated().map { point, within in
            within.compactMap { site in
                positions[site].map { (position: $0, time: reach.times.time(site: site, place: point)) }
            }.sorted { ($0.time, $0.position) < ($1.time, $1.position) }.map(\.position)
        }
        self.init(sites: coverage.sites, reached: reached, communes: reach.territory.population.communes)
    }

    /// Nearest first.
    func sites(reachedFrom point: Int) -> ArraySlice<Int> {
        reached[firstReached[point]..<firstReached[point + 1]]
    }
}

/// People of one commune whose nearest site is the same.
public struct StayCell: Hashable, Comparable, Sendable {
    /// Position in the territory's communes; nil outside all of them.
    public var commune: Int?
    /// By the system's numbers; nil where no site is in reach.
    public var nearestSite: Int?

    public static func < (left: StayCell, right: StayCell) -> Bool {
        // Nil comes last.
        (left.commune ?? .max, left.nearestSite ?? .max) < (right.commune ?? .max, right.nearestSite ?? .max)
    }
}

/// A stretch of days over which beds and arrivals stay the same: a year of a horizon.
public struct StayPeriod: Hashable, Sendable {
    public var days: Int
    /// Of each of the system's sites.
    public var beds: [Int]
    public var arrivals: StayArrivals

    public init(days: Int, beds: [Int], arrivals: StayArrivals) {
        self.days = days
        self.beds = beds
        self.arrivals = arrivals
    }
}

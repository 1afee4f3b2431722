/// Which people can go to which beds: for every population point the sites within their minutes, nearest first.
public struct StaySystem: Sendable {
    public let siteCount: Int
    /// What the figures are kept by.
    public let cells: [StayCell]
    public let pointCount: Int
    /// The sites in reach of point i: `reached[firstReached[i] ..< firstReached[i + 1]]`.
    let firstReached: [Int]
    let reached: [Int]
    /// The cell of each point.
    let cellOfPoint: [Int]

    /// - Parameters:
    ///   - reached: for each point the sites in reach, nearest first.
    ///   - communes: of each point; nil outside all communes.
    ///   - beds: of each site, in each period; nil: every site has beds in the one period there is.
    public init(siteCount: Int, reached: [[Int]], communes: [Int?], beds: [[Int]]? = nil) {
        self.siteCount = siteCount
        pointCount = reached.count
        var first = [0]
        for list in reached { first.append(first[first.count - 1] + list.count) }
        firstReached = first
        self.reached = reached.flatMap { $0 }
        let keys = zip(communes, reached).map { commune, sites in
            StayCell(
                commune: commune,
                nearestSites: beds.map { $0.map { beds in sites.first { beds[$0] > 0 } } } ?? [sites.first])
        }
        let cells = Set(keys).sorted()
        let positions = Dictionary(uniqueKeysWithValues: cells.enumerated().map { ($1, $0) })
        self.cells = cells
        cellOfPoint = keys.map { positions[$0] ?? 0 }
    }

    /// Nearest first.
    func sites(reachedFrom point: Int) -> ArraySlice<Int> {
        reached[firstReached[point]..<firstReached[point + 1]]
    }
}

/// People of one commune who have the same nearest site.
public struct StayCell: Hashable, Comparable, Sendable {
    /// Position in the territory's communes; nil outside all of them.
    public var commune: Int?
    /// The nearest site with beds in each period; nil where none is in reach.
    public var nearestSites: [Int?]

    public static func < (left: StayCell, right: StayCell) -> Bool {
        // Nil comes last.
        let (one, other) = (left.commune ?? .max, right.commune ?? .max)
        guard one == other else { return one < other }
        return left.nearestSites.map { $0 ?? .max }.lexicographicallyPrecedes(right.nearestSites.map { $0 ?? .max })
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

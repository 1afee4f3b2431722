public import RoadNetwork

/// Travel times from places of demand to places of supply, by position, only the pairs that have a way. They are
/// kept by demand, then supply, so that sums do not depend on the order in which pairs were given.
public struct TravelPairs: Sendable {
    public struct Pair: Hashable, Sendable {
        public var demand: Int32
        public var supply: Int32
        public var time: TravelTime

        public init(demand: Int, supply: Int, time: TravelTime) {
            self.demand = Int32(demand)
            self.supply = Int32(supply)
            self.time = time
        }
    }

    public let demandCount: Int
    public let supplyCount: Int
    /// Where the pairs of each place of demand begin, and after the last one the number of all pairs.
    let starts: [Int]
    /// The place of supply of each pair.
    public let supplies: [Int32]
    public let times: [TravelTime]

    /// - Parameter pairs: each pair of places once at most, positions within the counts; unreachable ones are left
    ///   out.
    public init(_ pairs: [Pair], demandCount: Int, supplyCount: Int) {
        let kept = pairs.filter(\.time.isReachable).sorted { ($0.demand, $0.supply) < ($1.demand, $1.supply) }
        var starts = Array(repeating: 0, count: demandCount + 1)
        for pair in kept { starts[Int(pair.demand) + 1] += 1 }
        for demand in 0..<demandCount { starts[demand + 1] += starts[demand] }
        self.demandCount = demandCount
        self.supplyCount = supplyCount
        self.starts = starts
        supplies = kept.map(\.supply)
        times = kept.map(\.time)
    }

    /// Pairs by demand, then supply, as they are kept.
    init(demandCount: Int, supplyCount: Int, starts: [Int], supplies: [Int32], times: [TravelTime]) {
        self.demandCount = demandCount
        self.supplyCount = supplyCount
        self.starts = starts
        self.supplies = supplies
        self.times = times
    }

    /// The same from pairs that are sorted by demand, then supply, without a copy of them.
    ///
    /// - Parameter pair: by its position below `sortedCount`; unreachable ones are left out.
    public init(demandCount: Int, supplyCount: Int, sortedCount: Int, pair: (Int) -> Pair) {
        var starts = Array(repeating: 0, count: demandCount + 1)
        var supplies: [Int32] = []
        var times: [TravelTime] = []
        supplies.reserveCapacity(sortedCount)
        times.reserveCapacity(sortedCount)
        for position in 0..<sortedCount {
            let pair = pair(position)
            guard pair.time.isReachable else { continue }
            starts[Int(pair.demand) + 1] += 1
            supplies.append(pair.supply)
            times.append(pair.time)
        }
        for demand in 0..<demandCount { starts[demand + 1] += starts[demand] }
        self.demandCount = demandCount
        self.supplyCount = supplyCount
        self.starts = starts
        self.supplies = supplies
        self.times = times
    }

    private init(_ pairs: TravelPairs, where isKept: (_ supply: Int, _ time: TravelTime) -> Bool) {
        var starts = [0]
        var kept: [Int] = []
        for demand in 0..<pairs.demandCount {
            for pair in pairs.pairs(of: demand) where isKept(Int(pairs.supplies[pair]), pairs.times[pair]) {
                kept.append(pair)
            }
            starts.append(kept.count)
        }
        demandCount = pairs.demandCount
        supplyCount = pairs.supplyCount
        self.starts = starts
        supplies = kept.map { pairs.supplies[$0] }
        times = kept.map { pairs.times[$0] }
    }

    /// The pairs that a condition on place of supply and time keeps.
    func filter(_ isKept: (_ supply: Int, _ time: TravelTime) -> Bool) -> TravelPairs {
        TravelPairs(self, where: isKept)
    }

    /// The positions of the pairs of one place of demand.
    public func pairs(of demand: Int) -> Range<Int> { starts[demand]..<starts[demand + 1] }
}

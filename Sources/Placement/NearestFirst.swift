import Coverage
import RoadNetwork

/// The travel times of each place of demand to the candidates that it reaches, by rising time, then by position: all
/// searches walk along these lists and stop early. 8 bytes a pair.
struct NearestFirst: Sendable {
    let demandCount: Int
    let candidateCount: Int
    let starts: [Int]
    let candidates: [Int32]
    /// Milliseconds.
    let times: [UInt32]

    init(_ pairs: TravelPairs) {
        demandCount = pairs.demandCount
        candidateCount = pairs.supplyCount
        var candidates: [Int32] = []
        var times: [UInt32] = []
        candidates.reserveCapacity(pairs.times.count)
        times.reserveCapacity(pairs.times.count)
        var starts = [0]
        starts.reserveCapacity(demandCount + 1)
        var row: [UInt64] = []
        for demand in 0..<demandCount {
            row.removeAll(keepingCapacity: true)
            for pair in pairs.pairs(of: demand) {
                row.append(UInt64(pairs.times[pair].milliseconds) << 32 | UInt64(UInt32(pairs.supplies[pair])))
            }
            row.sort()
            for entry in row {
                candidates.append(Int32(truncatingIfNeeded: entry & 0xFFFF_FFFF))
                times.append(UInt32(truncatingIfNeeded: entry >> 32))
            }
            starts.append(candidates.count)
        }
        self.starts = starts
        self.candidates = candidates
        self.times = times
    }

    func row(_ demand: Int) -> Range<Int> { starts[demand]..<starts[demand + 1] }

    /// The nearest of the open candidates, of equally near ones the first; nil where none is reached within the limit.
    func nearest(_ demand: Int, among isOpen: [Bool], limit: UInt32 = .max) -> (candidate: Int, time: UInt32)? {
        for entry in row(demand) {
            if times[entry] > limit { return nil }
            if isOpen[Int(candidates[entry])] { return (Int(candidates[entry]), times[entry]) }
        }
        return nil
    }

    /// The time of one pair; nil without a way.
    func time(_ demand: Int, _ candidate: Int) -> UInt32? {
        for entry in row(demand) where Int(candidates[entry]) == candidate { return times[entry] }
        return nil
    }
}

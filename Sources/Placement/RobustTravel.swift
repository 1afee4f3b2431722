public import Coverage
import RoadNetwork

/// How several travel times of one pair (peak and off-peak, summer and winter) become one. Everybody keeps one site
/// through all of them, as a patient does.
public enum RobustTravel: String, CaseIterable, Sendable {
    /// The slowest.
    case worst
    /// The mean.
    case mean
}

/// One table of travel times from several. A pair needs a way in all of them. Means are rounded to the millisecond.
///
/// - Parameter tables: of the same places; one at least.
public func combined(_ tables: [TravelPairs], _ way: RobustTravel) -> TravelPairs {
    guard tables.count > 1 else { return tables[0] }
    var pairs: [TravelPairs.Pair] = []
    let first = tables[0]
    for demand in 0..<first.demandCount {
        var times = [Int32: (sum: UInt64, most: UInt32, count: Int)]()
        for table in tables {
            for pair in table.pairs(of: demand) {
                let time = table.times[pair].milliseconds
                let old = times[table.supplies[pair]] ?? (0, 0, 0)
                times[table.supplies[pair]] = (old.sum + UInt64(time), max(old.most, time), old.count + 1)
            }
        }
        for pair in first.pairs(of: demand) {
            guard let time = times[first.supplies[pair]], time.count == tables.count else { continue }
            let count = UInt64(tables.count)
            let milliseconds = way == .worst ? time.most : UInt32((time.sum + count / 2) / count)
            pairs.append(
                TravelPairs.Pair(
                    demand: demand, supply: Int(first.supplies[pair]), time: TravelTime(milliseconds: milliseconds)))
        }
    }
    return TravelPairs(pairs, demandCount: first.demandCount, supplyCount: first.supplyCount)
}

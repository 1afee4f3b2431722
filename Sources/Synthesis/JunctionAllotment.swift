import Foundation

/// Whole numbers in proportion to `weights` that add up to `total` exactly (largest remainders; ties to
/// the smaller position).
func apportion(_ total: Int, by weights: [Double]) -> [Int] {
    let sum = weights.reduce(0, +)
    guard sum > 0 else { return weights.map { _ in 0 } }
    var shares: [Int] = []
    var remainders: [(remainder: Double, position: Int)] = []
    shares.reserveCapacity(weights.count)
    for (position, weight) in weights.enumerated() {
        let quota = Double(total) * weight / sum
        shares.append(Int(quota))
        remainders.append((quota - quota.rounded(.down), position))
    }
    remainders.sort { ($1.remainder, $0.position) < ($0.remainder, $1.position) }
    for (_, position) in remainders.prefix(total - shares.reduce(0, +)) { shares[position] += 1 }
    return shares
}

/// How many junctions each town gets: `least` at least, in proportion to inhabitants^0.8 (large towns
/// have more people a junction), and no more than fit.
///
/// - Returns: nil where `total` does not fit.
func junctionAllotment(total: Int, inhabitants: [Int], capacities: [Int], least: Int) -> [Int]? {
    let lowest = capacities.map { min(least, $0) }
    guard total >= lowest.reduce(0, +), total <= capacities.reduce(0, +) else { return nil }
    let weights = inhabitants.map { pow(Double(max($0, 1)), 0.8) }
    func shares(_ factor: Double) -> [Int] {
        weights.indices.map { min(capacities[$0], max(lowest[$0], Int(factor * weights[$0]))) }
    }
    var low = 0.0
    var high = 1.0
    while shares(high).reduce(0, +) < total, high < 1e9 { high *= 2 }
    for _ in 0..<60 {
        let middle = (low + high) / 2
        if shares(middle).reduce(0, +) <= total { low = middle } else { high = middle }
    }
    // What rounding down has left goes one by one to the first towns that have room.
    var allotment = shares(low)
    var left = total - allotment.reduce(0, +)
    while left > 0 {
        for town in allotment.indices where left > 0 && allotment[town] < capacities[town] {
            allotment[town] += 1
            left -= 1
        }
    }
    return allotment
}

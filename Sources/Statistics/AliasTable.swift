/// Draws a position with a chance in proportion to its weight, in a time that does not depend on how many there are.
///
/// A. J. Walker, "An efficient method for generating discrete random variables with general distributions", ACM TOMS
/// 3, 1977; the table is made as by M. D. Vose, "A linear algorithm for generating random numbers with a given
/// distribution", IEEE TSE 17, 1991.
public struct AliasTable: Hashable, Sendable {
    /// The share of each column that is the column's own position; the rest is its alias.
    private var shares: [Double]
    private var aliases: [Int32]

    /// - Parameter weights: finite and not negative.
    /// - Returns: nil where no weight is above 0, or one is negative or not finite.
    public init?(_ weights: [Double]) {
        let total = weights.reduce(0, +)
        guard total > 0, total.isFinite, weights.count < Int(Int32.max), weights.allSatisfy({ $0 >= 0 }) else {
            return nil
        }
        let scale = Double(weights.count) / total
        var shares = weights.map { $0 * scale }
        var aliases = weights.indices.map(Int32.init)
        var small = weights.indices.filter { shares[$0] < 1 }
        var large = weights.indices.filter { shares[$0] >= 1 }
        while let giver = large.last, let taker = small.popLast() {
            aliases[taker] = Int32(giver)
            shares[giver] -= 1 - shares[taker]
            if shares[giver] < 1 {
                large.removeLast()
                small.append(giver)
            }
        }
        // What rounding leaves over is full; but nothing may come up that has no weight.
        guard let heaviest = weights.indices.max(by: { weights[$0] < weights[$1] }) else { return nil }
        for column in small + large {
            if weights[column] > 0 {
                shares[column] = 1
            } else {
                shares[column] = 0
                aliases[column] = Int32(heaviest)
            }
        }
        self.shares = shares
        self.aliases = aliases
    }

    public var count: Int { shares.count }

    public func draw(_ random: inout SplitMix64) -> Int {
        let column = random.integer(below: shares.count)
        return random.unit() < shares[column] ? column : Int(aliases[column])
    }
}

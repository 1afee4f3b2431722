/// The subsets of 0 ..< count whose sizes lie in a range, numbered: smaller ones first, those of one size in the order
/// of the combinatorial number system (E. B. McCaffrey, "Generating the mth lexicographical element of a mathematical
/// combination", 2004; D. E. Knuth, *The Art of Computer Programming* 4A, 2011, §7.2.1.3).
public struct SubsetSpace: Hashable, Sendable {
    public let count: Int
    public let sizes: ClosedRange<Int>

    /// - Returns: nil where the sizes do not lie in 0…count.
    public init?(count: Int, sizes: ClosedRange<Int>) {
        guard count >= 0, sizes.lowerBound >= 0, sizes.upperBound <= count else { return nil }
        self.count = count
        self.sizes = sizes
    }

    /// How many there are; nil where that does not fit into 63 bits.
    public var total: Int? {
        var total = 0
        for size in sizes {
            guard let number = binomial(count, size) else { return nil }
            let (sum, overflow) = total.addingReportingOverflow(number)
            if overflow { return nil }
            total = sum
        }
        return total
    }

    /// A subset by its number, ascending.
    ///
    /// - Parameter index: in 0 ..< total.
    public func subset(_ index: Int) -> [Int] {
        var rest = index
        for size in sizes {
            guard let number = binomial(count, size) else { break }
            if rest < number { return combination(rest, size) }
            rest -= number
        }
        return []
    }

    /// A subset at random: its size first, every size alike, then the subset, each of the size alike.
    public func draw(_ random: inout SplitMix64) -> [Int] {
        let size = sizes.lowerBound + random.integer(below: sizes.count)
        // One pass that takes each position with the chance that is left for it (Knuth's algorithm S).
        var (needed, chosen) = (size, [Int]())
        for position in 0..<count where needed > 0 {
            if random.integer(below: count - position) < needed {
                chosen.append(position)
                needed -= 1
            }
        }
        return chosen
    }

    private func combination(_ index: Int, _ size: Int) -> [Int] {
        var (rest, left, chosen) = (index, size, [Int]())
        for position in 0..<count where left > 0 {
            // Those that have this position come first.
            let with = binomial(count - position - 1, left - 1) ?? .max
            if rest < with {
                chosen.append(position)
                left -= 1
            } else {
                rest -= with
            }
        }
        return chosen
    }
}

/// n over k; nil where it does not fit into 63 bits, 0 where k is outside 0…n.
public func binomial(_ n: Int, _ k: Int) -> Int? {
    guard k >= 0, k <= n else { return 0 }
    var result: UInt = 1
    for step in 0..<UInt(min(k, n - k)) {
        // Exact at each step: result is n over step.
        let (high, low) = result.multipliedFullWidth(by: UInt(n) - step)
        guard high < step + 1 else { return nil }
        result = (step + 1).dividingFullWidth((high, low)).quotient
    }
    return Int(exactly: result)
}

/// The problem behind p-median, maximal covering and all between them: choose candidates S within a budget so that
///
///     constant + Σᵢ wᵢ · min(uᵢ, min over j ∈ S of cᵢⱼ)
///
/// is least. uᵢ is the cost of one inhabitant of *i* who is left out. The p-median problem [hakimi1964] has travel
/// times for costs; maximal covering [church1974] has c = 0 within the limit and u = 1.
///
/// A row (a place of demand) lists the candidates with cᵢⱼ < uᵢ only, by rising cost, then by position.
struct MedianProblem: Sendable {
    /// wᵢ > 0.
    var weights: [Double] = []
    var leftOut: [Double] = []
    var starts: [Int] = [0]
    var candidates: [Int32] = []
    var costs: [UInt32] = []
    /// What each candidate takes of the budget: 1 where sites are counted.
    var prices: [Double]
    /// The number of sites, or money.
    var budget: Double
    var isCounted: Bool
    /// Of what is settled.
    var constant: Double
    /// The candidates' names in the problem that this one was made from.
    var origins: [Int32]
    /// Those of them that are open already, in the names of the first problem.
    var opened: [Int32] = []
    /// All weights and costs are whole and their sums exact, so that two plans differ by 1 at least or not at all.
    var isWhole: Bool

    var demandCount: Int { weights.count }
    var candidateCount: Int { prices.count }

    /// A bound above this proves that nothing better than `cost` is left.
    func proof(of cost: Double) -> Double {
        let tolerance = max(abs(cost) * 1e-10, 1e-12)
        return cost - (isWhole ? max(0.99, tolerance) : tolerance)
    }

    /// Whether so much may still be spent.
    func isAffordable(_ price: Double, of left: Double) -> Bool { price <= left + 1e-9 * max(budget, 1) }
}

extension MedianProblem {
    /// The problem that is left when some candidates are open and others closed: open ones lower uᵢ, closed ones go,
    /// rows that nobody is left for become part of the constant.
    ///
    /// - Parameters:
    ///   - kept: which row of this problem each row of the new one was, filled in.
    func settled(isOpen: [Bool], isClosed: [Bool], kept: inout [Int32]) -> MedianProblem {
        var position = [Int32](repeating: -1, count: candidateCount)
        var next = MedianProblem(
            prices: [], budget: budget, isCounted: isCounted, constant: constant, origins: [], opened: opened,
            isWhole: isWhole)
        for candidate in 0..<candidateCount {
            if isOpen[candidate] {
                next.opened.append(origins[candidate])
                next.budget -= prices[candidate]
            } else if !isClosed[candidate] {
                position[candidate] = Int32(next.prices.count)
                next.prices.append(prices[candidate])
                next.origins.append(origins[candidate])
            }
        }
        kept.removeAll(keepingCapacity: true)
        next.candidates.reserveCapacity(candidates.count)
        next.costs.reserveCapacity(costs.count)
        for row in 0..<demandCount {
            var leftOut = leftOut[row]
            var entry = starts[row]
            let end = starts[row + 1]
            let first = next.candidates.count
            while entry < end, Double(costs[entry]) < leftOut {
                let candidate = Int(candidates[entry])
                if isOpen[candidate] {
                    leftOut = Double(costs[entry])
                    break
                }
                if position[candidate] >= 0 {
                    next.candidates.append(position[candidate])
                    next.costs.append(costs[entry])
                }
                entry += 1
            }
            // Equally near candidates may stand before the open one.
            while next.candidates.count > first, let last = next.costs.last, Double(last) >= leftOut {
                next.candidates.removeLast()
                next.costs.removeLast()
            }
            if next.candidates.count == first {
                next.constant += weights[row] * leftOut
                continue
            }
            next.starts.append(next.candidates.count)
            next.weights.append(weights[row])
            next.leftOut.append(leftOut)
            kept.append(Int32(row))
        }
        return next
    }

    func settled(isOpen: [Bool], isClosed: [Bool]) -> MedianProblem {
        var kept: [Int32] = []
        return settled(isOpen: isOpen, isClosed: isClosed, kept: &kept)
    }
}

/// The arrays of a problem for the inner loops, valid inside `withArrays` only.
struct MedianArrays {
    let demandCount: Int
    let candidateCount: Int
    let weights: UnsafePointer<Double>
    let leftOut: UnsafePointer<Double>
    let starts: UnsafePointer<Int>
    let candidates: UnsafePointer<Int32>
    let costs: UnsafePointer<UInt32>
    let prices: UnsafePointer<Double>
}

extension MedianProblem {
    func withArrays<Result>(_ body: (MedianArrays) throws -> Result) rethrows -> Result {
        // An empty array has no address: a pointer that is never read stands for it.
        let nothing = UnsafeMutableRawPointer.allocate(byteCount: 16, alignment: 16)
        defer { nothing.deallocate() }
        func address<T>(_ buffer: UnsafeBufferPointer<T>) -> UnsafePointer<T> {
            buffer.baseAddress ?? UnsafePointer(nothing.assumingMemoryBound(to: T.self))
        }
        return try weights.withUnsafeBufferPointer { weights in
            try leftOut.withUnsafeBufferPointer { leftOut in
                try starts.withUnsafeBufferPointer { starts in
                    try candidates.withUnsafeBufferPointer { candidates in
                        try costs.withUnsafeBufferPointer { costs in
                            try prices.withUnsafeBufferPointer { prices in
                                try body(
                                    MedianArrays(
                                        demandCount: demandCount, candidateCount: candidateCount,
                                        weights: address(weights), leftOut: address(leftOut),
                                        starts: address(starts), candidates: address(candidates),
                                        costs: address(costs), prices: address(prices)))
                            }
                        }
                    }
                }
            }
        }
    }

    /// The cost of a set of candidates of this problem.
    func cost(of chosen: [Bool]) -> Double {
        var sum = constant
        for row in 0..<demandCount {
            var cost = leftOut[row]
            for entry in starts[row]..<starts[row + 1] where chosen[Int(candidates[entry])] {
                cost = Double(costs[entry])
                break
            }
            sum += weights[row] * cost
        }
        return sum
    }
}

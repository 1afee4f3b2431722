/// Lower bounds for a median problem. The constraints that everybody goes to one place are relaxed with multipliers
/// λᵢ ≤ uᵢ (in the unit of the costs); what is left falls apart by candidate:
///
///     L(λ) = constant + Σ wᵢ λᵢ + min over S of Σ over j ∈ S of ρⱼ,   ρⱼ = Σᵢ wᵢ min(0, cᵢⱼ − λᵢ)
///
/// [cornuejols1977; narula1977]. L is raised by subgradients [held1974], each one smoothed with the last, with the step
/// of Polyak towards the best cost known and λᵢ scaled by wᵢ. At each λ the candidates whose opening or closing would
/// put the bound above the best cost are closed or opened for good.
struct LagrangianBound: ~Copyable {
    private let problem: MedianProblem
    private let arrays: MedianArrays
    let multipliers: Block<Double>
    /// Those of the best bound.
    let bestMultipliers: Block<Double>
    private let direction: Block<Double>
    private let reducedCosts: Block<Double>
    /// How much of each candidate the relaxed problem opens: 0 or 1, or a fraction of the last one that money buys.
    private let share: Block<Double>
    /// `share` over the last iterations, smoothed.
    let meanShare: Block<Double>
    private var order: [Int32]
    private(set) var isOpen: [Bool]
    private(set) var isClosed: [Bool]
    private(set) var bound = -Double.infinity
    private(set) var fixedCount = 0
    private var chosenCost = 0.0
    private var upper = 0.0
    private var lower = 0.0

    /// - Parameter multipliers: to start from; else λᵢ between the two nearest of `near`.
    init(_ problem: MedianProblem, _ arrays: MedianArrays, multipliers start: [Double]) {
        self.problem = problem
        self.arrays = arrays
        multipliers = Block(repeating: 0, count: arrays.demandCount)
        bestMultipliers = Block(repeating: 0, count: arrays.demandCount)
        direction = Block(repeating: 0, count: arrays.demandCount)
        reducedCosts = Block(repeating: 0, count: arrays.candidateCount)
        share = Block(repeating: 0, count: arrays.candidateCount)
        meanShare = Block(repeating: 0, count: arrays.candidateCount)
        order = []
        isOpen = [Bool](repeating: false, count: arrays.candidateCount)
        isClosed = [Bool](repeating: false, count: arrays.candidateCount)
        for row in 0..<arrays.demandCount {
            multipliers.start[row] = min(max(start[row], nearestCost(row)), arrays.leftOut[row])
            bestMultipliers.start[row] = multipliers.start[row]
        }
    }

    private func nearestCost(_ row: Int) -> Double { Double(arrays.costs[arrays.starts[row]]) }

    /// ρ for the multipliers at hand; returns constant + Σ w λ.
    private func reduceCosts() -> Double {
        reducedCosts.fill(0)
        var sum = problem.constant
        let (reduced, multipliers) = (reducedCosts.start, multipliers.start)
        let (costs, candidates, starts, weights) = (arrays.costs, arrays.candidates, arrays.starts, arrays.weights)
        for row in 0..<arrays.demandCount {
            let (multiplier, weight) = (multipliers[row], weights[row])
            sum += weight * multiplier
            var entry = starts[row]
            let end = starts[row + 1]
            while entry < end {
                let saving = Double(costs[entry]) - multiplier
                if saving >= 0 { break }
                reduced[Int(candidates[entry])] += weight * saving
                entry += 1
            }
        }
        return sum
    }

    /// The bound at the multipliers at hand, with the candidates that the relaxed problem opens in `share`.
    private mutating func evaluate() -> Double {
        var bound = reduceCosts()
        share.fill(0)
        order.removeAll(keepingCapacity: true)
        var left = problem.budget
        for candidate in 0..<arrays.candidateCount {
            if isOpen[candidate] {
                bound += reducedCosts.start[candidate]
                share.start[candidate] = 1
                left -= arrays.prices[candidate]
            } else if !isClosed[candidate] {
                order.append(Int32(candidate))
            }
        }
        return bound + (problem.isCounted ? chooseCounted(Int(left.rounded())) : chooseBought(left))
    }

    /// Opens the `count` candidates of least reduced cost.
    private mutating func chooseCounted(_ count: Int) -> Double {
        let count = min(count, order.count)
        guard count > 0 else {
            (lower, upper) = (-.infinity, order.reduce(0) { min($0, reducedCosts.start[Int($1)]) })
            return 0
        }
        let reduced = reducedCosts.start
        partition(&order, smallest: count) { (reduced[Int($0)], $0) < (reduced[Int($1)], $1) }
        var sum = 0.0
        lower = -.infinity
        upper = 0
        for (position, candidate) in order.enumerated() {
            let cost = reduced[Int(candidate)]
            if position < count {
                sum += cost
                lower = max(lower, cost)
                share.start[Int(candidate)] = 1
            } else {
                upper = min(upper, cost)
            }
        }
        return sum
    }

    /// Opens what lowers the bound the most for its price; the last one in part.
    private mutating func chooseBought(_ budget: Double) -> Double {
        let (reduced, prices) = (reducedCosts.start, arrays.prices)
        order.sort { left, right in
            let (a, b) = (reduced[Int(left)] * prices[Int(right)], reduced[Int(right)] * prices[Int(left)])
            return (a, left) < (b, right)
        }
        var sum = 0.0
        var left = budget
        // Reduced cost for a unit of money, of the last one bought.
        lower = 0
        for candidate in order.map(Int.init) where reduced[candidate] < 0 {
            let price = prices[candidate]
            if price <= left {
                left -= price
                sum += reduced[candidate]
                share.start[candidate] = 1
            } else {
                let part = max(left, 0) / price
                share.start[candidate] = part
                sum += part * reduced[candidate]
                lower = reduced[candidate] / price
                break
            }
        }
        upper = lower
        return sum
    }

    /// What the bound rises by when a candidate that the relaxed problem leaves out is opened, or the other way round.
    private func penalty(_ candidate: Int) -> Double {
        let reduced = reducedCosts.start[candidate]
        if problem.isCounted {
            return share.start[candidate] == 1 ? upper - reduced : reduced - lower
        }
        return abs(reduced - lower * arrays.prices[candidate])
    }

    /// Closes and opens for good what cannot be otherwise in a plan better than the one known.
    private mutating func fix(at bound: Double, above proof: Double) {
        for candidate in order.map(Int.init) where bound + penalty(candidate) > proof {
            if share.start[candidate] == 1 {
                isOpen[candidate] = true
                fixedCount += 1
            } else if share.start[candidate] == 0 {
                isClosed[candidate] = true
                fixedCount += 1
            }
        }
    }

    /// The subgradient into the direction, its squared length, and the cost of the sets that the relaxed problem opens.
    private mutating func turn(smoothing: Double) -> Double {
        var cost = problem.constant
        var length = 0.0
        let (multipliers, share, direction) = (multipliers.start, share.start, direction.start)
        let (costs, candidates, starts, weights) = (arrays.costs, arrays.candidates, arrays.starts, arrays.weights)
        for row in 0..<arrays.demandCount {
            let multiplier = multipliers[row]
            var nearest = arrays.leftOut[row]
            var excess = 1.0
            var isFound = false
            var entry = starts[row]
            let end = starts[row + 1]
            while entry < end {
                let own = Double(costs[entry])
                if own >= multiplier, isFound { break }
                let part = share[Int(candidates[entry])]
                if part > 0 {
                    if own < multiplier { excess -= part }
                    if part == 1, !isFound {
                        nearest = own
                        isFound = true
                    }
                }
                entry += 1
            }
            cost += weights[row] * nearest
            direction[row] = excess + smoothing * direction[row]
            length += weights[row] * direction[row] * direction[row]
        }
        chosenCost = cost
        return length
    }

    enum Outcome {
        /// Nothing better than the incumbent is left.
        case closed
        /// The steps have become too small, or the iterations are over.
        case stalled
        case outOfTime
    }

    /// Raises the bound until it proves the incumbent, stalls, or so many iterations are over.
    ///
    /// - Parameter improve: gets a set of candidates that the relaxed problem opens, when its cost is near the best.
    mutating func ascend(
        iterations: Int, patience: Int, firstStep: Double, deadline: Deadline, incumbent: inout Incumbent,
        improve: (([Bool], inout Incumbent) -> Void)? = nil
    ) -> Outcome {
        var step = firstStep
        var stalled = 0
        for iteration in 0..<iterations {
            let value = evaluate()
            let proof = problem.proof(of: incumbent.cost)
            if value > bound {
                stalled = value > bound + (proof - bound) * 1e-3 ? 0 : stalled + 1
                bound = value
                bestMultipliers.copy(from: multipliers)
            } else {
                stalled += 1
            }
            if bound > proof { return .closed }
            if deadline.isPast { return .outOfTime }
            if stalled >= patience {
                step /= 2
                stalled = 0
                multipliers.copy(from: bestMultipliers)
                direction.fill(0)
                if step < 0.004 { return .stalled }
                continue
            }
            if incumbent.cost < .infinity { fix(at: value, above: proof) }
            let length = turn(smoothing: 0.6)
            let rate = iteration == 0 ? 1 : 0.1
            for candidate in 0..<arrays.candidateCount {
                meanShare.start[candidate] += rate * (share.start[candidate] - meanShare.start[candidate])
            }
            if chosenCost < incumbent.cost || (improve != nil && chosenCost < incumbent.cost * 1.02) {
                let chosen = (0..<arrays.candidateCount).map { share.start[$0] == 1 }
                incumbent.offer(chosen, of: problem, cost: problem.cost(of: chosen))
                improve?(chosen, &incumbent)
            }
            guard length > 0, incumbent.cost < .infinity else {
                return bound > problem.proof(of: incumbent.cost) ? .closed : .stalled
            }
            let move = step * max(incumbent.cost - value, abs(incumbent.cost) * 1e-9) / length
            for row in 0..<arrays.demandCount {
                multipliers.start[row] = min(
                    max(multipliers.start[row] + move * direction.start[row], nearestCost(row)), arrays.leftOut[row])
            }
        }
        return .stalled
    }
}

/// Puts the `count` smallest elements first, in no order.
private func partition(_ order: inout [Int32], smallest count: Int, by isLess: (Int32, Int32) -> Bool) {
    order.withUnsafeMutableBufferPointer { order in
        var (low, high) = (0, order.count - 1)
        while low < high {
            let pivot = order[low + (high - low) / 2]
            var (left, right) = (low, high)
            while left <= right {
                while isLess(order[left], pivot) { left += 1 }
                while isLess(pivot, order[right]) { right -= 1 }
                if left <= right {
                    order.swapAt(left, right)
                    left += 1
                    right -= 1
                }
            }
            if count - 1 <= right {
                high = right
            } else if count - 1 >= left {
                low = left
            } else {
                return
            }
        }
    }
}

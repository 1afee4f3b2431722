/// A set of candidates for a median problem, and what is known of its worth.
struct MedianSolution {
    /// In the names of the first problem, ascending; existing sites are not among them. Nil where nothing was found
    /// below the ceiling.
    var open: [Int]?
    var cost: Double
    /// Nothing costs less.
    var bound: Double
    var isProved: Bool
    var isOutOfTime: Bool
}

/// How much work a search may do.
struct SearchEffort {
    var neighbourhoodRounds: Int
    var iterations: Int
    /// Whether branch and bound follows where the bound leaves a gap.
    var proves: Bool
    /// A gap that is small enough to stop at, relative.
    var gap = 0.0
}

/// Solves a median problem: reduction, heuristics, Lagrangian bounds with candidates fixed by them, then branch and bound
/// on these bounds, depth first.
///
/// - Parameters:
///   - start: a plan that is known already, if any, in the names of the problem.
///   - ceiling: only what costs less is of interest.
func solve(
    _ problem: MedianProblem, effort: SearchEffort, seed: UInt64, deadline: Deadline, start: [Int] = [],
    ceiling: Double = .infinity
) -> MedianSolution {
    let root = reduced(problem)
    var incumbent = Incumbent.none
    root.withArrays { arrays in
        neighbourhoodSearch(
            root, arrays, rounds: effort.neighbourhoodRounds, seed: seed, deadline: deadline, incumbent: &incumbent)
    }
    if !start.isEmpty {
        var chosen = [Bool](repeating: false, count: problem.candidateCount)
        let names = Set(start.map(Int32.init))
        for candidate in chosen.indices where names.contains(problem.origins[candidate]) { chosen[candidate] = true }
        incumbent.offer(chosen, of: problem, cost: problem.cost(of: chosen))
    }
    let multipliers = firstMultipliers(root, incumbent)
    let isBelow = incumbent.cost < ceiling
    if !isBelow { incumbent = Incumbent(cost: ceiling, open: []) }
    var tree = MedianTree(
        root: root, multipliers: multipliers, incumbent: incumbent, effort: effort, deadline: deadline)
    tree.run()
    let cost = tree.incumbent.cost
    let bound = min(tree.bound, cost)
    return MedianSolution(
        open: isBelow || cost < ceiling ? tree.incumbent.open.map(Int.init) : nil, cost: cost,
        bound: tree.isProved ? cost : bound,
        isProved: tree.isProved, isOutOfTime: tree.isOutOfTime)
}

/// The branch and bound tree. A node is a problem of its own, in which what is decided has been settled.
private struct MedianTree {
    private struct Node {
        var problem: MedianProblem
        var multipliers: [Double]
        var bound: Double
        /// The candidate to decide before the node is looked at, and how.
        var decision: (candidate: Int, opens: Bool)?
    }

    private var stack: [Node]
    private(set) var incumbent: Incumbent
    private let effort: SearchEffort
    private let deadline: Deadline
    private(set) var isOutOfTime = false
    /// The least bound of what was given up before its end.
    private var abandonedBound = Double.infinity

    init(
        root: MedianProblem, multipliers: [Double], incumbent: Incumbent, effort: SearchEffort, deadline: Deadline
    ) {
        self.incumbent = incumbent
        self.effort = effort
        self.deadline = deadline
        stack = [
            Node(problem: root, multipliers: multipliers, bound: -.infinity, decision: nil)
        ]
    }

    var isProved: Bool { stack.isEmpty && abandonedBound == .infinity }
    var bound: Double { min(stack.reduce(.infinity) { min($0, $1.bound) }, abandonedBound) }

    mutating func run() {
        while let node = stack.popLast() {
            if node.bound > node.problem.proof(of: incumbent.cost) { continue }
            process(node)
            deadline.tell(cost: incumbent.cost, bound: min(bound, incumbent.cost))
            if isOutOfTime { return }
        }
    }

    private mutating func process(_ given: Node) {
        var node = given
        let isRoot = node.decision == nil
        if let (candidate, opens) = node.decision {
            var isOpen = [Bool](repeating: false, count: node.problem.candidateCount)
            var isClosed = isOpen
            if opens { isOpen[candidate] = true } else { isClosed[candidate] = true }
            settle(&node, isOpen, isClosed)
        }
        var remaining = isRoot ? effort.iterations : min(effort.iterations, 150)
        while true {
            if isLeaf(&node) { return }
            let problem = node.problem
            // Some rounds, then the problem is made smaller where enough is fixed.
            var best = incumbent
            let deadline = deadline
            let improve = { (chosen: [Bool], best: inout Incumbent) in
                descend(from: chosen, problem, deadline, &best)
            }
            let (outcome, fixed, isOpen, isClosed, branch) = problem.withArrays { arrays in
                var relaxed = LagrangianBound(problem, arrays, multipliers: node.multipliers)
                var isFixedEnough = false
                var result = LagrangianBound.Outcome.stalled
                var step = isRoot ? 1.0 : 0.5
                repeat {
                    let iterations = min(remaining, 100)
                    result = relaxed.ascend(
                        iterations: iterations, patience: isRoot ? 12 : 6, firstStep: step, deadline: deadline,
                        incumbent: &best, improve: isRoot ? improve : nil)
                    remaining -= iterations
                    step *= 0.7
                    if isRoot { deadline.tell(cost: best.cost, bound: min(relaxed.bound, best.cost)) }
                    isFixedEnough = relaxed.fixedCount * 5 > problem.candidateCount
                } while result == .stalled && remaining > 0 && !isFixedEnough && step > 0.02
                node.bound = max(node.bound, relaxed.bound)
                node.multipliers = Array(
                    UnsafeBufferPointer(start: relaxed.bestMultipliers.start, count: arrays.demandCount))
                return (
                    result, isFixedEnough, relaxed.isOpen, relaxed.isClosed, branchingCandidate(relaxed, arrays)
                )
            }
            incumbent = best
            if outcome == .closed { return }
            if outcome == .outOfTime || deadline.isPast {
                isOutOfTime = true
                abandonedBound = min(abandonedBound, node.bound)
                return
            }
            settle(&node, isOpen, isClosed)
            if fixed, remaining > 0 { continue }
            if isLeaf(&node) { return }
            if !effort.proves || hasReachedGap(node) {
                abandonedBound = min(abandonedBound, node.bound)
                return
            }
            // By name: settling has moved the positions.
            let name = branch.map { problem.origins[$0] }
            let position = node.problem.origins.firstIndex { $0 == name } ?? 0
            for opens in [false, true] {
                node.decision = (position, opens)
                stack.append(node)
            }
            return
        }
    }

    private func hasReachedGap(_ node: Node) -> Bool {
        effort.gap > 0 && incumbent.cost - node.bound <= effort.gap * abs(incumbent.cost)
    }

    private func settle(_ node: inout Node, _ isOpen: [Bool], _ isClosed: [Bool]) {
        guard isOpen.contains(true) || isClosed.contains(true) else { return }
        var kept: [Int32] = []
        let next = node.problem.settled(isOpen: isOpen, isClosed: isClosed, kept: &kept)
        node.multipliers = kept.map { node.multipliers[Int($0)] }
        node.problem = next
    }

    /// Whether there is nothing left to choose; then the one plan left is compared with the incumbent.
    private mutating func isLeaf(_ node: inout Node) -> Bool {
        let problem = node.problem
        let cheapest = problem.prices.min() ?? .infinity
        let total = problem.prices.reduce(0, +)
        let buysNothing = !problem.isAffordable(cheapest, of: problem.budget)
        guard buysNothing || problem.isAffordable(total, of: problem.budget) || problem.demandCount == 0 else {
            return false
        }
        guard problem.budget > -1e-6 else { return true }
        let opensAll = !buysNothing && problem.isAffordable(total, of: problem.budget)
        let chosen = [Bool](repeating: opensAll, count: problem.candidateCount)
        incumbent.offer(chosen, of: problem, cost: problem.cost(of: chosen))
        return true
    }
}

/// Beyond this much work a descent from what the relaxed problem opens takes longer than it is worth.
private let mostDescentSize = 200_000

/// Descent from a set that the relaxed problem opens.
private func descend(
    from chosen: [Bool], _ problem: MedianProblem, _ deadline: Deadline, _ incumbent: inout Incumbent
) {
    let open = problem.isCounted ? Int(problem.budget) : 16
    guard problem.demandCount * 8 + problem.candidateCount * open < mostDescentSize else { return }
    problem.withArrays { arrays in
        var search = Interchange(problem, arrays)
        search.become(chosen)
        search.descend(deadline)
        let found = search.chosen
        incumbent.offer(found, of: problem, cost: problem.cost(of: found))
    }
}

/// The candidate that the relaxed problem is least sure of.
private func branchingCandidate(_ relaxed: borrowing LagrangianBound, _ arrays: MedianArrays) -> Int? {
    var best: (candidate: Int, doubt: Double)?
    for candidate in 0..<arrays.candidateCount where !relaxed.isOpen[candidate] && !relaxed.isClosed[candidate] {
        let share = relaxed.meanShare.start[candidate]
        let doubt = min(share, 1 - share)
        if doubt > best?.doubt ?? -1 { best = (candidate, doubt) }
    }
    return best?.candidate
}

/// λ half-way between the costs to the nearest and the second nearest open candidate: where optimal multipliers lie.
private func firstMultipliers(_ problem: MedianProblem, _ incumbent: Incumbent) -> [Double] {
    let open = Set(incumbent.open)
    let isOpen = problem.origins.map(open.contains)
    return (0..<problem.demandCount).map { row in
        let entries = problem.starts[row]..<problem.starts[row + 1]
        // Being left out may cost more than all travel.
        let most = min(problem.leftOut[row], Double(problem.costs[entries.upperBound - 1]) + 1)
        var (nearest, second) = (most, most)
        var found = 0
        for entry in entries where isOpen[Int(problem.candidates[entry])] {
            found += 1
            if found == 2 {
                second = Double(problem.costs[entry])
                break
            }
            nearest = Double(problem.costs[entry])
        }
        return (nearest + second) / 2
    }
}

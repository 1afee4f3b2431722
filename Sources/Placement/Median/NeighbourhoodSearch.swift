import Statistics

/// The best set of candidates found so far, in the names of the first problem.
struct Incumbent {
    var cost: Double
    var open: [Int32]

    static let none = Incumbent(cost: .infinity, open: [])

    mutating func offer(_ chosen: [Bool], of problem: MedianProblem, cost: Double) {
        guard cost < self.cost else { return }
        self.cost = cost
        open = problem.opened
        for candidate in chosen.indices where chosen[candidate] { open.append(problem.origins[candidate]) }
        open.sort()
    }
}

/// Greedy addition, descent by exchanges, then variable neighbourhood search [hansen1997]: k random exchanges from the
/// best set, descent, k = 1 again where it helped and k + 1 where not.
///
/// The number of rounds is fixed beforehand, so that the same seed gives the same plan unless time runs out first.
func neighbourhoodSearch(
    _ problem: MedianProblem, _ arrays: MedianArrays, rounds: Int, seed: UInt64, deadline: Deadline,
    incumbent: inout Incumbent
) {
    var search = Interchange(problem, arrays)
    search.addGreedily()
    search.descend(deadline)
    var best = search.chosen
    var bestCost = search.cost
    incumbent.offer(best, of: problem, cost: problem.cost(of: best))
    var random = SplitMix64(seed: seed, stream: 0)
    var strength = 1
    for _ in 0..<rounds where !deadline.isPast {
        let slots = search.openSlots
        let closed = (0..<arrays.candidateCount).filter { !search.isOpen($0) }
        guard !slots.isEmpty, !closed.isEmpty else { return }
        for _ in 0..<strength {
            let slot = slots[random.integer(below: slots.count)]
            let candidate = closed[random.integer(below: closed.count)]
            let price = problem.prices[candidate] - problem.prices[search.candidate(in: slot)]
            guard !search.isOpen(candidate), problem.isAffordable(search.spent + price, of: problem.budget) else {
                continue
            }
            search.change(close: slot, open: candidate)
        }
        search.descend(deadline)
        if search.cost < bestCost - max(abs(bestCost) * 1e-12, 1e-9) {
            bestCost = search.cost
            best = search.chosen
            incumbent.offer(best, of: problem, cost: problem.cost(of: best))
            strength = 1
        } else {
            search.become(best)
            strength = strength % min(max(slots.count / 2, 1), 12) + 1
        }
    }
}

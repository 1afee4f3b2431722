import Coverage
import RoadNetwork

extension Siting {
    /// First most weight within the limit, then the least longest travel, then the least mean travel.
    func lexicographicPlan() -> Plan {
        let demand = reachedDemand(within: .max)
        let first = maximalCoveringPlan()
        var isProved = first.status == .optimal
        let least = uncovered(first.sites, demand)
        var best = sites(first.sites.filter { !isOpen[$0] }, filling: true)
        // No plan has a shorter longest way than that of the p-center problem.
        let center = solveCenter(
            rows, demand: demand, prices: prices, budget: budget, open: isOpen, closed: isRefused,
            proves: question.isExact, deadline: deadline)
        let radii = Set(demand.flatMap { rows.row($0).map { rows.times[$0] } }).sorted()
        var low = radii.firstIndex { $0 >= center.bound } ?? 0
        var high = longest(best, demand).flatMap { radii.firstIndex(of: $0) } ?? radii.count
        // [low, high): not known to be impossible. High is the radius of `best`, or beyond all.
        while low < high, !deadline.isPast {
            let middle = high == radii.count ? high - 1 : (low + high) / 2
            let (found, isImpossible) = covering(demand, within: radii[middle], leavingOut: least)
            if let found, let most = longest(found, demand), most <= radii[middle],
                uncovered(found, demand) <= least + 1e-6
            {
                best = found
                high = radii.firstIndex(of: most) ?? middle
            } else {
                if !isImpossible { isProved = false }
                if high == radii.count { break }
                low = middle + 1
            }
        }
        if let radius = longest(best, demand), !deadline.isPast {
            let (found, isBest) = nearest(demand, within: radius, leavingOut: least, start: best)
            if let found { best = found }
            if !isBest { isProved = false }
        }
        let allocation = nearestAllocation(best)
        var plan = Plan(
            model: .lexicographic, method: method,
            status: status(isProved: isProved && !deadline.isPast, isOutOfTime: deadline.isPast),
            objective: demand.reduce(0) { $0 + weights[$1] } - uncovered(best, demand), bound: first.bound,
            sites: best, allocation: allocation)
        if first.status == .infeasible { plan.notes += first.notes }
        if leavesOut(allocation) {
            plan.notes.append("the plan that covers the most leaves somebody out of every site's reach")
        }
        return plan
    }

    /// The weight beyond the limit.
    private func uncovered(_ sites: [Int], _ demand: [Int]) -> Double {
        let open = isOpen(sites)
        return demand.reduce(0) { $0 + (rows.nearest($1, among: open, limit: limit) == nil ? weights[$1] : 0) }
    }

    /// The longest way; nil where somebody has none.
    private func longest(_ sites: [Int], _ demand: [Int]) -> UInt32? {
        let open = isOpen(sites)
        var most: UInt32 = 0
        for place in demand {
            guard let nearest = rows.nearest(place, among: open) else { return nil }
            most = max(most, nearest.time)
        }
        return most
    }

    /// A plan that leaves no more weight beyond the limit, and everybody within a radius. Each place is there twice: once
    /// with its weight for the limit, once for the radius, where being beyond costs more than all that may be left out.
    private func covering(
        _ demand: [Int], within radius: UInt32, leavingOut: Double
    ) -> (sites: [Int]?, isImpossible: Bool) {
        let must = max((leavingOut + 1).rounded(.up), 1)
        var problem = medianProblem(demand: demand, weights: weights, leftOut: { _ in 1 }) { $0 <= limit ? 0 : 1 }
        let strict = medianProblem(
            demand: demand, weights: [Double](repeating: must, count: rows.demandCount), leftOut: { _ in 1 }
        ) { $0 <= radius ? 0 : 1 }
        for row in 0..<strict.demandCount {
            problem.candidates += strict.candidates[strict.starts[row]..<strict.starts[row + 1]]
            problem.costs += strict.costs[strict.starts[row]..<strict.starts[row + 1]]
            problem.starts.append(problem.candidates.count)
            problem.weights.append(strict.weights[row])
            problem.leftOut.append(strict.leftOut[row])
        }
        problem.constant += strict.constant
        problem.isWhole = problem.isWhole && strict.isWhole
        let solution = solve(
            problem, effort: effort, seed: question.seed, deadline: deadline, ceiling: leavingOut + 0.5)
        return (solution.open.map { sites($0, filling: true) }, solution.open == nil && solution.isProved)
    }

    /// The plan of least travel among those that keep to a radius and leave no more weight beyond the limit. Being beyond
    /// the limit costs extra; as soon as a plan at some price keeps to both, it is the best of those that do.
    private func nearest(
        _ demand: [Int], within radius: UInt32, leavingOut: Double, start: [Int]
    ) -> (sites: [Int]?, isBest: Bool) {
        var extra = radius / 2 + 1
        while extra < 1_000_000_000, !deadline.isPast {
            // Places of no weight must be within the radius too.
            let weights = weights.map { $0 > 0 ? $0 : 1e-6 }
            let out = Double(radius + extra) * 8
            let problem = medianProblem(
                demand: demand, weights: weights, leftOut: { self.weights[$0] > 0 ? out : out * 1e6 }
            ) {
                $0 > radius ? .max : $0 <= limit ? $0 : $0 + extra
            }
            let solution = solve(
                problem.withoutCosts(above: .max - 1), effort: effort, seed: question.seed, deadline: deadline,
                start: start.filter { !isOpen[$0] })
            let found = sites(solution.open ?? [], filling: true)
            if uncovered(found, demand) <= leavingOut + 1e-6, let most = longest(found, demand), most <= radius {
                let isBetter = travel(nearestAllocation(found)) <= travel(nearestAllocation(start))
                return (isBetter ? found : nil, solution.isProved)
            }
            extra *= 8
        }
        return (nil, false)
    }
}

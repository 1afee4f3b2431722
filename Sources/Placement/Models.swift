import Coverage
import RoadNetwork

extension Siting {
    /// Fewest sites such that all demand that a candidate reaches within the limit is within it.
    func setCoveringPlan() -> Plan {
        let demand = reachedDemand(within: limit)
        let cover = CoverProblem(
            columnsOf: demand.map { place in
                rows.row(place).prefix { rows.times[$0] <= limit }.map { Int(rows.candidates[$0]) }
                    .filter { !isRefused[$0] }
            }, prices: [Double](repeating: 1, count: question.candidateCount), open: isOpen)
        let solution = solve(cover, proves: question.isExact, deadline: deadline)
        let sites = sites(solution.columns ?? [], filling: false)
        let count = Double(sites.count)
        var plan = Plan(
            model: .setCovering, method: method,
            status: status(isProved: solution.isProved, isOutOfTime: solution.isOutOfTime), objective: count,
            bound: solution.isProved ? count : solution.bound + Double(question.existing.count), sites: sites,
            allocation: nearestAllocation(sites, within: limit))
        if demand.isEmpty || solution.columns == nil {
            plan.status = .infeasible
            (plan.objective, plan.bound) = (nil, nil)
            plan.notes.append(
                demand.isEmpty
                    ? "no candidate is within the limit of any place of demand"
                    : "some demand is within the limit of refused candidates only")
        }
        return plan
    }

    /// Most weight within the limit.
    func maximalCoveringPlan() -> Plan {
        let demand = reachedDemand(within: limit)
        let total = demand.reduce(0) { $0 + weights[$1] }
        let problem = medianProblem(demand: demand, weights: weights, leftOut: { _ in 1 }) { $0 <= limit ? 0 : 1 }
        let solution = solve(
            problem, effort: effort, seed: question.seed, deadline: deadline.telling { min(total - $0, total) })
        let sites = withoutIdle(sites(solution.open ?? [], filling: false))
        let allocation = nearestAllocation(sites, within: limit)
        let covered = allocation.indices.reduce(0) { $0 + (allocation[$1] == nil ? 0 : weights[$1]) }
        let bound = min(total - solution.bound, total)
        var plan = Plan(
            model: .maximalCovering, method: method,
            status: status(isProved: solution.isProved, isOutOfTime: solution.isOutOfTime), objective: covered,
            bound: solution.isProved ? covered : max(problem.isWhole ? (bound + 1e-6).rounded(.down) : bound, covered),
            sites: sites, allocation: allocation)
        if covered == 0 {
            plan.status = .infeasible
            (plan.objective, plan.bound) = (0, 0)
            plan.notes.append("no candidate that can be opened is within the limit of anybody")
        }
        return plan
    }

    /// Sites without those, the last ones first, whose people others cover all.
    private func withoutIdle(_ sites: [Int]) -> [Int] {
        var counts = [Int](repeating: 0, count: rows.demandCount)
        var covered = [Int: [Int]]()
        let open = isOpen(sites)
        for place in 0..<rows.demandCount where weights[place] > 0 {
            for entry in rows.row(place) where rows.times[entry] <= limit && open[Int(rows.candidates[entry])] {
                counts[place] += 1
                covered[Int(rows.candidates[entry]), default: []].append(place)
            }
        }
        return sites.reversed().filter { site in
            let places = covered[site] ?? []
            if question.existing.contains(site) || places.contains(where: { counts[$0] == 1 }) { return true }
            for place in places { counts[place] -= 1 }
            return false
        }.reversed()
    }

    /// A cost at which leaving one inhabitant out is worse than all travel together.
    func prohibitiveCost(_ demand: [Int]) -> Double {
        var travel = 1.0
        var least = Double.infinity
        for place in demand where weights[place] > 0 {
            guard let last = rows.row(place).last else { continue }
            travel += weights[place] * Double(rows.times[last])
            least = min(least, weights[place])
        }
        return least < .infinity ? max((travel / least).rounded(.up), 1e10) : 1e10
    }

    /// Least weighted travel. Everybody whom a candidate reaches must be reached: where no plan does that, the one that
    /// leaves the least weight out.
    func medianPlan() -> Plan {
        let demand = reachedDemand(within: .max)
        let (solution, sites) = servingAll(demand, cost: { $0 }) { problem in
            solve(problem, effort: effort, seed: question.seed, deadline: deadline.telling { $0 / 1000 })
        }
        return medianPlan(solution, sites)
    }

    /// Solves a median problem in which everybody whom a candidate reaches must be reached. Being left out first costs
    /// twice the longest way, which keeps the numbers of one size; a plan that leaves nobody out at that price is the
    /// best of those that leave nobody out. Where it leaves somebody out the price rises, at last above all travel.
    func servingAll(
        _ demand: [Int], cost: (UInt32) -> UInt32, solve: (MedianProblem) -> MedianSolution
    ) -> (solution: MedianSolution, sites: [Int]) {
        let prohibitive = prohibitiveCost(demand)
        let longest = demand.reduce(0) { most, place in
            rows.row(place).last.map { max(most, cost(rows.times[$0])) } ?? most
        }
        var price = Double(longest) * 2 + 1
        while true {
            let most = min(price, prohibitive)
            let problem = medianProblem(demand: demand, weights: weights, leftOut: { _ in most }, cost: cost)
            let solution = solve(problem)
            let sites = sites(solution.open ?? [], filling: true)
            let isServingAll = !leavesOut(nearestAllocation(sites))
            if isServingAll || price >= prohibitive || deadline.isPast || solution.open == nil {
                return (solution, sites)
            }
            price *= 64
        }
    }

    private func medianPlan(_ solution: MedianSolution, _ sites: [Int]) -> Plan {
        let allocation = nearestAllocation(sites)
        let seconds = travel(allocation) / 1000
        var plan = Plan(
            model: .median, method: method,
            status: status(isProved: solution.isProved, isOutOfTime: solution.isOutOfTime), objective: seconds,
            bound: solution.isProved ? seconds : min(max(solution.bound, 0) / 1000, seconds), sites: sites,
            allocation: allocation)
        if leavesOut(allocation) { tellOfThoseLeftOut(&plan) }
        return plan
    }

    /// A plan that leaves somebody out who could be reached is no plan of the model.
    func tellOfThoseLeftOut(_ plan: inout Plan) {
        plan.bound = nil
        if plan.status == .optimal || plan.sites.isEmpty { plan.status = .infeasible }
        plan.notes.append(
            plan.status == .infeasible
                ? "no affordable set of sites reaches everybody whom a candidate reaches"
                : "no set of sites was found that reaches everybody whom a candidate reaches")
    }

    /// Least longest travel; of such plans one with little travel.
    func centerPlan() -> Plan {
        let demand = reachedDemand(within: .max)
        let solution = solveCenter(
            rows, demand: demand, prices: prices, budget: budget, open: isOpen, closed: isRefused,
            proves: question.isExact, deadline: deadline)
        guard let open = solution.open else {
            // Nearest to it: most weight reached at all, least travel.
            var plan = medianPlan()
            plan.model = .center
            plan.objective = nil
            plan.bound = nil
            plan.status = solution.isProved ? .infeasible : .timeLimit
            return plan
        }
        let sites = sites(polished(open, radius: solution.radius, demand), filling: true)
        let allocation = nearestAllocation(sites)
        return Plan(
            model: .center, method: method,
            status: status(isProved: solution.isProved, isOutOfTime: solution.isOutOfTime),
            objective: Double(solution.radius) / 1000, bound: Double(solution.bound) / 1000, sites: sites,
            allocation: allocation)
    }

    /// Among the plans within a radius one of little travel, by heuristics.
    private func polished(_ open: [Int], radius: UInt32, _ demand: [Int]) -> [Int] {
        // Places of no weight must stay within the radius too.
        let weights = weights.map { $0 > 0 ? $0 : 1e-6 }
        let prohibitive = prohibitiveCost(demand) * 10
        let problem = medianProblem(demand: demand, weights: weights, leftOut: { _ in prohibitive }) {
            $0 <= radius ? $0 : .max
        }
        // What is beyond the radius must not count as reached.
        let within = problem.withoutCosts(above: radius)
        let solution = solve(
            within, effort: SearchEffort(neighbourhoodRounds: 2, iterations: 1, proves: false), seed: question.seed,
            deadline: deadline, start: open)
        let polished = solution.open ?? open
        let sites = Set(polished).union(question.existing)
        let isWithin = demand.allSatisfy {
            rows.nearest($0, among: isOpen(sites.sorted()), limit: radius) != nil
        }
        return isWithin ? polished : open
    }
}

extension MedianProblem {
    /// The same without pairs that cost more.
    func withoutCosts(above limit: UInt32) -> MedianProblem {
        var next = self
        next.starts = [0]
        next.candidates = []
        next.costs = []
        next.weights = []
        next.leftOut = []
        for row in 0..<demandCount {
            for entry in starts[row]..<starts[row + 1] where costs[entry] <= limit {
                next.candidates.append(candidates[entry])
                next.costs.append(costs[entry])
            }
            guard next.candidates.count > next.starts[next.starts.count - 1] else {
                next.constant += weights[row] * leftOut[row]
                continue
            }
            next.starts.append(next.candidates.count)
            next.weights.append(weights[row])
            next.leftOut.append(leftOut[row])
        }
        return next
    }
}

import Coverage

extension Siting {
    /// A partition into areas with bounds on their inhabitants.
    func partitionPlan() -> Plan {
        let demand = reachedDemand(within: limit)
        let problem = partitionProblem(demand)
        let relaxation = relaxedTravel(problem, demand)
        let solution = solve(problem, proves: question.isExact, deadline: deadline)
        var allocation = [Int?](repeating: nil, count: question.demandCount)
        var plan = Plan(
            model: .partition, method: method, status: .infeasible, objective: nil, bound: nil, sites: [],
            allocation: allocation)
        guard let found = solution.plan, found.open.contains(true) else {
            plan.status = solution.isProved || !question.isExact && !solution.isOutOfTime ? .infeasible : .timeLimit
            if !solution.isProved, plan.status == .infeasible { plan.status = .timeLimit }
            plan.notes.append(reasonForNoPartition(problem, solution))
            plan.sites = question.existing.sorted()
            return plan
        }
        for (position, place) in demand.enumerated() where found.allocation[position] >= 0 {
            allocation[place] = Int(found.allocation[position])
        }
        // Where nobody lives no bound is touched.
        for place in demand
        where allocation[place] == nil && question.inhabitants[place] == 0 && question.neighbours == nil {
            allocation[place] = rows.nearest(place, among: found.open, limit: limit)?.candidate
        }
        // Without a least number of inhabitants a site may be open and idle.
        let used = Set(allocation.compactMap { $0 })
        plan.sites = found.open.indices.filter { found.open[$0] && (isOpen[$0] || used.contains($0)) }
        plan.allocation = allocation
        plan.objective = found.worth.travel / 1000
        let bound = max(solution.travelBound ?? 0, relaxation.least - relaxation.price * found.worth.leftOut)
        plan.bound = solution.isProved ? plan.objective : min(bound, found.worth.travel) / 1000
        plan.status = status(isProved: solution.isProved, isOutOfTime: solution.isOutOfTime)
        if found.worth.leftOut > 0 {
            plan.notes.append(
                "inhabitants who cannot be served under the bounds: \(plain(found.worth.leftOut))"
                    + (solution.isProved
                        ? ", and no plan leaves out fewer"
                        : ", and no plan leaves out fewer than \(plain(solution.leftOutBound))"))
        }
        return plan
    }

    /// A bound from below on the travel of partitions, weight × milliseconds: a p-median over the sites that may be had.
    /// As each site has the least number of inhabitants, there are at most as many sites as it goes into all of them; the
    /// other bounds and contiguity are dropped, and being left out costs `price` an inhabitant, so that a plan that
    /// leaves out R inhabitants travels `least` − `price` × R at least.
    private func relaxedTravel(_ problem: PartitionProblem, _ demand: [Int]) -> (least: Double, price: Double) {
        let price = 2 * Double(limit) + 1
        let eligible = problem.eligible
        var most = problem.mostSites
        if problem.least > 0 {
            most = min(most, Int((problem.inhabitants.reduce(0, +) / problem.least * (1 + 1e-9)).rounded(.down)))
        }
        var relaxed = question
        relaxed.budget = nil
        relaxed.sites = max(most, question.existing.count)
        relaxed.refused.formUnion((0..<problem.siteCount).filter { !eligible[$0] && !isOpen[$0] })
        let siting = Siting(
            relaxed, rows: rows, deadline: deadline.secondsLeft.map { deadline.atMost(seconds: $0 / 4) } ?? deadline)
        let median = siting.medianProblem(
            demand: demand, weights: weights,
            leftOut: { price * self.question.inhabitants[$0] / self.weights[$0] },
            cost: { $0 <= limit ? $0 : .max })
        let solution = solve(
            median, effort: SearchEffort(neighbourhoodRounds: 2, iterations: 400, proves: false, gap: 1e-4),
            seed: question.seed, deadline: siting.deadline)
        return (max(solution.bound, 0), price)
    }

    private func reasonForNoPartition(_ problem: PartitionProblem, _ solution: PartitionSolution) -> String {
        let eligible = problem.eligible
        if (0..<problem.siteCount).contains(where: { problem.isExisting[$0] && !eligible[$0] }) {
            return "an existing site has fewer inhabitants within the limit than each site must have"
        }
        if !eligible.contains(true) {
            return "no candidate has as many inhabitants within the limit as each site must have"
        }
        return solution.isProved
            ? "no set of sites keeps the bounds on inhabitants" : "no plan was found in the time given"
    }

    private func partitionProblem(_ demand: [Int]) -> PartitionProblem {
        let choices = demand.map { place in
            rows.row(place).prefix { rows.times[$0] <= limit }
                .map { (site: rows.candidates[$0], time: rows.times[$0]) }
                .filter { !isRefused[Int($0.site)] }
        }
        return PartitionProblem(
            choices: choices, inhabitants: demand.map { question.inhabitants[$0] },
            weights: demand.map { weights[$0] }, siteCount: question.candidateCount,
            least: question.leastInhabitants, most: question.mostInhabitants ?? .infinity, isExisting: isOpen,
            mostSites: question.sites ?? question.candidateCount,
            nearerNeighbours: question.neighbours.map { nearerNeighbours($0, demand, choices) })
    }

    private func nearerNeighbours(
        _ pairs: [(Int, Int)], _ demand: [Int], _ choices: [[(site: Int32, time: UInt32)]]
    ) -> [[[Int32]?]] {
        var position = [Int](repeating: -1, count: question.demandCount)
        for (index, place) in demand.enumerated() { position[place] = index }
        var touching = [Set<Int>](repeating: [], count: demand.count)
        for (a, b) in pairs where a != b && position[a] >= 0 && position[b] >= 0 {
            touching[position[a]].insert(position[b])
            touching[position[b]].insert(position[a])
        }
        // The place where each site's area begins: the nearest one, of equally near ones the first.
        var first: [Int32: (time: UInt32, place: Int)] = [:]
        for (place, list) in choices.enumerated() {
            for choice in list where choice.time < first[choice.site]?.time ?? .max {
                first[choice.site] = (choice.time, place)
            }
        }
        return choices.enumerated().map { place, list in
            list.map { choice in
                if first[choice.site]?.place == place { return nil }
                return touching[place].sorted().filter { other in
                    choices[other].contains {
                        $0.site == choice.site && ($0.time, other) < (choice.time, place)
                    }
                }.map(Int32.init)
            }
        }
    }
}

/// Whole numbers without a point.
func plain(_ number: Double) -> String {
    number == number.rounded() && abs(number) < 1e15 ? String(Int64(number)) : String(number)
}

import Coverage
import RoadNetwork

extension Siting {
    /// The mean travel time of exactly the worst-served tenth of the weight, in milliseconds [acerbi2002]; who is left out
    /// counts with the prohibitive cost.
    func worstTenth(_ allocation: [Int?], _ demand: [Int], leftOut: Double) -> (mean: Double, threshold: UInt32) {
        let times = demand.filter { weights[$0] > 0 }.map { place -> (Double, Double) in
            let time = allocation[place].flatMap { rows.time(place, $0) }
            return (time.map(Double.init) ?? leftOut, weights[place])
        }.sorted { $0 > $1 }
        let wanted = times.reduce(0) { $0 + $1.1 } * worstShare
        var (sum, taken, threshold) = (0.0, 0.0, 0.0)
        for (time, weight) in times where taken < wanted {
            let part = min(weight, wanted - taken)
            sum += part * time
            taken += part
            threshold = time
        }
        return (wanted > 0 ? sum / wanted : 0, threshold < 4e9 ? UInt32(threshold) : .max)
    }

    /// The least mean of the worst-served tenth. By [rockafellar2000] that mean is the least over η of
    /// η + Σ w max(0, t − η) / (0.1 W), so that for a given η it is a median problem with costs max(0, t − η). The times
    /// that η may have are searched by halves: for η in [a, b] nothing is below a + (least of b's problem) / (0.1 W).
    func equityPlan() -> Plan {
        let demand = reachedDemand(within: .max).filter { weights[$0] > 0 }
        let share = demand.reduce(0) { $0 + weights[$1] } * worstShare
        let prohibitive = prohibitiveCost(demand)
        var best: (sites: [Int], mean: Double)?

        func offer(_ open: [Int]) -> UInt32 {
            let sites = sites(open, filling: true)
            let (mean, threshold) = worstTenth(nearestAllocation(sites), demand, leftOut: prohibitive)
            if mean < best?.mean ?? .infinity { best = (sites, mean) }
            return threshold
        }
        func solved(_ threshold: UInt32, _ effort: SearchEffort) -> MedianSolution {
            let problem = medianProblem(demand: demand, weights: weights, leftOut: { _ in prohibitive }) {
                $0 > threshold ? $0 - threshold : 0
            }
            let solution = solve(
                problem, effort: effort, seed: question.seed, deadline: deadline,
                start: best?.sites.filter { !isOpen[$0] } ?? [])
            _ = offer(solution.open)
            return solution
        }
        // Heuristic: the threshold of the plan at hand makes the next one, until it stays.
        var quick = effort
        (quick.proves, quick.iterations) = (false, min(quick.iterations, 60))
        var threshold = offer(solved(0, quick).open)
        for _ in 0..<8 where !deadline.isPast {
            let next = offer(solved(threshold, quick).open)
            if next == threshold { break }
            threshold = next
        }
        guard let first = best else { return medianPlan() }
        var times = Set(demand.flatMap { rows.row($0).map { rows.times[$0] } }).sorted()
        times.removeAll { Double($0) > first.mean }
        let (bound, isOutOfTime) = searchThresholds(times, share) { threshold in
            solved(threshold, effort)
        } best: {
            best?.mean ?? .infinity
        }
        let found = best ?? first
        let allocation = nearestAllocation(found.sites)
        let isProved = bound >= found.mean * (1 - 1e-6)
        var plan = Plan(
            model: .equity, method: method, status: status(isProved: isProved, isOutOfTime: isOutOfTime),
            objective: found.mean / 1000, bound: isProved ? found.mean / 1000 : bound / 1000, sites: found.sites,
            allocation: allocation)
        if leavesOut(allocation) {
            plan.objective = nil
            tellOfThoseLeftOut(&plan)
        }
        return plan
    }

    /// Lower bounds over intervals of the threshold, the lowest one split first.
    private func searchThresholds(
        _ times: [UInt32], _ share: Double, solve: (UInt32) -> MedianSolution, best: () -> Double
    ) -> (bound: Double, isOutOfTime: Bool) {
        guard !times.isEmpty, share > 0 else { return (best(), false) }
        var open: [(low: Int, high: Int, bound: Double)] = []
        func bound(_ low: Int, _ high: Int) -> Double { Double(times[low]) + solve(times[high]).bound / share }
        open.append((0, times.count - 1, bound(0, times.count - 1)))
        // Without the proof a few intervals give a fair bound.
        var steps = question.isExact ? 2000 : 12
        while let worst = open.min(by: { $0.bound < $1.bound }), worst.bound < best() * (1 - 1e-7), worst.low < worst.high,
            steps > 0
        {
            if deadline.isPast { return (worst.bound, true) }
            steps -= 1
            open.removeAll { $0.low == worst.low }
            let middle = (worst.low + worst.high) / 2
            open.append((worst.low, middle, max(bound(worst.low, middle), worst.bound)))
            open.append((middle + 1, worst.high, max(bound(middle + 1, worst.high), worst.bound)))
        }
        return (min(open.reduce(.infinity) { min($0, $1.bound) }, best()), deadline.isPast)
    }

    /// First most weight within the limit, then the least longest travel, then the least mean travel.
    func lexicographicPlan() -> Plan {
        let demand = reachedDemand(within: .max)
        let prohibitive = prohibitiveCost(demand)
        func within(_ radius: UInt32, cost: (UInt32) -> UInt32) -> MedianProblem {
            // Places of no weight are within the radius too, at next to no weight in the sums.
            let weights = weights.map { $0 > 0 ? $0 : 1e-6 }
            let problem = medianProblem(demand: demand, weights: weights, leftOut: { _ in prohibitive * 100 }) {
                $0 <= radius ? cost($0) : 4_000_000_000
            }
            return problem.withoutCosts(above: 3_999_999_999)
        }
        func solved(_ problem: MedianProblem, _ start: [Int]) -> MedianSolution {
            solve(
                problem, effort: effort, seed: question.seed, deadline: deadline,
                start: start.filter { !isOpen[$0] })
        }
        func uncovered(_ sites: [Int]) -> Double {
            let allocation = nearestAllocation(sites, within: limit)
            return demand.reduce(0) { $0 + (allocation[$1] == nil ? weights[$1] : 0) }
        }
        func longest(_ sites: [Int]) -> UInt32? {
            let open = isOpen(sites)
            var most: UInt32 = 0
            for place in demand {
                guard let nearest = rows.nearest(place, among: open) else { return nil }
                most = max(most, nearest.time)
            }
            return most
        }
        let first = maximalCoveringPlan()
        var isProved = first.status == .optimal
        let least = uncovered(first.sites)
        var best = sites(first.sites.filter { !isOpen[$0] }, filling: true)
        // The least radius at which as much can be covered.
        let radii = Set(demand.flatMap { rows.row($0).map { rows.times[$0] } }).sorted()
        var (low, high) = (0, longest(best).flatMap { radii.firstIndex(of: $0) } ?? radii.count - 1)
        var reaches = longest(best) != nil
        while low < high || !reaches, low <= high, !deadline.isPast {
            let middle = reaches ? (low + high) / 2 : high
            let solution = solved(within(radii[middle]) { $0 <= limit ? 0 : 1 }, best)
            let found = sites(solution.open, filling: true)
            if let most = longest(found), most <= radii[middle], uncovered(found) <= least + 1e-6 {
                best = found
                reaches = true
                high = radii.firstIndex(of: most) ?? middle
            } else {
                if !solution.isProved { isProved = false }
                if !reaches { break }
                low = middle + 1
            }
        }
        if reaches, !deadline.isPast, let radius = longest(best) {
            // Travel, and as much again as the numbers allow for being beyond the limit.
            let solution = solved(within(radius) { $0 <= limit ? $0 : $0 + 2_000_000_000 }, best)
            let found = sites(solution.open, filling: true)
            if uncovered(found) <= least + 1e-6, let most = longest(found), most <= radius,
                travel(nearestAllocation(found)) <= travel(nearestAllocation(best))
            {
                best = found
            }
            if !solution.isProved { isProved = false }
        }
        let allocation = nearestAllocation(best)
        let covered = demand.reduce(0) { $0 + weights[$1] } - uncovered(best)
        var plan = Plan(
            model: .lexicographic, method: method,
            status: status(isProved: isProved && !deadline.isPast, isOutOfTime: deadline.isPast),
            objective: covered, bound: first.bound, sites: best, allocation: allocation)
        if leavesOut(allocation) { tellOfThoseLeftOut(&plan) }
        return plan
    }
}

/// The tenth of the people who are worst served.
let worstShare = 0.1

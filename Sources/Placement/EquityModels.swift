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
        func solved(
            _ threshold: UInt32, _ effort: SearchEffort, floor: UInt32? = nil, margin: Double = 1
        ) -> MedianSolution {
            let ceiling = floor.map { ((best?.mean ?? .infinity) * margin - Double($0)) * share } ?? .infinity
            let (solution, sites) = servingAll(demand, cost: { $0 > threshold ? $0 - threshold : 0 }) { problem in
                solve(
                    problem, effort: effort, seed: question.seed, deadline: deadline,
                    start: best?.sites.filter { !isOpen[$0] } ?? [], ceiling: ceiling)
            }
            if solution.open != nil { _ = offer(sites.filter { !isOpen[$0] }) }
            return solution
        }
        // Heuristic: the threshold of the plan at hand makes the next one, until it stays.
        var quick = effort
        (quick.proves, quick.iterations) = (false, min(quick.iterations, 60))
        var threshold: UInt32 = 0
        for _ in 0..<8 where !deadline.isPast || best == nil {
            let next = offer(solved(threshold, quick).open ?? [])
            if next == threshold { break }
            threshold = next
        }
        guard let first = best else { return medianPlan() }
        var times = Set(demand.flatMap { rows.row($0).map { rows.times[$0] } }).sorted()
        times.removeAll { Double($0) > first.mean }
        let (bound, isOutOfTime) = searchThresholds(
            times, share, demand,
            // Beyond the ceiling bounds need not be known: a little above what would prove the plan.
            solve: { solved($0, effort, floor: $0, margin: 1.02) },
            best: { best?.mean ?? .infinity })
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
    ///
    /// Of one plan η + Σ w max(0, t − η) / (0.1 W) is, on an interval [a, b], linear but for the people whose time is inside
    /// it, each of whom bends it down by w (b − a) / 4 at most. So it is not below the lesser of its values at the ends
    /// less Σ w (b − a) / (0.4 W) over those who have a time inside the interval at all.
    private func searchThresholds(
        _ times: [UInt32], _ share: Double, _ demand: [Int], solve: (UInt32) -> MedianSolution, best: () -> Double
    ) -> (bound: Double, isOutOfTime: Bool) {
        guard !times.isEmpty, share > 0 else { return (best(), false) }
        var open: [(low: Int, high: Int, bound: Double)] = []
        // The least over all plans at a threshold, from below.
        var least: [Int: Double] = [:]
        func value(_ position: Int) -> Double {
            if let known = least[position] { return known }
            let found = Double(times[position]) + solve(times[position]).bound / share
            least[position] = found
            return found
        }
        func bound(_ low: Int, _ high: Int) -> Double {
            let (start, end) = (times[low], times[high])
            let width = Double(end - start)
            var inside = 0.0
            for place in demand {
                let row = rows.row(place)
                let next = rows.times[row].partitioningIndex { $0 > start }
                if next < row.upperBound, rows.times[next] < end { inside += weights[place] }
            }
            let (atLow, atHigh) = (value(low), value(high))
            return max(atHigh - width, min(atLow, atHigh) - inside * width / (4 * share))
        }
        open.append((0, times.count - 1, bound(0, times.count - 1)))
        // Without the proof some intervals give a fair bound.
        var steps = question.isExact ? 5000 : 24
        while let worst = open.min(by: { ($0.bound, $0.low) < ($1.bound, $1.low) }),
            worst.bound < best() * (1 - 5e-7), worst.high > worst.low + 1, steps > 0
        {
            if deadline.isPast { return (worst.bound, true) }
            steps -= 1
            open.removeAll { $0.low == worst.low }
            let middle = (worst.low + worst.high) / 2
            open.append((worst.low, middle, max(bound(worst.low, middle), worst.bound)))
            open.append((middle, worst.high, max(bound(middle, worst.high), worst.bound)))
        }
        return (min(open.reduce(.infinity) { min($0, $1.bound) }, best()), deadline.isPast)
    }
}

extension ArraySlice {
    /// The first position at which a condition holds that holds from there on; the end where it never does.
    fileprivate func partitioningIndex(where holds: (Element) -> Bool) -> Int {
        var (low, high) = (startIndex, endIndex)
        while low < high {
            let middle = low + (high - low) / 2
            if holds(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

/// The tenth of the people who are worst served.
let worstShare = 0.1

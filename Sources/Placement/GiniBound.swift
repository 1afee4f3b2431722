import Coverage
import Equity
import RoadNetwork
import Statistics

extension Siting {
    /// Least weighted travel among the plans whose Gini index of the travel times, weighted alike, is `most` at most.
    ///
    /// For any plan D = ½ Σᵢ Σₖ wᵢ wₖ |tᵢ − tₖ| ≤ g W Σ w t is the condition, and D ≥ Σ wᵢ tᵢ aᵢ for every |aᵢ| that ranks
    /// the people in some order; so for μ ≥ 0 no plan that keeps to it is below the median problem of the weights
    /// wᵢ (1 + μ (aᵢ / W − g)). The plans of that problem are parted as by [lawler1972], the least bound first, until it
    /// reaches the best plan that keeps to the condition.
    func medianPlan(underGini most: Double) -> Plan {
        let demand = reachedDemand(within: .max).filter { weights[$0] > 0 }
        let search = GiniSearch(self, demand: demand, most: most)
        var unbound = medianPlan()
        if unbound.status == .infeasible || search.violation(unbound.sites) == 0 { return unbound }
        var best = search.descent(from: unbound.sites)
        if best.violation > 0 { best = min(best, search.descent(from: centerPlan().sites)) }
        for round in 0..<(question.isExact ? 6 : 2) where !deadline.isPast {
            best = min(best, search.descent(from: best.sites, shaken: round))
        }
        var cases = GiniCases(self, search: search, from: [unbound.sites, best.sites])
        cases.run(&best, most: question.isExact ? .max : 1)
        let isOutOfTime = !cases.isProved && deadline.isPast
        let allocation = nearestAllocation(best.sites)
        unbound.sites = best.sites
        unbound.allocation = allocation
        if best.violation > 0 {
            unbound.status = cases.isProved ? .infeasible : isOutOfTime ? .timeLimit : .feasible
            (unbound.objective, unbound.bound) = (nil, nil)
            let least = search.gini(best.sites).map { String(($0 * 1e4).rounded() / 1e4) } ?? "unknown"
            unbound.notes = [
                (cases.isProved ? "no set of sites keeps" : "no set of sites was found that keeps")
                    + " the Gini index at \(most) or less; the sites given have \(least)"
            ]
            return unbound
        }
        let seconds = travel(allocation) / 1000
        let known = max(unbound.bound ?? 0, cases.bound)
        unbound.objective = seconds
        unbound.bound = cases.isProved ? seconds : min(known, seconds)
        unbound.status = status(isProved: cases.isProved, isOutOfTime: isOutOfTime)
        return unbound
    }
}

/// A set of sites, judged: first by how much it is above the bound, then by its travel.
private struct GiniPlan: Comparable {
    var sites: [Int]
    var violation: Double
    /// Weight × milliseconds.
    var travel: Double

    static func < (left: GiniPlan, right: GiniPlan) -> Bool {
        if left.violation != right.violation { return left.violation < right.violation }
        if left.travel != right.travel { return left.travel < right.travel }
        return left.sites.lexicographicallyPrecedes(right.sites)
    }
}

/// The search for a plan that keeps to the bound, by exchanges.
private struct GiniSearch {
    private let siting: Siting
    let demand: [Int]
    private let most: Double
    private let weights: [Double]
    private let leftOut: Double

    init(_ siting: Siting, demand: [Int], most: Double) {
        self.siting = siting
        self.demand = demand
        self.most = most
        weights = demand.map { siting.weights[$0] }
        leftOut = siting.prohibitiveCost(demand)
    }

    /// Milliseconds to the nearest site, of each place that counts; nil where somebody has none.
    func times(_ sites: [Int]) -> [Double]? {
        let open = siting.isOpen(sites)
        var times: [Double] = []
        for place in demand {
            guard let nearest = siting.rows.nearest(place, among: open) else { return nil }
            times.append(Double(nearest.time))
        }
        return times
    }

    private func gini(of times: [Double]) -> Double {
        // Only figures that are no numbers throw, and there are none. Where nobody travels all have the same: 0.
        (try? WeightedDistribution(values: times, weights: weights)).flatMap { giniIndex(of: $0).value } ?? 0
    }

    func gini(_ sites: [Int]) -> Double? { times(sites).map(gini) }

    /// By how much the index is above the bound; beyond 1 where somebody has no way.
    func violation(_ sites: [Int]) -> Double { judged(sites).violation }

    func judged(_ sites: [Int]) -> GiniPlan {
        guard let times = times(sites) else {
            let open = siting.isOpen(sites)
            let out = demand.reduce(0) { $0 + (siting.rows.nearest($1, among: open) == nil ? siting.weights[$1] : 0) }
            return GiniPlan(sites: sites, violation: 1 + out, travel: .infinity)
        }
        // Equal but for rounding is within.
        let above = gini(of: times) - most
        return GiniPlan(
            sites: sites, violation: above > 1e-12 ? above : 0,
            travel: zip(times, weights).reduce(0) { $0 + $1.0 * $1.1 })
    }

    private func isAffordable(_ sites: [Int]) -> Bool {
        let new = sites.filter { !siting.isOpen[$0] }
        if let budget = siting.question.budget {
            return new.reduce(0) { $0 + siting.prices[$1] } <= budget * (1 + 1e-9)
        }
        return true
    }

    /// Exchanges, the first that is better taken, until a whole round of them brings nothing. As many as some millions
    /// of lookups allow.
    ///
    /// - Parameter shaken: exchanges at random first, from a stream of that number.
    func descent(from start: [Int], shaken round: Int? = nil) -> GiniPlan {
        var best = judged(start)
        var left = max(40_000_000 / max(demand.count * 8, 1), 200)
        var random = SplitMix64(seed: siting.question.seed, stream: 1001 + (round ?? -1))
        let fixed = siting.isOpen
        let offered = (0..<siting.question.candidateCount).filter { !siting.isRefused[$0] }
        if round != nil {
            var sites = start
            for _ in 0..<(2 + (round ?? 0)) {
                let movable = sites.indices.filter { !fixed[sites[$0]] }
                guard !movable.isEmpty, !offered.isEmpty else { break }
                let slot = movable[random.integer(below: movable.count)]
                let candidate = offered[random.integer(below: offered.count)]
                var next = sites
                next[slot] = candidate
                if !sites.contains(candidate), isAffordable(next) { sites = next }
            }
            best = judged(sites.sorted())
        }
        var isBetter = true
        while isBetter, left > 0, !siting.deadline.isPast {
            isBetter = false
            for candidate in offered where left > 0 && !best.sites.contains(candidate) {
                for slot in best.sites.indices where !fixed[best.sites[slot]] {
                    var sites = best.sites
                    sites[slot] = candidate
                    sites.sort()
                    guard isAffordable(sites) else { continue }
                    left -= 1
                    let next = judged(sites)
                    if next < best {
                        best = next
                        isBetter = true
                        break
                    }
                    if siting.deadline.isPast { return best }
                }
            }
        }
        return best
    }

    /// The weights of a median problem that no plan within the bound is above: the ranks of the people in a plan.
    func weights(rankedBy sites: [Int], strength: Double) -> [Double]? {
        guard let times = times(sites) else { return nil }
        let total = weights.reduce(0, +)
        var all = [Double](repeating: 0, count: siting.question.demandCount)
        var ranks = [Double](repeating: 0, count: demand.count)
        var before = 0.0
        for index in demand.indices.sorted(by: { (times[$0], $0) < (times[$1], $1) }) {
            ranks[index] = (2 * before + weights[index]) / total - 1
            before += weights[index]
        }
        // The greatest that leaves no weight below 0.
        let strongest = 1 / (most - (ranks.min() ?? -1))
        for (index, place) in demand.enumerated() {
            all[place] = max(weights[index] * (1 + strength * strongest * (ranks[index] - most)), 0)
        }
        return all
    }
}

/// Cases of a question under a Gini bound, the one of the least bound parted first.
private struct GiniCases {
    private struct Case {
        var question: SitingQuestion
        var sites: [Int]
        var bound: Double
        /// Whether the sites are proved the best of the case.
        var isProved: Bool
    }

    private let siting: Siting
    private let search: GiniSearch
    private var open: [Case] = []
    /// Weight × seconds that no plan within the bound is below.
    private(set) var bound = 0.0
    private(set) var isProved = false

    init(_ siting: Siting, search: GiniSearch, from plans: [[Int]]) {
        self.siting = siting
        self.search = search
        // Of some weights those of the highest bound; the given ones among them.
        var candidates = [siting.weights]
        for sites in plans {
            for strength in [0.5, 0.95] {
                if let weights = search.weights(rankedBy: sites, strength: strength) { candidates.append(weights) }
            }
        }
        var best: Case?
        for weights in candidates {
            guard let found = solved(siting.question, weights) else {
                // Nothing reaches everybody.
                isProved = true
                return
            }
            if found.bound > best?.bound ?? -1 { best = found }
        }
        if let best {
            open = [best]
            bound = best.bound
        }
    }

    /// The median problem of a case under other weights; nil where no plan of it reaches everybody.
    private func solved(_ question: SitingQuestion, _ weights: [Double]) -> Case? {
        var other = question
        other.weights = weights
        other.mostGini = nil
        let plan = Siting(other, rows: siting.rows, deadline: siting.deadline).plan()
        // Where time is over a plan that is none proves nothing.
        if plan.status == .infeasible, !siting.deadline.isPast { return nil }
        return Case(
            question: other, sites: plan.sites, bound: plan.bound ?? 0, isProved: plan.status == .optimal)
    }

    /// Parts cases until the least bound reaches the best plan, nothing is left, or so many were parted.
    mutating func run(_ best: inout GiniPlan, most: Int) {
        var parted = 0
        while !isProved {
            guard let next = open.indices.min(by: { (open[$0].bound, $0) < (open[$1].bound, $1) }) else {
                isProved = true
                return
            }
            bound = max(bound, open[next].bound)
            if best.violation == 0, bound * 1000 >= best.travel * (1 - 1e-9) {
                isProved = true
                return
            }
            if siting.deadline.isPast || parted >= most { return }
            let given = open.remove(at: next)
            let found = search.judged(given.sites)
            if found < best { best = found }
            // With a budget, more sites than an unproved plan's could be better than it.
            guard given.question.budget == nil || given.isProved, part(given) else {
                open.append(given)
                return
            }
            parted += 1
        }
    }

    /// False where time ran out.
    private mutating func part(_ given: Case) -> Bool {
        var kept = given.question
        var cases: [Case] = []
        for site in given.sites where !given.question.existing.contains(site) {
            if siting.deadline.isPast { return false }
            var other = kept
            other.refused.insert(site)
            let left = other.candidateCount - other.refused.count
            if other.budget == nil, left < other.sites ?? 0 { break }
            if var found = solved(other, other.weights) {
                found.bound = max(found.bound, given.bound)
                cases.append(found)
            }
            kept.existing.insert(site)
            if let budget = kept.budget, let costs = kept.costs { kept.budget = budget - costs[site] }
        }
        open += cases
        return true
    }
}

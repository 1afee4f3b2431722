import Coverage

/// The next best plans: other sets of sites, best first.
///
/// Every other set of as many sites lacks a first one of the plan's new sites (by position) and has all before it; so
/// the best of all others is the best over these cases, each of which is the same problem with some sites kept and one
/// refused [lawler1972]. The plan found parts its own case in the same way.
///
/// - Parameters:
///   - count: how many, at most; fewer where there are no more plans of the model.
///   - Returns: plans with the status of their own search: `optimal` means that nothing is better but the plans before.
public func alternatives(to plan: Plan, of question: SitingQuestion, count: Int) -> [Plan] {
    struct Case {
        var question: SitingQuestion
        var plan: Plan
    }
    let deadline = Deadline(seconds: question.timeLimitSeconds)
    let rows = NearestFirst(question.travel)
    var cases: [Case] = []

    func part(_ given: Case) {
        var kept = given.question
        for site in given.plan.sites where !given.question.existing.contains(site) {
            if deadline.isPast { return }
            var other = kept
            other.refused.insert(site)
            let left = other.candidateCount - other.refused.count
            if other.model.opensAll, other.budget == nil, left < other.sites ?? 0 { return }
            let found = Siting(other, rows: rows, deadline: deadline).plan()
            if found.status != .infeasible, found.objective != nil { cases.append(Case(question: other, plan: found)) }
            kept.existing.insert(site)
            if let budget = kept.budget, let costs = kept.costs { kept.budget = budget - costs[site] }
        }
    }

    part(Case(question: question, plan: plan))
    var found: [Plan] = []
    while found.count < count {
        let best = cases.indices.min { left, right in
            let (a, b) = (cases[left].plan, cases[right].plan)
            let (x, y) = (a.objective ?? .infinity, b.objective ?? .infinity)
            if x != y { return question.model.isMaximised ? x > y : x < y }
            return a.sites.lexicographicallyPrecedes(b.sites)
        }
        guard let best else { break }
        let next = cases.remove(at: best)
        found.append(next.plan)
        if found.count < count { part(next) }
    }
    return found
}

extension SitingModel {
    /// Whether exactly so many sites are opened as are asked for.
    var opensAll: Bool { needsSites && self != .maximalCovering }

    /// Whether more is better.
    public var isMaximised: Bool { self == .maximalCovering || self == .lexicographic }
}

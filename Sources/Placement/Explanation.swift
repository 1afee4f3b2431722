import Coverage
import RoadNetwork

/// Why a plan is as it is, in figures.
public struct Explanation: Hashable, Sendable {
    /// What a chosen site does, and what leaving it out would cost. Worse and better are measured in covered weight for
    /// the covering models, else in weight × seconds of travel.
    public struct Site: Hashable, Sendable {
        public var site: Int
        public var isExisting: Bool
        /// Allocated to it.
        public var inhabitants: Double
        /// Within the limit of it and of no other site.
        public var inhabitantsOnlyHere: Double
        /// What is lost when it goes and nothing comes in its place.
        public var adds: Double
        /// What is lost when the best other candidate comes in its place; never below 0 for a best plan.
        public var lossWhenReplaced: Double?
        public var replacement: Int?
    }

    public enum Reason: String, Sendable {
        /// No candidate can be reached.
        case noWay = "no-way"
        /// No candidate is within the limit; `candidate` is the nearest.
        case tooFar = "too-far"
        /// Candidates are within the limit, and none is in the plan; `candidate` is the one that would add the most.
        case notChosen = "not-chosen"
        /// A site is within the limit, and its bounds on inhabitants or contiguity keep the place out.
        case bounds = "bounds"
    }

    /// A place of demand that has no site in the plan.
    public struct LeftOut: Hashable, Sendable {
        public var place: Int
        public var reason: Reason
        public var candidate: Int?
        public var time: TravelTime?
    }

    /// What one more site would be worth, for each candidate that is not in the plan, in the unit of `Site.adds`.
    public struct Candidate: Hashable, Sendable {
        public var candidate: Int
        /// Beside the existing sites only.
        public var alone: Double
        /// Beside the whole plan; 0 for those in it.
        public var added: Double
    }

    public var sites: [Site]
    public var leftOut: [LeftOut]
    public var candidates: [Candidate]
}

/// - Parameter plan: of that question.
public func explain(_ plan: Plan, of question: SitingQuestion) -> Explanation {
    let siting = Siting(question, deadline: Deadline(seconds: nil))
    let open = siting.isOpen(plan.sites)
    let counts = question.model.isCovering
    let problem = siting.explainingProblem(counts: counts, slots: plan.sites.count)
    let unit = counts ? 1.0 : 1000.0
    var (losses, added, replacements) = ([Int: Double](), [Double](), [Int: (Int, Double)]())
    var alone: [Double] = []
    problem.withArrays { arrays in
        var search = Interchange(problem, arrays)
        search.become(siting.isOpen)
        alone = (0..<question.candidateCount).map { search.gain(of: $0) / unit }
        search.become(open)
        added = (0..<question.candidateCount).map { open[$0] ? 0 : search.gain(of: $0) / unit }
        for slot in search.openSlots {
            let site = search.candidate(in: slot)
            losses[site] = search.loss(of: slot) / unit
            if let (candidate, profit) = search.bestReplacement(of: slot, where: { !siting.isRefused[$0] }) {
                replacements[site] = (candidate, -profit / unit)
            }
        }
    }
    var allocated = [Double](repeating: 0, count: question.candidateCount)
    var onlyHere = allocated
    for (place, site) in plan.allocation.enumerated() {
        if let site { allocated[site] += question.inhabitants[place] }
        let within = siting.rows.row(place).prefix { siting.rows.times[$0] <= siting.limit }
            .filter { open[Int(siting.rows.candidates[$0])] }
        if within.count == 1 { onlyHere[Int(siting.rows.candidates[within[0]])] += question.inhabitants[place] }
    }
    return Explanation(
        sites: plan.sites.map { site in
            Explanation.Site(
                site: site, isExisting: question.existing.contains(site), inhabitants: allocated[site],
                inhabitantsOnlyHere: onlyHere[site], adds: losses[site] ?? 0,
                lossWhenReplaced: replacements[site]?.1, replacement: replacements[site]?.0)
        },
        leftOut: plan.allocation.indices.filter { plan.allocation[$0] == nil }.map {
            siting.reason(for: $0, open: open, added: added)
        },
        candidates: (0..<question.candidateCount).map {
            Explanation.Candidate(candidate: $0, alone: siting.isOpen[$0] ? 0 : alone[$0], added: added[$0])
        })
}

extension SitingModel {
    /// Whether being within the limit is what counts.
    public var isCovering: Bool { self == .setCovering || self == .maximalCovering || self == .lexicographic }
}

extension Siting {
    /// The problem of all candidates, the existing ones not settled, with a place in it for each site of the plan.
    func explainingProblem(counts: Bool, slots: Int) -> MedianProblem {
        var question = question
        question.existing = []
        question.refused = []
        question.budget = nil
        question.costs = nil
        question.sites = max(slots, 1)
        let whole = Siting(question, rows: rows, deadline: deadline)
        let demand = whole.reachedDemand(within: .max)
        if counts {
            return whole.medianProblem(demand: demand, weights: weights, leftOut: { _ in 1 }) { $0 <= limit ? 0 : 1 }
        }
        // Who is left without a way counts as on the longest way that there is.
        let longest = demand.lazy.compactMap { rows.row($0).last.map { rows.times[$0] } }.max() ?? 0
        return whole.medianProblem(demand: demand, weights: weights, leftOut: { _ in Double(longest) + 1 }) { $0 }
    }

    fileprivate func reason(for place: Int, open: [Bool], added: [Double]) -> Explanation.LeftOut {
        let row = rows.row(place)
        guard let nearest = row.first(where: { !isRefused[Int(rows.candidates[$0])] }) else {
            return Explanation.LeftOut(place: place, reason: .noWay)
        }
        let within = row.prefix { rows.times[$0] <= limit }
        func leftOut(_ reason: Explanation.Reason, _ entry: Int) -> Explanation.LeftOut {
            Explanation.LeftOut(
                place: place, reason: reason, candidate: Int(rows.candidates[entry]),
                time: TravelTime(milliseconds: rows.times[entry]))
        }
        let isBound = question.model.hasLimit
        if isBound, !within.contains(where: { !isRefused[Int(rows.candidates[$0])] }) {
            return leftOut(.tooFar, nearest)
        }
        if isBound, let site = within.first(where: { open[Int(rows.candidates[$0])] }) { return leftOut(.bounds, site) }
        var best: Int?
        for entry in isBound ? Array(within) : Array(row) where !isRefused[Int(rows.candidates[entry])] {
            if added[Int(rows.candidates[entry])] > best.map({ added[Int(rows.candidates[$0])] }) ?? -1 { best = entry }
        }
        return leftOut(.notChosen, best ?? nearest)
    }
}

extension SitingModel {
    /// Whether nobody is allocated beyond the limit.
    var hasLimit: Bool { self == .setCovering || self == .maximalCovering || self == .partition }
}

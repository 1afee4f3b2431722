import Coverage
import RoadNetwork

/// Chooses sites.
///
/// Demand that no candidate reaches is left out of the allocation (with `nil`), of the objective and of the conditions;
/// `explain` names it.
///
/// - Parameter question: positions within the counts; at least one candidate; `sites` from the number of existing ones
///   to that of candidates, or a budget, where the model needs it.
public func place(_ question: SitingQuestion) -> Plan {
    place(question, isCancelled: nil, progress: nil)
}

/// The same, to be watched and stopped.
///
/// - Parameters:
///   - isCancelled: asked again and again, from one thread; once true, the search ends soon with the best plan found,
///     as it does when time is over.
///   - progress: told the best plan's objective and the bound as they move, by the models whose search keeps both
///     (mclp, p-median); from the thread that searches.
public func place(
    _ question: SitingQuestion, isCancelled: (@Sendable () -> Bool)?,
    progress: (@Sendable (SitingProgress) -> Void)?
) -> Plan {
    let deadline = Deadline(
        seconds: question.timeLimitSeconds, isCancelled: isCancelled, report: progress)
    return Siting(question, deadline: deadline).plan()
}

/// A question with what all models make of it.
struct Siting {
    let question: SitingQuestion
    let rows: NearestFirst
    let deadline: Deadline
    let isOpen: [Bool]
    let isRefused: [Bool]

    init(_ question: SitingQuestion, rows: NearestFirst? = nil, deadline: Deadline) {
        self.question = question
        self.deadline = deadline
        self.rows = rows ?? NearestFirst(question.travel)
        isOpen = (0..<question.candidateCount).map(question.existing.contains)
        isRefused = (0..<question.candidateCount).map(question.refused.contains)
    }

    func plan() -> Plan {
        var plan = planOfModel()
        let servesNobody = plan.allocation.allSatisfy { $0 == nil }
        if servesNobody, plan.status == .optimal || plan.status == .feasible {
            plan.status = .infeasible
            (plan.objective, plan.bound) = (nil, nil)
            plan.notes.append("no site that can be had serves anybody")
        }
        return plan
    }

    private func planOfModel() -> Plan {
        switch question.model {
        case .setCovering: setCoveringPlan()
        case .maximalCovering: maximalCoveringPlan()
        case .median: medianPlan()
        case .center: centerPlan()
        case .partition: partitionPlan()
        case .equity: equityPlan()
        case .lexicographic: lexicographicPlan()
        }
    }

    var limit: UInt32 { question.limit.milliseconds }
    var weights: [Double] { question.weights }

    /// Whether sites are counted, and how much of them or of the money is left beside the existing ones.
    var isCounted: Bool { question.budget == nil }
    var budget: Double {
        question.budget ?? Double((question.sites ?? question.candidateCount) - question.existing.count)
    }
    var prices: [Double] {
        guard question.budget != nil, let costs = question.costs else {
            return [Double](repeating: 1, count: question.candidateCount)
        }
        return costs
    }

    /// Places of demand that at least one candidate reaches within so many milliseconds, the refused ones among them:
    /// what a plan must do does not depend on what it must not open.
    func reachedDemand(within limit: UInt32) -> [Int] {
        (0..<rows.demandCount).filter { place in
            rows.row(place).first.map { rows.times[$0] <= limit } ?? false
        }
    }

    var effort: SearchEffort {
        let pairs = rows.candidates.count
        if question.isExact {
            return SearchEffort(neighbourhoodRounds: pairs < 300_000 ? 12 : 4, iterations: 1000, proves: true)
        }
        return SearchEffort(
            neighbourhoodRounds: max(min(40_000_000 / max(pairs, 1), 200), 3), iterations: 400, proves: false,
            gap: 1e-4)
    }

    /// The median problem of costs made from travel times.
    ///
    /// - Parameters:
    ///   - demand: the places that count; those of no weight are left out.
    ///   - leftOut: the cost of one inhabitant who is left out, by place.
    ///   - cost: from milliseconds; it must not fall with them.
    func medianProblem(
        demand: [Int], weights: [Double], leftOut: (Int) -> Double, cost: (UInt32) -> UInt32
    ) -> MedianProblem {
        var problem = MedianProblem(
            prices: prices, budget: budget, isCounted: isCounted, constant: 0,
            origins: (0..<Int32(rows.candidateCount)).map { $0 }, isWhole: true)
        var total = 0.0
        for place in demand where weights[place] > 0 {
            let most = leftOut(place)
            for entry in rows.row(place) {
                let value = cost(rows.times[entry])
                if Double(value) >= most { break }
                problem.candidates.append(rows.candidates[entry])
                problem.costs.append(value)
            }
            problem.starts.append(problem.candidates.count)
            problem.weights.append(weights[place])
            problem.leftOut.append(most)
            if weights[place] != weights[place].rounded() || most != most.rounded() { problem.isWhole = false }
            total += weights[place] * most
        }
        if total > 1e14 { problem.isWhole = false }
        // Existing sites are there, and take nothing of the budget.
        for candidate in isOpen.indices where isOpen[candidate] { problem.prices[candidate] = 0 }
        var settled = problem.settled(isOpen: isOpen, isClosed: isRefused)
        settled.opened = []
        return settled
    }

    /// The sites of a solution together with the existing ones; where sites are counted exactly, the next best
    /// candidates fill the number up.
    func sites(_ chosen: [Int], filling fills: Bool) -> [Int] {
        var all = Set(chosen).union(question.existing)
        if fills, isCounted, let wanted = question.sites {
            for candidate in 0..<question.candidateCount where all.count < wanted && !isRefused[candidate] {
                all.insert(candidate)
            }
        }
        return all.sorted()
    }

    func isOpen(_ sites: [Int]) -> [Bool] {
        var isOpen = [Bool](repeating: false, count: question.candidateCount)
        for site in sites { isOpen[site] = true }
        return isOpen
    }

    /// Everybody to the nearest site within the limit.
    func nearestAllocation(_ sites: [Int], within limit: UInt32 = .max) -> [Int?] {
        let open = isOpen(sites)
        return (0..<rows.demandCount).map { rows.nearest($0, among: open, limit: limit)?.candidate }
    }

    /// Weight × milliseconds of an allocation.
    func travel(_ allocation: [Int?]) -> Double {
        var sum = 0.0
        for (place, site) in allocation.enumerated() {
            guard let site, let time = rows.time(place, site) else { continue }
            sum += weights[place] * Double(time)
        }
        return sum
    }

    func status(isProved: Bool, isOutOfTime: Bool) -> PlanStatus {
        isProved ? .optimal : isOutOfTime ? .timeLimit : .feasible
    }

    var method: SitingMethod { question.isExact ? .exact : .heuristic }

    /// Whether a place that counts is left out although a candidate reaches it.
    func leavesOut(_ allocation: [Int?]) -> Bool {
        reachedDemand(within: .max).contains { allocation[$0] == nil && weights[$0] > 0 }
    }
}

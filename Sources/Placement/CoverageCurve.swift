import Coverage

/// How much weight so many sites cover.
public struct CoveragePoint: Hashable, Sendable {
    public var sites: Int
    /// Within the limit.
    public var covered: Double
    /// `exact` where no other set of so many sites covers more, else `greedy`.
    public var isExact: Bool
}

/// Weight within the limit against the number of sites, from the existing ones (0 without any) to all candidates: added
/// one after the other, each time the one that adds the most. Greedy addition covers at least 1 − 1/e ≈ 63 % of the
/// most that the added sites can [nemhauser1978].
///
/// - Parameters:
///   - exact: numbers of sites for which the best set is searched for; they are marked as exact where it was proved.
public func coverageCurve(of question: SitingQuestion, exact: Set<Int> = []) -> [CoveragePoint] {
    var all = question
    all.sites = question.candidateCount
    all.budget = nil
    all.model = .maximalCovering
    let siting = Siting(all, deadline: Deadline(seconds: nil))
    let demand = siting.reachedDemand(within: siting.limit)
    let total = demand.reduce(0) { $0 + question.weights[$1] }
    let problem = siting.medianProblem(demand: demand, weights: question.weights, leftOut: { _ in 1 }) {
        $0 <= siting.limit ? 0 : 1
    }
    // Plain greedy: only gains are needed.
    var gains = [Double](repeating: 0, count: problem.candidateCount)
    var rowsOf = [[Int32]](repeating: [], count: problem.candidateCount)
    for row in 0..<problem.demandCount {
        for entry in problem.starts[row]..<problem.starts[row + 1] {
            gains[Int(problem.candidates[entry])] += problem.weights[row]
            rowsOf[Int(problem.candidates[entry])].append(Int32(row))
        }
    }
    var isCovered = [Bool](repeating: false, count: problem.demandCount)
    var covered = total - problem.constant - problem.weights.reduce(0, +)
    var points = [CoveragePoint(sites: question.existing.count, covered: covered, isExact: true)]
    let most = question.candidateCount - question.refused.subtracting(question.existing).count
    while points.count + question.existing.count <= most {
        if let best = gains.indices.max(by: { (gains[$0], -$0) < (gains[$1], -$1) }), gains[best] > 0 {
            for row in rowsOf[best] where !isCovered[Int(row)] {
                isCovered[Int(row)] = true
                let weight = problem.weights[Int(row)]
                covered += weight
                for entry in problem.starts[Int(row)]..<problem.starts[Int(row) + 1] {
                    gains[Int(problem.candidates[entry])] -= weight
                }
            }
            gains[best] = 0
        }
        let sites = points.count + question.existing.count
        // One site, and all that can be covered, are the best by themselves.
        points.append(
            CoveragePoint(sites: sites, covered: covered, isExact: points.count == 1 || covered >= total * (1 - 1e-12)))
    }
    for position in points.indices where exact.contains(points[position].sites) && !points[position].isExact {
        all.sites = points[position].sites
        all.method = .exact
        all.timeLimitSeconds = question.timeLimitSeconds
        let plan = place(all)
        if let objective = plan.objective, objective >= points[position].covered {
            points[position].covered = objective
            points[position].isExact = plan.status == .optimal
        }
    }
    return points
}

/// How far a search has come. Both in the unit of the model's objective; nil where nothing is known yet.
public struct SitingProgress: Hashable, Sendable {
    /// Of the best plan found.
    public var best: Double?
    /// No plan is better.
    public var bound: Double?
}

/// When a search must end: by the wall clock, or because it is no longer wanted. No limit: never.
///
/// Searches ask it where they look at the clock anyway, so that neither stopping nor telling costs the inner loops
/// anything. CBC is not asked while it works: it ends by the clock.
struct Deadline: Sendable {
    private let end: ContinuousClock.Instant?
    private let isCancelled: (@Sendable () -> Bool)?
    private let report: (@Sendable (SitingProgress) -> Void)?
    /// What a cost and a bound on it are in the unit of the objective; nil where the costs are those of a problem that
    /// is only part of the way.
    private var objective: (@Sendable (Double) -> Double)?

    init(
        seconds: Double?, isCancelled: (@Sendable () -> Bool)? = nil,
        report: (@Sendable (SitingProgress) -> Void)? = nil
    ) {
        // Beyond 30 years: no limit.
        end = seconds.flatMap { $0 < 1e9 ? .now + .milliseconds(Int64(max($0, 0) * 1000)) : nil }
        self.isCancelled = isCancelled
        self.report = report
    }

    var isPast: Bool { end.map { ContinuousClock.now >= $0 } ?? false || isCancelled?() ?? false }

    /// Nil without a limit.
    var secondsLeft: Double? {
        if isCancelled?() ?? false { return 0 }
        return end.map { end in
            let left = ContinuousClock.now.duration(to: end).components
            return max(Double(left.seconds) + Double(left.attoseconds) * 1e-18, 0)
        }
    }

    /// The earlier one of this and so many seconds from now.
    func atMost(seconds: Double) -> Deadline {
        Deadline(seconds: min(secondsLeft ?? .infinity, seconds), isCancelled: isCancelled, report: report)
    }

    /// The same, telling costs as the objective that they stand for.
    func telling(_ objective: @escaping @Sendable (Double) -> Double) -> Deadline {
        var deadline = self
        deadline.objective = objective
        return deadline
    }

    /// Tells how far a search has come.
    func tell(cost: Double, bound: Double) {
        guard let report, let objective else { return }
        report(
            SitingProgress(
                best: cost < .infinity ? objective(cost) : nil, bound: bound > -.infinity ? objective(bound) : nil))
    }
}

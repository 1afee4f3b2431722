/// When a search must end, by the wall clock. No limit: never.
struct Deadline: Sendable {
    private let end: ContinuousClock.Instant?

    init(seconds: Double?) {
        // Beyond 30 years: no limit.
        end = seconds.flatMap { $0 < 1e9 ? .now + .milliseconds(Int64(max($0, 0) * 1000)) : nil }
    }

    var isPast: Bool { end.map { ContinuousClock.now >= $0 } ?? false }

    /// Nil without a limit.
    var secondsLeft: Double? {
        end.map { end in
            let left = ContinuousClock.now.duration(to: end).components
            return max(Double(left.seconds) + Double(left.attoseconds) * 1e-18, 0)
        }
    }

    /// The earlier one of this and so many seconds from now.
    func atMost(seconds: Double) -> Deadline {
        Deadline(seconds: min(secondsLeft ?? .infinity, seconds))
    }
}

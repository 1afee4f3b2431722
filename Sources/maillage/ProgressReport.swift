import Export
import Foundation
import Synchronization

/// Tells how far many runs are: a bar with the time left where a terminal watches, else a line now and then.
final class ProgressReport: Sendable {
    private struct State {
        var lastTold: ContinuousClock.Instant?
        var hasBar = false
    }

    private let isQuiet: Bool
    private let isTerminal = isatty(STDERR_FILENO) == 1
    private let started = ContinuousClock.now
    private let state = Mutex(State())
    private static let barWidth = 30

    init(isQuiet: Bool) {
        self.isQuiet = isQuiet
    }

    func tell(_ progress: BatchProgress) {
        if isQuiet { return }
        state.withLock { state in
            let now = ContinuousClock.now
            let pause: Duration = isTerminal ? .milliseconds(200) : .seconds(10)
            if let last = state.lastTold, now - last < pause { return }
            state.lastTold = now
            let text = line(progress, seconds: (now - started) / .seconds(1))
            if isTerminal {
                state.hasBar = true
                print("\r\u{1B}[K" + bar(progress) + text, terminator: "", to: &standardError)
            } else {
                print(text, to: &standardError)
            }
        }
    }

    func end() {
        state.withLock { state in
            if state.hasBar { print("", to: &standardError) }
            state.hasBar = false
        }
    }

    private func bar(_ progress: BatchProgress) -> String {
        let filled = progress.total > 0 ? progress.done * Self.barWidth / progress.total : Self.barWidth
        return "[" + String(repeating: "=", count: filled)
            + String(repeating: " ", count: Self.barWidth - filled) + "] "
    }

    private func line(_ progress: BatchProgress, seconds: Double) -> String {
        let rate = Double(progress.doneNow) / max(seconds, 1e-3)
        let left = rate > 0 ? Double(progress.total - progress.done) / rate : .infinity
        let time = left.isFinite ? ", \(duration(left)) left" : ""
        return "\(progress.done) of \(progress.total) runs\(time)"
    }
}

/// A time as people say it: `3 h 20 min`, `45 s`.
func duration(_ seconds: Double) -> String {
    let whole = Int(min(max(0, seconds.rounded(.up)), 1e12))
    if whole < 60 { return "\(whole) s" }
    if whole < 3600 { return "\(whole / 60) min \(whole % 60) s" }
    if whole < 48 * 3600 { return "\(whole / 3600) h \(whole % 3600 / 60) min" }
    return "\(whole / 86_400) days"
}

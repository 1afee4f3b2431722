import Coverage
import Foundation
import Layers
import Simulation
import Synchronization

/// How far a batch is.
public struct BatchProgress: Sendable {
    /// Finished runs of the share, those of before among them.
    public var done: Int
    public var total: Int
    /// Finished since the program began.
    public var doneNow: Int
}

/// Runs what is not finished yet of a share of a plan, several runs at a time. Every thread takes the next few runs,
/// evaluates them one after the other, and keeps them together: what is held at a time does not grow with their number.
struct BatchRunner: Sendable {
    let scenarios: BatchScenarios
    let figures: BatchFigures
    let database: ResultsDatabase
    let earlier: EarlierResults
    let share: Range<Int>
    let jobs: Int
    /// Asked before every run.
    let isStopped: @Sendable () -> Bool
    let tell: @Sendable (BatchProgress) -> Void

    private struct State {
        var next: Int
        var done: Int
        var doneNow = 0
        var failure: (any Error)?
    }

    /// Neighbouring runs that one thread takes at a time.
    private var blockSize: Int {
        if figures.compiled != nil { return min(512, max(1, share.count / (4 * jobs))) }
        return min(32, max(1, share.count / (8 * jobs)))
    }

    /// - Throws: the first error of any thread.
    func run() throws {
        let state = Mutex(State(next: share.lowerBound, done: try database.finishedRunCount()))
        let workers = max(1, min(jobs, share.count))
        DispatchQueue.concurrentPerform(iterations: workers) { _ in
            do {
                try work(state)
            } catch {
                state.withLock { state in
                    if state.failure == nil { state.failure = error }
                }
            }
        }
        if let failure = state.withLock({ $0.failure }) { throw failure }
    }

    private func work(_ state: borrowing Mutex<State>) throws {
        let sampler = scenarios.design.sampler()
        let evaluator = figures.compiled?.evaluator()
        let size = blockSize
        while !isStopped() {
            let block = state.withLock { state -> Range<Int> in
                guard state.failure == nil else { return 0..<0 }
                let start = state.next
                state.next = min(share.upperBound, start + size)
                return start..<state.next
            }
            if block.isEmpty { return }
            let finished = try database.finishedRuns(in: block)
            var outcomes: [RunOutcome] = []
            for index in block where !finished.contains(index) {
                if isStopped() { break }
                outcomes.append(try outcome(of: sampler.run(index), evaluator))
            }
            try database.keep(outcomes)
            let progress = state.withLock { state in
                state.done += outcomes.count
                state.doneNow += outcomes.count
                return BatchProgress(done: state.done, total: share.count, doneNow: state.doneNow)
            }
            tell(progress)
        }
    }

    private func outcome(of run: BatchRun, _ evaluator: SubsetEvaluator?) throws -> RunOutcome {
        let id = try scenarios.id(of: run)
        if !earlier.isEmpty, let known = try earlier.outcome(of: run, id: id) { return known }
        if let evaluator, let compiled = figures.compiled {
            evaluator.evaluate(present: compiled.present(in: run))
            let values = figures.values(of: evaluator)
            return RunOutcome(run: run, id: id, figures: values.figures, communes: values.communes)
        }
        do {
            let result = try scenarios.result(of: run, simulating: figures.parts, threads: 1)
            let values = try figures.values(of: result)
            return RunOutcome(run: run, id: id, figures: values.figures, communes: values.communes)
        } catch {
            let found = ((error as? Problems)?.list ?? []) + [error as? Problem].compactMap { $0 }
            // An input that is gone is no outcome of a run.
            guard !found.isEmpty, found.allSatisfy({ $0.kind == .content }) else { throw error }
            return failed(run, id, found)
        }
    }

    /// A combination of values that makes no sense is a result too: one without figures.
    private func failed(_ run: BatchRun, _ id: String, _ problems: [Problem]) -> RunOutcome {
        let texts = problems.map { problem in problem.place.map { "\($0): \(problem.text)" } ?? problem.text }
        return RunOutcome(run: run, id: id, problem: texts.joined(separator: "; "), figures: [], communes: [])
    }
}

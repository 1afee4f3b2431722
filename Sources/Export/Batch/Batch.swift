public import Foundation
import GRDB
import Layers
public import Simulation

/// Which of several parts of a batch: `2/10`.
public struct BatchShard: Hashable, Sendable {
    /// From 1.
    public var number: Int
    public var count: Int

    public static let whole = BatchShard(number: 1, count: 1)

    /// - Returns: nil for a text that is no `I/N` with 1 ≤ I ≤ N ≤ 100 000.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 2, let number = parts[0], let count = parts[1], (1...100_000).contains(count),
            (1...count).contains(number)
        else { return nil }
        self.init(number: number, count: count)
    }

    init(number: Int, count: Int) {
        self.number = number
        self.count = count
    }

    public var description: String { "\(number)/\(count)" }
}

/// What became of a batch.
public struct BatchOutcome: Sendable {
    public var done: Int
    public var total: Int
    /// Runs without figures, and why the first has none.
    public var failed: Int
    public var firstFailure: (run: Int, problem: String)?
    public var isFinished: Bool { done == total }
}

/// What all of a batch is made with.
public struct BatchWork: Sendable {
    public var scenarios: BatchScenarios
    public var figures: BatchFigures
    public var version: String
    public var started: Date
    /// Runs at a time.
    public var jobs: Int

    public init(scenarios: BatchScenarios, figures: BatchFigures, version: String, started: Date, jobs: Int) {
        self.scenarios = scenarios
        self.figures = figures
        self.version = version
        self.started = started
        self.jobs = jobs
    }

    /// Runs what is not finished yet, and writes the tables when all is.
    ///
    /// - Parameters:
    ///   - isStopped: asked before every run; what is finished by then is kept.
    ///   - tell: called by any of the threads.
    /// - Throws: `Problem` (output), and what reading and evaluating throw.
    public func run(
        _ shard: BatchShard, to path: String, isStopped: @escaping @Sendable () -> Bool,
        tell: @escaping @Sendable (BatchProgress) -> Void
    ) throws -> BatchOutcome {
        let share = scenarios.design.share(shard.number - 1, of: shard.count)
        let metadata = try BatchMetadata(scenarios, share: share, shard: shard.description, version: version)
        let folder = try BatchFolder(path)
        defer { folder.leave() }
        let results = try folder.results(metadata, plan: scenarios.plan, figures: figures)
        try writeManifest(to: path, shard: shard, isFinished: false)
        let earlier = try EarlierResults(folder: path, figures: figures)
        do {
            try BatchRunner(
                scenarios: scenarios, figures: figures, database: results, earlier: earlier, share: share, jobs: jobs,
                isStopped: isStopped, tell: tell
            ).run()
        } catch {
            try? results.close()
            throw error
        }
        try earlier.close()
        let failures = try results.failedRuns()
        let outcome = BatchOutcome(
            done: try results.finishedRunCount(), total: share.count, failed: failures.count,
            firstFailure: failures.first)
        guard outcome.isFinished else {
            try results.close()
            return outcome
        }
        try finish(results, in: path, shard: shard, outcome)
        folder.removeEarlier()
        return outcome
    }

    /// Writes the tables beside the database, and closes it.
    func finish(_ results: ResultsDatabase, in path: String, shard: BatchShard, _ outcome: BatchOutcome) throws {
        let plan = scenarios.plan
        try writeRuns(
            results, factors: plan.factors.map(\.name), figures: figures.names, to: "\(path)/runs.csv")
        if !figures.communeColumns.isEmpty {
            try writeCommuneFigures(results, columns: figures.communeColumns, to: "\(path)/communes.csv")
        }
        // A share alone says nothing of the factors.
        if shard.count == 1 {
            let statistics = try BatchStatistics(
                results, design: scenarios.design, figureCount: figures.names.count)
            let summary = batchSummary(
                statistics, plan: plan, design: scenarios.design, figures: figures.names,
                counts: (outcome.done, outcome.failed))
            try writeFile(summary.data(pretty: true), to: "\(path)/summary.json")
        }
        try results.finish()
        try writeManifest(to: path, shard: shard, isFinished: true)
    }

    func writeManifest(to path: String, shard: BatchShard, isFinished: Bool) throws {
        let inputs = try scenarios.inputs().map { file in
            SummaryValue.object(["path": .text(file), "sha256": .text(try sha256(ofFile: file))])
        }
        let seconds = (Date().timeIntervalSince(started) * 1000).rounded() / 1000
        let manifest = SummaryValue.object([
            "program": .text(Manifest.program), "version": .text(version), "batch": .text(scenarios.plan.name),
            "finished": .flag(isFinished), "inputs": .list(inputs), "shard": .text(shard.description),
            "runs_planned": .number(Double(scenarios.design.runCount)), "seed": .number(Double(scenarios.plan.seed)),
            "figure_version": .number(Double(figureVersion)), "plan_sha256": .text(scenarios.planDigest),
            "inputs_sha256": .text(try scenarios.inputsDigest()),
            "started": .text(ISO8601DateFormatter().string(from: started)), "wall_seconds": .number(seconds),
        ])
        try writeFile(manifest.data(pretty: true), to: "\(path)/manifest.json")
    }
}

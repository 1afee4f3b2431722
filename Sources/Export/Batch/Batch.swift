public import Foundation
import GRDB
import Layers
public import Simulation

/// What became of a batch.
public struct BatchOutcome: Sendable {
    public var done: Int
    public var total: Int
    /// Runs without figures, and why the first has none.
    public var failed: Int
    public var firstFailure: (run: Int, problem: String)?
    public var isFinished: Bool { done == total }

    init(_ results: ResultsDatabase, total: Int) throws {
        let failures = try results.failedRuns()
        done = try results.finishedRunCount()
        self.total = total
        failed = failures.count
        firstFailure = failures.first
    }
}

/// Runs what is not finished yet of a share of a plan, and writes the tables when all is.
///
/// - Parameters:
///   - folder: is filled as the runs finish; what it holds of the very plan is gone on with.
///   - language: in which the report opens.
///   - jobs: how many runs are evaluated at once; the tables do not depend on it.
///   - isStopped: asked before every run; what is finished by then is kept.
///   - tell: called by any of the threads.
/// - Throws: `Problem` (output), and what reading and evaluating throw.
public func runBatch(
    _ scenarios: BatchScenarios, keeping figures: BatchFigures, shard: BatchShard, to folder: String,
    language: Language,
    version: String, started: Date, jobs: Int, isStopped: @escaping @Sendable () -> Bool,
    tell: @escaping @Sendable (BatchProgress) -> Void
) throws -> BatchOutcome {
    let share = scenarios.design.share(shard.number - 1, of: shard.count)
    let metadata = try BatchMetadata(scenarios, shard: shard, version: version)
    let kept = KeptFigures(figures)
    let output = try BatchFolder(folder)
    defer { output.leave() }
    let results = try output.results(metadata, kept, plan: scenarios.plan)
    let outcome: BatchOutcome
    do {
        try writeFile(
            metadata.manifest(isFinished: false, version: version, started: started), to: "\(folder)/manifest.json")
        let earlier = try EarlierResults(folder: folder, figures: figures)
        try BatchRunner(
            scenarios: scenarios, figures: figures, database: results, earlier: earlier, share: share, jobs: jobs,
            isStopped: isStopped, tell: tell
        ).run()
        try earlier.close()
        outcome = try BatchOutcome(results, total: share.count)
        if outcome.isFinished {
            try BatchTables(
                results: results, kept: kept, design: scenarios.design, metadata: metadata, outcome: outcome,
                language: language, version: version
            ).write(to: folder)
        }
    } catch {
        try? results.close()
        throw error
    }
    guard outcome.isFinished else {
        try results.close()
        return outcome
    }
    try results.finish()
    output.removeEarlier()
    try writeFile(
        metadata.manifest(isFinished: true, version: version, started: started), to: "\(folder)/manifest.json")
    return outcome
}

/// What stands beside a database in which every run of its share is.
struct BatchTables {
    var results: ResultsDatabase
    var kept: KeptFigures
    var design: BatchDesign
    var metadata: BatchMetadata
    var outcome: BatchOutcome
    var language: Language
    var version: String

    /// - Throws: `Problem` (output).
    func write(to folder: String) throws {
        let plan = design.plan
        try writeRuns(results, factors: plan.factors.map(\.name), figures: kept.figures, to: "\(folder)/runs.csv")
        if !kept.communeColumns.isEmpty {
            try writeCommuneFigures(results, columns: kept.communeColumns, to: "\(folder)/communes.csv")
        }
        // A share alone says nothing of the factors.
        guard metadata.share == 0..<design.runCount else { return }
        let statistics = try BatchStatistics(results, design: design, figureCount: kept.figures.count)
        let summary = batchSummary(
            statistics, plan: plan, design: design, figures: kept.figures, counts: (outcome.done, outcome.failed))
        try writeFile(summary.data(pretty: true), to: "\(folder)/summary.json")
        let report = try batchReport(
            statistics, design: design, figures: kept.figures, outcome: outcome, language: language, version: version,
            metadata: metadata)
        try writeFile(report, to: "\(folder)/report.html")
    }
}

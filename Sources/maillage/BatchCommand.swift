import ArgumentParser
import Export
import Foundation
import Layers
import Simulation

/// Options of the commands that work on a plan.
struct BatchOptions: ParsableArguments {
    @Option(name: .long, help: "How many runs are evaluated at once (default: all cores).")
    var jobs: Int?

    @Flag(name: .long, help: "Print nothing but errors.")
    var quiet = false

    func validate() throws {
        if let jobs, !(1...1024).contains(jobs) { throw ValidationError("--jobs must be from 1 to 1024.") }
    }

    var jobCount: Int { jobs ?? ProcessInfo.processInfo.activeProcessorCount }

    func tell(_ text: String) {
        if !quiet { print(text, to: &standardError) }
    }
}

/// Tells how many runs there are and which came to nothing, and ends with 65 where some did.
func conclude(_ outcome: BatchOutcome, _ folder: String, isJSON: Bool, isQuiet: Bool) throws {
    struct Report: Encodable {
        var done: Int
        var total: Int
        var without_figures: Int
    }
    if !isQuiet {
        try printOut(
            isJSON
                ? jsonText(Report(done: outcome.done, total: outcome.total, without_figures: outcome.failed))
                : "\(outcome.done) of \(outcome.total) runs are in \(folder)/results.sqlite")
    }
    guard let first = outcome.firstFailure else { return }
    print(
        "warning: \(outcome.failed) runs have no figures, as their scenario is wrong; the first, run \(first.run): "
            + "\(first.problem)", to: &standardError)
    throw ExitCode(65)
}

struct BatchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "batch", abstract: "Many runs: what a plan varies, and its replicates.",
        discussion: """
            Runs every combination that a plan means, and keeps the figures that it names: results.sqlite, runs.csv, \
            communes.csv where figures of communes are kept, summary.json with spreads, main effects and Sobol' \
            indices, manifest.json. The same command goes on where it was interrupted, however it ended; a run that is \
            finished is never run again.

            Several machines each run a share into a folder of their own; maillage merge joins the folders.

            Examples:
              maillage validate Scenarios/batch-grid.yaml
              maillage batch Scenarios/batch-grid.yaml --output results/grid
              maillage batch Scenarios/batch-grid.yaml --shard 2/10 --output results/grid-2
            """)

    @Argument(help: "A plan (YAML); maillage schema batch tells what belongs in it.")
    var plan: String

    @Option(name: .long, help: "The folder to fill; results that it holds are gone on with.")
    var output: String

    @Option(name: .long, help: "Run only this share of the runs: I/N, such as 2/10.")
    var shard: String?

    @Flag(name: .long, help: "Print the outcome as one JSON object.")
    var json = false

    @OptionGroup var language: LanguageOptions
    @OptionGroup var options: BatchOptions

    func validate() throws {
        if let shard, BatchShard(shard) == nil {
            throw ValidationError("--shard \(shard): write I/N with 1 ≤ I ≤ N ≤ 100000, such as 2/10.")
        }
    }

    func run() throws {
        let started = Date()
        // Told before the work, not after it.
        try requireBatchFolder(output)
        Interruption.isAwaited = true
        let scenarios = try BatchScenarios(BatchPlan(path: plan))
        let figures = try BatchFigures(scenarios, threads: options.jobCount)
        let progress = ProgressReport(isQuiet: options.quiet)
        let outcome = try runBatch(
            scenarios, keeping: figures, shard: shard.flatMap { BatchShard($0) } ?? .whole, to: output,
            language: language.language, version: programVersion, started: started, jobs: options.jobCount,
            isStopped: { Interruption.isAsked },
            tell: progress.tell)
        progress.end()
        guard outcome.isFinished else {
            options.tell(
                "interrupted: \(outcome.done) of \(outcome.total) runs are done; the same command goes on from there")
            throw ExitCode(130)
        }
        try conclude(outcome, output, isJSON: json, isQuiet: options.quiet)
    }
}

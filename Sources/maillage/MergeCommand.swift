import ArgumentParser
import Export
import Foundation
import Simulation

struct MergeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge", abstract: "Joins the shares of a batch that several machines have run.",
        discussion: """
            Checks that all folders are of the very plan and of the same inputs, that every share is finished and none \
            is missing, and writes what maillage batch would have written in one go, byte for byte in its tables.

            Example:
              maillage merge Scenarios/batch-grid.yaml results/grid-* --output results/grid
            """)

    @Argument(help: "The plan that the shares are of.")
    var plan: String

    @Argument(help: "Folders that maillage batch --shard has written.")
    var folders: [String]

    @Option(name: .long, help: "The folder to write; an earlier batch there is replaced.")
    var output: String

    @Flag(name: .long, help: "Print the outcome as one JSON object.")
    var json = false

    @OptionGroup var options: BatchOptions

    func validate() throws {
        func real(_ path: String) -> String { URL(fileURLWithPath: path).resolvingSymlinksInPath().path }
        if let input = folders.first(where: { real($0) == real(output) }) {
            throw ValidationError("--output \(output) would replace \(input), which is read: name another folder.")
        }
    }

    func run() throws {
        let started = Date()
        try requireBatchFolder(output)
        let scenarios = try BatchScenarios(BatchPlan(path: plan))
        let work = BatchWork(
            scenarios: scenarios, figures: try BatchFigures(scenarios, threads: options.jobCount),
            version: programVersion, started: started, jobs: options.jobCount)
        try options.conclude(work.merge(folders, to: output), output, isJSON: json)
    }
}

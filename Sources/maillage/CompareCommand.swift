import ArgumentParser
import Export
import Foundation
import Layers

struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare", abstract: "Several finished runs, side by side.",
        discussion: """
            Reads what maillage run has written into two or more folders, and writes into another one: every figure \
            with its change, who gains and who loses, by commune, group and territory, and the Pareto front \
            (comparison.json, comparison.csv), maps of the differences (differences.geojson, differences.gpkg), and a \
            report to read and to print (report.html). \
            The first run is the reference. A figure is named by its key path in summary.json.

            Example:
              maillage compare results/reference results/move --output results/comparison
              maillage compare results/reference results/move results/close \\
                --pareto kinds.msp.covered_inhabitants,kinds.msp.sites:min,equity.gini --output results/comparison
            """)

    @Argument(help: "Folders that maillage run has written: two at least.")
    var folders: [String]

    @Option(name: .long, help: "The one of the folders that the others are compared with (default: the first).")
    var reference: String?

    @Option(
        name: .long,
        help: """
            Figures of the Pareto front, with commas between them, each with :max or :min where it is not known which \
            way is better (default: of the main kind of site the people covered, the mean and the greatest minutes; \
            equity.gini).
            """)
    var pareto: String?

    @Option(name: .long, help: "The folder to write; an earlier result of this program there is replaced.")
    var output: String

    @Flag(name: .long, help: "Print the comparison as one JSON object instead of the table.")
    var json = false

    @OptionGroup var language: LanguageOptions
    @OptionGroup var work: WorkOptions

    func validate() throws {
        guard folders.count >= 2 else {
            throw ValidationError("Give at least two folders: there is nothing to compare one run with.")
        }
        guard reference == nil || referencePosition != nil else {
            throw ValidationError("--reference must be one of the folders that are compared.")
        }
        if let pareto, pareto.split(separator: ",", omittingEmptySubsequences: false).contains(where: \.isEmpty) {
            throw ValidationError("--pareto: name figures with commas between them.")
        }
        if let input = folders.first(where: { real($0) == real(output) }) {
            throw ValidationError("--output \(output) would replace \(input), which is read: name another folder.")
        }
    }

    func run() throws {
        let started = Date()
        // Told before the work, not after it.
        try requireReplaceable(output)
        let runs = try finishedRuns(in: folders)
        let objectives = pareto?.split(separator: ",").map { Objective(String($0)) } ?? []
        let comparison: Comparison
        do {
            comparison = try compare(runs, reference: referencePosition ?? 0, objectives: objectives)
        } catch let error as ObjectiveError {
            throw ValidationError("--pareto: \(error).")
        }
        try writeComparison(
            comparison, to: output, language: language.language, version: programVersion, started: started,
            threads: work.threadCount)
        work.tell(comparison.findings.filter { $0.severity != .information })
        if work.quiet { return }
        if json {
            try printOut(String(decoding: comparisonData(comparison, pretty: false), as: UTF8.self))
        } else {
            try printOut(comparisonText(comparison, language: language.language))
        }
    }

    private var referencePosition: Int? {
        reference.flatMap { wanted in folders.firstIndex { real($0) == real(wanted) } }
    }

    private func real(_ path: String) -> String {
        URL(fileURLWithPath: path).resolvingSymlinksInPath().standardizedFileURL.path
    }
}

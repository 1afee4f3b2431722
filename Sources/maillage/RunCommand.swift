import ArgumentParser
import Export
import Foundation
import Simulation

struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "The main job: a scenario, analysed.",
        discussion: """
            Writes maps (GeoJSON, GeoPackage), figures (summary.json), a report to read and to print (report.html) and \
            what they were made from (manifest.json) into a folder, and prints the headline figures.

            Example:
              maillage run Scenarios/basse-normandie.yaml --output results
            """)

    @Argument(help: "A scenario file (YAML); maillage schema scenario tells what belongs in it.")
    var scenario: String

    @Option(name: .long, help: "The folder to write; an earlier result of this program there is replaced.")
    var output: String

    @Flag(name: .long, help: "Print the summary as one JSON object instead of the table.")
    var json = false

    @OptionGroup var language: LanguageOptions
    @OptionGroup var work: WorkOptions

    func run() throws {
        let started = Date()
        // Told before the work, not after it.
        try requireReplaceable(output)
        let loaded = try loadScenario(path: scenario, siting: SitingOptions(threads: work.threadCount))
        let result = try loaded.analysed(threads: work.threadCount)
        let manifest = try Manifest(
            version: programVersion, inputs: loaded.inputs, result: result, started: started)
        try writeResult(
            result, about: ReportSubject(loaded, language: language.language), to: output, manifest: manifest,
            threads: work.threadCount)
        work.tell(result.findings.filter { $0.severity != .information })
        if work.quiet { return }
        if json {
            try printOut(String(decoding: summaryData(of: result, pretty: false), as: UTF8.self))
        } else {
            try printOut(resultTable(result, language: language.language))
        }
    }
}

/// In which language tables and reports are.
struct LanguageOptions: ParsableArguments {
    @Option(name: .long, help: "Language of tables and reports: fr or en (default: from the environment).")
    var lang: Language?

    var language: Language { lang ?? Self.ofEnvironment }

    private static var ofEnvironment: Language {
        let environment = ProcessInfo.processInfo.environment
        let name = ["LC_ALL", "LC_MESSAGES", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
        return name.lowercased().hasPrefix("fr") ? .french : .english
    }
}

extension Language: ExpressibleByArgument {}

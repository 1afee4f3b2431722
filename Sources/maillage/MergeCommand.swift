import ArgumentParser
import Export
import Foundation

struct MergeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge", abstract: "Joins the shares of a batch that several machines have run.",
        discussion: """
            Checks that all folders are of the very plan and of the same inputs, that every share is finished and none \
            is missing, and writes what maillage batch would have written in one go, byte for byte in its tables.

            Example:
              maillage merge results/grid-* --output results/grid
            """)

    @Argument(help: "Folders that maillage batch --shard has written.")
    var folders: [String]

    @Option(name: .long, help: "The folder to write; an earlier batch there is replaced.")
    var output: String

    @Flag(name: .long, help: "Print the outcome as one JSON object.")
    var json = false

    @OptionGroup var language: LanguageOptions

    @Flag(name: .long, help: "Print nothing but errors.")
    var quiet = false

    func validate() throws {
        guard !folders.isEmpty else { throw ValidationError("Name the folders of the shards.") }
        func real(_ path: String) -> String { URL(fileURLWithPath: path).resolvingSymlinksInPath().path }
        if let input = folders.first(where: { real($0) == real(output) }) {
            throw ValidationError("--output \(output) would replace \(input), which is read: name another folder.")
        }
    }

    func run() throws {
        let started = Date()
        try requireBatchFolder(output)
        let outcome = try mergeBatch(
            folders, to: output, language: language.language, version: programVersion, started: started)
        try conclude(outcome, output, isJSON: json, isQuiet: quiet)
    }
}

import ArgumentParser
import Foundation
import Layers

/// Whether a summary is one JSON object or a table.
struct SummaryOptions: ParsableArguments {
    @Flag(name: .long, help: "Print the summary as one JSON object instead of the table.")
    var json = false

    /// Prints whole figures by name: a line each, or one JSON object.
    func print(_ figures: [(name: String, value: Int)], _ work: WorkOptions) throws {
        try print(
            Dictionary(uniqueKeysWithValues: figures.map { ($0.name, $0.value) }),
            table: figures.map { ($0.name, String($0.value)) }, work)
    }

    /// Prints lines of name and value, or the object as JSON.
    func print(_ object: some Encodable, table: [(name: String, value: String)], _ work: WorkOptions) throws {
        if work.quiet { return }
        if json { return try printOut(jsonText(object)) }
        let width = (table.map(\.name.count).max() ?? 0) + 2
        for line in table {
            try printOut(line.name.padding(toLength: width, withPad: " ", startingAt: 0) + line.value)
        }
    }
}

/// Prints a text on standard output. Swift's `print` would not tell that the disk is full.
///
/// - Throws: `Problem` (output).
func printOut(_ text: String, lineBreak: String = "\n") throws {
    do {
        try FileHandle.standardOutput.write(contentsOf: Data((text + lineBreak).utf8))
    } catch {
        throw Problem(
            .output, file: "standard output", "cannot be written (\(reason(error)))",
            remedy: "make room on the disk, or write elsewhere")
    }
}

import ArgumentParser
import Foundation
import Layers

/// Whether a summary is one JSON object or a table.
struct SummaryOptions: ParsableArguments {
    @Flag(name: .long, help: "Print the summary as one JSON object instead of the table.")
    var json = false

    /// Prints whole figures by name: a line each, or one JSON object.
    func print(_ figures: [(name: String, value: Int)], _ work: WorkOptions) throws {
        if work.quiet { return }
        if json {
            try printOut(jsonText(Dictionary(uniqueKeysWithValues: figures.map { ($0.name, $0.value) })))
        } else {
            let width = (figures.map(\.name.count).max() ?? 0) + 2
            for figure in figures {
                try printOut(figure.name.padding(toLength: width, withPad: " ", startingAt: 0) + String(figure.value))
            }
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

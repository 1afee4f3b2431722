import ArgumentParser
import Export
import Foundation
import Layers

struct EquityCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "equity", abstract: "Inequality indices of a quantity over people, from a table.",
        discussion: """
            Writes one JSON object: weighted mean and quantiles, the worst-served tenth, Gini, Theil, Atkinson, Palma, \
            concentration, Foster-Greer-Thorbecke; with --by the same for each group, Theil within and between the \
            groups, and the gap between them. Rows whose value is empty (unreachable) are left out and counted.

            Example:
              maillage equity --values minutes.csv --value minutes --weight inhabitants \\
                --rank income --by canton --threshold 15 --output equity.json
            """)

    @Option(name: .long, help: "A table, with a header: CSV, or any layer.")
    var values: String

    @Option(name: .long, help: "Column of the quantity, such as minutes.")
    var value: String

    @Option(name: .long, help: "Column of the people at each row.")
    var weight: String

    @Option(name: .long, help: "Column that ranks the people for the concentration index and the Palma ratio.")
    var rank: String?

    @Option(name: .long, help: "Column of the groups.")
    var by: String?

    @Option(
        name: .long,
        help: "People above it are beyond the threshold; the Foster-Greer-Thorbecke measures count those below it.")
    var threshold: Double?

    @Flag(name: .long, help: "Low values are the bad ones (accessibility), not high ones (minutes).")
    var lowestIsWorst = false

    @Option(name: .long, help: "Column that names the worst served (default: id where there is one, else the line).")
    var idField: String?

    @OptionGroup var work: WorkOptions

    @Flag(name: .long, help: "Print what is written as one JSON object instead of the table.")
    var json = false

    @Option(name: .long, help: "The JSON file to write.")
    var output: String

    func validate() throws {
        if let threshold, threshold != 0, !(1e-12...1e12).contains(threshold.magnitude) {
            throw ValidationError("--threshold must be 0, or from 1e-12 to 1e12.")
        }
    }

    func run() throws {
        try requireOutput(output, notAmong: [values])
        let table = try EquityTable(
            path: values,
            columns: EquityTable.Columns(value: value, weight: weight, rank: rank, group: by, id: idField))
        let report = try EquityReport(of: table, threshold: threshold, lowestIsWorst: lowestIsWorst)
        try report.write(to: output)
        for warning in report.warnings { work.tell(warning) }
        if work.quiet { return }
        try printOut(json ? String(decoding: report.data(pretty: false), as: UTF8.self) : report.text)
    }
}

import Foundation
import GRDB
import Layers
import Simulation
import Territory

/// Writes `runs.csv`: a row a run, a column a factor and a figure, in the order of the runs.
///
/// - Throws: `Problem` (output).
func writeRuns(_ database: ResultsDatabase, factors: [String], figures: [String], to path: String) throws {
    let file = try FileBeingWritten(path: path)
    let head = ["run", "id", "point", "replicate", "seed", "problem"] + factors + figures
    try file.write(head.map(quotedForCSV).joined(separator: ",") + "\n")
    try database.read { db in
        let runs = try Row.fetchCursor(
            db, sql: "SELECT run, id, point, replicate, seed, problem FROM runs ORDER BY run")
        var settings = try RowsOfRuns(
            Row.fetchCursor(db, sql: "SELECT run, factor, value FROM factor_values ORDER BY run, factor"))
        var values = try RowsOfRuns(
            Row.fetchCursor(db, sql: "SELECT run, figure, value FROM figure_values ORDER BY run, figure"))
        while let row = try runs.next() {
            let run: Int = row[0]
            let (id, point, replicate): (String, Int, Int) = (row[1], row[2], row[3])
            let (seed, problem): (Int?, String?) = (row[4], row[5])
            var cells = [
                "\(run)", id, "\(point)", "\(replicate)", seed.map(String.init) ?? "", quotedForCSV(problem ?? ""),
            ]
            var ofFactors = [String](repeating: "", count: factors.count)
            try settings.forEach(ofRun: run) { ofFactors[$0[1] as Int] = quotedForCSV($0[2] as String) }
            var ofFigures = [String](repeating: "", count: figures.count)
            try values.forEach(ofRun: run) { row in
                let value: Double? = row[2]
                ofFigures[row[1] as Int] = value.map(plain) ?? ""
            }
            cells += ofFactors + ofFigures
            try file.write(cells.joined(separator: ",") + "\n")
        }
    }
    try file.finish()
}

/// Rows ordered by their run, read along with the runs.
private struct RowsOfRuns {
    private let cursor: RowCursor
    private var next: Row?

    init(_ cursor: RowCursor) throws {
        self.cursor = cursor
        next = try cursor.next()?.copy()
    }

    mutating func forEach(ofRun run: Int, _ body: (Row) -> Void) throws {
        while let row = next, row[0] as Int == run {
            body(row)
            next = try cursor.next()?.copy()
        }
    }
}

/// Writes `communes.csv`: a row a run and commune.
///
/// - Throws: `Problem` (output).
func writeCommuneFigures(_ database: ResultsDatabase, columns: [String], to path: String) throws {
    let file = try FileBeingWritten(path: path)
    try file.write((["run", "commune"] + columns).map(quotedForCSV).joined(separator: ",") + "\n")
    try database.read { db in
        let codes = try String.fetchAll(db, sql: "SELECT code FROM communes ORDER BY commune").map(quotedForCSV)
        let names = columns.map(ResultsSchema.quoted).joined(separator: ", ")
        let rows = try Row.fetchCursor(
            db, sql: "SELECT run, commune, \(names) FROM commune_figures ORDER BY run, commune")
        var text = ""
        while let row = try rows.next() {
            text += "\(row[0] as Int),\(codes[row[1] as Int])"
            for column in columns.indices {
                text += ","
                if let value = row[column + 2] as Double? { text += plain(value) }
            }
            text += "\n"
            if text.utf8.count > 1 << 16 {
                try file.write(text)
                text.removeAll(keepingCapacity: true)
            }
        }
        try file.write(text)
    }
    try file.finish()
}

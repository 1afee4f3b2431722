import Foundation
import GRDB
import Layers
import Simulation

/// Results of an earlier plan in the same folder: runs that the present plan has too are taken from them.
final class EarlierResults: Sendable {
    private struct Source: Sendable {
        var path: String
        var queue: DatabaseQueue
        /// Of each present figure, and column of communes.
        var figures: [Int]
        var communeColumns: [String]
    }

    private let sources: [Source]

    /// - Throws: `Problem` (output).
    init(folder: String, figures: BatchFigures) throws {
        sources = try Self.paths(in: folder).compactMap { path in
            try told(path) {
                var configuration = Configuration()
                configuration.readonly = true
                let queue = try DatabaseQueue(path: path, configuration: configuration)
                let names = try queue.read { try String.fetchAll($0, sql: "SELECT name FROM figures ORDER BY figure") }
                let columns = try queue.read { try $0.columns(in: "commune_figures").map(\.name) }
                let codes = try queue.read {
                    try String.fetchAll($0, sql: "SELECT code FROM communes ORDER BY commune")
                }
                let places = figures.names.compactMap { names.firstIndex(of: $0) }
                // One that lacks a figure cannot stand for a run of now.
                guard places.count == figures.names.count, figures.communeColumns.allSatisfy(columns.contains),
                    codes == figures.communes.map(\.code)
                else { return nil }
                return Source(path: path, queue: queue, figures: places, communeColumns: figures.communeColumns)
            }
        }
    }

    var isEmpty: Bool { sources.isEmpty }

    /// What is known of a run by its id; nil where it was never finished.
    func outcome(of run: BatchRun, id: String) throws -> RunOutcome? {
        for source in sources {
            let found = try told(source.path) {
                try source.queue.read { db -> RunOutcome? in
                    guard
                        let row = try Row.fetchOne(
                            db, sql: "SELECT run, problem FROM runs WHERE id = ? LIMIT 1", arguments: [id])
                    else { return nil }
                    let number: Int = row[0]
                    let values = Dictionary(
                        uniqueKeysWithValues: try Row.fetchAll(
                            db, sql: "SELECT figure, value FROM figure_values WHERE run = ?", arguments: [number]
                        ).map { ($0[0] as Int, $0[1] as Double?) })
                    let communes = try source.communeColumns.map { column in
                        try (Double?).fetchAll(
                            db,
                            sql: "SELECT \(ResultsSchema.quoted(column)) FROM commune_figures WHERE run = ? "
                                + "ORDER BY commune", arguments: [number])
                    }
                    let problem: String? = row[1]
                    return RunOutcome(
                        run: run, id: id, problem: problem,
                        figures: problem == nil ? source.figures.map { values[$0] ?? nil } : [],
                        communes: problem == nil ? communes : [])
                }
            }
            if let found { return found }
        }
        return nil
    }

    func close() throws {
        for source in sources { try told(source.path) { try source.queue.close() } }
    }

    static func paths(in folder: String) -> [String] {
        let content = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return content.filter { $0.hasPrefix("earlier-") && $0.hasSuffix(".sqlite") }.sorted()
            .map { "\(folder)/\($0)" }
    }
}

import Foundation
import GRDB
import Layers
import Simulation

/// `results.sqlite`: what is kept of every finished run. One connection writes; a run is there whole or not at all.
final class ResultsDatabase: Sendable {
    let path: String
    let queue: DatabaseQueue

    /// Opens the database of a folder that is being filled, or makes it.
    ///
    /// - Throws: `Problem` (output).
    init(path: String, metadata: [String: String], plan: BatchPlan, kept: KeptFigures) throws {
        self.path = path
        queue = try told(path) {
            var configuration = Configuration()
            configuration.journalMode = .wal
            configuration.busyMode = .timeout(10)
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            try queue.write { db in
                guard try !db.tableExists("metadata") else { return }
                try ResultsSchema.create(in: db, communeColumns: kept.communeColumns)
                for (key, value) in metadata.sorted(by: { $0.key < $1.key }) {
                    try db.execute(sql: "INSERT INTO metadata VALUES (?, ?)", arguments: [key, value])
                }
                for (position, factor) in plan.factors.enumerated() {
                    try db.execute(
                        sql: "INSERT INTO factors VALUES (?, ?, ?)", arguments: [position, factor.name, factor.key])
                }
                for (position, name) in kept.figures.enumerated() {
                    try db.execute(sql: "INSERT INTO figures VALUES (?, ?)", arguments: [position, name])
                }
                for (position, commune) in kept.communes.enumerated() {
                    try db.execute(
                        sql: "INSERT INTO communes VALUES (?, ?, ?)",
                        arguments: [position, commune.code, commune.name])
                }
            }
            return queue
        }
    }

    /// Which runs of a range are finished.
    func finishedRuns(in range: Range<Int>) throws -> Set<Int> {
        try told(path) {
            try queue.read { db in
                try Set(
                    Int.fetchAll(
                        db, sql: "SELECT run FROM runs WHERE run >= ? AND run < ?",
                        arguments: [range.lowerBound, range.upperBound]))
            }
        }
    }

    func finishedRunCount() throws -> Int {
        try told(path) { try queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM runs") ?? 0 } }
    }

    /// Runs without figures, and why the first of them has none.
    func failedRuns() throws -> (count: Int, first: (run: Int, problem: String)?) {
        try told(path) {
            try queue.read { db in
                let count = try Int.fetchOne(db, sql: "SELECT count(*) FROM runs WHERE problem IS NOT NULL") ?? 0
                let row = try Row.fetchOne(
                    db, sql: "SELECT run, problem FROM runs WHERE problem IS NOT NULL ORDER BY run LIMIT 1")
                return (count, row.map { ($0[0], $0[1]) })
            }
        }
    }

    /// Keeps finished runs, all of them or, where that fails, none.
    ///
    /// - Throws: `Problem` (output).
    func keep(_ outcomes: [RunOutcome]) throws {
        guard !outcomes.isEmpty else { return }
        try told(path) {
            try queue.write { db in
                let run = try db.cachedStatement(sql: "INSERT INTO runs VALUES (?, ?, ?, ?, ?, ?)")
                let factor = try db.cachedStatement(sql: "INSERT INTO factor_values VALUES (?, ?, ?, ?)")
                let figure = try db.cachedStatement(sql: "INSERT INTO figure_values VALUES (?, ?, ?)")
                for outcome in outcomes {
                    let number = outcome.run.index
                    try run.execute(arguments: [
                        number, outcome.id, outcome.run.point, outcome.run.replicate,
                        outcome.run.seed.map { Int64($0) }, outcome.problem,
                    ])
                    for (position, value) in outcome.run.values.enumerated() {
                        try factor.execute(arguments: [number, position, value.text, value.number])
                    }
                    for (position, value) in outcome.figures.enumerated() {
                        try figure.execute(arguments: [number, position, value])
                    }
                    try keepCommunes(outcome.communes, ofRun: number, db)
                }
            }
        }
    }

    /// Several rows a statement: most of the time goes into preparing and binding.
    private func keepCommunes(_ columns: [[Double?]], ofRun run: Int, _ db: Database) throws {
        guard let count = columns.first?.count, count > 0 else { return }
        let width = columns.count + 2
        let greatest = max(1, 900 / width)
        var first = 0
        while first < count {
            let rows = min(greatest, count - first)
            let marks = "(" + Array(repeating: "?", count: width).joined(separator: ",") + ")"
            let sql =
                "INSERT INTO commune_figures VALUES " + Array(repeating: marks, count: rows).joined(separator: ",")
            let statement = try db.cachedStatement(sql: sql)
            var arguments: [DatabaseValue] = []
            arguments.reserveCapacity(rows * width)
            for commune in first..<(first + rows) {
                arguments.append(run.databaseValue)
                arguments.append(commune.databaseValue)
                for column in columns { arguments.append(column[commune]?.databaseValue ?? .null) }
            }
            try statement.execute(arguments: StatementArguments(arguments))
            first += rows
        }
    }

    /// Reads from it.
    ///
    /// - Throws: `Problem` (output); what `body` throws.
    func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try told(path) { try queue.read(body) }
    }

    func write<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try told(path) { try queue.write(body) }
    }

    /// Joins the log to the database, which then is one file that opens where nothing may be written too.
    func finish() throws {
        try told(path) {
            try queue.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
                try db.execute(sql: "PRAGMA journal_mode = DELETE")
            }
            try queue.close()
        }
    }

    /// Closes it as it is, to be opened again.
    func close() throws { try told(path) { try queue.close() } }
}

/// What SQLite says of an output that cannot be written, in our words.
func told<Value>(_ path: String, _ body: () throws -> Value) throws -> Value {
    do {
        return try body()
    } catch let error as DatabaseError {
        let text = "cannot be written (\(error.message ?? "\(error.resultCode)"))"
        switch error.resultCode {
        case .SQLITE_FULL, .SQLITE_IOERR:
            throw Problem(
                .output, file: path, text, remedy: "make room on the disk; the same command then goes on")
        case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM:
            throw Problem(.output, file: path, text, remedy: "choose a folder that you may write to")
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            throw Problem(.output, file: path, text, remedy: "another program has it open: close that first")
        case .SQLITE_NOTADB, .SQLITE_CORRUPT:
            throw Problem(
                .output, file: path, "is no intact database (\(error.message ?? ""))",
                remedy: "remove it, or name another folder")
        default: throw error
        }
    }
}

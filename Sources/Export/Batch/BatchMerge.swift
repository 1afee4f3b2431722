public import Foundation
import GRDB
import Layers
import Simulation

/// Joins the results of shards into one folder, with the tables of the whole. Plan and inputs need not be at hand: the
/// shards carry what they were made from.
///
/// - Parameters:
///   - shares: folders, each with a finished share of the very plan.
///   - folder: an earlier batch in it is replaced.
///   - language: in which the report opens.
/// - Throws: `Problem`, `Problems` (content): shares of another plan or of other inputs, unfinished or missing ones.
public func mergeBatch(
    _ shares: [String], to folder: String, language: Language, version: String, started: Date
) throws -> BatchOutcome {
    let whole = try checked(shares.map { "\($0)/results.sqlite" })
    var metadata = whole.metadata
    let design = whole.design
    metadata.take(.whole, of: design)
    let output = try BatchFolder(folder)
    defer { output.leave() }
    output.removeResults()
    let results = try output.results(metadata, whole.kept, plan: design.plan)
    let outcome: BatchOutcome
    do {
        try writeFile(
            metadata.manifest(isFinished: false, version: version, started: started), to: "\(folder)/manifest.json")
        for share in shares { try results.take("\(share)/results.sqlite", whole.kept.communeColumns) }
        outcome = try BatchOutcome(results, total: design.runCount)
        try BatchTables(
            results: results, kept: whole.kept, design: design, metadata: metadata, outcome: outcome,
            language: language, version: version
        ).write(to: folder)
    } catch {
        try? results.close()
        throw error
    }
    try results.finish()
    try writeFile(
        metadata.manifest(isFinished: true, version: version, started: started), to: "\(folder)/manifest.json")
    return outcome
}

/// A database of results, as far as joining it with others goes.
private struct Share {
    var path: String
    var metadata: BatchMetadata
    var kept: KeptFigures
    var range: Range<Int>
    var done: Int

    /// - Throws: `Problem`.
    init(_ path: String) throws {
        guard FileManager.default.fileExists(atPath: path) else {
            throw Problem(
                .unreadable, file: path, "there is no such file",
                remedy: "name folders that maillage batch --shard has written")
        }
        self.path = path
        let stranger = Problem(.content, file: path, "holds no results of a batch")
        do {
            var configuration = Configuration()
            configuration.readonly = true
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            defer { try? queue.close() }
            (metadata, kept, range, done) = try queue.read { db in
                let metadata = try BatchMetadata.read(db)
                guard let range = metadata.share else { throw stranger }
                return (
                    metadata, try KeptFigures(db), range, try Int.fetchOne(db, sql: "SELECT count(*) FROM runs") ?? 0
                )
            }
        } catch is DatabaseError {
            throw stranger
        }
    }
}

/// - Throws: `Problems`: all reasons why the databases are not the parts of one batch.
private func checked(_ paths: [String]) throws -> (metadata: BatchMetadata, kept: KeptFigures, design: BatchDesign) {
    var problems: [Problem] = []
    var shares: [Share] = []
    for path in paths {
        do { shares.append(try Share(path)) } catch let problem as Problem { problems.append(problem) }
    }
    guard problems.isEmpty, let first = shares.first else { throw Problems(problems) }
    for share in shares {
        for (key, what) in [
            ("plan_sha256", "another plan, or another scenario"), ("inputs_sha256", "another territory or other roads"),
            ("figure_version", "a version of the program that computes figures otherwise"),
        ] where share.metadata.members[key] != first.metadata.members[key] {
            problems.append(
                Problem(
                    .content, file: share.path, "is of \(what) than \(first.path)",
                    remedy: "join shares of one and the same batch; run the others again"))
        }
        if share.done < share.range.count {
            problems.append(
                Problem(
                    .content, file: share.path,
                    "is not finished: \(share.done) of \(share.range.count) runs are done",
                    remedy: "run the same command for that shard again"))
        }
    }
    guard problems.isEmpty else { throw Problems(problems) }
    let plan = try BatchPlan(
        text: first.metadata.members["plan_yaml"] ?? "", path: first.metadata.members["plan_path"] ?? first.path,
        isStored: true)
    guard let design = BatchDesign(plan) else {
        throw Problem(.content, file: first.path, "the plan means too many runs")
    }
    try checkWhole(shares, 0..<design.runCount)
    return (first.metadata, first.kept, design)
}

/// - Throws: `Problems` where the shares overlap or leave something out.
private func checkWhole(_ shares: [Share], _ whole: Range<Int>) throws {
    var problems: [Problem] = []
    var next = whole.lowerBound
    func missing(_ range: Range<Int>) {
        problems.append(
            Problem(
                .content, file: shares[0].metadata.members["plan_path"] ?? "",
                "the runs \(range.lowerBound) to \(range.upperBound - 1) are in none of the folders",
                remedy: "run and name the shards that have them"))
    }
    for share in shares.sorted(by: { ($0.range.lowerBound, $0.path) < ($1.range.lowerBound, $1.path) })
    where !share.range.isEmpty {
        if share.range.lowerBound > next {
            missing(next..<share.range.lowerBound)
        } else if share.range.lowerBound < next {
            problems.append(
                Problem(
                    .content, file: share.path,
                    "has runs that another folder has too (from run \(share.range.lowerBound))",
                    remedy: "name each shard once, all of one --shard …/N"))
        }
        next = max(next, share.range.upperBound)
    }
    if next < whole.upperBound { missing(next..<whole.upperBound) }
    guard problems.isEmpty else { throw Problems(problems) }
}

extension BatchFolder {
    /// Removes results that are to be made anew.
    fileprivate func removeResults() {
        for path in [database, database + "-wal", database + "-shm"] {
            try? FileManager.default.removeItem(atPath: path)
        }
    }
}

extension ResultsDatabase {
    /// Takes all runs of another database of the same tables.
    ///
    /// - Throws: `Problem`.
    fileprivate func take(_ other: String, _ communeColumns: [String]) throws {
        try told(path) {
            try queue.writeWithoutTransaction { db in
                try db.execute(sql: "ATTACH DATABASE ? AS share", arguments: [other])
                try db.inTransaction {
                    for table in ["runs", "factor_values", "figure_values"] {
                        try db.execute(sql: "INSERT INTO main.\(table) SELECT * FROM share.\(table)")
                    }
                    if !communeColumns.isEmpty {
                        let names = (["run", "commune"] + communeColumns).map(ResultsSchema.quoted)
                            .joined(separator: ", ")
                        try db.execute(
                            sql: "INSERT INTO main.commune_figures (\(names)) SELECT \(names) "
                                + "FROM share.commune_figures")
                    }
                    return .commit
                }
                try db.execute(sql: "DETACH DATABASE share")
            }
        }
    }
}

import Foundation
import GRDB
import Layers
import Simulation

extension BatchWork {
    /// Joins the results of shards into one folder, with the tables of the whole.
    ///
    /// - Parameter folders: each holds a share of the very plan, finished.
    /// - Throws: `Problem`, `Problems` (content): shares of another plan or of other inputs, unfinished or missing ones.
    public func merge(_ folders: [String], to path: String) throws -> BatchOutcome {
        let whole = 0..<scenarios.design.runCount
        let metadata = try BatchMetadata(scenarios, share: whole, shard: "1/1", version: version)
        try checkShares(folders, metadata, whole)
        // A joined folder is made anew: shares are kept, so that nothing is lost.
        let folder = try BatchFolder(path)
        defer { folder.leave() }
        try folder.remove()
        let results = try folder.results(metadata, plan: scenarios.plan, figures: figures)
        try writeManifest(to: path, shard: .whole, isFinished: false)
        for share in folders { try results.take("\(share)/results.sqlite", communeColumns: figures.communeColumns) }
        let failures = try results.failedRuns()
        let outcome = BatchOutcome(
            done: try results.finishedRunCount(), total: whole.count, failed: failures.count,
            firstFailure: failures.first)
        try finish(results, in: path, shard: .whole, outcome)
        return outcome
    }

    private func checkShares(_ folders: [String], _ metadata: BatchMetadata, _ whole: Range<Int>) throws {
        var problems: [Problem] = []
        var shares: [(folder: String, range: Range<Int>)] = []
        for folder in folders {
            let path = "\(folder)/results.sqlite"
            guard FileManager.default.fileExists(atPath: path) else {
                problems.append(
                    Problem(
                        .unreadable, file: path, "there is no such file",
                        remedy: "name folders that maillage batch --shard has written"))
                continue
            }
            do {
                let found = try share(path)
                for (key, what) in Self.compared where found.metadata[key] != metadata.members[key] {
                    problems.append(Problem(.content, file: path, "is of \(what)", remedy: "run that shard again"))
                }
                if found.done < found.range.count {
                    problems.append(
                        Problem(
                            .content, file: path,
                            "is not finished: \(found.done) of \(found.range.count) runs are done",
                            remedy: "run the same command for that shard again"))
                }
                shares.append((folder, found.range))
            } catch let problem as Problem {
                problems.append(problem)
            }
        }
        guard problems.isEmpty else { throw Problems(problems) }
        try checkWhole(shares, whole)
    }

    private static let compared = [
        ("plan_sha256", "another plan, or another scenario"), ("inputs_sha256", "another territory or other roads"),
        ("figure_version", "a version of the program that computes figures otherwise"),
    ]

    /// - Throws: `Problems` where the shares overlap or leave something out.
    private func checkWhole(_ shares: [(folder: String, range: Range<Int>)], _ whole: Range<Int>) throws {
        var problems: [Problem] = []
        var next = whole.lowerBound
        for share in shares.sorted(by: { ($0.range.lowerBound, $0.folder) < ($1.range.lowerBound, $1.folder) }) {
            if share.range.lowerBound > next {
                problems.append(missing(next..<share.range.lowerBound))
            } else if share.range.lowerBound < next, !share.range.isEmpty {
                problems.append(
                    Problem(
                        .content, file: share.folder,
                        "has runs that another folder has too (from run \(share.range.lowerBound))",
                        remedy: "name each shard once, all of one --shard …/N"))
            }
            next = max(next, share.range.upperBound)
        }
        if next < whole.upperBound { problems.append(missing(next..<whole.upperBound)) }
        guard problems.isEmpty else { throw Problems(problems) }
    }

    private func missing(_ range: Range<Int>) -> Problem {
        Problem(
            .content, file: scenarios.plan.path, "the runs \(range.lowerBound) to \(range.upperBound - 1) are in no folder",
            remedy: "run and name the shards that have them")
    }

    private func share(_ path: String) throws -> (metadata: [String: String], range: Range<Int>, done: Int) {
        try told(path) {
            var configuration = Configuration()
            configuration.readonly = true
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            defer { try? queue.close() }
            return try queue.read { db in
                guard try db.tableExists("metadata") else {
                    throw Problem(.content, file: path, "holds no results of a batch")
                }
                let metadata = try BatchMetadata.read(db)
                let bounds = ["first_run", "end_run"].compactMap { metadata[$0].flatMap { Int($0) } }
                guard bounds.count == 2, bounds[0] <= bounds[1] else {
                    throw Problem(.content, file: path, "holds no results of a batch")
                }
                return (metadata, bounds[0]..<bounds[1], try Int.fetchOne(db, sql: "SELECT count(*) FROM runs") ?? 0)
            }
        }
    }
}

extension BatchFolder {
    /// Removes results that are to be made anew.
    fileprivate func remove() throws {
        for name in ["results.sqlite", "results.sqlite-wal", "results.sqlite-shm"] {
            try? FileManager.default.removeItem(atPath: "\(path)/\(name)")
        }
    }
}

extension ResultsDatabase {
    /// Takes all runs of another database of the same tables.
    ///
    /// - Throws: `Problem`.
    func take(_ other: String, communeColumns: [String]) throws {
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

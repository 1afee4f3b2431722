import Foundation
import GRDB
public import Layers
public import Simulation

/// The folder that a batch fills: it is written as the runs finish, so that what was done is there however the program
/// ends.
struct BatchFolder {
    let path: String
    var database: String { "\(path)/results.sqlite" }
    private var lockPath: String { "\(path)/results.lock" }
    private let lock: Int32

    /// Makes the folder where there is none, and keeps other runs out of it.
    ///
    /// - Throws: `Problem` (output).
    init(_ path: String) throws {
        self.path = path
        try requireBatchFolder(path)
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw Problem(.output, file: path, "cannot be made (\(reason(error)))", remedy: "choose another folder")
        }
        lock = open("\(path)/results.lock", O_CREAT | O_RDWR, 0o644)
        guard lock >= 0 else {
            throw Problem(
                .output, file: path, "cannot be written (\(String(cString: strerror(errno))))",
                remedy: "choose a folder that you may write to")
        }
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
            close(lock)
            throw Problem(
                .output, file: path, "another run is writing into it", remedy: "wait for that, or name another folder")
        }
    }

    /// Lets others in.
    func leave() {
        try? FileManager.default.removeItem(atPath: lockPath)
        close(lock)
    }

    /// Opens the results of a plan: those that are there already, where they are of the very same plan and inputs; else
    /// they are put aside, and runs that both have in common are taken from them.
    func results(_ metadata: BatchMetadata, plan: BatchPlan, figures: BatchFigures) throws -> ResultsDatabase {
        if FileManager.default.fileExists(atPath: database), try !isOf(metadata) {
            let number = EarlierResults.paths(in: path).count + 1
            let aside = "\(path)/earlier-\(number).sqlite"
            guard rename(database, aside) == 0 else {
                throw Problem(
                    .output, file: database, "cannot be put aside (\(String(cString: strerror(errno))))")
            }
        }
        return try ResultsDatabase(
            path: database, metadata: metadata.members, plan: plan, figures: figures)
    }

    /// Whether the database is of this plan. It is left in one file.
    private func isOf(_ metadata: BatchMetadata) throws -> Bool {
        try told(database) {
            let queue = try DatabaseQueue(path: database)
            defer { try? queue.close() }
            let stored = try queue.read { db -> [String: String] in
                guard try db.tableExists("metadata") else { return [:] }
                return try BatchMetadata.read(db)
            }
            if metadata.isSameShare(as: stored) { return true }
            try queue.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
                try db.execute(sql: "PRAGMA journal_mode = DELETE")
            }
            return false
        }
    }

    /// What is of no use when all runs are done.
    func removeEarlier() {
        for path in EarlierResults.paths(in: path) { try? FileManager.default.removeItem(atPath: path) }
    }
}

/// What a database of results is of.
struct BatchMetadata {
    var members: [String: String]

    init(_ scenarios: BatchScenarios, share: Range<Int>, shard: String, version: String) throws {
        let plan = scenarios.plan
        members = [
            "batch": plan.name, "design": plan.design.name, "seed": "\(plan.seed)",
            "runs_planned": "\(scenarios.design.runCount)", "first_run": "\(share.lowerBound)",
            "end_run": "\(share.upperBound)", "shard": shard, "program_version": version,
            "figure_version": "\(figureVersion)", "plan_sha256": scenarios.planDigest,
            "inputs_sha256": try scenarios.inputsDigest(),
        ]
    }

    func isSameShare(as stored: [String: String]) -> Bool {
        ["plan_sha256", "inputs_sha256", "figure_version", "first_run", "end_run"]
            .allSatisfy { members[$0] == stored[$0] }
    }

    static func read(_ db: Database) throws -> [String: String] {
        Dictionary(
            try Row.fetchAll(db, sql: "SELECT key, value FROM metadata").map { ($0[0] as String, $0[1] as String) }
        ) { first, _ in first }
    }
}

/// Tells before the work what would only show after it.
///
/// - Throws: `Problem` (output) where the folder cannot be made, or holds something that is no batch of this program.
public func requireBatchFolder(_ folder: String) throws {
    try requireReplaceable(folder)
    guard let content = try? FileManager.default.contentsOfDirectory(atPath: folder), !content.isEmpty else { return }
    guard FileManager.default.fileExists(atPath: "\(folder)/results.sqlite") || content.contains("earlier-1.sqlite")
    else {
        throw Problem(
            .output, file: folder, "holds a result of another kind, and a batch goes on in what it finds",
            remedy: "name another folder, or empty this one")
    }
    guard access(folder, W_OK | X_OK) == 0 else {
        throw Problem(
            .output, file: folder, "cannot be written (\(String(cString: strerror(errno))))",
            remedy: "choose a folder that you may write to")
    }
}

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
    func results(_ metadata: BatchMetadata, _ kept: KeptFigures, plan: BatchPlan) throws -> ResultsDatabase {
        if FileManager.default.fileExists(atPath: database), try !isOf(metadata) {
            let number = EarlierResults.paths(in: path).count + 1
            let aside = "\(path)/earlier-\(number).sqlite"
            guard rename(database, aside) == 0 else {
                throw Problem(
                    .output, file: database, "cannot be put aside (\(String(cString: strerror(errno))))")
            }
        }
        return try ResultsDatabase(path: database, metadata: metadata.members, plan: plan, kept: kept)
    }

    /// Whether the database is of this plan. It is left in one file.
    private func isOf(_ metadata: BatchMetadata) throws -> Bool {
        try told(database) {
            let queue = try DatabaseQueue(path: database)
            defer { try? queue.close() }
            let stored = try queue.read(BatchMetadata.read)
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

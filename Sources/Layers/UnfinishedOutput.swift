import Foundation
import Synchronization

/// What is being written aside and has not been moved to its final name yet. A program that is interrupted
/// removes it all, so that nothing half-written is left.
public enum UnfinishedOutput {
    private static let paths = Mutex<Set<String>>([])
    private static let isEnding = Atomic<Bool>(false)

    /// Call it before anything is created at the path.
    public static func begin(_ path: String) {
        waitIfEnding()
        paths.withLock { _ = $0.insert(path) }
    }

    /// Removes what is left at the path, if anything.
    public static func end(_ path: String) {
        try? FileManager.default.removeItem(atPath: path)
        paths.withLock { _ = $0.remove(path) }
    }

    /// Gives finished outputs their names; an interruption waits until all have theirs.
    public static func settle<T>(_ rename: () throws -> T) rethrows -> T {
        waitIfEnding()
        return try paths.withLock { _ in try rename() }
    }

    /// For a program that is about to end early: from here on nothing new is begun.
    public static func removeAll() {
        isEnding.store(true, ordering: .sequentiallyConsistent)
        let unfinished = paths.withLock { $0 }
        // Another thread may be writing into a folder while it is removed.
        for _ in 0..<50 {
            for path in unfinished { try? FileManager.default.removeItem(atPath: path) }
            if !unfinished.contains(where: FileManager.default.fileExists) { return }
            usleep(2_000)
        }
    }

    /// Where the program is ending, the thread that calls this does nothing any more: what it would say of
    /// files that are gone is of no interest.
    public static func waitIfEnding() {
        while isEnding.load(ordering: .sequentiallyConsistent) { sleep(1) }
    }

    /// A name beside the target, so that moving there is renaming.
    public static func path(beside target: String) -> String {
        // A link keeps its place: what it leads to is replaced.
        let url = URL(fileURLWithPath: target).resolvingSymlinksInPath()
        return url.deletingLastPathComponent()
            .appendingPathComponent(".\(url.lastPathComponent).\(UUID().uuidString.prefix(8))").path
    }
}

/// Makes a folder beside the target, has it filled, and takes it away afterwards, whatever is left in it.
///
/// - Parameter fill: gets the path of the folder; moves what is finished to its place.
/// - Throws: `Problem` (output) when it cannot be made; what `fill` throws, with the target's name in the place
///   of the folder's.
public func withFolder(beside target: String, _ fill: (_ folder: String) throws -> Void) throws {
    let folder = UnfinishedOutput.path(beside: target)
    UnfinishedOutput.begin(folder)
    defer { UnfinishedOutput.end(folder) }
    do {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    } catch {
        throw Problem(
            .output, file: target, "cannot be written (\(reason(error)))",
            remedy: "check that the folder above it may be written and has room")
    }
    do {
        try fill(folder)
    } catch var problem as Problem {
        if problem.file.hasPrefix(folder) { problem.file = target + problem.file.dropFirst(folder.count) }
        throw problem
    }
}

/// A text or binary file that is written aside and renamed when it is complete.
public final class FileBeingWritten {
    public let path: String
    /// Where a link leads to, else the path.
    private let target: String
    private let aside: String
    private let stream: UnsafeMutablePointer<FILE>
    private var isOpen = true

    /// - Throws: `Problem` (output).
    public init(path: String) throws {
        try requireWritableFile(path)
        self.path = path
        target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        aside = UnfinishedOutput.path(beside: path)
        UnfinishedOutput.begin(aside)
        guard let stream = fopen(aside, "wb") else {
            let reason = String(cString: strerror(errno))
            UnfinishedOutput.end(aside)
            throw Problem(
                .output, file: path, "cannot be written (\(reason))",
                remedy: "check that its folder exists and may be written")
        }
        self.stream = stream
    }

    deinit {
        if isOpen { fclose(stream) }
        UnfinishedOutput.end(aside)
    }

    /// - Throws: `Problem` (output), as when the disk is full.
    public func write(_ text: some StringProtocol) throws {
        var text = String(text)
        try text.withUTF8 { try write(UnsafeRawBufferPointer($0)) }
    }

    /// - Throws: `Problem` (output), as when the disk is full.
    public func write(_ bytes: [UInt8]) throws {
        try bytes.withUnsafeBytes(write)
    }

    /// - Throws: `Problem` (output), as when the disk is full.
    public func write(_ bytes: UnsafeRawBufferPointer) throws {
        guard fwrite(bytes.baseAddress, 1, bytes.count, stream) == bytes.count else { throw failure() }
    }

    /// Closes the file and gives it its name.
    ///
    /// - Throws: `Problem` (output).
    public func finish() throws {
        isOpen = false
        guard fclose(stream) == 0 else { throw failure() }
        guard UnfinishedOutput.settle({ rename(aside, target) == 0 }) else { throw failure() }
    }

    private func failure() -> Problem {
        Problem(
            .output, file: path, "cannot be written (\(String(cString: strerror(errno))))",
            remedy: "make room on the disk, or write elsewhere")
    }
}

/// Tells before the work what would only show after it.
///
/// - Throws: `Problem` (output): the path is empty or a folder, or its folder is missing or not writable.
public func requireWritableFile(_ path: String) throws {
    guard !path.isEmpty else {
        throw Problem(.output, file: "", "is no name of a file", remedy: "name the file to write")
    }
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
        throw Problem(.output, file: path, "is a folder", remedy: "name a file to write in it")
    }
    try requireFolder(of: path)
}

/// - Throws: `Problem` (output): the folder that a path lies in is missing or not writable.
public func requireFolder(of path: String) throws {
    let folder = URL(fileURLWithPath: path).resolvingSymlinksInPath().deletingLastPathComponent().path
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder) else {
        throw Problem(
            .output, file: path, "cannot be written: there is no folder \(folder)",
            remedy: "make it first, or correct the path")
    }
    guard isFolder.boolValue else {
        throw Problem(.output, file: path, "cannot be written: \(folder) is no folder", remedy: "correct the path")
    }
    guard access(folder, W_OK | X_OK) == 0 else {
        throw Problem(
            .output, file: path, "cannot be written: \(folder): \(String(cString: strerror(errno)))",
            remedy: "choose a folder that you may write to")
    }
}

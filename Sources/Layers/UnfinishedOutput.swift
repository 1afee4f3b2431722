import Foundation
import Synchronization

/// What is being written aside and has not been moved to its final name yet. A program that is interrupted
/// removes it all, so that nothing half-written is left.
public enum UnfinishedOutput {
    private static let paths = Mutex<Set<String>>([])

    public static func begin(_ path: String) {
        paths.withLock { _ = $0.insert(path) }
    }

    /// Removes what is left at the path, if anything.
    public static func end(_ path: String) {
        paths.withLock { _ = $0.remove(path) }
        try? FileManager.default.removeItem(atPath: path)
    }

    /// For a program that is about to end early.
    public static func removeAll() {
        for path in paths.withLock({ $0 }) { try? FileManager.default.removeItem(atPath: path) }
    }

    /// A name beside the target, so that moving there is renaming.
    public static func path(beside target: String) -> String {
        let url = URL(fileURLWithPath: target)
        return url.deletingLastPathComponent()
            .appendingPathComponent(".\(url.lastPathComponent).\(UUID().uuidString.prefix(8))").path
    }
}

/// A text or binary file that is written aside and renamed when it is complete.
public final class FileBeingWritten {
    public let path: String
    private let aside: String
    private let stream: UnsafeMutablePointer<FILE>
    private var isOpen = true

    /// - Throws: `Problem` (output).
    public init(path: String) throws {
        self.path = path
        aside = UnfinishedOutput.path(beside: path)
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
            throw Problem(.output, file: path, "is a folder", remedy: "name a file")
        }
        guard let stream = fopen(aside, "wb") else {
            throw Problem(
                .output, file: path, "cannot be written (\(String(cString: strerror(errno))))",
                remedy: "check that its folder exists and may be written")
        }
        self.stream = stream
        UnfinishedOutput.begin(aside)
    }

    deinit {
        if isOpen { fclose(stream) }
        UnfinishedOutput.end(aside)
    }

    /// - Throws: `Problem` (output), as when the disk is full.
    public func write(_ text: some StringProtocol) throws {
        try write(Array(text.utf8))
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
        guard rename(aside, path) == 0 else { throw failure() }
    }

    private func failure() -> Problem {
        Problem(.output, file: path, "cannot be written (\(String(cString: strerror(errno))))")
    }
}

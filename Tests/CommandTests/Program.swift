import Foundation
import XCTest

/// The built program, run as a user runs it, in a folder of its own that goes when the test ends.
final class Program {
    struct Outcome {
        var status: Int32
        var output: String
        var errors: String

        /// The lines on standard error.
        var errorLines: [String] { errors.split(separator: "\n").map(String.init) }
    }

    let folder: URL

    private let name: String

    init(named name: String = "maillage") throws {
        self.name = name
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("été 'à' " + UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    /// Beside the test bundle.
    var executable: URL {
        get throws {
            let products = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
            let candidates = [products, Bundle(for: Program.self).bundleURL.deletingLastPathComponent()]
                .map { $0.appendingPathComponent(name) }
            guard let found = candidates.first(where: { FileManager.default.isExecutableFile(atPath: $0.path) }) else {
                throw XCTSkip("the program \(name) is not beside the tests: \(candidates.map(\.path))")
            }
            return found
        }
    }

    func start(_ arguments: [String], environment: [String: String] = [:]) throws -> Process {
        let process = Process()
        process.executableURL = try executable
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.environment = ProcessInfo.processInfo.environment
            .filter { !["LC_ALL", "LC_MESSAGES", "LANG"].contains($0.key) }
            .merging(environment) { $1 }
        return process
    }

    /// Runs the program in the folder to its end.
    @discardableResult
    func run(_ arguments: String..., environment: [String: String] = [:]) throws -> Outcome {
        try run(list: arguments, environment: environment)
    }

    @discardableResult
    func run(list arguments: [String], environment: [String: String] = [:]) throws -> Outcome {
        let process = try start(arguments, environment: environment)
        // Files rather than pipes: nothing can fill up and wait.
        let files = ["out", "err"].map {
            FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).\($0)")
        }
        defer { for file in files { try? FileManager.default.removeItem(at: file) } }
        for file in files { FileManager.default.createFile(atPath: file.path, contents: nil) }
        let handles = try files.map { try FileHandle(forWritingTo: $0) }
        process.standardOutput = handles[0]
        process.standardError = handles[1]
        try process.run()
        process.waitUntilExit()
        let texts = try files.map { String(decoding: try Data(contentsOf: $0), as: UTF8.self) }
        // A trap ends by a signal: no status of the interface.
        let status = process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
        return Outcome(status: status, output: texts[0], errors: texts[1])
    }

    func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

    func write(_ name: String, _ text: String) throws {
        try Data(text.utf8).write(to: folder.appendingPathComponent(name))
    }

    func read(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: folder.appendingPathComponent(name)), as: UTF8.self)
    }

    /// Writes the file again with one text in the place of another, which must be there.
    func replace(_ old: String, by new: String, in name: String) throws {
        let text = try read(name)
        XCTAssertTrue(text.contains(old), "\(name) has no \(old)")
        try write(name, text.replacingOccurrences(of: old, with: new))
    }

    /// What stands in the folder, hidden files too.
    func content() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    }

    func json(_ text: String) throws -> [String: Any] {
        try XCTUnwrap(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any], text)
    }
}

import Foundation
import Layers
import XCTest

/// A folder of text files that goes when the test ends.
final class TextFiles: Sendable {
    let folder: URL

    init(_ files: [String: String] = [:]) throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("files-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for (name, text) in files { try write(name, text) }
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    @discardableResult
    func write(_ name: String, _ text: String) throws -> String {
        try text.write(to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
        return path(name)
    }

    func path(_ name: String) -> String {
        folder.appendingPathComponent(name).path
    }
}

/// The problems that `body` throws, without the name of the file.
func problemsThrown(_ body: () throws -> some Any, file: StaticString = #filePath, line: UInt = #line) -> [String] {
    do {
        _ = try body()
        XCTFail("no error was thrown", file: file, line: line)
        return []
    } catch {
        return problems(in: error, file: "?").map { problem in
            [problem.place, problem.text, problem.remedy].compactMap { $0 }.joined(separator: ": ")
        }
    }
}

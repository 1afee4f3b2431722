import Foundation
import XCTest

/// Results opened by the tools that researchers use, with the scripts of the documentation.
final class BatchReadersTests: XCTestCase {
    private let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private func run(_ command: [String]) throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = command
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: data, as: UTF8.self))
    }

    private func results() throws -> Program {
        let program = try BatchFixture.program()
        XCTAssertEqual(try program.run("batch", "plan.yaml", "--output", "out").status, 0)
        return program
    }

    func testPandasOpensTheTables() throws {
        let interpreters = [
            root.appendingPathComponent(".build/readers-venv/bin/python").path, "python3", "/usr/bin/python3",
        ]
        guard let python = try interpreters.first(where: { try run([$0, "-c", "import pandas"]).status == 0 }) else {
            throw XCTSkip("there is no python3 with pandas")
        }
        let program = try results()
        let outcome = try run([
            python, root.appendingPathComponent("docs/examples/read_results.py").path, program.path("out"),
        ])
        XCTAssertEqual(outcome.status, 0, outcome.output)
        XCTAssertTrue(outcome.output.contains("32 runs, 0 without figures"), outcome.output)
        XCTAssertTrue(outcome.output.contains("kinds.msp.covered_inhabitants"), outcome.output)
        if try run([python, "-c", "import duckdb"]).status == 0 {
            // 32 runs of each commune.
            XCTAssertNotNil(outcome.output.firstMatch(of: /03001 *│ *32/), outcome.output)
        } else {
            XCTAssertTrue(outcome.output.contains("duckdb is not installed"), outcome.output)
        }
    }

    func testROpensTheDatabase() throws {
        guard try run(["Rscript", "-e", "library(DBI); library(RSQLite)"]).status == 0 else {
            throw XCTSkip("there is no R with DBI and RSQLite")
        }
        let program = try results()
        let outcome = try run([
            "Rscript", root.appendingPathComponent("docs/examples/read_results.R").path, program.path("out"),
        ])
        XCTAssertEqual(outcome.status, 0, outcome.output)
        XCTAssertTrue(outcome.output.contains("32 runs, 0 without figures"), outcome.output)
        XCTAssertTrue(outcome.output.contains("kinds.msp.covered_inhabitants"), outcome.output)
    }
}

import Foundation
import XCTest

/// A batch over a real Slurm of this machine alone: `Tests/ClusterTests/slurm.py` starts it and compares the tables.
final class SlurmTests: XCTestCase {
    func testTheSharesOfAJobArrayAreOneRun() throws {
        let program = try BatchFixture.program()
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("ClusterTests/slurm.py").path
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "python3", script, "--program", try program.executable.path, "--plan", program.path("plan.yaml"),
            "--folder",
            program.path("cluster"), "--shards", "4",
        ]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        if process.terminationStatus == 77 { throw XCTSkip(text.trimmingCharacters(in: .whitespacesAndNewlines)) }
        XCTAssertEqual(process.terminationStatus, 0, text)
        XCTAssertTrue(text.contains("shards: COMPLETED COMPLETED COMPLETED COMPLETED"), text)
        XCTAssertTrue(text.contains("are those of a single run"), text)
    }
}

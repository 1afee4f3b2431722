import Foundation
import XCTest

/// Results appear whole under their final names, or not at all.
final class OutputTests: XCTestCase {
    func testWhatIsNoResultIsNotReplaced() throws {
        let program = try Program()
        try SmallCountry.write(to: program)
        try FileManager.default.createDirectory(atPath: program.path("mine"), withIntermediateDirectories: false)
        try program.write("mine/thesis.txt", "years of work")
        let before = try program.content()
        for output in ["mine", "scenario.yaml", ".", "", "no/such/folder", "scenario.yaml/x"] {
            for command in [["run", "scenario.yaml"], ["synthesize", "--seed", "1", "--junctions", "1000"]] {
                let outcome = try program.run(list: command + ["--output", output])
                XCTAssertEqual(outcome.status, 73, "\(command[0]) \(output): \(outcome.errors)")
                XCTAssertEqual(outcome.output, "")
                XCTAssertEqual(outcome.errorLines.count, 1)
            }
        }
        for output in ["mine", "", "no/such/file"] {
            let outcome = try program.run(
                "network", "build", "--roads", "roads.geojson", "--class-field", "class", "--output", output)
            XCTAssertEqual(outcome.status, 73, outcome.errors)
        }
        XCTAssertEqual(try program.content(), before)
        XCTAssertEqual(try program.read("mine/thesis.txt"), "years of work")
    }

    func testALinkKeepsItsPlaceAndWhatItLeadsToIsReplaced() throws {
        let program = try Program()
        try SmallCountry.write(to: program)
        try FileManager.default.createDirectory(atPath: program.path("disk"), withIntermediateDirectories: false)
        try FileManager.default.createSymbolicLink(atPath: program.path("result"), withDestinationPath: "disk")
        for _ in 0..<2 {
            XCTAssertEqual(try program.run("run", "scenario.yaml", "--output", "result", "--quiet").status, 0)
        }
        XCTAssertEqual(try FileManager.default.destinationOfSymbolicLink(atPath: program.path("result")), "disk")
        XCTAssertTrue(FileManager.default.fileExists(atPath: program.path("disk/summary.json")))
    }

    func testAReadOnlyFolder() throws {
        guard geteuid() != 0 else { throw XCTSkip("for root every folder may be written") }
        let program = try Program()
        try SmallCountry.write(to: program)
        try FileManager.default.createDirectory(
            atPath: program.path("closed"), withIntermediateDirectories: false, attributes: [.posixPermissions: 0o555])
        let outcome = try program.run("run", "scenario.yaml", "--output", "closed/result")
        XCTAssertEqual(outcome.status, 73)
        XCTAssertTrue(outcome.errors.contains("closed"), outcome.errors)
    }

    func testAFullDiskUnderStandardOutput() throws {
        guard let full = FileHandle(forWritingAtPath: "/dev/full") else { throw XCTSkip("there is no /dev/full") }
        let program = try Program()
        let process = try program.start(["schema", "scenario"])
        process.standardOutput = full
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        XCTAssertEqual(process.terminationStatus, 73)
    }

    /// SIGINT at the moment when the result is being written.
    func testAnInterruptedRunLeavesNothing() throws {
        let program = try Program()
        XCTAssertEqual(
            try program.run("synthesize", "--seed", "3", "--junctions", "3000", "--output", "land", "--quiet").status, 0
        )
        try program.write("s.yaml", "scenario: 1\nname: x\nterritory: land/territory.yaml\n")
        XCTAssertEqual(try program.run("run", "s.yaml", "--output", "earlier", "--quiet").status, 0)
        let earlier = try program.read("earlier/summary.json")
        let before = try program.content()
        for output in ["result", "earlier"] {
            let process = try program.start(["run", "s.yaml", "--output", output])
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            while process.isRunning, try !program.content().contains(where: { $0.hasPrefix(".") }) { usleep(500) }
            kill(process.processIdentifier, SIGINT)
            process.waitUntilExit()
            XCTAssertEqual(process.terminationReason, .exit)
            XCTAssertEqual(process.terminationStatus, 130)
            XCTAssertEqual(try program.content(), before)
            XCTAssertEqual(try program.read("earlier/summary.json"), earlier)
        }
    }

    func testTwoRunsIntoOneFolderLeaveOneWholeResult() throws {
        let program = try Program()
        try SmallCountry.write(to: program)
        try program.run("run", "scenario.yaml", "--output", "result", "--quiet")
        let files = try FileManager.default.contentsOfDirectory(atPath: program.path("result")).sorted()
        let processes = try (0..<3).map { _ in
            try program.start(["run", "scenario.yaml", "--output", "result", "--quiet"])
        }
        for process in processes { try process.run() }
        for process in processes {
            process.waitUntilExit()
            XCTAssertEqual(process.terminationStatus, 0)
        }
        XCTAssertEqual(try FileManager.default.contentsOfDirectory(atPath: program.path("result")).sorted(), files)
        let content = try program.content()
        XCTAssertFalse(content.contains { $0.hasPrefix(".") }, "\(content)")
    }
}

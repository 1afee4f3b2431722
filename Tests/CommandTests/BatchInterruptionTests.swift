import Foundation
import XCTest

/// Batches that end before they are done, however that comes about.
final class BatchInterruptionTests: XCTestCase {
    /// Every run is evaluated whole, so that there is time to end it: 2 × 32 runs.
    private let plan = BatchFixture.plan(factors: [
        BatchFixture.factor, "{name: metres, key: travel.resolution_metres, values: [100, 150]}",
    ])

    private func start(_ program: Program, _ folder: String) throws -> Process {
        let process = try program.start(["batch", "plan.yaml", "--output", folder, "--jobs", "2"])
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        return process
    }

    /// Waits until something is kept.
    private func waitForRuns(_ program: Program, _ folder: String) throws {
        let log = program.path("\(folder)/results.sqlite-wal")
        for _ in 0..<600 {
            let size = (try? FileManager.default.attributesOfItem(atPath: log)[.size] as? Int) ?? 0
            if size ?? 0 > 40_000 { return }
            usleep(50_000)
        }
        XCTFail("nothing was written in half a minute")
    }

    func testKilledAtRandomMomentsTenTimesNothingIsLostAndNothingIsThereTwice() throws {
        let program = try BatchFixture.program(plan: plan)
        XCTAssertEqual(try program.run("batch", "plan.yaml", "--output", "whole").status, 0)
        let started = Date()
        XCTAssertEqual(try program.run("batch", "plan.yaml", "--output", "again").status, 0)
        let seconds = Date().timeIntervalSince(started)
        for _ in 0..<10 {
            let process = try start(program, "killed")
            usleep(UInt32.random(in: 0...UInt32(seconds * 0.7e6)))
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
        }
        let outcome = try program.run("batch", "plan.yaml", "--output", "killed")
        XCTAssertEqual(outcome.status, 0, outcome.errors)
        XCTAssertEqual(try program.tables("killed"), try program.tables("whole"))
        XCTAssertEqual(try program.rows("killed/runs.csv").count, 64)
    }

    func testInterruptedItEndsWith130AndTheSameCommandGoesOn() throws {
        let program = try BatchFixture.program(plan: plan)
        XCTAssertEqual(try program.run("batch", "plan.yaml", "--output", "whole").status, 0)
        let process = try start(program, "out")
        try waitForRuns(program, "out")
        kill(process.processIdentifier, SIGINT)
        process.waitUntilExit()
        guard process.terminationStatus == 130 else {
            // It may have been done already.
            XCTAssertEqual(process.terminationStatus, 0)
            throw XCTSkip("the batch was faster than its interruption")
        }
        XCTAssertFalse(try program.content().contains { $0.hasPrefix(".") })
        // A share that is not done is not joined.
        let merged = try program.run("merge", "out", "--output", "merged")
        XCTAssertEqual(merged.status, 65)
        XCTAssertTrue(merged.errors.contains("is not finished"), merged.errors)
        let outcome = try program.run("batch", "plan.yaml", "--output", "out")
        XCTAssertEqual(outcome.status, 0, outcome.errors)
        XCTAssertEqual(try program.tables("out"), try program.tables("whole"))
    }

    func testTwoAtOnceDoNotWriteIntoOneFolder() throws {
        let program = try BatchFixture.program(plan: plan)
        let process = try start(program, "out")
        try waitForRuns(program, "out")
        let second = try program.run("batch", "plan.yaml", "--output", "out")
        if process.isRunning {
            XCTAssertEqual(second.status, 73, second.errors)
            XCTAssertTrue(second.errors.contains("another run is writing"), second.errors)
        }
        process.waitUntilExit()
        XCTAssertEqual(process.terminationStatus, 0)
    }

    /// A small disk of its own, as root; else the test is skipped, saying so.
    private func withSmallDisk(_ options: String, _ body: (_ folder: String) throws -> Void) throws {
        guard geteuid() == 0 else { throw XCTSkip("a disk of one's own needs root") }
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("disk-" + UUID().uuidString).path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        guard system(["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder]) == 0 else {
            throw XCTSkip("a file system cannot be mounted here")
        }
        defer { _ = system(["umount", folder]) }
        try body(folder)
    }

    private func system(_ command: [String]) -> Int32 {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = command
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return -1 }
        process.waitUntilExit()
        return process.terminationStatus
    }

    func testAFullDiskEndsWith73AndAnIntactDatabase() throws {
        // All subsets of five sites thirty times over: 700 kilobytes are not enough.
        let program = try BatchFixture.program(plan: BatchFixture.plan(more: "replicates: 30"))
        try withSmallDisk("size=700k") { disk in
            let outcome = try program.run("batch", "plan.yaml", "--output", "\(disk)/out")
            XCTAssertEqual(outcome.status, 73, outcome.errors)
            XCTAssertTrue(outcome.errors.contains("make room on the disk"), outcome.errors)
            let check = Process()
            check.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            check.arguments = [
                "python3", "-c",
                "import sqlite3,sys; c=sqlite3.connect('file:'+sys.argv[1]+'?mode=ro', uri=True); "
                    + "assert c.execute('PRAGMA integrity_check').fetchone()[0]=='ok'; "
                    + "assert c.execute('PRAGMA foreign_key_check').fetchall()==[]; "
                    + "n,=c.execute('SELECT count(*) FROM runs').fetchone(); "
                    + "f,=c.execute('SELECT count(DISTINCT run) FROM figure_values').fetchone(); assert n==f, (n,f)",
                "\(disk)/out/results.sqlite",
            ]
            try check.run()
            check.waitUntilExit()
            XCTAssertEqual(check.terminationStatus, 0)
            // With room, the same command goes on.
            XCTAssertEqual(system(["mount", "-o", "remount,size=100m", disk]), 0)
            let rest = try program.run("batch", "plan.yaml", "--output", "\(disk)/out")
            XCTAssertEqual(rest.status, 0, rest.errors)
            XCTAssertEqual(try program.run("batch", "plan.yaml", "--output", "whole").status, 0)
            XCTAssertEqual(
                try String(contentsOfFile: "\(disk)/out/runs.csv", encoding: .utf8), try program.read("whole/runs.csv"))
        }
    }

    func testAReadOnlyFolderEndsWith73AndAnIntactDatabase() throws {
        let program = try BatchFixture.program()
        try withSmallDisk("size=20m") { disk in
            XCTAssertEqual(try program.run("batch", "plan.yaml", "--output", "\(disk)/out").status, 0)
            let before = try Data(contentsOf: URL(fileURLWithPath: "\(disk)/out/results.sqlite"))
            XCTAssertEqual(system(["mount", "-o", "remount,ro", disk]), 0)
            try program.replace("minutes: {msp: 12}", by: "minutes: {msp: 11}", in: "base.yaml")
            for folder in ["\(disk)/out", "\(disk)/new"] {
                let outcome = try program.run("batch", "plan.yaml", "--output", folder)
                XCTAssertEqual(outcome.status, 73, outcome.errors)
            }
            XCTAssertEqual(try Data(contentsOf: URL(fileURLWithPath: "\(disk)/out/results.sqlite")), before)
            XCTAssertEqual(system(["mount", "-o", "remount,rw", disk]), 0)
        }
    }
}

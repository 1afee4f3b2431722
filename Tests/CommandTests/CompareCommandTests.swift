import Foundation
import XCTest

/// `maillage compare` as a user meets it.
final class CompareCommandTests: XCTestCase {
    /// A folder with the runs `before` (no change) and `after` (a pole more).
    private func runs() throws -> Program {
        let program = try Program()
        try SmallCountry.write(to: program)
        try program.write(
            "before.yaml", SmallCountry.scenario.replacing(/changes:\n.*\n/, with: "changes: []\n"))
        for (scenario, folder) in [("before.yaml", "before"), ("scenario.yaml", "after")] {
            let outcome = try program.run("run", scenario, "--output", folder, "--quiet")
            XCTAssertEqual(outcome.status, 0, outcome.errors)
        }
        return program
    }

    func testWrongUsage() throws {
        let program = try runs()
        let before = try program.content()
        for (arguments, expected) in [
            ([], "Missing expected argument"), (["before"], "at least two"),
            (["before", "after", "--reference", "elsewhere"], "--reference"),
            (["before", "after", "--pareto", "equity.gigi"], "equity.gini"),
            (["before", "after", "--pareto", "kinds.msp.sites"], "kinds.msp.sites:max"),
            (["before", "after", "--pareto", "equity.gini,,equity.mean"], "commas"),
        ] {
            let outcome = try program.run(list: ["compare"] + arguments + ["--output", "c"])
            XCTAssertEqual(outcome.status, 64, "\(arguments): \(outcome.errors)")
            XCTAssertTrue(outcome.errors.contains(expected), "\(arguments): \(outcome.errors)")
        }
        let replacing = try program.run("compare", "before", "after", "--output", "./after/")
        XCTAssertEqual(replacing.status, 64)
        XCTAssertTrue(replacing.errors.contains("would replace after"), replacing.errors)
        XCTAssertEqual(try program.content(), before, "nothing is written")
    }

    func testWhatIsNoRun() throws {
        let program = try runs()
        try FileManager.default.createDirectory(atPath: program.path("empty"), withIntermediateDirectories: false)
        for (folder, status, expected) in [
            ("nowhere", 66, "no such folder"), ("empty", 66, "no result of this program"),
            ("sites.csv", 66, "no folder"),
        ] as [(String, Int32, String)] {
            let outcome = try program.run("compare", "before", folder, "after", folder, "--output", "c")
            XCTAssertEqual(outcome.status, status, outcome.errors)
            XCTAssertTrue(outcome.errors.contains(expected), outcome.errors)
            XCTAssertEqual(outcome.errorLines.count, 1, "once for the same folder")
        }
        // Everything that is wrong, at once.
        let several = try program.run("compare", "before", "nowhere", "empty", "--output", "c")
        XCTAssertEqual(several.errorLines.count, 2, several.errors)
        // Half a result.
        try FileManager.default.removeItem(atPath: program.path("after/maillage.gpkg"))
        let half = try program.run("compare", "before", "after", "--output", "c")
        XCTAssertEqual(half.status, 66)
        XCTAssertTrue(half.errors.contains("after/maillage.gpkg"), half.errors)
        XCTAssertFalse(try program.content().contains("c"))
    }

    func testOtherPeople() throws {
        let program = try runs()
        try program.replace("p7,", by: "q7,", in: "people.csv")
        XCTAssertEqual(try program.run("run", "before.yaml", "--output", "elsewhere", "--quiet").status, 0)
        let outcome = try program.run("compare", "before", "elsewhere", "--output", "c")
        XCTAssertEqual(outcome.status, 65)
        XCTAssertTrue(outcome.errors.hasPrefix("elsewhere: "), outcome.errors)
        XCTAssertTrue(outcome.errors.contains("one territory file"), outcome.errors)
    }

    func testWhatIsNoComparisonIsNotReplaced() throws {
        let program = try runs()
        try FileManager.default.createDirectory(atPath: program.path("mine"), withIntermediateDirectories: false)
        try program.write("mine/thesis.txt", "years of work")
        let outcome = try program.run("compare", "before", "after", "--output", "mine")
        XCTAssertEqual(outcome.status, 73)
        XCTAssertEqual(try program.read("mine/thesis.txt"), "years of work")
    }

    func testTablesJSONAndSilence() throws {
        let program = try runs()
        let french = try program.run("compare", "before", "after", "--output", "c", environment: ["LANG": "fr_FR"])
        XCTAssertEqual(french.status, 0, french.errors)
        XCTAssertEqual(french.errors, "", "the minutes are the same, by default and by name")
        XCTAssertTrue(french.output.contains("Front de Pareto"), french.output)
        let english = try program.run("compare", "before", "after", "--output", "c", "--lang", "en")
        XCTAssertTrue(english.output.contains("Pareto front"), english.output)
        XCTAssertTrue(english.output.contains("kinds.msp.covered_inhabitants"), english.output)
        let json = try program.run("compare", "before", "after", "--output", "c", "--json")
        XCTAssertTrue(
            NSDictionary(dictionary: try program.json(json.output)).isEqual(
                to: try program.json(try program.read("c/comparison.json"))))
        let quiet = try program.run("compare", "before", "after", "--output", "c", "--quiet")
        XCTAssertEqual([quiet.output, quiet.errors], ["", ""])
        let content = try program.content()
        XCTAssertFalse(content.contains { $0.hasPrefix(".") }, "\(content)")
    }

    func testAnotherReferenceTurnsTheChanges() throws {
        let program = try runs()
        func changes(_ arguments: [String], of run: String) throws -> [String: Double] {
            let outcome = try program.run(list: ["compare", "before", "after", "--output", "c", "--json"] + arguments)
            XCTAssertEqual(outcome.status, 0, outcome.errors)
            let figures = try XCTUnwrap(try program.json(outcome.output)["figures"] as? [[String: Any]])
            return figures.reduce(into: [:]) { all, figure in
                if let name = figure["figure"] as? String, let values = figure["changes"] as? [String: Any],
                    let change = values[run] as? Double
                {
                    all[name] = change
                }
            }
        }
        let there = try changes([], of: "after")
        let back = try changes(["--reference", "./after"], of: "before")
        XCTAssertEqual(there.keys.sorted(), back.keys.sorted())
        for (figure, change) in there {
            XCTAssertEqual(change, -(back[figure] ?? .nan), accuracy: 1e-9, figure)
        }
        XCTAssertGreaterThan(try XCTUnwrap(there["kinds.msp.covered_inhabitants"]), 0)
    }
}

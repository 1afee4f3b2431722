import Foundation
import XCTest

/// `maillage access`, as a user runs it.
final class AccessCommandTests: XCTestCase {
    private let arguments = [
        "access", "--matrix", "m.csv", "--demand", "d.csv", "--supply", "s.csv", "--decay", "steps:10=1,15=0.5",
        "--output", "access.csv",
    ]

    private func country() throws -> Program {
        let program = try Program()
        try program.write(
            "m.csv", "origin,destination,seconds,metres\na,x,300.000,1\na,y,900.000,2\nb,y,300.000,3\nb,x,,\n")
        try program.write("d.csv", "id,inhabitants\nb,200\na,100\n\"c, far\",50\n")
        try program.write("s.csv", "id,supply\nx,2\ny,3\n")
        return program
    }

    func testFileAndSummary() throws {
        let program = try country()
        let outcome = try program.run(list: arguments + ["--json"])
        XCTAssertEqual(outcome.status, 0, outcome.errors)
        let a = 2.0 / 100 + 3 * (0.5 / 250)
        let b = 3 * (1.0 / 250)
        XCTAssertEqual(try program.read("access.csv"), "id,access\nb,\(b)\na,\(a)\n\"c, far\",0\n")
        let summary = try program.json(outcome.output)
        XCTAssertEqual(summary["inhabitants_without_access"] as? Double, 50)
        XCTAssertEqual(summary["supply_out_of_reach"] as? Double, 0)
        XCTAssertEqual(try XCTUnwrap(summary["mean_access"] as? Double), 5.0 / 350, accuracy: 1e-12)
        XCTAssertEqual(try program.content(), ["access.csv", "d.csv", "m.csv", "s.csv"])
        XCTAssertEqual(try program.run(list: arguments + ["--quiet"]).output, "")
    }

    func testOrderOfRowsDoesNotMatter() throws {
        let program = try country()
        for method in ["e2sfca", "2sfca", "3sfca", "raam", "gravity"] {
            var results: [Set<String>] = []
            for turned in [false, true] {
                if turned {
                    for name in ["m.csv", "d.csv", "s.csv"] {
                        let lines = try program.read(name).split(separator: "\n").map(String.init)
                        try program.write(
                            name, ([lines[0]] + lines.dropFirst().reversed()).joined(separator: "\n") + "\n")
                    }
                }
                let outcome = try program.run(list: arguments + ["--method", method, "--quiet"])
                XCTAssertEqual(outcome.status, 0, outcome.errors)
                results.append(Set(try program.read("access.csv").split(separator: "\n").map(String.init)))
            }
            XCTAssertEqual(results[0], results[1], method)
        }
    }

    func testBadTables() throws {
        let program = try country()
        try program.write(
            "m.csv",
            "origin,destination,seconds\na,x,fast\na,y,900\na,y,900\nx,a,3\nb,z,3\nb,z,4\nb,x,-1\nb,y,1e9\n,x,3\n")
        try program.write("d.csv", "id,inhabitants\na,-100\nb,200\nb,3\nc,\n,5\n")
        try program.write("s.csv", "id,supply\nx,many\ny,3\n")
        let outcome = try program.run(list: arguments)
        XCTAssertEqual(outcome.status, 65)
        for text in [
            "d.csv: line 2: inhabitants is -100, which is negative; write 0 or more",
            "d.csv: line 4: the id \"b\" stands twice (first: line 3)", "d.csv: line 5: inhabitants is missing",
            "d.csv: line 6: has no id", "s.csv: line 2: supply is \"many\"", "m.csv: line 2: seconds is \"fast\"",
            "m.csv: line 4: the pair \"a\" to \"y\" stands twice (first: line 3)",
            "m.csv: line 5: d.csv has no id \"x\", the origin; s.csv has it", "m.csv: line 6: s.csv has no id \"z\"",
            "m.csv: line 8: seconds is -1, which is negative", "m.csv: line 9: seconds is 1e9, more than 49 days",
            "m.csv: line 10: has no origin",
        ] {
            XCTAssertTrue(outcome.errors.contains(text), "\(text)\n\(outcome.errors)")
        }
        XCTAssertFalse(outcome.errors.contains("line 7"), "an unknown id is told once")
        XCTAssertEqual(try program.content(), ["d.csv", "m.csv", "s.csv"])
    }

    func testMissingColumnsAndFiles() throws {
        let program = try country()
        try program.write("d.csv", "id,inhabitant\na,100\n")
        try program.write("m.csv", "origin,destinations,minutes\na,x,5\n")
        let outcome = try program.run(list: arguments)
        XCTAssertEqual(outcome.status, 65)
        for text in [
            "d.csv: header: no field \"inhabitants\"; did you mean `inhabitant`?",
            "m.csv: header: no field \"destination\"; did you mean `destinations`?",
            "m.csv: header: no field \"seconds\"",
        ] {
            XCTAssertTrue(outcome.errors.contains(text), "\(text)\n\(outcome.errors)")
        }
        try FileManager.default.removeItem(atPath: program.path("s.csv"))
        XCTAssertEqual(try program.run(list: arguments).status, 66)
    }

    func testUsageAndOutput() throws {
        let program = try country()
        for (option, value) in [("--decay", "steps:10=1,5=0.5"), ("--method", "best"), ("--output", "m.csv")] {
            let outcome = try program.run(list: arguments + [option, value])
            XCTAssertEqual(outcome.status, 64, outcome.errors)
        }
        XCTAssertEqual(try program.run(list: arguments + ["--output", "no/such/folder.csv"]).status, 73)
        XCTAssertEqual(try program.content(), ["d.csv", "m.csv", "s.csv"])
    }
}

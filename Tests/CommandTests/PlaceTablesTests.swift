import Foundation
import XCTest

/// What `maillage place` does with tables that are not as they should be, and when it is interrupted.
final class PlaceTablesTests: XCTestCase {
    private func country() throws -> Program {
        let program = try Program()
        try program.write(
            "m.csv",
            "origin,destination,seconds\na,x,0\na,y,1200\nb,x,1200\nb,y,0\nc,x,\nc,y,\n")
        try program.write("d.csv", "id,inhabitants\na,100\nb,200\nc,40\n")
        return program
    }

    private func arguments(_ model: String, _ more: String...) -> [String] {
        ["place", "--model", model, "--matrix", "m.csv", "--demand", "d.csv", "--output", "plan.json"] + more
    }

    private func refuses(
        _ program: Program, _ arguments: [String], status: Int32 = 65, _ texts: String..., line: UInt = #line
    ) throws {
        let outcome = try program.run(list: arguments)
        XCTAssertEqual(outcome.status, status, outcome.errors, line: line)
        for text in texts {
            XCTAssertTrue(outcome.errors.contains(text), "\(text)\n\(outcome.errors)", line: line)
        }
        XCTAssertFalse(try program.content().contains("plan.json"), line: line)
    }

    func testDemandThatNobodyReaches() throws {
        let program = try country()
        let outcome = try program.run(list: arguments("lscp", "--minutes", "20"))
        XCTAssertEqual(outcome.status, 0, outcome.errors)
        XCTAssertTrue(
            outcome.errors.contains("no candidate is within reach of 1 places with 40 inhabitants"), outcome.errors)
        let plan = try program.json(program.read("plan.json"))
        XCTAssertEqual(plan["status"] as? String, "optimal", "of those who can be reached")
        XCTAssertEqual(plan["uncovered_inhabitants"] as? Double, 40)
        XCTAssertTrue((plan["allocation"] as? [String: Any])?["c"] is NSNull)
        // Nobody at all.
        try program.write("m.csv", "origin,destination,seconds\na,x,\nb,x,\nc,x,\n")
        for model in ["lscp", "mclp", "p-median", "p-center", "equity", "lexicographic", "maillage"] {
            let sites = ["lscp", "maillage"].contains(model) ? [] : ["--sites", "1"]
            let outcome = try program.run(list: arguments(model) + sites)
            XCTAssertEqual(outcome.status, 0, "\(model) \(outcome.errors)")
            let plan = try program.json(program.read("plan.json"))
            XCTAssertEqual(plan["status"] as? String, "infeasible", model)
            XCTAssertEqual(plan["uncovered_inhabitants"] as? Double, 340, model)
        }
    }

    func testPairsAndIDsThatStandTwice() throws {
        let program = try country()
        try program.replace("b,y,0\n", by: "b,y,0\na,y,1300\n", in: "m.csv")
        try refuses(
            program, arguments("p-median", "--sites", "1"),
            "m.csv: line 6: the pair \"a\" to \"y\" stands twice (first: line 3)")
        let other = try country()
        try other.write("c.csv", "id,cost\nx,3\ny,2\nx,1\n")
        try other.write("e.csv", "id\nx\nx\n")
        try refuses(
            other, arguments("p-median", "--sites", "1", "--candidates", "c.csv", "--existing", "e.csv"),
            "c.csv: line 4: the id \"x\" stands twice", "e.csv: line 3: the id \"x\" stands twice")
    }

    func testEmptyTables() throws {
        let program = try country()
        for name in ["m.csv", "d.csv"] {
            let text = try program.read(name)
            for content in ["", "\n", "nonsense\n"] {
                try program.write(name, content)
                let outcome = try program.run(list: arguments("p-median", "--sites", "1"))
                XCTAssertTrue([65, 66].contains(outcome.status), "\(name) \(content): \(outcome.errors)")
                XCTAssertTrue(outcome.errors.contains(name), outcome.errors)
            }
            try program.write(name, String(text.prefix { $0 != "\n" }) + "\n")
            let outcome = try program.run(list: arguments("p-median", "--sites", "1"))
            XCTAssertEqual(outcome.status, 65, "\(name): \(outcome.errors)")
            XCTAssertTrue(outcome.errors.contains(name), outcome.errors)
            try program.write(name, text)
        }
        XCTAssertFalse(try program.content().contains("plan.json"))
        XCTAssertEqual(try program.run(list: arguments("p-median", "--sites", "1")).status, 0)
    }

    func testWeightsAndCosts() throws {
        let program = try country()
        try refuses(program, arguments("mclp", "--sites", "1", "--weights", "old"), "d.csv", "old")
        try program.write("c.csv", "id\nx\ny\n")
        try refuses(program, arguments("mclp", "--budget", "3", "--candidates", "c.csv"), "c.csv", "cost")
        try program.write("c.csv", "id,cost\nx,0\ny,-2\n")
        try refuses(
            program, arguments("mclp", "--budget", "3", "--candidates", "c.csv"),
            "c.csv: line 3: cost is -2, which is negative")
        try program.write("c.csv", "id,cost\nx,0\ny,2\n")
        try refuses(
            program, arguments("mclp", "--budget", "3", "--candidates", "c.csv"), "the cost of \"x\" is 0")
        try program.write("d.csv", "id,inhabitants\na,inf\nb,1e300\nc,\n")
        try refuses(
            program, arguments("mclp", "--sites", "1"), "d.csv: line 2: inhabitants is \"inf\"",
            "d.csv: line 3: inhabitants is", "d.csv: line 4: inhabitants is missing")
        // Nobody lives anywhere: nothing to weigh, and no plan that serves anybody.
        try program.write("d.csv", "id,inhabitants\na,0\nb,0\nc,0\n")
        let outcome = try program.run(list: arguments("mclp", "--sites", "1"))
        XCTAssertEqual(outcome.status, 0, outcome.errors)
        XCTAssertEqual(try program.json(program.read("plan.json"))["status"] as? String, "infeasible")
    }

    func testABoundOnTheGiniIndex() throws {
        let program = try Program()
        // From x: 90 people 10 minutes, 10 people 30; from y: all 20. Gini 0.15 and 0.
        try program.write("m.csv", "origin,destination,seconds\na,x,600\na,y,1200\nb,x,1800\nb,y,1200\n")
        try program.write("d.csv", "id,inhabitants\na,90\nb,10\n")
        for (bound, site, gini) in [("0.2", "x", 0.15), ("0.1", "y", 0.0)] {
            let outcome = try program.run(list: arguments("p-median", "--sites", "1", "--max-gini", bound))
            XCTAssertEqual(outcome.status, 0, outcome.errors)
            let plan = try program.json(program.read("plan.json"))
            XCTAssertEqual(plan["sites"] as? [String], [site])
            XCTAssertEqual(plan["status"] as? String, "optimal")
            XCTAssertEqual(try XCTUnwrap(plan["gini"] as? Double), gini, accuracy: 1e-12)
            XCTAssertEqual(plan["max_gini"] as? Double, Double(bound))
        }
        try program.write("m.csv", "origin,destination,seconds\na,x,600\nb,x,1800\n")
        XCTAssertEqual(
            try program.run(list: arguments("p-median", "--sites", "1", "--max-gini", "0.1")).status, 0)
        let plan = try program.json(program.read("plan.json"))
        XCTAssertEqual(plan["status"] as? String, "infeasible")
        XCTAssertTrue(plan["objective"] is NSNull)
        for (model, bound) in [("p-median", "1.5"), ("p-median", "nan"), ("mclp", "0.5")] {
            XCTAssertEqual(
                try program.run(list: arguments(model, "--sites", "1", "--max-gini", bound)).status, 64, bound)
        }
    }

    /// A matrix is read straight where it is plain, and by GDAL where it is not: the plan is the same.
    func testEveryWayToWriteAMatrix() throws {
        let program = try country()
        let plain = try program.read("m.csv")
        try program.write("c.csv", "id\nx\n")
        let lines = plain.split(separator: "\n").map(String.init)
        let ways = [
            plain, plain.replacingOccurrences(of: "\n", with: "\r\n"), "\u{FEFF}" + plain, String(plain.dropLast()),
            plain.replacingOccurrences(of: ",", with: ";"), plain.replacingOccurrences(of: "a,", with: "\"a\","),
            plain.replacingOccurrences(of: "1200", with: "1.2e3"),
            plain.replacingOccurrences(of: "1200", with: "1200.0000"),
            plain.replacingOccurrences(of: "1200", with: "1200.00049"),
            lines.map { $0.hasPrefix("origin") ? "x," + $0 : "1," + $0 }.joined(separator: "\n"),
            ([lines[0]] + lines.dropFirst().reversed()).joined(separator: "\n"),
            lines.joined(separator: "\n\n"),
        ]
        for more in [[], ["--candidates", "c.csv"]] {
            var plans: Set<String> = []
            for way in ways {
                try program.write("m.csv", way)
                let outcome = try program.run(list: arguments("p-median", "--sites", "1", "--quiet") + more)
                XCTAssertEqual(outcome.status, 0, "\(way): \(outcome.errors)")
                plans.insert(try program.read("plan.json"))
            }
            XCTAssertEqual(plans.count, 1)
        }
        // An error in the last row is told with its line.
        try program.write("m.csv", plain + "a,z,12x\n")
        try FileManager.default.removeItem(atPath: program.path("plan.json"))
        try refuses(program, arguments("p-median", "--sites", "1"), "m.csv: line 8: seconds is \"12x\"")
    }

    /// SIGINT while heuristics search, and while the integer programme is solved.
    func testInterruptedSearches() throws {
        let program = try Program()
        var state: UInt64 = 7
        func next(_ below: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % below
        }
        let places = (0..<260).map { _ in (next(60_000), next(60_000)) }
        var matrix = "origin,destination,seconds\n"
        for (i, a) in places.enumerated() {
            for (j, b) in places.prefix(120).enumerated() {
                matrix += "d\(i),c\(j),\(abs(a.0 - b.0) / 10 + abs(a.1 - b.1) / 10)\n"
            }
        }
        try program.write("m.csv", matrix)
        try program.write(
            "d.csv", "id,inhabitants\n" + places.indices.map { "d\($0),\(100 + next(900))\n" }.joined())
        let before = try program.content()
        for more in [
            ["equity", "--sites", "15", "--method", "exact"],
            ["maillage", "--minutes", "40", "--min-inhabitants", "8000", "--max-inhabitants", "12000"],
        ] {
            let process = try program.start(
                ["place", "--model"] + more
                    + ["--matrix", "m.csv", "--demand", "d.csv", "--time-limit", "500", "--output", "plan.json"])
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            usleep(3_000_000)
            XCTAssertTrue(process.isRunning, "too easy: \(more)")
            let told = Date()
            kill(process.processIdentifier, SIGINT)
            process.waitUntilExit()
            XCTAssertLessThan(Date().timeIntervalSince(told), 2, "\(more)")
            XCTAssertEqual(process.terminationReason, .exit)
            XCTAssertEqual(process.terminationStatus, 130, "\(more)")
            XCTAssertEqual(try program.content(), before)
        }
    }
}

import Foundation
import XCTest

/// `maillage place`, as a user runs it.
final class PlaceCommandTests: XCTestCase {
    private func arguments(_ model: String, _ more: String...) -> [String] {
        ["place", "--model", model, "--matrix", "m.csv", "--demand", "d.csv", "--output", "plan.json"] + more
    }

    /// Three villages on a road of 20 minutes each, candidates in each of them; a fourth one that has no way.
    private func country() throws -> Program {
        let program = try Program()
        try program.write(
            "m.csv",
            """
            origin,destination,seconds,metres
            a,x,0.000,0
            a,y,1200.000,1
            a,z,2400.000,2
            b,x,1200.000,1
            b,y,0.000,0
            b,z,1200.000,1
            c,x,2400.000,2
            c,y,1200.000,1
            c,z,0.000,0
            "d, island",x,,
            "d, island",y,,
            "d, island",z,,

            """)
        try program.write("d.csv", "id,inhabitants,old\nc,300,3\na,100,50\nb,200,20\n\"d, island\",40,4\n")
        return program
    }

    private func plan(_ program: Program) throws -> [String: Any] { try program.json(program.read("plan.json")) }

    func testMedian() throws {
        let program = try country()
        let outcome = try program.run(list: arguments("p-median", "--sites", "1"))
        XCTAssertEqual(outcome.status, 0, outcome.errors)
        let plan = try plan(program)
        // In b: 100 + 300 people travel 1 200 s. In c: 200 × 1 200 + 100 × 2 400.
        XCTAssertEqual(plan["objective"] as? Double, 400 * 1200)
        XCTAssertEqual(plan["bound"] as? Double, 400 * 1200)
        XCTAssertEqual(plan["gap"] as? Double, 0)
        XCTAssertEqual(plan["status"] as? String, "optimal")
        XCTAssertEqual(plan["method"] as? String, "exact")
        XCTAssertEqual(plan["sites"] as? [String], ["y"])
        XCTAssertEqual(plan["covered_inhabitants"] as? Double, 200)
        XCTAssertEqual(plan["uncovered_inhabitants"] as? Double, 100 + 300 + 40)
        XCTAssertEqual(try XCTUnwrap(plan["mean_minutes"] as? Double), 400.0 * 20 / 600, accuracy: 1e-12)
        XCTAssertEqual(plan["max_minutes"] as? Double, 20)
        let allocation = try XCTUnwrap(plan["allocation"] as? [String: Any])
        XCTAssertEqual(allocation["a"] as? String, "y")
        XCTAssertTrue(allocation["d, island"] is NSNull, "left out, not missing")
        XCTAssertEqual(allocation.count, 4)
        XCTAssertTrue(outcome.errors.contains("1 places with 40 inhabitants"), outcome.errors)
        XCTAssertTrue(outcome.output.contains("optimal"), outcome.output)
    }

    func testTheOtherModels() throws {
        let program = try country()
        let expected: [(model: String, more: [String], objective: Double, sites: [String])] = [
            ("lscp", ["--minutes", "20"], 1, ["y"]), ("lscp", ["--minutes", "19.99"], 3, ["x", "y", "z"]),
            ("mclp", ["--sites", "2"], 500, ["y", "z"]), ("p-center", ["--sites", "1"], 1200, ["y"]),
            ("p-center", ["--sites", "2"], 1200, ["y", "z"]), ("equity", ["--sites", "1"], 1200, ["y"]),
            ("lexicographic", ["--sites", "1"], 300, ["z"]),
            // a and b to one site of 300, c stays at its own: 100 people travel.
            ("maillage", ["--minutes", "20", "--min-inhabitants", "300"], 100 * 1200, ["y", "z"]),
            // Two sites cost 2, and only x and y can be had for 3.
            ("mclp", ["--budget", "3", "--candidates", "c.csv"], 300, ["x", "y"]),
            ("mclp", ["--sites", "2", "--existing", "e.csv"], 400, ["x", "z"]),
            ("mclp", ["--sites", "1", "--weights", "old"], 50, ["x"]),
        ]
        try program.write("c.csv", "id,cost\nx,1\ny,2\nz,4\n")
        try program.write("e.csv", "id\nx\n")
        for (model, more, objective, sites) in expected {
            let outcome = try program.run(list: arguments(model) + more + ["--quiet"])
            XCTAssertEqual(outcome.status, 0, "\(model) \(outcome.errors)")
            XCTAssertEqual(outcome.output + outcome.errors, "")
            let plan = try plan(program)
            XCTAssertEqual(plan["objective"] as? Double, objective, "\(model) \(more)")
            XCTAssertEqual(plan["sites"] as? [String], sites, "\(model) \(more)")
            XCTAssertEqual(plan["status"] as? String, "optimal", "\(model) \(more)")
        }
    }

    func testExplanationCurveAndAlternatives() throws {
        let program = try country()
        let outcome = try program.run(
            list: arguments("mclp", "--sites", "1", "--curve", "--curve-exact", "2", "--alternatives", "2", "--json"))
        XCTAssertEqual(outcome.status, 0, outcome.errors)
        XCTAssertEqual(try program.json(outcome.output)["sites"] as? [String], ["z"])
        let plan = try plan(program)
        let curve = try XCTUnwrap(plan["curve"] as? [[String: Any]])
        XCTAssertEqual(curve.map { $0["sites"] as? Int }, [0, 1, 2, 3])
        XCTAssertEqual(curve.map { $0["covered"] as? Double }, [0, 300, 500, 600])
        XCTAssertEqual(curve.map { $0["method"] as? String }, ["exact", "exact", "exact", "exact"])
        let others = try XCTUnwrap(plan["alternatives"] as? [[String: Any]])
        XCTAssertEqual(others.map { $0["sites"] as? [String] }, [["y"], ["x"]])
        XCTAssertEqual(others.map { $0["difference"] as? Double }, [-100, -200])
        let explanation = try XCTUnwrap(plan["explanation"] as? [String: Any])
        let site = try XCTUnwrap((explanation["sites"] as? [[String: Any]])?.first)
        XCTAssertEqual(site["adds"] as? Double, 300)
        XCTAssertEqual(site["replacement"] as? String, "y")
        XCTAssertEqual(site["loss_when_replaced"] as? Double, 100)
        let reasons = try XCTUnwrap(explanation["left_out"] as? [[String: Any]])
        XCTAssertEqual(reasons.map { $0["reason"] as? String }, ["not-chosen", "not-chosen", "no-way"])
    }

    func testOrderOfRowsAndThreadsDoNotMatter() throws {
        let program = try country()
        var plans: Set<String> = []
        for turned in [false, true] {
            if turned {
                for name in ["m.csv", "d.csv"] {
                    let lines = try program.read(name).split(separator: "\n").map(String.init)
                    try program.write(name, ([lines[0]] + lines.dropFirst().reversed()).joined(separator: "\n") + "\n")
                }
            }
            for threads in ["1", "4"] {
                let outcome = try program.run(
                    list: arguments("p-median", "--sites", "2", "--seed", "5", "--threads", threads, "--quiet"))
                XCTAssertEqual(outcome.status, 0, outcome.errors)
                plans.insert(try program.read("plan.json"))
            }
        }
        XCTAssertEqual(plans.count, 1)
    }

    func testSeveralMatrices() throws {
        let program = try country()
        // At peak y is far from everybody.
        try program.write(
            "peak.csv",
            try program.read("m.csv").replacingOccurrences(of: ",y,1200.000", with: ",y,3600.000"))
        let more = ["--sites", "1", "--matrix", "peak.csv", "--quiet"]
        XCTAssertEqual(try program.run(list: arguments("p-median") + more).status, 0)
        // In c: 200 × 1 200 + 100 × 2 400, against 400 × 3 600 in b.
        XCTAssertEqual(try plan(program)["objective"] as? Double, 480_000)
        XCTAssertEqual(try program.run(list: arguments("p-median", "--robust", "mean") + more).status, 0)
        XCTAssertEqual(try plan(program)["sites"] as? [String], ["z"])
    }

    func testMissingPairsAreTold() throws {
        let program = try country()
        try program.replace("a,y,1200.000,1\n", by: "", in: "m.csv")
        let outcome = try program.run(list: arguments("p-median", "--sites", "1"))
        XCTAssertEqual(outcome.status, 0)
        XCTAssertTrue(outcome.errors.contains("m.csv: 1 of 12 pairs are missing"), outcome.errors)
        XCTAssertTrue(outcome.errors.contains("\"a\" to \"y\""), outcome.errors)
        XCTAssertEqual(try plan(program)["missing_pairs"] as? Int, 1)
        XCTAssertEqual(try plan(program)["sites"] as? [String], ["z"], "y does not reach everybody any more")
    }

    func testNoTimeIsAStatus() throws {
        let program = try country()
        for model in ["lscp", "mclp", "p-median", "p-center", "maillage", "equity", "lexicographic"] {
            let sites = ["lscp", "maillage"].contains(model) ? [] : ["--sites", "1"]
            let outcome = try program.run(
                list: arguments(model, "--time-limit", "0", "--min-inhabitants", "100") + sites)
            XCTAssertEqual(outcome.status, 0, outcome.errors)
            let plan = try plan(program)
            let isEmpty = (plan["sites"] as? [String] ?? []).isEmpty
            XCTAssertFalse(isEmpty && plan["status"] as? String == "optimal", model)
        }
    }

    func testBadTables() throws {
        let program = try country()
        try program.write("d.csv", "id,inhabitants\na,-5\nb,nan\nc,3\nc,4\n\"d, island\",1\n")
        try program.write("m.csv", "origin,destination,seconds\na,x,-1\nb,x,soon\nq,x,5\nc,x,1\n")
        try program.write("e.csv", "id\nx\nw\n")
        let outcome = try program.run(list: arguments("mclp", "--sites", "1", "--existing", "e.csv"))
        XCTAssertEqual(outcome.status, 65)
        for text in [
            "d.csv: line 2: inhabitants is -5, which is negative", "d.csv: line 3: inhabitants is \"nan\"",
            "d.csv: line 5: the id \"c\" stands twice", "m.csv: line 2: seconds is -1, which is negative",
            "m.csv: line 3: seconds is \"soon\"", "m.csv: line 4: d.csv has no id \"q\", the origin",
        ] {
            XCTAssertTrue(outcome.errors.contains(text), "\(text)\n\(outcome.errors)")
        }
        XCTAssertFalse(try program.content().contains("plan.json"))
    }

    func testNumbersThatDoNotFit() throws {
        let program = try country()
        try program.write("e.csv", "id\nx\nw\n")
        var outcome = try program.run(list: arguments("mclp", "--sites", "1", "--existing", "e.csv"))
        XCTAssertEqual(outcome.status, 65)
        XCTAssertTrue(outcome.errors.contains("e.csv: the existing site \"w\" is no candidate"), outcome.errors)
        outcome = try program.run(list: arguments("p-median", "--sites", "4"))
        XCTAssertEqual(outcome.status, 65)
        XCTAssertTrue(outcome.errors.contains("4 sites are asked for, and there are 3 candidates"), outcome.errors)
        try program.write("e.csv", "id\nx\ny\n")
        outcome = try program.run(list: arguments("p-median", "--sites", "1", "--existing", "e.csv"))
        XCTAssertEqual(outcome.status, 65)
        XCTAssertTrue(outcome.errors.contains("1 sites are asked for, and 2 exist already"), outcome.errors)
        outcome = try program.run(list: arguments("maillage", "--min-inhabitants", "100000"))
        XCTAssertEqual(outcome.status, 0)
        XCTAssertEqual(try plan(program)["status"] as? String, "infeasible")
        XCTAssertTrue(try plan(program)["objective"] is NSNull)
    }

    func testUsage() throws {
        let program = try country()
        for more in [
            ["--model", "mclp"], ["--model", "mclp", "--sites", "0"], ["--model", "best", "--sites", "1"],
            ["--model", "mclp", "--sites", "1", "--minutes", "0"],
            ["--model", "mclp", "--sites", "1", "--minutes", "nan"],
            ["--model", "mclp", "--sites", "1", "--time-limit", "-1"], ["--model", "mclp", "--budget", "5"],
            ["--model", "maillage", "--max-inhabitants", "5"],
            ["--model", "mclp", "--sites", "1", "--weights", "old=-1"],
            ["--model", "mclp", "--sites", "1", "--output", "m.csv"],
        ] {
            let output = more.contains("--output") ? [] : ["--output", "plan.json"]
            let outcome = try program.run(list: ["place", "--matrix", "m.csv", "--demand", "d.csv"] + output + more)
            XCTAssertEqual(outcome.status, 64, "\(more) \(outcome.errors)")
        }
        XCTAssertEqual(try program.run(list: arguments("lscp", "--candidates", "none.csv")).status, 66)
        XCTAssertFalse(try program.content().contains("plan.json"))
    }
}

import Foundation
import XCTest

final class BatchCommandTests: XCTestCase {
    // MARK: Bad input

    func testFiguresThatThereAreNotAreToldWithTheNearest() throws {
        let program = try BatchFixture.program(
            plan: BatchFixture.plan(
                figures: "figures: [kinds.msp.covered_inhabitant, 'kinds.x.*']\nper_commune: [msp_minutes]"))
        let outcome = try program.run("batch", "plan.yaml", "--output", "out")
        XCTAssertEqual(outcome.status, 65)
        XCTAssertEqual(outcome.errorLines.count, 3, outcome.errors)
        XCTAssertTrue(outcome.errors.contains("did you mean `kinds.msp.covered_inhabitants`?"), outcome.errors)
        XCTAssertTrue(outcome.errors.contains("communes have no figure `msp_minutes`"), outcome.errors)
        XCTAssertFalse(try program.content().contains("out"))
    }

    func testWrongUseAndWrongFiles() throws {
        let program = try BatchFixture.program()
        XCTAssertEqual(try program.run("batch", "plan.yaml", "--output", "out", "--shard", "3/2").status, 64)
        XCTAssertEqual(try program.run("batch", "plan.yaml", "--output", "out", "--jobs", "0").status, 64)
        XCTAssertEqual(try program.run("batch", "nowhere.yaml", "--output", "out").status, 66)
        XCTAssertEqual(try program.run("batch", "base.yaml", "--output", "out").status, 65)
        XCTAssertEqual(try program.run("run", "plan.yaml", "--output", "out").status, 65)
        try program.write("file", "")
        XCTAssertEqual(try program.run("batch", "plan.yaml", "--output", "file").status, 73)
        XCTAssertEqual(try program.run("batch", "plan.yaml", "--output", "none/out").status, 73)
        // A folder of something else is left alone, one of another result too.
        XCTAssertEqual(try program.run("run", "base.yaml", "--output", "single").status, 0)
        XCTAssertEqual(try program.run("batch", "plan.yaml", "--output", "single").status, 73)
        XCTAssertTrue(try program.content().contains("single"))
    }

    func testARunWhoseScenarioIsWrongIsKeptWithoutFiguresAndTold() throws {
        // Without its pole a satellite cannot be.
        let program = try BatchFixture.program(
            plan: BatchFixture.plan(
                factors: ["{name: sites, subset_of: [msp-a, msp-c], size: 1}"],
                figures: "figures: [kinds.msp.covered_inhabitants]"))
        let outcome = try program.run("batch", "plan.yaml", "--output", "out")
        XCTAssertEqual(outcome.status, 65, outcome.errors)
        XCTAssertTrue(outcome.errors.contains("1 runs have no figures"), outcome.errors)
        let lines = try program.read("out/runs.csv").split(separator: "\n")
        XCTAssertEqual(lines.count, 3)
        XCTAssertNotNil(lines[1].wholeMatch(of: /0,[0-9a-f]{32},0,0,,,msp-a,[0-9]+/), "\(lines[1])")
        XCTAssertTrue(lines[2].contains("the satellite msp-e is left without its main site msp-a"), "\(lines[2])")
        XCTAssertTrue(lines[2].hasSuffix(",msp-c,"), "\(lines[2])")
    }

    // MARK: The same figures

    func testCompiledSubsetsHaveTheFiguresOfWholeEvaluationsToTheLastDigit() throws {
        let program = try BatchFixture.program()
        // A setting that has one value only: every run is then evaluated whole.
        try program.write(
            "whole.yaml",
            BatchFixture.plan(factors: [
                BatchFixture.factor, "{name: metres, key: travel.resolution_metres, values: [100]}",
            ])
        )
        for (plan, isCompiled) in [("plan", true), ("whole", false)] {
            let report = try program.json(program.run("validate", "\(plan).yaml", "--json").output)
            XCTAssertEqual(report["compiled"] as? Bool, isCompiled)
            XCTAssertEqual(report["runs"] as? Int, 32)
            let outcome = try program.run("batch", "\(plan).yaml", "--output", plan)
            XCTAssertEqual(outcome.status, 0, outcome.errors)
        }
        let (compiled, whole) = (try program.rows("plan/runs.csv"), try program.rows("whole/runs.csv"))
        XCTAssertEqual(compiled.count, 32)
        // They are worth comparing.
        for figure in ["kinds.msp.covered_inhabitants", "kinds.msp.choices.2", "three_15s.msp-c.passes", "equity.gini"]
        {
            XCTAssertGreaterThan(Set(compiled.map { $0[figure] }).count, 1, figure)
        }
        for (one, other) in zip(compiled, whole) {
            for (figure, value) in one where !["id", "metres"].contains(figure) {
                XCTAssertEqual(value, other[figure], "\(figure) of run \(one["run"] ?? ""), \(one["sites"] ?? "")")
            }
        }
        XCTAssertEqual(try program.read("plan/communes.csv"), try program.read("whole/communes.csv"))
    }

    func testARunHasTheFiguresThatTheProgramGivesForItsScenario() throws {
        let program = try BatchFixture.program()
        XCTAssertEqual(try program.run("batch", "plan.yaml", "--output", "out").status, 0)
        // The run with all sites is the scenario itself.
        XCTAssertEqual(try program.run("run", "base.yaml", "--output", "single").status, 0)
        let all = try XCTUnwrap(
            program.rows("out/runs.csv").first { $0["sites"] == "msp-b;msp-c;msp-d;msp-e;cds-f" })
        struct Summary: Decodable {
            struct Kind: Decodable { var covered_inhabitants: Double }
            struct Equity: Decodable { var gini: Double }
            var kinds: [String: Kind]
            var equity: Equity
        }
        let summary = try JSONDecoder().decode(Summary.self, from: Data(program.read("single/summary.json").utf8))
        let covered = try XCTUnwrap(summary.kinds["msp"]).covered_inhabitants
        XCTAssertTrue((1..<Double(SmallCountry.inhabitants)).contains(covered))
        XCTAssertEqual(all["kinds.msp.covered_inhabitants"].flatMap(Double.init), covered)
        XCTAssertEqual(all["equity.gini"].flatMap(Double.init), summary.equity.gini)
        // Nothing covered is lost or counted twice in the communes.
        let rows = try program.rows("out/communes.csv").filter { $0["run"] == all["run"] }
        XCTAssertEqual(rows.count, 4)
        XCTAssertEqual(
            rows.reduce(0) { $0 + ($1["msp_covered_inhabitants"].flatMap(Double.init) ?? .nan) },
            covered)
    }

    // MARK: The same table

    func testOneJobOrManyOneShardOrTenGiveTheSameTables() throws {
        let program = try BatchFixture.program()
        XCTAssertEqual(try program.run("batch", "plan.yaml", "--output", "one", "--jobs", "1").status, 0)
        XCTAssertEqual(try program.run("batch", "plan.yaml", "--output", "many", "--jobs", "7").status, 0)
        XCTAssertEqual(try program.tables("one"), try program.tables("many"))
        for count in [1, 3, 10] {
            let folders = try (1...count).map { number in
                let folder = "shard-\(count)-\(number)"
                let outcome = try program.run(
                    "batch", "plan.yaml", "--output", folder, "--shard", "\(number)/\(count)", "--jobs", "2")
                XCTAssertEqual(outcome.status, 0, outcome.errors)
                return folder
            }
            // In any order.
            let outcome = try program.run(
                list: ["merge"] + folders.reversed() + ["--output", "merged-\(count)"])
            XCTAssertEqual(outcome.status, 0, outcome.errors)
            XCTAssertEqual(try program.tables("one"), try program.tables("merged-\(count)"))
        }
    }

    func testSharesThatDoNotBelongTogetherAreNotJoined() throws {
        let program = try BatchFixture.program()
        for number in 1...3 {
            XCTAssertEqual(
                try program.run("batch", "plan.yaml", "--output", "s\(number)", "--shard", "\(number)/3").status, 0)
        }
        func merge(_ folders: String...) throws -> Program.Outcome {
            try program.run(list: ["merge"] + folders + ["--output", "merged"])
        }
        let missing = try merge("s1", "s3")
        XCTAssertEqual(missing.status, 65)
        XCTAssertTrue(missing.errors.contains("the runs 10 to 20 are in none of the folders"), missing.errors)
        let twice = try merge("s1", "s2", "s2", "s3")
        XCTAssertEqual(twice.status, 65)
        XCTAssertTrue(twice.errors.contains("another folder has too"), twice.errors)
        XCTAssertEqual(try merge("s1", "s2", "s4").status, 66)
        // A shard on another territory, one of another plan, one that another program has half written.
        try program.replace("p7,", by: "p7x,", in: "people.csv")
        XCTAssertEqual(try program.run("batch", "plan.yaml", "--output", "land", "--shard", "3/3").status, 0)
        let land = try merge("s1", "s2", "land")
        XCTAssertEqual(land.status, 65)
        XCTAssertTrue(land.errors.contains("another territory or other roads"), land.errors)
        XCTAssertEqual(land.errorLines.count, 1)
        try program.replace("p7x,", by: "p7,", in: "people.csv")
        try program.replace("minutes: {msp: 12}", by: "minutes: {msp: 11}", in: "base.yaml")
        XCTAssertEqual(try program.run("batch", "plan.yaml", "--output", "other", "--shard", "3/3").status, 0)
        let plan = try merge("s1", "s2", "other")
        XCTAssertEqual(plan.status, 65)
        XCTAssertTrue(plan.errors.contains("another plan, or another scenario"), plan.errors)
        try program.write("s2/results.sqlite", "no database")
        let spoiled = try merge("s1", "s2", "s3")
        XCTAssertEqual(spoiled.status, 65)
        XCTAssertTrue(spoiled.errors.contains("holds no results of a batch"), spoiled.errors)
        XCTAssertFalse(try program.content().contains("merged"))
    }

    // MARK: What is finished is not run again

    func testAFinishedRunIsKeptAndAChangedOneRunAgain() throws {
        let program = try BatchFixture.program(
            plan: BatchFixture.plan(
                factors: ["{name: minutes, key: rules.minutes.msp, values: [10, 12]}"],
                figures: "figures: [kinds.msp.covered_inhabitants]"))
        XCTAssertEqual(try program.run("batch", "plan.yaml", "--output", "out").status, 0)
        let first = try program.rows("out/runs.csv")
        // What is there is taken as it is: a mark in the database shows it.
        func mark() throws {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            process.arguments = [
                "python3", "-c",
                "import sqlite3,sys; c=sqlite3.connect(sys.argv[1]); c.execute('UPDATE figure_values SET value=-1'); c.commit()",
                program.path("out/results.sqlite"),
            ]
            try process.run()
            process.waitUntilExit()
            if process.terminationStatus != 0 { throw XCTSkip("there is no python3 with sqlite3") }
        }
        try mark()
        XCTAssertEqual(try program.run("batch", "plan.yaml", "--output", "out").status, 0)
        XCTAssertEqual(try program.rows("out/runs.csv").map { $0["kinds.msp.covered_inhabitants"] }, ["-1", "-1"])
        // A longer plan takes what it has in common, under other numbers, and runs the rest.
        try program.replace("values: [10, 12]", by: "values: [8, 12, 10]", in: "plan.yaml")
        XCTAssertEqual(try program.run("batch", "plan.yaml", "--output", "out").status, 0)
        let longer = try program.rows("out/runs.csv")
        XCTAssertEqual(longer.map { $0["minutes"] }, ["8", "12", "10"])
        XCTAssertEqual(longer.map { $0["kinds.msp.covered_inhabitants"] == "-1" }, [false, true, true])
        XCTAssertEqual(longer[1]["id"], first[1]["id"])
        XCTAssertEqual(try program.content().filter { $0.hasPrefix("earlier") }, [])
        // Another land: all is run again.
        try program.replace("p7,", by: "p7x,", in: "people.csv")
        XCTAssertEqual(try program.run("batch", "plan.yaml", "--output", "out").status, 0)
        XCTAssertFalse(try program.rows("out/runs.csv").contains { $0["kinds.msp.covered_inhabitants"] == "-1" })
    }

    func testReplicatesDifferAndAreTheSameForEveryCombination() throws {
        let program = try BatchFixture.program(
            plan: BatchFixture.plan(
                factors: ["{name: minutes, key: rules.minutes.msp, values: [10, 12]}"], more: "replicates: 3\nseed: 5",
                figures: "figures: [kinds.msp.covered_inhabitants]"))
        XCTAssertEqual(try program.run("batch", "plan.yaml", "--output", "out").status, 0)
        let rows = try program.rows("out/runs.csv")
        XCTAssertEqual(rows.count, 6)
        XCTAssertEqual(rows[..<3].map { $0["seed"] }, rows[3...].map { $0["seed"] })
        XCTAssertEqual(Set(rows.map { $0["seed"] }).count, 3)
        XCTAssertEqual(Set(rows.map { $0["id"] }).count, 6)
    }

    func testSpeedsOfAProfileAreVaried() throws {
        let factor = "{name: kmh, key: profile.speeds.secondary.kmh, values: [30, 60]}"
        let program = try BatchFixture.program(
            plan: BatchFixture.plan(
                factors: [factor, "{name: looked_at, key: year, values: [2026]}"],
                figures: "figures: [kinds.msp.minutes_to_nearest.mean]"))
        let builtIn = try program.run("batch", "plan.yaml", "--output", "out")
        XCTAssertEqual(builtIn.status, 65)
        XCTAssertTrue(builtIn.errors.contains("the scenario's profile is no file"), builtIn.errors)
        try program.write(
            "own.yaml",
            "profile: 1\nname: own\nbased_on: car\nspeeds: {secondary: {kmh: 50, source: essai}}\n")
        try program.write("base.yaml", BatchFixture.scenario + "\nprofile: own.yaml\n")
        let outcome = try program.run("batch", "plan.yaml", "--output", "out")
        XCTAssertEqual(outcome.status, 0, outcome.errors)
        let minutes = try program.rows("out/runs.csv").compactMap {
            $0["kinds.msp.minutes_to_nearest.mean"].flatMap(Double.init)
        }
        XCTAssertEqual(minutes.count, 2)
        // Twice as fast on the road; the walk to it stays.
        XCTAssertGreaterThan(minutes[0], minutes[1])
        XCTAssertLessThan(minutes[0], 2 * minutes[1])
        // What a run gives is what the program gives with that profile.
        try program.replace("kmh: 50", by: "kmh: 60", in: "own.yaml")
        XCTAssertEqual(try program.run("run", "base.yaml", "--output", "single").status, 0)
        struct Summary: Decodable {
            struct Kind: Decodable {
                struct Minutes: Decodable { var mean: Double }
                var minutes_to_nearest: Minutes
            }
            var kinds: [String: Kind]
        }
        let summary = try JSONDecoder().decode(Summary.self, from: Data(program.read("single/summary.json").utf8))
        XCTAssertEqual(summary.kinds["msp"]?.minutes_to_nearest.mean, minutes[1])
        try program.replace("kmh, values: [30, 60]", by: "kmh, values: [30, 600]", in: "plan.yaml")
        let fast = try program.run("batch", "plan.yaml", "--output", "out")
        XCTAssertEqual(fast.status, 65)
        XCTAssertTrue(fast.errors.contains("plan.yaml: line 6") && fast.errors.contains("at most 300"), fast.errors)
    }

    func testSummaryHasMediansMainEffectsAndIndices() throws {
        let program = try BatchFixture.program(
            plan: BatchFixture.plan(
                factors: [
                    "{name: minutes, key: rules.minutes.msp, from: 8, to: 20}",
                    "{name: floor, key: rules.three_15s.inhabitants, from: 100, to: 300}",
                ], design: "{saltelli: 16}",
                figures: "figures: [kinds.msp.covered_share, three_15s.msp-a.inhabitants.gap]"))
        let outcome = try program.run("batch", "plan.yaml", "--output", "out")
        XCTAssertEqual(outcome.status, 0, outcome.errors)
        let rows = try program.rows("out/runs.csv")
        XCTAssertEqual(rows.count, 16 * 4)
        let values = rows.compactMap { $0["kinds.msp.covered_share"].flatMap(Double.init) }.sorted()
        struct Summary: Decodable {
            struct Spread: Decodable { var median, p2_5, p97_5, mean: Double }
            struct Estimate: Decodable { var value: Double }
            struct Indices: Decodable { var first_order, total: Estimate }
            var figures: [String: Spread]
            var sobol_indices: [String: [String: Indices]]
        }
        let summary = try JSONDecoder().decode(Summary.self, from: Data(program.read("out/summary.json").utf8))
        let spread = try XCTUnwrap(summary.figures["kinds.msp.covered_share"])
        XCTAssertEqual(spread.median, values[31])
        XCTAssertEqual(spread.p2_5, values[1])
        XCTAssertEqual(spread.p97_5, values[62])
        XCTAssertEqual(spread.mean, values.reduce(0, +) / 64, accuracy: 1e-12)
        // Coverage hangs on the minutes alone; the gap of the rule on its floor alone, one for one.
        let coverage = try XCTUnwrap(summary.sobol_indices["kinds.msp.covered_share"])
        XCTAssertEqual(coverage["floor"]?.total.value ?? 1, 0, accuracy: 1e-12)
        XCTAssertGreaterThan(coverage["minutes"]?.total.value ?? 0, 0.6)
        let gap = try XCTUnwrap(summary.sobol_indices["three_15s.msp-a.inhabitants.gap"])
        XCTAssertEqual(gap["minutes"]?.total.value ?? 1, 0, accuracy: 1e-12)
        XCTAssertGreaterThan(gap["floor"]?.total.value ?? 0, 0.6)
        let report = try program.read("out/report.html")
        XCTAssertTrue(report.contains("Indices de Sobol’") && report.contains("Sobol’ indices"))
        XCTAssertTrue(report.contains("kinds.msp.covered_share"))
        // Spread, two main effects and the indices of each figure.
        XCTAssertEqual(report.components(separatedBy: "<svg class=\"plot\"").count - 1, 2 * 4)
    }
}

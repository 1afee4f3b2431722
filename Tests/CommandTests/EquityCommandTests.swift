import Foundation
import XCTest

/// `maillage equity`, with figures worked out by hand.
final class EquityCommandTests: XCTestCase {
    private let columns = ["equity", "--values", "v.csv", "--value", "minutes", "--weight", "inhabitants"]

    /// Ten people with a value: 2 × 10, 1 × 20, 1 × 30, 5 × 40, 1 × 5; mean 275 / 10 = 27.5. Three cannot get anywhere.
    private let table = """
        id,minutes,inhabitants,income,canton
        a,10,2,6,x
        b,20,1,5,x
        c,30,1,4,y
        d,40,5,1,y
        e,,3,2,y
        f,5,1,7,

        """

    private func number(_ object: [String: Any], _ path: String...) throws -> Double {
        var value: Any? = object
        for name in path { value = (value as? [String: Any])?[name] }
        return try XCTUnwrap(value as? Double, "\(path) is \(String(describing: value))")
    }

    func testFiguresByHand() throws {
        let program = try Program()
        try program.write("v.csv", table)
        let outcome = try program.run(
            list: columns + ["--rank", "income", "--by", "canton", "--threshold", "15", "--output", "e.json"])
        XCTAssertEqual(outcome.status, 0, outcome.errors)
        XCTAssertTrue(outcome.errors.contains("1 rows, which stand for 3 people"), outcome.errors)
        XCTAssertNotNil(outcome.output.firstMatch(of: /left_out\.rows +1\n/), outcome.output)
        XCTAssertNotNil(outcome.output.firstMatch(of: /mean +27\.5000\n/), outcome.output)
        // The worst-served canton first.
        let cantons = /canton .*\ny +6 .*\nx +3 .*\ngap: 25[.0]* from x/
        XCTAssertNotNil(outcome.output.firstMatch(of: cantons), outcome.output)
        let object = try program.json(try program.read("e.json"))

        XCTAssertEqual(try number(object, "population"), 10)
        XCTAssertEqual(try number(object, "left_out", "rows"), 1)
        XCTAssertEqual(try number(object, "left_out", "population"), 3)
        XCTAssertEqual(try number(object, "without_group", "population"), 1)
        XCTAssertEqual(try number(object, "mean"), 27.5, accuracy: 1e-13)
        // By rising value the people are 5, 10, 10, 20, 30, 40 × 5: half of ten is reached at the fifth.
        XCTAssertEqual(try number(object, "median"), 30)
        XCTAssertEqual(try number(object, "p10"), 5)
        XCTAssertEqual(try number(object, "p90"), 40)
        XCTAssertEqual(try number(object, "worst_tenth"), 40, accuracy: 1e-13)
        XCTAssertEqual(try number(object, "share_above_threshold"), 0.7, accuracy: 1e-15)
        // Below 15: 10 twice (gap 1/3), 5 once (gap 2/3).
        XCTAssertEqual(try number(object, "fgt", "0"), 0.3, accuracy: 1e-15)
        XCTAssertEqual(try number(object, "fgt", "1"), (2.0 / 3 + 2.0 / 3) / 10, accuracy: 1e-15)
        XCTAssertEqual(try number(object, "fgt", "2"), (2.0 / 9 + 4.0 / 9) / 10, accuracy: 1e-15)
        // Gini: half the mean difference of all pairs of people over the mean.
        let people = [5.0, 10, 10, 20, 30, 40, 40, 40, 40, 40]
        let differences = people.reduce(0) { sum, one in sum + people.reduce(0) { $0 + abs(one - $1) } }
        let gini = differences / (2 * 100 * 27.5)
        XCTAssertEqual(try number(object, "gini"), gini, accuracy: 1e-14)
        // Income falls where minutes rise, in the same ties: the opposite of Gini's index.
        XCTAssertEqual(try number(object, "concentration", "standard"), -gini, accuracy: 1e-14)
        // Ranked by income, 10 % of the people (the one of 5 minutes) over the lower 40 % (the five of 40).
        XCTAssertEqual(try number(object, "palma"), 5.0 / 200, accuracy: 1e-15)
        for index in ["theil_t", "theil_l"] {
            let term = index == "theil_t" ? { ($0 / 27.5) * log($0 / 27.5) } : { log(27.5 / $0) }
            let expected = people.reduce(0) { $0 + term($1) } / 10
            XCTAssertEqual(try number(object, index), expected, accuracy: 1e-14)
            XCTAssertEqual(
                try number(object, "within", index) + number(object, "between", index), expected, accuracy: 1e-14)
        }
        // Cantons: x (20 + 20) / 3, y (30 + 200) / 6.
        XCTAssertEqual((object["by"] as? [String: Any])?.keys.sorted(), ["x", "y"])
        XCTAssertEqual(try number(object, "by", "x", "mean"), 40.0 / 3, accuracy: 1e-13)
        XCTAssertEqual(try number(object, "by", "y", "difference_from_all"), 230.0 / 6 - 27.5, accuracy: 1e-13)
        XCTAssertEqual(try number(object, "gap", "canton", "difference"), 230.0 / 6 - 40.0 / 3, accuracy: 1e-13)
        XCTAssertEqual(try number(object, "gap", "canton", "ratio"), 230.0 / 6 / (40.0 / 3), accuracy: 1e-13)
        let worst = try XCTUnwrap(object["worst_served"] as? [[String: Any]])
        XCTAssertEqual(worst.compactMap { $0["id"] as? String }, ["d", "c", "b", "a", "f"])
    }

    func testJSONQuietAndLowestIsWorst() throws {
        let program = try Program()
        try program.write("v.csv", table)
        let json = try program.run(list: columns + ["--output", "e.json", "--json"])
        XCTAssertEqual(json.status, 0, json.errors)
        XCTAssertEqual(json.output.filter { $0 == "\n" }.count, 1)
        let written = try program.json(try program.read("e.json"))
        XCTAssertTrue(NSDictionary(dictionary: try program.json(json.output)).isEqual(to: written))
        XCTAssertTrue(written["share_above_threshold"] is NSNull)
        XCTAssertEqual(
            (written["reasons"] as? [String: String])?["share_above_threshold"], "no threshold is given")

        let quiet = try program.run(list: columns + ["--output", "l.json", "--quiet", "--lowest-is-worst"])
        XCTAssertEqual([quiet.output, quiet.errors], ["", ""])
        let lowest = try program.json(try program.read("l.json"))
        XCTAssertEqual(try number(lowest, "worst_tenth"), 5, accuracy: 1e-13)
        XCTAssertEqual(
            (lowest["worst_served"] as? [[String: Any]])?.compactMap { $0["id"] as? String }, ["f", "a", "b", "c", "d"])
        XCTAssertEqual(try number(lowest, "gini"), try number(written, "gini"))
        XCTAssertEqual(try program.content(), ["e.json", "l.json", "v.csv"])
    }

    /// The same people in other rows, under other spellings: the same bytes. Ten times the minutes: the same
    /// inequality.
    func testOrderSpellingReplicationAndScale() throws {
        let program = try Program()
        let lines = table.split(separator: "\n").map(String.init)
        let turned = ([lines[0]] + lines.dropFirst().reversed()).joined(separator: "\n")
        var texts: Set<String> = []
        for text in [
            table, turned, "\u{FEFF}" + table, table.replacingOccurrences(of: "\n", with: "\r\n"),
            table.replacingOccurrences(of: ",", with: ";"),
        ] {
            try program.write("v.csv", text)
            let outcome = try program.run(list: columns + ["--by", "canton", "--output", "e.json", "--quiet"])
            XCTAssertEqual(outcome.status, 0, outcome.errors)
            texts.insert(try program.read("e.json"))
        }
        XCTAssertEqual(texts.count, 1)
        let base = try program.json(try XCTUnwrap(texts.first))
        // One row a person.
        let single = lines.dropFirst().flatMap { line in
            let cells = line.split(separator: ",", omittingEmptySubsequences: false)
            return Array(
                repeating: ([cells[0], cells[1], "1"] + cells[3...]).joined(separator: ","), count: Int(cells[2]) ?? 0)
        }
        let scaled = lines.dropFirst().map { line in
            var cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            if !cells[1].isEmpty { cells[1] += "0" }
            return cells.joined(separator: ",")
        }
        for (rows, factor) in [(single, 1.0), (scaled, 10)] {
            try program.write("v.csv", ([lines[0]] + rows).joined(separator: "\n") + "\n")
            let outcome = try program.run(list: columns + ["--by", "canton", "--output", "e.json", "--quiet"])
            XCTAssertEqual(outcome.status, 0, outcome.errors)
            let object = try program.json(try program.read("e.json"))
            for name in ["mean", "median", "p10", "p90", "max", "worst_tenth"] {
                XCTAssertEqual(try number(object, name), factor * (try number(base, name)), accuracy: 1e-11, name)
            }
            for name in ["gini", "theil_t", "theil_l"] {
                XCTAssertEqual(try number(object, name), try number(base, name), accuracy: 1e-13, name)
            }
            XCTAssertEqual(
                try number(object, "between", "theil_t"), try number(base, "between", "theil_t"), accuracy: 1e-13)
        }
    }

    func testEqualValuesHaveNoInequality() throws {
        let program = try Program()
        try program.write("v.csv", "minutes,inhabitants,canton\n12.3,4,x\n12.3,1.7,y\n12.3,9,y\n")
        XCTAssertEqual(try program.run(list: columns + ["--by", "canton", "--output", "e.json"]).status, 0)
        let object = try program.json(try program.read("e.json"))
        for path in [
            ["gini"], ["theil_t"], ["theil_l"], ["atkinson", "0.5"], ["atkinson", "1"], ["between", "theil_t"],
        ] {
            var value: Any? = object
            for name in path { value = (value as? [String: Any])?[name] }
            XCTAssertEqual(try XCTUnwrap(value as? Double), 0, accuracy: 1e-14, "\(path)")
        }
        // Without an id a row goes by its line.
        XCTAssertEqual((object["worst_served"] as? [[String: Any]])?.first?["id"] as? String, "line 4")
    }

    func testWeightsThatSumToZeroAreNullWithTheirReason() throws {
        let program = try Program()
        try program.write("v.csv", "minutes,inhabitants\n10,0\n,4\n")
        let outcome = try program.run(list: columns + ["--output", "e.json"])
        XCTAssertEqual(outcome.status, 0, outcome.errors)
        let object = try program.json(try program.read("e.json"))
        XCTAssertTrue(object["mean"] is NSNull)
        let reason = try XCTUnwrap((object["reasons"] as? [String: String])?["gini"])
        XCTAssertTrue(reason.contains("nobody"), reason)
        XCTAssertTrue(outcome.output.contains(reason), outcome.output)
        XCTAssertEqual(try number(object, "left_out", "population"), 4)
    }

    func testBadInput() throws {
        let program = try Program()
        func expect(
            _ status: Int32, _ texts: [String], _ table: String?, _ more: [String] = [], line: UInt = #line
        ) throws {
            if let table { try program.write("v.csv", table) }
            let output = more.contains("--output") ? [] : ["--output", "e.json"]
            let outcome = try program.run(list: columns + output + more)
            XCTAssertEqual(outcome.status, status, outcome.errors, line: line)
            XCTAssertEqual(outcome.output, "", line: line)
            for text in texts { XCTAssertTrue(outcome.errors.contains(text), "\(text)\n\(outcome.errors)", line: line) }
            XCTAssertFalse(try program.content().contains("e.json"), line: line)
        }
        try expect(66, ["v.csv: there is no such file"], nil)
        try expect(
            65,
            [
                "v.csv: header: no field \"minutes\"; did you mean `minute`?",
                "v.csv: header: no field \"inhabitants\"; did you mean `habitants`?",
                "no field \"zebra\"; the fields are",
            ], "minute,habitants\n1,2\n", ["--by", "zebra"])
        try expect(65, ["v.csv: header: two columns are named \"minutes\""], "minutes,inhabitants,minutes\n1,2,3\n")
        try expect(65, ["v.csv: the table has no rows"], "minutes,inhabitants\n")
        try expect(65, ["v.csv: the file is empty"], "")
        try expect(
            65,
            [
                "v.csv: line 2: inhabitants is empty", "v.csv: line 3: minutes is \"x\", which is no number",
                "v.csv: line 3: inhabitants is -1, which is negative",
                "v.csv: line 4: inhabitants is \"nan\", which is no finite number",
                "v.csv: line 5: minutes is \"1e300\", which is beyond reason",
                "v.csv: line 6: income is \"low\", which is no number",
            ], "minutes,inhabitants,income\n1,,1\nx,-1,1\n1,nan,1\n1e300,1,1\n1,1,low\n", ["--rank", "income"])
        let wrong = (0..<33).map { "w\($0),1\n" }.joined()
        try expect(65, ["… and 13 more problems"], "minutes,inhabitants\n" + wrong)
        try expect(64, ["would replace v.csv"], table, ["--output", "v.csv"])
        XCTAssertEqual(try program.read("v.csv"), table)
        try expect(64, ["--threshold"], table, ["--threshold", "nan"])
        try expect(64, ["--threshold"], table, ["--threshold", "1e-300"])
        try expect(73, ["no folder"], table, ["--output", "no/e.json"])
    }
}

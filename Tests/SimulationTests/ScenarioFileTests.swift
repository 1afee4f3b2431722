import Foundation
import Geometry
import Layers
import Territory
import XCTest

@testable import Simulation

final class ScenarioFileTests: XCTestCase {
    private func read(_ text: String) throws -> ScenarioFile {
        let files = try TextFiles(["scenario.yaml": text, "territory.yaml": "territory: 1"])
        return try ScenarioFile(path: files.path("scenario.yaml"))
    }

    private let head = "scenario: 1\nname: Essai\nterritory: territory.yaml\n"

    func testDefaultsHoldWhereNothingIsSaid() throws {
        let file = try read(head)
        XCTAssertEqual(file.profile, .named("car"))
        XCTAssertEqual(file.changes, [])
        let rule = file.settings.threeFifteens
        XCTAssertEqual([rule.inhabitants, rule.professionals, rule.minutes], [15_000, 15, 15])
        XCTAssertEqual(rule.inhabitantsBasis, .allocated)
        XCTAssertEqual(rule.kinds, ["cds", "msp"])
        XCTAssertEqual(file.settings.minutes(ofKind: "anything"), 15)
        XCTAssertTrue(file.settings.inForce.allSatisfy { !$0.source.isEmpty && !$0.source.contains("line") })
    }

    func testEverythingIsRead() throws {
        let file = try read(
            head + """
                profile: foot
                year: 2030
                rules:
                  three_15s: {inhabitants: 12000.5, inhabitants_basis: reachable, kinds: [msp], professionals_basis: fte}
                  minutes: {emergency: 30}
                changes:
                  - open: {id: 01004, kind: msp, at: [9.149, 42.3063], professionals: {nurse: 6, general_practitioner: {count: 4, fte: 3.5}}, beds: 8}
                  - move: {id: a, to: [9, 42]}
                  - close: {id: b, from: 2028}
                  - staff: {id: c, add: {nurse: 2}, taken_from: 2B096}
                equity: {kind: cds, groups: [age_75_plus], threshold: 20}
                """)
        XCTAssertEqual(file.profile, .named("foot"))
        XCTAssertEqual(file.settings.threeFifteens.inhabitants, 12000.5)
        XCTAssertEqual(file.settings.threeFifteens.inhabitantsBasis, .reachable)
        XCTAssertEqual(file.settings.threeFifteens.professionalsBasis, .fullTimeEquivalents)
        XCTAssertEqual(file.settings.minutes(ofKind: "emergency"), 30)
        XCTAssertEqual(file.settings.equity.threshold, 20)
        XCTAssertEqual(file.changes.map(\.site.text), ["01004", "a", "b", "c"])
        XCTAssertEqual(file.changes[2].from, 2028)
        XCTAssertEqual(file.changes[1].action, .move(to: Point(x: 9, y: 42)))
        guard case .open(let site) = file.changes[0].action else { return XCTFail("not opened") }
        XCTAssertEqual(site.professionals?.values.reduce(0) { $0 + $1.headcount }, 10)
        XCTAssertEqual(site.professionals?.values.reduce(0) { $0 + ($1.fullTimeEquivalents ?? $1.headcount) }, 9.5)
        XCTAssertEqual(site.coordinates, Point(x: 9.149, y: 42.3063))
        let inhabitants = try XCTUnwrap(file.settings.inForce.first { $0.key == "rules.three_15s.inhabitants" })
        XCTAssertEqual(inhabitants.source, "scenario file, line 7")
        XCTAssertEqual(inhabitants.value, .number(12000.5))
    }

    func testAllProblemsAtOnceEachWithItsLine() {
        let problems = problemsThrown {
            try read(
                """
                scenario: 1
                territory: teritory.yaml
                profile: caar
                rules:
                  three_15s: {inhabitants: -1, professionals: .nan, minutes: "15", tolerance: 1,5}
                  minutes: {msp: 0}
                travel: {access_kmh: "4,5"}
                changes:
                  - open: {id: x, kind: msp, at: [42.3, 9.1, 3]}
                  - open: {id: x, kind: msp, at: [42.3, 129.1]}
                  - place: {kind: msp}
                  - opne: {id: x}
                  - close: {}
                  - staff: {id: c, add: {nurse: two}}
                """)
        }
        let expected = [
            "line 1: the key `name` is missing",
            "line 2, territory: there is no file",
            "line 3, profile: expected one of car",
            "line 5, rules.three_15s.inhabitants: expected a number at least 0 and at most 1000000000, found -1",
            "line 5, rules.three_15s.professionals: `.nan` is no finite number",
            "line 5, rules.three_15s.minutes: expected a number greater than 0 and at most 600, found the text \"15\": leave out the quotation marks",
            "line 5, rules.three_15s.5: the key `5` is unknown: write decimals with a point",
            "line 7, travel.access_kmh: expected a number at least 0.1 and at most 100, found `4,5`: write 4.5",
            "line 6, rules.minutes.msp: expected a number greater than 0",
            "line 9, changes[0].open.at: expected [longitude, latitude] in degrees, found a list of 3",
            "line 10, changes[1].open.at: [42.3, 129.1] is no place in degrees: longitude comes first: write [129.1, 42.3]?",
            "line 11, changes[2].place: the key `model` is missing",
            "line 11, changes[2].place: the key `candidates` is missing",
            "line 12, changes[3].opne: the key `opne` is unknown: did you mean `open`?",
            "line 13, changes[4].close: the key `id` is missing",
            "line 14, changes[5].staff.add.nurse: expected a number at least 0",
        ]
        for text in expected {
            XCTAssertTrue(problems.contains { $0.hasPrefix(text) }, "\(text)\n\(problems.joined(separator: "\n"))")
        }
        XCTAssertEqual(problems.count, expected.count, problems.joined(separator: "\n"))
    }

    func testJSONSchemaIsOfTheSameWords() {
        for file in DescribedFile.allCases {
            let text = jsonSchema(for: file)
            XCTAssertEqual(text, jsonSchema(for: file))
            XCTAssertTrue(text.contains("\"\(file.rawValue)\": {"))
            XCTAssertNotNil(try? JSONSerialization.jsonObject(with: Data(text.utf8)))
        }
        XCTAssertTrue(jsonSchema(for: .scenario).contains("\"enum\": [\"allocated\", \"reachable\"]"))
    }
}

import Foundation
import Layers
import XCTest

@testable import Simulation

final class YAMLReadingTests: XCTestCase {
    func testValuesKnowTheirPlaces() throws {
        let root = try parseYAML(
            "# a comment\nchanges:\n  - open: {id: 01004,\n      at: [9.1, 42.3]}\n", file: "x.yaml")
        let id = try XCTUnwrap(root["changes"]?.elements.first?["open"]?["id"])
        XCTAssertEqual(id.text, "01004")
        XCTAssertEqual(id.place, "line 3, changes[0].open.id")
        XCTAssertEqual(root["changes"]?.elements[0]["open"]?["at"]?.elements[1].place, "line 4, changes[0].open.at[1]")
    }

    func testEveryDuplicateKeyIsTold() {
        let text = """
            name: one
            rules: {minutes: {msp: 1, "msp": 2, cds: 3}}
            name: two
            name: three
            """
        XCTAssertEqual(
            problemsThrown { try parseYAML(text, file: "x.yaml") },
            [
                "line 1, name: the key `name` stands more than once: keep one of them",
                "line 2, rules.minutes.msp: the key `msp` stands more than once: keep one of them",
                "line 3, name: the key `name` stands more than once: keep one of them",
            ])
    }

    func testWhatIsNoYAMLIsToldWithItsLine() {
        for (text, words) in [
            ("a: [1, 2\nb: 3", "line 2"), ("a: b: c", "line 1"), ("", "empty"), ("# nothing", "empty"),
            ("a: 1\n---\nb: 2", "line 2"), ("a: *nothing", "line 1"), ("\ta: 1", "line 1"), ("a: \u{1}", "no YAML"),
            ("? [a, b]\n: 1", "a key must be a word"),
        ] {
            let problems = problemsThrown { try parseYAML(text, file: "x.yaml") }
            XCTAssertEqual(problems.count, 1, text)
            XCTAssertTrue(problems[0].contains(words), "\(text): \(problems)")
        }
    }

    func testExplodingAliasesAreRefused() {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1...6 {
            let alias = "*a\(level - 1)"
            text += "a\(level): &a\(level) [" + Array(repeating: alias, count: 10).joined(separator: ", ") + "]\n"
        }
        XCTAssertEqual(
            problemsThrown { try parseYAML(text, file: "x.yaml") }.map { $0.contains("more than 250 000 values") },
            [true])
    }

    func testUnreadableFiles() throws {
        let files = try TextFiles()
        XCTAssertEqual(
            problemsThrown { try readYAML(path: files.path("none.yaml")) }, ["there is no such file: check the path"])
        try Data([0x6E, 0x3A, 0x20, 0xE9]).write(to: files.folder.appendingPathComponent("latin.yaml"))
        XCTAssertTrue(problemsThrown { try readYAML(path: files.path("latin.yaml")) }[0].contains("not UTF-8"))
    }

    func testNearestWord() {
        XCTAssertEqual(editDistance("kitten", "sitting"), 3)
        XCTAssertEqual(editDistance("msp", "mps"), 1)
        XCTAssertEqual(nearestWord(to: "comunes", among: ["communes", "columns"]), "communes")
        XCTAssertNil(nearestWord(to: "xyz", among: ["communes", "columns"]))
    }
}

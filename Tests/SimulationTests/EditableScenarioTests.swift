import Foundation
import Layers
import XCTest

@testable import Simulation

final class EditableScenarioTests: XCTestCase {
    private let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Scenarios")

    private var scenarios: [String] {
        get throws {
            try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".yaml") }.sorted()
                .map { folder.appendingPathComponent($0).path }
                .filter { (try? describedFile(path: $0)) == .scenario }
        }
    }

    func testEveryScenarioIsTheSameWrittenAndReadAgain() throws {
        XCTAssertGreaterThan(try scenarios.count, 20)
        for path in try scenarios {
            let scenario = try EditableScenario(path: path)
            let again = try scenario.replaced(by: try scenario.yaml())
            // The schema says what is a number and what a text, so that equal JSON is an equal scenario.
            XCTAssertEqual(
                try parseYAML(again.yaml(), file: path).json(scenarioSchema).text(),
                try readYAML(path: path).json(scenarioSchema).text(), path)
            XCTAssertEqual(try again.file().settings.threeFifteens, try scenario.file().settings.threeFifteens)
            XCTAssertEqual(try again.file().changes.map(\.site), try scenario.file().changes.map(\.site), path)
        }
    }

    func testChangesGoThroughJSONUnchanged() throws {
        for path in try scenarios {
            var scenario = try EditableScenario(path: path)
            let text = scenario.changes.text()
            let before = try scenario.file().changes.map(\.action)
            scenario.changes = try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
            XCTAssertEqual(try list(scenario.changes.text()), try list(text), path)
            let after = try scenario.file().changes.map(\.action)
            XCTAssertEqual(after.count, before.count)
            // Actions carry places in the file where they name people who leave; the others are equal.
            for (a, b) in zip(after, before) where !"\(a)".contains("place:") { XCTAssertEqual(a, b, path) }
        }
    }

    /// The order of professions in a mapping says nothing.
    private func list(_ json: String) throws -> NSArray {
        try XCTUnwrap(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? NSArray)
    }

    func testIdentifiersStayTexts() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appendingPathComponent("scenario.yaml").path
        try Data(
            """
            scenario: 1
            name: "12"
            territory: scenario.yaml
            changes:
              - close: {id: 01004}
              - close: {id: 2e104}
              - close: {id: 1.10}
              - open: {id: yes, kind: msp, at: [9.10, 42.0], name: "", minutes: 15.50}
            """.utf8
        ).write(to: URL(fileURLWithPath: path))
        var scenario = try EditableScenario(path: path)
        let text = scenario.changes.text().replacingOccurrences(of: "\n", with: "").replacingOccurrences(of: " ", with: "")
        XCTAssertTrue(
            text.hasPrefix(#"[{"close":{"id":"01004"}},{"close":{"id":"2e104"}},{"close":{"id":"1.10"}},"#), text)
        XCTAssertTrue(text.contains(#""at":[9.1,42]"#) && text.contains(#""minutes":15.5"#), text)
        scenario.changes = scenario.changes
        scenario.name = "null"
        let again = try scenario.replaced(by: try scenario.yaml())
        XCTAssertEqual(again.name, "null")
        XCTAssertEqual(try again.file().changes.map(\.site.text), ["01004", "2e104", "1.10", "yes"])
    }

    func testProblemsNamePathsWithoutLines() throws {
        var scenario = try EditableScenario(path: folder.appendingPathComponent("close.yaml").path)
        scenario.changes = .list([.object([("close", .object([])), ("extra", .null)]), .object([("move", .text("x"))])])
        XCTAssertThrowsError(try scenario.file()) { error in
            let places = (error as? Problems)?.list.compactMap(\.place) ?? []
            XCTAssertTrue(places.contains("changes[0].close"), "\(places)")
            XCTAssertTrue(places.contains("changes[0].extra"), "\(places)")
            XCTAssertTrue(places.contains("changes[1].move"), "\(places)")
        }
    }

    func testOnlyFilesThatTheScenarioNames() throws {
        let scenario = try EditableScenario(path: folder.appendingPathComponent("winter.yaml").path)
        XCTAssertNoThrow(try scenario.file())
        for path in ["profiles/../profiles/winter.yaml", "/etc/passwd", "no-such-file"] {
            let other = try scenario.replaced(
                by: "scenario: 1\nname: x\nterritory: ../Shapefiles/basse-normandie/territory.yaml\nprofile: \(path)\n")
            XCTAssertThrowsError(try other.file()) { error in
                let problems = (error as? Problems)?.list ?? []
                XCTAssertEqual(problems.count, 1)
                // Nothing is told of whether the file is there.
                XCTAssertTrue(problems.first?.text.contains("does not name") ?? false, "\(problems)")
            }
        }
    }
}

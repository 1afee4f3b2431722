import Export
import Foundation
import Hummingbird
import Simulation
import XCTest

@testable import MapServer

/// Sessions: what is asked for is what `maillage run` finds.
final class SessionTests: MapTest {
    /// A house in the middle of the land, and one that closes.
    private let changes = """
        [{"open": {"id": "neuf", "kind": "msp", "name": "<script>alert(1)</script>", "at": [-0.2, 48.85],
                   "professionals": {"general_practitioner": 4, "nurse": 6}, "minutes": 20}},
         {"move": {"id": "orbec", "to": [0.35, 49.0]}}, {"close": {"id": "gace"}}]
        """

    func testAnUntouchedSessionHasTheFiguresOfTheRun() async throws {
        let (path, state) = try await session()
        let result = try loadScenario(path: Self.demonstration).analysed(threads: 2)
        let summary = try XCTUnwrap(
            JSONSerialization.jsonObject(with: try summaryData(of: result)) as? [String: Any])
        try assertFigures(try XCTUnwrap(state["figures"] as? [String: Any]), are: summary)
        XCTAssertEqual(state["revision"] as? Int, 0)
        XCTAssertEqual(state["name"] as? String, summary["scenario"] as? String)
        XCTAssertEqual((state["changes"] as? [Any])?.count, 4)
        let again = try await ask(.get, path)
        XCTAssertEqual(again.object["figures"] as? NSDictionary, state["figures"] as? NSDictionary)
        // Without its changes the territory has the five poles of the report.
        XCTAssertEqual(try kind(state["baseline"])["sites"] as? Int, 5)
    }

    private func assertFigures(_ figures: [String: Any], are summary: [String: Any]) throws {
        for key in ["inhabitants", "kinds", "three_15s", "three_15s_served", "equity", "unattached", "territory"] {
            XCTAssertEqual(figures[key] as? NSObject, summary[key] as? NSObject, key)
        }
        for (kind, overlaps) in try XCTUnwrap(figures["overlaps"] as? [String: [String: Any]]) {
            let run = (summary["overlaps"] as? [String: [String: Any]])?[kind]
            XCTAssertEqual(
                overlaps["overlapped_inhabitants"] as? Double, run?["overlapped_inhabitants"] as? Double)
        }
    }

    func testChangesAreWhatTheRunOnTheSavedFileFinds() async throws {
        let (path, _) = try await session()
        let answer = try await ask(
            .put, "\(path)/changes", json: "{\"changes\": \(changes), \"name\": \"Essai: \\\"é\\\"\"}")
        XCTAssertEqual(answer.status, 200, answer.text)
        let saved = try await ask(.get, "\(path)/scenario.yaml")
        XCTAssertEqual(saved.headers[.contentType], "application/yaml; charset=utf-8")

        // Beside the original, as its paths are relative.
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: folder) }
        let scenarios = folder.appendingPathComponent("Scenarios")
        try FileManager.default.createDirectory(at: scenarios, withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            at: folder.appendingPathComponent("Shapefiles"),
            withDestinationURL: Self.root.appendingPathComponent("Shapefiles"))
        let file = scenarios.appendingPathComponent("saved.yaml")
        try Data(saved.text.utf8).write(to: file)
        let result = try loadScenario(path: file.path).analysed(threads: 2)
        let summary = try XCTUnwrap(
            JSONSerialization.jsonObject(with: try summaryData(of: result)) as? [String: Any])
        XCTAssertEqual(summary["scenario"] as? String, "Essai: \"é\"")
        try assertFigures(try XCTUnwrap(answer.object["figures"] as? [String: Any]), are: summary)

        let exported = try await ask(.get, "\(path)/export/summary.json")
        // Findings name the file, which has another name here.
        XCTAssertEqual(
            exported.object.filter { $0.key != "findings" } as NSDictionary,
            summary.filter { $0.key != "findings" } as NSDictionary)
        // And read again, it is the same scenario.
        let again = try await session(try json(["scenario": saved.text]))
        XCTAssertEqual(
            (again.state["figures"] as? [String: Any])?["kinds"] as? NSDictionary,
            (answer.object["figures"] as? [String: Any])?["kinds"] as? NSDictionary)
        XCTAssertEqual((again.state["changes"] as? [Any])?.count, 3)
    }

    func testOnlyWhatChangedIsSent() async throws {
        let (path, _) = try await session()
        let first = try await ask(.put, "\(path)/changes", json: "{\"changes\": \(changes)}")
        let changed = try XCTUnwrap(first.object["changed"] as? [String: Any])
        func catchments(_ changed: [String: Any]) -> [String] {
            let features = (changed["catchments"] as? [String: Any])?["features"] as? [[String: Any]] ?? []
            return features.compactMap { ($0["properties"] as? [String: Any])?["site"] as? String }.sorted()
        }
        XCTAssertEqual(catchments(changed), ["neuf", "orbec"])
        // Closed by the request, and those that the scenario had opened.
        XCTAssertEqual(
            (changed["removed"] as? [String])?.sorted(), ["gace", "lisieux", "livarot", "vimoutiers"])
        XCTAssertNil(first.object["baseline"])

        let same = try await ask(.put, "\(path)/changes", json: "{\"changes\": \(changes), \"since\": 1}")
        XCTAssertEqual(catchments(try XCTUnwrap(same.object["changed"] as? [String: Any])), [])
        XCTAssertEqual(same.object["revision"] as? Int, 2)
        // Who missed an answer is told everything.
        let missed = try await ask(.put, "\(path)/changes", json: "{\"changes\": \(changes), \"since\": 1}")
        XCTAssertEqual(
            catchments(try XCTUnwrap(missed.object["changed"] as? [String: Any])).count,
            try kind(missed.object["figures"])["sites"] as? Int)

        let sites = try await ask(.get, "\(path)/layers/sites.geojson?kind=msp").properties
        let new = try XCTUnwrap(sites.first { $0["site"] as? String == "neuf" })
        XCTAssertEqual(new["name"] as? String, "<script>alert(1)</script>")
        XCTAssertEqual(new["minutes"] as? Double, 20)
        XCTAssertEqual(new["own_minutes"] as? Double, 20)
        XCTAssertEqual(new["opened"] as? Bool, true)
        XCTAssertEqual(new["staff"] as? [String: Double], ["general_practitioner": 4, "nurse": 6])
        XCTAssertEqual(sites.first { $0["site"] as? String == "orbec" }?["baseline"] as? Bool, true)
    }

    func testSessionsAreIndependent() async throws {
        let (first, _) = try await session()
        let (second, before) = try await session()
        let answer = try await ask(.put, "\(first)/changes", json: #"{"changes": []}"#)
        XCTAssertEqual(try kind(answer.object["figures"])["sites"] as? Int, 5)
        let after = try await ask(.get, second)
        XCTAssertEqual(after.object["figures"] as? NSDictionary, before["figures"] as? NSDictionary)
        XCTAssertEqual(after.object["revision"] as? Int, 0)
        let ended = try await ask(.delete, first)
        XCTAssertEqual(ended.status, 204)
        for request in [first, "\(first)/layers/sites.geojson", "\(first)/point?lon=0&lat=49", "\(first)/scenario.yaml"] {
            let gone = try await ask(.get, request)
            XCTAssertEqual(gone.status, 404, request)
            XCTAssertEqual(gone.error["code"] as? String, "session")
        }
    }

    func testTheNewestRequestWins() async throws {
        let service = try service()
        let session = try service.sessions.begin(service.opened.state, baseline: service.opened.baseline)
        defer { try? service.sessions.end(session.id) }
        let none = try JSONDecoder().decode(ScenarioEdit.self, from: Data(#"{"changes": []}"#.utf8))
        let old = session.takeTicket()
        let new = session.takeTicket()
        XCTAssertThrowsError(try change(session, none, old, service)) {
            XCTAssertEqual(($0 as? Refusal)?.code, "superseded")
            XCTAssertEqual(($0 as? Refusal)?.status, .conflict)
        }
        XCTAssertEqual(session.revision.number, 0)
        _ = try change(session, none, new, service)
        XCTAssertEqual(session.revision.number, 1)
        // One that is overtaken while it works gives up between its steps.
        let overtaken = session.takeTicket()
        XCTAssertThrowsError(
            try service.served.evaluate(service.served.editable) {
                _ = session.takeTicket()
                try session.requireNewest(overtaken)
            }
        ) { XCTAssertEqual(($0 as? Refusal)?.code, "superseded") }
    }

    func testSessionsAreBoundedAndEnd() throws {
        let service = try service()
        let (state, baseline) = service.opened
        let few = Sessions(greatestCount: 2, idleLimit: .seconds(3600)) { _ in }
        let first = try few.begin(state, baseline: baseline)
        _ = try few.begin(state, baseline: baseline)
        XCTAssertThrowsError(try few.begin(state, baseline: baseline)) {
            XCTAssertEqual(($0 as? Refusal)?.status, .serviceUnavailable)
        }
        try few.end(first.id)
        let third = try few.begin(state, baseline: baseline)
        XCTAssertNotEqual(third.id, first.id)
        XCTAssertEqual(third.id.count, 32)

        let brief = Sessions(greatestCount: 2, idleLimit: .zero) { _ in }
        let idle = try brief.begin(state, baseline: baseline)
        XCTAssertThrowsError(try brief.session(idle.id)) { XCTAssertEqual(($0 as? Refusal)?.code, "session") }
        XCTAssertEqual(brief.count, 0)
    }

    func testTheMomentChangesTheBaselineToo() async throws {
        let (path, _) = try await session()
        let night = try await ask(.put, "\(path)/changes", json: #"{"moment": "night"}"#)
        XCTAssertEqual(night.status, 200, night.text)
        // Houses are open by day.
        XCTAssertEqual(try kind(night.object["figures"])["sites"] as? Int, 0)
        XCTAssertEqual(try kind(night.object["baseline"])["sites"] as? Int, 0)
        let point = try await ask(.get, "\(path)/point?lon=0.19835&lat=48.92772").object
        let reason = try XCTUnwrap(
            ((point["kinds"] as? [String: Any])?["msp"] as? [String: Any])?["reason"] as? [String: Any])
        XCTAssertEqual(reason["key"] as? String, "closed_at_moment")
        let always = try await ask(.put, "\(path)/changes", json: #"{"moment": null}"#)
        XCTAssertEqual(try kind(always.object["figures"])["sites"] as? Int, 8)
        XCTAssertTrue(always.object["moment"] is NSNull)
    }
}

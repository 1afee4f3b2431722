import Foundation
import Hummingbird
import HummingbirdTesting
import XCTest

@testable import MapServer

/// Every kind of bad request is answered in words, and changes nothing.
final class RefusalTests: MapTest {
    func testWrongContentTypes() async throws {
        let (path, _) = try await session()
        for type in ["text/plain", "application/x-www-form-urlencoded", "application/json; charset=latin1", "json"] {
            let answer = try await ask(
                .put, "\(path)/changes", json: #"{"changes": []}"#, headers: [.contentType: type])
            XCTAssertEqual(answer.status, 415, type)
        }
        let charset = try await ask(
            .put, "\(path)/changes", json: "{}", headers: [.contentType: "application/json; charset=utf-8"])
        XCTAssertEqual(charset.status, 200)
        let none = try await Application(router: mapRouter(try service(), host: "127.0.0.1")).test(.router) { client in
            try await client.execute(uri: "/api/sessions", method: .post, body: ByteBuffer(string: "{}")) {
                $0.status.code
            }
        }
        XCTAssertEqual(none, 415)
    }

    func testMalformedBodies() async throws {
        let (path, _) = try await session()
        for body in [
            "", "{", "[]", "1", "null", "\"x\"", "{\"year\": \"soon\"}", "{\"name\": 3}", "{\"changes\": nope}",
            "{\"since\": 1.5}", String(repeating: "[", count: 5_000), "{\"changes\": [1e999]}",
        ] {
            let answer = try await ask(.put, "\(path)/changes", json: body)
            XCTAssertEqual(answer.status, 400, body)
            XCTAssertEqual(answer.error["code"] as? String, "json", body)
        }
    }

    func testABodyThatIsTooLong() async throws {
        let (path, _) = try await session()
        let long = "{\"name\": \"" + String(repeating: "x", count: greatestBody) + "\"}"
        let answer = try await ask(.put, "\(path)/changes", json: long)
        XCTAssertEqual(answer.status, 413)
        XCTAssertEqual(answer.error["code"] as? String, "too_large")
    }

    func testForeignPages() async throws {
        let (path, _) = try await session()
        let site = try XCTUnwrap(HTTPFields.Element.Name("Sec-Fetch-Site"))
        let mode = try XCTUnwrap(HTTPFields.Element.Name("Sec-Fetch-Mode"))
        for origin in ["http://evil.example", "null", "https://localhost", "http://localhost:81"] {
            let answer = try await ask(.put, "\(path)/changes", json: "{}", headers: [.origin: origin])
            XCTAssertEqual(answer.status, 403, origin)
            let reading = try await ask(.get, path, headers: [.origin: origin])
            XCTAssertEqual(reading.status, 403, origin)
        }
        let own = try await ask(.put, "\(path)/changes", json: "{}", headers: [.origin: "http://localhost"])
        XCTAssertEqual(own.status, 200)
        let cross = try await ask(.get, "/api/territory", headers: [site: "cross-site", mode: "no-cors"])
        XCTAssertEqual(cross.status, 403)
        let link = try await ask(.get, "/", headers: [site: "cross-site", mode: "navigate"])
        XCTAssertEqual(link.status, 200)
        XCTAssertNil(cross.headers[try XCTUnwrap(HTTPFields.Element.Name("Access-Control-Allow-Origin"))])
    }

    func testForeignHosts() {
        let cases: [(listening: String, host: String, isAnswered: Bool)] = [
            ("127.0.0.1", "127.0.0.1:8115", true), ("127.0.0.1", "localhost", true), ("127.0.0.1", "[::1]:80", true),
            ("127.0.0.1", "[::1]", true), ("127.0.0.1", "evil.example", false), ("127.0.0.1", "localhost:", true),
            ("127.0.0.1", "127.0.0.1.evil.example", false), ("127.0.0.1", "10.0.0.7", false), ("127.0.0.1", "", false),
            ("127.0.0.1", "evil.example:8115", false), ("127.0.0.1", "localhost@evil.example", false),
            ("0.0.0.0", "10.0.0.7:8115", true), ("0.0.0.0", "evil.example", false), ("::", "[fe80::1]:8115", true),
            ("plan.example", "plan.example", true), ("plan.example", "other.example", false),
        ]
        for (listening, host, isAnswered) in cases {
            let safety = Safety<BasicRequestContext>(host: listening, activity: Activity())
            XCTAssertEqual(safety.isOwn(host), isAnswered, "\(host) at \(listening)")
        }
    }

    func testWrongScenariosNameTheirPlaces() async throws {
        let (path, before) = try await session()
        let cases: [(String, [String])] = [
            (#"[{"close": {"id": "gase"}}]"#, ["changes[0].close"]),
            (#"[{"open": {"id": "a", "kind": "msp", "at": [48.9, 0.2]}}]"#, ["changes[0].open.at"]),
            (#"[{"open": {"kind": "msp", "at": [0.2]}}, {"clos": {}}]"#,
             ["changes[0].open", "changes[0].open.at", "changes[1].clos"]),
            (#"[{"open": {"id": "a", "kind": "msp", "at": ["0.2", 48.9]}}]"#, ["changes[0].open.at"]),
            (#"[{"place": {"kind": "msp", "model": "mclp", "sites": 1, "candidates": "communes"}}]"#,
             ["changes[0].place"]),
            (#"{"close": 1}"#, ["changes"]), ("\"all\"", ["changes"]),
        ]
        for (changes, places) in cases {
            let answer = try await ask(.put, "\(path)/changes", json: "{\"changes\": \(changes)}")
            XCTAssertEqual(answer.status, 422, changes + answer.text)
            let found = answer.problems.compactMap { $0["place"] as? String }
            for place in places { XCTAssertTrue(found.contains(place), "\(changes): \(found)") }
            XCTAssertTrue(answer.problems.allSatisfy { $0["text"] is String })
        }
        for edit in [#"{"year": 3}"#, #"{"moment": "teatime"}"#] {
            let answer = try await ask(.put, "\(path)/changes", json: edit)
            XCTAssertEqual(answer.status, 422, edit)
        }
        let after = try await ask(.get, path)
        XCTAssertEqual(after.object["revision"] as? Int, 0)
        XCTAssertEqual(after.object["figures"] as? NSDictionary, before["figures"] as? NSDictionary)
    }

    func testNoScenarioNamesOtherFiles() async throws {
        let territory = "territory: ../Shapefiles/basse-normandie/territory.yaml"
        let texts = [
            "scenario: 1\nname: x\nterritory: /etc/passwd\n",
            "scenario: 1\nname: x\n\(territory)\nprofile: profiles/winter.yaml\n",
            "scenario: 1\nname: x\n\(territory)\nequity: {quantity: minutes_to_nearest, kind: msp, "
                + "rank: {table: /etc/passwd, commune: a, column: b}}\n",
            "scenario: 1\nname: x\n\(territory)\nchanges:\n"
                + "  - place: {kind: msp, model: mclp, sites: 1, candidates: {layer: /etc/passwd, id: x}}\n",
        ]
        for text in texts {
            let answer = try await ask(.post, "/api/sessions", json: try json(["scenario": text]))
            XCTAssertEqual(answer.status, 422, text)
            XCTAssertTrue(
                answer.problems.contains { ($0["text"] as? String)?.contains("does not name") ?? false }, answer.text)
            XCTAssertFalse(answer.text.contains("root:"))
        }
        let other = "scenario: 1\nname: x\n\(territory)\nprofile: foot\n"
        let foot = try await ask(.post, "/api/sessions", json: try json(["scenario": other]))
        XCTAssertEqual(foot.status, 422)
        XCTAssertEqual(foot.problems.first?["place"] as? String, "profile")
        for text in ["", "- 1", "a: [", "territory: 1\nname: x\ncommunes: {}\n"] {
            let answer = try await ask(.post, "/api/sessions", json: try json(["scenario": text]))
            XCTAssertEqual(answer.status, 422, text)
        }
    }

    func testUnknownAddresses() async throws {
        let (path, _) = try await session()
        for (method, address) in [
            (HTTPRequest.Method.get, "/api"), (.get, "/api/nothing"), (.post, "/api/territory"), (.delete, "/api/sessions"),
            (.put, "\(path)/layers/sites.geojson"), (.get, "/api/sessions/none"), (.delete, "/api/sessions/none"),
            (.get, "/api/jobs/none/events"), (.delete, "/api/jobs/none"), (.get, "/favicon.ico"),
        ] {
            let answer = try await ask(method, address)
            XCTAssertEqual(answer.status, 404, address)
            XCTAssertFalse(answer.problems.isEmpty, address)
        }
        let revision = try await ask(.get, "\(path)/communes.json?revision=x")
        XCTAssertEqual(revision.status, 400)
    }
}

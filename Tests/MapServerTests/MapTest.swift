import Foundation
import Hummingbird
import HummingbirdTesting
import XCTest

@testable import MapServer

/// Tests that ask the routes for the demonstration scenario.
class MapTest: XCTestCase {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    static let demonstration = root.appendingPathComponent("Scenarios/basse-normandie.yaml").path
    /// Made once, as a server is.
    private static let made = Result { try MapService(ServerOptions(scenario: demonstration, threads: 2)) }

    struct Answer {
        var status: Int
        var headers: HTTPFields
        var text: String

        var object: [String: Any] {
            (try? JSONSerialization.jsonObject(with: Data(text.utf8))) as? [String: Any] ?? [:]
        }
        var error: [String: Any] { object["error"] as? [String: Any] ?? [:] }
        var problems: [[String: Any]] { error["problems"] as? [[String: Any]] ?? [] }
        var features: [[String: Any]] { object["features"] as? [[String: Any]] ?? [] }
        var properties: [[String: Any]] { features.compactMap { $0["properties"] as? [String: Any] } }
    }

    func service() throws -> MapService {
        guard FileManager.default.fileExists(atPath: leafletFolder) else {
            throw XCTSkip("libjs-leaflet is not installed: there is no \(leafletFolder)")
        }
        return try Self.made.get()
    }

    func ask(
        _ method: HTTPRequest.Method, _ path: String, json: String? = nil, headers: HTTPFields = [:]
    ) async throws -> Answer {
        var headers = headers
        if json != nil, headers[.contentType] == nil { headers[.contentType] = "application/json" }
        let application = Application(router: mapRouter(try service(), host: "127.0.0.1"))
        let (asked, body) = (headers, json.map { ByteBuffer(string: $0) })
        return try await application.test(.router) { client in
            try await client.execute(uri: path, method: method, headers: asked, body: body) { response in
                Answer(
                    status: response.status.code, headers: response.headers, text: String(buffer: response.body))
            }
        }
    }

    /// Begins a session; its address and its state.
    func session(_ json: String = "{}") async throws -> (path: String, state: [String: Any]) {
        let answer = try await ask(.post, "/api/sessions", json: json)
        XCTAssertEqual(answer.status, 201, answer.text)
        let id = try XCTUnwrap(answer.object["session"] as? String)
        return ("/api/sessions/\(id)", try XCTUnwrap(answer.object["state"] as? [String: Any]))
    }

    func kind(_ figures: Any?, _ kind: String = "msp") throws -> [String: Any] {
        let kinds = try XCTUnwrap((figures as? [String: Any])?["kinds"] as? [String: Any])
        return try XCTUnwrap(kinds[kind] as? [String: Any])
    }

    func json(_ value: Any) throws -> String {
        String(decoding: try JSONSerialization.data(withJSONObject: value, options: [.sortedKeys]), as: UTF8.self)
    }
}

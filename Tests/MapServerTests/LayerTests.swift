import Foundation
import Hummingbird
import XCTest

@testable import MapServer

/// The layers of a session, and what it tells of places.
final class LayerTests: MapTest {
    private let closing = #"{"changes": [{"close": {"id": "gace"}}]}"#

    func testLayersAreThoseOfTheFiles() async throws {
        let (path, _) = try await session(closing)
        for layer in ["sites", "catchments", "overlaps", "uncovered_zones", "territories"] {
            let live = try await ask(.get, "\(path)/layers/\(layer).geojson")
            XCTAssertEqual(live.status, 200, layer)
            XCTAssertEqual(live.headers[.contentType], "application/geo+json")
            let file = try await ask(.get, "\(path)/export/\(layer).geojson")
            XCTAssertEqual(live.features.count, file.features.count, layer)
            for (shown, written) in zip(live.features, file.features) {
                let properties = try XCTUnwrap(shown["properties"] as? [String: Any])
                for (name, value) in try XCTUnwrap(written["properties"] as? [String: Any]) {
                    XCTAssertEqual(properties[name] as? NSObject, value as? NSObject, "\(layer).\(name)")
                }
                let geometry = try XCTUnwrap(shown["geometry"] as? [String: Any])
                XCTAssertEqual(geometry["type"] as? String, (written["geometry"] as? [String: Any])?["type"] as? String)
            }
        }
        let none = try await ask(.get, "\(path)/layers/catchments.geojson?kind=nothing")
        XCTAssertEqual(none.features.count, 0)
        for layer in ["population.geojson", "roads.geojson", "sites", "..%2fsites.geojson"] {
            let answer = try await ask(.get, "\(path)/layers/\(layer)")
            XCTAssertEqual(answer.status, 404, layer)
        }
    }

    func testCommunesAsATableAndAsALayer() async throws {
        let (path, _) = try await session(closing)
        let table = try await ask(.get, "\(path)/communes.json?revision=0").object
        let columns = try XCTUnwrap(table["columns"] as? [String])
        let rows = try XCTUnwrap(table["rows"] as? [[Any]])
        let layer = try await ask(.get, "\(path)/layers/communes.geojson").properties
        XCTAssertEqual(rows.count, layer.count)
        for (row, properties) in zip(rows, layer) {
            XCTAssertEqual(row.count, columns.count)
            for (name, value) in zip(columns, row) {
                XCTAssertEqual(value as? NSObject, properties[name] as? NSObject, name)
            }
        }
        let covered = try XCTUnwrap(columns.firstIndex(of: "msp_covered_inhabitants"))
        func sum(_ rows: [[Any]]) -> Double { rows.reduce(0) { $0 + ($1[covered] as? Double ?? 0) } }
        let state = try await ask(.get, path).object
        XCTAssertEqual(sum(rows), try kind(state["figures"])["covered_inhabitants"] as? Double)
        let baseline = try await ask(.get, "\(path)/communes.json?baseline=true").object
        XCTAssertEqual(
            sum(try XCTUnwrap(baseline["rows"] as? [[Any]])), try kind(state["baseline"])["covered_inhabitants"] as? Double)
    }

    func testGainsAddUpToTheChangeOfCover() async throws {
        let (path, state) = try await session(closing)
        let change =
            try XCTUnwrap(try kind(state["figures"])["covered_inhabitants"] as? Double)
            - XCTUnwrap(try kind(state["baseline"])["covered_inhabitants"] as? Double)
        XCTAssertLessThan(change, 0, "the closed house has people of its own")
        let points = try await ask(.get, "\(path)/layers/gains.geojson?kind=msp").properties
        let byPoint = points.reduce(0) { sum, point in
            let people = point["inhabitants"] as? Double ?? 0
            let (was, now) = (point["covered_before"] as? Bool ?? false, point["covered_after"] as? Bool ?? false)
            return sum + (was == now ? 0 : now ? people : -people)
        }
        XCTAssertEqual(byPoint, change, accuracy: 1e-6)
        let communes = try await ask(.get, "\(path)/layers/gains.geojson?kind=msp&by=communes").properties
        let byCommune = communes.reduce(0) {
            $0 + ($1["covered_after"] as? Double ?? 0) - ($1["covered_before"] as? Double ?? 0)
        }
        XCTAssertEqual(byCommune, change, accuracy: 1e-6)
        // Nobody comes nearer by a closure.
        for point in points { XCTAssertLessThanOrEqual(point["gain_minutes"] as? Double ?? 0, 0) }
        for query in ["", "?kind=msp&by=towns"] {
            let answer = try await ask(.get, "\(path)/layers/gains.geojson\(query)")
            XCTAssertEqual(answer.status, 400, query)
        }
    }

    func testAPlaceIsExplained() async throws {
        let (path, _) = try await session()
        // At the door of the house that the scenario opens.
        let at = try await ask(.get, "\(path)/point?lon=0.19835&lat=48.92772").object
        let here = try XCTUnwrap((at["kinds"] as? [String: Any])?["msp"] as? [String: Any])
        XCTAssertEqual(here["covered"] as? Bool, true)
        XCTAssertEqual((here["nearest"] as? [String: Any])?["site"] as? String, "vimoutiers")
        XCTAssertLessThan(try XCTUnwrap(here["minutes"] as? Double), 5)
        XCTAssertEqual((here["reason"] as? [String: Any])?["key"] as? String, "covered")
        XCTAssertEqual((at["pole"] as? [String: Any])?["site"] as? String, "vimoutiers")
        let choices = try XCTUnwrap(here["choices"] as? [[String: Any]])
        let minutes = choices.compactMap { $0["minutes"] as? Double }
        XCTAssertEqual(minutes, minutes.sorted())
        XCTAssertTrue(minutes.allSatisfy { $0 <= 15 }, "\(minutes)")

        // An hour away at sea: no road.
        let away = try await ask(.get, "\(path)/point?lon=-1.9&lat=49.72").object
        let there = try XCTUnwrap((away["kinds"] as? [String: Any])?["msp"] as? [String: Any])
        XCTAssertEqual(there["covered"] as? Bool, false)
        for query in ["", "?lon=1", "?lon=x&lat=1", "?lon=200&lat=1", "?lon=1&lat=91"] {
            let answer = try await ask(.get, "\(path)/point\(query)")
            XCTAssertEqual(answer.status, 400, query)
        }
    }

    func testACommuneIsExplainedByItsPeople() async throws {
        let (path, _) = try await session()
        let rows = try await ask(.get, "\(path)/layers/communes.geojson").properties
        for row in rows.prefix(60) {
            let code = try XCTUnwrap(row["code"] as? String)
            let told = try await ask(.get, "\(path)/communes/\(code)").object
            XCTAssertEqual(told["name"] as? String, row["name"] as? String)
            XCTAssertEqual(told["inhabitants"] as? Double, row["inhabitants"] as? Double)
            let msp = try XCTUnwrap((told["kinds"] as? [String: Any])?["msp"] as? [String: Any])
            XCTAssertEqual(msp["covered_inhabitants"] as? Double, row["msp_covered_inhabitants"] as? Double)
            if let mean = row["msp_mean_minutes"] as? Double {
                XCTAssertEqual(try XCTUnwrap(msp["minutes"] as? Double), mean, accuracy: 0.001)
            }
            let uncovered = try XCTUnwrap(msp["uncovered_inhabitants"] as? Double)
            let key = try XCTUnwrap((msp["reason"] as? [String: Any])?["key"] as? String)
            if uncovered > 0 { XCTAssertNotEqual(key, "covered", code) }
            XCTAssertEqual((told["pole"] as? [String: Any])?["fails"] as? [String], row["three_15s_fails"] as? [String])
        }
        let none = try await ask(.get, "\(path)/communes/99999")
        XCTAssertEqual(none.status, 404)
    }

    func testExports() async throws {
        let (path, _) = try await session(closing)
        let package = try await ask(.get, "\(path)/export/maillage.gpkg?revision=0")
        XCTAssertEqual(package.status, 200)
        XCTAssertEqual(package.headers[.contentType], "application/geopackage+sqlite3")
        XCTAssertTrue(package.text.hasPrefix("SQLite format 3"))
        XCTAssertEqual(package.headers[.contentDisposition], "attachment; filename=\"maillage.gpkg\"")
        let table = try await ask(.get, "\(path)/export/communes.csv")
        let lines = table.text.split(separator: "\n")
        XCTAssertTrue(lines.first?.hasPrefix("code,name,inhabitants") ?? false)
        XCTAssertEqual(lines.count, try service().served.loaded.baseline.communes.count + 1)
        let report = try await ask(.get, "\(path)/export/report.html?lang=en")
        XCTAssertEqual(report.headers[.contentType], "text/html; charset=utf-8")
        XCTAssertTrue(report.text.lowercased().hasPrefix("<!doctype html>"), String(report.text.prefix(100)))
        XCTAssertTrue(report.text.contains("lang=\"en\""))
        for file in ["population.geojson", "manifest.json", "..%2fmanifest.json", "summary.json.bak", "sites.shp"] {
            let answer = try await ask(.get, "\(path)/export/\(file)")
            XCTAssertEqual(answer.status, 404, file)
        }
        let old = try await ask(.get, "\(path)/export/summary.json?revision=7")
        XCTAssertEqual(old.status, 409)
        XCTAssertEqual(old.error["code"] as? String, "revision")
    }
}

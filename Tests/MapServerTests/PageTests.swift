internal import CMapPage
import Foundation
import Hummingbird
import XCTest

@testable import MapServer

/// What is the same for all: the page, Leaflet, the territory.
final class PageTests: MapTest {
    func testEveryFileOfThePageIsEmbedded() throws {
        let folder = Self.root.appendingPathComponent("Sources/MapServer/Page")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { !$0.hasPrefix(".") }
        var embedded: [String: [UInt8]] = [:]
        for index in 0..<cMapPageFileCount {
            let file = cMapPageFile(index)
            embedded[String(cString: try XCTUnwrap(file.name))] = Array(
                UnsafeBufferPointer(start: file.bytes, count: file.count))
        }
        XCTAssertEqual(embedded.keys.sorted(), names.sorted(), "Sources/CMapPage/CMapPage.c lists the page's files")
        for name in names {
            let content = try Data(contentsOf: folder.appendingPathComponent(name))
            XCTAssertTrue(embedded[name] == Array(content), "\(name) is not as it was when the program was built")
        }
    }

    func testThePageAndItsFiles() async throws {
        let page = try await ask(.get, "/")
        XCTAssertEqual(page.status, 200)
        XCTAssertEqual(page.headers[.contentType], "text/html; charset=utf-8")
        let policy = try XCTUnwrap(page.headers[XCTUnwrap(HTTPFields.Element.Name("Content-Security-Policy"))])
        XCTAssertTrue(policy.hasPrefix("default-src 'none'; script-src 'self'; style-src 'self';"), policy)
        XCTAssertFalse(policy.contains("unsafe"), policy)
        for name in ["X-Content-Type-Options", "Referrer-Policy", "Cross-Origin-Resource-Policy"] {
            XCTAssertNotNil(page.headers[try XCTUnwrap(HTTPFields.Element.Name(name))], name)
        }
        let style = try await ask(.get, "/leaflet/leaflet.css")
        XCTAssertEqual(style.headers[.contentType], "text/css; charset=utf-8")
        XCTAssertEqual(
            style.text, try String(contentsOfFile: "\(leafletFolder)/leaflet.css", encoding: .utf8))
        let tag = try XCTUnwrap(style.headers[.eTag])
        let again = try await ask(.get, "/leaflet/leaflet.css", headers: [.ifNoneMatch: tag])
        XCTAssertEqual(again.status, 304)
        XCTAssertEqual(again.text, "")
        let image = try await ask(.get, "/leaflet/images/layers.png")
        XCTAssertEqual(image.headers[.contentType], "image/png")
        let head = try await ask(.head, "/")
        XCTAssertEqual(head.status, 200)
    }

    func testNoPathReachesTheFileSystem() async throws {
        for path in [
            "/assets/..%2f..%2fPackage.swift", "/assets/%2e%2e/%2e%2e/etc/passwd", "/leaflet/..%2f..%2f..%2fetc%2fpasswd",
            "/leaflet/images/..%2fleaflet.css", "/assets/", "/assets/index.html%00", "/leaflet/package.json",
            "/leaflet/images/%2fetc%2fpasswd", "/../../etc/passwd", "//etc/passwd",
        ] {
            let answer = try await ask(.get, path)
            XCTAssertEqual(answer.status, 404, path)
            XCTAssertEqual(answer.error["code"] as? String, "not_found", path)
        }
    }

    func testTheTerritory() async throws {
        let territory = try await ask(.get, "/api/territory").object
        let loaded = try service().served.loaded
        XCTAssertEqual(territory["inhabitants"] as? Double, loaded.baseline.population.totalInhabitants)
        XCTAssertEqual(territory["communes"] as? Int, loaded.baseline.communes.count)
        XCTAssertEqual(territory["groups"] as? [String], loaded.baseline.population.groups.map(\.name))
        let kinds = try XCTUnwrap(territory["kinds"] as? [[String: Any]])
        let msp = try XCTUnwrap(kinds.first { $0["kind"] as? String == "msp" })
        // Five of the territory, three that the scenario opens.
        XCTAssertEqual(msp["sites"] as? Int, 8)
        XCTAssertEqual(msp["covers"] as? String, "catchment")
        XCTAssertEqual(kinds.first { $0["kind"] as? String == "dac" }?["sites"] as? Int, 0)
        let figures = try XCTUnwrap(territory["figures"] as? [[String: Any]])
        let shares = figures.first { $0["id"] as? String == "msp_covered_share" }
        XCTAssertEqual(shares?["unit"] as? String, "share")
        XCTAssertEqual(shares?["kind"] as? String, "msp")
        let box = try XCTUnwrap(territory["bbox"] as? [Double])
        XCTAssertTrue(box[0] < box[2] && box[1] < box[3] && box[0] > -3 && box[3] < 50, "\(box)")
    }

    func testCommunesAndPopulation() async throws {
        let territory = try service().served.loaded.baseline
        let communes = try await ask(.get, "/api/communes.geojson")
        XCTAssertEqual(communes.headers[.contentType], "application/geo+json")
        XCTAssertEqual(communes.features.count, territory.communes.count)
        let people = communes.properties.reduce(0) { $0 + ($1["inhabitants"] as? Double ?? 0) }
        let inside = zip(territory.population.inhabitants, territory.population.communes)
            .reduce(0) { $1.1 == nil ? $0 : $0 + $1.0 }
        XCTAssertEqual(people, inside)
        let points = try await ask(.get, "/api/population.geojson?bbox=-180,-90,180,90").object
        let count = territory.population.inhabitants.count { $0 > 0 }
        XCTAssertEqual(points["truncated"] as? Bool, count > 5_000)
        XCTAssertEqual((points["features"] as? [Any])?.count, min(count, 5_000))
        let none = try await ask(.get, "/api/population.geojson?bbox=100,10,101,11")
        XCTAssertEqual(none.features.count, 0)
        for query in ["", "?bbox=1,2,3", "?bbox=a,b,c,d", "?bbox=1,2,3,nan"] {
            let answer = try await ask(.get, "/api/population.geojson\(query)")
            XCTAssertEqual(answer.status, 400, query)
        }
    }

    func testRoadsGrowWithTheZoom() async throws {
        // Everything at zoom 0; the tile of a place at each zoom holds no more than the one above it, thinned or not.
        let all = try await ask(.get, "/api/roads/0/0/0.geojson")
        XCTAssertEqual(all.status, 200)
        let territory = try await ask(.get, "/api/territory").object
        let box = try XCTUnwrap(territory["bbox"] as? [Double])
        let (longitude, latitude) = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
        var counts: [Int] = []
        for zoom in [9, 10, 12, 14] {
            let tiles = Double(1 << zoom)
            let column = Int((longitude + 180) / 360 * tiles)
            let row = Int((1 - asinh(tan(latitude * .pi / 180)) / .pi) / 2 * tiles)
            let answer = try await ask(.get, "/api/roads/\(zoom)/\(column)/\(row).geojson")
            XCTAssertEqual(answer.status, 200)
            for properties in answer.properties { XCTAssertNotNil(properties["class"] as? String) }
            counts.append(answer.features.count)
        }
        XCTAssertGreaterThan(counts[0], 0)
        XCTAssertLessThanOrEqual(counts[3], counts[2])
        for tile in ["20/0/0.geojson", "9/-1/0.geojson", "9/512/0.geojson", "a/0/0.geojson", "9/0/0", "9/0/x.geojson"] {
            let answer = try await ask(.get, "/api/roads/\(tile)")
            XCTAssertEqual(answer.status, 404, tile)
        }
    }
}

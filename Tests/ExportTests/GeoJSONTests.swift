import Export
import Foundation
import Geometry
import Layers
import Simulation
import XCTest

/// The GeoJSON files of a result: columns as INTERFACE names them, RFC 7946, and the figures in them.
final class GeoJSONTests: XCTestCase {
    private static let written = Result { () -> (result: SimulationResult, files: [String: Data]) in
        let territory = try SmallTerritory()
        let loaded = try loadScenario(path: territory.path("scenario.yaml"))
        let result = try loaded.analysed(threads: 2)
        return (result, try resultFiles(result, inputs: loaded.inputs, to: territory.path("result")))
    }

    private let layers = ["sites", "catchments", "uncovered_zones", "overlaps", "communes", "territories"]

    private func layer(_ name: String) throws -> JSON {
        try JSON(try XCTUnwrap(Self.written.get().files["\(name).geojson"], name))
    }

    private func properties(_ name: String) throws -> [JSON] {
        try XCTUnwrap(layer(name)["features"]).elements.map { try XCTUnwrap($0["properties"]) }
    }

    /// - Parameter columns: the types that each may have, `?` for one that may be null.
    private func assertColumns(_ name: String, _ columns: [String: String], line: UInt = #line) throws {
        let rows = try properties(name)
        XCTAssertFalse(rows.isEmpty, name, line: line)
        for (column, type) in columns {
            for row in rows {
                let value = try XCTUnwrap(row[column], "\(name) has no \(column)", line: line)
                if type.hasSuffix("?"), value == .null { continue }
                XCTAssertEqual(value.type, type.replacing("?", with: ""), "\(name).\(column)", line: line)
            }
        }
    }

    func testColumns() throws {
        try assertColumns(
            "sites",
            [
                "site": "text", "kind": "text", "name": "text", "commune": "text?", "professionals": "number",
                "satellite_of": "text?",
            ])
        try assertColumns(
            "catchments",
            ["site": "text", "kind": "text", "minutes": "number", "area_km2": "number", "inhabitants": "number"])
        try assertColumns(
            "uncovered_zones",
            [
                "zone": "text", "kind": "text", "minutes": "number", "area_km2": "number", "inhabitants": "number",
                "communes": "texts",
            ])
        try assertColumns(
            "overlaps",
            ["kind": "text", "sites": "texts", "count": "number", "area_km2": "number", "inhabitants": "number"])
        try assertColumns(
            "territories",
            [
                "territory": "text", "division": "text", "inhabitants": "number", "area_km2": "number",
                "communes": "texts",
                "contiguous": "flag", "size_class": "number",
            ])
        var communes = ["code": "text", "name": "text", "inhabitants": "number", "age_75_plus": "number"]
        for kind in ["msp", "cds", "nurse_pool", "pharmacy", "telemedicine"] {
            communes["\(kind)_covered_inhabitants"] = "number"
            communes["\(kind)_mean_minutes"] = "number?"
            communes["\(kind)_min_minutes"] = "number?"
        }
        try assertColumns("communes", communes)
    }

    func testRFC7946() throws {
        let files = try Self.written.get().files
        for name in layers {
            let collection = try layer(name)
            XCTAssertEqual(collection["type"]?.text, "FeatureCollection")
            XCTAssertNil(collection["crs"], "WGS 84 goes without saying")
            for feature in try XCTUnwrap(collection["features"]).elements {
                let geometry = try XCTUnwrap(feature["geometry"])
                XCTAssertEqual(geometry["type"]?.text, name == "sites" ? "Point" : "MultiPolygon")
                let coordinates = try XCTUnwrap(geometry["coordinates"])
                for polygon in name == "sites" ? [] : coordinates.elements {
                    for (position, ring) in polygon.elements.enumerated() {
                        let points = ring.elements.map { Point(x: $0.elements[0].number!, y: $0.elements[1].number!) }
                        XCTAssertGreaterThanOrEqual(points.count, 4, name)
                        XCTAssertEqual(points.first, points.last, "\(name): closed")
                        let area = signedArea(ofRing: points)
                        XCTAssertTrue(position == 0 ? area > 0 : area < 0, "\(name): right-hand rings")
                    }
                }
            }
            // Seven decimals at the most, longitude first, in the right place (a little east of 0° 17′, north of 48° 53′).
            let text = String(decoding: try XCTUnwrap(files["\(name).geojson"]), as: UTF8.self)
            let pairs = text.matches(of: /\[ *(-?[0-9.e+-]+), (-?[0-9.e+-]+) *\]/)
            XCTAssertFalse(pairs.isEmpty, name)
            for pair in pairs {
                for number in [pair.1, pair.2] {
                    XCTAssertLessThanOrEqual(number.split(separator: ".").dropFirst().first?.count ?? 0, 7, "\(number)")
                    XCTAssertFalse(number.contains("e"), "\(number)")
                }
                XCTAssertTrue((0.2...0.6).contains(Double(pair.1) ?? 0), "\(name): longitude \(pair.1)")
                XCTAssertTrue((48.8...49.1).contains(Double(pair.2) ?? 0), "\(name): latitude \(pair.2)")
            }
        }
    }

    func testPolygonsAreValidAfterTheRounding() throws {
        for name in layers where name != "sites" {
            for feature in try XCTUnwrap(layer(name)["features"]).elements {
                let polygons = try XCTUnwrap(feature["geometry"]?["coordinates"]).elements.map { polygon in
                    let rings = polygon.elements.map { ring in
                        ring.elements.map { Point(x: $0.elements[0].number!, y: $0.elements[1].number!) }
                    }
                    return Polygon(exterior: rings[0], holes: Array(rings.dropFirst()))
                }
                XCTAssertNil(try MultiPolygon(polygons).repaired().report, name)
            }
        }
    }

    func testFiguresAddUp() throws {
        let result = try Self.written.get().result
        let total = result.territory.population.totalInhabitants
        let overlaps = try properties("overlaps")
        let zones = try properties("uncovered_zones")
        func sum(_ rows: [JSON], _ column: String, kind: String) -> Double {
            rows.reduce(0) { $1["kind"]?.text == kind ? $0 + ($1[column]?.number ?? .nan) : $0 }
        }
        for kind in result.kinds {
            XCTAssertEqual(sum(overlaps, "inhabitants", kind: kind.kind), kind.figures.covered)
            XCTAssertEqual(sum(zones, "inhabitants", kind: kind.kind), kind.figures.uncovered)
            XCTAssertEqual(
                sum(overlaps, "inhabitants", kind: kind.kind) + sum(zones, "inhabitants", kind: kind.kind), total)
            let ranks = zones.filter { $0["kind"]?.text == kind.kind }.compactMap { $0["inhabitants"]?.number }
            XCTAssertEqual(ranks, ranks.sorted(by: >), "ranked by inhabitants")
        }
        for row in overlaps {
            let sites = try XCTUnwrap(row["sites"]).elements.compactMap(\.text)
            XCTAssertEqual(row["count"]?.number, Double(sites.count))
            XCTAssertEqual(sites, sites.sorted())
        }
        // All but the seven who live outside every commune.
        let communes = try properties("communes")
        XCTAssertEqual(communes.map { $0["code"]?.text }, ["A", "B", "C"])
        XCTAssertEqual(communes.reduce(0) { $0 + ($1["inhabitants"]?.number ?? .nan) }, total - 7)
        XCTAssertEqual(communes[2]["inhabitants"]?.number, 0)
        XCTAssertEqual(communes[2]["msp_mean_minutes"], .null)
        let territories = try properties("territories")
        XCTAssertEqual(territories.map { $0["territory"]?.text }, ["middle", "west"])
        XCTAssertEqual(territories.map { $0["contiguous"] }, [.flag(true), .flag(false)])
        XCTAssertEqual(territories[1]["communes"]?.elements, [.text("A"), .text("C")])
        XCTAssertEqual(try XCTUnwrap(territories[1]["area_km2"]?.number), 144, accuracy: 0.01)
    }

    func testOneCatchmentASite() throws {
        let result = try Self.written.get().result
        let catchments = try properties("catchments")
        XCTAssertEqual(catchments.compactMap { $0["site"]?.text }, result.territory.sites.map(\.id.text))
        for (row, site) in zip(catchments, result.territory.sites) {
            XCTAssertEqual(row["minutes"]?.number, result.settings.minutes(ofKind: site.kind))
        }
        let unattached = try XCTUnwrap(catchments.first { $0["site"]?.text == "x1" })
        XCTAssertEqual(unattached["area_km2"]?.number, 0)
        XCTAssertEqual(unattached["inhabitants"]?.number, 0)
    }

    func testTheGeoPackageHasTheSameLayers() throws {
        let territory = try SmallTerritory()
        let path = territory.path("maillage.gpkg")
        try XCTUnwrap(Self.written.get().files["maillage.gpkg"]).write(to: URL(fileURLWithPath: path))
        for name in layers {
            let reader = try LayerReader(path: path, options: ReadingOptions(layerName: name))
            XCTAssertEqual(reader.crs, .lambert93)
            var count = 0
            try reader.forEach { _ in count += 1 }
            XCTAssertEqual(count, try properties(name).count, name)
            let columns = Set(try XCTUnwrap(properties(name).first).keys)
            XCTAssertTrue(columns.isSubset(of: Set(reader.fields.map(\.name))), name)
        }
    }
}

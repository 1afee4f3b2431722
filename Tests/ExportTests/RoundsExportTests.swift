import Export
import Foundation
import Layers
import Simulation
import XCTest

/// The rounds of nurses in the files of a result.
final class RoundsExportTests: XCTestCase {
    private func written(
        threads: Int = 2, rows: UInt64? = nil
    ) throws -> (files: [String: Data], territory: SmallTerritory, result: SimulationResult) {
        let place = try SmallTerritory().degrees(9750, 9750)
        let territory = try SmallTerritory(
            rows: rows,
            changes: """

                  - nurse_pool: {id: n2, name: Équipe, at: [\(place)], nurses: 3, minutes: 12}
                """)
        let loaded = try loadScenario(path: territory.path("scenario.yaml"))
        let result = try loaded.analysed(threads: threads)
        return (try resultFiles(result, inputs: loaded.inputs, to: territory.path("result")), territory, result)
    }

    func testSumsInTheFiles() throws {
        let (files, _, result) = try written()
        let summary = try JSON(XCTUnwrap(files["summary.json"]))
        let total = try XCTUnwrap(summary["nurse_pools_total"])
        let pools = try XCTUnwrap(summary["nurse_pools"]).elements
        XCTAssertEqual(pools.compactMap { $0["site"]?.text }, ["n1", "n2"])
        XCTAssertEqual(pools.compactMap { $0["nurses"]?.number }, [6, 3])
        func number(_ value: JSON?, _ key: String) throws -> Double { try XCTUnwrap(value?[key]?.number, key) }
        func sum(_ key: String) throws -> Double { try pools.reduce(0) { $0 + (try number($1, key)) } }
        XCTAssertGreaterThan(try sum("visits_done"), 0)
        XCTAssertEqual(try sum("visits_done"), try number(total, "visits_done"), accuracy: 1e-9)
        XCTAssertEqual(
            try sum("visits_needed") + number(total, "visits_out_of_reach"), try number(total, "visits_needed"),
            accuracy: 1e-9)
        XCTAssertEqual(
            try number(total, "visits_done") + number(total, "visits_undone"), try number(total, "visits_needed"),
            accuracy: 1e-9)
        let communes = try XCTUnwrap(JSON(XCTUnwrap(files["communes.geojson"]))["features"]).elements
            .map { try XCTUnwrap($0["properties"]) }
        let outside = try XCTUnwrap(total["visits_outside_communes"])
        for key in ["needed", "done", "undone"] {
            let ofCommunes = try communes.reduce(0) { $0 + (try number($1, "nurse_visits_\(key)")) }
            XCTAssertEqual(
                ofCommunes + (try number(outside, "visits_\(key)")), try number(total, "visits_\(key)"),
                accuracy: 1e-5)
        }
        for pool in pools {
            XCTAssertEqual(
                try number(pool, "kilometres_per_visit") * number(pool, "visits_made"),
                try number(pool, "kilometres"), accuracy: 1e-9)
            let communes = try XCTUnwrap(pool["communes"]).elements
            XCTAssertEqual(
                try communes.reduce(0) { $0 + (try number($1, "visits_needed")) }, try number(pool, "visits_needed"),
                accuracy: 1e-9)
        }

        let rounds = try XCTUnwrap(JSON(XCTUnwrap(files["rounds.geojson"]))["features"]).elements
        XCTAssertEqual(rounds.count, result.rounds?.rounds.count)
        for round in rounds {
            let corners = try XCTUnwrap(round["geometry"]?["coordinates"]).elements
            let visits = try number(round["properties"], "visits")
            XCTAssertEqual(Double(corners.count), visits + 2, "from the base to the base")
            XCTAssertEqual(corners.first, corners.last)
            XCTAssertEqual(try XCTUnwrap(round["properties"]?["points"]).elements.count, Int(visits))
        }
        let manifest = try JSON(XCTUnwrap(files["manifest.json"]))
        XCTAssertEqual(manifest["seed"]?.number, 1)
        XCTAssertEqual(manifest["settings"]?["rounds.visit_minutes"]?["value"]?.number, 20)
    }

    func testTheGeoPackageHasAStyleOfLines() throws {
        let (_, territory, _) = try written()
        let reader = try LayerReader(
            path: territory.path("result/maillage.gpkg"), options: ReadingOptions(layerName: "layer_styles"))
        let names = reader.fields.map(\.name)
        var rows: [[String: FieldValue]] = []
        try reader.forEach { rows.append(Dictionary(uniqueKeysWithValues: zip(names, $0.values))) }
        let row = try XCTUnwrap(rows.first { $0["f_table_name"]?.text == "rounds" })
        XCTAssertEqual(row["useAsDefault"]?.number, 1)
        let (qml, sld) = (try XCTUnwrap(row["styleQML"]?.text), try XCTUnwrap(row["styleSLD"]?.text))
        for text in ["type=\"line\"", "class=\"SimpleLine\"", "&quot;site&quot; = 'n1'", "&quot;site&quot; = 'n2'"] {
            XCTAssertTrue(qml.contains(text), "\(text)\n\(qml)")
        }
        XCTAssertTrue(sld.contains("<se:LineSymbolizer>"), sld)
        XCTAssertTrue(sld.contains("<ogc:PropertyName>for_another_pool</ogc:PropertyName>"), sld)
    }

    func testTheSameBytesForAnyThreadsAndOrderOfRows() throws {
        func comparable(_ written: (files: [String: Data], territory: SmallTerritory, result: SimulationResult))
            -> [String: String]
        {
            var files = written.files
            files["manifest.json"] = nil
            files["maillage.gpkg"] = nil
            return files.mapValues {
                String(decoding: $0, as: UTF8.self).replacing(written.territory.path(""), with: "")
            }
        }
        let one = comparable(try written(threads: 1))
        XCTAssertNotNil(one["rounds.geojson"])
        XCTAssertEqual(one, comparable(try written(threads: 4)))
        XCTAssertEqual(one, comparable(try written(rows: 4)))
    }

    func testNothingOfRoundsWithoutThem() throws {
        let territory = try SmallTerritory()
        let loaded = try loadScenario(path: territory.path("scenario.yaml"))
        let result = try loaded.analysed(threads: 2)
        XCTAssertNil(result.rounds)
        let files = try resultFiles(result, inputs: loaded.inputs, to: territory.path("result"))
        XCTAssertNil(files["rounds.geojson"])
        XCTAssertFalse(String(decoding: files["summary.json"] ?? Data(), as: UTF8.self).contains("nurse_pools"))
        XCTAssertFalse(String(decoding: files["communes.geojson"] ?? Data(), as: UTF8.self).contains("nurse_visits"))
        XCTAssertEqual(try JSON(XCTUnwrap(files["manifest.json"]))["seed"], .null)
    }

    func testTheTableInBothLanguages() throws {
        let (_, _, result) = try written()
        XCTAssertTrue(resultTable(result, language: .french).contains("Tournées à domicile (par jour)"))
        XCTAssertTrue(resultTable(result, language: .english).contains("Rounds to homes (a day)"))
    }
}

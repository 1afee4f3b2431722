import Export
import Foundation
import Layers
import Simulation
import XCTest

/// Sites placed by a model, in the files of a result.
final class PlacementExportTests: XCTestCase {
    private func written(
        threads: Int = 2, rows: UInt64? = nil, more: String = ""
    ) throws -> (files: [String: Data], result: SimulationResult) {
        let territory = try SmallTerritory(
            rows: rows,
            changes: """

                  - place: {kind: msp, model: mclp, sites: 1, candidates: communes, curve: true\(more)}
                  - place: {kind: cds, model: p-median, sites: 1, candidates: communes, only_zones: true}
                """)
        let loaded = try loadScenario(path: territory.path("scenario.yaml"), siting: SitingOptions(threads: threads))
        let result = try loaded.analysed(threads: threads)
        return (try resultFiles(result, inputs: loaded.inputs, to: territory.path("result")), result)
    }

    func testLayersSayWhatThePlanSays() throws {
        let (files, result) = try written()
        let placement = try XCTUnwrap(result.placements.first)
        let zones = try JSON(XCTUnwrap(files["priority_zones.geojson"]))["features"]?.elements ?? []
        let properties = try zones.map { try XCTUnwrap($0["properties"]) }
        XCTAssertEqual(properties.count, result.placements.reduce(0) { $0 + $1.zones.count })
        XCTAssertEqual(properties.compactMap { $0["rank"]?.number }, properties.indices.map { Double($0 + 1) })
        let inhabitants = properties.compactMap { $0["inhabitants"]?.number }
        XCTAssertEqual(inhabitants, inhabitants.sorted(by: >))
        for zone in properties {
            for key in ["zone", "site", "kind"] { XCTAssertNotNil(zone[key]?.text, key) }
            for key in ["minutes", "area_km2"] { XCTAssertNotNil(zone[key]?.number, key) }
            XCTAssertNotNil(zone["communes"])
        }
        let candidates = try JSON(XCTUnwrap(files["candidates.geojson"]))["features"]?.elements ?? []
        XCTAssertEqual(candidates.count, result.placements.reduce(0) { $0 + $1.outcome.candidates.count })
        let ofFirst = try candidates.map { try XCTUnwrap($0["properties"]) }.filter { $0["kind"]?.text == "msp" }
        XCTAssertEqual(
            ofFirst.filter { $0["site"]?.text != nil }.compactMap { $0["id"]?.text },
            placement.outcome.placed.map { placement.outcome.candidates[$0.candidate].id })
        // One site beside the existing ones: what it adds alone is what the run newly covers, and nobody adds more.
        let alone = ofFirst.compactMap { $0["adds_alone"]?.number }
        XCTAssertEqual(alone.max(), placement.outcome.coveredInhabitants - placement.outcome.coveredBefore)
    }

    func testSummary() throws {
        let (files, result) = try written()
        let summary = try JSON(XCTUnwrap(files["summary.json"]))
        let placements = try XCTUnwrap(summary["placements"]).elements
        XCTAssertEqual(placements.compactMap { $0["id"]?.text }, ["msp", "cds"])
        let first = try XCTUnwrap(placements.first)
        XCTAssertEqual(first["status"]?.text, "optimal")
        XCTAssertEqual(first["gap"]?.number, 0)
        XCTAssertEqual(first["objective"]?.number, first["covered_inhabitants"]?.number)
        XCTAssertEqual(
            summary["kinds"]?["msp"]?["covered_inhabitants"]?.number, first["covered_inhabitants"]?.number)
        XCTAssertEqual(
            first["curve"]?.elements.count, result.placements[0].outcome.candidates.count + 1)
        // Everybody is covered, or left out with a reason.
        let leftOut = try XCTUnwrap(first["left_out"]).elements
        XCTAssertEqual(
            leftOut.reduce(0) { $0 + ($1["inhabitants"]?.number ?? 0) }, first["uncovered_inhabitants"]?.number)
        XCTAssertTrue(leftOut.allSatisfy { $0["reason"]?.text != nil })
        let sites = summary["kinds"]?["cds"]?["sites"]?.number
        XCTAssertEqual(sites, Double(result.territory.sites.count { $0.kind == "cds" }), "only zones: none opens")
        let manifest = try JSON(XCTUnwrap(files["manifest.json"]))
        XCTAssertEqual(manifest["settings"]?["place.msp.model"]?["value"]?.text, "mclp")
        XCTAssertEqual(manifest["settings"]?["place.cds.time_limit_seconds"]?["value"]?.number, 60)
    }

    func testTableSpeaksBothLanguages() throws {
        let result = try written().result
        let french = resultTable(result, language: .french)
        XCTAssertTrue(french.contains("Implantations (msp, mclp, 4 min): optimal, prouvé"), french)
        XCTAssertTrue(french.contains("zone d’implantation prioritaire"), french)
        XCTAssertTrue(
            resultTable(result, language: .english).contains("Sites placed (msp, mclp, 4 min): optimal, proved"))
    }

    func testSameBytesForAnyThreadsAndRows() throws {
        let first = try written(threads: 1).files
        let second = try written(threads: 2, rows: 5).files
        for name in ["priority_zones.geojson", "candidates.geojson"] {
            XCTAssertEqual(first[name], second[name], name)
        }
        XCTAssertEqual(
            try JSON(XCTUnwrap(first["summary.json"]))["placements"],
            try JSON(XCTUnwrap(second["summary.json"]))["placements"])
    }
}

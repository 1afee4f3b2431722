import Export
import Foundation
import Simulation
import XCTest

/// `summary.json`: every key of INTERFACE is there, null where there is nothing to say.
final class SummaryTests: XCTestCase {
    private func summary(_ change: (inout LoadedScenario) -> Void = { _ in }) throws -> (SimulationResult, JSON) {
        let territory = try SmallTerritory()
        var loaded = try loadScenario(path: territory.path("scenario.yaml"))
        change(&loaded)
        let result = try loaded.analysed(threads: 2)
        return (result, try JSON(summaryData(of: result)))
    }

    private func assertKeys(_ value: JSON?, _ keys: Set<String>, line: UInt = #line) {
        XCTAssertTrue(value?.keys.isSuperset(of: keys) ?? false, "\(keys.subtracting(value?.keys ?? []))", line: line)
    }

    private func assertShape(of summary: JSON, line: UInt = #line) throws {
        assertKeys(
            summary,
            [
                "scenario", "territory", "profile", "inhabitants", "kinds", "three_15s", "overlaps", "equity",
                "unattached",
                "findings",
            ])
        let kinds = try XCTUnwrap(summary["kinds"])
        for kind in kinds.keys {
            assertKeys(
                kinds[kind],
                [
                    "sites", "minutes", "covered_inhabitants", "uncovered_inhabitants", "covered_share", "choices",
                    "minutes_to_nearest", "groups",
                ])
            assertKeys(kinds[kind]?["choices"], ["0", "1", "2", "3_or_more"])
            assertKeys(kinds[kind]?["minutes_to_nearest"], ["mean", "median", "p90", "max"])
            assertKeys(
                kinds[kind]?["groups"]?["age_75_plus"], ["total", "covered_inhabitants", "uncovered_inhabitants"])
            assertKeys(summary["overlaps"]?[kind], ["overlapped_inhabitants", "pairs"])
            for pair in summary["overlaps"]?[kind]?["pairs"]?.elements ?? [] {
                assertKeys(pair, ["a", "b", "inhabitants", "share_of_a", "share_of_b", "jaccard"])
            }
        }
        for pole in summary["three_15s"]?.elements ?? [] {
            assertKeys(pole, ["site", "name", "indicative", "passes", "inhabitants", "professionals", "minutes"])
            XCTAssertEqual(pole["indicative"], .flag(true))
            for criterion in ["inhabitants", "professionals", "minutes"] {
                assertKeys(pole[criterion], ["value", "threshold", "gap", "passes"])
            }
            assertKeys(pole["inhabitants"], ["reachable", "allocated"])
            assertKeys(pole["professionals"], ["satellites"])
            assertKeys(pole["minutes"], ["share_within", "max"])
        }
        assertKeys(summary["unattached"], ["inhabitants", "sites"])
        for finding in summary["findings"]?.elements ?? [] { assertKeys(finding, ["severity", "where", "text"]) }
    }

    func testEveryKeyIsThere() throws {
        let (result, summary) = try summary()
        try assertShape(of: summary)
        assertKeys(
            summary["equity"],
            [
                "mean", "median", "p10", "p90", "min", "max", "gini", "theil_t", "theil_l", "palma", "atkinson",
                "concentration", "fgt", "within", "between", "by", "reasons",
            ])
        let equity = summary["equity"]
        assertKeys(
            equity, ["quantity", "kind", "beyond", "beyond_by", "worst_served", "left_out", "social", "territorial"])
        XCTAssertEqual(equity?["beyond"]?.keys, ["5"])
        XCTAssertEqual(equity?["beyond"]?["5"]?["share"], equity?["share_above_threshold"])
        XCTAssertEqual(equity?["beyond_by"]?.keys, ["age_75_plus", "middle", "west"])
        XCTAssertEqual(equity?["worst_served"]?["communes"]?.elements.count, 2, "nobody lives in C")
        XCTAssertEqual(equity?["worst_served"]?["points"]?.elements.first?["value"], equity?["max"])
        XCTAssertEqual(
            (equity?["population"]?.number ?? .nan) + (equity?["left_out"]?["inhabitants"]?.number ?? .nan),
            result.territory.population.totalInhabitants)
        XCTAssertEqual(equity?["territorial"]?.keys, ["canton"])
        XCTAssertNil(summary["equity_by_quantity"], "one quantity is asked for")
        XCTAssertEqual(summary["scenario"]?.text, "Essai")
        XCTAssertEqual(summary["territory"]?.text, "Petit pays")
        XCTAssertEqual(summary["profile"]?.text, "car")
        XCTAssertEqual(summary["inhabitants"]?.number, result.territory.population.totalInhabitants)
        XCTAssertEqual(summary["kinds"]?.keys, ["cds", "msp", "nurse_pool", "pharmacy", "telemedicine"])
        for kind in result.kinds {
            let written = summary["kinds"]?[kind.kind]
            XCTAssertEqual(
                (written?["covered_inhabitants"]?.number ?? .nan) + (written?["uncovered_inhabitants"]?.number ?? .nan),
                result.territory.population.totalInhabitants)
        }
        XCTAssertEqual(summary["three_15s"]?.elements.map { $0["site"]?.text }, ["c1", "m1", "m2", "m4"])
        XCTAssertEqual(summary["three_15s"]?.elements[1]["professionals"]?["satellites"], .list([.text("m3")]))
        XCTAssertEqual(summary["unattached"]?["sites"], .list([.text("x1")]))
        XCTAssertEqual(summary["unattached"]?["inhabitants"]?.number, result.unattachedInhabitants)
        XCTAssertGreaterThanOrEqual(result.unattachedInhabitants, 5)
        // A kind that the rules name and that has no site.
        let telemedicine = summary["kinds"]?["telemedicine"]
        XCTAssertEqual(telemedicine?["sites"]?.number, 0)
        XCTAssertEqual(telemedicine?["covered_share"]?.number, 0)
        XCTAssertEqual(telemedicine?["minutes_to_nearest"]?["mean"], .null)
        // m4 stands where m2 does: nobody's nearest, and so without minutes.
        let nobodys = try XCTUnwrap(summary["three_15s"]?.elements[3])
        XCTAssertEqual(nobodys["minutes"]?["value"], .null)
        XCTAssertEqual(nobodys["minutes"]?["gap"], .null)
        XCTAssertEqual(nobodys["minutes"]?["share_within"], .null)
        XCTAssertEqual(nobodys["minutes"]?["max"], .null)
        XCTAssertEqual(nobodys["minutes"]?["passes"], .flag(false))
        XCTAssertEqual(nobodys["inhabitants"]?["allocated"]?.number, 0)
        XCTAssertGreaterThan(try XCTUnwrap(nobodys["inhabitants"]?["reachable"]?.number), 0)
    }

    func testWhereNobodyLives() throws {
        let (_, summary) = try summary { loaded in
            loaded.baseline.population.inhabitants = loaded.baseline.population.inhabitants.map { _ in 0 }
            for group in loaded.baseline.population.groups.indices {
                loaded.baseline.population.groups[group].counts = loaded.baseline.population.inhabitants.map { _ in 0 }
            }
        }
        try assertShape(of: summary)
        XCTAssertEqual(summary["kinds"]?["msp"]?["covered_share"], .null)
        XCTAssertEqual(summary["kinds"]?["msp"]?["minutes_to_nearest"]?["max"], .null)
        XCTAssertEqual(summary["equity"], .null)
        XCTAssertEqual(summary["three_15s"]?.elements[0]["minutes"]?["value"], .null)
    }

    func testWithoutASite() throws {
        let (result, summary) = try summary { $0.baseline.sites = [] }
        try assertShape(of: summary)
        XCTAssertEqual(summary["three_15s"], .list([]))
        XCTAssertEqual(summary["equity"], .null)
        XCTAssertTrue(result.findings.contains { $0.where == "equity" }, "said, not dropped")
        for kind in result.kinds { XCTAssertEqual(kind.figures.covered, 0) }
    }

    func testFractionsOfInhabitants() throws {
        let territory = try SmallTerritory(unit: 0.1)
        let loaded = try loadScenario(path: territory.path("scenario.yaml"))
        let result = try loaded.analysed(threads: 2)
        let summary = try JSON(summaryData(of: result))
        let total = try XCTUnwrap(summary["inhabitants"]?.number)
        for kind in result.kinds {
            let figures = kind.figures
            XCTAssertEqual(figures.covered + figures.uncovered, total, accuracy: 1e-6)
            XCTAssertEqual(kind.mosaic.reduce(0) { $0 + $1.inhabitants }, figures.covered, accuracy: 1e-6)
            XCTAssertEqual(kind.uncoveredZones.reduce(0) { $0 + $1.inhabitants }, figures.uncovered, accuracy: 1e-6)
        }
        let files = try resultFiles(result, inputs: loaded.inputs, to: territory.path("result"))
        let communes = try JSON(try XCTUnwrap(files["communes.geojson"]))["features"]?.elements ?? []
        XCTAssertEqual(
            communes.reduce(0) { $0 + ($1["properties"]?["inhabitants"]?.number ?? .nan) }, total - 0.7, accuracy: 1e-6)
    }
}

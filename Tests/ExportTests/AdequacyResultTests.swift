import Export
import Foundation
import Simulation
import XCTest

/// Adequacy in the files of a result: in the summary, in the columns of communes, in the terminal's table.
final class AdequacyResultTests: XCTestCase {
    private func result(_ services: String) throws -> SimulationResult {
        let territory = try SmallTerritory()
        let text = try String(contentsOfFile: territory.path("scenario.yaml"), encoding: .utf8)
        try territory.write("scenario.yaml", text + "\nservices:\n" + services)
        return try loadScenario(path: territory.path("scenario.yaml")).analysed(threads: 2)
    }

    private let practice =
        "  general_practice: {minutes: 5, zoning: {division: canton, zones: [middle, west], cut_offs: [4]}}\n"
        + "  nursing: {minutes: 6}\n"

    func testSummaryAndColumnsAgree() throws {
        let result = try result(practice)
        let summary = try JSON(summaryData(of: result))
        let service = try XCTUnwrap(summary["adequacy"]?["general_practice"])
        let states = try XCTUnwrap(service["states"])
        let total = try XCTUnwrap(summary["inhabitants"]?.number)
        XCTAssertEqual(
            ["response", "orientation", "nothing"].reduce(0) { $0 + (states[$1]?.number ?? .nan) }, total)
        // Three doctors in A, two in B, and everybody.
        XCTAssertEqual(service["supply"]?["headcount"]?.number, 5)
        XCTAssertEqual(service["density_per_10000"]?.number, 5 / total * 10_000)
        XCTAssertEqual(service["levels"]?["cut_offs"]?["unmet_below"]?.number, 2.5)
        XCTAssertEqual(service["divisions"]?["canton"]?.elements.count, 2)
        XCTAssertEqual(service["zoning"]?["zones"]?.elements.compactMap(\.text), ["middle", "west"])
        XCTAssertEqual(summary["basket"]?["services"]?.elements.compactMap(\.text), ["general_practice", "nursing"])

        let folder = try TemporaryFolder()
        let files = try resultFiles(result, inputs: [], to: folder.url.appendingPathComponent("result").path)
        let communes = try XCTUnwrap(JSON(XCTUnwrap(files["communes.geojson"]))["features"]).elements.compactMap {
            $0["properties"]
        }
        for column in [
            "general_practice_access", "general_practice_density_per_100000", "general_practice_adequacy",
            "general_practice_response_inhabitants", "general_practice_official_zone",
            "general_practice_computed_zone", "general_practice_zone_disagrees", "nursing_access", "basket_services",
        ] {
            XCTAssertTrue(communes.allSatisfy { $0.keys.contains(column) }, column)
        }
        XCTAssertFalse(communes[0].keys.contains("nursing_official_zone"))
        XCTAssertEqual(communes.compactMap { $0["general_practice_official_zone"]?.text }, ["west", "middle", "west"])
        XCTAssertEqual(communes[2]["general_practice_adequacy"], .null, "nobody lives in C")
        let response = communes.reduce(0) { $0 + ($1["general_practice_response_inhabitants"]?.number ?? .nan) }
        // Seven people live outside the communes.
        XCTAssertLessThanOrEqual(try XCTUnwrap(states["response"]?.number) - response, 7)

        let cantons = try XCTUnwrap(JSON(XCTUnwrap(files["territories.geojson"]))["features"]).elements.compactMap {
            $0["properties"]
        }
        XCTAssertEqual(cantons.map { $0["general_practice_professionals"]?.number }, [2, 3])
        XCTAssertEqual(cantons.map { $0["territory"]?.text }, ["middle", "west"])
        for column in ["general_practice_access", "general_practice_adequacy", "nursing_nothing_inhabitants"] {
            XCTAssertTrue(cantons.allSatisfy { $0.keys.contains(column) }, column)
        }

        let style = try XCTUnwrap(files["maillage.gpkg"])
        for words in ["Offre et besoin — Médecine générale", "Zonage officiel et calculé"] {
            XCTAssertNotNil(style.range(of: Data(words.utf8)), words)
        }
        XCTAssertTrue(resultTable(result, language: .french).contains("Offre et besoin par service"))
        XCTAssertTrue(resultTable(result, language: .english).contains("Supply and need by service"))
    }

    func testSeveralQuantitiesOfEquity() throws {
        let territory = try SmallTerritory()
        let text = try String(contentsOfFile: territory.path("scenario.yaml"), encoding: .utf8)
        let equity =
            "equity: [{kind: msp}, {quantity: access, service: general_practice, composite: {weights: {gini: 0}}}, "
            + "{quantity: choices, service: general_practice}]"
        let lines = text.split(separator: "\n").map { $0.hasPrefix("equity:") ? Substring(equity) : $0 }
        try territory.write("scenario.yaml", lines.joined(separator: "\n") + "\nservices: {general_practice: {}}\n")
        let result = try loadScenario(path: territory.path("scenario.yaml")).analysed(threads: 2)
        let summary = try JSON(summaryData(of: result))
        let all = try XCTUnwrap(summary["equity_by_quantity"])
        XCTAssertEqual(
            all.keys, ["minutes_to_nearest:msp", "access:general_practice", "choices:general_practice"])
        XCTAssertEqual(all["minutes_to_nearest:msp"], summary["equity"])
        XCTAssertEqual(all["access:general_practice"]?["composite"]?["score"], .null)
        XCTAssertEqual(all["access:general_practice"]?["composite"]?["reason"]?.text, "the weights sum to zero")
        let mean = all["access:general_practice"]?["mean"]?.number ?? .nan
        let access = summary["adequacy"]?["general_practice"]?["access"]?["per_100000_standardised_inhabitants"]
        XCTAssertEqual(mean, access?["mean"]?.number ?? .nan, accuracy: 1e-9)
    }

    func testWeightsOfZeroAreNullWithAReason() throws {
        let result = try result("  nursing: {need: {others: 0}}\n")
        let service = try XCTUnwrap(JSON(summaryData(of: result))["adequacy"]?["nursing"])
        XCTAssertEqual(service["access"]?["per_100000_standardised_inhabitants"]?["mean"], .null)
        XCTAssertEqual(service["reasons"]?["access"]?.text, "the weights of need of all people sum to zero")
        XCTAssertTrue(result.findings.contains { $0.where == "services.nursing" && $0.severity == .warning })
    }

    func testNothingWithoutServices() throws {
        let territory = try SmallTerritory()
        let result = try loadScenario(path: territory.path("scenario.yaml")).analysed(threads: 2)
        let summary = try JSON(summaryData(of: result))
        XCTAssertNil(summary["adequacy"])
        XCTAssertNil(summary["basket"])
    }
}

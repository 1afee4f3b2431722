import Export
import Foundation
import Simulation
import XCTest

/// What results say of zones: `summary.json`, `territories.geojson`, `communes.geojson`.
final class ZoneSummaryTests: XCTestCase {
    private func result(_ changes: String) throws -> (summary: JSON, files: [String: Data]) {
        let territory = try SmallTerritory(changes: changes)
        let loaded = try loadScenario(path: territory.path("scenario.yaml"))
        let result = try loaded.analysed(threads: 2)
        return (
            try JSON(summaryData(of: result)),
            try resultFiles(result, inputs: loaded.inputs, to: territory.path("result"))
        )
    }

    private func properties(_ name: String, _ files: [String: Data]) throws -> [JSON] {
        try JSON(try XCTUnwrap(files[name]))["features"]?.elements.compactMap { $0["properties"] } ?? []
    }

    /// Cantons: A and C are west, which B parts; then a CPTS of A and B, and one grown from A that may overlap.
    func testEveryKeyIsThere() throws {
        let (summary, files) = try result(
            "[{cpts: {id: ab, communes: [A, B]}}, {cpts: {id: a, grow_from: A, inhabitants: 1, may_overlap: true}}]")
        let territories = try XCTUnwrap(summary["territories"]?.elements)
        XCTAssertEqual(territories.map { $0["division"]?.text }, ["canton", "canton", "CPTS", "CPTS"])
        XCTAssertEqual(territories.map { $0["territory"]?.text }, ["middle", "west", "a", "ab"])
        XCTAssertEqual(territories.map { $0["contiguous"] }, [.flag(true), .flag(false), .flag(true), .flag(true)])
        let people = territories.compactMap { $0["inhabitants"]?.number }
        XCTAssertEqual(people[3], people[0] + people[1], "nobody lives in C")
        XCTAssertEqual(people[2], people[1])
        XCTAssertEqual(territories[2]["target_inhabitants"]?.number, 1)
        XCTAssertNil(territories[3]["target_inhabitants"])
        // Two squares of 6 by 12 km.
        XCTAssertEqual(
            try XCTUnwrap(territories[3]["compactness"]?.number), .pi * 4 * 144 / (48 * 48), accuracy: 1e-3)
        XCTAssertEqual(territories[3]["professionals"]?["general_practitioner"]?.number, 3 + 2)
        XCTAssertEqual(territories[3]["structures"]?["msp"]?.number, 4)
        XCTAssertEqual(territories[3]["residents_served_inside_share"]?.number, 1)
        XCTAssertEqual(territories[3]["residents_served_inside_share_by_kind"]?["cds"]?.number, 1)
        XCTAssertEqual(territories[3]["residents_served_inside_share_by_kind"]?["telemedicine"], .null)

        let divisions = try XCTUnwrap(summary["divisions"])
        let membership = try XCTUnwrap(divisions["membership"]?.elements)
        XCTAssertEqual(membership[0]["communes_in_none"], .list([]))
        XCTAssertEqual(membership[1]["communes_in_none"], .list([.text("C")]))
        XCTAssertEqual(membership[1]["communes_in_several"], .list([.text("A")]))
        XCTAssertEqual(membership[1]["inhabitants_in_several"]?.number, people[2])
        let total = try XCTUnwrap(summary["inhabitants"]?.number)
        for division in membership {
            let parts = ["none", "one", "several"].compactMap { division["inhabitants_in_\($0)"]?.number }
            XCTAssertEqual(parts.reduce(0, +), total)
        }
        XCTAssertEqual(divisions["agreement"]?.elements.count, 1)
        XCTAssertEqual(divisions["agreement"]?.elements[0]["inhabitants"]?.number, people[0], "those of B alone")
        XCTAssertEqual(divisions["coordination"]?["divisions"], .list([.text("CPTS")]))
        XCTAssertEqual(divisions["coordination"]?["communes"]?["2"]?.number, 1)
        XCTAssertTrue(
            summary["findings"]?.elements.contains { $0["where"]?.text == "canton west" } ?? false, "not contiguous")

        let communes = try properties("communes.geojson", files)
        XCTAssertEqual(communes[0]["territory_CPTS"], .list([.text("a"), .text("ab")]))
        XCTAssertEqual(communes[1]["territory_canton"], .list([.text("middle")]))
        XCTAssertEqual(communes.map { $0["coordination_structures"]?.number }, [2, 1, 0])
        let zones = try properties("territories.geojson", files)
        XCTAssertEqual(zones.count, 4)
        XCTAssertEqual(
            zones.map { $0["target_inhabitants"]?.number }, territories.map { $0["target_inhabitants"]?.number })
    }

    /// What a kind covers by zone stands beside its other figures; without zones there is no such key.
    func testPerimetersOfAKind() throws {
        let (plain, _) = try result("[]")
        XCTAssertNil(plain["kinds"]?["cpts"])
        XCTAssertNil(plain["kinds"]?["msp"]?["perimeters"])
        let (summary, files) = try result("[{cpts: {id: ab, communes: [A, B]}}, {cpts: {id: a, communes: [A]}}]")
        let kind = try XCTUnwrap(summary["kinds"]?["cpts"])
        let perimeters = try XCTUnwrap(kind["perimeters"])
        XCTAssertEqual(perimeters["count"]?.number, 2)
        let people = try XCTUnwrap(summary["territories"]?.elements).compactMap { $0["inhabitants"]?.number }
        // Of the cantons middle and west, then a and ab.
        XCTAssertEqual(perimeters["inhabitants_in_several"]?.number, people[1])
        XCTAssertEqual(perimeters["inhabitants_in_one"]?.number, people[0])
        let total = try XCTUnwrap(summary["inhabitants"]?.number)
        XCTAssertEqual(perimeters["inhabitants_in_none"]?.number, total - people[0] - people[1])
        XCTAssertEqual(kind["covered_inhabitants"]?.number, people[0] + people[1])
        XCTAssertEqual(kind["choices"]?["2"], perimeters["inhabitants_in_several"])
        XCTAssertEqual(kind["sites"]?.number, 0)
        let communes = try properties("communes.geojson", files)
        XCTAssertEqual(communes[1]["cpts_covered_inhabitants"]?.number, people[0])
    }

    /// The terminal shows what the scenario makes, and nothing where it makes nothing.
    func testTheTable() throws {
        func table(_ changes: String, _ language: Language) throws -> String {
            let territory = try SmallTerritory(changes: changes)
            return resultTable(
                try loadScenario(path: territory.path("scenario.yaml")).analysed(threads: 2), language: language)
        }
        let changes = "[{cpts: {id: ac, name: Les deux bouts, communes: [A, C]}}]"
        XCTAssertFalse(try table("[]", .english).contains("Territories made"), "cantons come with the territory")
        let english = try table(changes, .english)
        XCTAssertTrue(english.contains("Territories made by the scenario"))
        let row = try XCTUnwrap(english.split(separator: "\n").first { $0.hasPrefix("Les deux bouts") })
        let cells = row.dropFirst("Les deux bouts".count).split(separator: " ").map(String.init)
        XCTAssertEqual([cells[0], cells[2], cells[3]], ["CPTS", "1", "no"])
        let french = try table(changes, .french)
        XCTAssertTrue(french.contains("Territoires dessinés par le scénario"))
        XCTAssertTrue(french.contains("d'un seul tenant"))
        XCTAssertFalse(french.contains("west"), "what the territory came with is not repeated")
    }

    /// The order of rows and the number of threads change nothing.
    func testTheSameBytes() throws {
        let changes =
            "[{cpts: {id: z, grow_from: B, inhabitants: 900}}, {cls: {id: w, division: canton, value: west}}, "
            + "{partition: {kind: dac, territories: [{id: p, grow_from: C}, {id: q, grow_from: A}]}}]"
        func files(rows: UInt64?, threads: Int) throws -> [String: Data] {
            let territory = try SmallTerritory(rows: rows, changes: changes)
            let loaded = try loadScenario(path: territory.path("scenario.yaml"))
            return try resultFiles(loaded.analysed(threads: threads), inputs: [], to: territory.path("result"))
        }
        let one = try files(rows: nil, threads: 1)
        let other = try files(rows: 4, threads: 3)
        for name in ["communes.geojson", "territories.geojson"] {
            XCTAssertTrue(one[name] == other[name], name)
        }
    }
}

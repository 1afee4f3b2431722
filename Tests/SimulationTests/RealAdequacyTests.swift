import Coverage
import Foundation
import Simulation
import Territory
import XCTest

/// General practice on real Corsica, where it is there: densities against the table itself, and the official zoning.
final class RealAdequacyTests: XCTestCase {
    private func files(_ corsica: String, _ tail: String) throws -> TextFiles {
        try TextFiles([
            "territory.yaml": """
            territory: 1
            name: Corse
            crs: EPSG:2154
            communes: {layer: \(corsica)/communes.geojson, id: code, name: nom}
            population:
              - layer: \(corsica)/population_communes.csv
                commune: insee_com
                columns: {inhabitants: pop_rp2023, age_75_plus: pop_75plus, age_85_plus: pop_85plus}
                spread: {layer: \(corsica)/synthetic_homes.csv}
            roads: {layer: \(corsica)/routes.shp, length: LENGTH_M, class: HIGHWAY, direction: {field: SENS, both: Double, forward: Direct}, from: FROM_NODE, to: TO_NODE}
            sites:
              - {layer: \(corsica)/hospitals.csv, kind: emergency, id: finess, name: nom, where: {urgences_sae2022: 1}}
            professionals:
              - {layer: \(corsica)/supply_by_commune.csv, commune: insee_com, columns: {general_practitioner: mg_bpe_D201, nurse: sirene2019_infirmiers}}
            divisions:
              - {name: zonage, table: \(corsica)/supply_by_commune.csv, commune: insee_com, id: zonage_medecins}
            """,
            "scenario.yaml": """
            scenario: 1
            name: Offre et besoin
            territory: territory.yaml
            services:
              general_practice:
                zoning: {division: zonage, zones: [1_ZIP, 2_ZAC, 3_HZ], cut_offs: [2.5, 4]}
              nursing: {}
              emergency: {}
            \(tail)
            """,
        ])
    }

    func testGeneralPracticeOnCorsica() throws {
        let corsica = try realCorsica()
        let files = try files(corsica, "changes: []")
        let loaded = try loadScenario(path: files.path("scenario.yaml"))
        let people = try loaded.attachedPeople(threads: 2)
        let evaluation = try loaded.evaluated(for: people, threads: 2)
        let adequacy = try XCTUnwrap(evaluation.adequacy)
        let practice = try XCTUnwrap(adequacy.service(named: "general_practice"))

        // Counted in the table itself.
        let rows = try String(contentsOfFile: corsica + "/supply_by_commune.csv", encoding: .utf8)
            .split(whereSeparator: \.isNewline).dropFirst().map {
                $0.split(separator: ",", omittingEmptySubsequences: false)
            }
        let doctors = Dictionary(uniqueKeysWithValues: rows.map { (String($0[0]), Double($0[2]) ?? .nan) })
        let zones = Dictionary(uniqueKeysWithValues: rows.map { (String($0[0]), String($0[4])) })
        XCTAssertEqual(doctors.values.reduce(0, +), 327)
        XCTAssertEqual(practice.whole.headcount, 327)
        XCTAssertEqual(practice.whole.density(per: 100_000), 327 / 355_486 * 100_000)
        for (commune, figures) in zip(evaluation.territory.communes, practice.communes) {
            XCTAssertEqual(figures.headcount, doctors[commune.id.text], commune.name)
        }
        let comparison = try XCTUnwrap(practice.zoning)
        for (commune, zone) in zip(evaluation.territory.communes, comparison.official) {
            XCTAssertEqual(zone, zones[commune.id.text], commune.name)
        }
        XCTAssertEqual(comparison.cells.reduce(0) { $0 + $1.inhabitants }, 355_486)
        XCTAssertEqual(comparison.cells.reduce(0) { $0 + $1.communes }, 360)

        let need = try XCTUnwrap(practice.population.counts)
        let access = try XCTUnwrap(practice.access)
        XCTAssertEqual(
            zip(need, access).reduce(0) { $0 + $1.0 * $1.1 }, 327 - practice.supplyOutOfReach, accuracy: 1e-6)
        XCTAssertEqual(practice.whole.states.total, 355_486)
        XCTAssertEqual(
            adequacy.basket.inhabitantsByCount.reduce(0, +), 355_486)
        // Ajaccio and Bastia have most of the doctors: the median inhabitant is not short of them.
        let median = try XCTUnwrap(practice.accessFigures.median)
        XCTAssertGreaterThan(median * 100_000, 50)
        XCTAssertLessThan(median * 100_000, 200)

        // Times that are asked for anew are those that were computed once.
        var bare = people
        bare.communeReach = nil
        let again = try loaded.evaluated(for: bare, threads: 1)
        XCTAssertEqual(again.adequacy?.services.map(\.access), adequacy.services.map(\.access))
        XCTAssertEqual(again.adequacy?.services.map(\.states), adequacy.services.map(\.states))
    }

    /// Three doctors of Ajaccio go to Corte: nobody is lost, and Corte is better off.
    func testDoctorsWhoMove() throws {
        let corsica = try realCorsica()
        let changes = """
            changes:
              - open: {id: msp-corte, kind: msp, at: [9.1490, 42.3063]}
              - staff: {id: msp-corte, add: {general_practitioner: 3}, taken_from: 2A004}
            """
        let files = try files(corsica, changes)
        let loaded = try loadScenario(path: files.path("scenario.yaml"))
        let people = try loaded.attachedPeople(threads: 2)
        let after = try XCTUnwrap(
            loaded.evaluated(for: people, threads: 2).adequacy?.service(named: "general_practice"))
        var empty = loaded
        empty.scenario.changes = []
        let before = try XCTUnwrap(
            empty.evaluated(for: people, threads: 2).adequacy?.service(named: "general_practice"))
        XCTAssertEqual(after.whole.headcount, before.whole.headcount)
        let corte = try XCTUnwrap(loaded.baseline.communeIndex(CommuneID("2B096")))
        let ajaccio = try XCTUnwrap(loaded.baseline.communeIndex(CommuneID("2A004")))
        XCTAssertEqual(after.communes[corte].headcount, before.communes[corte].headcount + 3)
        XCTAssertEqual(after.communes[ajaccio].headcount, before.communes[ajaccio].headcount - 3)
        XCTAssertGreaterThan(try XCTUnwrap(after.communes[corte].access), try XCTUnwrap(before.communes[corte].access))
        XCTAssertLessThan(
            try XCTUnwrap(after.communes[ajaccio].access), try XCTUnwrap(before.communes[ajaccio].access))
    }
}

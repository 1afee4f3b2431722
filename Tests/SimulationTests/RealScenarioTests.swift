import Coverage
import Foundation
import Geometry
import Simulation
import Territory
import XCTest

/// Five maisons de santé on real Corsica, where it is there.
final class RealScenarioTests: XCTestCase {
    func testFiveHousesOnCorsica() throws {
        let corsica = try realCorsica()
        let files = try TextFiles([
            "territory.yaml": """
            territory: 1
            name: Corse
            crs: EPSG:2154
            communes: {layer: \(corsica)/communes.geojson, id: code, name: nom}
            population:
              - layer: \(corsica)/population_communes.csv
                commune: insee_com
                columns: {inhabitants: pop_rp2023, age_75_plus: pop_75plus}
                spread: {layer: \(corsica)/synthetic_homes.csv}
            roads: {layer: \(corsica)/routes.shp, length: LENGTH_M, class: HIGHWAY, direction: {field: SENS, both: Double, forward: Direct}, from: FROM_NODE, to: TO_NODE}
            sites:
              - {layer: \(corsica)/hospitals.csv, kind: emergency, id: finess, name: nom, where: {urgences_sae2022: 1}}
            """,
            "scenario.yaml": """
            scenario: 1
            name: Cinq maisons de santé
            territory: territory.yaml
            rules: {minutes: {msp: 15, emergency: 30, cds: 15}}
            changes:
              - open: {id: msp-corte, kind: msp, at: [9.1490, 42.3063], professionals: {general_practitioner: 4, nurse: 6, physiotherapist: 3, dentist: 2}}
              - open: {id: sat-venaco, kind: msp, at: [9.1736, 42.2306], satellite_of: msp-corte, days_per_week: 2}
              - open: {id: msp-porto-vecchio, kind: msp, at: [9.2795, 41.5911], professionals: {general_practitioner: 6, nurse: 8, physiotherapist: 3}}
              - open: {id: msp-calvi, kind: msp, at: [8.7573, 42.5660], professionals: {general_practitioner: 4, nurse: 5}}
              - open: {id: msp-sartene, kind: msp, at: [8.9742, 41.6215], professionals: {general_practitioner: 3, nurse: 4}}
              - open: {id: msp-ghisonaccia, kind: msp, at: [9.4050, 42.0167], professionals: {general_practitioner: 5, nurse: 6, physiotherapist: 4}}
            equity: {kind: msp, groups: [age_75_plus]}
            """,
        ])
        let loaded = try loadScenario(path: files.path("scenario.yaml"))
        let result = try loaded.analysed(threads: 2)
        let population = result.territory.population
        XCTAssertEqual(population.totalInhabitants, 355_486)
        XCTAssertEqual(result.kinds.map(\.kind), ["cds", "emergency", "msp"])
        try assertTotalsAddUp(result)

        let houses = try XCTUnwrap(result.kinds.first { $0.kind == "msp" })
        XCTAssertEqual(result.poles.poles.count, 5, "the satellite is no pole")
        // One kind, one limit, all houses are poles: both ways of counting agree.
        XCTAssertEqual(result.poles.poles.reduce(0) { $0 + $1.allocated }, houses.figures.covered)
        XCTAssertGreaterThan(houses.figures.covered, 30_000, "Porto-Vecchio, Corte and Calvi alone have more")
        XCTAssertLessThan(houses.figures.covered, 100_000, "Ajaccio and Bastia are not within 15 minutes")
        let corte = try XCTUnwrap(result.poles.poles.first { result.territory.sites[$0.site].id.text == "msp-corte" })
        XCTAssertEqual(corte.professionals.value, 15)
        XCTAssertTrue(corte.professionals.passes)
        XCTAssertEqual(corte.satellites.map { result.territory.sites[$0].id.text }, ["sat-venaco"])
        XCTAssertEqual(
            houses.pairs.filter(\.isSamePole).count, houses.pairs.count, "these towns are farther apart than 30 minutes"
        )

        // The drawn catchments say what the times say, save within 100 m of their borders.
        for (position, site) in houses.coverage.sites.enumerated() {
            let border = try BorderLocator(houses.catchments[position])
            for (point, place) in population.locations.enumerated() {
                let isWithin = houses.coverage.sitesWithin[point].contains(site)
                if try border.contains(place) != isWithin {
                    XCTAssertTrue(
                        try border.isBorder(within: 100, of: place),
                        "\(result.territory.sites[site].id), \(population.ids[point])")
                }
            }
        }

        // Without the changes nobody has a house, and the emergency departments are as near as they were.
        var empty = loaded
        empty.scenario.changes = []
        let before = try empty.analysed(threads: 2)
        try assertTotalsAddUp(before)
        XCTAssertEqual(before.kinds.first { $0.kind == "msp" }?.figures.covered, 0)
        XCTAssertEqual(
            before.kinds.first { $0.kind == "emergency" }?.figures,
            result.kinds.first { $0.kind == "emergency" }?.figures)
    }
}

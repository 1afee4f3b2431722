import Simulation
import XCTest

/// Temporary stays in a few beds of the nursing homes of real Corsica, where it is there.
final class RealStaysTests: XCTestCase {
    func testBedsOfNursingHomesOnCorsica() throws {
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
                columns: {inhabitants: pop_rp2023, age_75_plus: pop_75plus, age_85_plus: pop_85plus}
                spread: {layer: \(corsica)/synthetic_homes.csv}
            roads: {layer: \(corsica)/routes.shp, length: LENGTH_M, class: HIGHWAY, direction: {field: SENS, both: Double, forward: Direct}, from: FROM_NODE, to: TO_NODE}
            sites:
              - {layer: \(corsica)/ehpad.csv, kind: temporary_stay, id: finess, name: nom, beds: places}
            """,
            "scenario.yaml": """
            scenario: 1
            name: Tous les lits
            territory: territory.yaml
            rules: {minutes: {temporary_stay: 30}}
            stays: {replicates: 20}
            """,
        ])
        let loaded = try loadScenario(path: files.path("scenario.yaml"))
        let evaluation = try loaded.evaluated(for: loaded.attachedPeople(threads: 2), threads: 2)
        let stays = try XCTUnwrap(evaluation.simulatedStays(threads: 2))
        let total = try XCTUnwrap(stays.total)

        // Nobody counts twice: those of 75 to 84, and those of 85 and more.
        let population = evaluation.territory.population
        let old = try XCTUnwrap(population.counts(ofGroup: "age_85_plus")).reduce(0, +)
        let younger = try XCTUnwrap(population.counts(ofGroup: "age_75_plus")).reduce(0, +) - old
        let expected = younger * (0.584 * 0.01 + 0.002) + old * (0.690 * 0.02 + 0.005)
        XCTAssertEqual(stays.expectedPerYear, expected, accuracy: 1e-6)
        // A Poisson number, twenty times: five standard deviations of the mean.
        XCTAssertEqual(total.demand.mean, expected, accuracy: 5 * (expected / 20).squareRoot())

        // Some 2 000 places for some 500 people a year: who reaches a bed gets one, but near the home that shows one place.
        XCTAssertLessThan(total.refused.mean - total.outOfReach.mean, 0.01 * total.demand.mean)
        XCTAssertLessThan(total.waited.mean, 0.02 * total.demand.mean)
        XCTAssertEqual(stays.sites.count, 30)
        XCTAssertEqual(
            stays.sites.reduce(0) { $0 + $1.admissions.mean },
            total.admittedAtNearest.mean + total.admittedElsewhere.mean, accuracy: 1e-9)
        let communes = stays.communes.reduce(stays.outside?.demand.mean ?? 0) { $0 + ($1?.demand.mean ?? 0) }
        XCTAssertEqual(communes, total.demand.mean, accuracy: 1e-9)
    }
}

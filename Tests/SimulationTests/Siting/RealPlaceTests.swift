import Simulation
import XCTest

/// Five maisons de santé placed on real Corsica, where it is there.
final class RealPlaceTests: XCTestCase {
    func testFivePlacedHousesOnCorsica() throws {
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
            sites: []
            """,
            "scenario.yaml": """
            scenario: 1
            name: Cinq maisons de santé, placées
            territory: territory.yaml
            changes:
              - place: {kind: msp, model: mclp, sites: 5, candidates: communes, minutes: 15}
            equity: {kind: msp}
            """,
        ])
        let loaded = try loadScenario(path: files.path("scenario.yaml"), siting: SitingOptions(threads: 2))
        let outcome = try XCTUnwrap(loaded.scenario.placements.first)
        let evaluation = try loaded.evaluated(for: loaded.attachedPeople(threads: 2), threads: 2)
        let houses = try XCTUnwrap(evaluation.kinds.first { $0.kind == "msp" })
        XCTAssertEqual(outcome.placed.count, 5)
        XCTAssertEqual(outcome.plan.status, .optimal)
        XCTAssertEqual(houses.figures.covered, outcome.coveredInhabitants)
        XCTAssertEqual(outcome.plan.objective, houses.figures.covered)
        XCTAssertEqual(outcome.placed.reduce(0) { $0 + $1.newInhabitants }, houses.figures.covered)
        XCTAssertGreaterThan(houses.figures.covered, 200_000, "Ajaccio and Bastia are within reach")
        // Nothing that leaves a site out, or takes another in its place, covers more.
        for site in outcome.explanation.sites {
            XCTAssertGreaterThan(site.adds, 0)
            XCTAssertGreaterThanOrEqual(site.lossWhenReplaced ?? 0, 0)
        }
        for candidate in outcome.explanation.candidates {
            XCTAssertLessThanOrEqual(candidate.alone, houses.figures.covered)
        }
    }
}

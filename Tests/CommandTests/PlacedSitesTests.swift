import Foundation
import XCTest

/// `place` in a scenario, as a user runs it.
final class PlacedSitesTests: XCTestCase {
    private func country(_ place: String) throws -> Program {
        let program = try Program()
        try SmallCountry.write(to: program)
        try program.replace("equity:", by: "  - place: {\(place)}\nequity:", in: "scenario.yaml")
        return program
    }

    func testARunWithPlacedSites() throws {
        let program = try country(
            "kind: cds, model: mclp, sites: 2, minutes: 14, candidates: communes, with: [{nurse_pool: {nurses: 2}}], "
                + "staff: {team: {nurse: 3}}")
        let outcome = try program.run("run", "scenario.yaml", "--output", "result", "--lang", "fr")
        XCTAssertEqual(outcome.status, 0, outcome.errors)
        XCTAssertTrue(outcome.output.contains("Implantations (cds, mclp, 14 min): optimal, prouvé"), outcome.output)
        let summary = try program.json(program.read("result/summary.json"))
        let placements = try XCTUnwrap(summary["placements"] as? [[String: Any]])
        let sites = try XCTUnwrap(placements.first?["sites"] as? [[String: Any]])
        XCTAssertEqual(sites.count, 2)
        let written = try program.read("result/sites.geojson")
        for site in sites {
            XCTAssertTrue(written.contains("\"\(try XCTUnwrap(site["site"] as? String))\""))
        }
        for name in ["priority_zones", "candidates"] {
            XCTAssertTrue(try program.read("result/\(name).geojson").contains("FeatureCollection"), name)
        }
        // Validate does not make the plan, and says nothing against it.
        XCTAssertEqual(try program.run("validate", "scenario.yaml").status, 0)
        // The same again, on one thread.
        let first = try program.read("result/summary.json")
        XCTAssertEqual(try program.run("run", "scenario.yaml", "--output", "result", "--threads", "1").status, 0)
        XCTAssertEqual(try program.read("result/summary.json"), first)
    }

    func testBadInput() throws {
        let cases: [(place: String, text: String)] = [
            (
                "kind: msp, model: mclp, sites: 50, candidates: communes",
                "scenario.yaml: line 8, changes[1].place.sites: 50 sites are asked for, and there are 4 candidates"
            ),
            (
                "kind: pole, model: mclp, sites: 1, candidates: communes",
                "changes[1].place.kind: no kind of site pole is known"
            ),
            (
                "kind: msp, model: mclp, sites: 1, candidates: communes, time_limit_seconds: 0",
                "changes[1].place.time_limit_seconds: expected a number greater than 0"
            ),
            (
                "kind: msp, model: mclp, sites: 1, candidates: communes, weights: {inhabitants: -1}",
                "changes[1].place.weights.inhabitants: expected a number at least 0"
            ),
            (
                "kind: msp, model: mclp, sites: 1, candidates: {layer: sites.csv, id: nix}",
                "changes[1].place.candidates"
            ),
        ]
        for (place, text) in cases {
            let program = try country(place)
            let outcome = try program.run("run", "scenario.yaml", "--output", "result")
            XCTAssertEqual(outcome.status, 65, outcome.errors)
            XCTAssertTrue(outcome.errors.contains(text), "\(text)\n\(outcome.errors)")
            XCTAssertFalse(try program.content().contains("result"), "nothing is written")
        }
    }

    func testBoundsThatNoPlanKeeps() throws {
        let program = try country("kind: msp, model: maillage, candidates: communes, min_inhabitants: 100000")
        let outcome = try program.run("run", "scenario.yaml", "--output", "result")
        XCTAssertEqual(outcome.status, 0, outcome.errors)
        XCTAssertTrue(outcome.errors.contains("no plan does what the model maillage asks"), outcome.errors)
        let summary = try program.json(program.read("result/summary.json"))
        let placement = try XCTUnwrap((summary["placements"] as? [[String: Any]])?.first)
        XCTAssertEqual(placement["status"] as? String, "infeasible")
        XCTAssertTrue(placement["objective"] is NSNull)
    }
}

import Geometry
import Layers
import Territory
import XCTest

@testable import Simulation

final class ScenarioTests: XCTestCase {
    private func territory() throws -> StudyTerritory { try corteTerritory() }

    private func scenario(_ changes: String..., head: String = "") throws -> ScenarioFile {
        try corteScenario(changes, head: head)
    }

    func testEmptyScenarioIsTheBaseline() throws {
        let territory = try territory()
        let scenario = try resolve(try scenario(), on: territory)
        XCTAssertEqual(apply(scenario, to: territory), territory)
        XCTAssertEqual(scenario.findings, [])
    }

    func testOpenMoveAndCloseInOrder() throws {
        let territory = try territory()
        let scenario = try resolve(
            try scenario(
                "open: {id: new, kind: msp, at: [9.2, 42.31], professionals: {nurse: 3}}",
                "open: {id: annex, kind: msp, at: [9.1, 42.31], satellite_of: new, days_per_week: 2}",
                "close: {id: other}", "move: {id: new, to: [9.05, 42.31]}",
                "open: {id: other, kind: cds, at: [9.2, 42.31]}"), on: territory)
        let after = apply(scenario, to: territory)
        XCTAssertEqual(after.sites.map(\.id.text), ["annex", "main", "new", "other", "satellite"])
        XCTAssertEqual(after.sites.map(\.commune), [0, 0, 0, 1, 0])
        XCTAssertEqual(after.sites[2].professionals["nurse"], ProfessionalCount(3))
        XCTAssertEqual(after.sites[3].kind, "cds")
        XCTAssertTrue(after.sites[3].professionals.isEmpty)
        let expected = try CoordinateTransformation(from: .wgs84, to: .lambert93).transform(Point(x: 9.05, y: 42.31))
        XCTAssertEqual(after.sites[2].location, expected)
        // The rest of the territory stays as it was.
        var same = after
        same.sites = territory.sites
        XCTAssertEqual(same, territory)
    }

    func testSupplyIsConservedByThoseTakenFromSomewhere() throws {
        let territory = try territory()
        let scenario = try resolve(
            try scenario(
                "staff: {id: satellite, add: {nurse: 2}, taken_from: main}",
                "staff: {id: satellite, add: {nurse: 5}, taken_from: 2B096}",
                "staff: {id: satellite, remove: {nurse: 3}}",
                "staff: {id: other, add: {nurse: {count: 3, fte: 3}}}"), on: territory)
        let after = apply(scenario, to: territory)
        func count(_ id: String) -> ProfessionalCount {
            after.siteIndex(SiteID(id)).map { after.sites[$0].professionals["nurse"] } ?? .none
        }
        // The two of `main` bring half of its four nurses' three full-time equivalents.
        XCTAssertEqual(count("main"), ProfessionalCount(headcount: 2, fullTimeEquivalents: 1.5))
        XCTAssertTrue(after.supply.professionals[0].byProfession.isEmpty)
        XCTAssertEqual(count("satellite").headcount, 4)
        XCTAssertEqual(count("satellite").fullTimeEquivalents, 6.5 * 4 / 7, accuracy: 1e-12)
        XCTAssertEqual(count("other"), ProfessionalCount(5))
        // Three left, three came from nowhere: nothing to tell.
        XCTAssertEqual(scenario.findings, [])
    }

    func testKindsThatAreNamedAndHaveNoSiteAreTold() throws {
        let rules = "rules: {minutes: {msq: 10}, three_15s: {kinds: [cds, msp, hospital]}}"
        let scenario = try resolve(try scenario("close: {id: other}", head: rules), on: territory())
        XCTAssertEqual(
            scenario.findings.map(\.text).filter { $0.contains("names the kind") },
            [
                "rules.minutes names the kind msq, of which there is no site; did you mean `msp`?",
                "rules.three_15s.kinds names the kind hospital, of which there is no site",
            ])
    }

    func testTheDrawingIsBounded() {
        // A thousandth of a metre, or a walk of a light year, would ask for more memory than there is.
        let problems = problemsThrown {
            try scenario("close: {id: other}", head: "travel: {resolution_metres: 0.001, max_access_metres: 1e16}")
        }
        XCTAssertEqual(problems.count, 2, "\(problems)")
        XCTAssertTrue(problems.contains { $0.contains("travel.resolution_metres") && $0.contains("5") }, "\(problems)")
        XCTAssertTrue(problems.contains { $0.contains("travel.max_access_metres") }, "\(problems)")
    }

    func testEquityGroupsHaveNamesOfTheirOwn() throws {
        var territory = try territory()
        let part = DivisionTerritory(
            id: "age_75_plus", name: "Odd", boundary: territory.communes[0].boundary, communes: [0], points: [0])
        territory.divisions = [Division(name: "canton", territories: [part])]
        let file = try scenario(
            "close: {id: other}", head: "equity: {groups: [age_75_plus, age_75_plus], divisions: [canton, canton]}")
        XCTAssertEqual(
            problemsThrown { try resolve(file, on: territory) },
            [
                "equity.groups: age_75_plus stands twice: name it once",
                "equity.divisions: canton stands twice: name it once",
                "equity: a group and a territory of the division canton are both called age_75_plus: "
                    + "leave the group out, or name another division first",
            ])
    }

    func testLaterChangesAreLeftOut() throws {
        let territory = try territory()
        let changes = ["close: {id: other, from: 2030}", "close: {id: satellite, from: 2028}"]
        let file = try scenario(changes[0], changes[1], head: "year: 2028")
        let scenario = try resolve(file, on: territory)
        XCTAssertEqual(scenario.changes, [.close(SiteID("satellite"))])
        XCTAssertTrue(scenario.findings.contains { $0.text.contains("begin after 2028: 1") })
    }

    func testAllProblemsAtOnce() throws {
        let territory = try territory()
        let file = try scenario(
            "close: {id: othr}", "open: {id: main, kind: msp, at: [9.149, 42.3063]}", "close: {id: other}",
            "close: {id: other}", "move: {id: other, to: [9.149, 42.3063]}",
            "staff: {id: main, remove: {nurse: 5}}", "open: {id: n, kind: msp, at: [9.1, 42.3], satellite_of: man}",
            "open: {id: o, kind: msp, at: [42.3063, 9.149]}", "open: {id: p, kind: msp, at: [2.35, 48.85]}",
            "staff: {id: main, add: {nurse: 9}, taken_from: 2B096}",
            "staff: {id: main, add: {nurse: 1}, taken_from: 2B69}",
            "staff: {id: main}", "close: {id: main}",
            "open: {id: q, kind: msp, at: [9.1, 42.3], satellite_of: satellite}",
            head: "equity: {groups: [age_75], divisions: [canton]}")
        let problems = problemsThrown { try resolve(file, on: territory) }
        let expected = [
            "changes[0].close: there is no site othr: did you mean `other`?",
            "changes[1].open: there is a site main already",
            "changes[3].close: the site other is closed already (line 8, changes[2].close)",
            "changes[4].move: the site other is closed already",
            "changes[5].staff.remove.nurse: main has 4 (3 full-time equivalents) of nurse, fewer than 5",
            "changes[6].open.satellite_of: there is no site man: did you mean `main`?",
            "changes[7].open.at: [42.3063, 9.149] lies more than 50 km outside the territory: longitude comes first: write [9.149, 42.3063]",
            "changes[8].open.at: [2.35, 48.85] lies more than 50 km outside the territory: check",
            "changes[9].staff.add.nurse: 2B096 has 5 of nurse, fewer than 9",
            "changes[10].staff.taken_from: there is no site and no commune 2B69: did you mean `2B096`?",
            "changes[11].staff: nobody comes and nobody leaves",
            "changes[12].close: the satellite satellite is left without its main site main",
            "changes[13].open.satellite_of: satellite is itself a satellite",
            "equity.groups: the population has no group age_75: did you mean `age_75_plus`?",
            "equity.divisions: the territory has no division canton",
        ]
        for text in expected {
            XCTAssertTrue(problems.contains { $0.contains(text) }, "\(text)\n\(problems.joined(separator: "\n"))")
        }
        XCTAssertEqual(problems.count, expected.count, problems.joined(separator: "\n"))
    }
}

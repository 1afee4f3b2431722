import Territory
import XCTest

@testable import Simulation

/// The ages that a territory tells of the professionals of its communes, and what goes before them.
final class TerritoryAgesTests: XCTestCase {
    private let told = [
        ProfessionalAges(commune: 0, profession: "general_practitioner", counts: ["64_64": 2]),
        ProfessionalAges(commune: 1, profession: "nurse", counts: ["64_64": 2]),
    ]

    /// Who is there in 2026 and 2027, by cell, where everybody retires at 65 and the default age is 40.
    private func follow(_ entries: [AgeEntry] = [], sites: Bool = false) -> [[Int32]] {
        var world = HorizonWorld(
            practitioners: [3, 2],
            sites: sites ? [("m", 0, ["general_practitioner": ProfessionalCount(4)])] : [])
        world.territory.supply.ages = told
        var settings = HorizonSettings.everybody(40, retiring: [65: 1], to: 2027)
        settings.ages += entries
        let plan = world.plan([[], []])
        let dynamics = ProfessionalDynamics(
            settings, for: plan, communes: ["A", "B"], ages: world.territory.supply.ages)
        return followProfessionals(plan, dynamics, seed: 1, replicate: 0).present
    }

    private func everybody(_ age: Int, professions: [String] = [], communes: [String] = []) -> AgeEntry {
        AgeEntry(
            professions: professions, communes: communes,
            shares: [AgeEntry.AgeShare(band: AgeBand(first: age, last: age), share: 1)])
    }

    func testTheyGoBeforeTheDefault() {
        // The first commune's three are 64 and retire a year later; of the second no practitioner's age is told.
        XCTAssertEqual(follow(), [[3, 2], [0, 2]])
    }

    func testTheyAreNotThoseOfSites() {
        XCTAssertEqual(follow(sites: true), [[3, 2, 4], [0, 2, 4]])
    }

    func testTheScenarioGoesBeforeThem() {
        XCTAssertEqual(follow([everybody(50)]), [[3, 2], [3, 2]])
        XCTAssertEqual(follow([everybody(50, communes: ["B"])]), [[3, 2], [0, 2]])
        XCTAssertEqual(follow([everybody(50, professions: ["nurse"])]), [[3, 2], [0, 2]])
        XCTAssertEqual(follow([everybody(64, communes: ["B"])]), [[3, 2], [0, 0]])
    }

    func testSharesAreInProportionToTheCounts() {
        let entry = AgeEntry(ofCounts: ["60_plus": 1, "under_40": 2, "no_band": 7, "40_59": 5])
        XCTAssertEqual(entry.shares.map(\.share), [2, 5, 1])
        XCTAssertEqual(entry.shares.map(\.band.first), [nil, 40, 60])
    }

    /// What a territory file may not say.
    func testBadAges() throws {
        for (ages, text) in [
            (
                "{general_practitoner: {under_50: a}}",
                "professionals[0].ages.general_practitoner: `columns` does not name the profession general_practitoner"
                    + ": did you mean `general_practitioner`?"
            ),
            (
                "{general_practitioner: {over_50: a}}",
                "professionals[0].ages.general_practitioner.over_50: `over_50` is no band of ages"
            ),
            (
                "{general_practitioner: {under_50: a, 40_plus: b}}",
                "ages.general_practitioner.40_plus: the band `40_plus` overlaps `under_50`"
            ),
            ("{general_practitioner: {}}", "there are no bands of ages"),
        ] {
            let files = try TextFiles([
                "c.geojson": "", "p.csv": "", "s.csv": "",
                "territory.yaml": """
                territory: 1
                name: Essai
                crs: EPSG:2154
                communes: {layer: c.geojson, id: code}
                population: [{layer: p.csv, columns: {inhabitants: n}}]
                professionals:
                  - {layer: s.csv, commune: code, columns: {general_practitioner: gp}, ages: \(ages)}
                """,
            ])
            let found = problemsThrown { try TerritoryFile(path: files.path("territory.yaml")) }
            XCTAssertTrue(found.contains { $0.contains(text) }, "\(text)\n\(found)")
            XCTAssertTrue(found.allSatisfy { $0.contains("line 7, ") }, "\(found)")
        }
    }

    func testAgesOfATerritoryFile() throws {
        let files = try TextFiles([
            "c.geojson": "", "p.csv": "", "s.csv": "",
            "territory.yaml": """
            territory: 1
            name: Essai
            crs: EPSG:2154
            communes: {layer: c.geojson, id: code}
            population: [{layer: p.csv, columns: {inhabitants: n}}]
            professionals:
              - {layer: s.csv, commune: code, columns: {nurse: inf}, ages: {nurse: {under_50: a, 50_plus: b}}}
            """,
        ])
        let file = try TerritoryFile(path: files.path("territory.yaml"))
        XCTAssertEqual(file.description.professionals.map(\.ages), [["nurse": ["under_50": "a", "50_plus": "b"]]])
    }
}

import Geometry
import Territory
import XCTest

@testable import Simulation

/// `rounds`, `seed` and `nurse_pool` in a scenario file.
final class RoundsFileTests: XCTestCase {
    private func file(_ text: String) throws -> ScenarioFile {
        let files = try TextFiles([
            "scenario.yaml": "scenario: 1\nname: Essai\nterritory: territory.yaml\n" + text,
            "territory.yaml": "territory: 1",
        ])
        return try ScenarioFile(path: files.path("scenario.yaml"))
    }

    /// Structures with general practitioners at 0, 1 and 10 km east of Corte.
    private func territory() throws -> StudyTerritory {
        let centre = try CoordinateTransformation(from: .wgs84, to: .lambert93).transform(Point(x: 9.149, y: 42.3063))
        func site(_ id: String, _ kind: String, east: Double, practitioners: Double) -> Site {
            Site(
                id: SiteID(id), name: id, kind: kind, location: Point(x: centre.x + east, y: centre.y),
                professionals: Professionals([
                    "general_practitioner": ProfessionalCount(
                        headcount: practitioners + 1, fullTimeEquivalents: practitioners)
                ]))
        }
        let (x, y) = (centre.x, centre.y)
        let land = Polygon(exterior: [
            Point(x: x - 20_000, y: y - 20_000), Point(x: x + 20_000, y: y - 20_000),
            Point(x: x + 20_000, y: y + 20_000), Point(x: x - 20_000, y: y + 20_000),
            Point(x: x - 20_000, y: y - 20_000),
        ])
        return StudyTerritory(
            name: "Corte", crs: .lambert93,
            communes: [Commune(id: CommuneID("2B096"), name: "Corte", boundary: MultiPolygon([land]))],
            population: Population(
                ids: ["p"], locations: [centre], communes: [0], inhabitants: [7000],
                groups: [PopulationGroup(name: "age_75_plus", counts: [700])]),
            sites: [
                site("cds", "cds", east: 1000, practitioners: 3), site("far", "msp", east: 10_000, practitioners: 8),
                site("msp", "msp", east: 0, practitioners: 4), site("practice", "practice", east: 0, practitioners: 50),
            ],
            supply: CommuneSupply(professionals: [.none]))
    }

    private func pools(_ changes: String...) throws -> [Site] {
        let file = try file("changes:\n" + changes.map { "  - nurse_pool: \($0)\n" }.joined())
        let territory = try territory()
        return apply(try resolve(file, on: territory), to: territory).sites.filter { $0.kind == "nurse_pool" }
    }

    // MARK: Bad input

    func testNumbersOutOfTheirRange() {
        let problems = problemsThrown {
            try file(
                """
                rounds:
                  visit_minutes: -5
                  working_day_minutes: 2000
                  days_per_week: 0
                  visits_per_year: {inhabitants: -1}
                  simulated_days: 0
                  visit_length: 20
                changes:
                  - nurse_pool: {id: a, at: [9.1, 42.3], nurses: -2}
                  - nurse_pool: {id: b, at: [9.1, 42.3], nurses: 2, minutes: -20}
                  - nurse_pool: {id: c, at: [9.1, 42.3], nurses: {per_general_practitioners: 0}}
                  - nurse_pool: {id: d, at: [9.1, 42.3]}
                """)
        }
        for place in [
            "rounds.visit_minutes", "rounds.working_day_minutes", "rounds.days_per_week",
            "rounds.visits_per_year.inhabitants", "rounds.simulated_days", "rounds.visit_length",
            "changes[0].nurse_pool.nurses", "changes[1].nurse_pool.minutes",
            "changes[2].nurse_pool.nurses.per_general_practitioners",
            "changes[3].nurse_pool",
        ] {
            XCTAssertTrue(problems.contains { $0.contains(place + ":") }, "\(place) in \(problems)")
        }
        XCTAssertEqual(problems.count, 10, "\(problems)")
    }

    func testAVisitLongerThanTheDay() {
        let problems = problemsThrown { try file("rounds: {visit_minutes: 120, working_day_minutes: 160}") }
        XCTAssertEqual(problems.count, 1)
        XCTAssertTrue(
            problems[0].contains(
                "rounds.visit_minutes: a visit takes 123 minutes with its stop, and a working day leaves 120"),
            "\(problems)")
        XCTAssertNoThrow(try file("rounds: {visit_minutes: 117, working_day_minutes: 160}"))
        XCTAssertTrue(
            problemsThrown { try file("rounds: {break_minutes: 400}") }.first?.contains("rounds.break_minutes") ?? false
        )
    }

    func testGroupsThatAreNoAgeBandsOrAreNotThere() throws {
        let word = problemsThrown { try file("rounds: {visits_per_year: {inhabitants: 1, poor: 3}}") }
        XCTAssertTrue(word.first?.contains("rounds.visits_per_year.poor: `poor` is no age band") ?? false, "\(word)")
        let missing = problemsThrown { try file("rounds: {visits_per_year: {age_75_plus: 3}}") }
        XCTAssertTrue(missing.first?.contains("add inhabitants") ?? false, "\(missing)")
        let unknown = try file("rounds: {visits_per_year: {inhabitants: 1, age_85_plus: 3}}")
        let territory = try territory()
        XCTAssertEqual(
            problemsThrown { try resolve(unknown, on: territory) },
            ["rounds.visits_per_year.age_85_plus: the population has no group age_85_plus: did you mean `age_75_plus`?"]
        )
    }

    func testAStructureThatIsNotThere() throws {
        let problems = problemsThrown {
            try pools("{id: pool, at: [9.149, 42.3063], nurses: {per_general_practitioners: 2, of: [msq, cds]}}")
        }
        XCTAssertEqual(problems.count, 1, "\(problems)")
        XCTAssertTrue(problems.first?.contains("nurse_pool.nurses.of: there is no site msq") ?? false, "\(problems)")
    }

    // MARK: What a file means

    func testAPoolIsASite() throws {
        let pool = try XCTUnwrap(
            pools("{id: pool, name: Équipe, at: [9.149, 42.3063], nurses: {count: 6, fte: 4.5}, minutes: 25}").first)
        XCTAssertEqual(pool.name, "Équipe")
        XCTAssertEqual(pool.minutes, 25)
        XCTAssertEqual(pool.commune, 0)
        XCTAssertEqual(
            pool.professionals["nurse"], ProfessionalCount(headcount: 6, fullTimeEquivalents: 4.5))
        let none = try XCTUnwrap(pools("{id: pool, at: [9.149, 42.3063], nurses: 0}").first)
        XCTAssertTrue(none.professionals.isEmpty)
    }

    /// A full-time nurse for two full-time practitioners of structures: of those named, else of those nearest.
    func testNursesForGeneralPractitioners() throws {
        func nurses(_ changes: String...) throws -> [Double] {
            let file = try file("changes:\n" + changes.map { "  - \($0)\n" }.joined())
            let territory = try territory()
            return apply(try resolve(file, on: territory), to: territory).sites
                .filter { $0.kind == "nurse_pool" }.map { $0.professionals["nurse"].fullTimeEquivalents }
        }
        let share = "nurses: {per_general_practitioners: 2}"
        // 3 + 8 + 4 practitioners of a cds and two msp; the practice is no structure.
        XCTAssertEqual(try nurses("nurse_pool: {id: a, at: [9.149, 42.3063], \(share)}"), [7.5])
        // Ten kilometres further east another pool is nearer to the farther msp.
        XCTAssertEqual(
            try nurses(
                "nurse_pool: {id: a, at: [9.149, 42.3063], \(share)}",
                "nurse_pool: {id: b, at: [9.27, 42.3063], nurses: 1}"), [3.5, 1])
        XCTAssertEqual(
            try nurses(
                "nurse_pool: {id: a, at: [9.149, 42.3063], nurses: {per_general_practitioners: 4, of: [far, practice]}}"
            ), [58.0 / 4])
        // Later changes count, as nurses are counted when all is made.
        XCTAssertEqual(
            try nurses(
                "nurse_pool: {id: a, at: [9.149, 42.3063], \(share)}", "close: {id: far}",
                "staff: {id: msp, add: {general_practitioner: 2}}"), [4.5])
    }

    func testSettingsAndTheirSources() throws {
        XCTAssertNil(try file("changes: []").settings.rounds)
        XCTAssertFalse(try file("changes: []").settings.inForce.contains { $0.key.hasPrefix("rounds") })
        let given = try file("rounds: {visit_minutes: 30}\nseed: 7").settings
        let rounds = try XCTUnwrap(given.rounds)
        XCTAssertEqual(rounds.visitMinutes, 30)
        XCTAssertEqual(rounds.seed, 7)
        XCTAssertEqual(rounds.roundMinutes, 420 - 20 - 20)
        // 1607 hours in days of seven, on 365 days.
        XCTAssertEqual(rounds.roundsPerNurse, 1607.0 / 7 / 365, accuracy: 1e-12)
        let source = Dictionary(uniqueKeysWithValues: given.inForce.map { ($0.key, $0.source) })
        XCTAssertEqual(source["rounds.visit_minutes"], "scenario file, line 4")
        XCTAssertEqual(source["rounds.nurse_hours_per_year"], "Code du travail, L3121-41")
        XCTAssertNotNil(source["rounds.visits_per_year.age_85_plus"])
        XCTAssertEqual(source["seed"], "scenario file, line 5")
        // A pool alone asks for rounds too.
        let pool = try file("changes: [{nurse_pool: {id: a, at: [9.1, 42.3], nurses: 2}}]").settings
        XCTAssertEqual(pool.rounds?.visitMinutes, Defaults.visitMinutes.value)
    }
}

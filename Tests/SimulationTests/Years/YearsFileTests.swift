import Territory
import XCTest

@testable import Simulation

/// What a scenario file may say of its years, and what it may not.
final class YearsFileTests: XCTestCase {
    private func file(_ years: String, changes: String = "[]", head: String = "") throws -> ScenarioFile {
        let files = try TextFiles([
            "territory.yaml": "territory: 1",
            "scenario.yaml": """
            scenario: 1
            name: Essai
            territory: territory.yaml
            \(head)
            years: \(years)
            changes: \(changes)
            """,
        ])
        return try ScenarioFile(path: files.path("scenario.yaml"))
    }

    private func assertProblem(_ text: String, _ body: () throws -> some Any, line: UInt = #line) {
        let found = problemsThrown(body, line: line)
        XCTAssertTrue(found.contains { $0.contains(text) }, "\(text)\n\(found.joined(separator: "\n"))", line: line)
    }

    func testWhatTheSchemaRefuses() {
        assertProblem("years: the key `to` is missing") { try file("{from: 2026}") }
        assertProblem("years.replicates: expected a whole number from 1") {
            try file("{from: 2026, to: 2036, replicates: 0}")
        }
        assertProblem("years.retirement.all.60: expected a number at least 0 and at most 1, found 1.2") {
            try file("{from: 2026, to: 2036, retirement: {all: {60: 1.2}}}")
        }
        assertProblem("years.retirement.all.60: expected a number at least 0 and at most 1, found -0.1") {
            try file("{from: 2026, to: 2036, retirement: {all: {60: -0.1}}}")
        }
        assertProblem("years.moves_away.nurse: expected") { try file("{from: 2026, to: 2036, moves_away: {nurse: 2}}") }
        assertProblem("did you mean `vacancies`?") { try file("{from: 2026, to: 2036, settle: vacances}") }
        assertProblem("the key `retirment` is unknown: did you mean `retirement`?") {
            try file("{from: 2026, to: 2036, retirment: {}}")
        }
        assertProblem("years.escalation[0]: expected exactly one of the keys full_time_equivalents, days_per_week") {
            try file("{from: 2026, to: 2036, escalation: [{kind: mobile_unit}]}")
        }
    }

    func testYearsInTheWrongOrder() {
        assertProblem("years.to: the last year 2025 is before the first, 2026") { try file("{from: 2026, to: 2025}") }
        assertProblem("years.to: the horizon has 74 years, more than 50: give 2076 at the latest") {
            try file("{from: 2026, to: 2100}")
        }
        assertProblem("year: 2040 lies outside the horizon from 2026 to 2036") {
            try file("{from: 2026, to: 2036}", head: "year: 2040")
        }
    }

    func testAges() {
        assertProblem("years.ages[0].shares: the shares sum to 0") {
            try file("{from: 2026, to: 2036, ages: [{shares: {under_50: 0, 50_plus: 0}}]}")
        }
        assertProblem("years.ages[0].shares: there are no bands of ages") {
            try file("{from: 2026, to: 2036, ages: [{shares: {}}]}")
        }
        assertProblem("years.ages[0].shares.over_50: `over_50` is no band of ages") {
            try file("{from: 2026, to: 2036, ages: [{shares: {over_50: 1}}]}")
        }
        assertProblem("years.ages[0].shares.50_plus: the band `50_plus` overlaps `under_60`") {
            try file("{from: 2026, to: 2036, ages: [{shares: {under_60: 1, 50_plus: 1}}]}")
        }
        assertProblem("`sixty` is no age from 16 to 100") {
            try file("{from: 2026, to: 2036, retirement: {all: {sixty: 0.5}}}")
        }
        assertProblem("the youngest age 71 is above the oldest, 70") {
            try file("{from: 2026, to: 2036, youngest_age: 71}")
        }
    }

    func testChangesBeyondTheHorizon() throws {
        let territory = HorizonWorld(practitioners: [3], sites: [("m", 0, [:])]).territory
        assertProblem("changes[0].close.from: 2020 is before the horizon, which begins in 2026") {
            try resolve(
                try file("{from: 2026, to: 2036}", changes: "[close: {id: m, from: 2020}]"), on: territory)
        }
        assertProblem("changes[0].close.until: 2020 is before the horizon, which begins in 2026") {
            try resolve(
                try file("{from: 2026, to: 2036}", changes: "[close: {id: m, until: 2020}]"), on: territory)
        }
        assertProblem("changes[0].close.until: the last year 2028 is before the first, 2030") {
            try resolve(
                try file("{from: 2026, to: 2036}", changes: "[close: {id: m, from: 2030, until: 2028}]"), on: territory)
        }
        let late = try resolve(
            try file("{from: 2026, to: 2036}", changes: "[close: {id: m, from: 2040}]"), on: territory)
        XCTAssertTrue(
            late.findings.contains { $0.text.contains("begin after the last year, 2036") }, "\(late.findings)")
        XCTAssertEqual(late.horizon?.years.map(\.changes.count), Array(repeating: 0, count: 11))
        // They are checked all the same.
        assertProblem("there is no site x") {
            try resolve(
                try file("{from: 2026, to: 2036}", changes: "[close: {id: x, from: 2040}]"), on: territory)
        }
    }

    func testNamesThatTheTerritoryDoesNotHave() throws {
        let territory = HorizonWorld(practitioners: [3]).territory
        let found = problemsThrown {
            try resolve(
                try file(
                    """
                    {from: 2026, to: 2036, retirement: {general_practicioner: {60: 1}}, moves_away: {nurse: 0.1},
                      arrivals: {midwife: {number: 1}}, ages: [{shares: {60_plus: 1}, professions: [dentist], communes: [Z], sites: [q]}],
                      threshold: {profession: surgeon, division: canton}}
                    """), on: territory)
        }
        for expected in [
            "years.retirement.general_practicioner: there is no profession general_practicioner: did you mean `general_practitioner`?",
            "years.moves_away.nurse: there is no profession nurse: known: general_practitioner",
            "years.arrivals.midwife: there is no profession midwife",
            "years.ages[0].professions: there is no profession dentist",
            "years.threshold.profession: there is no profession surgeon",
            "years.ages[0].communes: there is no commune Z",
            "years.ages[0].sites: there is no site q", "years.threshold.division: there is no division canton",
        ] {
            XCTAssertTrue(found.contains { $0.contains(expected) }, "\(expected)\n\(found.joined(separator: "\n"))")
        }
        XCTAssertEqual(found.count, 8, found.joined(separator: "\n"))
    }

    func testEachYearIsCheckedByItself() throws {
        let territory = HorizonWorld(practitioners: [3], sites: [("m", 0, [:]), ("n", 0, [:])]).territory
        // A satellite that is left without its main site from 2030 on.
        assertProblem("the satellite s is left without its main site m") {
            try resolve(
                try file(
                    "{from: 2026, to: 2036}",
                    changes:
                        "[open: {id: s, kind: msp, at: [3, 46.5], satellite_of: m}, close: {id: m, from: 2030, until: 2031}]"
                ),
                on: territory)
        }
        // More people taken than there are, in a year in which others have been taken already.
        assertProblem("A has 3 of general_practitioner, fewer than 4") {
            try resolve(
                try file(
                    "{from: 2026, to: 2036}",
                    changes: "[staff: {id: m, add: {general_practitioner: 4}, taken_from: A, from: 2030, until: 2032}]"),
                on: territory)
        }
    }

    func testTheYearsOfTheChanges() throws {
        let territory = HorizonWorld(practitioners: [3], sites: [("m", 0, [:]), ("n", 0, [:])]).territory
        let changes = "[close: {id: m, from: 2028}, close: {id: n, from: 2027, until: 2028}]"
        let scenario = try resolve(try file("{from: 2026, to: 2030}", changes: changes), on: territory)
        let (m, n) = (Change.close(SiteID("m")), Change.close(SiteID("n")))
        XCTAssertEqual(scenario.horizon?.years.map(\.year), [2026, 2027, 2028, 2029, 2030])
        XCTAssertEqual(scenario.horizon?.years.map(\.changes), [[], [n], [m, n], [m], [m]])
        XCTAssertEqual(scenario.changes, [m], "the maps are those of the last year")
        let earlier = try resolve(
            try file("{from: 2026, to: 2030}", changes: changes, head: "year: 2027"), on: territory)
        XCTAssertEqual(earlier.changes, [n])
        XCTAssertEqual(earlier.horizon, scenario.horizon)
    }

    func testSettingsInForceCarryTheirSources() throws {
        let file = try file(
            "{from: 2026, to: 2036, replicates: 7, arrivals: {nurse: {replaced: 0.5}}, escalation: [{kind: mobile_unit, days_per_week: 2}]}"
        )
        let years = try XCTUnwrap(file.settings.years)
        XCTAssertEqual(years.replicates, 7)
        XCTAssertEqual(years.arrivals, ["nurse": Arrivals(number: 0, replaced: 0.5)])
        XCTAssertEqual(years.escalation, [Substitute(kind: "mobile_unit", fullTimeEquivalents: 2.0 / 5)])
        let inForce = file.settings.inForce
        func setting(_ key: String) -> Setting? { inForce.first { $0.key == key } }
        XCTAssertEqual(setting("years.replicates")?.value, .number(7))
        XCTAssertTrue(setting("years.replicates")?.source.hasPrefix("scenario file, line") ?? false)
        XCTAssertEqual(setting("years.retirement")?.source, Defaults.retirement.source)
        XCTAssertTrue(inForce.allSatisfy { !$0.source.isEmpty })
        XCTAssertEqual(Set(inForce.map(\.key)).count, inForce.count, "each key once")
        let files = try TextFiles(["s.yaml": "scenario: 1\nname: N\nterritory: t.yaml", "t.yaml": "territory: 1"])
        let without = try ScenarioFile(path: files.path("s.yaml"))
        XCTAssertNil(without.settings.years)
        XCTAssertFalse(without.settings.inForce.contains { $0.key.hasPrefix("years") })
    }
}

import Coverage
import Foundation
import Geometry
import Synthesis
import Territory
import XCTest

@testable import Simulation

/// Whole horizons on a synthetic territory with roads.
final class HorizonSimulationTests: XCTestCase {
    private static let files = Result { () -> TextFiles in
        let files = try TextFiles()
        try write(
            try synthesize(SynthesisRequest(name: "Essai", junctions: 600, seed: 7)), to: files.path("territory"))
        return files
    }

    /// A scenario with practices at three places where people live.
    private func load(_ years: String, changes: String = "", head: String = "") throws -> LoadedScenario {
        let files = try Self.files.get()
        let probe = try files.write(
            "probe.yaml", "scenario: 1\nname: Essai\nterritory: territory/territory.yaml\n")
        let territory = try loadScenario(path: probe).baseline
        let toDegrees = try CoordinateTransformation(from: territory.crs, to: .wgs84)
        let places = try [0, territory.population.count / 2, territory.population.count - 1].map {
            try toDegrees.transform(territory.population.locations[$0])
        }
        let practices = places.enumerated().map { number, place in
            "  - open: {id: p\(number), kind: cabinet, at: [\(place.x), \(place.y)], "
                + "professionals: {general_practitioner: \(number + 1)}}\n"
        }
        let path = try files.write(
            "scenario-\(UUID().uuidString).yaml",
            """
            scenario: 1
            name: Essai
            territory: territory/territory.yaml
            rules: {minutes: {cabinet: 6}}
            travel: {resolution_metres: 400}
            \(head)
            years: \(years)
            changes:
            \(practices.joined())\(changes.replacing("PLACE", with: "[\(places[0].x), \(places[0].y)]"))
            """)
        return try loadScenario(path: path)
    }

    private func years(_ loaded: LoadedScenario, threads: Int = 2) throws -> HorizonResult {
        let people = try loaded.attachedPeople(threads: threads)
        return try simulate(
            try XCTUnwrap(loaded.scenario.horizon), on: loaded.baseline, for: people, settings: loaded.settings,
            threads: threads)
    }

    private func gp(_ result: HorizonResult, _ year: Int) throws -> HorizonProfessionResult {
        result.years[year].professionals[
            try XCTUnwrap(result.professions.firstIndex(of: "general_practitioner"))]
    }

    private func cabinets(_ year: HorizonYearResult) throws -> HorizonKindResult {
        try XCTUnwrap(year.kinds.first { $0.kind == "cabinet" })
    }

    func testOneYearWithoutChanceIsThePlainRun() throws {
        let loaded = try load("{from: 2026, to: 2026}")
        var plain = loaded
        plain.scenario.horizon = nil
        let evaluation = try plain.evaluated(for: try plain.attachedPeople(threads: 2), threads: 2)
        let result = try years(loaded)
        XCTAssertEqual(result.replicates, 100, "ages are drawn, although they decide nothing yet")
        XCTAssertEqual(result.years.count, 1)
        XCTAssertEqual(result.years[0].kinds.map(\.kind), evaluation.kinds.map(\.kind))
        for (year, kind) in zip(result.years[0].kinds, evaluation.kinds) {
            XCTAssertEqual(year.figures, kind.figures)
            XCTAssertEqual(year.staffedCovered.p10, kind.figures.covered)
            XCTAssertEqual(year.staffedCovered.p90, kind.figures.covered)
        }
        let planned = evaluation.territory.sites.reduce(evaluation.territory.supply.total) { $0 + $1.professionals }
        for (profession, figures) in zip(result.professions, result.years[0].professionals) {
            XCTAssertEqual(figures.headcount.mean, planned[profession].headcount)
            XCTAssertEqual(figures.headcount.p10, planned[profession].headcount)
            XCTAssertEqual(figures.headcount.p90, planned[profession].headcount)
            XCTAssertEqual(figures.fullTimeEquivalents.median, planned[profession].fullTimeEquivalents, accuracy: 1e-9)
        }
        XCTAssertEqual(result.years[0].equity?.gini, evaluation.equity?.gini)
    }

    func testWithoutChanceOneReplicateIsEnough() throws {
        let result = try years(
            load("{from: 2026, to: 2036, replicates: 50, retirement: {all: {65: 0}}}"))
        XCTAssertTrue(result.isCertain)
        XCTAssertEqual(result.replicates, 1)
        for year in result.years {
            XCTAssertEqual(year.areasUnder, result.years[0].areasUnder)
            XCTAssertEqual(year.kinds.map(\.staffedCovered), result.years[0].kinds.map(\.staffedCovered))
        }
        XCTAssertEqual(try gp(result, 10).headcount, ReplicateSpread([6]))
    }

    func testPracticesThatLoseEverybodyCoverNobody() throws {
        // Everybody is 60 in 2026 and retires at 63, in 2029.
        let result = try years(
            load(
                "{from: 2026, to: 2030, ages: [{shares: {60_60: 1}}], retirement: {all: {63: 1}}, "
                    + "threshold: {least: 1}}"))
        XCTAssertTrue(result.isCertain)
        XCTAssertEqual(try (0...4).map { try gp(result, $0).headcount.median }, [6, 6, 6, 0, 0])
        XCTAssertEqual(try gp(result, 3).retired, 6)
        let covered = try cabinets(result.years[0]).figures.covered
        XCTAssertGreaterThan(covered, 0)
        XCTAssertEqual(
            try result.years.map { try cabinets($0).staffedCovered.median }, [covered, covered, covered, 0, 0])
        XCTAssertEqual(try cabinets(result.years[4]).figures.covered, covered, "the sites are still open")
        // Communes with a practice fall under the threshold in 2029, all others were under it from the beginning.
        let falling = result.areas.filter { !$0.isUnderFromTheBeginning }
        XCTAssertFalse(falling.isEmpty)
        for area in falling {
            XCTAssertEqual(area.firstYearUnder, 2029)
            XCTAssertEqual(area.probabilityUnder, [0, 0, 0, 1, 1])
            XCTAssertEqual(area.probabilityEverUnder, 1)
        }
        for area in result.areas where area.isUnderFromTheBeginning {
            XCTAssertEqual(area.firstYearUnder, 2026)
            XCTAssertEqual(area.meanValues, [0, 0, 0, 0, 0])
        }
        XCTAssertEqual(
            result.years.map(\.areasUnder.median),
            [0, 0, 0, falling.count, falling.count].map { Double($0 + result.areas.count - falling.count) })
    }

    func testAnOpeningShowsFromItsYearOnAndATemporaryOneGoes() throws {
        let result = try years(
            load(
                "{from: 2026, to: 2032, retirement: {all: {65: 0}}}",
                changes: """
                      - open: {id: late, kind: late, at: PLACE, professionals: {nurse: 2}, from: 2030}
                      - open: {id: short, kind: short, at: PLACE, professionals: {nurse: 1}, from: 2027, until: 2028}
                    """))
        func sites(_ kind: String) -> [Int] {
            result.years.map { year in year.kinds.first { $0.kind == kind }?.siteCount ?? 0 }
        }
        XCTAssertEqual(sites("late"), [0, 0, 0, 0, 1, 1, 1])
        XCTAssertEqual(sites("short"), [0, 1, 1, 0, 0, 0, 0])
        let nurse = try XCTUnwrap(result.professions.firstIndex(of: "nurse"))
        XCTAssertEqual(result.years.map { $0.professionals[nurse].headcount.median }, [0, 1, 1, 0, 2, 2, 2])
        XCTAssertEqual(result.years.map { $0.professionals[nurse].joined }, [0, 1, 0, 0, 2, 0, 0])
        XCTAssertEqual(result.years.map { $0.professionals[nurse].left }, [0, 0, 0, 1, 0, 0, 0])
    }

    func testSubstitutesAnswerForATime() throws {
        // The three practices lose everybody in 2028; one mobile unit is there, for two years.
        let result = try years(
            load(
                """
                {from: 2026, to: 2031, ages: [{shares: {60_60: 1}}], retirement: {all: {62: 1}}, threshold: {least: 1},
                  escalation: [{kind: mobile_unit, full_time_equivalents: 1, number: 1, duration: 2}]}
                """))
        for year in result.years {
            XCTAssertLessThanOrEqual(year.substitutes[0].p90, 1)
            XCTAssertEqual(year.areasWithoutAnswer.median, year.areasUnder.median - year.substitutes[0].median)
        }
        // Where most people of those without anybody live, for two years; then elsewhere.
        let first = try XCTUnwrap(
            result.areas.filter(\.isUnderFromTheBeginning).max { ($0.inhabitants, $1.id) < ($1.inhabitants, $0.id) })
        XCTAssertEqual(first.probabilityWithoutAnswer.prefix(3), [0, 0, 1])
    }

    func testAnyNumberOfThreadsGivesTheSame() throws {
        let loaded = try load(
            "{from: 2026, to: 2036, replicates: 150, arrivals: {all: {replaced: 0.5}}, settle: supply}")
        let one = try years(loaded, threads: 1)
        let four = try years(loaded, threads: 4)
        XCTAssertFalse(one.isCertain)
        XCTAssertEqual(one.replicates, 150)
        XCTAssertEqual("\(one.years.map(\.professionals))", "\(four.years.map(\.professionals))")
        XCTAssertEqual("\(one.areas)", "\(four.areas)")
        XCTAssertEqual("\(one.years.map(\.areasUnder))", "\(four.years.map(\.areasUnder))")
        XCTAssertEqual(
            "\(one.years.map { $0.kinds.map(\.staffedCovered) })",
            "\(four.years.map { $0.kinds.map(\.staffedCovered) })")
    }

    func testProbabilitiesAndMediansAgree() throws {
        let result = try years(load("{from: 2026, to: 2036, replicates: 200}"))
        for area in result.areas {
            XCTAssertEqual(area.probabilityUnder.count, 11)
            XCTAssertGreaterThanOrEqual(area.probabilityEverUnder, area.probabilityUnder.max() ?? 0)
            XCTAssertEqual(area.firstYearUnder == nil, area.probabilityEverUnder < 0.5)
            // Nobody arrives, so that nobody rises above the threshold again.
            XCTAssertEqual(area.probabilityUnder, area.probabilityUnder.sorted())
            if let year = area.firstYearUnder {
                XCTAssertGreaterThanOrEqual(area.probabilityUnder[year - 2026], 0.5)
                if year > 2026 { XCTAssertLessThan(area.probabilityUnder[year - 2027], 0.5) }
            }
        }
        for year in result.years {
            XCTAssertEqual(
                year.areasUnder.mean, result.areas.reduce(0) { $0 + $1.probabilityUnder[year.year - 2026] },
                accuracy: 1e-9)
        }
    }
}

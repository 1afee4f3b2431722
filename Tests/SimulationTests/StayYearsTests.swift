import Coverage
import Geometry
import RoadNetwork
import Synthesis
import Territory
import XCTest

@testable import Simulation

/// Temporary stays on a synthetic territory, in one year and in years that follow each other.
final class StayYearsTests: XCTestCase {
    private struct Study {
        var loaded: LoadedScenario
        var people: AttachedPeople
    }

    private static let study = Result { () -> Study in
        let files = try TextFiles()
        try write(
            try synthesize(SynthesisRequest(name: "Essai", junctions: 600, seed: 7)), to: files.path("territory"))
        let path = try files.write(
            "scenario.yaml",
            """
            scenario: 1
            name: Essai
            territory: territory/territory.yaml
            rules: {minutes: {temporary_stay: 12}}
            changes: []
            stays: {arrivals: {age_75_plus: {share_of_discharges: 0.05}}, replicates: 6, longest_wait_days: 3}
            """)
        let loaded = try loadScenario(path: path)
        return Study(loaded: loaded, people: try loaded.attachedPeople(threads: 2))
    }

    private func evaluation(_ changes: [Change]) throws -> Evaluation {
        let study = try Self.study.get()
        var loaded = study.loaded
        loaded.scenario.changes = changes
        return try loaded.evaluated(for: study.people, threads: 2)
    }

    /// Beds where the point of this number lives.
    private func beds(_ id: String, _ beds: Double?, atPoint point: Int) throws -> Change {
        let population = try Self.study.get().loaded.baseline.population
        return .open(
            Site(
                id: SiteID(id), name: id, kind: temporaryStayKind, location: population.locations[point],
                commune: population.communes[point], beds: beds))
    }

    func testNoYearsAndNoStays() throws {
        XCTAssertNil(simulatedStays(over: [], threads: 1))
        var quiet = try evaluation([])
        quiet.settings.stays.isAsked = false
        XCTAssertNil(simulatedStays(over: [quiet], threads: 1))
        XCTAssertNil(quiet.simulatedStays(threads: 1))
    }

    func testBedsThatAreNotKnownAreNone() throws {
        let result = try XCTUnwrap(
            evaluation([beds("a", nil, atPoint: 0), beds("b", 2.5, atPoint: 0)]).simulatedStays(threads: 1))
        XCTAssertEqual(result.sites.map(\.beds), [0, 2])
        XCTAssertEqual(result.findings.map(\.where), ["site a", "site b"])
        XCTAssertNil(result.sites[0].occupancy)
        XCTAssertEqual(result.sites[0].erlang.loss, nil)
    }

    /// What the years have in common with one year, and how they hang together.
    func testTheFirstYearIsAYearOfItsOwn() throws {
        let one = try evaluation([beds("a", 3, atPoint: 0), beds("b", 1, atPoint: 40)])
        let single = try XCTUnwrap(one.simulatedStays(threads: 2))
        let years = try XCTUnwrap(simulatedStays(over: [one, one, one], threads: 2))
        XCTAssertEqual(years.count, 3)
        let first = try XCTUnwrap(years[0].total)
        XCTAssertEqual(first.demand, single.total?.demand, "the same people come first")
        XCTAssertNotEqual(first.demand, years[1].total?.demand, "and others later")
        XCTAssertEqual(first.stillWaiting.mean, 0, "who waits at the end of a year goes on waiting")
        for year in years {
            let total = try XCTUnwrap(year.total)
            XCTAssertEqual(
                total.admittedAtNearest.mean + total.admittedElsewhere.mean + total.refused.mean
                    + total.stillWaiting.mean, total.demand.mean, accuracy: 1e-9)
            XCTAssertEqual(
                year.communes.reduce(year.outside?.refused.mean ?? 0) { $0 + ($1?.refused.mean ?? 0) },
                total.refused.mean, accuracy: 1e-9)
            XCTAssertEqual(
                year.sites.reduce(0) { $0 + $1.admissions.mean },
                total.admittedAtNearest.mean + total.admittedElsewhere.mean, accuracy: 1e-9)
        }
        let again = try XCTUnwrap(simulatedStays(over: [one, one, one], threads: 1))
        XCTAssertEqual(again.map(\.total), years.map(\.total))
        XCTAssertEqual(again.map(\.sites), years.map(\.sites))
        XCTAssertEqual(again.map(\.communes), years.map(\.communes))
    }

    /// Beds open in the second year, move in the third, and close in the fourth.
    func testBedsThatOpenMoveAndClose() throws {
        let years = try [
            evaluation([]), evaluation([beds("a", 4, atPoint: 0)]), evaluation([beds("a", 4, atPoint: 40)]),
            evaluation([]),
        ]
        let results = try XCTUnwrap(simulatedStays(over: years, threads: 2))
        func refused(_ year: Int) -> Double { results[year].total?.refusedShare?.mean ?? .nan }
        XCTAssertEqual(refused(0), 1)
        XCTAssertLessThan(refused(1), 1)
        XCTAssertLessThan(refused(2), 1)
        XCTAssertEqual(results.map { $0.sites.count }, [0, 1, 1, 0])
        XCTAssertEqual(results[1].sites[0].beds, 4)
        // Within the minutes of the place where the beds are, in each year.
        for (year, point) in [(1, 0), (2, 40)] {
            let coverage = try XCTUnwrap(years[year].kinds.first { $0.kind == temporaryStayKind }?.coverage)
            XCTAssertTrue(coverage.isCovered(point))
            let people = try XCTUnwrap(results[year].sites[0].nearestPeople)
            XCTAssertEqual(people.outOfReach.mean, 0)
            XCTAssertEqual(
                people.demand.mean, results[year].total.map { $0.demand.mean - $0.outOfReach.mean } ?? .nan,
                accuracy: 1e-9)
        }
    }

    /// One more site with beds refuses fewer, on average over replicates.
    func testOneMoreSiteHelps() throws {
        func refused(_ changes: [Change]) throws -> Double {
            try XCTUnwrap(evaluation(changes).simulatedStays(threads: 2)?.total).refused.mean
        }
        let one = try refused([beds("a", 2, atPoint: 0)])
        let two = try refused([beds("a", 2, atPoint: 0), beds("b", 2, atPoint: 40)])
        XCTAssertLessThan(two, one)
        XCTAssertLessThan(one, try refused([]))
    }
}

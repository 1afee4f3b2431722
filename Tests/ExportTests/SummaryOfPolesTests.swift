import Export
import Foundation
import Simulation
import XCTest

/// What the summary tells of poles, moments, supply and transport, and that it is silent of what is not asked.
final class SummaryOfPolesTests: XCTestCase {
    private func summary(
        _ changes: String, head: String = "", _ adapt: (inout LoadedScenario) -> Void = { _ in }
    ) throws -> (SimulationResult, JSON) {
        let territory = try SmallTerritory(changes: changes + "\n" + head)
        var loaded = try loadScenario(path: territory.path("scenario.yaml"))
        adapt(&loaded)
        let result = try loaded.analysed(threads: 2)
        return (result, try JSON(summaryData(of: result)))
    }

    func testWhatIsNotAskedForHasNoKey() throws {
        let (_, summary) = try summary("[]")
        for key in ["moment", "moments", "transport_on_demand", "supply_changes"] { XCTAssertNil(summary[key], key) }
        for kind in summary["kinds"]?.keys ?? [] {
            XCTAssertNil(summary["kinds"]?[kind]?["access_days_per_week"], kind)
        }
    }

    func testEveryPoleOfItsKindHasALeastTeam() throws {
        let (_, summary) = try summary("[]")
        let poles = try XCTUnwrap(summary["three_15s"]?.elements)
        XCTAssertEqual(poles.map { $0["site"]?.text }, ["c1", "m1", "m2", "m4"])
        XCTAssertNil(poles[0]["minimum_team"], "a health centre needs none")
        for pole in poles.dropFirst() {
            XCTAssertEqual(pole["minimum_team"]?["passes"], .flag(false), "nurses alone")
            XCTAssertEqual(pole["minimum_team"]?["general_practitioners"]?["gap"]?.number, -2)
            XCTAssertEqual(pole["minimum_team"]?["paramedical"]?["threshold"]?.number, 1)
        }
        // m2 has a satellite: two sites of five days.
        XCTAssertEqual(poles.map { $0["sites"]?.elements.count }.reduce(0) { $0 + ($1 ?? 0) }, 5)
        XCTAssertEqual(poles.compactMap { $0["site_days_per_week"]?.number }.reduce(0, +), 5 * 5)
    }

    func testMomentsAndDays() throws {
        let (result, summary) = try summary(
            """

              - open: {id: new1, kind: pharmacy, at: [\(try SmallTerritory().degrees(3000, 3000))], days_per_week: 2}
            """, head: "moments: [day, night]")
        let moments = try XCTUnwrap(summary["moments"])
        XCTAssertEqual(moments.keys, ["day", "night"])
        XCTAssertEqual(moments["night"]?["hours_per_week"]?.number, 7 * 12)
        for kind in result.kinds {
            let any = kind.figures.covered
            var covered: [Double] = []
            for name in ["day", "night"] {
                let figures = moments[name]?["kinds"]?[kind.kind]
                let both =
                    (figures?["covered_inhabitants"]?.number ?? .nan)
                    + (figures?["uncovered_inhabitants"]?.number ?? .nan)
                XCTAssertEqual(both, result.territory.population.totalInhabitants)
                covered.append(figures?["covered_inhabitants"]?.number ?? .nan)
                XCTAssertLessThanOrEqual(covered.last ?? .nan, any, "\(kind.kind) at \(name)")
            }
            if kind.kind == "msp" { XCTAssertEqual(covered, [any, 0]) }
        }
        let days = try XCTUnwrap(summary["kinds"]?["pharmacy"]?["access_days_per_week"])
        XCTAssertEqual(
            days["inhabitants_below"]?["1"]?.number, summary["kinds"]?["pharmacy"]?["uncovered_inhabitants"]?.number)
        XCTAssertNil(summary["kinds"]?["msp"]?["access_days_per_week"])
    }

    func testARunAtOneMoment() throws {
        let (result, summary) = try summary("[]", head: "moment: night")
        XCTAssertEqual(summary["moment"]?["name"]?.text, "night")
        XCTAssertEqual(summary["kinds"]?["msp"]?["sites"]?.number, 0)
        XCTAssertEqual(summary["three_15s"], .list([]))
        XCTAssertTrue(result.findings.contains { $0.text.contains("are closed at the moment night") })
    }

    func testSupplyThatMoves() throws {
        let at = try SmallTerritory().degrees(3000, 3000)
        let (result, summary) = try summary(
            """

              - open: {id: new1, kind: msp, at: [\(at)], professionals: {nurse: 2}, taken_from: {m1: {nurse: 1}}, filled: 1}
              - open: {id: new2, kind: msp, at: [\(at)], professionals: {nurse: 4}, filled: 0.5}
            """)
        let changes = try XCTUnwrap(summary["supply_changes"])
        XCTAssertEqual(changes["sites"]?.elements.map { $0["site"]?.text }, ["m1", "new1", "new2"])
        XCTAssertEqual(changes["sites"]?.elements[0]["professions"]?["nurse"]?["change"]?.number, -1)
        XCTAssertEqual(
            changes["total"]?["nurse"]?["change"]?.number, 1 + 2, "one of new1's and new2's two come from nowhere")
        XCTAssertEqual(
            changes["losing_communes"]?.elements.count, result.supplyChanges?.losingCommunes.count)
        let pole = summary["three_15s"]?.elements.first { $0["site"]?.text == "new2" }
        XCTAssertEqual(pole?["professionals"]?["value"]?.number, 2)
        XCTAssertEqual(pole?["planned_professionals"]?["planned"]?.number, 4)
        XCTAssertEqual(pole?["planned_professionals"]?["missing"]?.number, 2)
    }

    func testTransportOnDemand() throws {
        let (result, summary) = try summary(
            """

              - transport_on_demand: {id: tad, area: {communes: [A]}, group: age_75_plus, kinds: [msp], waiting_minutes: 0, fare_euros: 5, cost_per_trip_euros: 25, yearly_budget_euros: 100, trips_per_person_year: 2}
            """)
        let access = try XCTUnwrap(result.transports.first)
        let written = try XCTUnwrap(summary["transport_on_demand"]?.elements.first)
        XCTAssertEqual(written["id"]?.text, "tad")
        XCTAssertEqual(written["communes"], .list([.text("A")]))
        XCTAssertGreaterThan(access.passengers, 5, "so that the budget is too small")
        XCTAssertEqual(written["trips_demanded"]?.number, access.passengers * 2)
        XCTAssertEqual(written["trips_paid"]?.number, 100 / (25 - 5))
        XCTAssertEqual(written["public_cost_euros"]?.number, 100)
        let kind = written["kinds"]?["msp"]
        XCTAssertEqual(
            (kind?["covered_after"]?.number ?? .nan) + (kind?["uncovered_after"]?.number ?? .nan), access.people)
        XCTAssertEqual(kind?["gained"]?.number, access.passengers)
        XCTAssertTrue(result.findings.contains { $0.where == "transport tad" })
    }
}

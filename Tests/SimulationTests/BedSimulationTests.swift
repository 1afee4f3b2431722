import Statistics
import XCTest

@testable import Simulation

/// Beds, event by event.
final class BedSimulationTests: XCTestCase {
    private func arrival(_ day: Double, _ length: Double, point: Int = 0) -> StayArrival {
        StayArrival(day: day, point: point, lengthDays: length)
    }

    private func period(_ days: Int, _ beds: [Int]) -> StayPeriod {
        StayPeriod(days: days, beds: beds, arrivals: StayArrivals(perYear: []))
    }

    /// One place, a near site and a far one with one bed each; nobody waits longer than three days.
    ///
    /// | arrives | stays | what happens |
    /// | 0 | 10 | near, until 10 |
    /// | 1 | 2 | far, until 3 |
    /// | 2 | 5 | waits until 3: far, until 8 |
    /// | 4 | 1 | would wait until 8, and is refused at 7 |
    /// | 5 | 1 | waits until 8, the very end of the wait: far, until 9 |
    /// | 9 | 4 | far, where a bed is freed at that moment, until 13 |
    /// | 9.5 | 4 | waits until 10: near, until 14 |
    /// | 11 | 1 | waits when all ends at 12 |
    func testByHand() {
        let system = StaySystem(siteCount: 2, reached: [[0, 1]], communes: [3])
        let outcome = simulateBeds(
            system, [period(12, [1, 1])],
            arrivals: [
                arrival(0, 10), arrival(1, 2), arrival(2, 5), arrival(4, 1), arrival(5, 1), arrival(9, 4),
                arrival(9.5, 4), arrival(11, 1),
            ], longestWaitDays: 3)[0]
        var expected = StayCounts()
        expected.demand = 8
        expected.admittedAtNearest = 2
        expected.admittedElsewhere = 4
        expected.waited = 3
        expected.waitedDays = 1 + 3 + 0.5
        expected.refused = 1
        expected.stillWaiting = 1
        XCTAssertEqual(outcome.total, expected)
        XCTAssertEqual(outcome.months[0], expected)
        XCTAssertEqual(outcome.waits.map(\.days), [1, 3, 0.5])
        XCTAssertEqual(
            outcome.sites[0],
            StaySiteOutcome(admissions: 2, bedDays: 12, occupiedDays: 12, fullDays: 12, peak: 1))
        XCTAssertEqual(
            outcome.sites[1],
            StaySiteOutcome(admissions: 4, bedDays: 12, occupiedDays: 11, fullDays: 11, peak: 1), "free until day 1")
        XCTAssertEqual(system.cells, [StayCell(commune: 3, nearestSites: [0])])
    }

    /// Whoever came first gets the bed, although the other one lives at the site.
    func testTheFirstWhoWaitsTakesTheBed() {
        // Place 0 reaches site 0 only; place 1 reaches site 1, then site 0.
        let system = StaySystem(siteCount: 2, reached: [[0], [1, 0]], communes: [0, 1])
        let outcome = simulateBeds(
            system, [period(30, [1, 1])],
            arrivals: [
                arrival(0, 5), arrival(0.5, 20, point: 1), arrival(1, 9, point: 1), arrival(2, 9), arrival(6, 1),
            ], longestWaitDays: 20)[0]
        // On day 5 the bed of site 0 goes to place 1 (since day 1); on day 14 to place 0 (since day 2), on day 23 to the
        // last one.
        XCTAssertEqual(outcome.waits.map(\.days), [4, 12, 17])
        XCTAssertEqual(outcome.cells[0].admittedAtNearest, 3)
        XCTAssertEqual(outcome.cells[1].admittedAtNearest, 1)
        XCTAssertEqual(outcome.cells[1].admittedElsewhere, 1)
    }

    func testWithoutABedNobodyWaits() {
        let system = StaySystem(siteCount: 1, reached: [[0], []], communes: [0, nil])
        let outcome = simulateBeds(
            system, [period(30, [0])], arrivals: [arrival(1, 5), arrival(29, 5), arrival(29, 5, point: 1)],
            longestWaitDays: 20)[0]
        XCTAssertEqual(outcome.total.refused, 3)
        XCTAssertEqual(outcome.total.outOfReach, 3)
        XCTAssertEqual(outcome.total.stillWaiting, 0)
        XCTAssertEqual(outcome.sites[0].fullDays, 30)
    }

    /// A home-supported person asks for no bed.
    func testSupportAtHome() {
        let system = StaySystem(siteCount: 1, reached: [[0]], communes: [0])
        let outcome = simulateBeds(
            system, [period(30, [1])],
            arrivals: [
                StayArrival(day: 1, point: 0, lengthDays: 20, isSupportedAtHome: true), arrival(2, 5),
            ], longestWaitDays: 0)[0]
        XCTAssertEqual(outcome.total.supportedAtHome, 1)
        XCTAssertEqual(outcome.total.admitted, 1)
        XCTAssertEqual(outcome.total.refused, 0)
    }

    /// Ten days with one bed, ten with two, ten with none.
    func testBedsThatComeAndGo() {
        let system = StaySystem(siteCount: 1, reached: [[0]], communes: [0])
        let outcomes = simulateBeds(
            system, [period(10, [1]), period(10, [2]), period(10, [0])],
            arrivals: [arrival(1, 15), arrival(8, 15), arrival(18, 1)], longestWaitDays: 5)
        // The second one waits for the new bed of day 10, and stays until 25, when the bed is gone already.
        XCTAssertEqual(outcomes[0].total.admitted, 2)
        XCTAssertEqual(outcomes[0].total.waitedDays, 2)
        XCTAssertEqual(outcomes[0].sites[0].occupiedDays, 9)
        XCTAssertEqual(outcomes[1].total.admitted, 1, "the first one left on day 16")
        XCTAssertEqual(
            outcomes[1].sites[0],
            StaySiteOutcome(admissions: 1, bedDays: 20, occupiedDays: 6 + 10 + 1, fullDays: 6 + 1, peak: 2))
        XCTAssertEqual(outcomes[2].sites[0].occupiedDays, 5)
        XCTAssertEqual(outcomes[2].sites[0].fullDays, 10)
        XCTAssertEqual(outcomes[2].sites[0].bedDays, 0)
    }

    /// The ends of stays come in order, whatever the order they were put in.
    func testEndsComeInOrder() {
        var random = SplitMix64(seed: 4)
        var ends = StayEnds()
        var days: [Double] = []
        for round in 0..<500 {
            if round % 3 < 2 {
                let day = Double(random.integer(below: 50))
                ends.insert(StayEnd(day: day, site: round))
                days.append(day)
            } else {
                days.sort(by: >)
                XCTAssertEqual(ends.first?.day, days.popLast())
                ends.removeFirst()
            }
        }
        while let day = days.sorted(by: >).last {
            XCTAssertEqual(ends.first?.day, day)
            ends.removeFirst()
            days.remove(at: days.firstIndex(of: day) ?? 0)
        }
        XCTAssertNil(ends.first)
    }
}

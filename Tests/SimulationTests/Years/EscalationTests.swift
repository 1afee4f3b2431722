import XCTest

@testable import Simulation

/// The order of temporary substitutes.
final class EscalationTests: XCTestCase {
    /// Which steps stand in which areas, year by year.
    private func standing(_ steps: [Substitute], gaps: [[Double]], order: [Int]) -> [[[Int]]] {
        var escalation = Escalation(steps, order: order)
        return gaps.map { gaps in
            escalation.advance(gaps: gaps)
            return gaps.indices.map { area in steps.indices.filter { escalation.stands($0, in: area) } }
        }
    }

    func testNothingStandsWhereThereIsNoGap() {
        let found = standing(
            [Substitute(kind: "mobile_unit", fullTimeEquivalents: 1)], gaps: [[0, -1]], order: [0, 1])
        XCTAssertEqual(found, [[[], []]])
    }

    func testTheFirstStepThatFillsTheGapIsEnough() {
        let steps = [
            Substitute(kind: "consultation_avancee", fullTimeEquivalents: 0.4),
            Substitute(kind: "mobile_unit", fullTimeEquivalents: 1),
            Substitute(kind: "telemedicine", fullTimeEquivalents: 5),
        ]
        let found = standing(steps, gaps: [[0.4, 0.5, 3]], order: [0, 1, 2])
        XCTAssertEqual(found, [[[0], [0, 1], [0, 1, 2]]])
    }

    func testDelayAndDuration() {
        let steps = [
            Substitute(kind: "a", fullTimeEquivalents: 1, durationYears: 2),
            Substitute(kind: "b", fullTimeEquivalents: 1, delayYears: 1),
        ]
        // The first for two years, then the second; after a year without a gap everything begins anew.
        let found = standing(steps, gaps: [1, 1, 1, 1, 0, 1].map { [$0] }, order: [0])
        XCTAssertEqual(found.map { $0[0] }, [[0], [0], [1], [1], [], [0]])
    }

    func testADelayedStepWaitsForItsYear() {
        let found = standing(
            [Substitute(kind: "a", fullTimeEquivalents: 1, delayYears: 2)], gaps: Array(repeating: [1], count: 4),
            order: [0])
        XCTAssertEqual(found.map { $0[0] }, [[], [], [0], [0]])
    }

    func testThoseThatAreFewGoWhereMostPeopleAre() {
        let steps = [
            Substitute(kind: "a", fullTimeEquivalents: 1, number: 1),
            Substitute(kind: "b", fullTimeEquivalents: 1, number: 1),
        ]
        // Area 2 comes first, then 0, then 1, which gets nothing, until the gap of 2 closes.
        let found = standing(steps, gaps: [[1, 1, 1], [1, 1, 0]], order: [2, 0, 1])
        XCTAssertEqual(found, [[[1], [], [0]], [[1], [0], []]])
    }

    func testASmallerGapLetsLaterStepsGo() {
        let steps = [Substitute(kind: "a", fullTimeEquivalents: 1), Substitute(kind: "b", fullTimeEquivalents: 1)]
        let found = standing(steps, gaps: [[2], [1]], order: [0])
        XCTAssertEqual(found, [[[0, 1]], [[0]]])
    }

    func testNoMoreStandThanThereAre() {
        let steps = [Substitute(kind: "a", fullTimeEquivalents: 1, number: 2, durationYears: 1)]
        var escalation = Escalation(steps, order: [0, 1, 2, 3, 4])
        for year in 0..<12 {
            escalation.advance(gaps: (0..<5).map { Double(($0 + year) % 3) })
            XCTAssertLessThanOrEqual((0..<5).count { escalation.stands(0, in: $0) }, 2)
            for area in 0..<5 where (area + year) % 3 == 0 { XCTAssertFalse(escalation.stands(0, in: area)) }
        }
    }
}

import Geometry
import Statistics
import XCTest

@testable import Simulation

final class TourApproximationTests: XCTestCase {
    func testAreaOfTheConvexHull() {
        let places: [(Double, Double)] = [(0, 0), (2000, 0), (2000, 3000), (0, 3000), (1000, 1000), (0, 1500)]
        let square = places.map { Point(x: 700_000 + $0.0, y: 6_600_000 + $0.1) }
        XCTAssertEqual(areaOfConvexHull(square), 6e6, accuracy: 1e-3)
        XCTAssertEqual(areaOfConvexHull([square[0], square[1]]), 0)
        XCTAssertEqual(areaOfConvexHull([square[0], square[0]]), 0)
        XCTAssertEqual(areaOfConvexHull([]), 0)
    }

    /// A square kilometre with the base in the middle and one round by its four corners, on roads half as long again.
    func testByHand() throws {
        let places: [(Double, Double)] = [(0, 0), (1000, 0), (1000, 1000), (0, 1000)]
        let corners = places.map { Point(x: $0.0, y: $0.1) }
        let radius = 1000 / 2.0.squareRoot()
        let straight = 2 * radius + 3000
        let found = try XCTUnwrap(
            TourApproximation(rounds: [[corners]], base: Point(x: 500, y: 500), routedMetres: straight * 1.5))
        XCTAssertEqual(found.squareKilometres, 1, accuracy: 1e-12)
        XCTAssertEqual(found.winding, 1.5, accuracy: 1e-12)
        XCTAssertEqual(found.tourKilometres, 1.5 * 0.7124 * 2, accuracy: 1e-9)
        XCTAssertEqual(found.roundsKilometres, 1.5 * (2 * radius / 1000 + 0.57 * 2), accuracy: 1e-9)
        XCTAssertEqual(found.routedKilometres, straight * 1.5 / 1000, accuracy: 1e-9)
        XCTAssertNil(TourApproximation(rounds: [[]], base: corners[0], routedMetres: 0))
        XCTAssertNil(TourApproximation(rounds: [[[corners[0]]]], base: corners[0], routedMetres: 0))
    }

    /// Rounds through many random places come near to the formulas that hold for many places.
    func testRoutedRoundsComeNearTheFormulas() throws {
        var random = SplitMix64(seed: 21)
        let side = 20_000.0
        let base = Point(x: side / 2, y: side / 2)
        let places = [base] + (0..<400).map { _ in Point(x: random.uniform(0, side), y: random.uniform(0, side)) }
        // Ten metres a second.
        let metres = places.flatMap { from in places.map { from.distance(to: $0) } }
        let legs = RoundLegs(
            count: places.count, milliseconds: metres.map { UInt32(($0 * 100).rounded()) },
            centimetres: metres.map { UInt32(($0 * 100).rounded()) })
        let rows = Array(1..<places.count)
        // One round for all, then rounds of 20.
        let days: [(Double, Bool)] = [(1_000_000, true), (500, false)]
        for (minutesOfDay, isTour) in days {
            let day = RoundDay(visitMilliseconds: 20 * 60_000, roundMilliseconds: Int(minutesOfDay * 60_000))
            let rounds = makeRounds(places: rows, legs: legs, day: day)
            let length = rounds.reduce(0) { $0 + legs.travel($1.map { rows[$0] }).centimetres }
            let found = try XCTUnwrap(
                TourApproximation(
                    rounds: [rounds.map { $0.map { places[rows[$0]] } }], base: base,
                    routedMetres: Double(length) / 100))
            XCTAssertEqual(found.winding, 1, accuracy: 1e-3)
            XCTAssertEqual(rounds.count == 1, isTour)
            let formula = isTour ? found.tourKilometres : found.roundsKilometres
            XCTAssertEqual(found.routedKilometres / formula, 1, accuracy: 0.2, isTour ? "one tour" : "rounds")
        }
    }
}

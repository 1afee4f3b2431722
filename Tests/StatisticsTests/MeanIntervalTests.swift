import Statistics
import XCTest

final class MeanIntervalTests: XCTestCase {
    func testOutsideTheBoundsThereIsNoQuantile() {
        XCTAssertNil(studentQuantile(0, degreesOfFreedom: 3))
        XCTAssertNil(studentQuantile(1, degreesOfFreedom: 3))
        XCTAssertNil(studentQuantile(.nan, degreesOfFreedom: 3))
        XCTAssertNil(studentQuantile(0.5, degreesOfFreedom: 0))
        XCTAssertNil(poissonQuantile(0.5, mean: 0))
        XCTAssertNil(poissonQuantile(0.5, mean: .infinity))
        XCTAssertNil(poissonQuantile(1, mean: 2))
        XCTAssertNil(binomialQuantile(0.5, trials: -1, success: 0.5))
        XCTAssertNil(binomialQuantile(0.5, trials: 4, success: 1.5))
        XCTAssertNil(MeanInterval([], level: 0.95))
    }

    func testOneValueHasNoSpread() throws {
        let one = try XCTUnwrap(MeanInterval([7], level: 0.95))
        XCTAssertEqual(one.mean, 7)
        XCTAssertNil(one.lower)
        XCTAssertNil(one.upper)
        XCTAssertNil(MeanInterval([7, 8], level: 1)?.lower, "nothing is quite certain")
    }

    /// With one degree of freedom t is Cauchy's, whose 97.5 % quantile is tan(0.475 π); with two it is
    /// (2p − 1) √(2 ÷ (4 p (1 − p))).
    func testStudentInClosedForm() throws {
        XCTAssertEqual(try XCTUnwrap(studentQuantile(0.975, degreesOfFreedom: 1)), 12.706_204_736, accuracy: 1e-8)
        let two = 0.95 * (2 / (4 * 0.975 * 0.025)).squareRoot()
        XCTAssertEqual(try XCTUnwrap(studentQuantile(0.975, degreesOfFreedom: 2)), two, accuracy: 1e-12)
        XCTAssertEqual(try XCTUnwrap(studentQuantile(0.5, degreesOfFreedom: 9)), 0, accuracy: 1e-15)
    }

    /// P(X = 0) = 1/16, P(X ≤ 1) = 5/16, P(X ≤ 2) = 11/16 for four coins.
    func testQuantilesAreTheLeastThatReach() {
        XCTAssertEqual(binomialQuantile(0.06, trials: 4, success: 0.5), 0)
        XCTAssertEqual(binomialQuantile(0.07, trials: 4, success: 0.5), 1)
        XCTAssertEqual(binomialQuantile(0.31, trials: 4, success: 0.5), 1)
        XCTAssertEqual(binomialQuantile(0.32, trials: 4, success: 0.5), 2)
        XCTAssertEqual(binomialQuantile(0, trials: 4, success: 0.5), 0)
        XCTAssertEqual(poissonQuantile(0, mean: 100), 0)
        // e^−1 = 0.3679, and twice that for 0 or 1.
        XCTAssertEqual(poissonQuantile(0.367, mean: 1), 0)
        XCTAssertEqual(poissonQuantile(0.368, mean: 1), 1)
        XCTAssertEqual(poissonQuantile(0.735, mean: 1), 1)
        XCTAssertEqual(poissonQuantile(0.736, mean: 1), 2)
    }

    /// Of 1, 2 and 6: mean 3, s² = (4 + 1 + 9) ÷ 2 = 7, half width t √(7 ÷ 3).
    func testIntervalByHand() throws {
        let interval = try XCTUnwrap(MeanInterval([1, 2, 6], level: 0.95))
        let half = 0.95 * (2 / (4 * 0.975 * 0.025)).squareRoot() * (7.0 / 3).squareRoot()
        XCTAssertEqual(interval.mean, 3)
        XCTAssertEqual(try XCTUnwrap(interval.lower), 3 - half, accuracy: 1e-9)
        XCTAssertEqual(try XCTUnwrap(interval.upper), 3 + half, accuracy: 1e-9)
        let bounded = interval.bounded(by: 0...5)
        XCTAssertEqual([bounded.lower, bounded.mean, bounded.upper], [0, 3, 5])
        let same = try XCTUnwrap(MeanInterval([4, 4, 4], level: 0.95))
        XCTAssertEqual(same.lower, 4)
        XCTAssertEqual(same.upper, 4)
    }

    /// 1 of 2 and 2 of 2: r = 3/4, differences 1 − 3/2 and 2 − 3/2, s² = 2 · 1/4, half width t √(1/2 ÷ 2) ÷ 2 = t ÷ 4.
    func testRatioByHand() throws {
        let ratio = try XCTUnwrap(MeanInterval(ratioOf: [1, 2], to: [2, 2], level: 0.95))
        XCTAssertEqual(ratio.mean, 0.75)
        XCTAssertEqual(try XCTUnwrap(ratio.upper), 0.75 + 12.706_204_736 / 4, accuracy: 1e-8)
        XCTAssertEqual(try XCTUnwrap(ratio.lower), 0.75 - 12.706_204_736 / 4, accuracy: 1e-8)
        XCTAssertNil(MeanInterval(ratioOf: [0, 0], to: [0, 0], level: 0.95))
        XCTAssertNil(MeanInterval(ratioOf: [], to: [], level: 0.95))
        XCTAssertNil(MeanInterval(ratioOf: [1], to: [2], level: 0.95)?.lower)
        let exact = try XCTUnwrap(MeanInterval(ratioOf: [1, 2, 3], to: [2, 4, 6], level: 0.95))
        XCTAssertEqual(try XCTUnwrap(exact.upper), 0.5, accuracy: 1e-12, "no spread where the ratio never changes")
    }

    /// Of many intervals from Poisson draws, about the share of the level holds the true mean.
    func testIntervalsHoldTheMeanAsOftenAsTheySay() throws {
        var random = SplitMix64(seed: 21)
        let trials = 2000
        let holding = try (0..<trials).count { _ in
            let values = (0..<40).map { _ in random.poisson(mean: 9) }
            let interval = try XCTUnwrap(MeanInterval(values.map(Double.init), level: 0.9))
            return try XCTUnwrap(interval.lower) <= 9 && 9 <= XCTUnwrap(interval.upper)
        }
        // A share of 0.9 of 2000 has standard deviation √(0.09 ÷ 2000) = 0.0067.
        XCTAssertEqual(Double(holding) / Double(trials), 0.9, accuracy: 0.03)
    }
}

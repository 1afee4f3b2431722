import Foundation
import Statistics
import XCTest

final class RandomDrawsTests: XCTestCase {
    private let draws = 20_000

    func testNothingIsDrawnOfNothing() {
        var random = SplitMix64(seed: 1)
        XCTAssertEqual(random.poisson(mean: 0), 0)
        XCTAssertEqual(random.poisson(mean: -3), 0)
        XCTAssertEqual(random.binomial(trials: 0, success: 0.5), 0)
        XCTAssertEqual(random.binomial(trials: 7, success: 0), 0)
        XCTAssertEqual(random.binomial(trials: 7, success: 1), 7)
        XCTAssertEqual(random.binomial(trials: 700, success: 1), 700)
        XCTAssertNil(AliasTable([]))
        XCTAssertNil(AliasTable([0, 0]))
        XCTAssertNil(AliasTable([1, -1]))
        XCTAssertNil(AliasTable([1, .nan]))
        XCTAssertNil(AliasTable([1, .infinity]))
    }

    /// Mean 1, variance 1, P(X > x) = e^−x.
    func testExponential() {
        var random = SplitMix64(seed: 11)
        let values = (0..<draws).map { _ in random.exponential() }
        checkMean(values, 1, variance: 1)
        checkMean(values.map { ($0 - 1) * ($0 - 1) }, 1, variance: 8)  // fourth central moment 9, less 1²
        for x in [0.1, 0.5, 1, 2, 3.5] {
            checkShare(values.count { $0 > x }, exp(-x), "beyond \(x)")
        }
        var again = SplitMix64(seed: 11)
        XCTAssertEqual(again.exponential(mean: 4), 4 * values[0])
    }

    /// P(k) = e^−m m^k / k!, mean and variance m; on both sides of the change of method.
    func testPoisson() {
        for mean in [0.3, 2.5, 49.5, 50.5, 700] {
            var random = SplitMix64(seed: 12)
            let values = (0..<draws).map { _ in random.poisson(mean: mean) }
            checkMean(values.map(Double.init), mean, variance: mean)
            var probability = exp(-mean)
            var cumulative = probability
            for k in 0...1000 where k > 0 || mean > 0 {
                if k > 0 {
                    probability *= mean / Double(k)
                    cumulative += probability
                }
                if probability > 0.01 {
                    checkShare(values.count { $0 == k }, probability, "\(k) of \(mean)")
                    checkShare(values.count { $0 <= k }, min(1, cumulative), "up to \(k) of \(mean)")
                }
            }
        }
    }

    /// P(k) by Pascal's triangle, row by row.
    func testBinomial() {
        for (trials, success) in [(3, 0.2), (49, 0.5), (60, 0.03)] {
            var probabilities = [1.0]
            for _ in 0..<trials {
                probabilities = (0...probabilities.count).map { k in
                    (k < probabilities.count ? probabilities[k] * (1 - success) : 0)
                        + (k > 0 ? probabilities[k - 1] * success : 0)
                }
            }
            var random = SplitMix64(seed: 13)
            let values = (0..<draws).map { _ in random.binomial(trials: trials, success: success) }
            checkMean(
                values.map(Double.init), Double(trials) * success, variance: Double(trials) * success * (1 - success))
            for (k, probability) in probabilities.enumerated() where probability > 0.005 {
                checkShare(values.count { $0 == k }, probability, "\(k) of \(trials)")
            }
        }
    }

    func testPositionsComeUpByTheirWeights() throws {
        for weights in [[1.0], [3, 0, 1, 4, 0.5, 1.5], [0, 0, 2], (0..<50).map { Double($0 % 7) }] {
            let table = try XCTUnwrap(AliasTable(weights))
            XCTAssertEqual(table.count, weights.count)
            var random = SplitMix64(seed: 14)
            var counts = [Int](repeating: 0, count: weights.count)
            for _ in 0..<draws { counts[table.draw(&random)] += 1 }
            let total = weights.reduce(0, +)
            for (position, weight) in weights.enumerated() {
                if weight == 0 {
                    XCTAssertEqual(counts[position], 0, "nothing without weight comes up")
                } else {
                    checkShare(counts[position], weight / total, "position \(position)")
                }
            }
        }
    }

    func testTheSameSeedGivesTheSameDraws() {
        func draws(_ seed: UInt64) -> [Double] {
            var random = SplitMix64(seed: seed)
            return (0..<20).flatMap { _ in
                [
                    random.exponential(), Double(random.poisson(mean: 80)),
                    Double(random.binomial(trials: 90, success: 0.4)),
                ]
            }
        }
        XCTAssertEqual(draws(5), draws(5))
        XCTAssertNotEqual(draws(5), draws(6))
    }

    /// Within five standard deviations of the mean of so many draws.
    private func checkMean(_ values: [Double], _ mean: Double, variance: Double, line: UInt = #line) {
        let found = values.reduce(0, +) / Double(values.count)
        XCTAssertEqual(found, mean, accuracy: 5 * (variance / Double(values.count)).squareRoot(), line: line)
    }

    /// Within five standard deviations of a share of so many draws.
    private func checkShare(_ count: Int, _ probability: Double, _ what: String, line: UInt = #line) {
        let deviation = (probability * (1 - probability) / Double(draws)).squareRoot()
        XCTAssertEqual(Double(count) / Double(draws), probability, accuracy: 5 * deviation + 1e-9, what, line: line)
    }
}

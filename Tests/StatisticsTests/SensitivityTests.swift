import Foundation
import XCTest

@testable import Statistics

final class SensitivityTests: XCTestCase {
    func testRunningMomentsAreThoseOfTheWhole() throws {
        let values = [3.0, 1, 4, 1, 5, 9, 2, 6].map { $0 + 1e6 }
        var moments = RunningMoments()
        for value in values { moments.add(value) }
        let mean = values.reduce(0, +) / 8
        let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        XCTAssertEqual(moments.mean, mean, accuracy: 1e-9)
        XCTAssertEqual(try XCTUnwrap(moments.variance), squares / 7, accuracy: 1e-6)
        let interval = try XCTUnwrap(MeanInterval(values, level: 0.95))
        XCTAssertEqual(moments.interval(level: 0.95)?.lowerBound ?? 0, interval.lower ?? 1, accuracy: 1e-6)
        XCTAssertNil(RunningMoments().variance)
    }

    /// f = 10 a + b over a grid of a ∈ {0, 1, 2} and b ∈ {0, 1}: variances of the parts 100 · 2/3 and 1/4.
    func testMainEffectsOfAGridAreTheSharesOfTheVariance() throws {
        var (ofA, ofB) = (MainEffect(levelCount: 3), MainEffect(levelCount: 2))
        for a in 0..<3 {
            for b in 0..<2 {
                ofA.add(Double(10 * a + b), level: a)
                ofB.add(Double(10 * a + b), level: b)
            }
        }
        let whole = 200.0 / 3 + 0.25
        XCTAssertEqual(try XCTUnwrap(ofA.correlationRatio), (200.0 / 3) / whole, accuracy: 1e-12)
        XCTAssertEqual(try XCTUnwrap(ofB.correlationRatio), 0.25 / whole, accuracy: 1e-12)
        XCTAssertEqual(ofA.levels.map(\.mean), [0.5, 10.5, 20.5])
    }

    func testAFactorThatDoesNothingHasNoUnbiasedEffect() throws {
        var effect = MainEffect(levelCount: 10)
        var random = SplitMix64(seed: 2)
        for number in 0..<1000 { effect.add(random.unit(), level: number % 10) }
        // The raw ratio is about 9/999 by chance alone.
        XCTAssertLessThan(try XCTUnwrap(effect.unbiasedCorrelationRatio), 0.012)
        XCTAssertNil(MainEffect(levelCount: 2).correlationRatio)
    }

    /// The function of T. Ishigami and T. Homma (1990), a = 7, b = 0.1, whose indices are known: D = a²/8 + bπ⁴/5 +
    /// b²π⁸/18 + 1/2, D₁ = (1 + bπ⁴/5)²/2, D₂ = a²/8, D₁₃ = 8b²π⁸/225.
    func testSobolIndicesOfIshigamisFunction() throws {
        func ishigami(_ share: [Double]) -> Double {
            let x = share.map { 2 * .pi * $0 - .pi }
            return sin(x[0]) + 7 * pow(sin(x[1]), 2) + 0.1 * pow(x[2], 4) * sin(x[0])
        }
        let pi4 = pow(Double.pi, 4)
        let whole = 49.0 / 8 + pi4 / 50 + pi4 * pi4 / 1800 + 0.5
        let (d1, d2, d13) = (pow(1 + pi4 / 50, 2) / 2, 49.0 / 8, 8 * 0.01 * pi4 * pi4 / 225)
        let sequence = try XCTUnwrap(SobolSequence(dimensions: 6, seed: 1))
        var indices = SobolIndices(factorCount: 3, centre: 3.5, seed: 1)
        for row in 0..<4096 {
            let both = sequence.point(row)
            let (a, b) = (Array(both[..<3]), Array(both[3...]))
            let mixed = (0..<3).map { factor -> Double in
                var point = a
                point[factor] = b[factor]
                return ishigami(point)
            }
            indices.add(row: row, a: ishigami(a), b: ishigami(b), ab: mixed)
        }
        let first = [d1 / whole, d2 / whole, 0]
        let total = [(d1 + d13) / whole, d2 / whole, d13 / whole]
        for factor in 0..<3 {
            let (one, all) = (try XCTUnwrap(indices.firstOrder(factor)), try XCTUnwrap(indices.total(factor)))
            XCTAssertEqual(one.value, first[factor], accuracy: 0.02)
            XCTAssertEqual(all.value, total[factor], accuracy: 0.02)
            XCTAssertTrue(try XCTUnwrap(one.interval).contains(one.value))
            XCTAssertTrue(try XCTUnwrap(all.interval).contains(total[factor]))
        }
    }

    func testAFigureThatDoesNotVaryHasNoIndices() {
        var indices = SobolIndices(factorCount: 1, centre: 5, seed: 1)
        for row in 0..<10 { indices.add(row: row, a: 5, b: 5, ab: [5]) }
        XCTAssertNil(indices.firstOrder(0))
        XCTAssertNil(indices.total(0))
    }
}

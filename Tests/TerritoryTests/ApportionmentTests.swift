import XCTest

@testable import Territory

/// SplitMix64: the same numbers in every run.
private struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

final class ApportionmentTests: XCTestCase {
    func testSharesFollowLargestRemainders() {
        // Quotas 4.29, 3.57 and 2.14: the whole parts are 9, the last one goes to the largest remainder.
        XCTAssertEqual(apportion(10, weights: [6, 5, 3]), [4, 4, 2])
        XCTAssertEqual(apportion(7, weights: [0, 0, 0, 0]), [2, 2, 2, 1])
        XCTAssertEqual(apportion(5, weights: []), [])
    }

    func testTotalsAreExactAndPeopleWhole() {
        var generator = SeededGenerator(state: 15)
        for _ in 0..<200 {
            let weights = (0..<Int.random(in: 1...30, using: &generator)).map { _ in
                Double.random(in: 0...3, using: &generator)
            }
            let total = Double(Int.random(in: 0...100_000, using: &generator))
            let shares = apportion(total, weights: weights)
            XCTAssertEqual(shares.reduce(0, +), total)
            XCTAssertTrue(shares.allSatisfy { $0 >= 0 && $0 == $0.rounded() })
            // Nobody gets more or less than the quota rounded up or down.
            let sum = weights.reduce(0, +)
            for (share, weight) in zip(shares, weights) where sum > 0 {
                XCTAssertEqual(share, total * weight / sum, accuracy: 1.000001)
            }
        }
    }

    func testFractionGoesToOnePlace() {
        let shares = apportion(12.7, weights: [1, 5, 2])
        XCTAssertEqual(shares.reduce(0, +), 12.7)
        XCTAssertEqual(shares.count { $0 != $0.rounded() }, 1)
    }

    func testGroupNeverExceedsInhabitants() {
        var generator = SeededGenerator(state: 15)
        for _ in 0..<300 {
            let places = Int.random(in: 1...20, using: &generator)
            var inhabitants = (0..<places).map { _ in Double(Int.random(in: 0...9, using: &generator)) }
            if Bool.random(using: &generator) { inhabitants[0] += 0.5 }
            let total = inhabitants.reduce(0, +)
            let parts = [Double(Int.random(in: 0...Int(total), using: &generator)), total, total / 2]
            let part = parts[Int.random(in: 0...2, using: &generator)]
            let shares = apportion(part, among: inhabitants)
            XCTAssertEqual(shares.reduce(0, +), part, accuracy: 1e-9)
            for (share, all) in zip(shares, inhabitants) { XCTAssertTrue(share >= 0 && share <= all) }
        }
    }

    func testWholeGroupsStayWhole() {
        XCTAssertEqual(apportion(3, among: [10, 10, 10]), [1, 1, 1])
        // 0.6, 1.8 and 3.6: 0 + 1 + 3, and one each to the second and to the first or third (0.6 each).
        XCTAssertEqual(apportion(6, among: [1, 3, 6]), [1, 2, 3])
    }
}

import Foundation
import XCTest

@testable import Equity

/// The worst-served tenth, the share beyond a threshold, and the gap between groups.
final class WorstServedTests: XCTestCase {
    func testTheWorstTenthCountsExactlyATenthOfThePeople() throws {
        // 20 people: the worst two are the one of 9 and one of the four of 6.
        let people = try WeightedDistribution(values: [1, 6, 9, 2], weights: [5, 4, 1, 10])
        XCTAssertEqual(try XCTUnwrap(worstTenthMean(of: people, worst: .highest).value), (9.0 + 6) / 2, accuracy: 1e-14)
        // From below: two of the five of 1.
        XCTAssertEqual(try XCTUnwrap(worstTenthMean(of: people, worst: .lowest).value), 1, accuracy: 1e-14)
        // Equal values: nobody is worse off.
        let equal = try WeightedDistribution(values: [0.1, 0.1, 0.1], weights: [0.1, 0.2, 0.7])
        XCTAssertEqual(try XCTUnwrap(worstTenthMean(of: equal, worst: .highest).value), 0.1, accuracy: 1e-15)
        let nobody = try WeightedDistribution(values: [3], weights: [0])
        XCTAssertEqual(worstTenthMean(of: nobody, worst: .highest), .noPopulation)
    }

    func testTheWorstTenthScalesReplicatesAndLiesAboveTheQuantile() throws {
        let values = [4.0, 1, 9, 4, 2.5, 16, 30]
        let weights = [1.0, 2, 1, 3, 2, 1, 1]
        for worst in [WorstEnd.highest, .lowest] {
            func worstTenth(_ values: [Double], _ weights: [Double]) throws -> Double {
                let people = try WeightedDistribution(values: values, weights: weights)
                return try XCTUnwrap(worstTenthMean(of: people, worst: worst).value)
            }
            let base = try worstTenth(values, weights)
            XCTAssertEqual(try worstTenth(values.map { $0 * 7 }, weights), 7 * base, accuracy: 1e-12)
            XCTAssertEqual(try worstTenth(values + values, weights + weights), base, accuracy: 1e-12)
        }
        let people = try WeightedDistribution(values: values, weights: weights)
        let worst = try XCTUnwrap(worstTenthMean(of: people, worst: .highest).value)
        XCTAssertGreaterThanOrEqual(worst, try XCTUnwrap(quantile(0.9, of: people).value))
        XCTAssertLessThanOrEqual(worst, try XCTUnwrap(maximum(of: people).value))
        // The worst of −x from below is the worst of x from above.
        let turned = try WeightedDistribution(values: values.map { -$0 }, weights: weights)
        XCTAssertEqual(try XCTUnwrap(worstTenthMean(of: turned, worst: .lowest).value), -worst, accuracy: 1e-12)
    }

    func testTheShareAboveAThresholdLeavesOutTheThreshold() throws {
        let people = try WeightedDistribution(values: [10, 15, 15.001, 40], weights: [3, 2, 1, 4])
        XCTAssertEqual(shareAbove(threshold: 15, of: people).value, 5.0 / 10)
        XCTAssertEqual(shareAbove(threshold: 40, of: people).value, 0)
        XCTAssertEqual(shareAbove(threshold: nil, of: people).reason, "no threshold is given")
        // Above, at and below are everybody.
        let below = try XCTUnwrap(fosterGreerThorbecke(alpha: 0, threshold: 15, of: people).value)
        XCTAssertEqual(below + 2.0 / 10 + 5.0 / 10, 1, accuracy: 1e-15)
    }

    func testTheWorstServedAreNamed() throws {
        func ids(_ worst: WorstEnd, _ limit: Int) throws -> [String] {
            try worstServed(
                ids: ["a", "b", "c", "d", "e", "f"], values: [3, 9, 9, 9, 1, 99], weights: [1, 2, 5, 2, 1, 0],
                worst: worst, limit: limit
            ).map(\.id)
        }
        // Nobody lives at f. Of equal values first the most people, then the first id.
        XCTAssertEqual(try ids(.highest, 4), ["c", "b", "d", "a"])
        XCTAssertEqual(try ids(.lowest, 2), ["e", "a"])
        XCTAssertEqual(try ids(.highest, 0), [])
        XCTAssertThrowsError(try worstServed(ids: [], values: [1], weights: [1], worst: .highest, limit: 1))
    }

    func testTheGapBetweenGroups() throws {
        // Means: x (10 + 3·20) / 4 = 17.5, y 40, z has nobody, and the last row is in no group.
        let indices = try equityIndices(
            values: [10, 20, 40, 7, 100], weights: [1, 3, 2, 0, 4],
            groups: [.division(name: "canton", labels: ["x", "x", "y", "z", ""])])
        let gap = try XCTUnwrap(indices.gaps["canton"] ?? nil)
        XCTAssertEqual(gap.lowest, GroupGap.Group(group: "x", mean: 17.5))
        XCTAssertEqual(gap.highest, GroupGap.Group(group: "y", mean: 40))
        XCTAssertEqual(gap.difference, 22.5)
        XCTAssertEqual(gap.ratio.value, 40 / 17.5)
        // All: (10 + 60 + 80 + 400) / 10 = 55.
        XCTAssertEqual(indices.by["x"]?.differenceFromAll?.value, 17.5 - 55)
        XCTAssertNil(indices.by["z"]?.differenceFromAll?.value)
        XCTAssertNil(indices.differenceFromAll)

        // People-weighted, the differences of all groups from the mean of all add up to nothing.
        let whole = try equityIndices(
            values: [10, 20, 40, 100], weights: [1, 3, 2, 4],
            groups: [.division(name: "canton", labels: ["x", "x", "y", "w"])])
        let sum = try whole.by.values.reduce(0) {
            try $0 + $1.population * XCTUnwrap($1.differenceFromAll?.value)
        }
        XCTAssertEqual(sum, 0, accuracy: 1e-12)

        let alone = try equityIndices(
            values: [10, 20], weights: [1, 1], groups: [.division(name: "canton", labels: ["x", "x"])])
        XCTAssertEqual(alone.gaps, ["canton": nil])
        let equal = try equityIndices(
            values: [0, 0], weights: [1, 1], groups: [.division(name: "canton", labels: ["b", "a"])])
        XCTAssertEqual((equal.gaps["canton"] ?? nil)?.difference, 0)
        XCTAssertEqual((equal.gaps["canton"] ?? nil)?.ratio.reason, "the lowest mean is zero")
    }

    func testTheilsLWithinAndBetween() throws {
        // Two groups of two people, means 2 and 8, all 5: between = ½ ln(5/2) + ½ ln(5/8);
        // within = ½ · ½ (ln(2/1) + ln(2/3)), the second group being equal.
        let parts = try theilDecomposition(values: [1, 3, 8], weights: [1, 1, 2], labels: ["a", "a", "b"])
        XCTAssertEqual(
            try XCTUnwrap(parts.betweenTheilL.value), (log(5.0 / 2) + log(5.0 / 8)) / 2, accuracy: 1e-15)
        XCTAssertEqual(try XCTUnwrap(parts.withinTheilL.value), (log(2.0) + log(2.0 / 3)) / 4, accuracy: 1e-15)
        let zero = try theilDecomposition(values: [0, 3, 8], weights: [1, 1, 2], labels: ["a", "a", "b"])
        XCTAssertEqual(zero.withinTheilL, .zeroUnderLogarithm)
        XCTAssertNotNil(zero.within.value)
    }
}

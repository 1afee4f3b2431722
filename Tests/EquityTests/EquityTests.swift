import Foundation
import XCTest

@testable import Equity

final class EquityTests: XCTestCase {
    private func distribution(
        _ values: [Double], _ weights: [Double]? = nil, rank: [Double?]? = nil
    ) throws -> WeightedDistribution {
        try WeightedDistribution(
            values: values, weights: weights ?? values.map { _ in 1 }, rank: rank)
    }

    /// Small whole numbers, so that sums of weights are exact.
    private struct Draw {
        var state: UInt64
        mutating func below(_ bound: UInt64) -> Double {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double((state >> 33) % bound)
        }
    }

    // MARK: Bad input

    func testBadInputIsATypedError() throws {
        func error(_ values: [Double], _ weights: [Double], _ rank: [Double?]? = nil, _ groups: [Grouping] = [])
            -> EquityError?
        {
            do {
                _ = try equityIndices(values: values, weights: weights, rank: rank, groups: groups)
                return nil
            } catch { return error }
        }
        XCTAssertEqual(error([1, 2], [1]), .lengthMismatch(column: "weight", count: 1, expected: 2))
        XCTAssertEqual(error([1, .nan], [1, 1]), .notFinite(column: "value", row: 2))
        XCTAssertEqual(error([.infinity], [1]), .notFinite(column: "value", row: 1))
        XCTAssertEqual(error([1, 2], [1, -1]), .negativeWeight(column: "weight", row: 2))
        XCTAssertEqual(error([1, 2], [1, .nan]), .notFinite(column: "weight", row: 2))
        XCTAssertEqual(error([1, 2], [1, 1], [1]), .lengthMismatch(column: "rank", count: 1, expected: 2))
        XCTAssertEqual(error([1, 2], [1, 1], [1, .nan]), .notFinite(column: "rank", row: 2))
        XCTAssertEqual(
            error([1, 2], [1, 1], nil, [.population(name: "old", weights: [1, -2])]),
            .negativeWeight(column: "old", row: 2))
        XCTAssertEqual(
            error([1, 2], [1, 1], nil, [.division(name: "canton", labels: ["a"])]),
            .lengthMismatch(column: "canton", count: 1, expected: 2))
        XCTAssertEqual(
            error([1], [1], nil, [.population(name: "a", weights: [1]), .division(name: "c", labels: ["a"])]),
            .duplicateGroup("a"))
        XCTAssertThrowsError(try equityIndices(values: [1], weights: [1], threshold: .nan))
    }

    func testNobodyHasNoIndex() throws {
        for (values, weights) in [([], []), ([3.0], [0.0])] as [([Double], [Double])] {
            let indices = try equityIndices(values: values, weights: weights, threshold: 2)
            for index in [indices.mean, indices.median, indices.gini, indices.palma, indices.fosterGreerThorbecke[0]] {
                XCTAssertNil(index.value)
                XCTAssertEqual(index.reason, "no population: nobody has a value and a weight above zero")
            }
        }
    }

    // MARK: Values worked out by hand

    func testMeanAndLowerWeightedQuantiles() throws {
        // Ten people: 1 ×4, 2 ×1, 7 ×5. The cumulative shares are 0.4, 0.5 and 1.
        let people = try distribution([7, 1, 2], [5, 4, 1])
        XCTAssertEqual(mean(of: people).value, 4.1)
        XCTAssertEqual(quantile(0.4, of: people).value, 1)
        XCTAssertEqual(quantile(0.41, of: people).value, 2)
        XCTAssertEqual(quantile(0.5, of: people).value, 2)
        XCTAssertEqual(quantile(0.51, of: people).value, 7)
        XCTAssertEqual(quantile(0, of: people).value, 1)
        XCTAssertEqual(quantile(1, of: people).value, 7)
        // Three weights of 0.1 add up to 0.30000000000000004, ten to 0.9999999999999999.
        let tenths = try distribution(Array(1...10).map(Double.init), Array(repeating: 0.1, count: 10))
        for step in 1...10 { XCTAssertEqual(quantile(Double(step) / 10, of: tenths).value, Double(step)) }
    }

    func testPeopleOfWeightZeroHaveNoExtremes() throws {
        let people = try distribution([0, 3, 4, 99], [0, 1, 1, 0])
        XCTAssertEqual(minimum(of: people).value, 3)
        XCTAssertEqual(maximum(of: people).value, 4)
    }

    func testGiniOfKnownShapes() throws {
        XCTAssertEqual(giniIndex(of: try distribution([5, 5, 5])).value, 0)
        // One of n has all: (n − 1)/n.
        XCTAssertEqual(try XCTUnwrap(giniIndex(of: try distribution([0, 0, 0, 8])).value), 0.75, accuracy: 1e-15)
        // 1, 2, 3: the pairs differ by 1, 1, 2; 2·4 / (2·9·2).
        XCTAssertEqual(try XCTUnwrap(giniIndex(of: try distribution([3, 1, 2])).value), 8.0 / 36, accuracy: 1e-15)
    }

    func testGiniEqualsItsPairwiseDefinition() throws {
        var draw = Draw(state: 7)
        for _ in 0..<50 {
            let count = 2 + Int(draw.below(9))
            let values = (0..<count).map { _ in draw.below(20) + 0.5 }
            let weights = (0..<count).map { _ in draw.below(5) + 1 }
            var pairs = 0.0
            for i in 0..<count {
                for j in 0..<count { pairs += weights[i] * weights[j] * abs(values[i] - values[j]) }
            }
            let population = weights.reduce(0, +)
            let total = zip(values, weights).reduce(0) { $0 + $1.0 * $1.1 }
            let gini = try XCTUnwrap(giniIndex(of: try distribution(values, weights)).value)
            XCTAssertEqual(gini, pairs / (2 * population * total), accuracy: 1e-12)
        }
    }

    func testTheilAndAtkinsonOfTwoPeople() throws {
        // 1 and 3 about a mean of 2: ratios 0.5 and 1.5.
        let people = try distribution([1, 3])
        XCTAssertEqual(
            try XCTUnwrap(theilT(of: people).value), (0.5 * log(0.5) + 1.5 * log(1.5)) / 2, accuracy: 1e-15)
        XCTAssertEqual(
            try XCTUnwrap(theilL(of: people).value), (log(2) + log(2.0 / 3)) / 2, accuracy: 1e-15)
        XCTAssertEqual(
            try XCTUnwrap(atkinsonIndex(epsilon: 1, of: people).value), 1 - 3.0.squareRoot() / 2, accuracy: 1e-15)
        let halfway = (1 + 3.0.squareRoot()) / 2
        XCTAssertEqual(
            try XCTUnwrap(atkinsonIndex(epsilon: 0.5, of: people).value), 1 - halfway * halfway / 2, accuracy: 1e-15)
        // ε = 2: the harmonic mean, 1.5.
        XCTAssertEqual(
            try XCTUnwrap(atkinsonIndex(epsilon: 2, of: people).value), 1 - 1.5 / 2, accuracy: 1e-15)
        XCTAssertNil(atkinsonIndex(epsilon: 0, of: people).value)
    }

    func testAZeroUnderALogarithm() throws {
        let people = try distribution([0, 2])
        XCTAssertEqual(try XCTUnwrap(theilT(of: people).value), log(2), accuracy: 1e-15)
        XCTAssertEqual(theilL(of: people), .zeroUnderLogarithm)
        XCTAssertEqual(atkinsonIndex(epsilon: 1, of: people), .zeroUnderLogarithm)
        XCTAssertEqual(try XCTUnwrap(atkinsonIndex(epsilon: 0.5, of: people).value), 0.5, accuracy: 1e-15)
        let nothing = try distribution([0, 0])
        XCTAssertEqual(giniIndex(of: nothing), .allZero)
        XCTAssertEqual(theilT(of: nothing), .allZero)
        XCTAssertEqual(giniIndex(of: try distribution([-1, 4])), .negativeValues)
    }

    func testPalmaRatio() throws {
        // Ten people 1…10: 10 above the 90 % quantile (9), 1 + 2 + 3 + 4 up to the 40 % one.
        let values = Array(1...10).map(Double.init)
        XCTAssertEqual(palmaRatio(of: try distribution(values)).value, 1)
        // Ranked the other way round: 1 over 10 + 9 + 8 + 7.
        XCTAssertEqual(palmaRatio(of: try distribution(values, rank: values.map { -$0 })).value, 1.0 / 34)
        XCTAssertNil(palmaRatio(of: try distribution([0, 0, 0, 0, 1])).value)
        XCTAssertNil(palmaRatio(of: try distribution([1, 2], rank: [1, nil])).value)
    }

    func testConcentrationIndex() throws {
        let values = [1.0, 2, 3, 10]
        let weights = [1.0, 3, 2, 4]
        // Ranked by itself it is Gini's index; by the reverse, its opposite.
        let gini = try XCTUnwrap(giniIndex(of: try distribution(values, weights)).value)
        let up = try distribution(values, weights, rank: values)
        let down = try distribution(values, weights, rank: values.map { -$0 })
        XCTAssertEqual(try XCTUnwrap(concentrationIndex(of: up).value), gini, accuracy: 1e-15)
        XCTAssertEqual(try XCTUnwrap(concentrationIndex(of: down).value), -gini, accuracy: 1e-15)
        // All of one rank: it leans nowhere.
        let level = try distribution(values, weights, rank: [5, 5, 5, 5])
        XCTAssertEqual(try XCTUnwrap(concentrationIndex(of: level).value), 0, accuracy: 1e-15)
        // Erreygers: 4 μ C / (b − a), with μ = 5.3 and a range of 9.
        let corrected = try XCTUnwrap(erreygersConcentrationIndex(of: up).value)
        XCTAssertEqual(corrected, 4 * 5.3 * gini / 9, accuracy: 1e-14)
        XCTAssertEqual(
            try XCTUnwrap(erreygersConcentrationIndex(of: up, bounds: 0...20).value), 4 * 5.3 * gini / 20,
            accuracy: 1e-14)
        XCTAssertEqual(concentrationIndex(of: try distribution(values)).reason, "no rank is given")
        XCTAssertEqual(
            concentrationIndex(of: try distribution([1, 2], rank: [1, nil])).reason, "a rank is missing")
        XCTAssertNil(erreygersConcentrationIndex(of: try distribution([2, 2], rank: [1, 2])).value)
    }

    func testFosterGreerThorbeckeCountsBelowTheThreshold() throws {
        // Under 4: 1 (gap 3/4) and 3 (gap 1/4, two people); 4 itself is not below.
        let people = try distribution([1, 3, 4, 9], [1, 2, 1, 4])
        XCTAssertEqual(fosterGreerThorbecke(alpha: 0, threshold: 4, of: people).value, 3.0 / 8)
        XCTAssertEqual(fosterGreerThorbecke(alpha: 1, threshold: 4, of: people).value, (0.75 + 2 * 0.25) / 8)
        XCTAssertEqual(fosterGreerThorbecke(alpha: 2, threshold: 4, of: people).value, (0.5625 + 2 * 0.0625) / 8)
        XCTAssertEqual(
            fosterGreerThorbecke(alpha: 0, threshold: nil, of: people).reason, "no threshold is given")
        XCTAssertNil(fosterGreerThorbecke(alpha: 1, threshold: 0, of: people).value)
    }

    // MARK: Invariants

    func testDecompositionAddsUp() throws {
        var draw = Draw(state: 11)
        for _ in 0..<20 {
            let count = 12
            let values = (0..<count).map { _ in draw.below(30) }
            let weights = (0..<count).map { _ in draw.below(6) + 1 }
            let labels = (0..<count).map { _ in ["north", "south", "empty", "west"][Int(draw.below(4))] }
            let parts = try theilDecomposition(values: values, weights: weights, labels: labels)
            let whole = theilT(of: try distribution(values, weights))
            let sum = try XCTUnwrap(parts.within.value) + XCTUnwrap(parts.between.value)
            XCTAssertEqual(sum, try XCTUnwrap(whole.value), accuracy: 1e-12)
            // Theil's L needs values above zero.
            let above = values.map { $0 + 1 }
            let partsL = try theilDecomposition(values: above, weights: weights, labels: labels)
            let sumL = try XCTUnwrap(partsL.withinTheilL.value) + XCTUnwrap(partsL.betweenTheilL.value)
            let wholeL = theilL(of: try distribution(above, weights))
            XCTAssertEqual(sumL, try XCTUnwrap(wholeL.value), accuracy: 1e-12)
        }
        // Equal groups inside: all between. Equal means: all within.
        let between = try theilDecomposition(values: [1, 1, 3], weights: [1, 1, 2], labels: ["a", "a", "b"])
        XCTAssertEqual(between.within.value, 0)
        let within = try theilDecomposition(values: [1, 3, 2], weights: [1, 1, 5], labels: ["a", "a", "b"])
        XCTAssertEqual(try XCTUnwrap(within.between.value), 0, accuracy: 1e-15)
    }

    func testScaleReplicationAndOrder() throws {
        let values = [4.0, 1, 9, 4, 2.5, 16]
        let weights = [1.0, 2, 1, 3, 2, 1]
        let rank = [3.0, 1, 5, 2, 2, 4]
        let labels = ["a", "b", "a", "c", "b", "c"]
        let base = try equityIndices(
            values: values, weights: weights, rank: rank, groups: [.division(name: "d", labels: labels)], threshold: 4)

        // Ten times the values: the same inequality.
        let scaled = try equityIndices(
            values: values.map { $0 * 10 }, weights: weights, rank: rank, threshold: 40)
        let relative: [KeyPath<EquityIndices, EquityIndex>] = [
            \.gini, \.theilT, \.theilL, \.palma, \.concentration, \.erreygers,
        ]
        for path in relative {
            let expected = try XCTUnwrap(base[keyPath: path].value)
            XCTAssertEqual(try XCTUnwrap(scaled[keyPath: path].value), expected, accuracy: 1e-12)
        }
        XCTAssertEqual(scaled.mean.value, base.mean.value.map { $0 * 10 })

        // A weight of 2 is two people.
        let rows = values.indices.flatMap { Array(repeating: $0, count: Int(weights[$0])) }
        let replicated = try equityIndices(
            values: rows.map { values[$0] }, weights: rows.map { _ in 1 }, rank: rows.map { rank[$0] },
            groups: [.division(name: "d", labels: rows.map { labels[$0] })], threshold: 4)
        for path in relative + [\.mean, \.median, \.p10, \.p90, \.minimum, \.maximum, \.within, \.between] {
            let expected = try XCTUnwrap(base[keyPath: path].value)
            XCTAssertEqual(try XCTUnwrap(replicated[keyPath: path].value), expected, accuracy: 1e-12)
        }

        // Another order of the rows: the same bits.
        let order = [5, 2, 0, 4, 1, 3]
        let permuted = try equityIndices(
            values: order.map { values[$0] }, weights: order.map { weights[$0] }, rank: order.map { rank[$0] },
            groups: [.division(name: "d", labels: order.map { labels[$0] })], threshold: 4)
        XCTAssertEqual(permuted, base)
    }

    func testGroups() throws {
        let indices = try equityIndices(
            values: [10, 20, 30], weights: [5, 5, 10],
            groups: [
                .population(name: "age_75_plus", weights: [1, 0, 3]),
                .division(name: "canton", labels: ["x", "x", "y"]),
                .division(name: "epci", labels: ["x", "y", "y"]),
            ])
        XCTAssertEqual(indices.by.keys.sorted(), ["age_75_plus", "epci/x", "epci/y", "x", "y"])
        XCTAssertEqual(indices.by["age_75_plus"]?.mean.value, 25)
        XCTAssertEqual(indices.by["x"]?.mean.value, 15)
        XCTAssertEqual(indices.by["epci/y"]?.median.value, 30)
        XCTAssertEqual(indices.within, indices.divisions["canton"]?.within)
        XCTAssertNotEqual(indices.divisions["canton"], indices.divisions["epci"])

        let outside = try equityIndices(
            values: [10, 20, 30], weights: [5, 5, 10], groups: [.division(name: "epci", labels: ["x", "", ""])])
        XCTAssertEqual(outside.by.keys.sorted(), ["x"])
        XCTAssertEqual(outside.between, indices.divisions["epci"]?.between)
    }

    // MARK: JSON

    func testJSONWritesNullAndItsReason() throws {
        let indices = try equityIndices(
            values: [0, 2], weights: [1, 1], groups: [.population(name: "old", weights: [0, 1])])
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let data = try encoder.encode(indices)
        let object = try XCTUnwrap(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        XCTAssertEqual(
            object.keys.sorted(),
            [
                "atkinson", "between", "by", "concentration", "fgt", "gini", "max", "mean", "median", "min", "p10",
                "p90", "palma", "population", "reasons", "share_above_threshold", "theil_l", "theil_t", "within",
                "worst_tenth",
            ])
        XCTAssertEqual(object["mean"] as? Double, 1)
        XCTAssertTrue(object["theil_l"] is NSNull)
        let atkinson = try XCTUnwrap(object["atkinson"] as? [String: Any])
        XCTAssertEqual(atkinson.keys.sorted(), ["0.5", "1"])
        XCTAssertTrue(atkinson["1"] is NSNull)
        let reasons = try XCTUnwrap(object["reasons"] as? [String: String])
        XCTAssertEqual(
            reasons.keys.sorted(),
            [
                "atkinson.1", "between.theil_l", "between.theil_t", "concentration.erreygers",
                "concentration.standard", "fgt.0", "fgt.1", "fgt.2", "palma", "share_above_threshold", "theil_l",
                "within.theil_l", "within.theil_t",
            ])
        let groups = try XCTUnwrap(object["by"] as? [String: [String: Any]])
        XCTAssertEqual(groups["old"]?["mean"] as? Double, 2)
    }
}

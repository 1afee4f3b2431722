import XCTest

@testable import Simulation

final class AgeStructureTests: XCTestCase {
    func testNamesOfBands() {
        XCTAssertEqual(AgeBand("under_40"), AgeBand(first: nil, last: 39))
        XCTAssertEqual(AgeBand("40_59"), AgeBand(first: 40, last: 59))
        XCTAssertEqual(AgeBand("60_plus"), AgeBand(first: 60, last: nil))
        for name in [
            "", "40", "59_40", "over_60", "40-59", "60_", "_60", "x_plus", "under_plus", "7_9", "60_plus_", "40_200",
        ] {
            XCTAssertNil(AgeBand(name), name)
        }
    }

    func testEveryAgeOfABandIsAsLikelyAsTheOthers() {
        // A quarter at 30 or 31, three quarters at 60, 61 or 62.
        let distribution = AgeDistribution(
            [
                .init(band: AgeBand(first: nil, last: 31), share: 1),
                .init(band: AgeBand(first: 60, last: nil), share: 3),
            ],
            youngest: 30, oldest: 62)
        XCTAssertEqual(distribution.ages, [30, 31, 60, 61, 62])
        for (found, expected) in zip(distribution.cumulative, [0.125, 0.25, 0.5, 0.75, 1]) {
            XCTAssertEqual(found, expected, accuracy: 1e-12)
        }
        var chance = Chance(seed: 5, stream: 0)
        let draws = 20_000
        var counts: [Int: Int] = [:]
        for _ in 0..<draws { counts[distribution.draw(&chance), default: 0] += 1 }
        XCTAssertEqual(counts.keys.sorted(), distribution.ages)
        for (age, probability) in zip(distribution.ages, [0.125, 0.125, 0.25, 0.25, 0.25]) {
            let standardError = (probability * (1 - probability) / Double(draws)).squareRoot()
            XCTAssertEqual(
                Double(counts[age] ?? 0) / Double(draws), probability, accuracy: 4 * standardError, "age \(age)")
        }
    }

    func testWhatIsCertainTakesNoNumber() {
        var chance = Chance(seed: 1, stream: 1)
        XCTAssertEqual(
            AgeDistribution([.init(band: AgeBand(first: 50, last: 50), share: 2)], youngest: 28, oldest: 70).draw(
                &chance), 50)
        XCTAssertTrue(chance.happens(1))
        XCTAssertFalse(chance.happens(0))
        XCTAssertEqual(chance.whole(3), 3)
        XCTAssertEqual(chance.index(below: 1), 0)
        XCTAssertEqual(chance.position(weights: [0, 2, 0]), 1)
        XCTAssertNil(chance.position(weights: [0, 0]))
        XCTAssertFalse(chance.isUsed)
        _ = chance.whole(0.5)
        XCTAssertTrue(chance.isUsed)
    }

    func testAWholeNumberHasTheMeanThatWasAskedFor() {
        var chance = Chance(seed: 2, stream: 0)
        let draws = 10_000
        let sum = (0..<draws).reduce(0) { sum, _ in sum + chance.whole(2.3) }
        // Bernoulli with 0.3: four standard errors.
        XCTAssertEqual(
            Double(sum) / Double(draws), 2.3, accuracy: 4 * (0.3 * 0.7 / Double(draws)).squareRoot())
    }

    func testHazardsHoldUpToTheNextAge() {
        let hazard = RetirementHazard([.init(age: 67, hazard: 1), .init(age: 60, hazard: 0.1)])
        XCTAssertEqual([59, 60, 66, 67, 80].map(hazard.hazard), [0, 0.1, 0.1, 1, 1])
    }

    /// The defaults: a mean age of stopping as CARMF has it, with its peak at 66.
    func testTheDefaultHazardsHaveTheMeanOfTheirSource() throws {
        let steps = Defaults.retirement.value.compactMap { text -> RetirementHazard.Step? in
            let parts = text.split(separator: ":").map { $0.trimmingPrefix(" ") }
            guard parts.count == 2, let age = Int(parts[0]), let hazard = Double(parts[1]) else { return nil }
            return .init(age: age, hazard: hazard)
        }
        XCTAssertEqual(steps.count, Defaults.retirement.value.count)
        let hazard = RetirementHazard(steps)
        let stopping = (50...80).map { age in
            (age, hazard.survival(from: 49, years: age - 50) * hazard.hazard(at: age))
        }
        XCTAssertEqual(stopping.reduce(0) { $0 + $1.1 }, 1, accuracy: 1e-12, "everybody stops")
        XCTAssertEqual(stopping.reduce(0) { $0 + Double($1.0) * $1.1 }, 65.24, accuracy: 0.05)
        XCTAssertEqual(stopping.max { $0.1 < $1.1 }?.0, 66)
    }
}

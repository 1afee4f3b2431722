import Geometry
import Territory
import XCTest

@testable import Simulation

final class HomeVisitsTests: XCTestCase {
    private func population(_ counts: [(Double, [String: Double])]) -> Population {
        let names = Set(counts.flatMap(\.1.keys)).sorted()
        return Population(
            ids: counts.indices.map { "p\($0)" }, locations: counts.map { _ in Point(x: 0, y: 0) },
            communes: counts.map { _ in 0 }, inhabitants: counts.map(\.0),
            groups: names.map { name in PopulationGroup(name: name, counts: counts.map { $0.1[name] ?? 0 }) })
    }

    private let standard = VisitNeed.standard(
        StandardVisitNeed(under75: 1, from75To84: 20, from85: 70, shareFrom75To84: 0.06, shareFrom85: 0.04))

    /// 100 people, 20 of 75 and more, of whom 5 of 85 and more: 80, 15 and 5 in bands that do not overlap.
    func testNestedBandsAreNotCountedTwice() {
        let people = population([(100, ["age_75_plus": 20, "age_85_plus": 5])])
        let ofStandard: Double = 80 * 1 + 15 * 20 + 5 * 70
        XCTAssertEqual(expectedVisits(standard, of: people, daysPerYear: 1).perDay, [ofStandard])
        let own = VisitNeed.byGroup(["age_85_plus": 3, "inhabitants": 0.5, "age_75_plus": 2])
        let ofOwn: Double = 80 * 0.5 + 15 * 2 + 5 * 3
        XCTAssertEqual(expectedVisits(own, of: people, daysPerYear: 1).perDay, [ofOwn])
        // A band that is not named is part of the one around it.
        let two = VisitNeed.byGroup(["age_85_plus": 3, "inhabitants": 0.5])
        let ofTwo: Double = 95 * 0.5 + 5 * 3
        XCTAssertEqual(expectedVisits(two, of: people, daysPerYear: 1).perDay, [ofTwo])
        XCTAssertEqual(expectedVisits(own, of: people, daysPerYear: 365).perDay, [ofOwn / 365])
    }

    func testBandsThatAreMissingTakeTheMeanOfFrance() {
        let (bands, findings) = visitRates(standard, groups: ["age_75_plus", "poor"])
        XCTAssertEqual(bands.map(\.group), [nil, "age_75_plus"])
        XCTAssertEqual(bands.map(\.visitsPerYear)[0], 1)
        let old: Double = (0.06 * 20 + 0.04 * 70) / 0.1
        XCTAssertEqual(bands.map(\.visitsPerYear)[1], old, accuracy: 1e-12)
        XCTAssertTrue(findings.first?.text.contains("no group age_85_plus") ?? false)
        let none = visitRates(standard, groups: [])
        let everybody: Double = 0.9 * 1 + 0.06 * 20 + 0.04 * 70
        XCTAssertEqual(none.bands.map(\.visitsPerYear)[0], everybody, accuracy: 1e-12)
        let all = visitRates(standard, groups: ["age_75_plus", "age_85_plus"])
        XCTAssertEqual(all.bands.map(\.visitsPerYear), [1, 20, 70])
        XCTAssertEqual(all.findings, [])
        // The default rates give France the acts of 2012: 520 million at 1.5 a visit, to a few hundredths.
        let (old75, old85) = (Defaults.shareFrom75To84.value, Defaults.shareFrom85.value)
        var france = (1 - old75 - old85) * Defaults.visitsUnder75.value
        france += old75 * Defaults.visitsFrom75.value
        france += old85 * Defaults.visitsFrom85.value
        XCTAssertEqual(france * 65.3, 520 / 1.5, accuracy: 520 / 1.5 * 0.03)
    }

    func testABandLargerThanTheOneAroundItIsCutAndTold() {
        let people = population([(100, ["age_75_plus": 3, "age_85_plus": 5]), (10, [:])])
        let visits = expectedVisits(standard, of: people, daysPerYear: 1)
        let cut: Double = 97 * 1 + 0 * 20 + 3 * 70
        XCTAssertEqual(visits.perDay, [cut, 10])
        XCTAssertTrue(visits.findings.first?.text.hasPrefix("2 people") ?? false, "\(visits.findings)")
    }

    func testWholeVisitsAreTheExpectedOnesRoundedDownOrUp() {
        let expected = (0..<400).map { Double(($0 * 37) % 100) / 61 }
        let total = expected.reduce(0, +)
        for seed in [UInt64(1), 2, 3] {
            var sums = [Int](repeating: 0, count: expected.count)
            for day in 0..<10 {
                let whole = wholeVisits(expected, day: day, of: 10, seed: seed)
                XCTAssertEqual(Double(whole.reduce(0, +)), total, accuracy: 1)
                for (count, share) in zip(whole, expected) { XCTAssertEqual(Double(count), share, accuracy: 1) }
                // Runs of points, such as those of a commune, too.
                for start in stride(from: 0, to: 400, by: 50) {
                    let run = start..<(start + 50)
                    XCTAssertEqual(
                        Double(whole[run].reduce(0, +)), expected[run].reduce(0, +), accuracy: 1 + 1e-9)
                }
                for (point, count) in whole.enumerated() { sums[point] += count }
            }
            // Ten days at equal distances: a tenth of a visit.
            for (sum, share) in zip(sums, expected) { XCTAssertEqual(Double(sum) / 10, share, accuracy: 0.1 + 1e-9) }
            XCTAssertEqual(
                wholeVisits(expected, day: 4, of: 10, seed: seed), wholeVisits(expected, day: 4, of: 10, seed: seed))
        }
        XCTAssertNotEqual(
            wholeVisits(expected, day: 0, of: 1, seed: 1), wholeVisits(expected, day: 0, of: 1, seed: 2))
    }

    func testNobodyNeedsNothing() {
        XCTAssertEqual(wholeVisits([], day: 0, of: 1, seed: 1), [])
        XCTAssertEqual(wholeVisits([0, 0], day: 0, of: 1, seed: 1), [0, 0])
        XCTAssertEqual(expectedVisits(standard, of: Population(), daysPerYear: 365).perDay, [])
    }
}

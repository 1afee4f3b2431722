import Coverage
import Foundation
import RoadNetwork
import XCTest

/// Potential access: decays and methods by hand, what they conserve, and another computation of the same.
final class FloatingCatchmentTests: XCTestCase {
    func testDecayTexts() throws {
        for text in [
            "steps:10=1,15=0.6667,20=0.3333", "binary:30", "exponential:0.1", "gaussian:30", "power:1.5",
        ] {
            XCTAssertEqual(try TravelDecay(text).description, text)
        }
        for text in [
            "", "steps", "steps:", "steps:10", "steps:10=1,", "steps:10=1,10=0.5", "steps:10=0.5,20=1", "steps:10=0",
            "steps:0=1", "steps:10=-1", "binary:", "binary:0", "binary:nan", "binary:inf", "gaussian:-3", "power:x",
            "exponential:0", "linear:3", "binary:60000", "10=1",
        ] {
            XCTAssertThrowsError(try TravelDecay(text), text)
        }
    }

    func testDecaysByHand() throws {
        func weight(_ text: String, _ seconds: Double) throws -> Double {
            try TravelDecay(text).weight(TravelTime(seconds: seconds))
        }
        for (seconds, expected) in [(0, 1), (600, 1), (600.001, 0.5), (900, 0.5), (900.001, 0)] {
            XCTAssertEqual(try weight("steps:10=1,15=0.5", seconds), expected)
        }
        XCTAssertEqual(try weight("binary:10", 600), 1)
        XCTAssertEqual(try weight("binary:10", 600.001), 0)
        XCTAssertEqual(try weight("exponential:0.1", 600), exp(-1), accuracy: 1e-15)
        XCTAssertEqual(try weight("gaussian:10", 0), 1)
        let edge = exp(-0.5)
        XCTAssertEqual(try weight("gaussian:10", 300), (exp(-0.125) - edge) / (1 - edge), accuracy: 1e-15)
        XCTAssertEqual(try weight("gaussian:10", 600), 0)
        XCTAssertEqual(try weight("gaussian:10", 601), 0)
        XCTAssertEqual(try weight("power:2", 240), 1.0 / 16, accuracy: 1e-15)
        XCTAssertEqual(try weight("power:2", 0), 1, "under a minute is a minute")
        XCTAssertEqual(try TravelDecay("power:2").weight(.unreachable), 0)
    }

    /// Two villages of 100 and 200, two practices of 2 and 3; minutes: a–x 5, a–y 15, b–y 5, b–x none.
    private let people = [100.0, 200.0]
    private let offers = [2.0, 3.0]

    private func access(_ method: AccessMethod, _ decay: String, minutes: [[Double?]]? = nil) throws -> [Double] {
        let minutes = minutes ?? [[5, 15], [nil, 5]]
        return potentialAccess(
            method, decay: try TravelDecay(decay), inhabitants: people, supply: offers, pairs: pairs(minutes)
        ).access
    }

    private func pairs(_ minutes: [[Double?]]) -> TravelPairs {
        TravelPairs(
            minutes.enumerated().flatMap { demand, row in
                row.enumerated().compactMap { supply, minutes in
                    minutes.map { TravelPairs.Pair(demand: demand, supply: supply, time: TravelTime(minutes: $0)) }
                }
            }, demandCount: minutes.count, supplyCount: minutes.first?.count ?? 0)
    }

    private func assert(_ found: [Double], _ expected: [Double], _ accuracy: Double = 1e-15, line: UInt = #line) {
        XCTAssertEqual(found.count, expected.count, line: line)
        for (a, b) in zip(found, expected) { XCTAssertEqual(a, b, accuracy: accuracy, line: line) }
    }

    func testMethodsByHand() throws {
        // x serves 100 people, y 300.
        assert(try access(.twoStep, "steps:10=1,15=0.5"), [2 / 100.0 + 3 / 300.0, 3 / 300.0])
        // y serves 100 × ½ + 200 = 250.
        assert(try access(.enhancedTwoStep, "steps:10=1,15=0.5"), [2 / 100.0 + 0.5 * 3 / 250, 3 / 250.0])
        assert(try access(.gravity, "steps:10=1,15=0.5"), [2 / 100.0 + 0.5 * 3 / 250, 3 / 250.0])
        // Of a, ⅔ of the demand go to x and ⅓ to y: V of y = 100 × ⅓ × ½ + 200.
        let demand = 100.0 / 6 + 200
        assert(try access(.threeStep, "steps:10=1,15=0.5"), [2 / 100.0 + 3 / demand / 6, 3 / demand])
        let far = pow(15, -2.0)
        let near = pow(5, -2.0)
        let total = 100 * far + 200 * near
        assert(try access(.gravity, "power:2"), [2 / 100.0 + 3 * far / total, 3 * near / total])
        // Nothing within the limit is 0, not absent.
        assert(try access(.enhancedTwoStep, "binary:4"), [0, 0])
    }

    func testRationalAgentsByHand() throws {
        // ρ = 300 / 5 = 60: x holds 120 people at a cost of 1, y 180. Would a use x alone: 100/120 + 5/60 = 0.9167;
        // y with all of b alone: 200/180 + 15/60 = 1.36. So nobody of a goes to y.
        assert(try access(.rationalAgent, "binary:60"), [2 / 100.0, 3 / 200.0], 1e-12)
        // Both practices next to both villages: everybody finds the mean.
        assert(
            try access(.rationalAgent, "binary:60", minutes: [[1, 1], [1, 1]]), [5 / 300.0, 5 / 300.0], 1e-9)
        // a has 5 minutes to x and 0 to y, b only x: D/120 + 5/60 = (100 − z)/180 with D = 200 + z people at x needs
        // z < 0: all of a stay at y.
        assert(try access(.rationalAgent, "binary:60", minutes: [[5, 0], [0, nil]]), [3 / 100.0, 2 / 200.0], 1e-12)
        // b may use y at no time too: (200 − z)/120 = (100 + z)/180, z = 80.
        assert(
            try access(.rationalAgent, "binary:60", minutes: [[nil, 0], [0, 0]]),
            [3 / 180.0, 120.0 / 200 * 2 / 120 + 80.0 / 200 * 3 / 180], 1e-9)
    }

    private struct RandomCase {
        var people: [Double] = []
        var offers: [Double] = []
        var minutes: [[Double?]] = []

        init(seed: UInt64) {
            var random = SeededGenerator(state: seed)
            people = (0..<12).map { _ in Double(Int.random(in: 0...300, using: &random)) }
            offers = (0..<6).map { _ in Double(Int.random(in: 0...8, using: &random)) / 2 }
            minutes = people.map { _ in
                (0..<6).map { _ in
                    Int.random(in: 0..<4, using: &random) == 0 ? nil : Double.random(in: 0...40, using: &random)
                }
            }
        }
    }

    private let decays = [
        "steps:10=1,15=0.6667,20=0.3333", "binary:12", "exponential:0.2", "gaussian:25", "power:1.5",
    ]

    func testSupplyThatIsReachedIsConserved() throws {
        for seed in 0..<40 as Range<UInt64> {
            let random = RandomCase(seed: seed)
            for method in AccessMethod.allCases {
                for text in decays {
                    let decay = try TravelDecay(text)
                    let travel = pairs(random.minutes)
                    let found = potentialAccess(
                        method, decay: decay, inhabitants: random.people, supply: random.offers, pairs: travel)
                    // Counted again from the minutes.
                    let reached = random.offers.indices.filter { supply in
                        random.people.indices.contains { demand in
                            guard let minutes = random.minutes[demand][supply] else { return false }
                            let time = TravelTime(minutes: minutes)
                            return random.people[demand] > 0 && decay.weight(time) > 0
                        }
                    }
                    let expected = reached.reduce(0) { $0 + random.offers[$1] }
                    let given = zip(random.people, found.access).reduce(0) { $0 + $1.0 * $1.1 }
                    // Rational agents may leave a far place empty.
                    if method == .rationalAgent {
                        XCTAssertLessThanOrEqual(given, expected + 1e-9)
                        XCTAssertLessThanOrEqual(found.equilibrium?.relativeGap ?? 1, 1e-8)
                    } else {
                        XCTAssertEqual(given, expected, accuracy: 1e-9, "\(method) \(text) \(seed)")
                    }
                    XCTAssertTrue(found.access.allSatisfy { $0 >= 0 && $0.isFinite })
                }
            }
        }
    }

    /// The formulas as written, over a dense table.
    func testBruteForce() throws {
        for seed in 40..<60 as Range<UInt64> {
            let random = RandomCase(seed: seed)
            for text in decays {
                let decay = try TravelDecay(text)
                let weights = random.minutes.map { row in
                    row.map { $0.map { decay.weight(TravelTime(minutes: $0)) } ?? 0 }
                }
                func twoSteps(_ weights: [[Double]]) -> [Double] {
                    let ratios = random.offers.indices.map { place -> Double in
                        let demand = random.people.indices.reduce(0) { $0 + random.people[$1] * weights[$1][place] }
                        return demand > 0 ? random.offers[place] / demand : 0
                    }
                    return weights.map { zip($0, ratios).reduce(0) { $0 + $1.0 * $1.1 } }
                }
                let shares = weights.map { row -> [Double] in
                    let total = row.reduce(0, +)
                    return row.map { total > 0 ? $0 / total * $0 : 0 }
                }
                let cut = weights.map { $0.map { $0 > 0 ? 1.0 : 0 } }
                for (method, expected) in [
                    (AccessMethod.enhancedTwoStep, twoSteps(weights)), (.gravity, twoSteps(weights)),
                    (.threeStep, twoSteps(shares)), (.twoStep, twoSteps(cut)),
                ] {
                    let found = potentialAccess(
                        method, decay: decay, inhabitants: random.people, supply: random.offers,
                        pairs: pairs(random.minutes)
                    ).access
                    for (a, b) in zip(found, expected) { XCTAssertEqual(a, b, accuracy: 1e-12 + 1e-9 * b) }
                }
            }
        }
    }

    /// No place that is used costs more than the best one: checked from the costs and the demand they imply.
    func testRationalAgentsCannotGain() throws {
        for seed in 60..<90 as Range<UInt64> {
            let random = RandomCase(seed: seed)
            let decay = try TravelDecay("binary:30")
            let found = potentialAccess(
                .rationalAgent, decay: decay, inhabitants: random.people, supply: random.offers,
                pairs: pairs(random.minutes))
            let equilibrium = try XCTUnwrap(found.equilibrium)
            XCTAssertTrue(equilibrium.hasConverged)
            // Where a village can go to one place only, its cost tells that place's demand, and its access.
            let perSupply = random.people.reduce(0, +) / random.offers.reduce(0, +)
            for demand in random.people.indices where random.people[demand] > 0 {
                let near = random.offers.indices.filter {
                    random.offers[$0] > 0 && (random.minutes[demand][$0] ?? 99) <= 30
                }
                guard let cost = equilibrium.costs[demand] else {
                    XCTAssertEqual(near, [])
                    XCTAssertEqual(found.access[demand], 0)
                    continue
                }
                XCTAssertFalse(near.isEmpty)
                guard near.count == 1, let minutes = random.minutes[demand][near[0]] else { continue }
                let congestion = cost - TravelTime(minutes: minutes).minutes.map { $0 / 60 }!
                XCTAssertEqual(found.access[demand], 1 / (congestion * perSupply), accuracy: 1e-9)
            }
        }
    }

    func testOrderOfPairsDoesNotMatter() throws {
        let random = RandomCase(seed: 5)
        var list: [TravelPairs.Pair] = []
        for (demand, row) in random.minutes.enumerated() {
            for (supply, minutes) in row.enumerated() {
                list.append(
                    TravelPairs.Pair(
                        demand: demand, supply: supply,
                        time: minutes.map(TravelTime.init(minutes:)) ?? .unreachable))
            }
        }
        var generator = SeededGenerator(state: 9)
        let shuffled = list.shuffled(using: &generator)
        XCTAssertNotEqual(list, shuffled)
        for method in AccessMethod.allCases {
            let results = [list, shuffled].map {
                potentialAccess(
                    method, decay: .gaussian(minutes: 30), inhabitants: random.people, supply: random.offers,
                    pairs: TravelPairs($0, demandCount: random.people.count, supplyCount: random.offers.count)
                ).access
            }
            XCTAssertEqual(results[0], results[1])
        }
    }
}

import Geometry
import Statistics
import XCTest

@testable import Simulation

/// Rounds on tables of legs, without roads.
final class RoundMakingTests: XCTestCase {
    /// Places in the plane in minutes of travel, the base first; `factor` makes the way back longer than the way there.
    private func legs(_ places: [(Double, Double)], asymmetry: Double = 1) -> RoundLegs {
        var milliseconds: [UInt32] = []
        for (row, from) in places.enumerated() {
            for (column, to) in places.enumerated() {
                let minutes = Point(x: from.0, y: from.1).distance(to: Point(x: to.0, y: to.1))
                milliseconds.append(UInt32((minutes * 60_000 * (row > column ? asymmetry : 1)).rounded()))
            }
        }
        return RoundLegs(count: places.count, milliseconds: milliseconds, centimetres: milliseconds)
    }

    private func day(visit: Double, round: Double) -> RoundDay {
        RoundDay(visitMilliseconds: Int(visit * 60_000), roundMilliseconds: Int(round * 60_000))
    }

    private func minutes(_ round: [Int], _ places: [Int], _ legs: RoundLegs) -> Double {
        Double(legs.travel(round.map { places[$0] }).milliseconds) / 60_000
    }

    private func randomPlaces(_ count: Int, _ random: inout SplitMix64) -> [(Double, Double)] {
        [(0, 0)] + (0..<count).map { _ in (random.uniform(-15, 15), random.uniform(-15, 15)) }
    }

    func testNoVisitsMakeNoRounds() {
        XCTAssertEqual(makeRounds(places: [], legs: legs([(0, 0)]), day: day(visit: 20, round: 100)), [])
    }

    func testAVisitThatIsTooFarForADayIsInNoRound() {
        // There and back 2 × 41 minutes and 20 of care: 102.
        let rounds = makeRounds(
            places: [1, 2], legs: legs([(0, 0), (41, 0), (5, 0)]), day: day(visit: 20, round: 100))
        XCTAssertEqual(rounds, [[1]])
    }

    /// Homes at 5, 10 and 15 minutes on one street, 20 minutes each: 30 of road and 60 of care are 90.
    func testHomesOnALine() {
        let line = legs([(0, 0), (5, 0), (10, 0), (15, 0)])
        let all = makeRounds(places: [1, 2, 3], legs: line, day: day(visit: 20, round: 90))
        XCTAssertEqual(all.count, 1)
        XCTAssertEqual(minutes(all[0], [1, 2, 3], line), 30)
        // A minute less: two in one round, one in another.
        let split = makeRounds(places: [1, 2, 3], legs: line, day: day(visit: 20, round: 89))
        XCTAssertEqual(split.map(\.count), [2, 1])
        XCTAssertEqual(Set(split.flatMap { $0 }), [0, 1, 2])
    }

    /// Four homes ten minutes from the base in four directions, by the base from each to each: a visit costs 40 minutes.
    func testHomesOnAStar() {
        var table = [UInt32](repeating: 20 * 60_000, count: 25)
        for place in 0..<5 {
            table[place] = 10 * 60_000
            table[place * 5] = 10 * 60_000
        }
        for place in 0..<5 { table[place * 6] = 0 }
        let star = RoundLegs(count: 5, milliseconds: table, centimetres: table)
        let cases: [(Double, [Int])] = [(39, []), (40, [1, 1, 1, 1]), (119, [2, 2]), (120, [3, 1]), (160, [4])]
        for (minutesOfDay, expected) in cases {
            let rounds = makeRounds(places: [1, 2, 3, 4], legs: star, day: day(visit: 20, round: minutesOfDay))
            XCTAssertEqual(rounds.map(\.count), expected, "\(minutesOfDay) minutes")
        }
    }

    /// A ring of one-way streets of five minutes: the way round is 15 minutes one way, and 30 the other.
    func testOneWayStreetsGiveTheOrder() {
        let five = UInt32(5 * 60_000)
        let table: [UInt32] = [0, five, 2 * five, 2 * five, 0, five, five, 2 * five, 0]
        let ring = RoundLegs(count: 3, milliseconds: table, centimetres: table)
        for places in [[1, 2], [2, 1]] {
            let rounds = makeRounds(places: places, legs: ring, day: day(visit: 20, round: 55))
            XCTAssertEqual(rounds.count, 1)
            XCTAssertEqual(rounds.first?.map { places[$0] }, [1, 2])
        }
    }

    func testEveryVisitOnceAndEveryRoundWithinTheDay() {
        var random = SplitMix64(seed: 3)
        for (count, asymmetry) in [(1, 1.0), (2, 1.3), (17, 1), (60, 1.2), (150, 1)] {
            let table = legs(randomPlaces(count, &random), asymmetry: asymmetry)
            // Several visits at some places.
            let places = (1...count).flatMap { [Int](repeating: $0, count: 1 + random.integer(below: 3)) }
            for minutesOfDay in [60.0, 120, 380] {
                let day = day(visit: 20, round: minutesOfDay)
                let rounds = makeRounds(places: places, legs: table, day: day)
                let planned = rounds.flatMap { $0 }
                XCTAssertEqual(planned.count, Set(planned).count, "no visit twice")
                for visit in places.indices where !planned.contains(visit) {
                    XCTAssertGreaterThan(
                        minutes([visit], places, table) + 20, minutesOfDay, "only those too far are left")
                }
                for round in rounds {
                    XCTAssertFalse(round.isEmpty)
                    XCTAssertLessThanOrEqual(minutes(round, places, table) + 20 * Double(round.count), minutesOfDay)
                }
                XCTAssertEqual(rounds.map(\.count), rounds.map(\.count).sorted(by: >), "the fullest first")
                XCTAssertEqual(rounds, makeRounds(places: places, legs: table, day: day), "the same again")
            }
        }
    }

    // MARK: Against all there is

    /// The least travel for each set of visits in one round (Bellman, Held and Karp 1962), in milliseconds.
    private func bestTours(_ legs: RoundLegs) -> [Int] {
        let n = legs.count - 1
        func leg(_ a: Int, _ b: Int) -> Int { Int(legs.milliseconds[a * legs.count + b]) }
        var best = [[Int]](repeating: [Int](repeating: Int.max / 2, count: n), count: 1 << n)
        for last in 0..<n { best[1 << last][last] = leg(0, last + 1) }
        for set in 1..<(1 << n) {
            for last in 0..<n where set & (1 << last) != 0 {
                for next in 0..<n where set & (1 << next) == 0 {
                    let more = set | 1 << next
                    best[more][next] = min(best[more][next], best[set][last] + leg(last + 1, next + 1))
                }
            }
        }
        return (0..<(1 << n)).map { set in
            set == 0 ? 0 : (0..<n).filter { set & (1 << $0) != 0 }.map { best[set][$0] + leg($0 + 1, 0) }.min() ?? 0
        }
    }

    /// The least travel of rounds for all visits.
    private func bestRounds(_ tours: [Int], _ day: RoundDay) -> Int {
        var best = [Int](repeating: Int.max / 2, count: tours.count)
        best[0] = 0
        for set in 1..<tours.count {
            var part = set
            while part > 0 {
                if day.allows(visits: part.nonzeroBitCount, travelMilliseconds: tours[part]) {
                    best[set] = min(best[set], best[set ^ part] + tours[part])
                }
                part = (part - 1) & set
            }
        }
        return best[tours.count - 1]
    }

    func testNeverBetterThanTheOptimumAndSeldomMuchWorse() {
        var random = SplitMix64(seed: 11)
        var excess = 0.0
        var missed = 0
        let trials = 60
        for trial in 0..<trials {
            let count = 3 + trial % 6
            let table = legs(randomPlaces(count, &random), asymmetry: trial % 3 == 0 ? 1.25 : 1)
            let places = Array(1...count)
            let day = day(visit: 20, round: [110.0, 150, 400][trial % 3])
            let tours = bestTours(table)
            let optimum = bestRounds(tours, day)

            let neighbours = nearVisits(places: places, legs: table, count: 16)
            let first = roundsBySavings(places: places, legs: table, day: day, neighbours: neighbours)
            let total = table.milliseconds.withUnsafeBufferPointer { buffer in
                var plan = RoundPlan(
                    rounds: first, places: places, legs: buffer.baseAddress!, legCount: table.count, day: day)
                improve(&plan, neighbours)
                return (0..<plan.roundCount).reduce(0) { $0 + plan.travelMilliseconds(ofRound: $1) }
            }
            XCTAssertGreaterThanOrEqual(total, optimum, "trial \(trial)")
            XCTAssertLessThanOrEqual(Double(total), Double(optimum) * 1.15, "trial \(trial)")
            excess += Double(total) / Double(optimum) - 1

            // The first round holds as many visits as any round could.
            let most =
                tours.indices.filter { day.allows(visits: $0.nonzeroBitCount, travelMilliseconds: tours[$0]) }
                .map(\.nonzeroBitCount).max() ?? 0
            let made = makeRounds(places: places, legs: table, day: day)
            XCTAssertLessThanOrEqual(made.first?.count ?? 0, most, "trial \(trial)")
            XCTAssertGreaterThanOrEqual(made.first?.count ?? 0, most - 1, "trial \(trial)")
            missed += most - (made.first?.count ?? 0)
        }
        XCTAssertLessThan(excess / Double(trials), 0.02, "mean excess over the optimum")
        XCTAssertLessThan(missed, trials / 6, "rounds that miss a visit")
    }

    /// A part of a day holds the visits that cost the least travel; a longer part holds all of a shorter one's.
    func testShorterDaysHoldParts() {
        let line = legs([(0, 0), (5, 0), (10, 0), (15, 0)])
        func kept(_ minutes: Double) -> [Int] {
            shortened(
                [0, 1, 2], places: [1, 2, 3], legs: line, day: day(visit: 20, round: 90),
                toMilliseconds: Int(minutes * 60_000))
        }
        XCTAssertEqual(kept(90), [0, 1, 2])
        // Without the farthest 20 of road and 40 of care are left, without the next 10 and 20.
        XCTAssertEqual(kept(89), [0, 1])
        XCTAssertEqual(kept(60), [0, 1])
        XCTAssertEqual(kept(59), [0])
        XCTAssertEqual(kept(29), [])
    }

    func testCellsPartAllPlaces() {
        var random = SplitMix64(seed: 5)
        let locations = (0..<1000).map { _ in
            Point(x: random.uniform(0, 20_000), y: random.uniform(0, 5000))
        }
        let parts = cells(of: Array(0..<1000), at: locations, limit: 130)
        XCTAssertEqual(parts.flatMap { $0 }.sorted(), Array(0..<1000))
        XCTAssertTrue(parts.allSatisfy { $0.count <= 130 && $0.count > 60 })
        XCTAssertEqual(cells(of: [4, 2], at: locations, limit: 130), [[4, 2]])
    }
}

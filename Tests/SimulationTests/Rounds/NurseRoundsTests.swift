import Statistics
import Territory
import XCTest

@testable import Simulation

/// Nurse pools on small worlds, by hand and by invariants.
final class NurseRoundsTests: XCTestCase {
    /// Base b; homes h1, h2, h3 at 5, 10 and 15 minutes on one road; far at 30.
    private func line(nurses: Double) -> RoundWorld {
        var world = RoundWorld()
        for (name, x) in [("b", 0.0), ("h1", 3), ("h2", 6), ("h3", 9), ("far", 18)] { world.place(name, x, 0) }
        world.street("b", "h1", minutes: 5)
        world.street("h1", "h2", minutes: 5)
        world.street("h2", "h3", minutes: 5)
        world.street("h3", "far", minutes: 15)
        world.commune("west", from: -50, to: 4.5)
        world.commune("east", from: 4.5, to: 50)
        world.people(1, at: "h1", commune: 0)
        for home in ["h2", "h3", "far"] { world.people(1, at: home, commune: 1) }
        world.pool("pool", at: "b", nurses: nurses)
        return world
    }

    /// One nurse with 90 minutes: 30 of road, 60 of care; the home at 30 minutes is beyond the 20.
    func testHomesOnALine() throws {
        let rounds = try line(nurses: 1).rounds(roundMinutes: 90, minutes: 20)
        XCTAssertEqual(rounds.total.needed, 4)
        XCTAssertEqual(rounds.total.done, 3)
        XCTAssertEqual(rounds.total.undone, 1)
        XCTAssertEqual(rounds.total.outOfReach, 1)
        XCTAssertEqual(rounds.total.beyondCapacity, 0)
        XCTAssertEqual(rounds.communes.map(\.needed), [1, 3])
        XCTAssertEqual(rounds.communes.map(\.done), [1, 2])
        let pool = try XCTUnwrap(rounds.pools.first)
        XCTAssertEqual(pool.places, 3)
        XCTAssertEqual(pool.inhabitants, 3)
        XCTAssertEqual(pool.inhabitantsWithinCapacity, 3)
        XCTAssertEqual(pool.roundsAvailable, 1, accuracy: 1e-12)
        XCTAssertEqual(pool.roundsForAll, 1)
        XCTAssertEqual(pool.nursesForAll, 1, accuracy: 1e-12)
        XCTAssertEqual(pool.time.roadMinutes, 30, accuracy: 1e-9)
        XCTAssertEqual(pool.time.kilometres, 18, accuracy: 1e-9)
        XCTAssertEqual(pool.time.kilometresPerVisit ?? 0, 6, accuracy: 1e-9)
        XCTAssertEqual(pool.time.roadMinutesPerVisit ?? 0, 10, accuracy: 1e-9)
        XCTAssertEqual(pool.time.careMinutes(rounds.settings), 60)
        XCTAssertEqual(pool.time.careShare(rounds.settings) ?? 0, 60.0 / 90, accuracy: 1e-9)
        XCTAssertEqual(rounds.rounds.count, 1)
        XCTAssertEqual(rounds.rounds.first?.points.sorted(), [0, 1, 2])
    }

    /// A minute less: two visits for the first nurse, the third needs another.
    func testACapacityThatDoesNotReachEverybody() throws {
        let one = try line(nurses: 1).rounds(roundMinutes: 89, minutes: 20)
        XCTAssertEqual(one.total.done, 2)
        XCTAssertEqual(one.total.beyondCapacity, 1)
        XCTAssertEqual(one.pools[0].roundsForAll, 2)
        XCTAssertEqual(one.pools[0].nursesForAll, 2, accuracy: 1e-12)
        XCTAssertLessThan(one.pools[0].inhabitantsWithinCapacity, one.pools[0].inhabitants)
        let two = try line(nurses: 2).rounds(roundMinutes: 89, minutes: 20)
        XCTAssertEqual(two.total.done, 3)
        // Half a nurse has 44.5 minutes: 10 of road and 20 of care for the nearest home, 30 and 20 are too many.
        let half = try line(nurses: 0.5).rounds(roundMinutes: 89, minutes: 20)
        XCTAssertEqual(half.total.done, 1)
        XCTAssertEqual(half.pools[0].time.roadMinutes, half.communes[0].done == 1 ? 10 : 20, accuracy: 1e-9)
    }

    func testAPoolWithoutNursesDoesNothingAndIsTold() throws {
        let rounds = try line(nurses: 0).rounds(roundMinutes: 90, minutes: 20)
        XCTAssertEqual(rounds.total.done, 0)
        XCTAssertEqual(rounds.total.beyondCapacity, 3)
        XCTAssertEqual(rounds.pools[0].time.kilometres, 0)
        XCTAssertNil(rounds.pools[0].time.kilometresPerVisit)
        XCTAssertEqual(rounds.pools[0].inhabitantsWithinCapacity, 0)
        XCTAssertEqual(rounds.pools[0].roundsForAll, 1)
        XCTAssertEqual(rounds.rounds, [])
        XCTAssertTrue(rounds.findings.contains { $0.where == "site pool" && $0.text.contains("no nurses") })
    }

    func testNoPoolLeavesAllOutOfReach() throws {
        var world = line(nurses: 1)
        world.sites = []
        let rounds = try world.rounds(roundMinutes: 90)
        XCTAssertEqual(rounds.total.needed, 4)
        XCTAssertEqual(rounds.total.outOfReach, 4)
        XCTAssertEqual(rounds.pools.count, 0)
    }

    /// Within the minutes, and yet no day is long enough to go there and back.
    func testAHomeThatNoDayHolds() throws {
        let rounds = try line(nurses: 5).rounds(roundMinutes: 79, minutes: 60)
        XCTAssertEqual(rounds.pools[0].tooFarCount, 1)
        XCTAssertEqual(rounds.total.done, 3)
        XCTAssertEqual(rounds.total.outOfReach, 0)
        XCTAssertEqual(rounds.total.beyondCapacity, 1)
    }

    /// Two pools at the ends of a road: each home belongs to the nearer one, and a pool with a nurse to spare does what
    /// the other cannot.
    func testNursesToSpareGoToOtherPeople() throws {
        var world = RoundWorld()
        for (name, x) in [("a", 0.0), ("near", 3), ("middle", 6), ("b", 15)] { world.place(name, x, 0) }
        world.street("a", "near", minutes: 5)
        world.street("near", "middle", minutes: 5)
        world.street("middle", "b", minutes: 15)
        world.commune("all", from: -50, to: 50)
        world.people(1, at: "near")
        world.people(1, at: "middle")
        world.pool("a", at: "a", nurses: 0)
        world.pool("b", at: "b", nurses: 1)
        let helped = try world.rounds(roundMinutes: 60, minutes: 16)
        XCTAssertEqual(helped.pools.map(\.visits.needed), [2, 0])
        XCTAssertEqual(helped.total.done, 1, "near is 20 minutes from b, beyond its 16")
        XCTAssertEqual(helped.pools[0].helpedCount, 1)
        XCTAssertEqual(helped.pools[1].time.roadMinutes, 30, accuracy: 1e-9)
        XCTAssertEqual(helped.rounds.map(\.isHelp), [true])
        let alone = try world.with(nurses: ["a": 1, "b": 0]).rounds(roundMinutes: 60, minutes: 16)
        XCTAssertEqual(alone.pools[0].helpedCount, 0)
        XCTAssertEqual(alone.pools[0].time.roadMinutes, 20, accuracy: 1e-9)
    }

    // MARK: Invariants, on a grid of streets with one-way ones

    private func grid(_ seed: UInt64) -> RoundWorld {
        var random = SplitMix64(seed: seed)
        var world = RoundWorld()
        let side = 8
        func name(_ x: Int, _ y: Int) -> String { "\(x),\(y)" }
        for x in 0..<side { for y in 0..<side { world.place(name(x, y), Double(x) * 2, Double(y) * 2) } }
        for x in 0..<side {
            for y in 0..<side {
                if x + 1 < side {
                    let oneWay = y > 0 && y + 1 < side && random.chance(0.2)
                    world.street(
                        name(x, y), name(x + 1, y), minutes: Double(2 + random.integer(below: 4)), oneWay: oneWay)
                }
                if y + 1 < side {
                    world.street(name(x, y), name(x, y + 1), minutes: Double(2 + random.integer(below: 4)))
                }
            }
        }
        world.commune("west", from: -10, to: 5)
        world.commune("east", from: 5, to: 30)
        for x in 0..<side {
            for y in 0..<side where random.chance(0.8) {
                world.people(random.unit() * 3, at: name(x, y), commune: x == 7 && y == 7 ? nil : x < 3 ? 0 : 1)
            }
        }
        world.pool("a", at: "1,1", nurses: 1)
        world.pool("b", at: "5,2", nurses: 1)
        world.pool("c", at: "3,6", nurses: 1)
        return world
    }

    private func assertSumsHold(_ rounds: NurseRounds, _ world: RoundWorld, _ message: String) {
        func sum(_ path: KeyPath<VisitFigures, Int>, _ figures: [VisitFigures]) -> Int {
            figures.reduce(0) { $0 + $1[keyPath: path] }
        }
        for path in [\VisitFigures.neededCount, \.doneCount, \.outOfReachCount] {
            XCTAssertEqual(
                sum(path, rounds.communes + [rounds.outsideCommunes]), rounds.total[keyPath: path], message)
        }
        let pools = rounds.pools.map(\.visits)
        XCTAssertEqual(
            sum(\.neededCount, pools) + rounds.total.outOfReachCount, rounds.total.neededCount, message)
        XCTAssertEqual(sum(\.doneCount, pools), rounds.total.doneCount, message)
        XCTAssertEqual(rounds.pools.reduce(0) { $0 + $1.time.visitCount }, rounds.total.doneCount, message)
        for pool in rounds.pools {
            XCTAssertEqual(sum(\.neededCount, pool.communes.map(\.visits)), pool.visits.neededCount, message)
            XCTAssertGreaterThanOrEqual(pool.visits.beyondCapacity, 0, message)
            XCTAssertLessThanOrEqual(pool.inhabitantsWithinCapacity, pool.inhabitants + 1e-9, message)
            XCTAssertLessThanOrEqual(
                pool.time.rounds, pool.roundsAvailable.rounded(.up), "no more rounds than nurses, \(message)")
        }
        let day = RoundDay(rounds.settings)
        for round in rounds.rounds {
            XCTAssertTrue(
                day.allows(visits: round.points.count, travelMilliseconds: round.travelMilliseconds), message)
        }
    }

    /// More nurses in any pool, by parts of a nurse too: nobody's visit is lost.
    func testMoreNursesNeverDoFewerVisits() throws {
        for seed in [UInt64(1), 2, 3, 4] {
            let world = grid(seed)
            var random = SplitMix64(seed: seed, stream: 9)
            var nurses = ["a": 0.0, "b": 0, "c": 0]
            var before = try world.with(nurses: nurses).rounds(roundMinutes: 130, days: 2, minutes: 20)
            XCTAssertEqual(before.total.doneCount, 0)
            for step in 0..<14 {
                let pool = ["a", "b", "c"][random.integer(below: 3)]
                nurses[pool, default: 0] += [0.3, 1, 2.5][step % 3]
                let message = "seed \(seed), nurses \(nurses.sorted { $0.key < $1.key })"
                let after = try world.with(nurses: nurses).rounds(roundMinutes: 130, days: 2, minutes: 20)
                assertSumsHold(after, world, message)
                XCTAssertGreaterThanOrEqual(after.total.doneCount, before.total.doneCount, message)
                for (now, then) in zip(after.communes, before.communes) {
                    XCTAssertGreaterThanOrEqual(now.doneCount, then.doneCount, message)
                    XCTAssertEqual(now.neededCount, then.neededCount, message)
                }
                XCTAssertEqual(after.pools.map(\.roundsForAll), before.pools.map(\.roundsForAll), message)
                before = after
            }
        }
    }

    func testTheNursesNeededDoAll() throws {
        let world = grid(5)
        let before = try world.rounds(roundMinutes: 130, days: 3, minutes: 25)
        XCTAssertGreaterThan(before.total.beyondCapacity, 0)
        let needed = Dictionary(
            uniqueKeysWithValues: before.pools.map { pool in
                (world.sites[pool.site].id.text, pool.nursesForAll)
            })
        let after = try world.with(nurses: needed).rounds(roundMinutes: 130, days: 3, minutes: 25)
        XCTAssertEqual(
            after.total.doneCount + after.total.outOfReachCount + after.pools.reduce(0) { $0 + $1.tooFarCount },
            after.total.neededCount)
        for pool in after.pools {
            XCTAssertEqual(pool.time.travelMilliseconds, pool.timeForAll.travelMilliseconds)
            XCTAssertEqual(pool.helpedCount, 0)
        }
    }

    func testTheSameSeedGivesTheSameWithAnyNumberOfThreads() throws {
        let world = grid(6)
        func text(_ rounds: NurseRounds) -> String { "\(rounds.pools) \(rounds.communes) \(rounds.rounds)" }
        let one = try world.rounds(roundMinutes: 130, days: 2, minutes: 25)
        XCTAssertEqual(text(one), text(try world.rounds(roundMinutes: 130, days: 2, minutes: 25, threads: 4)))
        XCTAssertNotEqual(text(one), text(try world.rounds(roundMinutes: 130, days: 2, seed: 2, minutes: 25)))
    }
}

import RoadNetwork
import Territory
import XCTest

@testable import Coverage

final class ThreeFifteensTests: XCTestCase {
    /// A road of one minute a kilometre with a place at every kilometre from 0 to 60.
    private func road() -> World {
        var world = World()
        for kilometre in 0...60 {
            world.place("\(kilometre)", Double(kilometre) * 1000, 0)
            if kilometre > 0 { world.street("\(kilometre - 1)", "\(kilometre)", seconds: 60) }
        }
        return world
    }

    func testReachableCountsForEveryPoleAndAllocatedForTheNearest() throws {
        var world = road()
        for kilometre in ["0", "9", "10", "11", "20", "36", "60"] { world.village(kilometre, at: kilometre) }
        world.site("a", at: "0")
        world.site("b", at: "20")
        let analysis = try world.poles()
        let (a, b) = (analysis.poles[0], analysis.poles[1])
        // 10 is as near to both: the smaller id has it.
        XCTAssertEqual(a.allocated, world.people("0", "9", "10"))
        XCTAssertEqual(b.allocated, world.people("11", "20"))
        XCTAssertEqual(a.reachable, world.people("0", "9", "10", "11"))
        XCTAssertEqual(b.reachable, world.people("9", "10", "11", "20"))
        XCTAssertEqual(analysis.nearestPole, [0, 0, 0, 1, 1, 1, 1])
        let covered = CoverageFigures(try world.coverage(), people: world.population.inhabitants).covered
        XCTAssertEqual(a.allocated + b.allocated, covered)
        // 36 and 60 are b's people too, beyond the minutes.
        XCTAssertEqual(b.shareWithin, world.people("11", "20") / world.people("11", "20", "36", "60"))
        XCTAssertEqual(b.farthestMinutes, 40)
        XCTAssertEqual(a.shareWithin, 1)
        XCTAssertEqual(a.farthestMinutes, 10)

        XCTAssertEqual(a.inhabitants.value, a.allocated)
        let byReach = try world.poles { $0.inhabitantsBasis = .reachable }
        XCTAssertEqual(byReach.poles[0].inhabitants.value, a.reachable)
        XCTAssertEqual(byReach.poles[0].inhabitants.gap, a.reachable - 15_000)
        XCTAssertEqual(byReach.poles[0].allocated, a.allocated)
    }

    func testTheThreeResultsAndTheirGaps() throws {
        var world = road()
        world.village("town", at: "5", inhabitants: 15_000)
        world.site("enough", at: "0", professionals: 15)
        let pole = try XCTUnwrap(try world.poles().poles.first)
        XCTAssertTrue(pole.passes)
        XCTAssertEqual(pole.inhabitants, Criterion(value: 15_000, threshold: 15_000, gap: 0, passes: true))
        XCTAssertEqual(pole.professionals, Criterion(value: 15, threshold: 15, gap: 0, passes: true))
        XCTAssertEqual(pole.minutes, Criterion(value: 5, threshold: 15, gap: 10, passes: true))

        var lacking = road()
        lacking.village("town", at: "5", inhabitants: 14_999)
        lacking.village("hamlet", at: "20", inhabitants: 6000)
        lacking.site("lacking", at: "0", professionals: 14)
        let verdict = try XCTUnwrap(try lacking.poles().poles.first)
        XCTAssertFalse(verdict.passes)
        XCTAssertEqual(verdict.inhabitants, Criterion(value: 14_999, threshold: 15_000, gap: -1, passes: false))
        XCTAssertEqual(verdict.professionals, Criterion(value: 14, threshold: 15, gap: -1, passes: false))
        XCTAssertEqual(verdict.minutes, Criterion(value: 20, threshold: 15, gap: -5, passes: false))
    }

    func testWhoIsServedByTheRuleAndWhatFails() throws {
        var world = road()
        world.village("town", at: "2", inhabitants: 15_000)
        world.village("edge", at: "15", inhabitants: 10)
        world.village("hamlet", at: "16", inhabitants: 10)
        world.village("small", at: "58", inhabitants: 10)
        world.site("passes", at: "0", professionals: 15)
        world.site("weak", at: "60", professionals: 3)
        world.place("nowhere", 0, 90_000)
        world.village("hermit", at: "nowhere", inhabitants: 1)
        let analysis = try world.poles()
        XCTAssertEqual(analysis.poles.map(\.passes), [true, false])
        XCTAssertEqual((0..<5).map(analysis.isServed), [true, true, false, true, false])
        XCTAssertEqual((0..<5).map(analysis.isServedByTheRule), [true, true, false, false, false])
        XCTAssertEqual(
            (0..<5).map(analysis.failing),
            [[], [], ["minutes"], ["inhabitants", "professionals"], ["minutes"]])
    }

    func testThePolesMinutesAreThoseToTheNearestOfItsSites() throws {
        var world = road()
        for kilometre in ["0", "14", "30", "45", "60"] { world.village(kilometre, at: kilometre) }
        world.site("main", at: "0", professionals: 10, fte: 6)
        // A satellite of another kind, and one that is a pole's only neighbour.
        world.site("annex", at: "30", kind: "practice", professionals: 5, fte: 1.5, satelliteOf: "main")
        world.site("other", at: "60", kind: "cds", professionals: 2)
        let analysis = try world.poles()
        XCTAssertEqual(
            analysis.poles.map { world.sites[$0.site].id.text }, ["main", "other"], "satellites are no poles")
        let main = analysis.poles[0]
        XCTAssertEqual(main.satellites, [world.position("annex")])
        XCTAssertEqual(main.professionals.value, 15)
        XCTAssertTrue(main.professionals.passes)
        XCTAssertEqual(analysis.nearestTime.map(\.minutes), [0, 14, 0, 15, 0])
        // 45 is 15 minutes from the satellite and from `other`: the main site's id decides.
        XCTAssertEqual(main.allocated, world.people("0", "14", "30", "45"))
        XCTAssertEqual(analysis.poles[1].reachable, world.people("45", "60"))
        let byTime = try world.poles { $0.professionalsBasis = .fullTimeEquivalents }
        XCTAssertEqual(byTime.poles[0].professionals, Criterion(value: 7.5, threshold: 15, gap: -7.5, passes: false))
    }

    func testOnlyTheRulesKindsArePoles() throws {
        var world = road()
        world.village("v", at: "1")
        world.site("hospital", at: "0", kind: "hospital", professionals: 100)
        world.site("house", at: "10")
        XCTAssertEqual(try world.poles().poles.map(\.site), [world.position("house")])
        XCTAssertEqual(try world.poles { $0.kinds = ["hospital"] }.poles.map(\.site), [world.position("hospital")])
        XCTAssertEqual(try world.poles { $0.kinds = ["nothing"] }.poles, [])
        XCTAssertEqual(try world.poles { $0.kinds = ["nothing"] }.nearestPole, [nil])
    }

    func testAPoleWithNobodyHasNoMinutesAndFails() throws {
        var world = road()
        world.village("v", at: "1", inhabitants: 4)
        world.village("empty", at: "60", inhabitants: 0)
        world.site("a", at: "0", professionals: 20)
        world.site("b", at: "0", professionals: 20)
        world.site("c", at: "60", professionals: 20)
        let rule: (inout ThreeFifteensRule) -> Void = { $0.inhabitants = 0 }
        let analysis = try world.poles(rule)
        XCTAssertEqual(analysis.poles.map(\.passes), [true, false, false])
        for pole in analysis.poles[1...] {
            XCTAssertEqual(pole.minutes, Criterion(value: nil, threshold: 15, gap: nil, passes: false))
            XCTAssertEqual(pole.inhabitants, Criterion(value: 0, threshold: 0, gap: 0, passes: true))
            XCTAssertNil(pole.shareWithin)
            XCTAssertNil(pole.farthestMinutes)
        }
        XCTAssertEqual(analysis.poles[1].reachable, 4)
    }

    func testTheMinutesAreALowerWeightedQuantile() throws {
        var world = road()
        world.village("near", at: "4", inhabitants: 95)
        world.village("far", at: "40", inhabitants: 5)
        world.site("a", at: "0")
        // 95 of 100 live within 4 minutes: that is the 0.95 quantile to the person.
        XCTAssertEqual(try world.poles().poles[0].minutes.value, 4)
        XCTAssertEqual(try world.poles { $0.minutesQuantile = 0.951 }.poles[0].minutes.value, 40)
        XCTAssertEqual(try world.poles { $0.minutesQuantile = 1 }.poles[0].minutes.value, 40)
        world.village("one more", at: "41", inhabitants: 1)
        XCTAssertEqual(try world.poles().poles[0].minutes.value, 40)
    }

    func testToleranceLetsAThresholdBeMissedByAShare() throws {
        // A share of a threshold is exact, whatever its digits in binary.
        for percent in stride(from: 0.0, through: 60, by: 1) {
            let (least, most) = (15_000 * (100 - percent) / 100, 900 * (100 + percent) / 100)
            var world = World()
            for name in ["town", "a", "too far", "b", "smaller"] {
                world.place(name, Double(world.places.count) * 9000, 0)
            }
            world.street("town", "a", seconds: most)
            world.village("town", at: "town", inhabitants: least)
            world.site("a", at: "a", professionals: 15 * (100 - percent) / 100)
            world.street("too far", "b", seconds: most + 0.001)
            world.village("smaller", at: "too far", inhabitants: least - 1)
            world.site("b", at: "b", professionals: 15 * (100 - percent) / 100 - 0.01)
            let poles = try world.poles {
                $0.tolerance = percent / 100
                $0.inhabitantsBasis = .reachable
                $0.minutes = 15
            }.poles
            // The tolerance is the verdict's; who is counted is within the 15 minutes themselves.
            XCTAssertTrue(poles[0].minutes.passes, "\(percent) %")
            XCTAssertTrue(poles[0].professionals.passes, "\(percent) %")
            XCTAssertEqual(poles[0].reachable, percent > 0 ? 0 : least)
            XCTAssertFalse(poles[1].minutes.passes, "\(percent) %")
            XCTAssertFalse(poles[1].professionals.passes, "\(percent) %")
            let near = try world.poles {
                $0.tolerance = percent / 100
                $0.minutes = 60
            }.poles
            XCTAssertTrue(near[0].inhabitants.passes, "\(percent) %")
            XCTAssertFalse(near[1].inhabitants.passes, "\(percent) %")
        }
    }

    func testIslandsBelongToNoPole() throws {
        var world = road()
        world.village("v", at: "1")
        world.site("a", at: "0")
        world.place("harbour", 500_000, 0)
        world.place("cape", 501_000, 0)
        world.street("harbour", "cape", seconds: 60)
        world.village("island", at: "harbour")
        let analysis = try world.poles()
        XCTAssertEqual(analysis.nearestPole, [0, nil])
        XCTAssertEqual(analysis.poles[0].shareWithin, 1, "only people who can come are of its area")
    }
}

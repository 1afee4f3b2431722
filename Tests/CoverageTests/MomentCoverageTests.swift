import RoadNetwork
import Territory
import XCTest

@testable import Coverage

final class MomentCoverageTests: XCTestCase {
    private let evening = WeekHours.none.with(days: 0..<7, from: 80, to: 96)
    private let deepNight = WeekHours.none.with(days: 0..<7, from: 0, to: 32)
    private let daytime = WeekHours.none.with(days: 0..<7, from: 32, to: 80)
    private var night: Moment { Moment(name: "night", hours: evening.union(deepNight)) }
    private var day: Moment { Moment(name: "day", hours: daytime) }

    /// Villages a (1), b (2), c (4) in a row, ten minutes apart; sites at a (evening), b (deep night), c (day).
    private func world() -> World {
        var world = World()
        for (index, name) in ["a", "b", "c"].enumerated() { world.place(name, Double(index) * 5000, 0) }
        world.street("a", "b", seconds: 600)
        world.street("b", "c", seconds: 600)
        for name in ["a", "b", "c"] {
            world.village(name, at: name)
            world.site("site-\(name)", at: name, kind: "mmg")
        }
        world.change("site-a") { $0.opening = OpeningTimes(hours: evening) }
        world.change("site-b") { $0.opening = OpeningTimes(hours: deepNight) }
        world.change("site-c") { $0.opening = OpeningTimes(hours: daytime) }
        world.group("old", ["b": 1, "c": 3])
        return world
    }

    private func coverage(_ world: World, at moment: Moment, minutes: Double) throws -> MomentCoverage {
        let reach = try world.reach()
        let all = KindCoverage(reach, kind: "mmg", limit: TravelTime(minutes: minutes))
        return MomentCoverage(all, at: moment, reach, kinds: world.kinds)
    }

    func testOnlyOpenSitesCover() throws {
        let found = try coverage(world(), at: night, minutes: 5)
        XCTAssertEqual(found.openSites, 2)
        XCTAssertEqual(found.covered, 1 + 2)
        XCTAssertEqual(found.uncovered, 4)
        XCTAssertEqual(found.coveredThroughout, 0, "nobody has both halves of the night")
        XCTAssertEqual(found.groups, [.init(name: "old", covered: 1, uncovered: 3)])
        // c drives ten minutes to b: (0 + 0 + 4 · 10) / 7.
        XCTAssertEqual(try XCTUnwrap(found.minutesToNearest.mean), 40.0 / 7, accuracy: 1e-9)
    }

    func testTwoSitesByTurnsCoverThroughout() throws {
        let found = try coverage(world(), at: night, minutes: 10)
        XCTAssertEqual(found.covered, 7)
        XCTAssertEqual(found.coveredThroughout, 1 + 2, "c has b's half alone")
    }

    func testDaysWithoutTheirHoursAreNoWholeMoment() throws {
        var world: World = self.world()
        world.change("site-c") { $0.daysPerWeek = 3 }
        let found = try coverage(world, at: day, minutes: 5)
        XCTAssertEqual(found.covered, 4)
        XCTAssertEqual(found.coveredThroughout, 0)
        world.change("site-c") { $0.daysPerWeek = nil }
        XCTAssertEqual(try coverage(world, at: day, minutes: 5).coveredThroughout, 4)
        world.change("site-c") { $0.opening = nil }
        let unknown = try coverage(world, at: day, minutes: 5)
        XCTAssertEqual(unknown.covered, 4, "no hours known: open")
        XCTAssertEqual(unknown.coveredThroughout, 0)
    }

    func testSeasons() throws {
        var world: World = self.world()
        world.change("site-c") { $0.opening = OpeningTimes(hours: daytime, months: Months(6...8)) }
        var summer = day
        summer.months = Months([7])
        var winter = day
        winter.months = Months([12, 1, 2])
        XCTAssertEqual(try coverage(world, at: summer, minutes: 5).coveredThroughout, 4)
        XCTAssertEqual(try coverage(world, at: winter, minutes: 5).covered, 0)
        let year = try coverage(world, at: day, minutes: 5)
        XCTAssertEqual(year.covered, 4, "open at some time of the year")
        XCTAssertEqual(year.coveredThroughout, 0, "and not throughout")
    }

    /// Covered at any hour ≥ covered at each moment ≥ covered throughout it; a longer moment covers no fewer at some
    /// time of it, and no more throughout.
    func testMomentsPartWhatIsCoveredAtAnyTime() throws {
        var random = SeededGenerator(state: 5)
        for _ in 0..<20 {
            var world: World = self.world()
            for name in ["a", "b", "c"] {
                let from = Int.random(in: 0..<96, using: &random)
                let hours = WeekHours.none.with(
                    days: 0..<Int.random(in: 1...7, using: &random), from: from,
                    to: Int.random(in: 0...96, using: &random))
                world.change("site-\(name)") { $0.opening = OpeningTimes(hours: hours) }
            }
            let minutes: Double = [5.0, 10, 20].randomElement(using: &random) ?? 5
            let any = try world.coverage("mmg", minutes: minutes)
            let covered = CoverageFigures(any, people: world.population.inhabitants).covered
            let whole = try coverage(world, at: Moment(name: "any", hours: .all), minutes: minutes)
            XCTAssertEqual(whole.covered, covered)
            for moment in [day, night] {
                let found = try coverage(world, at: moment, minutes: minutes)
                XCTAssertLessThanOrEqual(found.covered, whole.covered)
                XCTAssertLessThanOrEqual(found.coveredThroughout, found.covered)
                XCTAssertGreaterThanOrEqual(found.coveredThroughout, whole.coveredThroughout)
                XCTAssertEqual(found.covered + found.uncovered, 7)
            }
        }
    }

    func testDaysThatPeopleFindASite() throws {
        var world: World = self.world()
        world.change("site-a") { site in
            site.daysPerWeek = 2
            site.opening = nil
        }
        world.change("site-b") { site in
            site.daysPerWeek = nil
            site.opening = OpeningTimes(hours: .none.with(days: 0..<3, from: 32, to: 48))
        }
        world.change("site-c") { $0.opening = nil }
        let all = try world.coverage("mmg", minutes: 10)
        let days = AccessDays(all, in: world.territory, kinds: world.kinds, assumedDays: 5)
        // a finds a and b: 3 at least, 2 + 3 at most. b finds all: 5, and 7 of 10. c finds b and c: 5, and 7 of 8.
        XCTAssertEqual(days.inhabitants(below: 3), 0)
        XCTAssertEqual(days.inhabitants(below: 4), 1)
        XCTAssertEqual(days.inhabitants(below: 6), 7)
        let (least, most): (Double, Double) = (1 * 3 + 2 * 5 + 4 * 5, 1 * 5 + 2 * 7 + 4 * 7)
        XCTAssertEqual(days.meanLeastDays, least / 7)
        XCTAssertEqual(days.meanMostDays, most / 7)
        let near = AccessDays(
            try world.coverage("mmg", minutes: 1), in: world.territory, kinds: world.kinds, assumedDays: 5)
        XCTAssertEqual(near.inhabitantsByLeastDays, [0, 0, 1, 2, 0, 4, 0, 0])
    }

    func testAZoneCoversItsCommunesHoweverFarAndNobodyElse() throws {
        var world = World()
        for (index, name) in ["a", "b", "c"].enumerated() {
            let x = Double(index) * 5000
            world.place(name, x, 0)
            world.commune(name, rectangle(x - 2000, -2000, x + 2000, 2000))
        }
        world.street("a", "b", seconds: 6000)
        for name in ["a", "b", "c"] { world.village(name, at: name) }
        world.site("dac", at: "a", kind: "dac")
        world.change("dac") { $0.zone = [1, 2] }
        let coverage = try world.coverage("dac")
        XCTAssertFalse(coverage.isCovered(0), "at the door, and not of the zone")
        XCTAssertTrue(coverage.isCovered(1), "100 minutes away")
        XCTAssertTrue(coverage.isCovered(2), "no road leads there")
        XCTAssertEqual(CoverageFigures(coverage, people: world.population.inhabitants).covered, 2 + 4)
        XCTAssertEqual(coverage.nearestTime[1].minutes, 100)
    }
}

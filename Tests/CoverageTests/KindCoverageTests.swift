import RoadNetwork
import XCTest

@testable import Coverage

final class KindCoverageTests: XCTestCase {
    /// A site at the cross, villages up the roads from it: `near` 10 minutes, `edge` 15 exactly, `beyond` a
    /// millisecond more, `far` an hour.
    private func cross() -> World {
        var world = World()
        world.place("cross", 0, 0)
        for (name, x, y, seconds) in [
            ("near", 0.0, 6000.0, 600.0), ("edge", 9000, 0, 900), ("beyond", 0, -9000, 900.001),
            ("far", -36_000, 0, 3600),
        ] {
            world.place(name, x, y)
            world.street(name, "cross", seconds: seconds)
            world.village(name, at: name)
        }
        return world
    }

    func testFifteenMinutesIsWithinFifteenMinutes() throws {
        var world = cross()
        world.site("a", at: "cross")
        let coverage = try world.coverage()
        XCTAssertEqual(coverage.nearestTime.map(\.milliseconds), [600_000, 900_000, 900_001, 3_600_000])
        XCTAssertEqual(coverage.nearestMetres, [6000, 9000, 9000.01, 36_000])
        let figures = CoverageFigures(coverage, people: world.population.inhabitants)
        XCTAssertEqual(figures.covered, world.people("near", "edge"))
        XCTAssertEqual(figures.uncovered, world.people("beyond", "far"))
        XCTAssertEqual(figures.choices, [figures.uncovered, figures.covered, 0, 0])
        XCTAssertEqual(figures.coveredShare, 3 / 15)
    }

    func testDistributionIsOverInhabitants() throws {
        var world = cross()
        world.site("a", at: "cross")
        let figures = CoverageFigures(try world.coverage(), people: world.population.inhabitants)
        // One, two, four and eight people: the median is the eighth of fifteen, the P90 the fourteenth.
        let minutes = figures.minutesToNearest
        let personMinutes: Double = 10 + 2 * 15 + 4 * (900.001 / 60) + 8 * 60
        XCTAssertEqual(try XCTUnwrap(minutes.mean), personMinutes / 15, accuracy: 1e-12)
        XCTAssertEqual(minutes.median, 60)
        XCTAssertEqual(minutes.p90, 60)
        XCTAssertEqual(minutes.max, 60)
        // Of a group that lives in the three nearer villages only, the quantiles are its own.
        let group = CoverageFigures(try world.coverage(), people: [1, 1, 1, 0])
        XCTAssertEqual(group.inhabitants, 3)
        XCTAssertEqual(group.minutesToNearest.median, 15)
        XCTAssertEqual(group.minutesToNearest.max, 900_001.0 / 60_000)
        XCTAssertEqual(group.kilometresToNearest.median, 9)
        XCTAssertEqual(group.covered, 2)
    }

    func testNobodyAndNothing() throws {
        let world = cross()
        // A kind without a site: everybody is uncovered, and nobody has minutes.
        let none = try world.coverage()
        let figures = CoverageFigures(none, people: world.population.inhabitants)
        XCTAssertEqual(figures.uncovered, 15)
        XCTAssertEqual(figures.covered, 0)
        XCTAssertEqual(figures.minutesToNearest, DistributionFigures([], people: []))
        XCTAssertNil(figures.minutesToNearest.mean)
        XCTAssertEqual(none.nearestSite, [nil, nil, nil, nil])
        // People of whom there is none have no share.
        XCTAssertNil(CoverageFigures(none, people: [0, 0, 0, 0]).coveredShare)
    }

    func testTiesGoToTheSmallerID() throws {
        var world = cross()
        // Both 15 minutes from `edge`'s crossroads; added in the other order.
        world.site("b", at: "cross")
        world.site("a", at: "cross")
        let coverage = try world.coverage()
        XCTAssertEqual(coverage.nearestSite.map { $0.map { world.sites[$0].id.text } }, ["a", "a", "a", "a"])
        XCTAssertEqual(coverage.sitesWithin[world.point("edge")], [0, 1])
        XCTAssertEqual(
            CoverageFigures(coverage, people: world.population.inhabitants).choices,
            [world.people("beyond", "far"), 0, 3, 0])
    }

    func testChoicesAreCountedUpToThreeOrMore() throws {
        var world = World()
        for (number, name) in ["none", "one", "two", "three", "four"].enumerated() {
            world.place(name, Double(number) * 5000, 0)
            world.village(name, at: name)
        }
        // Sites lie in places of their own, 15 minutes from the villages that have them as a choice.
        for number in 1...4 {
            world.place("site \(number)", 20_000, Double(number) * 5000)
            world.site("s\(number)", at: "site \(number)")
            for name in ["one", "two", "three", "four"][(number - 1)...] {
                world.street(name, "site \(number)", seconds: 900)
            }
        }
        world.street("none", "one", seconds: 1)
        let figures = CoverageFigures(try world.coverage(), people: world.population.inhabitants)
        XCTAssertEqual(
            figures.choices,
            [world.people("none"), world.people("one"), world.people("two"), world.people("three", "four")])
        XCTAssertEqual(figures.choices.reduce(0, +), figures.inhabitants)
    }

    func testASiteMayHaveMinutesOfItsOwn() throws {
        var world = cross()
        world.site("a", at: "cross")
        world.site("b", at: "cross", minutes: 60)
        world.site("c", at: "cross", minutes: 5)
        let coverage = try world.coverage()
        XCTAssertEqual(coverage.limits.map(\.minutes), [15, 60, 5])
        XCTAssertEqual(coverage.sitesWithin, [[0, 1], [0, 1], [1], [1]])
        XCTAssertEqual(coverage.nearestSite, [0, 0, 0, 0])
        XCTAssertEqual(CoverageFigures(coverage, people: world.population.inhabitants).covered, 15)
    }

    func testPeopleWithoutAWayAreUncoveredAndNeverLost() throws {
        var world = cross()
        world.site("a", at: "cross")
        // An island with a road of its own, and a hermit ten kilometres from every road.
        world.place("harbour", 100_000, 0)
        world.place("cape", 101_000, 0)
        world.street("harbour", "cape", seconds: 60)
        world.village("island", at: "harbour")
        world.place("wilderness", 0, 50_000)
        world.village("hermit", at: "wilderness")
        let reach = try world.reach()
        XCTAssertEqual(reach.attachedPoints, [true, true, true, true, true, false])
        let coverage = try world.coverage()
        let figures = CoverageFigures(coverage, people: world.population.inhabitants)
        XCTAssertEqual(figures.covered, world.people("near", "edge"))
        XCTAssertEqual(figures.uncovered, world.people("beyond", "far", "island", "hermit"))
        XCTAssertEqual(figures.covered + figures.uncovered, world.population.totalInhabitants)
        XCTAssertNil(coverage.nearestSite[world.point("island")])
        XCTAssertNil(coverage.nearestMetres[world.point("hermit")])
        // Those without a way have no part in the minutes.
        XCTAssertEqual(figures.minutesToNearest.max, 60)
        XCTAssertEqual(reach.inhabitants { !reach.attachedPoints[$0] }, world.people("hermit"))
    }

    func testAnUnattachedSiteReachesNobody() throws {
        var world = cross()
        world.place("summit", 0, 50_000)
        world.site("a", at: "summit")
        let figures = CoverageFigures(try world.coverage(), people: world.population.inhabitants)
        XCTAssertEqual(try world.reach().attachedSites, [false])
        XCTAssertEqual(figures.uncovered, 15)
    }

    func testOneWayStreetsAndTheDirectionOfTravel() throws {
        // A ring of one-way streets: a → b → c → a, five minutes each.
        var world = World()
        for (name, x, y) in [("a", 0.0, 0.0), ("b", 3000, 0), ("c", 0, 3000)] {
            world.place(name, x, y)
            world.village(name, at: name)
        }
        world.street("a", "b", seconds: 300, oneWay: true)
        world.street("b", "c", seconds: 300, oneWay: true)
        world.street("c", "a", seconds: 300, oneWay: true)
        world.site("house", at: "a")
        world.site("nurses", at: "a", kind: "nurse_pool")
        // People travel to the house: from b over c. Nurses travel out: to b straight.
        XCTAssertEqual(try world.coverage("msp").nearestTime.map(\.minutes), [0, 10, 5])
        XCTAssertEqual(try world.coverage("nurse_pool").nearestTime.map(\.minutes), [0, 5, 10])
        let people = world.population.inhabitants
        XCTAssertEqual(
            CoverageFigures(try world.coverage("msp", minutes: 5), people: people).covered, world.people("a", "c"))
        XCTAssertEqual(
            CoverageFigures(try world.coverage("nurse_pool", minutes: 5), people: people).covered,
            world.people("a", "b"))
    }
}

import Coverage
import Geometry
import Territory
import XCTest

final class UncoveredZoneTests: XCTestCase {
    /// Three communes side by side, 10 km each, a site in the middle one with 5 minutes; villages in all.
    private func world() -> World {
        var world = World()
        world.commune("1 west", rectangle(0, 0, 10_000, 10_000))
        world.commune("2 middle", rectangle(10_000, 0, 20_000, 10_000))
        world.commune("3 east", rectangle(20_000, 0, 30_000, 10_000))
        world.place("centre", 15_000, 5000)
        world.site("a", at: "centre")
        for (name, x, minutes) in [("west", 5000.0, 40.0), ("middle", 14_000, 5), ("east", 25_000, 40)] {
            world.place(name, x, 5000)
            world.street(name, "centre", seconds: minutes * 60)
            world.village(name, at: name)
        }
        return world
    }

    private func zones(_ world: World, _ catchments: [MultiPolygon]) throws -> [UncoveredZone] {
        let territory = world.territory
        return try uncoveredZones(
            try world.coverage(), catchments: catchments,
            land: .unionOfAll(territory.communes.map(\.boundary)), in: territory)
    }

    func testTheLandOutsideTheCatchmentsRankedByPeople() throws {
        // A band from south to north parts the land in two.
        let zones = try zones(world(), [rectangle(12_000, -5000, 18_000, 15_000)])
        XCTAssertEqual(zones.map(\.inhabitants), [4, 1])
        XCTAssertEqual(zones.map(\.communes), [[1, 2], [0, 1]])
        for zone in zones { XCTAssertEqual(zone.land.area, 120e6, accuracy: 1) }
    }

    func testPiecesWithNobodyAreListedLast() throws {
        // A frame of catchment around empty ground inside the middle commune.
        let frame = try rectangle(12_000, -5000, 18_000, 15_000).difference(rectangle(14_500, 7000, 15_500, 9000))
        let zones = try zones(world(), [frame])
        XCTAssertEqual(zones.map(\.inhabitants), [4, 1, 0])
        XCTAssertEqual(zones[2].land.area, 2e6, accuracy: 1)
        XCTAssertEqual(zones[2].communes, [1])
    }

    func testUncoveredPeopleInsideADrawnCatchmentCountForTheNearestZone() throws {
        // The drawing reaches over `east` and beyond; the times say otherwise.
        let zones = try zones(world(), [rectangle(12_000, -5000, 26_000, 15_000)])
        XCTAssertEqual(zones.map(\.inhabitants), [4, 1])
        XCTAssertEqual(zones.map { ($0.land.area / 1e6).rounded() }, [40, 120])
    }

    func testWhereAllIsDrawnAsCoveredTheUncoveredHaveZonesStill() throws {
        let zones = try zones(world(), [rectangle(-1000, -1000, 31_000, 11_000)])
        XCTAssertEqual(zones.map(\.inhabitants), [4, 1])
        XCTAssertEqual(zones.map(\.communes), [[2], [0]])
        for zone in zones { XCTAssertGreaterThan(zone.land.area, 0) }
    }

    func testPeopleOutsideTheCommunesAreNotLost() throws {
        var world = world()
        world.place("ship", 40_000, 5000)
        world.village("sailors", at: "ship")
        let zones = try zones(world, [rectangle(12_000, -5000, 18_000, 15_000)])
        XCTAssertEqual(zones.map(\.inhabitants), [world.people("east", "sailors"), world.people("west")])
    }

    func testAKindWithoutSitesLeavesTheWholeLand() throws {
        let world = world()
        let territory = world.territory
        let zones = try uncoveredZones(
            try world.coverage("cds"), catchments: [], land: .unionOfAll(territory.communes.map(\.boundary)),
            in: territory)
        XCTAssertEqual(zones.map(\.inhabitants), [7])
        XCTAssertEqual(zones.map(\.communes), [[0, 1, 2]])
        XCTAssertEqual(zones[0].land.area, 300e6, accuracy: 1)
    }

    func testNobodyUncoveredAndNothingFree() throws {
        var world = World()
        world.commune("c", rectangle(0, 0, 1000, 1000))
        world.place("x", 500, 500)
        world.place("y", 600, 500)
        world.street("x", "y", seconds: 10)
        world.village("v", at: "x")
        world.site("a", at: "y")
        XCTAssertEqual(try zones(world, [rectangle(-10, -10, 1010, 1010)]), [])
    }
}

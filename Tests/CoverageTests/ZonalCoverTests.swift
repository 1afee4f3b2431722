import Territory
import XCTest

@testable import Coverage

/// Zonal kinds cover by their perimeters.
final class ZonalCoverTests: XCTestCase {
    /// Communes A, B, C with 1, 2, 4 inhabitants, ten minutes from each other.
    private func world() -> World {
        var world = World()
        for (index, name) in ["a", "b", "c"].enumerated() {
            let x = Double(index) * 5000
            world.place(name, x, 0)
            world.commune(name.uppercased(), rectangle(x - 2000, -2000, x + 2000, 2000))
        }
        world.street("a", "b", seconds: 600)
        world.street("b", "c", seconds: 600)
        for name in ["a", "b", "c"] { world.village(name, at: name) }
        return world
    }

    private func territory(_ world: World, _ parts: [[Int]]) -> StudyTerritory {
        var territory = world.territory
        territory.divisions = [
            Division(
                name: "DAC",
                territories: parts.enumerated().map { number, communes in
                    DivisionTerritory(
                        id: "t\(number)", name: "t\(number)", boundary: territory.communes[communes[0]].boundary,
                        communes: communes, points: communes)
                })
        ]
        return territory
    }

    private func coverage(_ world: World, _ territory: StudyTerritory, minutes: Double = 5) throws -> KindCoverage {
        var coverage = try world.coverage("dac", minutes: minutes)
        coverage.cover(by: try XCTUnwrap(zonalCover(ofKind: "dac", in: territory)), in: territory)
        return coverage
    }

    func testWithoutAPerimeterThereIsNone() throws {
        XCTAssertNil(zonalCover(ofKind: "dac", in: world().territory))
        XCTAssertNil(zonalCover(ofKind: "cpts", in: territory(world(), [[0]])), "of another division")
        var seated = world()
        seated.site("s", at: "a", kind: "dac")
        XCTAssertNil(zonalCover(ofKind: "dac", in: seated.territory))
    }

    func testNoneOneAndSeveral() throws {
        let world = world()
        let territory = territory(world, [[0, 1], [1]])
        let cover = try XCTUnwrap(zonalCover(ofKind: "dac", in: territory))
        XCTAssertEqual(cover, ZonalCover(perimetersOfPoint: [1, 2, 0], perimeters: 2, isByDivision: true))
        let people = cover.inhabitants(world.population.inhabitants)
        XCTAssertEqual([people.inNone, people.inOne, people.inSeveral], [4, 1, 2])
        let figures = CoverageFigures(try coverage(world, territory), people: world.population.inhabitants)
        XCTAssertEqual(figures.choices, [4, 1, 2, 0])
        XCTAssertEqual(figures.covered, 1 + 2)
        XCTAssertNil(figures.minutesToNearest.mean, "there is no site")
    }

    /// A site at c, without a zone: where territories are known it covers nobody by its minutes.
    func testASeatCoversNobodyByItsMinutes() throws {
        var world = world()
        world.site("s", at: "c", kind: "dac")
        XCTAssertEqual(try world.coverage("dac", minutes: 5).sitesWithin, [[], [], [0]])
        let coverage = try coverage(world, territory(world, [[0]]))
        XCTAssertEqual((0...2).map(coverage.isCovered), [true, false, false])
        XCTAssertEqual(coverage.peopleWithin(world.population.inhabitants), [0])
        XCTAssertEqual(coverage.nearestTime[0].minutes, 20, "what it takes to get there is told all the same")
    }

    func testASiteWhoseZoneIsATerritoryIsItsSeat() throws {
        var world = world()
        world.site("s", at: "a", kind: "dac")
        world.change("s") { $0.zone = [0, 1] }
        XCTAssertEqual(
            zonalCover(ofKind: "dac", in: territory(world, [[0, 1]])),
            ZonalCover(perimetersOfPoint: [1, 1, 0], perimeters: 1, isByDivision: true))
        XCTAssertEqual(
            zonalCover(ofKind: "dac", in: territory(world, [[1]])),
            ZonalCover(perimetersOfPoint: [1, 2, 0], perimeters: 2, isByDivision: true))
    }

    /// Without territories sites with zones and sites without stand side by side, as they do without perimeters.
    func testZonesOfSites() throws {
        var world = world()
        world.site("s", at: "a", kind: "dac")
        world.site("t", at: "c", kind: "dac")
        world.change("s") { $0.zone = [1] }
        let cover = try XCTUnwrap(zonalCover(ofKind: "dac", in: world.territory))
        XCTAssertEqual(cover, ZonalCover(perimetersOfPoint: [0, 1, 0], perimeters: 1, isByDivision: false))
        let coverage = try coverage(world, world.territory)
        XCTAssertEqual((0...2).map(coverage.choices), [0, 1, 1])
        XCTAssertEqual(coverage.sitesWithin, try world.coverage("dac", minutes: 5).sitesWithin)
    }

    func testTerritoriesAreOpenWhenTheirKindIs() throws {
        var world = world()
        let territory = territory(world, [[0, 1]])
        let coverage = try coverage(world, territory)
        let daytime = WeekHours.none.with(days: 0..<7, from: 32, to: 80)
        let day = Moment(name: "day", hours: daytime)
        let night = Moment(name: "night", hours: .none.with(days: 0..<7, from: 0, to: 32))
        func covered(_ moment: Moment) throws -> [Double] {
            var reach = try world.reach()
            reach.territory = territory
            let found = MomentCoverage(coverage, at: moment, reach, kinds: world.kinds)
            return [found.covered, found.coveredThroughout, found.uncovered]
        }
        XCTAssertEqual(try covered(night), [3, 0, 4], "no hours are known: open at any, and surely at none")
        world.kinds = SiteKinds([
            SiteKind(name: "dac", covering: .zonal, response: .orientation, opening: OpeningTimes(hours: daytime))
        ])
        XCTAssertEqual(try covered(day), [3, 3, 4])
        XCTAssertEqual(try covered(night), [0, 0, 7])
    }
}

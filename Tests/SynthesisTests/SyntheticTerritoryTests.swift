import Geometry
import XCTest

@testable import Synthesis

final class SyntheticTerritoryTests: XCTestCase {
    private func seeded(_ junctions: Int, seed: UInt64) throws -> SyntheticTerritory {
        try synthesize(SynthesisRequest(name: "Essai", junctions: junctions, seed: seed))
    }

    func testInhabitantsAddUpToEachTown() throws {
        for seed in 1...3 as ClosedRange<UInt64> {
            let territory = try seeded(3000, seed: seed)
            var inhabitants = territory.towns.map { _ in 0 }
            var elderly = territory.towns.map { _ in 0 }
            for point in territory.population {
                inhabitants[Int(point.town)] += Int(point.inhabitants)
                elderly[Int(point.town)] += Int(point.age75Plus)
                XCTAssertLessThanOrEqual(point.age75Plus, point.inhabitants)
                XCTAssertGreaterThan(point.inhabitants, 0)
            }
            XCTAssertEqual(inhabitants, territory.towns.map(\.inhabitants))
            XCTAssertEqual(inhabitants.reduce(0, +), 12 * 3000)
            for (town, count) in zip(territory.towns, elderly) {
                let share = shareOf75Plus(inhabitants: town.inhabitants)
                XCTAssertEqual(Double(count), share * Double(town.inhabitants), accuracy: 0.5)
            }
        }
    }

    func testPeopleLiveInTheirOwnCommune() throws {
        let territory = try seeded(5000, seed: 4)
        let communes = try territory.communes()
        XCTAssertEqual(communes.count, territory.towns.count)
        let locators = try communes.map { try BorderLocator($0) }
        for point in territory.population {
            let place = territory.roads.junctions[Int(point.junction)]
            XCTAssertTrue(try locators[Int(point.town)].contains(place), "\(place)")
        }
        // The communes share out the outline among them.
        let area = communes.reduce(0) { $0 + $1.area }
        XCTAssertEqual(area / territory.outline.area, 1, accuracy: 1e-9)
    }

    func testCentresAreDenser() throws {
        let territory = try seeded(8000, seed: 5)
        let town = try XCTUnwrap(
            territory.towns.indices.max { territory.towns[$0].inhabitants < territory.towns[$1].inhabitants })
        let homes = territory.population.filter { Int($0.town) == town }
        let centre = territory.towns[town].location
        let radius = builtUpRadius(inhabitants: territory.towns[town].inhabitants)
        func people(_ from: Double, _ to: Double) -> Double {
            let near = homes.filter {
                let distance = territory.roads.junctions[Int($0.junction)].distance(to: centre)
                return distance >= from && distance < to
            }
            return near.reduce(0) { $0 + Double($1.inhabitants) } / (to * to - from * from)
        }
        XCTAssertGreaterThan(people(0, radius / 3), 2 * people(radius / 3, radius))
    }

    func testTownsFollowTheRankSizeRuleAndKeepApart() throws {
        let towns = try seeded(20_000, seed: 6).towns
        let sizes = towns.map(\.inhabitants).sorted(by: >)
        for rank in [2, 5, 20] {
            XCTAssertEqual(Double(sizes[rank - 1]) * Double(rank) / Double(sizes[0]), 1, accuracy: 0.02)
        }
        for (index, town) in towns.enumerated() {
            for other in towns[(index + 1)...] {
                XCTAssertGreaterThanOrEqual(town.location.distance(to: other.location), leastTownDistance)
            }
        }
    }

    func testTheSameSeedGivesTheSameTerritory() throws {
        let first = try seeded(2500, seed: 9)
        let again = try seeded(2500, seed: 9)
        XCTAssertEqual(first.towns, again.towns)
        XCTAssertEqual(first.roads.junctions, again.roads.junctions)
        XCTAssertEqual(first.roads.tails, again.roads.tails)
        XCTAssertEqual(first.roads.heads, again.roads.heads)
        XCTAssertEqual(first.population, again.population)
        XCTAssertEqual(first.sites, again.sites)
        XCTAssertNotEqual(first.roads.junctions, try seeded(2500, seed: 10).roads.junctions)
    }

    func testTheOrderOfTheTownsDoesNotMatter() throws {
        let towns = try seeded(2000, seed: 11).towns
        func territory(_ towns: [Town]) throws -> SyntheticTerritory {
            try synthesize(
                SynthesisRequest(name: "Essai", settlement: .towns(towns, outline: nil), junctions: 2000))
        }
        let one = try territory(towns)
        let other = try territory(towns.reversed())
        XCTAssertEqual(one.roads.junctions, other.roads.junctions)
        XCTAssertEqual(one.population, other.population)
        XCTAssertEqual(one.outline, other.outline)
    }

    func testOneTownAndTownsInALine() throws {
        let one = Town(id: "a", name: "A", location: Point(x: 700_000, y: 6_600_000), inhabitants: 900)
        let line = (0..<4).map { step in
            Town(
                id: "\(step)", name: "T\(step)", location: Point(x: 700_000 + 4000 * Double(step), y: 6_600_000),
                inhabitants: 500)
        }
        for towns in [[one], line] {
            let territory = try synthesize(
                SynthesisRequest(name: "Essai", settlement: .towns(towns, outline: nil), junctions: 120))
            XCTAssertEqual(territory.roads.junctions.count, 120)
            XCTAssertEqual(
                territory.population.reduce(0) { $0 + Int($1.inhabitants) }, towns.reduce(0) { $0 + $1.inhabitants })
        }
    }

    func testRoadsKeepToTheLand() throws {
        // Two peninsulas and the land that joins them: nobody drives over the bay between them.
        let shore = [(0, 0), (30, 0), (30, 40), (20, 40), (20, 10), (10, 10), (10, 40), (0, 40), (0, 0)]
            .map { Point(x: 700_000 + 1000 * Double($0.0), y: 6_600_000 + 1000 * Double($0.1)) }
        let places = [(5, 5), (15, 5), (25, 5), (5, 20), (25, 20), (5, 35), (25, 35)]
        let towns = places.enumerated().map { index, place in
            Town(
                id: "\(index)", name: "T\(index)",
                location: Point(x: 700_000 + 1000 * Double(place.0), y: 6_600_000 + 1000 * Double(place.1)),
                inhabitants: 800)
        }
        let territory = try synthesize(
            SynthesisRequest(
                name: "Essai", settlement: .towns(towns, outline: MultiPolygon([Polygon(exterior: shore)])),
                junctions: 600))
        let bay = BoundingBox(
            minimum: Point(x: 712_000, y: 6_612_000), maximum: Point(x: 718_000, y: 6_640_000))
        XCTAssertFalse(territory.roads.junctions.contains { bay.contains($0) })
        for road in 0..<territory.roads.count {
            let a = territory.roads.junctions[Int(territory.roads.tails[road])]
            let b = territory.roads.junctions[Int(territory.roads.heads[road])]
            XCTAssertFalse(bay.contains(a.interpolated(to: b, fraction: 0.5)))
        }
    }

    func testRequestsThatCannotBeMet() throws {
        func error(_ request: SynthesisRequest) -> SynthesisError? {
            do {
                _ = try synthesize(request)
                return nil
            } catch { return error as? SynthesisError }
        }
        let a = Town(id: "a", name: "A", location: Point(x: 700_000, y: 6_600_000), inhabitants: 900)
        var b = a
        b.id = "b"
        b.location.x += 100
        func towns(_ towns: [Town], junctions: Int = 100, outline: MultiPolygon? = nil) -> SynthesisRequest {
            SynthesisRequest(name: "Essai", settlement: .towns(towns, outline: outline), junctions: junctions)
        }
        XCTAssertEqual(error(towns([])), .noTowns)
        XCTAssertEqual(error(towns([a, a])), .duplicateTown(id: "a"))
        XCTAssertEqual(error(towns([a, b])), .townsTooClose("a", "b", metres: 100))
        b.location = a.location
        XCTAssertEqual(error(towns([a, b])), .townsTooClose("a", "b", metres: 0))
        b.location.x = .nan
        XCTAssertEqual(error(towns([a, b])), .notFinite(id: "b"))
        b = a
        b.inhabitants = -1
        XCTAssertEqual(error(towns([b])), .negativeInhabitants(id: "a"))
        XCTAssertEqual(error(towns([a], junctions: 3)), .tooFewJunctions(asked: 3, least: 5))
        guard case .tooManyJunctions(_, let most) = error(towns([a], junctions: 1_000_000)) else {
            return XCTFail("a million junctions in one village")
        }
        XCTAssertNil(error(towns([a], junctions: most)))
        XCTAssertEqual(error(towns([a], junctions: most + 1)), .tooManyJunctions(asked: most + 1, most: most))
        let far = Polygon.circle(around: Point(x: 0, y: 0), radius: 1000)
        XCTAssertEqual(error(towns([a], outline: MultiPolygon([far]))), .outsideOutline(["a"]))
        var geographic = towns([a])
        geographic.crs = .wgs84
        XCTAssertEqual(error(geographic), .notInMetres("EPSG:4326"))
    }

    func testApportionment() {
        XCTAssertEqual(apportion(10, by: [1, 1, 1]), [4, 3, 3])
        XCTAssertEqual(apportion(7, by: [0, 5, 2]), [0, 5, 2])
        XCTAssertEqual(apportion(3, by: [0.5, 0.3, 0.2]), [1, 1, 1])
        XCTAssertEqual(apportion(5, by: [0, 0]), [0, 0])
        XCTAssertEqual(apportion(0, by: [1, 2]), [0, 0])
    }
}

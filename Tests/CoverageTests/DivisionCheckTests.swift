import Coverage
import Geometry
import RoadNetwork
import Territory
import XCTest

final class DivisionCheckTests: XCTestCase {
    /// Communes of a kilometre: a row of three (the third has a strip of a metre less), and one far away
    /// with an islet beside the first.
    private func territory() -> StudyTerritory {
        var world = World()
        world.commune("0", rectangle(0, 0, 1000, 1000))
        world.commune("1", rectangle(1000, 0, 2000, 1000))
        world.commune("2", rectangle(2001, 0, 3000, 1000))
        world.commune("3", rectangle(9000, 0, 10_000, 1000))
        world.commune(
            "4", MultiPolygon(rectangle(20_000, 0, 21_000, 1000).polygons + rectangle(8000, 0, 9000, 1000).polygons))
        for x in [500, 1500, 2500, 9500, 20_500] {
            world.place("\(x)", Double(x), 500)
            world.village("\(x)", at: "\(x)")
        }
        return world.territory
    }

    private func figures(_ communes: [Int], in territory: StudyTerritory) throws -> DivisionTerritoryFigures {
        let part = DivisionTerritory(
            id: "t", name: "t", boundary: try .unionOfAll(communes.map { territory.communes[$0].boundary }),
            communes: communes, points: communes)
        return Coverage.figures(of: part, in: "d", territory, geography: CommuneGeography(territory))
    }

    func testContiguity() throws {
        let territory = territory()
        XCTAssertTrue(try figures([0], in: territory).isContiguous)
        XCTAssertTrue(try figures([0, 1], in: territory).isContiguous)
        XCTAssertTrue(try figures([0, 1, 2], in: territory).isContiguous, "a sliver of a metre parts nothing")
        XCTAssertFalse(try figures([0, 2], in: territory).isContiguous)
        XCTAssertFalse(try figures([0, 1, 3], in: territory).isContiguous)
        XCTAssertTrue(try figures([4], in: territory).isContiguous, "a commune with an islet is one commune")
        XCTAssertTrue(try figures([3, 4], in: territory).isContiguous)
        XCTAssertFalse(try figures([0, 4], in: territory).isContiguous)
    }

    func testContiguityOfPolygonsThatFollowNoCommune() throws {
        let territory = territory()
        func isContiguous(_ land: MultiPolygon) -> Bool {
            Coverage.figures(
                of: DivisionTerritory(id: "t", name: "t", boundary: land, communes: [], points: []), in: "d", territory,
                geography: CommuneGeography(territory)
            ).isContiguous
        }
        XCTAssertTrue(isContiguous(rectangle(0, 0, 500, 500)))
        XCTAssertFalse(
            isContiguous(MultiPolygon(rectangle(0, 0, 500, 500).polygons + rectangle(700, 0, 900, 500).polygons)))
    }

    func testPeopleAndLand() throws {
        let territory = territory()
        let figures = try figures([1, 3], in: territory)
        XCTAssertEqual(figures.inhabitants, 2 + 8)
        XCTAssertEqual(figures.squareMetres, 2e6, accuracy: 1e-3)
    }

    func testProfessionalsAndStructuresInside() throws {
        var world = World()
        world.commune("a", rectangle(0, 0, 1000, 1000))
        world.commune("b", rectangle(1000, 0, 2000, 1000))
        world.commune("c", rectangle(2000, 0, 3000, 1000))
        world.place("a", 500, 500)
        world.place("b", 1500, 500)
        world.place("c", 2500, 500)
        world.street("a", "b", seconds: 60)
        world.street("b", "c", seconds: 60)
        world.village("va", at: "a", inhabitants: 10)
        world.village("vb", at: "b", inhabitants: 30)
        world.village("vc", at: "c", inhabitants: 60)
        world.site("1", at: "a", professionals: 3)
        world.site("2", at: "c", kind: "pharmacy", professionals: 2)
        var territory = world.territory
        for (site, commune) in [0, 2].enumerated() { territory.sites[site].commune = commune }
        territory.supply.professionals[1] = Professionals(["nurse": ProfessionalCount(7)])
        let reach = try world.reach()
        let coverages = ["msp", "pharmacy"].map { KindCoverage(reach, kind: $0, limit: TravelTime(minutes: 15)) }
        let flows = PeopleFlows(coverages, in: territory)
        func figures(_ communes: [Int], _ land: MultiPolygon? = nil) throws -> DivisionTerritoryFigures {
            let land = try land ?? .unionOfAll(communes.map { territory.communes[$0].boundary })
            return Coverage.figures(
                of: DivisionTerritory(
                    id: "t", name: "t", boundary: land, communes: communes,
                    points: territory.population.locations.indices.filter {
                        land.boundingBox.contains(territory.population.locations[$0])
                    }), in: "d", territory, geography: CommuneGeography(territory), coverages: coverages, flows: flows)
        }
        let west = try figures([0, 1])
        XCTAssertEqual(west.professionals["nurse"].headcount, 3 + 7, "those of the site and those of the commune")
        XCTAssertEqual(west.structures.map(\.kind), ["msp"])
        XCTAssertEqual(west.structures.map(\.count), [1])
        // All 40 go to house 1 inside; the nearest pharmacy is in c for all of them. To the nearest of both: b is as
        // far from either, and goes to the smaller id, 1.
        XCTAssertEqual(west.servedInsideShareByKind.map(\.kind), ["msp", "pharmacy"])
        XCTAssertEqual(west.servedInsideShareByKind.map(\.share), [1, 0])
        XCTAssertEqual(west.servedInsideShare, 1)
        let east = try figures([1, 2])
        XCTAssertEqual(east.servedInsideShareByKind.map(\.share), [0, 1])
        XCTAssertEqual(east.servedInsideShare, 60.0 / 90, "those of b go to a")
        // A polygon that follows no commune has the sites that stand in it.
        let corner = try figures([], rectangle(400, 400, 600, 600))
        XCTAssertEqual(corner.structures.map(\.kind), ["msp"])
        XCTAssertEqual(corner.professionals["nurse"].headcount, 3)
        XCTAssertNil(try figures([], rectangle(10, 10, 20, 20)).servedInsideShare, "nobody lives there")
    }

    /// Three squares of a kilometre in a row have 8 km of border, and 4π · 3 ÷ 64 of the circle's compactness; a
    /// square has π ÷ 4.
    func testCompactness() throws {
        let territory = territory()
        XCTAssertEqual(try XCTUnwrap(figures([0], in: territory).compactness), .pi / 4, accuracy: 1e-9)
        XCTAssertEqual(try XCTUnwrap(figures([0, 1], in: territory).compactness), 4 * .pi * 2 / 36, accuracy: 1e-9)
        // The sliver of a metre: 1 km of the border on either side runs along the other's.
        XCTAssertEqual(
            try XCTUnwrap(figures([0, 1, 2], in: territory).compactness), 4 * .pi * 2.999 / (7.998 * 7.998),
            accuracy: 1e-9)
    }

    /// The agreement of 2019: under 40 000, 40 000 to 80 000, 80 000 to 175 000, over 175 000.
    func testSizeClasses() throws {
        var territory = territory()
        for (inhabitants, sizeClass) in [
            (0.0, 1), (39_999, 1), (40_000, 2), (79_999, 2), (80_000, 3), (175_000, 3), (175_001, 4), (2_000_000, 4),
        ] {
            territory.population.inhabitants[0] = inhabitants
            XCTAssertEqual(try figures([0], in: territory).sizeClass, sizeClass, "\(inhabitants)")
        }
    }
}

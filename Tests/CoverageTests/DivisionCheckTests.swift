import Coverage
import Geometry
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
        return try Coverage.figures(of: part, in: territory)
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
        func isContiguous(_ land: MultiPolygon) throws -> Bool {
            try Coverage.figures(
                of: DivisionTerritory(id: "t", name: "t", boundary: land, communes: [], points: []), in: territory
            ).isContiguous
        }
        XCTAssertTrue(try isContiguous(rectangle(0, 0, 500, 500)))
        XCTAssertFalse(
            try isContiguous(MultiPolygon(rectangle(0, 0, 500, 500).polygons + rectangle(700, 0, 900, 500).polygons)))
    }

    func testPeopleAndLand() throws {
        let territory = territory()
        let figures = try figures([1, 3], in: territory)
        XCTAssertEqual(figures.inhabitants, 2 + 8)
        XCTAssertEqual(figures.squareMetres, 2e6, accuracy: 1e-3)
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

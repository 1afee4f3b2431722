import XCTest

@testable import Geometry

/// A rectangle in metres, by its corners.
func rectangle(_ x0: Double, _ y0: Double, _ x1: Double, _ y1: Double) -> MultiPolygon {
    MultiPolygon([
        Polygon(exterior: [
            Point(x: x0, y: y0), Point(x: x1, y: y0), Point(x: x1, y: y1), Point(x: x0, y: y1), Point(x: x0, y: y0),
        ])
    ])
}

final class OverlayTests: XCTestCase {
    // Two squares of 10 that share a strip of 4: areas 100, 100, strip 40.
    let left = rectangle(0, 0, 10, 10)
    let right = rectangle(6, 0, 16, 10)

    func testAreasOfTheThreeOperations() throws {
        XCTAssertEqual(try left.union(right).area, 160, accuracy: 1e-9)
        XCTAssertEqual(try left.intersection(right).area, 40, accuracy: 1e-9)
        XCTAssertEqual(try left.difference(right).area, 60, accuracy: 1e-9)
        XCTAssertTrue(try left.intersection(rectangle(50, 50, 60, 60)).isEmpty)
        XCTAssertEqual(try MultiPolygon.unionOfAll([left, right, left]).area, 160, accuracy: 1e-9)
    }

    func testLandThatOnlyTouchesHasNoIntersection() throws {
        XCTAssertTrue(try left.intersection(rectangle(10, 0, 20, 10)).isEmpty)
    }

    func testPartitionIsTheUnionCutByWhoCovers() throws {
        let inner = rectangle(1, 1, 2, 2)
        let pieces = try partition(of: [left, right, inner])
        let areas = Dictionary(uniqueKeysWithValues: pieces.map { ($0.sources, $0.land.area) })
        // left alone 100 − 40 − 1, both 40, right alone 60, left and inner 1.
        XCTAssertEqual(areas, [[0]: 59, [0, 1]: 40, [1]: 60, [0, 2]: 1])
        XCTAssertEqual(pieces.reduce(0) { $0 + $1.land.area }, try left.union(right).area, accuracy: 1e-9)
        XCTAssertEqual(pieces.map(\.sources), [[0], [0, 1], [0, 2], [1]])
    }

    func testPartitionOfRandomRectanglesAddsUpAndAgreesWithEachPlace() throws {
        var generator = SystemRandomNumberGenerator()
        let lands = (0..<8).map { _ -> MultiPolygon in
            let x = Double.random(in: 0..<50, using: &generator).rounded()
            let y = Double.random(in: 0..<50, using: &generator).rounded()
            return rectangle(x, y, x + 25, y + 20)
        }
        let pieces = try partition(of: lands)
        XCTAssertEqual(
            pieces.reduce(0) { $0 + $1.land.area }, try MultiPolygon.unionOfAll(lands).area, accuracy: 1e-6)
        // Each polygon is the sum of the pieces it covers.
        for (position, land) in lands.enumerated() {
            let covered = pieces.filter { $0.sources.contains(position) }.reduce(0) { $0 + $1.land.area }
            XCTAssertEqual(covered, land.area, accuracy: 1e-6)
        }
    }

    func testRepairOfABowTieIsReported() throws {
        // A ring that crosses itself in (5, 5): two triangles of area 25.
        let bowTie = MultiPolygon([
            Polygon(exterior: [
                Point(x: 0, y: 0), Point(x: 10, y: 10), Point(x: 10, y: 0), Point(x: 0, y: 10), Point(x: 0, y: 0),
            ])
        ])
        let (land, report) = try bowTie.repaired()
        XCTAssertEqual(land.area, 50, accuracy: 1e-9)
        XCTAssertEqual(report?.place, Point(x: 5, y: 5))
        XCTAssertEqual(report?.reason, "Self-intersection")
        XCTAssertNil(try left.repaired().report)
        XCTAssertEqual(try left.repaired().land, left)
    }

    func testAnUnclosedRingIsClosedAndReported() throws {
        let open = MultiPolygon([
            Polygon(exterior: [Point(x: 0, y: 0), Point(x: 4, y: 0), Point(x: 4, y: 4), Point(x: 0, y: 4)])
        ])
        let (land, report) = try open.repaired()
        XCTAssertEqual(land.area, 16)
        XCTAssertEqual(report?.reason, "a ring is not closed")
    }

    func testCoordinatesThatAreNoNumbersAreRefused() {
        let broken = MultiPolygon([
            Polygon(exterior: [
                Point(x: 0, y: 0), Point(x: .nan, y: 0), Point(x: 4, y: 4), Point(x: 0, y: 0),
            ])
        ])
        XCTAssertThrowsError(try broken.repaired())
        XCTAssertThrowsError(try broken.union(left))
    }

    func testFixedOrderIsTheSameForTheSameLandDrawnOtherwise() {
        let clockwise = MultiPolygon([Polygon(exterior: left.polygons[0].exterior.reversed())])
        XCTAssertEqual(clockwise.inFixedOrder(), left.inFixedOrder())
        XCTAssertGreaterThan(signedArea(ofRing: clockwise.inFixedOrder().polygons[0].exterior), 0)
    }

    func testInteriorPointLiesInsideEvenWhereTheCentroidDoesNot() throws {
        // A U whose centroid lies in its gap.
        let shape = try rectangle(0, 0, 30, 30).difference(rectangle(10, 5, 20, 30))
        let place = try XCTUnwrap(shape.interiorPoint())
        XCTAssertEqual(try PolygonLocator([shape]).first(containing: place), 0)
        XCTAssertNil(try MultiPolygon.empty.interiorPoint())
    }
}

final class LocatorTests: XCTestCase {
    func testPlacesAreFoundInAllPolygonsThatCoverThem() throws {
        let locator = try PolygonLocator([rectangle(0, 0, 10, 10), rectangle(5, 5, 15, 15), .empty])
        XCTAssertEqual(try locator.all(containing: Point(x: 1, y: 1)), [0])
        XCTAssertEqual(try locator.all(containing: Point(x: 7, y: 7)), [0, 1])
        XCTAssertEqual(try locator.all(containing: Point(x: 10, y: 2)), [0], "a border counts as covered")
        XCTAssertNil(try locator.first(containing: Point(x: 40, y: 40)))
        let nearest = try XCTUnwrap(locator.nearest(to: Point(x: 18, y: 15)))
        XCTAssertEqual(nearest.position, 1)
        XCTAssertEqual(nearest.distance, 3, accuracy: 1e-12)
    }

    func testBorderDistance() throws {
        let border = try BorderLocator(rectangle(0, 0, 100, 100))
        XCTAssertTrue(try border.contains(Point(x: 50, y: 50)))
        XCTAssertFalse(try border.isBorder(within: 49, of: Point(x: 50, y: 50)))
        XCTAssertTrue(try border.isBorder(within: 50, of: Point(x: 50, y: 50)))
        XCTAssertTrue(try border.isBorder(within: 5, of: Point(x: 104, y: 50)))
    }
}

final class TriangulationTests: XCTestCase {
    func testASquareWithItsCentreHasFourSpokesAndFourSides() throws {
        let points = [(0.0, 0.0), (10, 0), (10, 10), (0, 10), (5, 5)].map { Point(x: $0.0, y: $0.1) }
        let edges = try delaunayEdges(of: points).map { [$0.0, $0.1] }
        XCTAssertEqual(edges, [[0, 1], [0, 3], [0, 4], [1, 2], [1, 4], [2, 3], [2, 4], [3, 4]])
    }

    func testVoronoiCellsShareTheOutline() throws {
        let points = [Point(x: 2, y: 5), Point(x: 8, y: 5)]
        let cells = try voronoiCells(of: points, within: rectangle(0, 0, 10, 10))
        XCTAssertEqual(cells.map(\.area), [50, 50])
        XCTAssertThrowsError(try voronoiCells(of: points + [points[0]], within: rectangle(0, 0, 10, 10)))
    }
}

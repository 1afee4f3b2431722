import Foundation
import Geometry
import XCTest

@testable import RoadNetwork

final class AgreementDiscTests: XCTestCase {
    /// A square of 2 km with a square hole of 600 m in its middle.
    let land = MultiPolygon([
        Polygon(
            exterior: [(0, 0), (2000, 0), (2000, 2000), (0, 2000), (0, 0)].map { Point(x: $0.0, y: $0.1) },
            holes: [[(700, 700), (700, 1300), (1300, 1300), (1300, 700), (700, 700)].map { Point(x: $0.0, y: $0.1) }])
    ])

    /// Eight corners on a circle: 8 triangles of an eighth of a turn each.
    let discArea = 8 * 0.5 * 25 * 25 * 0.5.squareRoot()

    func testFarDiscsBecomeIslandsAndHoles() throws {
        let changed = try land.withDiscs(
            adding: [Point(x: 1000, y: 1000), Point(x: 2500, y: 2500), Point(x: 300, y: 300)],
            removing: [Point(x: 300, y: 1700), Point(x: 300, y: 1700), Point(x: 4000, y: 0)], radius: 25)
        // One in the hole and one outside are added, the one on land changes nothing; one on land is taken out.
        XCTAssertEqual(changed.polygons.count, 3)
        XCTAssertEqual(changed.area, land.area + 2 * discArea - discArea, accuracy: 1e-6)
        XCTAssertNil(try changed.repaired().report)
    }

    func testDiscsThatMeetSomethingAreOverlaid() throws {
        var random = SeededGenerator(state: 71)
        for count in [1, 5, 40, 200] {
            func places() -> [Point] {
                (0..<count).map { _ in
                    Point(
                        x: Double.random(in: -500..<2500, using: &random),
                        y: Double.random(in: -500..<2500, using: &random))
                }
            }
            let (added, removed) = (places(), places())
            let changed = try land.withDiscs(adding: added, removing: removed, radius: 25)
            func discs(_ places: [Point]) throws -> MultiPolygon {
                try .unionOfAll(places.map { MultiPolygon([.circle(around: $0, radius: 25, corners: 8)]) })
            }
            let expected = try land.union(discs(added)).difference(discs(removed))
            XCTAssertEqual(try changed.difference(expected).area, 0, accuracy: 1e-3)
            XCTAssertEqual(try expected.difference(changed).area, 0, accuracy: 1e-3)
            XCTAssertNil(try changed.repaired().report)
        }
    }

    func testDiscsThatMeetOnlyEachOther() throws {
        // A ring of discs taken out of the land leaves an island inside.
        let ring = (0..<12).map { step in
            let angle = Double(step) / 12 * 2 * Double.pi
            return Point(x: 350 + 80 * cos(angle), y: 350 + 80 * sin(angle))
        }
        let changed = try land.withDiscs(adding: [], removing: ring, radius: 25)
        XCTAssertEqual(changed.polygons.count, 2)
        XCTAssertNil(try changed.repaired().report)
        XCTAssertTrue(try BorderLocator(changed).contains(Point(x: 350, y: 350)))
        let added = try land.withDiscs(
            adding: ring.map { Point(x: $0.x + 3000, y: $0.y) }, removing: [], radius: 25)
        XCTAssertEqual(added.polygons.count, 2)
        XCTAssertNil(try added.repaired().report)
    }
}

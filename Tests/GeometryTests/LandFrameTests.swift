import Geometry
import XCTest

final class LandFrameTests: XCTestCase {
    func square(_ west: Double, _ south: Double, _ side: Double) -> MultiPolygon {
        MultiPolygon([
            Polygon(
                exterior: [
                    Point(x: west, y: south), Point(x: west + side, y: south), Point(x: west + side, y: south + side),
                    Point(x: west, y: south + side), Point(x: west, y: south),
                ])
        ])
    }

    func testOnlyWhatReachesBeyondIsCut() throws {
        let frame = try LandFrame(square(0, 0, 10))
        let inside = try frame.cut(square(2, 2, 3))
        XCTAssertFalse(inside.isCut)
        XCTAssertEqual(inside.land, square(2, 2, 3))
        let across = try frame.cut(square(8, 8, 6))
        XCTAssertTrue(across.isCut)
        XCTAssertEqual(across.land.area, 4, accuracy: 1e-9)
        let outside = try frame.cut(square(20, 20, 1))
        XCTAssertTrue(outside.isCut)
        XCTAssertTrue(outside.land.isEmpty)
        XCTAssertFalse(try frame.cut(.empty).isCut)
    }
}

import Geometry
import XCTest

final class AntimeridianTests: XCTestCase {
    private func land(_ longitudes: [Double]) -> MultiPolygon {
        let (a, b) = (longitudes[0], longitudes[1])
        let ring = [(a, -17.0), (b, -17.0), (b, -16.0), (a, -16.0), (a, -17.0)].map { Point(x: $0.0, y: $0.1) }
        return MultiPolygon([Polygon(exterior: ring)])
    }

    func testLandAcrossTheAntimeridianIsCut() throws {
        // From 179.5° east over the antimeridian to 179.25° west.
        let cut = try land([179.5, -179.25]).cutAtAntimeridian()
        XCTAssertEqual(
            cut.polygons.map { BoundingBox(of: $0.exterior) },
            [
                BoundingBox(minimum: Point(x: -180, y: -17), maximum: Point(x: -179.25, y: -16)),
                BoundingBox(minimum: Point(x: 179.5, y: -17), maximum: Point(x: 180, y: -16)),
            ])
        XCTAssertEqual(cut.area, 1.25, accuracy: 1e-9)
    }

    func testLandElsewhereStaysAsItIs() throws {
        for longitudes in [[9.0, 9.5], [-61.5, -61], [-1, 1], [179, 180]] {
            XCTAssertEqual(try land(longitudes).cutAtAntimeridian(), land(longitudes))
        }
        XCTAssertEqual(try MultiPolygon.empty.cutAtAntimeridian(), .empty)
    }
}

import XCTest

@testable import Geometry

final class SharedSimplificationTests: XCTestCase {
    /// A wavy border between two squares, walked one way by the one and the other way by the other.
    private var neighbours: [MultiPolygon] {
        let wave = (0...40).map { step in
            Point(x: 100 + 3 * sin(Double(step)), y: Double(step) * 2.5)
        }
        let left = [Point(x: 0, y: 0)] + wave + [Point(x: 0, y: 100), Point(x: 0, y: 0)]
        let right = [Point(x: 200, y: 0), Point(x: 200, y: 100)] + wave.reversed() + [Point(x: 200, y: 0)]
        return [MultiPolygon([Polygon(exterior: left)]), MultiPolygon([Polygon(exterior: right)])]
    }

    func testASharedBorderStaysShared() throws {
        let lands = neighbours
        for tolerance in [0.5, 2, 4, 50] {
            let simplified = simplifiedTogether(lands, tolerance: tolerance)
            XCTAssertLessThan(
                simplified[0].polygons[0].exterior.count, lands[0].polygons[0].exterior.count, "\(tolerance)")
            // Neither a gap nor an overlap: what is cut off the one is given to the other.
            XCTAssertEqual(
                simplified[0].area + simplified[1].area, lands[0].area + lands[1].area, accuracy: 1e-9, "\(tolerance)")
            XCTAssertLessThan(try simplified[0].intersection(simplified[1]).area, 1e-9)
            for (before, after) in zip(lands, simplified) {
                XCTAssertTrue(Set(after.polygons[0].exterior).isSubset(of: before.polygons[0].exterior))
                let reach = try after.buffered(by: tolerance * 1.02)
                XCTAssertLessThan(try before.difference(reach).area, 1e-6, "\(tolerance)")
            }
        }
    }

    func testNothingVanishes() {
        let small = MultiPolygon([
            Polygon(exterior: [Point(x: 0, y: 0), Point(x: 1, y: 0), Point(x: 1, y: 1), Point(x: 0, y: 1), Point(x: 0, y: 0)])
        ])
        XCTAssertEqual(simplifiedTogether([small], tolerance: 1_000), [small])
        XCTAssertEqual(simplifiedTogether([.empty], tolerance: 1), [.empty])
        XCTAssertEqual(simplifiedTogether([], tolerance: 1), [])
    }

    func testALonelyRingDoesNotDependOnItsStart() {
        let circle = MultiPolygon.ring(turned: 0)
        let turned = MultiPolygon.ring(turned: 17)
        let (a, b) = (simplifiedTogether([circle], tolerance: 2)[0], simplifiedTogether([turned], tolerance: 2)[0])
        XCTAssertEqual(Set(a.polygons[0].exterior), Set(b.polygons[0].exterior))
        XCTAssertLessThan(a.polygons[0].exterior.count, 40)
        XCTAssertGreaterThan(a.area, 0.9 * circle.area)
    }
}

extension MultiPolygon {
    fileprivate static func ring(turned: Int) -> MultiPolygon {
        let points = (0..<64).map { step in
            let angle = Double((step + turned) % 64) / 64 * 2 * .pi
            return Point(x: 50 * cos(angle), y: 50 * sin(angle))
        }
        return MultiPolygon([Polygon(exterior: points + [points[0]])])
    }
}

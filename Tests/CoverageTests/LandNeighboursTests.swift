import Coverage
import Geometry
import XCTest

final class LandNeighboursTests: XCTestCase {
    private func neighbours(_ lands: [MultiPolygon], within distance: Double = 5) -> [[LandNeighbour]] {
        landNeighbours(lands, within: distance)
    }

    func testNothingAndOneLand() {
        XCTAssertTrue(neighbours([]).isEmpty)
        XCTAssertEqual(neighbours([rectangle(0, 0, 10, 10)]), [[]])
        XCTAssertEqual(neighbours([.empty, rectangle(0, 0, 10, 10)]), [[], []])
        XCTAssertTrue(isContiguous([], neighbours: []))
    }

    /// One square beside another half its height, a sliver of 5 m, and one of 5.1 m.
    func testSharedBorders() {
        let square = rectangle(0, 0, 1000, 1000)
        func shared(_ other: MultiPolygon) -> [Double] {
            neighbours([square, other]).flatMap { $0.map(\.sharedMetres) }
        }
        XCTAssertEqual(shared(rectangle(1000, 0, 2000, 500)), [500, 500])
        XCTAssertEqual(shared(rectangle(1005, 0, 2000, 1000)), [1000, 1000], "exactly 5 m is near")
        XCTAssertEqual(shared(rectangle(1005.1, 0, 2000, 1000)), [])
        XCTAssertEqual(
            shared(rectangle(990, 200, 2000, 300)), [0, 0], "an overlap of more than 5 m is no common border")
        XCTAssertEqual(shared(rectangle(1000, 1000, 2000, 2000)), [0, 0], "a corner")
        XCTAssertEqual(shared(rectangle(1003, 1003, 2000, 2000)), [0, 0], "4.2 m from corner to corner")
        XCTAssertEqual(shared(rectangle(1004, 1004, 2000, 2000)), [], "5.7 m")
        XCTAssertEqual(shared(rectangle(400, 400, 600, 600)), [0, 0], "one that lies inside without a hole")
    }

    func testPieces() {
        let lands = [0.0, 1, 2, 4, 5, 7].map { rectangle($0 * 1000, 0, $0 * 1000 + 1000, 1000) }
        XCTAssertEqual(
            contiguousPieces([5, 4, 0, 2, 1, 3], neighbours: neighbours(lands)), [[0, 1, 2], [3, 4], [5]])
        XCTAssertEqual(contiguousPieces([0, 2], neighbours: neighbours(lands)), [[0], [2]])
    }

    /// Lands of ragged squares with gaps between none and 20 m: neighbours are those whose lands, each grown by half
    /// the distance, are one piece.
    func testAgainstGrownLands() throws {
        var random = SeededGenerator(state: 5)
        for _ in 0..<6 {
            var lands: [MultiPolygon] = []
            var y = 0.0
            for _ in 0..<4 {
                var x = Double.random(in: 0...60, using: &random)
                for _ in 0..<4 {
                    let width = Double.random(in: 40...120, using: &random)
                    let bend = Double.random(in: -8...8, using: &random)
                    lands.append(
                        MultiPolygon([
                            Polygon(exterior: [
                                World.at(x, y), World.at(x + width, y + bend), World.at(x + width + bend, y + 90),
                                World.at(x + bend, y + 90), World.at(x, y),
                            ])
                        ]))
                    x += width + [0, 1, 4, 7, 20].randomElement(using: &random)!
                }
                y += 90 + [0, 1, 4, 7, 20].randomElement(using: &random)!
            }
            // An islet of the first land beside the last.
            lands[0].polygons += rectangle(300, y - 60, 310, y - 30).polygons
            let found = neighbours(lands)
            for a in lands.indices {
                for b in lands.indices where b != a {
                    let distance = try lands[a].buffered(by: 2.5).intersection(lands[b].buffered(by: 2.5))
                    let isNear = found[a].contains { $0.land == b }
                    // Arcs are drawn with segments, so that a hair remains undecided.
                    let wider = try lands[a].buffered(by: 2.53).intersection(lands[b].buffered(by: 2.53))
                    if !distance.isEmpty { XCTAssertTrue(isNear, "\(a) \(b)") }
                    if wider.isEmpty { XCTAssertFalse(isNear, "\(a) \(b)") }
                }
            }
        }
    }
}

import Geometry
import XCTest

@testable import RoadNetwork

final class NearestRoadTests: XCTestCase {
    /// Roads close together in one corner and far apart elsewhere, so that some cells are divided and some are not.
    func network() throws -> Network {
        var random = SeededGenerator(state: 61)
        var links = RoadLinks(crs: .lambert93)
        func place(_ extent: Double) -> Point {
            StreetPlan.at(Double.random(in: 0..<extent, using: &random), Double.random(in: 0..<extent, using: &random))
        }
        for index in 0..<3000 {
            let start = index % 10 == 0 ? place(20_000) : place(900)
            let reach = index % 10 == 0 ? 800.0 : 40
            let bend = Point(
                x: start.x + Double.random(in: -reach...reach, using: &random),
                y: start.y + Double.random(in: -reach...reach, using: &random))
            let end = Point(
                x: bend.x + Double.random(in: -reach...reach, using: &random),
                y: bend.y + (index % 3 == 0 ? 0 : Double.random(in: -reach...reach, using: &random)))
            let time = TravelTime(seconds: 10)
            links.append(
                tail: Int64(2 * index), head: Int64(2 * index + 1), forward: time, backward: time, metres: 100,
                roadClass: .residential, points: [start, bend, end])
        }
        return try Network(links: links, profile: "test")
    }

    func testTheNearestSegmentIsFoundWithAndWithoutAGuess() throws {
        let network = try network()
        let grid = network.grid
        XCTAssertTrue(
            (1..<grid.cells.count).contains { grid.cells[$0] - grid.cells[$0 - 1] > 16 }, "some cells are divided")
        var random = SeededGenerator(state: 62)
        var found = 0
        for index in 0..<600 {
            let extent = index % 2 == 0 ? 22_000.0 : 1000
            let place = StreetPlan.at(
                Double.random(in: -900..<extent, using: &random), Double.random(in: -900..<extent, using: &random))
            var best = (squared: 1000.0 * 1000, segment: -1)
            for link in 0..<network.linkCount {
                for segment in Int(network.linkFirstPoint[link])..<(Int(network.linkFirstPoint[link + 1]) - 1) {
                    let squared = nearestPlace(on: network.points[segment], network.points[segment + 1], to: place)
                        .squared
                    if squared < best.squared { best = (squared, segment) }
                }
            }
            for guess in [nil, 5, Int.random(in: 0..<100, using: &random) * 3] {
                let nearest = grid.nearest(to: place, within: 1000, points: network.points, guess: guess)
                XCTAssertEqual(nearest?.segment ?? -1, best.segment)
                if let nearest { XCTAssertEqual(nearest.squaredMetres, best.squared) }
            }
            if best.segment >= 0 { found += 1 }
        }
        XCTAssertGreaterThan(found, 400)
    }

    func testManyPlacesAttachLikeEachAlone() throws {
        let network = try network()
        var random = SeededGenerator(state: 63)
        var places = (0..<5000).map { _ in
            StreetPlan.at(
                Double.random(in: -2000..<22_000, using: &random), Double.random(in: -2000..<9000, using: &random))
        }
        // At junctions, and just beside them.
        places += (0..<200).map { network.location(ofJunction: $0) }
        places += (0..<200).map { Point(x: network.junctionX[$0] + 0.7, y: network.junctionY[$0] + 0.7) }
        let alone = places.map { network.attach($0) }
        XCTAssertTrue(alone.contains(nil) && alone.contains { $0 != nil })
        for threads in [1, 2, 4] { XCTAssertEqual(network.attach(places, threads: threads), alone) }
    }

    func testEveryTurnCopyKnowsItsJunction() throws {
        let network = try Network(
            links: roadLinks(openStreetMapFile: realData("osm/andorra.osm.pbf"), profile: .carOffPeak).links,
            profile: "car")
        XCTAssertGreaterThan(network.nodeCount, network.junctionCount)
        for junction in 0..<UInt32(network.junctionCount) {
            XCTAssertEqual(network.turnCopies.junction(ofNode: junction), junction)
            for copy in network.turnCopies.copies(ofJunction: junction) {
                XCTAssertEqual(network.turnCopies.junction(ofNode: copy), junction)
            }
        }
    }
}

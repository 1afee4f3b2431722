import Geometry
import XCTest

@testable import RoadNetwork

/// The arrays of a graph say the same as the links they come from.
final class GraphArraysTests: XCTestCase {
    private struct Arc: Hashable, Comparable {
        var tail: Int64
        var head: Int64
        var milliseconds: UInt32
        var roadClass: RoadClass

        static func < (left: Arc, right: Arc) -> Bool {
            (left.tail, left.head, left.milliseconds) < (right.tail, right.head, right.milliseconds)
        }
    }

    func testEveryPermittedDirectionOfEveryLinkIsAnArc() throws {
        let links = randomLinks(junctions: 40, links: 200, seed: 11)
        let network = try Network(links: links, profile: "test")
        let graph = try network.graphArrays()
        let classes = network.roadClassesOfArcs()
        var expected: [Arc] = []
        for link in 0..<links.count {
            let (tail, head) = (links.tails[link], links.heads[link])
            for (from, to, time) in [(tail, head, links.forwardTimes[link]), (head, tail, links.backwardTimes[link])]
            where time.isReachable {
                expected.append(
                    Arc(tail: from, head: to, milliseconds: time.milliseconds, roadClass: links.roadClasses[link]))
            }
        }
        XCTAssertTrue(expected.contains { $0.tail == $0.head }, "the sample has loops")
        XCTAssertEqual(graph.nodeCount, network.junctionCount)
        XCTAssertEqual(classes.count, graph.heads.count)
        let found = (0..<graph.nodeCount).flatMap { tail in
            (Int(graph.firstArcs[tail])..<Int(graph.firstArcs[tail + 1])).map { arc in
                Arc(
                    tail: network.key(ofJunction: tail), head: network.key(ofJunction: Int(graph.heads[arc])),
                    milliseconds: graph.milliseconds[arc], roadClass: classes[arc])
            }
        }
        XCTAssertEqual(found.sorted(), expected.sorted())
    }

    func testCoordinatesAreDegreesOfTheJunctions() throws {
        var plan = StreetPlan()
        // The origin of Lambert-93 lies on the meridian of 3 degrees east, at 46.5 north.
        plan.place("origin", 0, 0)
        plan.place("north", 0, 10_000)
        plan.street("origin", "north")
        let network = try plan.network()
        let graph = try network.graphArrays()
        let coordinates = try XCTUnwrap(graph.coordinates)
        for junction in 0..<network.junctionCount {
            XCTAssertEqual(coordinates.longitudes[junction], 3, accuracy: 1e-9)
            let isOrigin = network.key(ofJunction: junction) == plan.key("origin")
            // A degree of latitude is 111.1 km there.
            XCTAssertEqual(coordinates.latitudes[junction], isOrigin ? 46.5 : 46.5 + 10 / 111.1, accuracy: 1e-3)
        }
    }

    func testTurnCopiesStandWhereTheirJunctionStands() throws {
        var plan = StreetPlan()
        plan.place("west", -100, 0)
        plan.place("middle", 0, 0)
        plan.place("east", 100, 0)
        plan.place("north", 0, 100)
        plan.street("west", "middle", roadClass: .primary)
        plan.street("middle", "east", roadClass: .secondary)
        plan.street("middle", "north", roadClass: .tertiary)
        plan.restrict("west", "middle", "north")
        let network = try plan.network()
        XCTAssertEqual(network.nodeCount, 5, "four junctions and a copy of the middle")
        let graph = try network.graphArrays()
        let coordinates = try XCTUnwrap(graph.coordinates)
        let middle = try XCTUnwrap((0..<4).first { network.key(ofJunction: $0) == plan.key("middle") })
        XCTAssertEqual(coordinates.longitudes[4], coordinates.longitudes[middle])
        XCTAssertEqual(coordinates.latitudes[4], coordinates.latitudes[middle])
        // From the copy on by the primary back west and by the secondary east, not by the tertiary north.
        let classes = network.roadClassesOfArcs()
        let leaving = Int(graph.firstArcs[4])..<Int(graph.firstArcs[5])
        XCTAssertEqual(Set(leaving.map { classes[$0] }), [.primary, .secondary])
    }
}

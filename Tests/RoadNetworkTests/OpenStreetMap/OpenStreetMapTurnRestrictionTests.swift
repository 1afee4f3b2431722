import XCTest

@testable import RoadNetwork

final class OpenStreetMapTurnRestrictionTests: XCTestCase {
    /// A crossing at node 5 of four streets: 1 in the west, 2 east, 3 north, 4 south (way = node × 10).
    private func crossing(northIsOneWayIn: Bool = false) -> OpenStreetMapFile {
        var file = OpenStreetMapFile()
        file.node(5, 0.02, 48)
        for (id, x, y) in [(1, 0.01, 48), (2, 0.03, 48), (3, 0.02, 48.01), (4, 0.02, 47.99)] {
            file.node(id, x, y)
            let oneway = id == 3 && northIsOneWayIn ? ["oneway": "yes"] : [:]
            file.way(id * 10, [id, 5], ["highway": "residential"].merging(oneway) { $1 })
        }
        return file
    }

    private func read(_ file: OpenStreetMapFile, _ profile: SpeedProfile = .carOffPeak) throws
        -> OpenStreetMapRoads
    {
        let folder = try TemporaryFolder()
        return try roadLinks(openStreetMapFile: folder.file("crossing.osm", file.text), profile: profile)
    }

    func testAForbiddenAndAMandatoryTurn() throws {
        var file = crossing()
        file.restriction(1, from: 10, via: ("node", 5), to: 30, ["restriction": "no_left_turn"])
        file.restriction(2, from: 20, via: ("node", 5), to: 10, ["restriction": "only_straight_on"])
        // The links stand in the order of the ways: 10, 20, 30, 40.
        let roads = try read(file)
        XCTAssertEqual(
            roads.links.turnRestrictions,
            [
                TurnRestriction(fromLink: 0, viaJunction: 5, toLink: 2, isMandatory: false),
                TurnRestriction(fromLink: 1, viaJunction: 5, toLink: 0, isMandatory: true),
            ])
        XCTAssertEqual(roads.report.restrictionsKept, 2)

        let foot = try read(file, .foot)
        XCTAssertEqual(foot.links.turnRestrictions, [])
        XCTAssertEqual(foot.report.restrictionsRead, 0)
    }

    func testAStreetThatRunsThroughTheJunctionIsResolvedByItsDirection() throws {
        var file = OpenStreetMapFile()
        for (id, x, y) in [(1, 0.01, 48), (2, 0.02, 48), (3, 0.03, 48), (4, 0.02, 48.01)] {
            file.node(id, x, y)
        }
        file.way(10, [1, 2, 3], ["highway": "residential", "oneway": "yes"])
        file.way(20, [2, 4], ["highway": "residential"])
        file.restriction(1, from: 10, via: ("node", 2), to: 20, ["restriction": "no_left_turn"])
        XCTAssertEqual(
            try read(file).links.turnRestrictions,
            [TurnRestriction(fromLink: 0, viaJunction: 2, toLink: 2, isMandatory: false)])
    }

    func testWhatCannotBeKeptIsCountedByReason() throws {
        typealias Reason = OpenStreetMapReport.RestrictionReason
        let left = ["restriction": "no_left_turn"]
        let cases: [(Reason, (inout OpenStreetMapFile) -> Void)] = [
            (.viaWay, { $0.restriction(1, from: 10, via: ("way", 20), to: 30, left) }),
            (
                .conditional,
                {
                    $0.restriction(
                        1, from: 10, via: ("node", 5), to: 30,
                        ["restriction:conditional": "no_left_turn @ (07:00-09:00)"])
                }
            ),
            (
                .exempt,
                {
                    $0.restriction(
                        1, from: 10, via: ("node", 5), to: 30,
                        left.merging(["except": "psv; motorcar"]) { $1 })
                }
            ),
            (
                .exempt,
                {
                    $0.restriction(1, from: 10, via: ("node", 5), to: 30, ["restriction:hgv": "no_left_turn"])
                }
            ),
            (
                .unknownKind,
                {
                    $0.restriction(1, from: 10, via: ("node", 5), to: 30, ["restriction": "give_way"])
                }
            ),
            (.incomplete, { $0.restriction(1, from: 10, via: ("relation", 5), to: 30, left) }),
            (.roadNotUsed, { $0.restriction(1, from: 10, via: ("node", 5), to: 999, left) }),
            // North is one-way into the junction: nobody can turn into it.
            (.notConnected, { $0.restriction(1, from: 10, via: ("node", 5), to: 30, left) }),
            (.notConnected, { $0.restriction(1, from: 10, via: ("node", 2), to: 40, left) }),
        ]
        for (reason, add) in cases {
            var file = crossing(northIsOneWayIn: reason == .notConnected)
            add(&file)
            let roads = try read(file)
            XCTAssertEqual(roads.report.restrictionsLeftOut, [reason: 1], reason.rawValue)
            XCTAssertEqual(roads.links.turnRestrictions, [])
            XCTAssertEqual(roads.report.restrictionsRead, 1)
            XCTAssertEqual(roads.report.restrictionsKept, 0)
        }
    }
}

import XCTest

final class TurnRestrictionCommandTests: XCTestCase {
    /// A crossing of four dead ends (way = node × 10) with three restrictions: two for all, one for buses only.
    /// Both arrivals may go on by the same three streets, and share a copy of the crossing.
    private var crossing: String {
        let nodes = [(1, 0.01, 48), (2, 0.03, 48), (3, 0.02, 48.01), (4, 0.02, 47.99), (5, 0.02, 48)].map {
            "<node id=\"\($0.0)\" version=\"1\" lon=\"\($0.1)\" lat=\"\($0.2)\"/>"
        }
        let ways = (1...4).map { id in
            "<way id=\"\(id)0\" version=\"1\"><nd ref=\"\(id)\"/><nd ref=\"5\"/>"
                + "<tag k=\"highway\" v=\"tertiary\"/></way>"
        }
        let restrictions = [(1, 10, "restriction"), (2, 20, "restriction"), (3, 40, "restriction:bus")].map {
            "<relation id=\"\($0.0)\" version=\"1\"><member type=\"way\" ref=\"\($0.1)\" role=\"from\"/>"
                + "<member type=\"node\" ref=\"5\" role=\"via\"/><member type=\"way\" ref=\"30\" role=\"to\"/>"
                + "<tag k=\"type\" v=\"restriction\"/><tag k=\"\($0.2)\" v=\"no_left_turn\"/></relation>"
        }
        return "<osm version=\"0.6\">" + (nodes + ways + restrictions).joined() + "</osm>"
    }

    func testANetworkTellsOfItsTurnRestrictions() throws {
        let program = try Program()
        try program.write("c.osm", crossing)
        for (profile, restrictions) in [("car", "2 (with them the graph has 6 nodes and 11 arcs)"), ("foot", "0")] {
            let build = try program.run(
                "network", "build", "--osm", "c.osm", "--profile", profile, "--output", "c.network", "--json")
            XCTAssertEqual(build.status, 0, build.errors)
            if profile == "car" {
                XCTAssertTrue(build.errors.contains("2 of 3 turn restrictions are honoured"), build.errors)
                XCTAssertTrue(build.errors.contains("1 of 3 turn restrictions are left out: cars are exempt"))
            } else {
                XCTAssertFalse(build.errors.contains("turn restrictions"), build.errors)
            }
            // Five junctions, four streets in both directions, whatever the graph adds.
            let json = try program.json(build.output)
            XCTAssertEqual(json["nodes"] as? Int, 5)
            XCTAssertEqual(json["arcs"] as? Int, 8)
            XCTAssertEqual(json["strongly_connected_nodes"] as? Int, 5)
            XCTAssertEqual(json["components"] as? Int, 1)
            let text = try program.run("network", "info", "c.network").output
            XCTAssertTrue(text.contains("turn restrictions    \(restrictions)\n"), text)
        }
    }
}

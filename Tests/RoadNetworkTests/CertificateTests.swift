import XCTest

@testable import RoadNetwork

/// Certificates of shortest paths, which hold of the right costs and of no others where no way takes no time at all:
/// no arc makes anything shorter, and every reached node but the source has an arc that gives its cost.
final class CertificateTests: XCTestCase {
    func testTownsAndRandomRoads() throws {
        for seed in 31...34 as ClosedRange<UInt64> {
            try assertCertified(try Network(links: townLinks(side: 25, seed: seed), profile: "test"))
            try assertCertified(
                try Network(links: randomLinks(junctions: 400, links: 900, seed: seed), profile: "test"))
        }
    }

    func testOpenStreetMapWithTurnRestrictions() throws {
        for name in ["osm/andorra.osm.pbf", "osm/liechtenstein.osm.pbf", "osm/redon.osm.gz"] {
            let roads = try roadLinks(openStreetMapFile: realData(name), profile: .carOffPeak)
            try assertCertified(try Network(links: roads.links, profile: "car"))
        }
    }

    func testCorsica() throws {
        let roads = try roadLinks(
            layer: realData("corse/routes.shp"),
            fields: RoadLayerFields(
                length: "LENGTH_M", roadClass: "HIGHWAY",
                direction: .init(field: "SENS", both: ["Double"], forward: ["Direct"]),
                junctions: .init(from: "FROM_NODE", to: "TO_NODE")),
            profile: .carOffPeak)
        try assertCertified(try Network(links: roads.links, profile: "car"))
    }

    /// Sweeps from eight nodes, in both directions, and the search from one of them.
    private func assertCertified(_ network: Network, line: UInt = #line) throws {
        let hierarchy = try XCTUnwrap(network.prepared(threads: 2).hierarchy)
        let nodes = (0..<UInt32(network.nodeCount)).map { $0 }
        let sources = (0..<8).map { UInt32($0 * network.nodeCount / 8) }
        for direction in TravelDirection.allCases {
            let rows = Rows<UInt64>(count: sources.count)
            hierarchy.sweep(
                from: Approaches(nodes: sources), to: Approaches(nodes: nodes), direction, threads: 2, rows.keep)
            for (number, source) in sources.enumerated() {
                assertCertificate(
                    rows[number].map(TravelCost.init(bits:)), from: source,
                    direction == .fromSite ? network.outgoing : network.incoming, line: line)
            }
            let search = RoadSearch(network)
            search.run(
                from: Attachment(link: Attachment.noLink, junction: sources[3], fraction: 0, walk: .zero),
                direction: direction)
            let labels = (0..<network.nodeCount).map { search.labels[$0] }
            // Arriving at a junction is arriving at any of its copies.
            if direction == .fromSite { XCTAssertEqual(labels.map(\.bits), rows[3], line: line) }
            XCTAssertGreaterThan(labels.count { $0.isReachable }, 1, line: line)
        }
    }

    private func assertCertificate(_ costs: [TravelCost], from source: UInt32, _ arcs: Network.ArcView, line: UInt) {
        XCTAssertEqual(costs[Int(source)], .zero, line: line)
        var isTight = [Bool](repeating: false, count: costs.count)
        isTight[Int(source)] = true
        var shorter = 0
        for v in costs.indices where costs[v].isReachable {
            for arc in Int(arcs.first[v])..<Int(arcs.first[v + 1]) {
                let through = costs[v] + arcs.costs[arc]
                let w = Int(arcs.ends[arc])
                if through < costs[w] { shorter += 1 }
                if through == costs[w] { isTight[w] = true }
            }
        }
        XCTAssertEqual(shorter, 0, "arcs that make something shorter", line: line)
        let loose = costs.indices.count { costs[$0].isReachable && !isTight[$0] }
        XCTAssertEqual(loose, 0, "reached nodes without an arc that gives their cost", line: line)
    }
}

import Layers
import XCTest

@testable import RoadNetwork

/// The shortest routes that others published on the roads of Corsica, where they are there.
final class PublishedRoutesTests: XCTestCase {
    func testTimesAndDistancesOfPublishedRoutes() throws {
        let answers = try LayerReader(path: realData("corse/route_answers.csv.gz"))
        let roads = try roadLinks(
            layer: realData("corse/routes.shp"),
            fields: RoadLayerFields(
                length: "LENGTH_M", speed: .init(field: "FREE_MPS", unit: .metresPerSecond), roadClass: "HIGHWAY",
                direction: .init(field: "SENS", both: ["Double"], forward: ["Direct"]),
                junctions: .init(from: "FROM_NODE", to: "TO_NODE")),
            profile: .carOffPeak)
        let network = try Network(links: roads.links, profile: "published")
        var junctions: [Int64: UInt32] = [:]
        for junction in 0..<network.junctionCount {
            junctions[network.key(ofJunction: junction)] = UInt32(junction)
        }
        func place(_ node: Double) throws -> Attachment {
            let junction = try XCTUnwrap(junctions[Int64(node)], "junction \(node)")
            return Attachment(link: Attachment.noLink, junction: junction, fraction: 0, walk: .zero)
        }

        struct Route {
            var destination: Double
            var seconds: Double
            var metres: Double
        }
        let columns = try ["from_node", "to_node", "path_freeflow_s", "path_length_m"].map(answers.fieldIndex)
        var routes: [Double: [Route]] = [:]
        try answers.forEach { feature in
            let numbers = try columns.map { try XCTUnwrap(feature.values[$0].number) }
            routes[numbers[0], default: []].append(
                Route(destination: numbers[1], seconds: numbers[2], metres: numbers[3]))
        }
        XCTAssertEqual(routes.values.reduce(0) { $0 + $1.count }, 1048)

        // From each origin once, no farther than its farthest destination.
        let search = RoadSearch(network)
        var wrong: [String] = []
        for (origin, routes) in routes.sorted(by: { $0.key < $1.key }) {
            let farthest = routes.map(\.seconds).max() ?? 0
            search.run(from: try place(origin), direction: .fromSite, limit: TravelTime(seconds: farthest + 1))
            for route in routes {
                let destination = try place(route.destination)
                guard let seconds = search.time(of: destination).seconds, let metres = search.metres(of: destination),
                    abs(seconds - route.seconds) <= 0.5, abs(metres - route.metres) <= 0.01 * route.metres
                else {
                    wrong.append("\(origin) → \(route): \(search.cost(of: destination))")
                    continue
                }
            }
        }
        XCTAssertEqual(wrong, [])
    }
}

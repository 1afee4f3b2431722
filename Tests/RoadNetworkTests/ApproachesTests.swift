import Geometry
import XCTest

@testable import RoadNetwork

final class ApproachesTests: XCTestCase {
    /// The entries of one place, by the source's key of the node.
    func entries(_ approaches: Approaches, _ place: Int, _ network: Network) -> [Int64: TravelTime] {
        Dictionary(
            uniqueKeysWithValues: (Int(approaches.first[place])..<Int(approaches.first[place + 1])).map {
                (network.key(ofJunction: Int(approaches.nodes[$0])), approaches.costs[$0].time)
            })
    }

    func testTheNodesNextToPlacesAndTheirCosts() throws {
        // a —1000 m→ b at 10 m/s, one-way; b — c both ways.
        var plan = StreetPlan()
        plan.place("a", 0, 0)
        plan.place("b", 1000, 0)
        plan.place("c", 1000, 1000)
        plan.street("a", "b", oneWay: true)
        plan.street("b", "c")
        let network = try plan.network()
        let (a, b, c) = (plan.key("a"), plan.key("b"), plan.key("c"))
        // 36 m off the road are 32.4 s on foot at 4 km/h.
        let places: [Attachment?] = [
            network.attach(StreetPlan.at(300, 36)), nil, network.attach(StreetPlan.at(1000, 1000)),
            network.attach(StreetPlan.at(1000, 250)), .unattached,
        ]
        let leaving = Approaches(network, places, leaving: true)
        let coming = Approaches(network, places, leaving: false)
        XCTAssertEqual(leaving.placeCount, places.count)
        // In the one-way street: left at its head only, entered at its tail only.
        XCTAssertEqual(entries(leaving, 0, network), [b: TravelTime(milliseconds: 32_400 + 70_000)])
        XCTAssertEqual(entries(coming, 0, network), [a: TravelTime(milliseconds: 32_400 + 30_000)])
        for both in [leaving, coming] {
            XCTAssertEqual(entries(both, 1, network), [:])
            XCTAssertEqual(entries(both, 2, network), [c: .zero])
            XCTAssertEqual(
                entries(both, 3, network), [b: TravelTime(milliseconds: 25_000), c: TravelTime(milliseconds: 75_000)])
            XCTAssertEqual(entries(both, 4, network), [:])
        }
    }
}

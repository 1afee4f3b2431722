import Geometry
import XCTest

@testable import RoadNetwork

final class TravelTimeTests: XCTestCase {
    // Walking at 4 km/h: 36 m take 36 × 3.6 / 4 = 32.4 s.
    let access = AccessSettings()

    func time(_ network: Network, from: Point, to: Point, _ direction: TravelDirection = .fromSite) throws -> TravelTime
    {
        let search = RoadSearch(network)
        search.run(from: try XCTUnwrap(network.attach(from, access)), direction: direction)
        return search.time(of: try XCTUnwrap(network.attach(to, access)))
    }

    func testAStreetOfOneKilometreAtTenMetresASecond() throws {
        var plan = StreetPlan()
        plan.place("home", 0, 0)
        plan.place("clinic", 1000, 0)
        plan.street("home", "clinic")
        let network = try plan.network()
        XCTAssertEqual(
            try time(network, from: StreetPlan.at(0, 0), to: StreetPlan.at(1000, 0)).milliseconds, 100_000)
        // From inside the link, 36 m off the road: walk 32.4 s, ride 600 m in 60 s.
        XCTAssertEqual(
            try time(network, from: StreetPlan.at(400, 36), to: StreetPlan.at(1000, 0)).milliseconds, 32_400 + 60_000)
        // Between two places inside one link.
        XCTAssertEqual(
            try time(network, from: StreetPlan.at(400, 0), to: StreetPlan.at(250, 0)).milliseconds, 15_000)
    }

    func testOneWayStreetsMakeTheTwoDirectionsDiffer() throws {
        // A triangle: clinic → corner is one-way, so the way to the clinic goes round.
        var plan = StreetPlan()
        plan.place("clinic", 0, 0)
        plan.place("corner", 1000, 0)
        plan.place("detour", 1000, 2000)
        plan.street("clinic", "corner", oneWay: true)
        plan.street("corner", "detour")
        plan.street("detour", "clinic", metres: 3000)
        let network = try plan.network()
        let clinic = StreetPlan.at(0, 0)
        let corner = StreetPlan.at(1000, 0)
        XCTAssertEqual(try time(network, from: clinic, to: corner, .fromSite).milliseconds, 100_000)
        // To the clinic from the corner: 2 000 m + 3 000 m.
        XCTAssertEqual(try time(network, from: clinic, to: corner, .toSite).milliseconds, 500_000)
        // From the middle of the one-way street back to its start: on to the corner, then round.
        XCTAssertEqual(
            try time(network, from: clinic, to: StreetPlan.at(500, 0), .toSite).milliseconds, 50_000 + 500_000)
        // Two places inside the one-way street, against it: all the way round.
        XCTAssertEqual(
            try time(network, from: StreetPlan.at(600, 0), to: StreetPlan.at(400, 0), .fromSite).milliseconds,
            40_000 + 500_000 + 40_000)
    }

    func testAPlaceWithinAMetreOfAJunctionIsThatJunction() throws {
        var plan = StreetPlan()
        plan.place("a", 0, 0)
        plan.place("b", 1000, 0)
        plan.street("a", "b")
        let network = try plan.network()
        XCTAssertEqual(
            try time(network, from: StreetPlan.at(0.7, 0.7), to: StreetPlan.at(1000, 0)).milliseconds, 100_000)
        // 1.2 m along the street and on it: inside the link.
        XCTAssertEqual(try time(network, from: StreetPlan.at(1.2, 0), to: StreetPlan.at(1000, 0)).milliseconds, 99_880)
    }

    func testAHouseBeyondADeadEndWalksToItsEnd() throws {
        var plan = StreetPlan()
        plan.place("a", 0, 0)
        plan.place("end", 1000, 0)
        plan.place("b", 0, 1000)
        // One-way into the dead end from elsewhere: its end is still left by the other street.
        plan.street("a", "end", oneWay: true)
        plan.street("end", "b", metres: 2000)
        let network = try plan.network()
        // 36 m beyond the end: 32.4 s of walk, then 2 000 m.
        XCTAssertEqual(
            try time(network, from: StreetPlan.at(1036, 0), to: StreetPlan.at(0, 1000)).milliseconds, 32_400 + 200_000)
    }

    func testFarPlacesStayUnattached() throws {
        var plan = StreetPlan()
        plan.place("a", 0, 0)
        plan.place("b", 1000, 0)
        plan.street("a", "b")
        let network = try plan.network()
        XCTAssertNotNil(network.attach(StreetPlan.at(500, 1000), access), "1 000 m are within 1 000 m")
        XCTAssertNil(network.attach(StreetPlan.at(500, 1000.5), access))
        XCTAssertNil(network.attach(Point(x: 0, y: 0), access))
        XCTAssertNil(network.attach(Point(x: .nan, y: 0), access))
        XCTAssertNil(network.attach(Point(x: 1e300, y: -1e300), access))
    }

    func testLimitsAreInclusive() throws {
        var plan = StreetPlan()
        plan.place("a", 0, 0)
        plan.place("b", 9000, 0)
        plan.place("c", 9010, 0)
        plan.street("a", "b")
        plan.street("b", "c")
        let network = try plan.network()
        let places = [StreetPlan.at(9000, 0), StreetPlan.at(9010, 0)].map { network.attach($0, access) }
        let matrix = TravelTimeMatrix(
            network: network, sites: [network.attach(StreetPlan.at(0, 0), access)], places: places,
            direction: .fromSite,
            limit: TravelTime(minutes: 15), threads: 1)
        XCTAssertEqual(matrix.time(site: 0, place: 0), TravelTime(minutes: 15))
        XCTAssertEqual(matrix.time(site: 0, place: 1), .unreachable)
        XCTAssertNil(matrix.metres(site: 0, place: 1))
    }

    func testAgainstBellmanFordOnRandomRoads() throws {
        for seed in 1...6 as ClosedRange<UInt64> {
            let links = randomLinks(junctions: 60, links: 110, seed: seed)
            let network = try Network(links: links, profile: "test")
            // Bellman–Ford over the source's own keys.
            var best = [Int64: [Int64: UInt32]]()
            for start in Set(links.tails + links.heads) {
                var times: [Int64: UInt32] = [start: 0]
                var changed = true
                while changed {
                    changed = false
                    for link in 0..<links.count {
                        for (from, to, time) in [
                            (links.tails[link], links.heads[link], links.forwardTimes[link]),
                            (links.heads[link], links.tails[link], links.backwardTimes[link]),
                        ] where time.isReachable {
                            guard let known = times[from] else { continue }
                            if known + time.milliseconds < times[to] ?? .max {
                                times[to] = known + time.milliseconds
                                changed = true
                            }
                        }
                    }
                }
                best[start] = times
            }
            let search = RoadSearch(network)
            for junction in 0..<network.junctionCount {
                let attachment = Attachment(
                    link: Attachment.noLink, junction: UInt32(junction), fraction: 0, walk: .zero)
                for direction in TravelDirection.allCases {
                    search.run(from: attachment, direction: direction)
                    for other in 0..<network.junctionCount {
                        let (a, b) = (network.key(ofJunction: junction), network.key(ofJunction: other))
                        let expected = direction == .fromSite ? best[a]?[b] : best[b]?[a]
                        XCTAssertEqual(
                            search.labels[other].time, expected.map(TravelTime.init(milliseconds:)) ?? .unreachable)
                    }
                }
            }
        }
    }

    func testCertificateOfShortestPaths() throws {
        let network = try Network(links: randomLinks(junctions: 500, links: 1400, seed: 7), profile: "test")
        let search = RoadSearch(network)
        search.run(
            from: Attachment(link: Attachment.noLink, junction: 3, fraction: 0, walk: .zero), direction: .fromSite)
        let arcs = network.outgoing
        var isTight = [Bool](repeating: false, count: network.junctionCount)
        for v in 0..<network.junctionCount {
            for arc in Int(arcs.first[v])..<Int(arcs.first[v + 1]) {
                let w = Int(arcs.ends[arc])
                let through = search.labels[v] + arcs.costs[arc]
                XCTAssertLessThanOrEqual(search.labels[w], through, "no arc makes anything shorter")
                if search.labels[w].isReachable, search.labels[w] == through { isTight[w] = true }
            }
        }
        for v in 0..<network.junctionCount where search.labels[v].isReachable && v != 3 {
            XCTAssertTrue(isTight[v], "every reached junction has an arc that gives its time")
        }
    }

    func testBoundedIsUnboundedCutOff() throws {
        let network = try Network(links: randomLinks(junctions: 200, links: 420, seed: 9), profile: "test")
        var random = SeededGenerator(state: 1)
        let places = (0..<60).map { _ in
            network.attach(
                StreetPlan.at(Double.random(in: 0..<5000, using: &random), Double.random(in: 0..<5000, using: &random)),
                access)
        }
        let limit = TravelTime(minutes: 4)
        for direction in TravelDirection.allCases {
            let all = TravelTimeMatrix(
                network: network, sites: places, places: places, direction: direction, threads: 1)
            let near = TravelTimeMatrix(
                network: network, sites: places, places: places, direction: direction, limit: limit, threads: 3)
            for site in places.indices {
                for place in places.indices {
                    let time = all.time(site: site, place: place)
                    XCTAssertEqual(near.time(site: site, place: place), time <= limit ? time : .unreachable)
                    if time <= limit {
                        XCTAssertEqual(near.metres(site: site, place: place), all.metres(site: site, place: place))
                    }
                }
            }
        }
    }

    func testToSiteIsFromSiteTurnedRound() throws {
        let network = try Network(links: randomLinks(junctions: 80, links: 200, seed: 21), profile: "test")
        var random = SeededGenerator(state: 2)
        let places = (0..<40).map { _ in
            network.attach(
                StreetPlan.at(Double.random(in: 0..<5000, using: &random), Double.random(in: 0..<5000, using: &random)),
                access)
        }
        let there = TravelTimeMatrix(network: network, sites: places, places: places, direction: .fromSite, threads: 1)
        let back = TravelTimeMatrix(network: network, sites: places, places: places, direction: .toSite, threads: 1)
        for a in places.indices {
            for b in places.indices {
                XCTAssertEqual(there.time(site: a, place: b), back.time(site: b, place: a))
            }
        }
    }
}

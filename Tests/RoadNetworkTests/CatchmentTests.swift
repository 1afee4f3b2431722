import Geometry
import XCTest

@testable import RoadNetwork

final class CatchmentTests: XCTestCase {
    let minutes = [2.0, 4, 6].map { TravelTime(minutes: $0) }

    func catchments(
        _ network: Network, site: Point, direction: TravelDirection = .toSite, people: [Point] = [],
        land: MultiPolygon? = nil
    ) throws -> (lands: [MultiPolygon], times: [TravelTime]) {
        let request = CatchmentRequest(
            site: try XCTUnwrap(network.attach(site)), direction: direction, limits: minutes)
        let attached = network.attach(people, threads: 2)
        let drawn = try drawCatchments(
            [request],
            people: Inhabitants(places: people, attachments: attached, counts: people.map { _ in 1 }),
            grid: AccessGrid(network, spacing: 100), drawing: CatchmentDrawing(land: land), threads: 1)
        let search = RoadSearch(network)
        search.run(from: try XCTUnwrap(request.site), direction: direction, limit: minutes.last!)
        return (drawn[0].lands, attached.map { $0.map(search.time(of:)) ?? .unreachable })
    }

    /// A grid of streets, 500 m apart, 10 m/s.
    func town() throws -> Network {
        var plan = StreetPlan()
        for x in 0..<12 { for y in 0..<12 { plan.place("\(x),\(y)", Double(x) * 500, Double(y) * 500) } }
        for x in 0..<12 {
            for y in 0..<12 {
                if x < 11 { plan.street("\(x),\(y)", "\(x + 1),\(y)", oneWay: y % 3 == 0) }
                if y < 11 { plan.street("\(x),\(y)", "\(x),\(y + 1)") }
            }
        }
        return try plan.network()
    }

    func people(_ count: Int, seed: UInt64) -> [Point] {
        var random = SeededGenerator(state: seed)
        return (0..<count).map { _ in
            StreetPlan.at(
                Double.random(in: -1300..<6800, using: &random), Double.random(in: -1300..<6800, using: &random))
        }
    }

    func testPolygonsAgreeWithTheTimesOfEveryPerson() throws {
        let network = try town()
        let people = people(3000, seed: 5)
        for direction in TravelDirection.allCases {
            let (lands, times) = try catchments(
                network, site: StreetPlan.at(2600, 2700), direction: direction, people: people)
            for (limit, land) in zip(minutes, lands) {
                let border = try BorderLocator(land)
                for (place, time) in zip(people, times) {
                    if try border.contains(place) != (time <= limit) {
                        XCTAssertTrue(try border.isBorder(within: 100, of: place), "\(place) at \(time)")
                    }
                }
                XCTAssertNil(try land.repaired().report, "the polygon is valid")
            }
        }
    }

    func testStrangersAgreeToo() throws {
        // People whom the drawing did not know: few may disagree beyond the resolution.
        let network = try town()
        let (lands, _) = try catchments(network, site: StreetPlan.at(2600, 2700))
        let strangers = people(3000, seed: 6)
        let search = RoadSearch(network)
        search.run(from: try XCTUnwrap(network.attach(StreetPlan.at(2600, 2700))), direction: .toSite)
        let border = try BorderLocator(lands[1])
        let wrong = try strangers.filter { place in
            let isWithin = network.attach(place).map { search.time(of: $0) <= minutes[1] } ?? false
            return try border.contains(place) != isWithin && !border.isBorder(within: 100, of: place)
        }
        XCTAssertLessThanOrEqual(wrong.count, 6, "two in a thousand")
    }

    func testLimitsNest() throws {
        let network = try town()
        let (lands, _) = try catchments(network, site: StreetPlan.at(400, 5100), people: people(2000, seed: 9))
        XCTAssertGreaterThan(lands[0].area, 0)
        for (smaller, greater) in zip(lands, lands.dropFirst()) {
            XCTAssertEqual(try smaller.difference(greater).area, 0, accuracy: 0.01)
            XCTAssertGreaterThan(greater.area, smaller.area)
        }
    }

    func testCatchmentsAreCutToTheLand() throws {
        let network = try town()
        let west = MultiPolygon([
            Polygon(exterior: [
                StreetPlan.at(-2000, -2000), StreetPlan.at(2600, -2000), StreetPlan.at(2600, 9000),
                StreetPlan.at(-2000, 9000), StreetPlan.at(-2000, -2000),
            ])
        ])
        let (lands, _) = try catchments(network, site: StreetPlan.at(2500, 2500), land: west)
        XCTAssertEqual(try lands[2].difference(west).area, 0, accuracy: 0.01)
        XCTAssertGreaterThan(lands[2].area, 0)
    }

    func testPeopleAreCountedByTheirTimes() throws {
        let network = try town()
        var random = SeededGenerator(state: 12)
        let places = people(2000, seed: 11)
        // Fractions: the sum must not depend on the order of the rows.
        let counts = places.map { _ in Double.random(in: 0..<5, using: &random) }
        let sites = [
            StreetPlan.at(100, 200), StreetPlan.at(2600, 2700), StreetPlan.at(5400, 30), StreetPlan.at(-4000, 0),
        ]
        for direction in TravelDirection.allCases {
            let requests = sites.map {
                CatchmentRequest(site: network.attach($0), direction: direction, limits: minutes)
            }
            XCTAssertNil(requests[3].site, "too far from any road")
            func counted(_ order: [Int], threads: Int) throws -> [[Double]] {
                let ordered = order.map { places[$0] }
                return try drawCatchments(
                    requests,
                    people: Inhabitants(
                        places: ordered, attachments: network.attach(ordered, threads: threads),
                        counts: order.map { counts[$0] }), grid: AccessGrid(network, spacing: 100), threads: threads
                ).map(\.inhabitants)
            }
            let first = try counted(Array(places.indices), threads: 1)
            XCTAssertEqual(first, try counted(places.indices.reversed(), threads: 2))
            let search = RoadSearch(network)
            for (request, inhabitants) in zip(requests, first) {
                if let site = request.site { search.run(from: site, direction: direction) }
                for (limit, sum) in zip(minutes, inhabitants) {
                    let within = places.indices.filter { index in
                        guard request.site != nil, let place = network.attach(places[index]) else { return false }
                        return search.time(of: place) <= limit
                    }
                    XCTAssertEqual(sum, within.map { counts[$0] }.sorted().reduce(0, +))
                }
            }
        }
    }

    func testTheSameForAnyNumberOfThreads() throws {
        let network = try Network(links: randomLinks(junctions: 400, links: 700, seed: 21), profile: "test")
        var random = SeededGenerator(state: 22)
        func places(_ count: Int) -> [Point] {
            (0..<count).map { _ in
                StreetPlan.at(Double.random(in: 0..<5000, using: &random), Double.random(in: 0..<5000, using: &random))
            }
        }
        let requests = places(24).enumerated().map { index, place in
            CatchmentRequest(
                site: network.attach(place), direction: index % 2 == 0 ? .toSite : .fromSite, limits: minutes)
        }
        let homes = places(500)
        let people = Inhabitants(
            places: homes, attachments: network.attach(homes, threads: 1), counts: homes.map { _ in 0.1 })
        func drawn(_ threads: Int) throws -> [Catchments] {
            try drawCatchments(requests, people: people, grid: AccessGrid(network, spacing: 100), threads: threads)
        }
        let one = try drawn(1)
        XCTAssertGreaterThan(one.reduce(0) { $0 + $1.lands[2].area }, 0)
        for threads in [2, 4] {
            let other = try drawn(threads)
            XCTAssertEqual(one.map(\.lands), other.map(\.lands))
            XCTAssertEqual(one.map(\.inhabitants), other.map(\.inhabitants))
        }
        // Alone, and after others on the same grid, a site has the same catchments.
        let grid = AccessGrid(network, spacing: 100)
        for index in [7, 3, 7] {
            let alone = try drawCatchments([requests[index]], people: people, grid: grid, threads: 1)
            XCTAssertEqual(alone[0].lands, one[index].lands)
        }
    }

    func testTooFineAGridIsRefused() throws {
        let network = try town()
        let request = CatchmentRequest(
            site: network.attach(StreetPlan.at(2600, 2700)), direction: .toSite, limits: minutes)
        XCTAssertThrowsError(
            try drawCatchments([request], people: nil, grid: AccessGrid(network, spacing: 0.05), threads: 1)
        ) {
            // Some 7.5 km of land each way: 10 000 nodes of 0.75 m and more.
            guard let error = $0 as? SurfaceTooFine else { return XCTFail("\($0)") }
            XCTAssertEqual(error.leastMetres, 1)
        }
    }

    func testAndorraAgreesWithTheTimesOfStrangers() throws {
        let network = try Network(
            links: roadLinks(openStreetMapFile: realData("osm/andorra.osm.pbf"), profile: .carOffPeak).links,
            profile: "car")
        var random = SeededGenerator(state: 31)
        var (tested, wrong) = (0, 0)
        for _ in 0..<4 {
            let junction = Int.random(in: 0..<network.junctionCount, using: &random)
            let site = try XCTUnwrap(network.attach(network.location(ofJunction: junction)))
            let limits = [5.0, 10, 15].map { TravelTime(minutes: $0) }
            let lands = try drawCatchments(
                [CatchmentRequest(site: site, direction: .toSite, limits: limits)], people: nil,
                grid: AccessGrid(network, spacing: 100), threads: 1)[0].lands
            let search = RoadSearch(network)
            search.run(from: site, direction: .toSite)
            for (smaller, greater) in zip(lands, lands.dropFirst()) {
                XCTAssertEqual(try smaller.difference(greater).area, 0, accuracy: 0.01)
            }
            for (limit, land) in zip(limits, lands) where !land.isEmpty {
                XCTAssertNil(try land.repaired().report, "the polygon is valid")
                let border = try BorderLocator(land)
                let box = land.boundingBox.grown(by: 300)
                for _ in 0..<1000 {
                    let place = Point(
                        x: Double.random(in: box.minimum.x...box.maximum.x, using: &random),
                        y: Double.random(in: box.minimum.y...box.maximum.y, using: &random))
                    let isWithin = network.attach(place).map { search.time(of: $0) <= limit } ?? false
                    tested += 1
                    if try border.contains(place) != isWithin, try !border.isBorder(within: 100, of: place) {
                        wrong += 1
                    }
                }
            }
        }
        XCTAssertGreaterThan(tested, 5000)
        XCTAssertLessThanOrEqual(Double(wrong) / Double(tested), 0.002, "two in a thousand")
    }
}

import Geometry
import XCTest

@testable import RoadNetwork

final class CatchmentTests: XCTestCase {
    let minutes = [2.0, 4, 6].map { TravelTime(minutes: $0) }

    func catchments(
        _ network: Network, site: Point, direction: TravelDirection = .toSite, people: [Point] = [],
        land: MultiPolygon? = nil
    ) throws -> (lands: [MultiPolygon], times: [TravelTime]) {
        let search = RoadSearch(network)
        search.run(from: try XCTUnwrap(network.attach(site)), direction: direction, limit: minutes.last!)
        let box = BoundingBox(of: (0..<network.junctionCount).map(network.location(ofJunction:)))
        let grid = AccessGrid(network, covering: box, spacing: 100, threads: 2)
        let times = people.map { place in network.attach(place).map { search.time(of: $0) } ?? .unreachable }
        let lands = try search.catchments(
            limits: minutes, grid: grid, timed: TimedPlaces(places: people, times: times),
            drawing: CatchmentDrawing(resolutionMetres: 100, land: land))
        return (lands, times)
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

    func testContoursOfAKnownSurface() throws {
        // One node within the limit among nodes that cannot be reached: a diamond of half a cell each way.
        let surface = TravelTimeSurface(
            originX: 0, originY: 0, spacing: 100, columns: 3, rows: 3,
            times: (0..<9).map { $0 == 4 ? .zero : .unreachable })
        let land = try MultiPolygon(rings: surface.contours(limit: TravelTime(minutes: 1)))
        XCTAssertEqual(land.area, 2 * 50 * 50)
        // All but one within: a square with a hole of the same diamond.
        let holed = TravelTimeSurface(
            originX: 0, originY: 0, spacing: 100, columns: 3, rows: 3,
            times: (0..<9).map { $0 == 4 ? .unreachable : .zero })
        let ring = try MultiPolygon(rings: holed.contours(limit: TravelTime(minutes: 1)))
        XCTAssertEqual(ring.polygons.count, 1)
        XCTAssertEqual(ring.polygons[0].holes.count, 1)
        XCTAssertEqual(abs(signedArea(ofRing: ring.polygons[0].holes[0])), 2 * 50 * 50)
        // Nothing within the limit: nothing drawn.
        XCTAssertTrue(
            TravelTimeSurface(
                originX: 0, originY: 0, spacing: 100, columns: 1, rows: 1, times: [TravelTime(minutes: 2)]
            ).contours(limit: TravelTime(minutes: 1)).isEmpty)
    }
}

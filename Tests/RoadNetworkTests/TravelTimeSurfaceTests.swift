import Geometry
import XCTest

@testable import RoadNetwork

final class TravelTimeSurfaceTests: XCTestCase {
    /// A surface of 100 m with the times of some nodes, from column 1 and row 1; all others cannot be reached.
    func surface(_ rows: [[TravelTime]]) throws -> TravelTimeSurface {
        let surface = TravelTimeSurface(spacing: 100)
        let side = Double((max(rows.count, rows[0].count) + 2) * 100)
        try surface.open([
            TileBox(BoundingBox(minimum: Point(x: 0, y: 0), maximum: Point(x: side, y: side)), spacing: 100)
        ])
        for (row, times) in rows.enumerated() {
            for (column, time) in times.enumerated() { surface.set(time, column: column + 1, row: row + 1) }
        }
        return surface
    }

    func randomTimes(_ side: Int, _ random: inout SeededGenerator) -> [[TravelTime]] {
        (0..<side).map { _ in
            (0..<side).map { _ in
                Int.random(in: 0..<4, using: &random) == 0
                    ? .unreachable : TravelTime(milliseconds: UInt32.random(in: 0..<1000, using: &random))
            }
        }
    }

    func testContoursOfAKnownSurface() throws {
        let minute = TravelTime(minutes: 1)
        // One node within the limit among nodes that cannot be reached: a diamond of half a cell each way.
        let one = try surface([[.zero]]).land(within: minute)
        XCTAssertEqual(one.area, 2 * 50 * 50, accuracy: 1e-6)
        XCTAssertEqual(one.boundingBox.centre, Point(x: 100, y: 100))
        // All but one within: land with a hole of the same diamond.
        let holed = try surface((0..<3).map { row in (0..<3).map { row == 1 && $0 == 1 ? .unreachable : .zero } })
            .land(within: minute)
        XCTAssertEqual(holed.polygons.count, 1)
        XCTAssertEqual(holed.polygons[0].holes.count, 1)
        XCTAssertEqual(abs(signedArea(ofRing: holed.polygons[0].holes[0])), 2 * 50 * 50, accuracy: 1e-6)
        // An island in a hole: a ring of 16 nodes around 8 that cannot be reached around one.
        let island = try surface(
            (0..<5).map { row in
                (0..<5).map { max(abs(row - 2), abs($0 - 2)) == 1 ? .unreachable : .zero }
            }
        ).land(within: minute)
        XCTAssertEqual(island.polygons.count, 2)
        XCTAssertEqual(island.polygons.map(\.holes.count).sorted(), [0, 1])
        // Nothing within the limit: nothing drawn.
        XCTAssertTrue(try surface([[TravelTime(minutes: 2)]]).land(within: minute).isEmpty)
        // Between 0 and 4 minutes the limit of 1 lies a quarter of the way.
        let slope = try surface([[.zero, TravelTime(minutes: 4)]]).land(within: minute)
        XCTAssertEqual(slope.boundingBox.maximum.x, 125, accuracy: 0.01)
    }

    func testLinesOfRandomTimesAreValidAndNestAndKeepNodesOnTheirSide() throws {
        var random = SeededGenerator(state: 41)
        for _ in 0..<40 {
            let times = randomTimes(20, &random)
            let surface = try surface(times)
            var lands: [MultiPolygon] = []
            // Two of the limits are the same: their lines coincide before they are simplified.
            let limits = [150, 400, 400, 650, 999].map { TravelTime(milliseconds: $0) }
            for (position, limit) in limits.enumerated() {
                lands.append(surface.land(within: limit, outside: position > 0 ? limits[position - 1] : nil))
            }
            for (limit, land) in zip(limits, lands) {
                XCTAssertNil(try land.repaired().report, "the polygons are valid")
                let border = try BorderLocator(land)
                for (row, times) in times.enumerated() {
                    for (column, time) in times.enumerated() {
                        let node = Point(x: Double(column + 1) * 100, y: Double(row + 1) * 100)
                        XCTAssertEqual(try border.contains(node), time <= limit && time.isReachable)
                    }
                }
            }
            for (smaller, greater) in zip(lands, lands.dropFirst()) {
                XCTAssertEqual(try smaller.difference(greater).area, 0, accuracy: 1e-3)
            }
        }
    }

    func testPlacesAreWhereTheDrawnPolygonsSay() throws {
        var random = SeededGenerator(state: 43)
        let limit = TravelTime(milliseconds: 500)
        for _ in 0..<20 {
            let surface = try surface(randomTimes(12, &random))
            let border = try BorderLocator(surface.land(within: limit))
            for _ in 0..<300 {
                let place = Point(
                    x: Double.random(in: -200..<1800, using: &random), y: Double.random(in: -200..<1800, using: &random)
                )
                // Crossings are kept in single precision: a tenth of a millimetre.
                if try border.isBorder(within: 0.001, of: place) { continue }
                XCTAssertEqual(surface.isDrawnInside(place, limit), try border.contains(place))
                let isNear = try border.isBorder(within: 60, of: place)
                if try isNear == border.isBorder(within: 59.99, of: place) {
                    XCTAssertEqual(surface.isLine(within: 0.6, of: place, limit), isNear)
                }
            }
        }
    }

    func testSimplifiedLinesStayWithinAQuarterOfTheSpacing() throws {
        // A disc of travel times: fewer corners than crossings, none far from where it was.
        let times = (0..<40).map { row in
            (0..<40).map { column in
                TravelTime(seconds: Point(x: Double(column), y: Double(row)).distance(to: Point(x: 20, y: 20)))
            }
        }
        let land = try surface(times).land(within: TravelTime(seconds: 15))
        let ring = try XCTUnwrap(land.polygons.first?.exterior)
        XCTAssertEqual(land.polygons.count, 1)
        XCTAssertLessThan(ring.count, 60, "the circle crosses 120 edges")
        let centre = Point(x: 2100, y: 2100)
        for (a, b) in zip(ring, ring.dropFirst()) {
            for step in 0...10 {
                let place = a.interpolated(to: b, fraction: Double(step) / 10)
                XCTAssertEqual(place.distance(to: centre), 1500, accuracy: 27)
            }
        }
    }

    func testEveryNodeHasTheTimeOfAHomeThere() throws {
        for seed in [51, 52] as [UInt64] {
            let network = try Network(links: randomLinks(junctions: 60, links: 150, seed: seed), profile: "test")
            let grid = AccessGrid(network, spacing: 100)
            let links = IncidentLinks(network)
            let search = RoadSearch(network)
            let surface = TravelTimeSurface(spacing: 100)
            let limit = TravelTime(minutes: 8)
            var within = 0
            for (index, direction) in (0..<6).flatMap({ index in TravelDirection.allCases.map { (index, $0) } }) {
                let start = StreetPlan.at(Double(index) * 900, Double(index * index % 7) * 700)
                guard let site = network.attach(start) else { continue }
                search.run(from: site, direction: direction, limit: limit)
                try surface.fill(from: search, limit: limit, grid: grid, links: links)
                // Every node of the land around, whether the surface has looked at it or not.
                for row in 65_985...66_065 {
                    for column in 6985...7065 {
                        let time = network.attach(grid.place(column: column, row: row)).map(search.time(of:))
                        let (x, y) = (column - surface.firstColumn, row - surface.firstRow)
                        let isCovered = x >= 0 && y >= 0 && x < surface.width && y < surface.height
                        let seen = isCovered ? UInt32.max - surface.closeness[y * surface.width + x] : .max
                        guard let time, time <= limit else {
                            XCTAssertGreaterThan(seen, limit.milliseconds)
                            continue
                        }
                        within += 1
                        XCTAssertEqual(seen, time.milliseconds)
                    }
                }
            }
            XCTAssertGreaterThan(within, 1000)
        }
    }
}

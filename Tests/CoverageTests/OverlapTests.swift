import Geometry
import Territory
import XCTest

@testable import Coverage

final class OverlapTests: XCTestCase {
    /// Villages at 0, 10, 20, 30 and 40 minutes along a road, sites at 0 (a), 20 (b) and 40 (c): `10` has a
    /// and b, `30` has b and c.
    private func road() -> World {
        var world = World()
        world.commune("land", rectangle(-20_000, -20_000, 60_000, 20_000))
        for minute in [0, 10, 20, 30, 40] {
            world.place("\(minute)", Double(minute) * 1000, 0)
            world.village("\(minute)", at: "\(minute)")
            if minute > 0 { world.street("\(minute - 10)", "\(minute)", seconds: 600) }
        }
        for (site, minute) in [("a", "0"), ("b", "20"), ("c", "40")] { world.site(site, at: minute) }
        return world
    }

    func testPairsShareTheirPeople() throws {
        let world = road()
        let pairs = overlappingPairs(try world.coverage(), in: world.territory)
        let (ofA, ofB, ofC) = (world.people("0", "10"), world.people("10", "20", "30"), world.people("30", "40"))
        XCTAssertEqual(
            pairs,
            [
                OverlappingPair(
                    a: 0, b: 1, inhabitants: world.people("10"), shareOfA: 2 / ofA, shareOfB: 2 / ofB,
                    jaccard: 2 / world.people("0", "10", "20", "30"), isSamePole: false),
                OverlappingPair(
                    a: 1, b: 2, inhabitants: world.people("30"), shareOfA: 8 / ofB, shareOfB: 8 / ofC,
                    jaccard: 8 / world.people("10", "20", "30", "40"), isSamePole: false),
            ])
    }

    func testSitesOfOnePoleDoNotCompete() throws {
        var world = road()
        world.site("d", at: "0", satelliteOf: "b")
        world.site("e", at: "40", satelliteOf: "b")
        // 25 minutes reach from 0 to 20.
        let pairs = overlappingPairs(try world.coverage(minutes: 25), in: world.territory)
        let ids = world.sites.map(\.id.text)
        let same = pairs.filter(\.isSamePole).map { [ids[$0.a], ids[$0.b]] }
        XCTAssertEqual(same, [["b", "d"], ["b", "e"], ["d", "e"]])
        XCTAssertTrue(pairs.contains { ids[$0.a] == "a" && ids[$0.b] == "d" && !$0.isSamePole && $0.jaccard == 1 })
    }

    func testAPairThatSharesOnlyEmptyPlacesIsNone() throws {
        var world = World()
        world.place("x", 0, 0)
        world.place("y", 1000, 0)
        world.street("x", "y", seconds: 60)
        world.village("empty", at: "x", inhabitants: 0)
        world.site("a", at: "x")
        world.site("b", at: "y")
        XCTAssertEqual(overlappingPairs(try world.coverage(), in: world.territory), [])
    }

    /// Two overlapping rectangles that agree with the people in them.
    private let lands = [
        rectangle(-15_000, -5000, 15_000, 5000), rectangle(5000, -5000, 35_000, 5000),
        rectangle(25_000, -5000, 55_000, 5000),
    ]

    func testTheMosaicIsAPartitionOfTheUnion() throws {
        let world = road()
        let coverage = try world.coverage()
        let pieces = try overlapMosaic(coverage, catchments: lands, in: world.territory, resolutionMetres: 100)
        XCTAssertEqual(pieces.map(\.sites), [[0], [0, 1], [1], [1, 2], [2]])
        XCTAssertEqual(
            pieces.map(\.inhabitants),
            [world.people("0"), world.people("10"), world.people("20"), world.people("30"), world.people("40")])
        // Kilometres squared: 20 × 10 of a alone, 10 × 10 of both…
        for (piece, area) in zip(pieces, [200e6, 100e6, 100e6, 100e6, 200e6]) {
            XCTAssertEqual(piece.land.area, area, accuracy: 1)
        }
        try assertPartition(pieces, of: lands)
    }

    func testPeopleWhomTheDrawingMissesHaveLandToo() throws {
        // The drawn lands do not overlap: who has two sites lives within the resolution of both.
        let world = road()
        let apart = [
            rectangle(-15_000, -5000, 10_010, 5000), rectangle(10_010, -5000, 29_990, 5000),
            rectangle(29_990, -5000, 55_000, 5000),
        ]
        let pieces = try overlapMosaic(
            try world.coverage(), catchments: apart, in: world.territory, resolutionMetres: 100)
        XCTAssertEqual(pieces.map(\.sites), [[0], [0, 1], [1], [1, 2], [2]])
        XCTAssertEqual(pieces.map(\.inhabitants), [1, 2, 4, 8, 16])
        for piece in pieces { XCTAssertGreaterThan(piece.land.area, 0) }
        let locator = try PolygonLocator(pieces.map(\.land))
        XCTAssertEqual(try locator.all(containing: World.at(10_000, 0)), [1])
        XCTAssertEqual(try locator.all(containing: World.at(30_000, 0)), [3])
        try assertPartition(pieces, of: apart)
    }

    func testEverySetWithPeopleIsThereEvenWithoutLand() throws {
        let world = road()
        let pieces = try overlapMosaic(
            try world.coverage(), catchments: [.empty, .empty, .empty], in: world.territory, resolutionMetres: 100)
        XCTAssertEqual(pieces.reduce(0) { $0 + $1.inhabitants }, 31)
        XCTAssertEqual(pieces.map(\.sites), [[0], [0, 1], [1], [1, 2], [2]])
    }

    func testAKindWithoutSitesHasNoMosaic() throws {
        let world = road()
        let coverage = try world.coverage("cds")
        XCTAssertEqual(try overlapMosaic(coverage, catchments: [], in: world.territory, resolutionMetres: 100), [])
        XCTAssertEqual(overlappingPairs(coverage, in: world.territory), [])
    }

    private func assertPartition(_ pieces: [OverlapPiece], of lands: [MultiPolygon]) throws {
        let union = try MultiPolygon.unionOfAll(lands)
        XCTAssertEqual(pieces.reduce(0) { $0 + $1.land.area }, union.area, accuracy: 100)
        XCTAssertEqual(try MultiPolygon.unionOfAll(pieces.map(\.land)).area, union.area, accuracy: 100)
        for (position, piece) in pieces.enumerated() {
            for other in pieces[(position + 1)...] {
                XCTAssertEqual(try piece.land.intersection(other.land).area, 0, accuracy: 10)
            }
        }
    }
}

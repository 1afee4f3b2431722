import Coverage
import Geometry
import RoadNetwork
import Territory
import XCTest

final class ZoneGrowingTests: XCTestCase {
    private func grow(
        _ world: World, from seed: Int, to target: Double, taken: Set<Int> = [], columns: Int,
        weights: GrowthWeights = GrowthWeights(flow: 4, compactness: 1)
    ) throws -> GrownZone {
        let ground = try world.growthGround(weights)
        let minutes = minutes(to: seed, count: world.communes.count, columns: columns)
        return growZone(
            from: seed, to: target, minutes: minutes, taken: world.communes.indices.map(taken.contains), on: ground)
    }

    func testASeedThatIsLargeEnough() throws {
        let world = World.land(columns: 3, rows: 1) { _ in 100 }
        for target in [1.0, 60, 100, 149] {
            XCTAssertEqual(try grow(world, from: 1, to: target, columns: 3).communes, [1], "\(target)")
        }
        XCTAssertEqual(try grow(world, from: 1, to: 151, columns: 3).communes, [0, 1], "the smaller id of equals")
    }

    func testNothingIsLeft() throws {
        let world = World.land(columns: 3, rows: 1) { _ in 100 }
        let all = try grow(world, from: 0, to: 1000, columns: 3)
        XCTAssertEqual(all.communes, [0, 1, 2])
        XCTAssertEqual(all.inhabitants, 300)
        XCTAssertTrue(all.hasNoNeighbourLeft)
        let shut = try grow(world, from: 0, to: 1000, taken: [1], columns: 3)
        XCTAssertEqual(shut.communes, [0])
        XCTAssertTrue(shut.hasNoNeighbourLeft)
    }

    /// A town beside the seed that would overshoot by far is left out, and the zone grows on elsewhere.
    func testATownThatIsTooLarge() throws {
        let world = World.land(columns: 4, rows: 1) { [100, 100, 5000, 100][$0] }
        let zone = try grow(world, from: 1, to: 300, columns: 4)
        XCTAssertEqual(zone.communes, [0, 1])
        XCTAssertFalse(zone.hasNoNeighbourLeft, "the town is left")
    }

    /// From the middle of a row, both neighbours are a minute away; people of 3 go to the house in 4, and so do those
    /// of the seed 2.
    func testPeopleWhoGoToTheSamePlace() throws {
        var world = World.land(columns: 5, rows: 1) { _ in 100 }
        world.site("a", at: "0")
        world.site("b", at: "4")
        // The seed is as far from both and goes to the smaller id: towards 0.
        XCTAssertEqual(try grow(world, from: 2, to: 200, columns: 5).communes, [1, 2])
        // Without flows ids decide, with them the house: the seed's own people now go east.
        var east = World.land(columns: 5, rows: 1) { _ in 100 }
        east.site("b", at: "4")
        east.site("c", at: "0")
        XCTAssertEqual(try grow(east, from: 2, to: 200, columns: 5).communes, [2, 3])
        let nobody = GrowthWeights(flow: 0, compactness: 0)
        XCTAssertEqual(try grow(east, from: 2, to: 200, columns: 5, weights: nobody).communes, [1, 2])
    }

    /// Nine squares from the middle one: those with a side in common come before the corners, and the whole is square.
    func testCompact() throws {
        let world = World.land(columns: 5, rows: 5) { _ in 100 }
        let cross = try grow(world, from: 12, to: 500, columns: 5)
        XCTAssertEqual(cross.communes, [7, 11, 12, 13, 17])
        XCTAssertEqual(try grow(world, from: 12, to: 900, columns: 5).communes, [6, 7, 8, 11, 12, 13, 16, 17, 18])
    }

    /// Whatever the land: contiguous, with its seed, without what is taken, and no commune beside it would bring it
    /// nearer to the target.
    func testInvariants() throws {
        var random = SeededGenerator(state: 21)
        for _ in 0..<12 {
            var world = World.land(columns: 6, rows: 5) { _ in Double(Int.random(in: 0...900, using: &random)) }
            for name in ["p", "q", "r"] { world.site(name, at: "\(Int.random(in: 0..<30, using: &random))") }
            let seed = Int.random(in: 0..<30, using: &random)
            let taken = Set((0..<5).map { _ in Int.random(in: 0..<30, using: &random) }).subtracting([seed])
            let target = Double(Int.random(in: 1...9000, using: &random))
            let zone = try grow(world, from: seed, to: target, taken: taken, columns: 6)
            let geography = CommuneGeography(world.territory)
            XCTAssertTrue(zone.communes.contains(seed))
            XCTAssertTrue(isContiguous(zone.communes, neighbours: geography.neighbours))
            XCTAssertTrue(taken.isDisjoint(with: zone.communes))
            XCTAssertEqual(zone.communes, zone.communes.sorted())
            let people = geography.inhabitants
            XCTAssertEqual(zone.inhabitants, zone.communes.reduce(0) { $0 + people[$1] })
            let beside = Set(zone.communes.flatMap { geography.neighbours[$0].map(\.land) })
                .subtracting(zone.communes).subtracting(taken)
            XCTAssertEqual(zone.hasNoNeighbourLeft, beside.isEmpty)
            for commune in beside {
                XCTAssertGreaterThanOrEqual(
                    abs(zone.inhabitants + people[commune] - target), abs(zone.inhabitants - target))
            }
            XCTAssertEqual(try grow(world, from: seed, to: target, taken: taken, columns: 6), zone)
        }
    }
}

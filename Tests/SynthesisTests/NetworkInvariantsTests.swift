import Geometry
import Statistics
import XCTest

@testable import Synthesis

/// What holds of every synthetic road network, whatever the seed.
final class NetworkInvariantsTests: XCTestCase {
    private func territory(junctions: Int, seed: UInt64, towns: Int? = nil) throws -> SyntheticTerritory {
        try synthesize(
            SynthesisRequest(name: "Essai", settlement: .seeded(count: towns), junctions: junctions, seed: seed))
    }

    func testJunctionsAreMetAndUsed() throws {
        for (junctions, seed) in [(1000, 1), (1000, 2), (3210, 3), (9000, 4)] as [(Int, UInt64)] {
            let roads = try territory(junctions: junctions, seed: seed).roads
            XCTAssertEqual(roads.junctions.count, junctions)
            var isUsed = [Bool](repeating: false, count: junctions)
            for junction in roads.tails + roads.heads { isUsed[Int(junction)] = true }
            XCTAssertFalse(isUsed.contains(false))
            XCTAssertEqual(Set(roads.junctions).count, junctions, "two junctions at one place")
        }
    }

    func testRoadsMeetAtJunctionsOnly() throws {
        for (junctions, seed, towns) in [
            (1000, 1, nil), (1500, 2, nil), (2000, 3, 6), (2000, 4, 60), (6000, 5, nil), (1000, 6, 1), (1200, 7, 2),
        ] as [(Int, UInt64, Int?)] {
            let roads = try territory(junctions: junctions, seed: seed, towns: towns).roads
            XCTAssertEqual(crossings(roads), [], "seed \(seed)")
        }
    }

    func testEverythingIsReachedBothWays() throws {
        for (junctions, seed) in [(1000, 1), (5000, 2), (20_000, 3)] as [(Int, UInt64)] {
            let roads = try territory(junctions: junctions, seed: seed).roads
            XCTAssertEqual(reached(roads, backwards: false), junctions)
            XCTAssertEqual(reached(roads, backwards: true), junctions)
            if junctions >= 20_000 { XCTAssertTrue(roads.isOneWay.contains(true)) }
        }
    }

    func testHierarchy() throws {
        let territory = try territory(junctions: 20_000, seed: 5)
        let roads = territory.roads
        for standard in RoadStandard.allCases { XCTAssertTrue(roads.standards.contains(standard), standard.name) }
        // The trunk roads alone join the cities: the largest fortieth of the towns.
        var sets = DisjointSets(count: roads.junctions.count)
        for road in 0..<roads.count where roads.standards[road] == .trunk {
            sets.join(Int(roads.tails[road]), Int(roads.heads[road]))
        }
        let cities = territory.towns.sorted { $0.inhabitants > $1.inhabitants }.prefix(territory.towns.count / 40)
        let centres = try cities.map { city in try XCTUnwrap(roads.junctions.firstIndex(of: city.location)) }
        XCTAssertGreaterThan(centres.count, 2)
        XCTAssertEqual(Set(centres.map { sets.root(of: $0) }).count, 1)
    }

    func testLengthsAndSpeedsAreThoseStated() throws {
        let roads = try territory(junctions: 2000, seed: 6).roads
        for road in 0..<roads.count {
            let straight = roads.junctions[Int(roads.tails[road])].distance(to: roads.junctions[Int(roads.heads[road])])
            XCTAssertEqual(roads.metres(of: road), straight * roads.standards[road].windingFactor, accuracy: 0.005001)
            XCTAssertGreaterThan(roads.metres(of: road), 1)
            let speeds = [roads.standards[road].openCountrySpeed, roads.standards[road].builtUpSpeed]
            XCTAssertEqual(roads.speed(of: road), roads.isBuiltUp[road] ? speeds[1] : speeds[0])
        }
    }

    /// Towns anywhere, some very close to each other.
    func testAnyTownsGiveASoundNetwork() throws {
        for seed in 1...15 as ClosedRange<UInt64> {
            var generator = SplitMix64(seed: seed)
            var towns: [Town] = []
            while towns.count < 10 + 3 * Int(seed) {
                let place = Point(
                    x: 700_000 + generator.uniform(0, 30_000), y: 6_600_000 + generator.uniform(0, 30_000))
                guard towns.allSatisfy({ $0.location.distance(to: place) > leastTownDistance + 1 }) else { continue }
                towns.append(
                    Town(
                        id: "\(towns.count)", name: "T\(towns.count)", location: place,
                        inhabitants: generator.integer(below: 20_000)))
            }
            let junctions = towns.count * (12 + generator.integer(below: 30))
            let roads = try synthesize(
                SynthesisRequest(
                    name: "Essai", settlement: .towns(towns, outline: nil), junctions: junctions, seed: seed)
            ).roads
            XCTAssertEqual(roads.junctions.count, junctions)
            XCTAssertEqual(crossings(roads), [], "seed \(seed)")
            XCTAssertEqual(reached(roads, backwards: false), junctions)
            XCTAssertEqual(reached(roads, backwards: true), junctions)
        }
    }

    // MARK: Checks

    /// The first pairs of roads that touch elsewhere than at a junction of both.
    private func crossings(_ roads: SyntheticRoads) -> [String] {
        struct Segment {
            var a: Point, b: Point, tail: Int32, head: Int32
            var left: Double { min(a.x, b.x) }
            var right: Double { max(a.x, b.x) }
        }
        let segments = (0..<roads.count)
            .map { road in
                Segment(
                    a: roads.junctions[Int(roads.tails[road])], b: roads.junctions[Int(roads.heads[road])],
                    tail: roads.tails[road], head: roads.heads[road])
            }
            .sorted { $0.left < $1.left }
        func turn(_ a: Point, _ b: Point, _ c: Point) -> Double {
            (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
        }
        var found: [String] = []
        for (index, one) in segments.enumerated() {
            for other in segments[(index + 1)...] {
                if other.left > one.right { break }
                if max(one.a.y, one.b.y) < min(other.a.y, other.b.y) { continue }
                if max(other.a.y, other.b.y) < min(one.a.y, one.b.y) { continue }
                let shared = Set([one.tail, one.head]).intersection([other.tail, other.head])
                let touches: Bool
                if shared.count == 2 {
                    touches = true
                } else if let joint = shared.first {
                    // Sharing an end they may only touch there: not lie on each other.
                    let place = roads.junctions[Int(joint)]
                    let p = one.tail == joint ? one.b : one.a
                    let q = other.tail == joint ? other.b : other.a
                    let dot = (p.x - place.x) * (q.x - place.x) + (p.y - place.y) * (q.y - place.y)
                    touches = turn(place, p, q) == 0 && dot > 0
                } else {
                    touches =
                        turn(one.a, one.b, other.a) * turn(one.a, one.b, other.b) <= 0
                        && turn(other.a, other.b, one.a) * turn(other.a, other.b, one.b) <= 0
                }
                if touches { found.append("\(one) × \(other)") }
                if found.count > 3 { return found }
            }
        }
        return found
    }

    /// How many junctions are reached from the first one, or reach it.
    private func reached(_ roads: SyntheticRoads, backwards: Bool) -> Int {
        var neighbours = [[Int32]](repeating: [], count: roads.junctions.count)
        for road in 0..<roads.count {
            let (tail, head) = (roads.tails[road], roads.heads[road])
            if !roads.isOneWay[road] || !backwards { neighbours[Int(tail)].append(head) }
            if !roads.isOneWay[road] || backwards { neighbours[Int(head)].append(tail) }
        }
        var isReached = [Bool](repeating: false, count: roads.junctions.count)
        isReached[0] = true
        var queue = [0]
        while let junction = queue.popLast() {
            for next in neighbours[junction] where !isReached[Int(next)] {
                isReached[Int(next)] = true
                queue.append(Int(next))
            }
        }
        return isReached.filter { $0 }.count
    }
}

import Coverage
import Territory
import XCTest

final class LandPartitionTests: XCTestCase {
    private let weights = GrowthWeights(flow: 4, compactness: 1)

    private func parts(
        _ world: World, from seeds: [Int], columns: Int, taken: Set<Int> = [], weights: GrowthWeights? = nil
    ) throws -> (zones: [[Int]], unreached: [Int]) {
        let count = world.communes.count
        let found = partitionLand(
            from: seeds, minutes: seeds.map { minutes(to: $0, count: count, columns: columns) },
            taken: (0..<count).map(taken.contains), on: try world.growthGround(weights ?? self.weights))
        return (found.zones.map(\.communes), found.unreached)
    }

    func testOneSeedTakesAll() throws {
        let found = try parts(.land(columns: 4, rows: 3) { _ in 100 }, from: [5], columns: 4)
        XCTAssertEqual(found.zones, [Array(0..<12)])
        XCTAssertEqual(found.unreached, [])
    }

    /// Seeds at both ends of a row of five. The middle is two minutes from both.
    func testPeopleWhoGoToTheSamePlace() throws {
        let none = GrowthWeights(flow: 0, compactness: 0)
        let empty = World.land(columns: 5, rows: 1) { _ in 100 }
        XCTAssertEqual(
            try parts(empty, from: [0, 4], columns: 5, weights: none).zones, [[0, 1, 2], [3, 4]], "the first seed")
        XCTAssertEqual(
            try parts(empty, from: [4, 0], columns: 5, weights: none).zones, [[2, 3, 4], [0, 1]], "the first seed")
        // Of two houses as far away, people of the middle go to the one with the smaller id, and the commune with them.
        for (west, east, zones) in [("a", "b", [[0, 1, 2], [3, 4]]), ("b", "a", [[0, 1], [2, 3, 4]])] {
            var world = empty
            world.site(west, at: "0")
            world.site(east, at: "4")
            XCTAssertEqual(try parts(world, from: [0, 4], columns: 5).zones, zones)
            XCTAssertEqual(try parts(world, from: [4, 0], columns: 5).zones, zones.reversed())
        }
    }

    func testWhatNobodyGetsTo() throws {
        let world = World.land(columns: 5, rows: 1) { _ in 100 }
        let found = try parts(world, from: [0], columns: 5, taken: [2])
        XCTAssertEqual(found.zones, [[0, 1]])
        XCTAssertEqual(found.unreached, [3, 4])
    }

    /// On any land: every commune in exactly one territory, each contiguous and with its seed; and the same as when
    /// every strength is worked out anew at each step, by the formula.
    func testInvariantsAndBruteForce() throws {
        var random = SeededGenerator(state: 5)
        for _ in 0..<10 {
            var world = World.land(columns: 6, rows: 4) { _ in Double(Int.random(in: 0...900, using: &random)) }
            for name in ["p", "q", "r", "s"] { world.site(name, at: "\(Int.random(in: 0..<24, using: &random))") }
            let seeds = Array((0..<24).shuffled(using: &random).prefix(4))
            let taken = Set((0..<24).shuffled(using: &random).prefix(2)).subtracting(seeds)
            let found = try parts(world, from: seeds, columns: 6, taken: taken)
            let geography = CommuneGeography(world.territory)
            for (seed, zone) in zip(seeds, found.zones) {
                XCTAssertTrue(zone.contains(seed))
                XCTAssertTrue(isContiguous(zone, neighbours: geography.neighbours))
            }
            XCTAssertEqual((found.zones.flatMap { $0 } + found.unreached + taken).sorted(), Array(0..<24))
            XCTAssertEqual(found.zones, try bruteForce(world, seeds, columns: 6, taken: taken))
        }
    }

    private func bruteForce(_ world: World, _ seeds: [Int], columns: Int, taken: Set<Int>) throws -> [[Int]] {
        let ground = try world.growthGround(weights)
        let geography = ground.geography
        let destinations = ground.flows.destinations
        func strength(_ commune: Int, _ zone: Set<Int>, minutes: Double) -> Double {
            var exchanged = 0.0
            for (site, people) in destinations[commune] {
                let home = ground.communeOfSite[site]
                if home.map(zone.contains) ?? false {
                    exchanged += people
                } else if home != commune {
                    let others = zone.sorted().flatMap { destinations[$0] }.filter { $0.site == site }
                    exchanged += min(people, others.reduce(0) { $0 + $1.people })
                }
            }
            for member in zone.sorted() {
                for (site, people) in destinations[member] where ground.communeOfSite[site] == commune {
                    exchanged += people
                }
            }
            let residents = geography.inhabitants[commune]
            let flow = residents > 0 ? min(1, exchanged / residents) : exchanged > 0 ? 1 : 0
            let borders = geography.neighbours[commune]
            let shared = borders.filter { zone.contains($0.land) }.reduce(0) { $0 + $1.sharedMetres }
            let compactness = shared / borders.reduce(0) { $0 + $1.sharedMetres }
            return (1 + weights.flow * flow + weights.compactness * compactness) / (1 + minutes)
        }
        var zones = seeds.map { Set([$0]) }
        while true {
            let used = zones.reduce(taken) { $0.union($1) }
            var pairs: [(strength: Double, commune: Int, zone: Int)] = []
            for (number, zone) in zones.enumerated() {
                let way = minutes(to: seeds[number], count: world.communes.count, columns: columns)
                for commune in Set(zone.flatMap { geography.neighbours[$0].map(\.land) }).subtracting(used) {
                    pairs.append((strength(commune, zone, minutes: way[commune] ?? 0), commune, number))
                }
            }
            guard let best = pairs.min(by: { ($1.strength, $0.commune, $0.zone) < ($0.strength, $1.commune, $1.zone) })
            else { return zones.map { $0.sorted() } }
            zones[best.zone].insert(best.commune)
        }
    }
}

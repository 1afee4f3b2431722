import Coverage
import Foundation
import Geometry
import RoadNetwork
import Territory
import XCTest

/// Random small territories against figures counted again, person by person, from a dense table of times.
final class BruteForceTests: XCTestCase {
    private static let far = UInt64.max / 4

    /// A random world and the milliseconds between all its places (Floyd–Warshall), by name.
    private struct RandomWorld {
        var world = World()
        var milliseconds: [[UInt64]] = []
        /// The place of each village and of each site.
        var villagePlaces: [Int?] = []
        var sitePlaces: [SiteID: Int] = [:]

        init(seed: UInt64) {
            var random = SeededGenerator(state: seed)
            let count = 9
            // On a circle, so that no street passes a place that it does not end at.
            for place in 0..<count {
                let angle = Double(place) / Double(count) * 2 * Double.pi
                world.place("\(place)", 20_000 * cos(angle), 20_000 * sin(angle))
            }
            milliseconds = (0..<count).map { from in (0..<count).map { $0 == from ? 0 : BruteForceTests.far } }
            var streets: Set<[Int]> = []
            for _ in 0..<14 {
                let (a, b) = (Int.random(in: 0..<count, using: &random), Int.random(in: 0..<count, using: &random))
                // One street between two places, so that neither hides the other.
                guard a != b, streets.insert([min(a, b), max(a, b)]).inserted else { continue }
                // Multiples of five minutes: equal times and times of 15 minutes exactly are frequent.
                let minutes = Int.random(in: 1...3, using: &random) * 5
                let oneWay = Int.random(in: 0..<3, using: &random) == 0
                world.street("\(a)", "\(b)", seconds: Double(minutes) * 60, oneWay: oneWay)
                milliseconds[a][b] = UInt64(minutes) * 60_000
                if !oneWay { milliseconds[b][a] = UInt64(minutes) * 60_000 }
            }
            for via in 0..<count {
                for from in 0..<count {
                    for to in 0..<count {
                        milliseconds[from][to] = min(
                            milliseconds[from][to], milliseconds[from][via] + milliseconds[via][to])
                    }
                }
            }
            let joined = Set(streets.flatMap { $0 })
            for place in 0..<count {
                world.village("v\(place)", at: "\(place)", inhabitants: Double(Int.random(in: 0...20, using: &random)))
                villagePlaces.append(joined.contains(place) ? place : nil)
            }
            world.place("wilderness", 900_000, 0)
            world.village("hermit", at: "wilderness", inhabitants: 3)
            villagePlaces.append(nil)
            var mains: [String] = []
            for number in 0..<7 {
                let place = Int.random(in: 0..<count, using: &random)
                guard joined.contains(place) else { continue }
                let kind = ["msp", "cds", "nurse_pool"].randomElement(using: &random)!
                // In an order that is not that of the ids.
                let id = "s\((number * 3) % 7)"
                let main = number > 3 ? mains.randomElement(using: &random) : nil
                world.site(
                    id, at: "\(place)", kind: kind, professionals: Double(Int.random(in: 0...9, using: &random)),
                    satelliteOf: main, minutes: Int.random(in: 0..<4, using: &random) == 0 ? 10 : nil)
                sitePlaces[SiteID(id)] = place
                if main == nil { mains.append(id) }
            }
        }

        /// Nil where there is no way.
        func time(_ site: Site, _ village: Int) -> UInt64? {
            guard let home = villagePlaces[village], let place = sitePlaces[site.id] else { return nil }
            let time = site.kind == "nurse_pool" ? milliseconds[place][home] : milliseconds[home][place]
            return time < BruteForceTests.far ? time : nil
        }
    }

    /// The `share` quantile of people counted one by one.
    private func quantile(_ share: Double, of people: [UInt64]) -> Double? {
        guard !people.isEmpty else { return nil }
        let sorted = people.sorted()
        // The least number of people that is at least the share; 0.95 of 20 is 19, not a hair more.
        let wanted = max(
            1,
            (1...sorted.count).first { Double($0) * 100 >= share * 100 * Double(sorted.count) - 1e-9 } ?? sorted.count)
        return Double(sorted[wanted - 1]) / 60_000
    }

    func testKinds() throws {
        for seed in 1...60 as ClosedRange<UInt64> {
            let random = RandomWorld(seed: seed)
            let world = random.world
            for kind in ["msp", "cds", "nurse_pool"] {
                let coverage = try world.coverage(kind)
                let sites = world.sites.filter { $0.kind == kind }
                var choices = [0.0, 0, 0, 0]
                var shared: [[String]: Double] = [:]
                var served: [String: Double] = [:]
                var minutes: [UInt64] = []
                for village in world.population.ids.indices {
                    let times = sites.compactMap { site in random.time(site, village).map { (time: $0, site: site) } }
                    let within = times.filter { $0.time <= UInt64(($0.site.minutes ?? 15) * 60_000) }.map(
                        \.site.id.text)
                    let nearest = times.min { ($0.time, $0.site.id) < ($1.time, $1.site.id) }
                    XCTAssertEqual(
                        coverage.nearestSite[village].map { world.sites[$0].id }, nearest?.site.id,
                        "seed \(seed), \(kind), \(village)")
                    XCTAssertEqual(coverage.nearestTime[village].isReachable, nearest != nil)
                    if let nearest { XCTAssertEqual(UInt64(coverage.nearestTime[village].milliseconds), nearest.time) }
                    XCTAssertEqual(
                        coverage.sitesWithin[village].map { world.sites[$0].id.text }, within, "seed \(seed)")
                    let people = world.population.inhabitants[village]
                    choices[min(3, within.count)] += people
                    for a in within {
                        served[a, default: 0] += people
                        for b in within where a < b { shared[[a, b], default: 0] += people }
                    }
                    if let nearest { minutes += [UInt64](repeating: nearest.time, count: Int(people)) }
                }
                let figures = CoverageFigures(coverage, people: world.population.inhabitants)
                XCTAssertEqual(figures.choices, choices, "seed \(seed)")
                XCTAssertEqual(figures.covered + figures.uncovered, world.population.totalInhabitants)
                XCTAssertEqual(figures.minutesToNearest.p90, quantile(0.9, of: minutes), "seed \(seed)")
                XCTAssertEqual(figures.minutesToNearest.max, minutes.max().map { Double($0) / 60_000 })
                let pairs = overlappingPairs(coverage, in: world.territory)
                let expected = shared.filter { $0.value > 0 }
                XCTAssertEqual(pairs.count, expected.count)
                for pair in pairs {
                    let ids = [world.sites[pair.a].id.text, world.sites[pair.b].id.text]
                    let both = try XCTUnwrap(expected[ids])
                    let (ofA, ofB) = (served[ids[0]]!, served[ids[1]]!)
                    XCTAssertEqual(pair.inhabitants, both)
                    XCTAssertEqual(
                        [pair.shareOfA, pair.shareOfB, pair.jaccard],
                        [both / ofA, both / ofB, both / (ofA + ofB - both)])
                }
            }
        }
    }

    func testPoles() throws {
        for seed in 101...180 as ClosedRange<UInt64> {
            let random = RandomWorld(seed: seed)
            let world = random.world
            let basis: ThreeFifteensRule.InhabitantsBasis = seed % 2 == 0 ? .allocated : .reachable
            let analysis = try world.poles {
                $0.inhabitants = 30
                $0.professionals = 8
                $0.inhabitantsBasis = basis
                $0.minutesQuantile = 0.8
            }
            let mains = world.sites.filter { $0.satelliteOf == nil && ["msp", "cds"].contains($0.kind) }
            XCTAssertEqual(analysis.poles.map { world.sites[$0.site].id }, mains.map(\.id))
            var allocated = 0.0
            var covered = 0.0
            var people = [[UInt64]](repeating: [], count: mains.count)
            var reachable = [Double](repeating: 0, count: mains.count)
            for village in world.population.ids.indices {
                let inhabitants = world.population.inhabitants[village]
                let times = mains.enumerated().compactMap { position, main -> (time: UInt64, pole: Int)? in
                    let sites = world.sites.filter { $0.id == main.id || $0.satelliteOf == main.id }
                    return sites.compactMap { random.time($0, village) }.min().map { ($0, position) }
                }
                for (time, pole) in times where time <= 900_000 { reachable[pole] += inhabitants }
                let nearest = times.min { ($0.time, $0.pole) < ($1.time, $1.pole) }
                XCTAssertEqual(analysis.nearestPole[village], nearest?.pole, "seed \(seed)")
                if let nearest { people[nearest.pole] += [UInt64](repeating: nearest.time, count: Int(inhabitants)) }
                XCTAssertEqual(analysis.isServed(village), (nearest?.time ?? .max) <= 900_000)
                if analysis.isServed(village) { covered += inhabitants }
            }
            for (position, pole) in analysis.poles.enumerated() {
                let within = Double(people[position].count { $0 <= 900_000 })
                allocated += pole.allocated
                XCTAssertEqual(pole.allocated, within, "seed \(seed)")
                XCTAssertEqual(pole.reachable, reachable[position], "seed \(seed)")
                XCTAssertGreaterThanOrEqual(pole.reachable, pole.allocated)
                XCTAssertEqual(pole.inhabitants.value, basis == .allocated ? within : reachable[position])
                XCTAssertEqual(pole.inhabitants.passes, (basis == .allocated ? within : reachable[position]) >= 30)
                let staff = world.sites.filter { $0.id == mains[position].id || $0.satelliteOf == mains[position].id }
                    .reduce(0) { $0 + $1.professionals.total.headcount }
                XCTAssertEqual(pole.professionals.value, staff)
                XCTAssertEqual(pole.professionals.passes, staff >= 8)
                let minutes = quantile(0.8, of: people[position])
                XCTAssertEqual(pole.minutes.value, minutes, "seed \(seed)")
                XCTAssertEqual(pole.minutes.passes, minutes.map { $0 <= 15 } ?? false)
                XCTAssertEqual(
                    pole.shareWithin, people[position].isEmpty ? nil : within / Double(people[position].count))
                XCTAssertEqual(pole.farthestMinutes, people[position].max().map { Double($0) / 60_000 })
            }
            XCTAssertEqual(allocated, covered)
        }
    }
}

import Coverage
import RoadNetwork
import Statistics
import XCTest

@testable import Placement

/// The maillage against all allocations of small instances.
final class PartitionTests: XCTestCase {
    /// All allocations that keep the bounds; the best by inhabitants left out, then by travel.
    private func best(
        _ instance: SmallInstance, minutes: Double, least: Double, most: Double, touching: Set<[Int]>?
    ) -> (leftOut: Double, travel: Double)? {
        let limit = UInt32(minutes * 60_000)
        let reached = instance.reached(within: minutes)
        var best: (Double, Double)?
        var allocation = [Int: Int]()
        func visit(_ position: Int) {
            guard position < reached.count else {
                var loads = [Int: Double](uniqueKeysWithValues: instance.existing.map { ($0, 0) })
                var (leftOut, travel) = (0.0, 0.0)
                for place in reached {
                    if let site = allocation[place] {
                        loads[site, default: 0] += instance.inhabitants[place]
                        travel += instance.inhabitants[place] * Double(instance.times[place][site] ?? 0)
                    } else {
                        leftOut += instance.inhabitants[place]
                    }
                }
                guard !loads.isEmpty, loads.values.allSatisfy({ $0 >= least - 1e-9 && $0 <= most + 1e-9 }) else {
                    return
                }
                if let touching, !hangsTogether(instance, allocation, touching, limit) { return }
                if best.map({ (leftOut, travel) < $0 }) ?? true { best = (leftOut, travel) }
                return
            }
            let place = reached[position]
            allocation[place] = nil
            visit(position + 1)
            for (site, time) in instance.times[place].enumerated() where time.map({ $0 <= limit }) ?? false {
                allocation[place] = site
                visit(position + 1)
            }
            allocation[place] = nil
        }
        visit(0)
        return best
    }

    /// Every place but the nearest to its site touches one of its own area that is nearer.
    private func hangsTogether(
        _ instance: SmallInstance, _ allocation: [Int: Int], _ touching: Set<[Int]>, _ limit: UInt32
    ) -> Bool {
        allocation.allSatisfy { place, site in
            func key(_ other: Int) -> (UInt32, Int) { (instance.times[other][site] ?? .max, other) }
            let reaching = instance.times.indices.filter { (instance.times[$0][site] ?? .max) <= limit }
            if reaching.min(by: { key($0) < key($1) }) == place { return true }
            return allocation.contains { other, otherSite in
                otherSite == site && touching.contains([min(place, other), max(place, other)])
                    && key(other) < key(place)
            }
        }
    }

    func testPlansAreTheBestOfAllAllocations() {
        var random = SplitMix64(seed: 21)
        var bounds: [Double] = []
        for round in 0..<150 {
            var instance = SmallInstance(&random, demand: 6, candidates: 4)
            instance.inhabitants = instance.inhabitants.map { $0.rounded(.up) + 1 }
            let least = Double(random.integer(below: 80))
            let most = random.chance(0.5) ? least + Double(random.integer(below: 60)) : Double.infinity
            var pairs: [(Int, Int)]?
            if random.chance(0.4) {
                pairs = []
                for a in 0..<instance.demandCount {
                    for b in 0..<a where random.chance(0.5) { pairs?.append((b, a)) }
                }
            }
            var question = instance.question(.partition, minutes: 20)
            question.leastInhabitants = least
            question.mostInhabitants = most < .infinity ? most : nil
            question.neighbours = pairs
            let expected = best(
                instance, minutes: 20, least: least, most: most, touching: pairs.map { Set($0.map { [$0.0, $0.1] }) })
            let plan = place(question)
            check(plan, instance, question)
            guard let expected,
                expected.leftOut < instance.reached(within: 20).reduce(0, { $0 + instance.inhabitants[$1] })
            else {
                XCTAssertNotEqual(plan.status, .optimal, "round \(round)")
                continue
            }
            XCTAssertEqual(plan.status, .optimal, "round \(round)")
            let leftOut = instance.reached(within: 20).reduce(0) {
                $0 + (plan.allocation[$1] == nil ? instance.inhabitants[$1] : 0)
            }
            XCTAssertEqual(leftOut, expected.leftOut, accuracy: 1e-9, "round \(round)")
            XCTAssertEqual(plan.objective ?? -1, expected.travel / 1000, accuracy: 1e-3, "round \(round)")
            var loads = [Int: Double]()
            for (place, site) in plan.allocation.enumerated() {
                if let site { loads[site, default: 0] += instance.inhabitants[place] }
            }
            XCTAssertEqual(Set(loads.keys).union(instance.existing), Set(plan.sites))
            for load in loads.values {
                XCTAssertGreaterThanOrEqual(load, least)
                XCTAssertLessThanOrEqual(load, most)
            }
            question.method = .heuristic
            let quick = place(question)
            check(quick, instance, question)
            // The bound is that of plans that leave no more out than the one given.
            let quickLeftOut = instance.reached(within: 20).reduce(0) {
                $0 + (quick.allocation[$1] == nil ? instance.inhabitants[$1] : 0)
            }
            if let bound = quick.bound, quickLeftOut == expected.leftOut {
                XCTAssertLessThanOrEqual(bound, expected.travel / 1000 + 1e-3, "round \(round)")
                if expected.travel > 0 { bounds.append(bound * 1000 / expected.travel) }
            }
        }
        XCTAssertGreaterThan(bounds.count, 50)
        XCTAssertGreaterThan(bounds.reduce(0, +) / Double(bounds.count), 0.5)
    }

    func testBoundsThatNobodyCanKeep() {
        let instance = SmallInstance(times: [[0, 600_000], [600_000, 0]], inhabitants: [100, 200])
        var question = instance.question(.partition)
        question.leastInhabitants = 301
        var plan = place(question)
        XCTAssertEqual(plan.status, .infeasible)
        XCTAssertNil(plan.objective)
        XCTAssertEqual(plan.notes, ["no candidate has as many inhabitants within the limit as each site must have"])
        // All 300 at either site: the second place is the heavier one.
        question.leastInhabitants = 300
        plan = place(question)
        XCTAssertEqual(plan.sites, [1])
        XCTAssertEqual(plan.objective, 100 * 600)
        XCTAssertEqual(plan.status, .optimal)
        // At most 250: the smaller place is left out, and told.
        question.leastInhabitants = 150
        question.mostInhabitants = 250
        plan = place(question)
        XCTAssertEqual(plan.allocation, [nil, 1])
        XCTAssertEqual(plan.status, .optimal)
        XCTAssertTrue(plan.notes[0].contains("100"), plan.notes[0])
    }
}

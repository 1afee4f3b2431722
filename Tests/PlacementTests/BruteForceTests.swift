import Coverage
import RoadNetwork
import Statistics
import XCTest

@testable import Placement

/// Every model against all subsets of small instances: exact plans are the best, bounds of heuristics hold.
final class BruteForceTests: XCTestCase {
    private let minutes = 12.0

    private func forEach(
        _ rounds: Int, seed: UInt64, _ model: SitingModel,
        _ body: (SmallInstance, _ exact: Plan, _ heuristic: Plan, _ round: Int) throws -> Void
    ) rethrows {
        var random = SplitMix64(seed: seed)
        for round in 0..<rounds {
            let instance = SmallInstance(&random)
            let exact = instance.question(model, minutes: minutes)
            let heuristic = instance.question(model, minutes: minutes, method: .heuristic)
            let plans = (place(exact), place(heuristic))
            check(plans.0, instance, exact)
            check(plans.1, instance, heuristic)
            try body(instance, plans.0, plans.1, round)
        }
    }

    func testSetCovering() {
        forEach(600, seed: 1, .setCovering) { instance, exact, heuristic, round in
            let within = instance.reached(within: minutes)
            let fewest = instance.sets(of: nil).filter { set in
                within.allSatisfy { instance.nearest($0, set).map { Double($0) <= minutes * 60_000 } ?? false }
            }.map(\.count).min()
            guard !within.isEmpty else {
                return XCTAssertEqual(exact.status, .infeasible, "round \(round)")
            }
            XCTAssertEqual(exact.status, .optimal)
            XCTAssertEqual(exact.objective, fewest.map(Double.init), "round \(round)")
            for plan in [exact, heuristic] {
                XCTAssertEqual(plan.objective, Double(plan.sites.count))
                XCTAssertEqual(Set(within), Set(plan.allocation.indices.filter { plan.allocation[$0] != nil }))
            }
            XCTAssertLessThanOrEqual(heuristic.bound ?? 0, Double(fewest ?? 0))
        }
    }

    func testMaximalCovering() {
        forEach(600, seed: 2, .maximalCovering) { instance, exact, heuristic, round in
            let most =
                instance.sets(of: nil).filter { $0.count <= instance.sites }
                .map { instance.covered($0, minutes: minutes) }.max() ?? 0
            XCTAssertEqual(exact.objective ?? -1, most, accuracy: 1e-9, "round \(round)")
            XCTAssertEqual(exact.status, most > 0 ? .optimal : .infeasible)
            XCTAssertEqual(
                heuristic.objective ?? -1, instance.covered(Set(heuristic.sites), minutes: minutes), accuracy: 1e-9)
            XCTAssertGreaterThanOrEqual(heuristic.bound ?? 0, most - 1e-9)
        }
    }

    func testMedian() {
        forEach(500, seed: 3, .median) { instance, exact, heuristic, round in
            let sets = instance.sets(of: instance.sites)
            XCTAssertEqual(exact.sites.count, instance.sites)
            guard instance.reached().contains(where: { instance.inhabitants[$0] > 0 }) else { return }
            let least = sets.filter(instance.servesAll).map(instance.travelSeconds).min()
            if let least {
                XCTAssertEqual(exact.status, .optimal, "round \(round)")
                XCTAssertEqual(exact.objective ?? -1, least, accuracy: 1e-6, "round \(round)")
                if let bound = heuristic.bound { XCTAssertLessThanOrEqual(bound, least + 1e-6, "round \(round)") }
            } else {
                XCTAssertEqual(exact.status, .infeasible, "round \(round)")
                // The least weight is left out, and of such plans the one of least travel.
                func leftOut(_ set: Set<Int>) -> Double {
                    instance.reached().reduce(0) {
                        $0 + (instance.nearest($1, set) == nil ? instance.inhabitants[$1] : 0)
                    }
                }
                let fewest = sets.map(leftOut).min() ?? 0
                XCTAssertEqual(leftOut(Set(exact.sites)), fewest, accuracy: 1e-9, "round \(round)")
            }
        }
    }

    func testCenter() {
        forEach(800, seed: 4, .center) { instance, exact, heuristic, round in
            let least = instance.sets(of: instance.sites).compactMap { set -> UInt32? in
                let times = instance.reached().map { instance.nearest($0, set) }
                return times.contains(nil) ? nil : times.compactMap { $0 }.max() ?? 0
            }.min()
            if let least, !instance.reached().isEmpty {
                XCTAssertEqual(exact.status, .optimal, "round \(round)")
                XCTAssertEqual(exact.objective, Double(least) / 1000, "round \(round)")
                XCTAssertEqual(
                    instance.reached().compactMap { instance.nearest($0, Set(exact.sites)) }.max(), least,
                    "the plan's own longest way, round \(round)")
                if let bound = heuristic.bound { XCTAssertLessThanOrEqual(bound, Double(least) / 1000) }
            } else if least == nil {
                XCTAssertEqual(exact.status, .infeasible, "round \(round)")
            }
        }
    }

    func testWorstTenth() {
        forEach(150, seed: 5, .equity) { instance, exact, heuristic, round in
            func worst(_ set: Set<Int>) -> Double {
                let people = instance.reached().filter { instance.inhabitants[$0] > 0 }
                    .map { (time: Double(instance.nearest($0, set) ?? 0), weight: instance.inhabitants[$0]) }
                    .sorted { $0.time > $1.time }
                let wanted = people.reduce(0) { $0 + $1.weight } / 10
                var (sum, taken) = (0.0, 0.0)
                for person in people where taken < wanted {
                    let part = min(person.weight, wanted - taken)
                    sum += part * person.time
                    taken += part
                }
                return wanted > 0 ? sum / wanted / 1000 : 0
            }
            let sets = instance.sets(of: instance.sites).filter(instance.servesAll)
            guard instance.reached().contains(where: { instance.inhabitants[$0] > 0 }) else { return }
            guard let least = sets.map(worst).min() else {
                return XCTAssertNotEqual(exact.status, .optimal, "round \(round)")
            }
            XCTAssertEqual(exact.objective ?? -1, least, accuracy: 1e-3 + least * 1e-6, "round \(round)")
            XCTAssertLessThanOrEqual(heuristic.bound ?? 0, least + 1e-3, "round \(round)")
        }
    }

    func testLexicographic() {
        forEach(400, seed: 6, .lexicographic) { instance, exact, heuristic, round in
            struct Worth: Comparable {
                var uncovered: Double
                var longest: Double
                var travel: Double

                static func < (left: Worth, right: Worth) -> Bool {
                    (left.uncovered, left.longest, left.travel) < (right.uncovered, right.longest, right.travel)
                }
            }
            func worth(_ set: Set<Int>) -> Worth {
                let times = instance.reached().map { instance.nearest($0, set) }
                return Worth(
                    uncovered: (-instance.covered(set, minutes: minutes) * 1e6).rounded() / 1e6,
                    longest: times.contains(nil) ? .infinity : Double(times.compactMap { $0 }.max() ?? 0),
                    travel: instance.travelSeconds(set))
            }
            guard exact.status == .optimal,
                let best = instance.sets(of: instance.sites).map(worth).min(), best.longest < .infinity
            else { return }
            let found = worth(Set(exact.sites))
            XCTAssertEqual(found.uncovered, best.uncovered, accuracy: 1e-5, "round \(round)")
            XCTAssertEqual(found.longest, best.longest, "round \(round)")
            XCTAssertEqual(found.travel, best.travel, accuracy: 1e-6, "round \(round)")
        }
    }

    func testBudget() {
        var random = SplitMix64(seed: 7)
        for round in 0..<400 {
            let instance = SmallInstance(&random)
            let costs = (0..<instance.candidateCount).map { _ in Double(1 + random.integer(below: 6)) }
            let budget = Double(1 + random.integer(below: 12))
            for model in [SitingModel.maximalCovering, .median] {
                var question = instance.question(model, minutes: minutes)
                question.sites = nil
                question.costs = costs
                question.budget = budget
                let plan = place(question)
                check(plan, instance, question)
                func cost(_ set: Set<Int>) -> Double { set.subtracting(instance.existing).reduce(0) { $0 + costs[$1] } }
                XCTAssertLessThanOrEqual(cost(Set(plan.sites)), budget)
                let sets = instance.sets(of: nil).filter { cost($0) <= budget }
                guard sets != [[]], instance.reached().contains(where: { instance.inhabitants[$0] > 0 }) else {
                    if instance.existing.isEmpty {
                        XCTAssertEqual(plan.status, .infeasible, "nothing can be had that serves anybody")
                    }
                    continue
                }
                if model == .maximalCovering {
                    let most = sets.map { instance.covered($0, minutes: minutes) }.max() ?? 0
                    XCTAssertEqual(plan.objective ?? -1, most, accuracy: 1e-9, "round \(round)")
                } else if let least = sets.filter(instance.servesAll).map(instance.travelSeconds).min(),
                    !instance.reached().isEmpty
                {
                    XCTAssertEqual(plan.objective ?? -1, least, accuracy: 1e-6, "round \(round)")
                }
            }
        }
    }
}

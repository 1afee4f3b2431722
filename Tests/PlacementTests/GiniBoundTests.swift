import Coverage
import RoadNetwork
import Statistics
import XCTest

@testable import Placement

/// The p-median under a bound on the Gini index of the travel times.
final class GiniBoundTests: XCTestCase {
    /// G = Σ Σ w w |t − t| / (2 W² μ), straight from its definition.
    private func gini(_ instance: SmallInstance, _ sites: Set<Int>) -> Double {
        let people = instance.times.indices.compactMap { place in
            instance.nearest(place, sites).map { (time: Double($0), weight: instance.inhabitants[place]) }
        }
        let total = people.reduce(0) { $0 + $1.weight }
        let travel = people.reduce(0) { $0 + $1.weight * $1.time }
        guard travel > 0 else { return 0 }
        var differences = 0.0
        for one in people {
            for other in people { differences += one.weight * other.weight * abs(one.time - other.time) }
        }
        return differences / (2 * total * travel)
    }

    /// One site in the middle is 10 minutes from 90 people and 30 from 10; at the border it is 20 from all. The indices are
    /// (90 · 10 · 20) / (100 · (90 · 10 + 10 · 30)) = 0.15 and 0.
    func testByHand() {
        let instance = SmallInstance(times: [[600_000, 1_200_000], [1_800_000, 1_200_000]], inhabitants: [90, 10])
        XCTAssertEqual(gini(instance, [0]), 0.15, accuracy: 1e-12)
        var question = instance.question(.median)
        question.mostGini = 0.15
        XCTAssertEqual(place(question).sites, [0], "the bound is inclusive")
        question.mostGini = 0.1499
        let plan = place(question)
        XCTAssertEqual(plan.sites, [1])
        XCTAssertEqual(plan.objective, 100 * 1200)
        XCTAssertEqual(plan.status, .optimal)
    }

    func testAgainstAllSets() {
        var random = SplitMix64(seed: 61)
        var (bound, impossible) = (0, 0)
        for round in 0..<250 {
            let instance = SmallInstance(&random)
            guard instance.reached().contains(where: { instance.inhabitants[$0] > 0 }) else { continue }
            let sets = instance.sets(of: instance.sites).filter(instance.servesAll)
            guard !sets.isEmpty else { continue }
            let most = Double(random.integer(below: 60)) / 100
            let least = sets.filter { gini(instance, $0) <= most + 1e-12 }.map(instance.travelSeconds).min()
            if least != sets.map(instance.travelSeconds).min() { bound += 1 }
            for method in [SitingMethod.exact, .heuristic] {
                var question = instance.question(.median, method: method)
                question.mostGini = most
                let plan = place(question)
                check(plan, instance, question)
                guard let least else {
                    impossible += 1
                    XCTAssertNil(plan.objective, "round \(round)")
                    XCTAssertNotEqual(plan.status, .optimal, "round \(round)")
                    if method == .exact { XCTAssertEqual(plan.status, .infeasible, "round \(round)") }
                    continue
                }
                if let objective = plan.objective {
                    XCTAssertLessThanOrEqual(gini(instance, Set(plan.sites)), most + 1e-9, "round \(round)")
                    XCTAssertGreaterThanOrEqual(objective, least - 1e-6, "round \(round)")
                }
                if let known = plan.bound { XCTAssertLessThanOrEqual(known, least + 1e-6, "round \(round)") }
                if method == .exact {
                    XCTAssertEqual(plan.status, .optimal, "round \(round)")
                    XCTAssertEqual(plan.objective ?? -1, least, accuracy: 1e-6, "round \(round)")
                }
            }
        }
        // Else nothing was tested.
        XCTAssertGreaterThan(bound, 20)
        XCTAssertGreaterThan(impossible, 10)
    }

    func testABudgetUnderTheBound() {
        var random = SplitMix64(seed: 62)
        for round in 0..<150 {
            let instance = SmallInstance(&random)
            let costs = (0..<instance.candidateCount).map { _ in Double(1 + random.integer(below: 4)) }
            let budget = Double(1 + random.integer(below: 8))
            let most = Double(random.integer(below: 60)) / 100
            func cost(_ set: Set<Int>) -> Double { set.subtracting(instance.existing).reduce(0) { $0 + costs[$1] } }
            let sets = instance.sets(of: nil).filter { cost($0) <= budget && !$0.isEmpty && instance.servesAll($0) }
            guard instance.reached().contains(where: { instance.inhabitants[$0] > 0 }), !sets.isEmpty else { continue }
            let least = sets.filter { gini(instance, $0) <= most + 1e-12 }.map(instance.travelSeconds).min()
            var question = instance.question(.median)
            (question.sites, question.costs, question.budget, question.mostGini) = (nil, costs, budget, most)
            let plan = place(question)
            XCTAssertLessThanOrEqual(cost(Set(plan.sites)), budget, "round \(round)")
            if plan.status == .optimal {
                XCTAssertEqual(plan.objective ?? -1, least ?? -2, accuracy: 1e-6, "round \(round)")
            } else if plan.status == .infeasible {
                XCTAssertNil(least, "round \(round)")
            }
            if let known = plan.bound, let least { XCTAssertLessThanOrEqual(known, least + 1e-6, "round \(round)") }
        }
    }
}

import Coverage
import RoadNetwork
import Statistics
import XCTest

@testable import Placement

/// What one model's brute force leaves out: budgets, weights of groups, refused candidates and several matrices, for all
/// models that choose so many sites or spend a budget, against all subsets.
final class MoreBruteForceTests: XCTestCase {
    private let minutes = 12.0
    private let models = [SitingModel.maximalCovering, .median, .center, .equity, .lexicographic]

    /// What a set of sites is worth to a model, less is better; nil where it is no plan of it.
    private func worth(_ set: Set<Int>, _ model: SitingModel, _ instance: SmallInstance, _ weights: [Double])
        -> [Double]?
    {
        var weighted = instance
        weighted.inhabitants = weights
        switch model {
        case .maximalCovering: return [-weighted.covered(set, minutes: minutes)]
        case .median: return weighted.servesAll(set) ? [weighted.travelSeconds(set)] : nil
        case .equity:
            guard weighted.servesAll(set) else { return nil }
            let people = weighted.reached().filter { weights[$0] > 0 }
                .map { (time: Double(weighted.nearest($0, set) ?? 0), weight: weights[$0]) }.sorted {
                    $0.time > $1.time
                }
            let wanted = people.reduce(0) { $0 + $1.weight } / 10
            var (sum, taken) = (0.0, 0.0)
            for person in people where taken < wanted {
                let part = min(person.weight, wanted - taken)
                sum += part * person.time
                taken += part
            }
            return [wanted > 0 ? sum / wanted / 1000 : 0]
        case .center, .lexicographic:
            let times = instance.reached().map { instance.nearest($0, set) }
            guard !times.contains(nil) else { return nil }
            let longest = Double(times.compactMap { $0 }.max() ?? 0) / 1000
            let covered = (weighted.covered(set, minutes: minutes) * 1e6).rounded() / 1e6
            return model == .center ? [longest] : [-covered, longest, weighted.travelSeconds(set)]
        case .setCovering, .partition: return nil
        }
    }

    private func isBetter(_ left: [Double], _ right: [Double], by slack: Double) -> Bool {
        for (a, b) in zip(left, right) where abs(a - b) > slack * max(abs(a), 1) { return a < b }
        return false
    }

    /// The exact plan is worth what the best of the sets is, and no heuristic one is better than its own bound says.
    private func compare(
        _ question: SitingQuestion, _ instance: SmallInstance, among sets: [Set<Int>], _ text: String
    ) {
        let best = sets.compactMap { worth($0, question.model, instance, question.weights) }
            .min { isBetter($0, $1, by: 1e-9) }
        var quick = question
        quick.method = .heuristic
        for (plan, isExact) in [(place(question), true), (place(quick), false)] {
            check(plan, instance, question)
            XCTAssertTrue(Set(plan.sites).isDisjoint(with: question.refused), text)
            guard let best, let own = worth(Set(plan.sites), question.model, instance, question.weights) else {
                if best == nil, question.model != .lexicographic { XCTAssertNotEqual(plan.status, .optimal, text) }
                continue
            }
            XCTAssertFalse(isBetter(own, best, by: 1e-6), "better than the best of all sets: \(text)")
            if plan.status == .optimal {
                XCTAssertFalse(isBetter(best, own, by: 2e-6), "\(best) \(own) \(text)")
            } else if isExact, question.model != .lexicographic {
                XCTAssertEqual(best.first, 0, "only nothing at all is not proved: \(plan.status) \(text)")
            }
            guard let bound = plan.bound else { continue }
            let first = question.model.isMaximised ? -best[0] : best[0]
            let slack = 1e-6 * max(abs(first), 1) + 1e-3
            if question.model.isMaximised {
                XCTAssertGreaterThanOrEqual(bound, first - slack, text)
            } else {
                XCTAssertLessThanOrEqual(bound, first + slack, text)
            }
        }
    }

    func testBudgetsAndRefusals() {
        var random = SplitMix64(seed: 71)
        for round in 0..<150 {
            let instance = SmallInstance(&random)
            guard instance.reached().contains(where: { instance.inhabitants[$0] > 0 }) else { continue }
            let costs = (0..<instance.candidateCount).map { _ in Double(1 + random.integer(below: 6)) }
            let budget = Double(1 + random.integer(below: 12))
            let refused = Set(
                (0..<instance.candidateCount).filter { _ in random.chance(0.15) }
            ).subtracting(instance.existing)
            func cost(_ set: Set<Int>) -> Double { set.subtracting(instance.existing).reduce(0) { $0 + costs[$1] } }
            let sets = instance.sets(of: nil).filter {
                cost($0) <= budget && $0.isDisjoint(with: refused) && !$0.isEmpty
            }
            for model in models {
                var question = instance.question(model, minutes: minutes)
                (question.sites, question.costs, question.budget) = (nil, costs, budget)
                question.refused = refused
                compare(question, instance, among: sets, "\(model.rawValue), round \(round)")
            }
        }
    }

    /// Weights that are not the inhabitants: objectives follow the weights alone.
    func testWeightsOfGroups() {
        var random = SplitMix64(seed: 72)
        for round in 0..<150 {
            let instance = SmallInstance(&random)
            let weights = instance.inhabitants.map { _ in random.chance(0.2) ? 0 : Double(random.integer(below: 20)) }
            guard instance.reached().contains(where: { weights[$0] > 0 }) else { continue }
            for model in models {
                var question = instance.question(model, minutes: minutes)
                question.weights = weights
                compare(
                    question, instance,
                    among: instance.sets(of: nil).filter {
                        model == .maximalCovering ? $0.count <= instance.sites : $0.count == instance.sites
                    }, "\(model.rawValue), round \(round)")
            }
        }
    }

    /// Two matrices count by their slowest time, or their mean, of the pairs that both have.
    func testSeveralMatrices() {
        var random = SplitMix64(seed: 73)
        for round in 0..<120 {
            let first = SmallInstance(&random)
            var second = first
            second.times = first.times.map { row in
                row.map { _ in random.chance(0.8) ? UInt32(1000 * random.integer(below: 1800)) : nil }
            }
            for way in RobustTravel.allCases {
                var both = first
                both.times = zip(first.times, second.times).map { rows in
                    zip(rows.0, rows.1).map { one, other in
                        guard let one, let other else { return nil }
                        return way == .worst ? max(one, other) : UInt32((Double(one) + Double(other)) / 2 + 0.5)
                    }
                }
                guard both.reached().contains(where: { both.inhabitants[$0] > 0 }) else { continue }
                for model in models {
                    var question = both.question(model, minutes: minutes)
                    question.travel = combined(
                        [first.question(model).travel, second.question(model).travel], way)
                    compare(
                        question, both,
                        among: both.sets(of: nil).filter {
                            model == .maximalCovering ? $0.count <= both.sites : $0.count == both.sites
                        }, "\(model.rawValue), \(way), round \(round)")
                }
            }
        }
    }

    /// Covers with existing and refused sites.
    func testCoversWithRefusals() {
        var random = SplitMix64(seed: 74)
        for round in 0..<300 {
            let instance = SmallInstance(&random)
            let refused = Set(
                (0..<instance.candidateCount).filter { _ in random.chance(0.25) }
            ).subtracting(instance.existing)
            var question = instance.question(.setCovering, minutes: minutes)
            question.refused = refused
            let within = instance.reached(within: minutes)
            let fewest = instance.sets(of: nil).filter { set in
                set.isDisjoint(with: refused)
                    && within.allSatisfy { instance.nearest($0, set).map { Double($0) <= minutes * 60_000 } ?? false }
            }.map(\.count).min()
            let plan = place(question)
            if let fewest, !within.isEmpty {
                XCTAssertEqual(plan.objective, Double(fewest), "round \(round)")
                XCTAssertEqual(plan.status, .optimal, "round \(round)")
            } else {
                XCTAssertEqual(plan.status, .infeasible, "round \(round)")
            }
        }
    }
}

import Coverage
import RoadNetwork
import Statistics
import XCTest

@testable import Placement

final class ExplanationTests: XCTestCase {
    func testLossesAndGainsAreThoseOfTheSets() {
        var random = SplitMix64(seed: 31)
        for _ in 0..<150 {
            let instance = SmallInstance(&random)
            for model in [SitingModel.maximalCovering, .median] {
                let question = instance.question(model, minutes: 12)
                let plan = place(question)
                guard plan.status == .optimal else { continue }
                let longest = Double(instance.times.flatMap { $0 }.compactMap { $0 }.max() ?? 0) + 1
                func worth(_ sites: Set<Int>) -> Double {
                    if model == .maximalCovering { return instance.covered(sites, minutes: 12) }
                    return -instance.reached().reduce(0) {
                        $0 + instance.inhabitants[$1] * (instance.nearest($1, sites).map(Double.init) ?? longest)
                    } / 1000
                }
                let sites = Set(plan.sites)
                let explanation = explain(plan, of: question)
                for site in explanation.sites {
                    let without = sites.subtracting([site.site])
                    XCTAssertEqual(site.adds, worth(sites) - worth(without), accuracy: 1e-6)
                    let others = Set(0..<instance.candidateCount).subtracting(sites)
                    let loss = others.map { worth(sites) - worth(without.union([$0])) }.min()
                    XCTAssertEqual(site.lossWhenReplaced ?? .infinity, loss ?? .infinity, accuracy: 1e-6)
                    // Elsewhere a plan that leaves somebody out may travel less.
                    let isConnected = instance.times.allSatisfy { !$0.contains(nil) }
                    if !site.isExisting, isConnected, let loss {
                        XCTAssertGreaterThanOrEqual(loss, -1e-6, "a best plan")
                    }
                }
                for candidate in explanation.candidates where !sites.contains(candidate.candidate) {
                    XCTAssertEqual(
                        candidate.added, worth(sites.union([candidate.candidate])) - worth(sites), accuracy: 1e-6)
                }
                XCTAssertEqual(
                    explanation.sites.reduce(0) { $0 + $1.inhabitants },
                    plan.allocation.indices.reduce(0) {
                        $0 + (plan.allocation[$1] == nil ? 0 : instance.inhabitants[$1])
                    },
                    accuracy: 1e-9)
            }
        }
    }

    func testReasonsForWhoIsLeftOut() {
        // The first is near candidate 0, the second near 1, the third far from both, the fourth without a way.
        let instance = SmallInstance(
            times: [[0, 1_800_000], [1_800_000, 60_000], [3_000_000, 2_000_000], [nil, nil]],
            inhabitants: [200, 100, 50, 25])
        let question = instance.question(.maximalCovering)
        let plan = place(question)
        XCTAssertEqual(plan.sites, [0])
        let leftOut = explain(plan, of: question).leftOut
        XCTAssertEqual(leftOut.map(\.place), [1, 2, 3])
        XCTAssertEqual(leftOut.map(\.reason), [.notChosen, .tooFar, .noWay])
        XCTAssertEqual(leftOut.map(\.candidate), [1, 1, nil])
        XCTAssertEqual(leftOut[1].time, TravelTime(milliseconds: 2_000_000))
    }

    func testNextBestPlansAreThoseOfAllSets() {
        var random = SplitMix64(seed: 32)
        for round in 0..<120 {
            let instance = SmallInstance(&random)
            let question = instance.question(.median)
            let plan = place(question)
            guard plan.status == .optimal else { continue }
            let all = instance.sets(of: instance.sites).filter(instance.servesAll).map(instance.travelSeconds).sorted()
            let others = alternatives(to: plan, of: question, count: 3)
            XCTAssertEqual(others.count, min(3, all.count - 1), "round \(round)")
            for (position, other) in others.enumerated() where position + 1 < all.count {
                XCTAssertEqual(other.objective ?? -1, all[position + 1], accuracy: 1e-6, "round \(round)")
            }
            let sets = ([plan] + others).map(\.sites)
            XCTAssertEqual(Set(sets).count, sets.count, "each plan once")
        }
    }

    func testCurve() {
        var random = SplitMix64(seed: 33)
        for _ in 0..<150 {
            let instance = SmallInstance(&random)
            let question = instance.question(.maximalCovering, minutes: 12)
            let curve = coverageCurve(of: question, exact: Set(0...instance.candidateCount))
            XCTAssertEqual(curve.map(\.sites), Array(instance.existing.count...instance.candidateCount))
            for point in curve {
                XCTAssertTrue(point.isExact)
                let most = instance.sets(of: point.sites).map { instance.covered($0, minutes: 12) }.max() ?? 0
                XCTAssertEqual(point.covered, most, accuracy: 1e-9)
            }
            let greedy = coverageCurve(of: question)
            for (first, second) in zip(greedy, greedy.dropFirst()) {
                XCTAssertLessThanOrEqual(first.covered, second.covered)
            }
            for (point, best) in zip(greedy, curve) { XCTAssertLessThanOrEqual(point.covered, best.covered + 1e-9) }
        }
    }
}

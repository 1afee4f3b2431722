import Coverage
import RoadNetwork
import Statistics
import XCTest

@testable import Placement

/// Questions at the edge, and what must not depend on anything.
final class OddQuestionTests: XCTestCase {
    func testDemandThatNobodyReachesIsLeftOut() {
        let instance = SmallInstance(
            times: [[60_000, nil], [nil, nil], [nil, 60_000]], inhabitants: [10, 20, 30], sites: 2)
        for model in [SitingModel.setCovering, .maximalCovering, .median, .center, .equity, .lexicographic] {
            let question = instance.question(model)
            let plan = place(question)
            XCTAssertEqual(plan.status, .optimal, model.rawValue)
            XCTAssertEqual(plan.allocation, [0, nil, 1], model.rawValue)
            XCTAssertEqual(explain(plan, of: question).leftOut.map(\.reason), [.noWay], model.rawValue)
        }
    }

    func testNothingIsReached() {
        let instance = SmallInstance(times: [[nil, nil], [nil, nil]], inhabitants: [10, 20])
        for model in SitingModel.allCases {
            let plan = place(instance.question(model))
            XCTAssertNotEqual(plan.status, .optimal, model.rawValue)
            XCTAssertEqual(plan.allocation, [nil, nil], model.rawValue)
        }
    }

    func testNoTimeAtAllStillGivesAPlan() {
        var random = SplitMix64(seed: 41)
        for _ in 0..<60 {
            let instance = SmallInstance(&random)
            for model in SitingModel.allCases {
                var question = instance.question(model)
                question.timeLimitSeconds = 0
                question.leastInhabitants = 20
                let plan = place(question)
                check(plan, instance, question)
                if plan.sites.isEmpty { XCTAssertNotEqual(plan.status, .optimal, model.rawValue) }
            }
        }
    }

    func testTheLimitIsInclusive() {
        let instance = SmallInstance(times: [[900_000, 900_001]], inhabitants: [7])
        XCTAssertEqual(place(instance.question(.maximalCovering)).objective, 7)
        let farther = SmallInstance(times: [[900_001]], inhabitants: [7])
        XCTAssertEqual(place(farther.question(.maximalCovering)).status, .infeasible)
    }

    func testSameSeedSamePlan() {
        var random = SplitMix64(seed: 42)
        for _ in 0..<40 {
            let instance = SmallInstance(&random)
            for model in SitingModel.allCases {
                for method in [SitingMethod.exact, .heuristic] {
                    let question = instance.question(model, method: method)
                    let (first, second) = (place(question), place(question))
                    XCTAssertEqual(first.sites, second.sites, model.rawValue)
                    XCTAssertEqual(first.bound, second.bound, model.rawValue)
                }
            }
        }
    }

    func testSeveralTimesOfOnePair() {
        func pairs(_ times: [UInt32]) -> TravelPairs {
            TravelPairs(
                times.enumerated().map {
                    TravelPairs.Pair(demand: 0, supply: $0.offset, time: TravelTime(milliseconds: $0.element))
                }, demandCount: 1, supplyCount: 3)
        }
        let tables = [pairs([100, 400, 50]), pairs([301, 200, .max])]
        func times(_ table: TravelPairs) -> [UInt32] { table.times.map(\.milliseconds) }
        XCTAssertEqual(times(combined(tables, .worst)), [301, 400])
        XCTAssertEqual(times(combined(tables, .mean)), [201, 300], "200.5 is rounded up")
    }
}

import Statistics
import XCTest

@testable import Placement

/// The core of p-median and maximal covering against all subsets of small problems.
final class MedianSolverTests: XCTestCase {
    /// Random rows with ties, candidates that are not reached, and weights that are whole or not.
    static func problem(_ random: inout SplitMix64, priced: Bool = false) -> MedianProblem {
        let candidates = 2 + random.integer(below: 8)
        let prices = (0..<candidates).map { _ in priced ? 1 + Double(random.integer(below: 5)) : 1 }
        let budget =
            priced ? 2 + Double(random.integer(below: 12)) : Double(1 + random.integer(below: candidates))
        let isWhole = random.chance(0.5)
        let isCovering = random.chance(0.4)
        var problem = MedianProblem(
            prices: prices, budget: budget, isCounted: !priced, constant: 0,
            origins: (0..<Int32(candidates)).map { $0 }, isWhole: isWhole)
        for _ in 0..<(1 + random.integer(below: 14)) {
            let leftOut = isCovering ? 1.0 : Double(5 + random.integer(below: 40))
            var row = (0..<Int32(candidates)).compactMap { candidate -> (UInt32, Int32)? in
                if random.chance(0.3) { return nil }
                return (isCovering ? UInt32(random.integer(below: 2)) : UInt32(random.integer(below: 30)), candidate)
            }
            row = row.filter { Double($0.0) < leftOut }.sorted { $0 < $1 }
            let weight = isWhole ? Double(1 + random.integer(below: 20)) : random.uniform(0.1, 20)
            if row.isEmpty {
                problem.constant += weight * leftOut
                continue
            }
            problem.weights.append(weight)
            problem.leftOut.append(leftOut)
            problem.candidates += row.map(\.1)
            problem.costs += row.map(\.0)
            problem.starts.append(problem.candidates.count)
        }
        return problem
    }

    /// The least cost of all affordable subsets.
    static func leastCost(_ problem: MedianProblem) -> Double {
        var least = Double.infinity
        for subset in 0..<(1 << problem.candidateCount) {
            let chosen = (0..<problem.candidateCount).map { subset >> $0 & 1 == 1 }
            let price = zip(chosen, problem.prices).reduce(0) { $0 + ($1.0 ? $1.1 : 0) }
            if price <= problem.budget { least = min(least, problem.cost(of: chosen)) }
        }
        return least
    }

    func testProvedPlansAreThoseOfAllSubsets() {
        var random = SplitMix64(seed: 11)
        for round in 0..<1500 {
            let problem = Self.problem(&random, priced: round % 3 == 0)
            let least = Self.leastCost(problem)
            let solution = solve(
                problem, effort: SearchEffort(neighbourhoodRounds: 0, iterations: 40, proves: true), seed: 1,
                deadline: Deadline(seconds: nil))
            XCTAssertEqual(solution.cost, least, accuracy: 1e-7, "round \(round)")
            XCTAssertTrue(solution.isProved)
            var chosen = [Bool](repeating: false, count: problem.candidateCount)
            let open = solution.open ?? []
            for candidate in open { chosen[candidate] = true }
            XCTAssertEqual(problem.cost(of: chosen), solution.cost, accuracy: 1e-7, "round \(round)")
            let price = open.reduce(0) { $0 + problem.prices[$1] }
            XCTAssertLessThanOrEqual(price, problem.budget)
        }
    }

    func testBoundsHoldWithoutProof() {
        var random = SplitMix64(seed: 12)
        for round in 0..<600 {
            let problem = Self.problem(&random, priced: round % 2 == 0)
            let least = Self.leastCost(problem)
            let solution = solve(
                problem, effort: SearchEffort(neighbourhoodRounds: 5, iterations: 30, proves: false), seed: 3,
                deadline: Deadline(seconds: nil))
            XCTAssertLessThanOrEqual(solution.bound, least + 1e-7, "round \(round)")
            XCTAssertGreaterThanOrEqual(solution.cost, least - 1e-7, "round \(round)")
        }
    }

    func testGainsAndLossesAreThoseOfTheCosts() {
        var random = SplitMix64(seed: 13)
        for _ in 0..<200 {
            let problem = Self.problem(&random)
            problem.withArrays { arrays in
                var search = Interchange(problem, arrays)
                for _ in 0..<12 {
                    let closed = (0..<problem.candidateCount).filter { !search.isOpen($0) }
                    let slots = search.openSlots
                    guard let candidate = closed.isEmpty ? nil : closed[random.integer(below: closed.count)] else {
                        break
                    }
                    let isFull = slots.count == Int(problem.budget)
                    let slot =
                        isFull || (!slots.isEmpty && random.chance(0.4))
                        ? slots[random.integer(below: slots.count)] : nil
                    search.change(close: slot, open: candidate)
                    XCTAssertEqual(search.cost, problem.cost(of: search.chosen), accuracy: 1e-7)
                    for slot in search.openSlots {
                        var without = search.chosen
                        without[search.candidate(in: slot)] = false
                        XCTAssertEqual(
                            search.loss(of: slot), problem.cost(of: without) - search.cost, accuracy: 1e-7)
                    }
                    var least = search.cost
                    for slot in search.openSlots {
                        for other in 0..<problem.candidateCount where !search.isOpen(other) {
                            var exchanged = search.chosen
                            exchanged[search.candidate(in: slot)] = false
                            exchanged[other] = true
                            least = min(least, problem.cost(of: exchanged))
                        }
                    }
                    XCTAssertEqual(search.cost - (search.bestExchange()?.gain ?? 0), least, accuracy: 1e-6)
                }
            }
        }
    }
}

import Statistics
import XCTest

@testable import Placement

/// Covers with some dozens of rows, where bounds, fixing and exchanges come into play, against all sets of columns.
final class CoverSolverTests: XCTestCase {
    private struct Case {
        var problem: CoverProblem
        var columnsOf: [[Int]]
        var prices: [Double]
        /// The least price of a cover, over all sets.
        var least: Double

        func covers(_ columns: [Int]) -> Bool { columnsOf.allSatisfy { !Set($0).isDisjoint(with: columns) } }
        func price(_ columns: [Int]) -> Double { columns.reduce(0) { $0 + prices[$1] } }
    }

    /// Points on a ring, each within reach of the columns near it: a linear programme leaves a gap there.
    private func random(_ random: inout SplitMix64, isCounted: Bool) -> Case {
        let columnCount = 8 + random.integer(below: 7)
        let rowCount = 10 + random.integer(below: 30)
        let columnsOf = (0..<rowCount).map { _ in
            let start = random.integer(below: columnCount)
            var columns = Set((0..<(1 + random.integer(below: 3))).map { (start + $0) % columnCount })
            if random.chance(0.3) { columns.insert(random.integer(below: columnCount)) }
            return columns.sorted()
        }
        let prices = (0..<columnCount).map { _ in isCounted ? 1 : Double(1 + random.integer(below: 9)) }
        let masks = columnsOf.map { $0.reduce(0) { $0 | 1 << $1 } }
        var least = Double.infinity
        for set in 0..<(1 << columnCount) where masks.allSatisfy({ $0 & set != 0 }) {
            var price = 0.0
            for column in 0..<columnCount where set >> column & 1 == 1 { price += prices[column] }
            least = min(least, price)
        }
        let open = [Bool](repeating: false, count: columnCount)
        return Case(
            problem: CoverProblem(columnsOf: columnsOf, prices: prices, open: open), columnsOf: columnsOf,
            prices: prices, least: least)
    }

    func testTheCheapestCover() {
        var generator = SplitMix64(seed: 81)
        for round in 0..<300 {
            let given = random(&generator, isCounted: round % 2 == 0)
            for proves in [true, false] {
                let found = solve(given.problem, proves: proves, deadline: Deadline(seconds: nil))
                let columns = found.columns ?? []
                XCTAssertTrue(given.covers(columns), "round \(round)")
                XCTAssertEqual(given.price(columns), found.price, "round \(round)")
                XCTAssertLessThanOrEqual(found.bound, given.least + 1e-9, "round \(round)")
                if proves { XCTAssertTrue(found.isProved, "round \(round)") }
                if found.isProved { XCTAssertEqual(found.price, given.least, accuracy: 1e-9, "round \(round)") }
            }
        }
    }

    /// With a limit there is a cover, or the proof that there is none below it.
    func testALimit() {
        var generator = SplitMix64(seed: 82)
        for round in 0..<300 {
            let given = random(&generator, isCounted: round % 2 == 0)
            for limit in [given.least - 1, given.least, given.least + 1e-6, given.least + 1] {
                let found = solve(
                    given.problem, below: limit, anyWill: true, proves: true, deadline: Deadline(seconds: nil))
                if given.least < limit {
                    XCTAssertTrue(given.covers(found.columns ?? []), "round \(round) \(limit)")
                    XCTAssertLessThan(found.price, limit, "round \(round)")
                } else {
                    XCTAssertNil(found.columns, "round \(round) \(limit)")
                    XCTAssertTrue(found.isProved, "round \(round) \(limit)")
                }
            }
        }
    }

    /// The bound is below the best cover, and what is settled leaves one that is better than the price given.
    func testRelaxation() {
        var generator = SplitMix64(seed: 83)
        var settled = 0
        for round in 0..<300 {
            let given = random(&generator, isCounted: round % 2 == 0)
            var relaxation = CoverRelaxation(given.problem, CoverLists(given.problem), below: given.least + 1)
            // No cover of its own tightens the price: the best one must stay possible.
            relaxation.ascend(iterations: 19, deadline: Deadline(seconds: nil))
            XCTAssertLessThanOrEqual(relaxation.bound, given.least + 1e-9, "round \(round)")
            settled += relaxation.dropped.count + relaxation.taken.count
            var rest = given.problem
            for column in relaxation.taken { rest.take(column) }
            for column in relaxation.dropped { rest.drop(column: column) }
            XCTAssertFalse(rest.isInfeasible, "round \(round)")
            let found = solve(rest, proves: true, deadline: Deadline(seconds: nil))
            XCTAssertEqual(given.price(found.columns ?? []), given.least, accuracy: 1e-9, "round \(round)")
        }
        XCTAssertGreaterThan(settled, 100)
    }

    func testExchanges() {
        var generator = SplitMix64(seed: 84)
        var best = 0
        for round in 0..<200 {
            let given = random(&generator, isCounted: true)
            let lists = CoverLists(given.problem)
            var search = CoverSearch(lists, from: Array(lists.names.indices))
            let found = search.run(steps: 2000, least: 0, seed: 1, deadline: Deadline(seconds: nil))
            let columns = found.map { lists.names[$0] }
            XCTAssertTrue(given.covers(columns), "round \(round)")
            XCTAssertGreaterThanOrEqual(given.price(columns), given.least, "round \(round)")
            if given.price(columns) == given.least { best += 1 }
        }
        XCTAssertGreaterThan(best, 190, "a search of 2 000 steps finds nearly all")
    }
}

import XCTest

@testable import Export

/// Which runs others dominate: by hand, then by the definition of the front over random sets.
final class ParetoFrontTests: XCTestCase {
    func testSensesAreReadFromTheEndOfAFigure() {
        XCTAssertEqual(Objective("kinds.msp.sites:min"), Objective(figure: "kinds.msp.sites", sense: .minimum))
        XCTAssertEqual(Objective("equity.gini"), Objective(figure: "equity.gini"))
        // The id of a site may have a colon; only the last part can be a sense.
        XCTAssertEqual(
            Objective("three_15s.a:min.passes:max"), Objective(figure: "three_15s.a:min.passes", sense: .maximum))
    }

    func testByHand() {
        // People covered (more is better) and minutes (fewer are better).
        let runs = [[100.0, 20], [120, 20], [120, 25], [90, 10], [120, 20]]
        let found = dominators(of: runs, senses: [.maximum, .minimum])
        // The first has fewer covered than the second at the same minutes; the third more minutes at the same covered.
        // The second and the fifth are equal: neither dominates the other. The fourth is the nearest of all.
        XCTAssertEqual(found, [[1, 4], [], [0, 1, 4].filter { runs[$0][0] >= 120 }, [], []])
    }

    func testNothingToWeighByDominatesNobody() {
        XCTAssertEqual(dominators(of: [[], []], senses: []), [[], []])
        XCTAssertEqual(dominators(of: [], senses: [.maximum]), [])
    }

    /// A run is on the front where every other run that is better in something is worse in something else, or equal.
    func testTheFrontOfRandomSetsIsThatOfTheDefinition() {
        var random = SeededGenerator(state: 5)
        for _ in 0..<200 {
            let senses = (0..<Int.random(in: 1...4, using: &random)).map { _ in
                Bool.random(using: &random) ? Objective.Sense.maximum : .minimum
            }
            // Few values, so that there are ties.
            let runs = (0..<Int.random(in: 1...12, using: &random)).map { _ in
                senses.map { _ in Double(Int.random(in: 0...4, using: &random)) }
            }
            let found = dominators(of: runs, senses: senses)
            for (run, values) in runs.enumerated() {
                let expected = runs.indices.filter { other in
                    let gains = zip(zip(runs[other], values), senses).map { pair, sense in
                        sense == .maximum ? pair.0 - pair.1 : pair.1 - pair.0
                    }
                    return !gains.contains { $0 < 0 } && gains.contains { $0 > 0 }
                }
                XCTAssertEqual(found[run], expected)
            }
            XCTAssertTrue(found.contains { $0.isEmpty }, "there is always a front")
            for dominated in found where !dominated.isEmpty {
                XCTAssertTrue(dominated.contains { found[$0].isEmpty }, "somebody on the front dominates it")
            }
        }
    }
}

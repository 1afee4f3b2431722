import Statistics
import XCTest

@testable import Placement

final class IntegerProgrammeTests: XCTestCase {
    func testKnapsacks() {
        var random = SplitMix64(seed: 51)
        for _ in 0..<300 {
            let count = 3 + random.integer(below: 8)
            let values = (0..<count).map { _ in Double(1 + random.integer(below: 30)) }
            let weights = (0..<count).map { _ in Double(1 + random.integer(below: 20)) }
            let room = Double(random.integer(below: 60))
            var programme = IntegerProgramme()
            for value in values { _ = programme.addVariable(objective: -value, isInteger: true, upper: 1) }
            programme.addConstraint(weights.enumerated().map { ($0.offset, $0.element) }, .atMost, room)
            // A cutoff above the optimum changes nothing.
            let cutoff = random.chance(0.5) ? 1.0 : nil
            let answer = programme.minimise(cutoff: cutoff, seconds: 60)
            var most = 0.0
            for subset in 0..<(1 << count) {
                let chosen = (0..<count).filter { subset >> $0 & 1 == 1 }
                if chosen.reduce(0, { $0 + weights[$1] }) <= room {
                    most = max(most, chosen.reduce(0) { $0 + values[$1] })
                }
            }
            XCTAssertTrue(answer.isProved)
            XCTAssertEqual(answer.objective, -most, accuracy: 1e-6)
            XCTAssertEqual(answer.bound, -most, accuracy: 1e-6)
            let better = programme.minimise(cutoff: -most - 0.5, seconds: 60)
            XCTAssertTrue(better.isInfeasible, "nothing is better than the best")
            XCTAssertNil(better.values)
        }
    }

    func testNoSolution() {
        var programme = IntegerProgramme()
        let x = programme.addVariable(objective: 1, isInteger: true, upper: 1)
        let y = programme.addVariable(objective: 1, isInteger: true, upper: 1)
        programme.addConstraint([(x, 2), (y, 2)], .equal, 3)
        let answer = programme.minimise(cutoff: nil, seconds: nil)
        XCTAssertNil(answer.values)
        XCTAssertTrue(answer.isInfeasible)
        XCTAssertTrue(answer.isProved)
    }
}

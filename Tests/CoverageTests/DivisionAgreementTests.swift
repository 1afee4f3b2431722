import Coverage
import XCTest

final class DivisionAgreementTests: XCTestCase {
    func testNobodyAndOnePerson() {
        XCTAssertNil(agreement(of: [], and: [], people: []).adjustedRandIndex)
        XCTAssertNil(agreement(of: [0], and: [0], people: [1]).pairShare, "one person makes no pair")
        XCTAssertEqual(agreement(of: [0, -1], and: [-1, 0], people: [5, 5]).inhabitants, 0)
    }

    func testADivisionWithItself() {
        for labels: [Int32] in [[0, 0, 1, 2], [0, 0, 0, 0], [0, 1, 2, 3]] {
            let people = [3.0, 8, 5, 1]
            let same = agreement(of: labels, and: labels, people: people)
            XCTAssertEqual(same.adjustedRandIndex, 1)
            XCTAssertEqual(same.pairShare, 1)
            XCTAssertEqual(same.bestMatchShareOfFirst, 1)
            XCTAssertEqual(same.bestMatchShareOfSecond, 1)
            // Other numbers for the same territories.
            XCTAssertEqual(agreement(of: labels, and: labels.map { 3 - $0 }, people: people), same)
        }
    }

    /// Six people: {1, 2, 3} {4, 5, 6} against {1, 2} {3, 4, 5, 6}, in points of one, two and three people.
    func testByHand() throws {
        let found = agreement(of: [0, 0, 1], and: [0, 1, 1], people: [2, 1, 3])
        // Pairs kept together by both: 1 (of the two) + 0 + 3 (of the three).
        let both = 1.0 + 0 + 3
        let (first, second, all) = (3.0 + 3, 1.0 + 6, 15.0)
        let expected = first * second / all
        XCTAssertEqual(
            try XCTUnwrap(found.adjustedRandIndex), (both - expected) / ((first + second) / 2 - expected),
            accuracy: 1e-12)
        // Apart in both: all pairs less those together in either.
        XCTAssertEqual(
            try XCTUnwrap(found.pairShare), (both + (all - first - second + both)) / all, accuracy: 1e-12)
        XCTAssertEqual(try XCTUnwrap(found.bestMatchShareOfFirst), (2.0 + 3) / 6, accuracy: 1e-12)
        XCTAssertEqual(try XCTUnwrap(found.bestMatchShareOfSecond), (2.0 + 3) / 6, accuracy: 1e-12)
    }

    /// Pair by pair, person by person.
    func testAgainstAllPairs() throws {
        var random = SeededGenerator(state: 9)
        for _ in 0..<20 {
            let first = (0..<12).map { _ in Int32.random(in: -1...3, using: &random) }
            let second = (0..<12).map { _ in Int32.random(in: -1...2, using: &random) }
            let people = (0..<12).map { _ in Double(Int.random(in: 0...4, using: &random)) }
            let persons = people.indices.filter { first[$0] >= 0 && second[$0] >= 0 }
                .flatMap { Array(repeating: $0, count: Int(people[$0])) }
            guard persons.count > 1 else { continue }
            var alike = 0.0
            var pairs = 0.0
            for a in persons.indices {
                for b in persons.indices where b > a {
                    let together = first[persons[a]] == first[persons[b]]
                    pairs += 1
                    if together == (second[persons[a]] == second[persons[b]]) { alike += 1 }
                }
            }
            let found = agreement(of: first, and: second, people: people)
            XCTAssertEqual(found.inhabitants, Double(persons.count))
            XCTAssertEqual(try XCTUnwrap(found.pairShare), alike / pairs, accuracy: 1e-12)
            XCTAssertLessThanOrEqual(try XCTUnwrap(found.adjustedRandIndex), 1)
        }
    }
}

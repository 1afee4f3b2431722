import Geometry
import XCTest

@testable import Export

/// Who gains and who loses, worked out by hand.
final class AccessChangeTests: XCTestCase {
    private let minute = 60_000

    /// Seven places in two communes and one outside; the times are in minutes.
    private func people(_ minutes: [Int?], _ choices: [Int], groups: [String] = ["old"]) -> RunPeople {
        RunPeople(
            points: ["a", "b", "c", "d", "e", "f", "g"], locations: (0..<7).map { Point(x: Double($0), y: 0) },
            communes: ["A", "A", "A", "A", "B", "B", nil], inhabitants: [10, 20, 30, 40, 50, 60, 70],
            groups: groups.map { ($0, [1, 2, 3, 4, 5, 6, 7]) },
            kinds: [KindAccess(kind: "msp", milliseconds: minutes.map { $0.map { $0 * minute } }, choices: choices)])
    }

    //                               newly  lost  nearer farther  same  reached  never
    private var before: RunPeople { people([20, 10, 9, 30, 8, nil, nil], [0, 1, 1, 0, 2, 0, 0]) }
    private var after: RunPeople { people([12, 16, 5, 33, 8, 40, nil], [1, 0, 1, 0, 1, 0, 0]) }

    private func gains(_ before: RunPeople, _ after: RunPeople, groups: [String] = ["old"]) -> GainsAndLosses {
        GainsAndLosses(
            of: "msp", from: before, to: after, groups: groups, communes: ["A", "B"], territories: [["B", "A"], ["B"]])
    }

    func testByHand() throws {
        let kind = gains(before, after)
        let all = kind.all
        XCTAssertEqual(all[.newlyCovered], 10)
        XCTAssertEqual(all[.noLongerCovered], 20)
        XCTAssertEqual(all[.nearer], 30 + 60, "whoever had no way at all and has one now is nearer")
        XCTAssertEqual(all[.farther], 40)
        XCTAssertEqual(all[.unchanged], 50 + 70)
        XCTAssertEqual(all.coveredChange, 10 - 20)
        XCTAssertEqual(all.newlyReaching, 60)
        XCTAssertEqual(all.noLongerReaching, 0)
        // Over those who reach a site in both runs: 8 minutes for 10 people, −6 for 20, 4 for 30, −3 for 40, 0 for 50.
        XCTAssertEqual(try XCTUnwrap(all.meanMinutesGained), Double(8 * 10 - 6 * 20 + 4 * 30 - 3 * 40) / 150)
        XCTAssertEqual(try XCTUnwrap(all.meanChoicesChange), Double(10 - 20 - 50) / 280)

        XCTAssertEqual(kind.communes[0][.newlyCovered], 10)
        XCTAssertEqual(kind.communes[0].coveredChange, -10)
        XCTAssertEqual(kind.communes[1][.nearer], 60)
        XCTAssertEqual(kind.communes[1].meanMinutesGained, 0, "those of f reach a site in one run only")
        XCTAssertEqual(kind.outside.inhabitants, 70)
        XCTAssertNil(kind.outside.meanMinutesGained)
        XCTAssertEqual(kind.territories[0].inhabitants, 210)
        XCTAssertEqual(kind.territories[0].coveredChange, -10)
        XCTAssertEqual(kind.territories[1], kind.communes[1])
        let old = try XCTUnwrap(kind.groups[0].change)
        XCTAssertEqual(AccessShift.allCases.map { old[$0] }, [1, 2, 3 + 6, 4, 5 + 7])
    }

    func testEveryoneHasOneShift() throws {
        let kind = gains(before, after)
        for (change, people) in [
            (kind.all, 280.0), (kind.communes[0], 100), (kind.communes[1], 110), (kind.outside, 70),
        ] {
            XCTAssertEqual(AccessShift.allCases.reduce(0) { $0 + change[$1] }, people)
        }
        for shift in AccessShift.allCases {
            XCTAssertEqual(
                kind.communes[0][shift] + kind.communes[1][shift] + kind.outside[shift], kind.all[shift])
        }
    }

    func testTheOtherWayRoundIsTheNegative() throws {
        let (there, back) = (gains(before, after).all, gains(after, before).all)
        XCTAssertEqual(there[.newlyCovered], back[.noLongerCovered])
        XCTAssertEqual(there[.noLongerCovered], back[.newlyCovered])
        XCTAssertEqual(there[.nearer], back[.farther])
        XCTAssertEqual(there[.farther], back[.nearer])
        XCTAssertEqual(there[.unchanged], back[.unchanged])
        XCTAssertEqual(there.coveredChange, -back.coveredChange)
        XCTAssertEqual(there.personMilliseconds, -back.personMilliseconds)
        XCTAssertEqual(there.personChoices, -back.personChoices)
        XCTAssertEqual([there.newlyReaching, there.noLongerReaching], [back.noLongerReaching, back.newlyReaching])
    }

    func testAGroupThatOneRunLacksHasNoChange() {
        for (one, other) in [(["old"], []), ([], ["old"])] as [([String], [String])] {
            let kind = gains(
                people([1, 1, 1, 1, 1, 1, 1], [1, 1, 1, 1, 1, 1, 1], groups: one),
                people([1, 1, 1, 1, 1, 1, 1], [1, 1, 1, 1, 1, 1, 1], groups: other))
            XCTAssertNil(kind.groups[0].change)
            XCTAssertEqual(kind.all[.unchanged], 280)
        }
    }

    func testAKindThatOneRunLacksServesNobodyThere() {
        var without = before
        without.kinds = []
        let opened = gains(without, after)
        XCTAssertEqual(opened.all[.newlyCovered], 10 + 30 + 50)
        XCTAssertEqual(opened.all[.nearer], 20 + 40 + 60)
        XCTAssertEqual(opened.all.newlyReaching, 210)
        XCTAssertNil(opened.all.meanMinutesGained)
    }

    func testCommunesAreRankedByPeopleThenTime() {
        let kind = gains(before, after)
        // A loses ten people on balance. In B nobody is covered anew and nobody is nearer than before by a known time.
        XCTAssertEqual(rankedCommunes(kind).gaining, [])
        XCTAssertEqual(rankedCommunes(kind).losing, [0])
        let nearer = gains(
            people([9, 9, 9, 9, 9, 9, 9], [0, 0, 0, 0, 0, 0, 0]), people([8, 9, 9, 9, 8, 8, 9], [0, 0, 0, 0, 0, 0, 0]))
        // A minute for 10 people of A, for 110 of B.
        XCTAssertEqual(rankedCommunes(nearer).gaining, [1, 0])
    }
}

import XCTest

@testable import Export

/// The numbers of a summary by their key paths.
final class SummaryFiguresTests: XCTestCase {
    private func figures(_ text: String) throws -> (figures: [SummaryFigure], unnamedLists: [String]) {
        summaryFigures(try JSONDecoder().decode(SummaryValue.self, from: Data(text.utf8)))
    }

    func testNumbersTruthsAndNullsWithTheirReasons() throws {
        let found = try figures(
            """
            {"scenario": "x", "inhabitants": 12.5, "findings": [{"a": 1}],
             "equity": {"gini": null, "atkinson": {"1": null, "0.5": 0.25}, "p10": null,
                        "by": {"old": {"gini": null, "reasons": {"gini": "all old are equal"}}},
                        "reasons": {"gini": "all are zero", "atkinson.1": "a zero"}},
             "flag": true}
            """)
        XCTAssertEqual(
            found.figures.map(\.name),
            [
                "equity.atkinson.0.5", "equity.atkinson.1", "equity.by.old.gini", "equity.gini", "equity.p10", "flag",
                "inhabitants",
            ])
        XCTAssertEqual(found.figures.map(\.value), [0.25, nil, nil, nil, nil, 1, 12.5])
        XCTAssertEqual(
            found.figures.map(\.reason), [nil, "a zero", "all old are equal", "all are zero", nil, nil, nil])
        XCTAssertEqual(found.unnamedLists, [])
    }

    func testMembersOfListsGoByWhatNamesThem() throws {
        let found = try figures(
            """
            {"three_15s": [{"site": "b", "passes": false}, {"site": "a", "passes": true}],
             "pairs": [{"a": "x", "b": "y", "jaccard": 0.5}, {"a": "x", "b": "z", "jaccard": 0.25}],
             "years": [{"year": 2028, "share": 0.5}], "interval": [1, 3], "ids": ["p", "q"], "empty": [],
             "matrix": [{"official": null, "computed": "z", "n": 4}, {"official": "z", "computed": "z", "n": 5}],
             "territories": [{"division": "cls", "territory": "t", "n": 6}, {"division": "cpts", "territory": "t", "n": 7}],
             "unnamed": [{"value": 1}, {"value": 2}]}
            """)
        XCTAssertEqual(
            found.figures.map(\.name),
            [
                "interval.0", "interval.1", "matrix.none+z.n", "matrix.z+z.n", "pairs.x+y.jaccard", "pairs.x+z.jaccard",
                "territories.cls+t.n", "territories.cpts+t.n",
                "three_15s.a.passes",
                "three_15s.b.passes", "years.2028.share",
            ])
        XCTAssertEqual(found.figures.map(\.value), [1, 3, 4, 5, 0.5, 0.25, 6, 7, 1, 0, 0.5])
        XCTAssertEqual(found.unnamedLists, ["unnamed"])
    }

    func testChangesPercentsAndVerdicts() throws {
        let runs = try [
            #"{"kinds": {"msp": {"covered_inhabitants": 80, "uncovered_inhabitants": 20, "sites": 0}}, "equity": {"gini": 0.5}}"#,
            #"{"kinds": {"msp": {"covered_inhabitants": 90, "uncovered_inhabitants": 10, "sites": 2}}, "equity": {"gini": null, "reasons": {"gini": "why"}}}"#,
        ].map { try figures($0).figures }
        let compared = comparedFigures(runs, highIsBad: true)
        XCTAssertEqual(
            compared.map(\.name),
            ["equity.gini", "kinds.msp.covered_inhabitants", "kinds.msp.sites", "kinds.msp.uncovered_inhabitants"])
        XCTAssertEqual(compared.map { $0.change(of: 1, from: 0) }, [nil, 10, 2, -10])
        XCTAssertEqual(compared.map { $0.percent(of: 1, from: 0) }, [nil, 10 / 80.0 * 100, nil, -10 / 20.0 * 100])
        XCTAssertEqual(compared.map { $0.verdict(of: 1, from: 0) }, [nil, .better, nil, .better])
        XCTAssertEqual(compared.map { $0.verdict(of: 0, from: 1) }, [nil, .worse, nil, .worse])
        XCTAssertEqual(compared[0].reasons, [nil, "why"])
    }

    func testWhatNoRunHasANumberForIsNoFigure() throws {
        let runs = try [#"{"note": null, "x": null}"#, #"{"note": null, "x": 1}"#].map { try figures($0).figures }
        let compared = comparedFigures(runs, highIsBad: true)
        XCTAssertEqual(compared.map(\.name), ["x"])
        XCTAssertEqual(compared[0].reasons, ["the run gives no value", nil])
    }

    private func direction(of path: [String], highIsBad: Bool) -> FigureDirection? {
        directions(highIsBad: highIsBad).first { $0.matches(path) }
    }

    func testPatterns() {
        func matches(_ pattern: String, _ path: String) -> Bool {
            FigureDirection(pattern, nil, "").matches(path.split(separator: "/").map(String.init))
        }
        XCTAssertTrue(matches("a/*/c", "a/b/c"))
        XCTAssertFalse(matches("a/*/c", "a/c"))
        XCTAssertFalse(matches("a/*", "a/b/c"))
        XCTAssertTrue(matches("**/c", "a/b/c"))
        XCTAssertTrue(matches("a/**", "a/b/c"))
        XCTAssertTrue(matches("a/**/c/*", "a/b/b/c/d"))
        XCTAssertFalse(matches("**/c", "c"))
        XCTAssertFalse(matches("a/**", "a"))
    }

    func testFiguresOfFeaturesHaveTheirDirections() {
        for (path, better) in [
            ("moments/night/kinds/mmg/covered_inhabitants", .higher), ("adequacy/nursing/states/nothing", .lower),
            ("adequacy/nursing/divisions/canton/c1/states/response", .higher),
            ("adequacy/nursing/choices_mean", nil), ("temporary_stays/total/refused/mean", .lower),
            ("temporary_stays/total/refused/upper", nil), ("nurse_pools_total/done_share", .higher),
            ("nurse_pools/p1/kilometres_per_visit", .lower),
            ("years/by_year/2030/inhabitants_under_threshold/median", .lower),
            ("years/by_year/2030/kinds/msp/covered_share", .higher),
            ("divisions/membership/cpts/inhabitants_in_none", .lower), ("territories/cpts+a/contiguous", .higher),
        ] as [(String, BetterDirection?)] {
            let found = direction(of: path.split(separator: "/").map(String.init), highIsBad: true)
            XCTAssertNotNil(found, path)
            XCTAssertEqual(found?.better, better, path)
        }
    }

    func testTheDirectionOfLevelsFollowsTheQuantity() {
        XCTAssertEqual(direction(of: ["equity", "mean"], highIsBad: true)?.better, .lower)
        XCTAssertEqual(direction(of: ["equity", "mean"], highIsBad: false)?.better, .higher)
        for highIsBad in [true, false] {
            XCTAssertEqual(direction(of: ["equity", "by", "old", "gini"], highIsBad: highIsBad)?.better, .lower)
        }
        XCTAssertNil(direction(of: ["overlaps", "msp", "overlapped_inhabitants"], highIsBad: true)?.better)
        XCTAssertNil(direction(of: ["nobody", "knows"], highIsBad: true))
    }
}

import Coverage
import Equity
import Foundation
import Layers
import Territory
import XCTest

@testable import Simulation

/// `equity` inside a run: the quantities, thresholds, ranks, the worst served, the composite score.
final class EquityScenarioTests: XCTestCase {
    private let head = "scenario: 1\nname: Essai\nterritory: territory.yaml\n"

    private func read(_ text: String) throws -> ScenarioFile {
        let files = try TextFiles([
            "scenario.yaml": head + text, "territory.yaml": "territory: 1", "income.csv": "code,income\nA,20000\n",
        ])
        return try ScenarioFile(path: files.path("scenario.yaml"))
    }

    private func assertProblem(_ text: String, _ parts: String..., line: UInt = #line) {
        XCTAssertThrowsError(try read(text), line: line) { error in
            for part in parts { XCTAssertTrue("\(error)".contains(part), "\(error)", line: line) }
        }
    }

    func testDefaults() throws {
        let settings = try read("").settings
        XCTAssertEqual(settings.equity.quantity, .minutesToNearest)
        XCTAssertEqual(settings.equity.kind, "msp")
        XCTAssertEqual(settings.furtherEquity, [])
        XCTAssertEqual(settings.equity.title, "minutes_to_nearest:msp")
    }

    func testSeveralQuantitiesAreRead() throws {
        let settings = try read(
            """
            services: {nursing: {}}
            equity:
              - {quantity: minutes_to_nearest, kind: cds, thresholds: [10, 20, 30], rank: age_75_plus}
              - {quantity: access, service: nursing, threshold: 50, rank: {table: income.csv, commune: code, column: income}}
              - {quantity: choices, kind: msp, composite: {weights: {gini: 2, uncovered_share: 1}}}
            """
        ).settings
        XCTAssertEqual(settings.equity.thresholds, [10, 20, 30])
        XCTAssertEqual(settings.equity.rank, .group("age_75_plus"))
        XCTAssertEqual(settings.furtherEquity.map(\.title), ["access:nursing", "choices:msp"])
        XCTAssertEqual(settings.furtherEquity[0].threshold, 50)
        guard case .table(let table) = settings.furtherEquity[0].rank else { return XCTFail("a table") }
        XCTAssertEqual([table.communeField, table.valueField], ["code", "income"])
        XCTAssertEqual(settings.furtherEquity[1].composite, [.gini: 2, .uncoveredShare: 1])
        XCTAssertTrue(settings.inForce.contains { $0.key == "equity[1].quantity" && $0.value == .text("access") })
    }

    func testBadFiles() {
        assertProblem("equity: {quantity: accessibility}", "equity.quantity")
        assertProblem("equity: {quantity: access}", "equity", "add `service: NAME`")
        assertProblem(
            "services: {nursing: {}}\nequity: {quantity: access, service: nursin}", "equity.service",
            "did you mean `nursing`?")
        assertProblem(
            "services: {nursing: {}}\nequity: {quantity: access, service: nursing, kind: msp}", "equity.kind",
            "leave `kind` out")
        assertProblem(
            "services: {nursing: {}}\nequity: {service: nursing}", "equity.service", "to the nearest site of a kind")
        assertProblem("equity: {thresholds: [10, 10]}", "equity.thresholds", "do not rise")
        assertProblem("equity: [{kind: msp}, {kind: msp}]", "equity[1]", "stands twice")
        assertProblem("equity: {composite: {weights: {ginni: 1}}}", "ginni", "gini")
        assertProblem("equity: {composite: {weights: {gini: -1}}}", "equity.composite.weights.gini")
        assertProblem("equity: {rank: {table: none.csv, commune: a, column: b}}", "none.csv")
    }

    /// Four places of 10, 20, 30 and 40 people, 5, 10, 20 minutes away and out of reach; communes A, A, B, B.
    private func study(
        _ change: (inout EquitySettings) -> Void = { _ in }
    ) throws -> (EquityFigures?, StudyTerritory) {
        let loaded = try Self.loaded.get()
        var settings = loaded.settings
        change(&settings.equity)
        let people = try loaded.attachedPeople(threads: 1)
        let evaluation = try evaluate(loaded.territory, named: "", for: people, settings: settings, threads: 1)
        return (evaluation.equity, evaluation.territory)
    }

    /// A straight road of 10 m/s along the equator of the projection: places at 3, 6 and 12 km, and one on an island.
    private static let loaded = Result { () throws -> LoadedScenario in
        func metres(_ x: Double, _ y: Double) -> String { "\(700_000 + x),\(6_600_000 + y)" }
        func land(_ west: Double, _ east: Double) -> String {
            let corners = [(west, 0.0), (east, 0), (east, 5000), (west, 5000), (west, 0)]
            return "[[" + corners.map { "[\(metres($0.0, $0.1))]" }.joined(separator: ",") + "]]"
        }
        func features(_ rows: [String]) -> String {
            "{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"EPSG:2154\"}},"
                + "\"features\":[\(rows.joined(separator: ","))]}"
        }
        func feature(_ properties: String, _ type: String, _ coordinates: String) -> String {
            "{\"type\":\"Feature\",\"properties\":{\(properties)},\"geometry\":{\"type\":\"\(type)\",\"coordinates\":\(coordinates)}}"
        }
        func road(_ a: Double, _ b: Double, y: Double = 2000) -> String {
            feature("\"speed\":10,\"class\":\"tertiary\"", "LineString", "[[\(metres(a, y))],[\(metres(b, y))]]")
        }
        let files = try TextFiles([
            "communes.geojson": features([
                feature("\"code\":\"A\",\"name\":\"Amont\"", "Polygon", land(-1000, 9000)),
                feature("\"code\":\"B\",\"name\":\"Baie\"", "Polygon", land(9000, 16_000)),
            ]),
            "roads.geojson": features([
                road(0, 3000), road(3000, 6000), road(6000, 12_000), road(14_000, 14_500, y: 4000),
            ]),
            "people.geojson": features(
                [(3000.0, 2000.0, 10, 1), (6000, 2000, 20, 10), (12_000, 2000, 30, 15), (14_000, 4000, 40, 4)]
                    .enumerated().map { number, place in
                        feature(
                            "\"id\":\"p\(number)\",\"n\":\(place.2),\"poor\":\(place.3)", "Point",
                            "[\(metres(place.0, place.1))]")
                    }),
            "sites.geojson": features([feature("\"id\":\"m\",\"nurses\":2", "Point", "[\(metres(0, 2000))]")]),
            "zones.csv": "code,zone\nA,up\nB,down\n",
            "income.csv": "code,income\nA,30000\nB,20000\nZ,1\n",
            "territory.yaml": """
            territory: 1
            name: Land
            crs: EPSG:2154
            communes: {layer: communes.geojson, id: code, name: name, crs: "EPSG:2154"}
            population:
              - {layer: people.geojson, id: id, columns: {inhabitants: n, poor: poor}, crs: "EPSG:2154"}
            roads: {layer: roads.geojson, speed: speed, speed_unit: mps, class: class, crs: "EPSG:2154"}
            sites:
              - {layer: sites.geojson, kind: msp, id: id, professionals: {nurse: nurses}, crs: "EPSG:2154"}
            divisions:
              - {name: zone, table: zones.csv, commune: code, id: zone}
            """,
            "scenario.yaml": """
            scenario: 1
            name: Essai
            territory: territory.yaml
            services: {nursing: {decay: "binary:15", need: {others: 1}}}
            equity: {groups: [poor], divisions: [zone], thresholds: [5, 10, 30], rank: {table: income.csv, commune: code, column: income}}
            """,
        ])
        return try loadScenario(path: files.path("scenario.yaml"))
    }

    func testMinutesByHand() throws {
        let equity = try XCTUnwrap(study().0)
        // 5, 10 and 20 minutes of 10, 20 and 30 people; 40 reach nothing.
        XCTAssertEqual(equity.population, 60)
        XCTAssertEqual(try XCTUnwrap(equity.mean.value), (50 + 200 + 600) / 60.0, accuracy: 1e-9)
        XCTAssertEqual(equity.leftOut, 40)
        XCTAssertEqual(equity.leftOutCommunes, [1])
        XCTAssertEqual(equity.beyond.map(\.threshold), [5, 10, 30])
        XCTAssertEqual(equity.beyond.map { $0.share.value }, [50.0 / 60, 30.0 / 60, 0])
        // Beyond 10: 30 people, 10 minutes over 10.
        XCTAssertEqual(equity.beyond[1].depth.value, 0.5)
        XCTAssertEqual(equity.beyond[1].severity.value, 0.5)
        // Beyond 5: 20 by one time as much, 30 by three times.
        XCTAssertEqual(try XCTUnwrap(equity.beyond[0].depth.value), (20 * 1.0 + 30 * 3) / 60, accuracy: 1e-12)
        XCTAssertEqual(try XCTUnwrap(equity.beyond[0].severity.value), (20 * 1.0 + 30 * 9) / 60, accuracy: 1e-12)
        XCTAssertEqual(equity.beyondByGroup["poor"]?.map { $0.share.value }, [25.0 / 26, 15.0 / 26, 0])
        XCTAssertEqual(equity.beyondByGroup["up"]?.map { $0.share.value }, [20.0 / 30, 0, 0])

        XCTAssertEqual(equity.worstCommunes.map(\.name), ["Baie", "Amont"])
        XCTAssertEqual(equity.worstCommunes.map(\.inhabitants), [30, 30])
        XCTAssertEqual(try XCTUnwrap(equity.worstCommunes.last).value, 250.0 / 30, accuracy: 1e-9)
        XCTAssertEqual(equity.worstPoints.map(\.id), ["p2", "p1", "p0"])

        let parts = try XCTUnwrap(equity.divisions["zone"])
        XCTAssertEqual(
            try XCTUnwrap(parts.within.value) + (try XCTUnwrap(parts.between.value)),
            try XCTUnwrap(equity.theilT.value), accuracy: 1e-12)
        // Ranked by income, B (20 minutes, poorer) comes first: C = 2 Σ w x R / (W² μ) − 1, halves at ¼ and ¾.
        let total = 850.0
        let expected = 2 * (600 * 15 + 250 * 45) / (60 * total) - 1
        XCTAssertEqual(try XCTUnwrap(equity.concentration.value), expected, accuracy: 1e-12)
        XCTAssertLessThan(expected, 0, "the poorer travel longer")
    }

    func testOtherQuantities() throws {
        let kilometres = try XCTUnwrap(study { $0.quantity = .kilometresToNearest }.0)
        XCTAssertEqual(try XCTUnwrap(kilometres.mean.value), (30 + 120 + 360) / 60.0, accuracy: 1e-3)

        // Within 15 minutes: p0 and p1.
        let choices = try XCTUnwrap(
            study {
                $0.quantity = .choices
                $0.thresholds = []
            }.0)
        XCTAssertEqual(choices.population, 100, "no choice is a value")
        XCTAssertEqual(choices.mean.value, 0.3)
        XCTAssertEqual(choices.beyond.map(\.threshold), [1])
        XCTAssertEqual(choices.beyond[0].share.value, 0.7)
        XCTAssertEqual(choices.worstCommunes.map(\.name), ["Baie", "Amont"])
        XCTAssertEqual(choices.worstTenth.value, 0)

        // Two nurses for the 30 people within 15 minutes.
        let access = try XCTUnwrap(
            study {
                $0.quantity = .access
                $0.service = "nursing"
                $0.thresholds = []
            }.0)
        XCTAssertEqual(try XCTUnwrap(access.mean.value), 2.0 / 30 * 100_000 * 0.3, accuracy: 1e-9)
        // 0.65 of the mean is unmet.
        XCTAssertEqual(try XCTUnwrap(access.beyond.first?.threshold), 0.65 * 2000, accuracy: 1e-9)
        XCTAssertEqual(access.beyond.first?.share.value, 0.7)
        XCTAssertEqual(access.worstPoints.map(\.id), ["p3", "p2", "p1", "p0"])
    }

    func testRankByTheShareOfAGroup() throws {
        let equity = try XCTUnwrap(study { $0.rank = .group("poor") }.0)
        // Shares 0.1, 0.5, 0.5: p1 and p2 share the mean of their ranks.
        let expected = 2 * (50 * 5 + (200 + 600) * 35) / (60 * 850.0) - 1
        XCTAssertEqual(try XCTUnwrap(equity.concentration.value), expected, accuracy: 1e-12)
        XCTAssertNil(try XCTUnwrap(study { $0.rank = nil }.0).concentration.value)
    }

    func testACommuneWithoutARankGivesAReason() throws {
        let equity = try XCTUnwrap(
            study { settings in
                guard case .table(var table) = settings.rank else { return }
                table.values["B"] = nil
                settings.rank = .table(table)
            }.0)
        XCTAssertEqual(equity.concentration.reason, "a rank is missing")
        XCTAssertNotNil(equity.gini.value)
    }

    func testCompositeScore() throws {
        let equity = try XCTUnwrap(
            study { $0.composite = [.gini: 3, .uncoveredShare: 1, .shareBeyond: 0] }.0)
        let composite = try XCTUnwrap(equity.composite)
        XCTAssertEqual(composite.parts.map(\.name), ["gini", "share_beyond", "uncovered_share"])
        // 30 and 40 of 100 people have nothing within 15 minutes.
        XCTAssertEqual(composite.parts[2].value.value, 0.7)
        XCTAssertEqual(
            try XCTUnwrap(composite.score.value), (3 * (try XCTUnwrap(equity.gini.value)) + 0.7) / 4, accuracy: 1e-12)
        let none = try XCTUnwrap(study { $0.composite = [.gini: 0] }.0?.composite)
        XCTAssertEqual(none.score.reason, "the weights sum to zero")
        let undefined = try XCTUnwrap(
            study {
                $0.rank = nil
                $0.composite = [.gini: 1, .concentration: 1]
            }.0?.composite)
        XCTAssertEqual(undefined.score.reason, "concentration has no value: no rank is given")
    }

    func testNoFiguresAreAFinding() throws {
        let loaded = try Self.loaded.get()
        var settings = loaded.settings
        settings.furtherEquity = [settings.equity, settings.equity]
        settings.furtherEquity[0].kind = "cds"
        settings.furtherEquity[1].quantity = .access
        settings.furtherEquity[1].service = "none"
        let people = try loaded.attachedPeople(threads: 1)
        let evaluation = try evaluate(loaded.territory, named: "", for: people, settings: settings, threads: 1)
        XCTAssertEqual(evaluation.furtherEquity.count, 0)
        XCTAssertEqual(evaluation.findings.filter { $0.where == "equity" }.count, 2)
    }

    func testNamesThatTheTerritoryDoesNotHave() throws {
        let loaded = try Self.loaded.get()
        for (text, parts) in [
            ("equity: {groups: [pour]}", ["equity.groups", "did you mean `poor`?"]),
            ("equity: {rank: pour}", ["equity.rank", "did you mean `poor`?"]),
            ("equity: {divisions: [zones]}", ["equity.divisions", "did you mean `zone`?"]),
            ("equity: [{kind: msp}, {kind: cds, groups: [x]}]", ["equity[1].groups"]),
            ("equity: {groups: [poor, poor]}", ["stands twice"]),
        ] {
            XCTAssertThrowsError(try resolve(try read(text), on: loaded.baseline), text) { error in
                for part in parts { XCTAssertTrue("\(error)".contains(part), "\(error)") }
            }
        }
    }

    func testTheRankTableIsAnInput() throws {
        let loaded = try Self.loaded.get()
        XCTAssertTrue(loaded.inputs.contains { $0.hasSuffix("/income.csv") })
        guard case .table(let table) = loaded.settings.equity.rank else { return XCTFail("a table") }
        XCTAssertEqual(table.values, ["A": 30_000, "B": 20_000, "Z": 1])
    }

    func testBadRankTables() throws {
        for (text, part) in [
            ("code,income\nA,x\n", "is \"x\", which is no number"), ("code,income\nA,1\nA,2\n", "stands twice"),
            ("code,wealth\nA,1\n", "income"), ("code,income\n,1\n", "has no code"),
        ] {
            let files = try TextFiles(["income.csv": text])
            let table = RankTable(path: files.path("income.csv"), communeField: "code", valueField: "income")
            XCTAssertThrowsError(try table.read(), text) { XCTAssertTrue("\($0)".contains(part), "\($0)") }
        }
    }
}

import Geometry
import Layers
import Territory
import XCTest

@testable import Simulation

/// What zones in a scenario file mean on a territory, and what may be wrong with them.
final class ZoneResolutionTests: XCTestCase {
    /// Five communes of a kilometre in a row, 01 to 05, with a village each; EPCI west (01, 02) and east (03, 04); a
    /// division of polygons without a whole commune.
    private func territory() -> StudyTerritory {
        func square(_ index: Int) -> MultiPolygon {
            let (x, y) = (700_000 + Double(index) * 1000, 6_600_000.0)
            return MultiPolygon([
                Polygon(exterior: [
                    Point(x: x, y: y), Point(x: x + 1000, y: y), Point(x: x + 1000, y: y + 1000),
                    Point(x: x, y: y + 1000), Point(x: x, y: y),
                ])
            ])
        }
        func part(_ id: String, _ communes: [Int]) -> DivisionTerritory {
            DivisionTerritory(
                id: id, name: "Le \(id)", boundary: MultiPolygon(communes.flatMap { square($0).polygons }),
                communes: communes, points: communes)
        }
        return StudyTerritory(
            name: "Row", crs: .lambert93,
            communes: (0..<5).map {
                Commune(id: CommuneID("0\($0 + 1)"), name: "Village \($0 + 1)", boundary: square($0))
            },
            population: Population(
                ids: (0..<5).map { "p\($0)" }, locations: (0..<5).map { square($0).boundingBox.centre },
                communes: Array(0..<5), inhabitants: [1, 2, 4, 8, 16]),
            sites: [], supply: CommuneSupply(professionals: (0..<5).map { _ in .none }),
            divisions: [
                Division(name: "EPCI", territories: [part("200", [2, 3]), part("201", [0, 1])]),
                Division(
                    name: "QPV",
                    territories: [
                        DivisionTerritory(id: "q", name: "q", boundary: square(0), communes: [], points: [0])
                    ]),
            ])
    }

    private func file(_ changes: String..., head: String = "") throws -> ScenarioFile {
        let text =
            "scenario: 1\nname: Essai\nterritory: territory.yaml\n\(head)\nchanges:\n"
            + changes.map { "  - \($0)\n" }.joined()
        let files = try TextFiles(["scenario.yaml": text, "territory.yaml": "territory: 1"])
        return try ScenarioFile(path: files.path("scenario.yaml"))
    }

    private func after(_ changes: String...) throws -> StudyTerritory {
        let text = changes.map { "  - \($0)\n" }.joined()
        let files = try TextFiles([
            "scenario.yaml": "scenario: 1\nname: Essai\nterritory: territory.yaml\nchanges:\n" + text,
            "territory.yaml": "territory: 1",
        ])
        let territory = territory()
        return apply(try resolve(try ScenarioFile(path: files.path("scenario.yaml")), on: territory), to: territory)
    }

    private func division(_ name: String, _ territory: StudyTerritory) throws -> Division {
        try XCTUnwrap(territory.divisions.first { $0.name == name })
    }

    func testAllProblemsAtOnce() throws {
        let file = try file(
            "cpts: {id: a, communes: [\"01\", \"06\", Village 3, \"01\"]}",
            "cpts: {id: b, division: EPCY, value: 200}",
            "cpts: {id: c, division: EPCI, value: [202, Le 201]}",
            "cpts: {id: d, division: QPV, value: q}",
            "cpts: {id: e, division: EPCI}",
            "cls: {id: f, communes: [\"01\"], value: 200}",
            "dac: {id: g, communes: [\"01\"], inhabitants: 5, may_overlap: true}",
            "zone: {kind: epci, id: 200, communes: [\"01\"]}",
            "cpts: {id: h, remove: true}",
            "cpts: {id: i, replace: true, communes: [\"01\"]}",
            "cpts: {id: j, grow_from: \"07\", inhabitants: 5}",
            "cpts: {id: k, grow_from: \"02\"}",
            "zone: {kind: EPCI, id: l, grow_from: \"02\", inhabitants: 5}",
            "aire_de_sante: {id: m, communes: [\"04\"]}",
            "aire_de_sante: {id: n, grow_from: \"05\", inhabitants: 5}",
            "aire_de_sante: {id: o, grow_from: \"05\", inhabitants: 5}",
            "aire_de_sante: {id: p, division: aire_de_sante, value: n}",
            "aire_de_sante: {id: n, remove: false}")
        let problems = problemsThrown { try resolve(file, on: territory()) }
        let expected = [
            "changes[0].cpts.communes[1]: there is no commune 06: did you mean",
            "changes[0].cpts.communes[2]: there is no commune Village 3: write 03, the id of Village 3",
            "changes[0].cpts.communes[3]: the commune 01 stands twice: name it once",
            "changes[1].cpts.division: the territory has no division EPCY: did you mean `EPCI`?",
            "changes[2].cpts.value: there is no EPCI 202: did you mean `200`?",
            "changes[2].cpts.value: there is no EPCI Le 201: write 201, the id of Le 201",
            "changes[3].cpts.value: the QPV q has no commune: name communes",
            "changes[4].cpts: the key `value` is missing: say which territories of the division",
            "changes[5].cls.value: `value` says which territories of `division`, and there is none",
            "changes[6].dac.inhabitants: `inhabitants` says how far a territory grows, and there is no `grow_from`",
            "changes[6].dac.may_overlap: `may_overlap` is for a territory that grows",
            "changes[7].zone.id: the EPCI 200 is there already: give the new one an id of its own",
            "changes[8].cpts.id: there is no CPTS h: there are none",
            "changes[9].cpts.id: there is no CPTS i: there are none",
            "changes[10].cpts.grow_from: there is no commune 07: did you mean",
            "changes[11].cpts: the key `inhabitants` is missing",
            "changes[12].zone.grow_from: the commune 02 is in the EPCI 201: grow from another commune, or write may_overlap",
            "changes[15].aire_de_sante.grow_from: the commune 05 is in the aire_de_sante n",
            "changes[16].aire_de_sante.value: the communes of the aire_de_sante n are not known before it is grown",
            "changes[17].aire_de_sante.remove: `remove: false` ends nothing",
            "changes[17].aire_de_sante.id: the aire_de_sante n is there already",
        ]
        for text in expected {
            XCTAssertTrue(problems.contains { $0.contains(text) }, "\(text)\n\(problems.joined(separator: "\n"))")
        }
        XCTAssertEqual(problems.count, expected.count, problems.joined(separator: "\n"))
    }

    func testWhatTheSchemaRefuses() {
        let problems = problemsThrown {
            try file(
                "cpts: {id: a, communes: []}", "cpts: {id: b, communes: [\"01\"], grow_from: \"01\"}",
                "cpts: {id: c}", "cpts: {communes: [\"01\"]}", "cpts: {id: d, grow_from: \"01\", inhabitants: 0}",
                "cpts: {id: e, grow_from: \"01\", inhabitants: -5}", "cpts: {id: f, comunes: [\"01\"]}",
                "zone: {id: g, communes: [\"01\"]}", "cptss: {id: h}", head: "zones: {flow_wieght: 2}")
        }
        let keys = "communes, division, grow_from, remove"
        let expected = [
            "changes[0].cpts.communes: expected 1 values or more, found 0",
            "changes[1].cpts: expected exactly one of the keys \(keys), found communes and grow_from",
            "changes[2].cpts: expected exactly one of the keys \(keys), found none",
            "changes[3].cpts: the key `id` is missing", "changes[4].cpts.inhabitants: expected a number greater than 0",
            "changes[5].cpts.inhabitants: expected a number greater than 0",
            "changes[6].cpts.comunes: the key `comunes` is unknown: did you mean `communes`?",
            "changes[7].zone: the key `kind` is missing",
            "changes[8].cptss: the key `cptss` is unknown: did you mean `cpts`?",
            "zones.flow_wieght: the key `flow_wieght` is unknown: did you mean `flow_weight`?",
        ]
        for text in expected {
            XCTAssertTrue(problems.contains { $0.contains(text) }, "\(text)\n\(problems.joined(separator: "\n"))")
        }
        XCTAssertEqual(problems.count, expected.count, problems.joined(separator: "\n"))
    }

    func testWhatIsWrongWithAPartition() throws {
        func partition(_ text: String) -> String { "partition: {kind: EPCI, territories: [\(text)]}" }
        let wrong = try file(
            partition("{id: 200, grow_from: \"05\"}, {id: a, grow_from: \"06\"}, {id: b, grow_from: \"02\"}"),
            "partition: {kind: dac, territories: [{id: a, grow_from: \"01\"}, {id: a, grow_from: \"02\"}, "
                + "{id: b, grow_from: \"01\"}]}")
        let found = problemsThrown { try resolve(wrong, on: territory()) }
        let expected = [
            "changes[0].partition.territories[0].id: the EPCI 200 is there already: give the new one an id of its own",
            "changes[0].partition.territories[1].grow_from: there is no commune 06: did you mean",
            "changes[0].partition.territories[2].grow_from: the commune 02 is in the EPCI 201: grow from another commune",
            "changes[1].partition.territories[1].id: the DAC a is there already: give the new one an id of its own",
            "changes[1].partition.territories[2].grow_from: the commune 01 is in the DAC a: grow from another commune",
        ]
        XCTAssertEqual(found.count, expected.count, found.joined(separator: "\n"))
        for text in expected {
            XCTAssertTrue(found.contains { $0.contains(text) }, "\(text)\n\(found.joined(separator: "\n"))")
        }
        XCTAssertFalse(
            found.contains { $0.contains("may_overlap") || $0.contains("replace") }, "no keys of a partition")
        for (text, place) in [
            ("partition: {kind: dac}", "territories"), ("partition: {kind: dac, territories: []}", "territories"),
            ("partition: {territories: [{id: a, grow_from: \"01\"}]}", "kind"),
            ("partition: {kind: dac, territories: [{id: a}]}", "territories[0]"),
            ("partition: {kind: dac, territories: [{id: a, grow_from: \"01\", inhabitants: 5}]}", "inhabitants"),
        ] {
            let found = problemsThrown { try file(text) }
            XCTAssertEqual(found.count, 1, "\(text): \(found)")
            XCTAssertTrue(found[0].contains("changes[0].partition") && found[0].contains(place), "\(text): \(found)")
        }
    }

    func testAPartitionWaitsForAnEvaluation() throws {
        let after = try after(
            "partition: {kind: secteur_de_garde, territories: [{id: b, grow_from: \"01\"}, {id: a, grow_from: \"03\"}]}",
            "secteur_de_garde: {id: a, remove: true}")
        XCTAssertEqual(
            after.growths, [ZoneGrowth(division: "secteur_de_garde", id: "b", name: "b", seed: 0, inhabitants: nil)])
    }

    func testListsAndDivisions() throws {
        let after = try after(
            "cpts: {id: b, name: La b, communes: [\"03\", \"01\"]}", "cpts: {id: a, division: EPCI, value: [201, 200]}",
            "zone: {kind: epci, id: 202, communes: [\"05\"]}", "dac: {id: d, division: CPTS, value: b}",
            "zone: {kind: pays, id: x, communes: [\"02\"]}")
        XCTAssertEqual(after.divisions.map(\.name), ["EPCI", "QPV", "CPTS", "DAC", "pays"])
        let cpts = try division("CPTS", after)
        XCTAssertEqual(cpts.territories.map(\.id), ["a", "b"], "in the order of ids")
        XCTAssertEqual(cpts.territories.map(\.communes), [[0, 1, 2, 3], [0, 2]])
        XCTAssertEqual(cpts.territories[1].name, "La b")
        XCTAssertEqual(cpts.territories[1].points, [0, 2])
        XCTAssertEqual(cpts.territories[1].boundary.area, 2e6, accuracy: 1e-3)
        XCTAssertEqual(cpts.territories[0].boundary.polygons.count, 1, "borders inside are gone")
        XCTAssertEqual(try division("EPCI", after).territories.map(\.id), ["200", "201", "202"], "whatever its case")
        XCTAssertEqual(try division("DAC", after).territories.map(\.communes), [[0, 2]])
    }

    func testReplacedAndRemoved() throws {
        let after = try after(
            "cpts: {id: a, communes: [\"01\"]}", "cpts: {id: a, replace: true, communes: [\"02\"]}",
            "zone: {kind: EPCI, id: 200, remove: true}",
            "zone: {kind: EPCI, id: 201, replace: true, communes: [\"05\"]}")
        XCTAssertEqual(try division("CPTS", after).territories.map(\.communes), [[1]])
        XCTAssertEqual(try division("EPCI", after).territories.map(\.communes), [[4]])
        let grown = try self.after(
            "cpts: {id: a, grow_from: \"01\", inhabitants: 5}", "cpts: {id: a, replace: true, communes: [\"02\"]}",
            "cpts: {id: b, grow_from: \"03\", inhabitants: 5}", "cpts: {id: b, remove: true}")
        XCTAssertEqual(grown.growths, [])
        XCTAssertEqual(try division("CPTS", grown).territories.map(\.id), ["a"])
    }

    func testGrowthWaitsForAnEvaluation() throws {
        let after = try after("cpts: {id: a, grow_from: \"02\", inhabitants: 5, may_overlap: true}")
        XCTAssertEqual(
            after.growths,
            [ZoneGrowth(division: "CPTS", id: "a", name: "a", seed: 1, inhabitants: 5, mayOverlap: true)])
        XCTAssertEqual(try division("CPTS", after).territories, [])
    }

    /// Inequality may be asked for by a division that the scenario makes.
    func testEquityKnowsTheNewDivision() throws {
        let head = "equity: {divisions: [CPTS]}"
        XCTAssertNoThrow(
            try resolve(try file("cpts: {id: a, grow_from: \"02\", inhabitants: 5}", head: head), on: territory()))
        XCTAssertTrue(
            problemsThrown { try resolve(try file("cls: {id: a, communes: [\"02\"]}", head: head), on: territory()) }[0]
                .contains("the territory has no division CPTS"))
    }
}

import Coverage
import Foundation
import Simulation
import Synthesis
import Territory
import XCTest

/// Kinds that cover by zone, and partitions of the land, on a synthetic territory.
final class ZonalKindsTests: XCTestCase {
    private lazy var files = Result { () -> TextFiles in
        let files = try TextFiles()
        try write(try synthesize(SynthesisRequest(name: "Essai", junctions: 600, seed: 7)), to: files.path("territory"))
        return files
    }

    private func evaluated(_ changes: [String], head: String = "") throws -> Evaluation {
        let files = try self.files.get()
        let loaded = try loadScenario(
            path: try files.write(
                UUID().uuidString + ".yaml",
                "scenario: 1\nname: Essai\nterritory: territory/territory.yaml\n\(head)\nchanges:\n"
                    + changes.map { "  - \($0)\n" }.joined()))
        return try loaded.evaluated(for: try loaded.attachedPeople(threads: 2), threads: 2)
    }

    private func communes() throws -> [String] { try evaluated([]).territory.communes.map(\.id.text) }

    private func dac(_ evaluation: Evaluation) -> KindEvaluation? { evaluation.kinds.first { $0.kind == "dac" } }

    // MARK: Kinds

    func testAKindCoversThePeopleInsideThePerimetersOfItsDivision() throws {
        let ids = try communes()
        let before = try evaluated([])
        XCTAssertNil(dac(before))
        XCTAssertTrue(before.kinds.allSatisfy { $0.coverage.zonal == nil })
        let after = try evaluated([
            "dac: {id: a, communes: [\(ids[0]), \(ids[1])]}", "dac: {id: b, communes: [\(ids[1])]}",
            "cls: {id: c, communes: [\(ids[2])]}",
        ])
        XCTAssertEqual(after.kinds.map(\.kind), (before.kinds.map(\.kind) + ["dac"]).sorted(), "cls is no kind of site")
        let people = CommuneGeography(after.territory).inhabitants
        let figures = try XCTUnwrap(dac(after)).figures
        XCTAssertEqual(figures.choices, [people[2...].reduce(0, +), people[0], people[1], 0])
        XCTAssertEqual(figures.covered, people[0] + people[1])
        // The membership of the division says the same.
        let membership = try XCTUnwrap(after.zones?.memberships.first)
        XCTAssertEqual(membership.inhabitantsInOne, figures.choices[1])
        XCTAssertEqual(membership.inhabitantsInSeveral, figures.choices[2])
        // What is removed leaves nothing behind.
        let removed = try evaluated(["dac: {id: a, communes: [\(ids[0])]}", "dac: {id: a, remove: true}"])
        XCTAssertNil(dac(removed))
    }

    func testOrientationIsByZoneInTheThreeStates() throws {
        let ids = try communes()
        let head = "services: {emergency: {minutes: 0.001}}"
        func states(_ changes: [String]) throws -> ResponseCounts {
            try XCTUnwrap(try evaluated(changes, head: head).adequacy?.services.first).whole.states
        }
        let none = try states([])
        XCTAssertEqual(none.orientation, 0)
        let zoned = try evaluated(["cpts: {id: a, communes: [\(ids[1])]}"], head: head)
        let service = try XCTUnwrap(zoned.adequacy?.services.first)
        for (point, commune) in zoned.territory.population.communes.enumerated() {
            XCTAssertEqual(service.states[point] != .nothing, commune == 1 || service.choices[point] > 0)
        }
        XCTAssertEqual(service.whole.states.total, none.total)
        XCTAssertGreaterThan(service.whole.states.orientation, 0)
    }

    func testTerritoriesAreClosedWhenTheirKindIs() throws {
        let ids = try communes()
        let changes = ["dac: {id: a, communes: [\(ids[0])]}", "cpts: {id: a, communes: [\(ids[0])]}"]
        let people = CommuneGeography(try evaluated(changes).territory).inhabitants[0]
        // A dac is open by day, and of a cpts no hours are known.
        for (moment, covered) in [("day", [people, people]), ("night", [0, people])] {
            let asked = try evaluated(changes, head: "moments: [\(moment)]").moments[0].kinds
            XCTAssertEqual(["dac", "cpts"].map { kind in asked.first { $0.kind == kind }?.covered }, covered, moment)
            let run = try evaluated(changes, head: "moment: \(moment)")
            XCTAssertEqual(
                ["dac", "cpts"].map { kind in run.kinds.first { $0.kind == kind }?.figures.covered ?? 0 }, covered,
                moment)
            XCTAssertEqual(
                run.findings.contains { $0.where == "dac" && $0.text.contains("closed at the moment night") },
                moment == "night")
        }
    }

    func testAnyKindMayBeZonal() throws {
        let ids = try communes()
        let after = try evaluated(
            ["zone: {kind: Pilote, id: a, communes: [\(ids[0])]}"], head: "kinds: {pilote: {covers: zonal}}")
        let figures = try XCTUnwrap(after.kinds.first { $0.kind == "pilote" }).figures
        XCTAssertEqual(figures.covered, CommuneGeography(after.territory).inhabitants[0])
    }

    // MARK: Partitions

    private func partition(_ seeds: [String], kind: String = "secteur_de_garde") -> String {
        "partition: {kind: \(kind), territories: ["
            + seeds.map { "{id: s\($0), name: Secteur \($0), grow_from: \($0)}" }.joined(separator: ", ") + "]}"
    }

    func testEveryCommuneIsInOneTerritory() throws {
        let ids = try communes()
        let seeds = [ids[0], ids[2], ids[ids.count - 1]]
        let evaluation = try evaluated([partition(seeds)])
        XCTAssertEqual(evaluation.territory.growths, [])
        let parts = try XCTUnwrap(evaluation.territory.divisions.first { $0.name == "secteur_de_garde" }).territories
        XCTAssertEqual(parts.map(\.id), seeds.map { "s" + $0 }.sorted())
        XCTAssertEqual(parts.flatMap(\.communes).sorted(), Array(ids.indices))
        for (part, result) in zip(parts, evaluation.divisions) {
            XCTAssertTrue(result.figures.isContiguous, part.id)
            XCTAssertTrue(part.communes.contains { "s" + ids[$0] == part.id }, "with its seed")
            XCTAssertNil(result.targetInhabitants)
            XCTAssertTrue(part.isOfScenario)
        }
        let membership = try XCTUnwrap(evaluation.zones?.memberships.first)
        XCTAssertEqual(membership.inhabitantsInOne, evaluation.territory.population.totalInhabitants, accuracy: 1e-6)
        XCTAssertFalse(evaluation.findings.contains { $0.where == "secteur_de_garde" }, "\(evaluation.findings)")
    }

    /// A territory that is there keeps its communes, and so does one that is grown to a target.
    func testAPartitionLeavesWhatOthersHave() throws {
        let ids = try communes()
        let listed = "secteur_de_garde: {id: a, communes: [\(ids[1])]}"
        let grown = "secteur_de_garde: {id: b, grow_from: \(ids[3]), inhabitants: 1}"
        for changes in [[listed, grown, partition([ids[0]])], [listed, partition([ids[0]]), grown]] {
            let evaluation = try evaluated(changes)
            let parts = evaluation.territory.divisions[0].territories
            XCTAssertEqual(parts.map(\.id), ["a", "b", "s" + ids[0]])
            XCTAssertEqual(parts[0].communes, [1])
            XCTAssertEqual(parts[1].communes, [3])
            XCTAssertTrue(Set(parts[2].communes).isDisjoint(with: [1, 3]))
            XCTAssertEqual(evaluation.divisions.map { $0.targetInhabitants }, [nil, 1, nil])
        }
    }

    /// A commune that is shut in by others' is in none, and a finding tells it.
    func testWhatNobodyGetsToIsAFinding() throws {
        let ids = try communes()
        let neighbours = CommuneGeography(try evaluated([]).territory).neighbours
        let walls = neighbours[0].map { ids[$0.land] }
        let rest = try XCTUnwrap(ids.first { $0 != ids[0] && !walls.contains($0) })
        let evaluation = try evaluated([
            "secteur_de_garde: {id: wall, communes: [\(walls.joined(separator: ", "))]}", partition([rest]),
        ])
        let findings = evaluation.findings.filter { $0.where == "secteur_de_garde" }
        XCTAssertEqual(findings.count, 1)
        XCTAssertTrue(findings[0].text.contains(ids[0]), findings[0].text)
        XCTAssertTrue(try XCTUnwrap(evaluation.zones?.memberships.first).communesInNone.contains(0))
    }
}

import Coverage
import Foundation
import Simulation
import Synthesis
import Territory
import XCTest

/// Zones on a synthetic territory, and on real Corsica where it is there.
final class ZoneEvaluationTests: XCTestCase {
    private lazy var files = Result { () -> TextFiles in
        let files = try TextFiles()
        try write(try synthesize(SynthesisRequest(name: "Essai", junctions: 600, seed: 7)), to: files.path("territory"))
        return files
    }

    private func loaded(_ changes: String...) throws -> LoadedScenario {
        let files = try self.files.get()
        return try loadScenario(
            path: try files.write(
                UUID().uuidString + ".yaml",
                "scenario: 1\nname: Essai\nterritory: territory/territory.yaml\nchanges:\n"
                    + changes.map { "  - \($0)\n" }.joined()))
    }

    private func evaluated(_ loaded: LoadedScenario) throws -> Evaluation {
        try loaded.evaluated(for: try loaded.attachedPeople(threads: 2), threads: 2)
    }

    func testWithoutADivisionThereIsNothingToSay() throws {
        let evaluation = try evaluated(try loaded())
        XCTAssertNil(evaluation.zones)
        XCTAssertEqual(evaluation.divisions.count, 0)
    }

    func testGrownZones() throws {
        let communes = try loaded().baseline.communes.map(\.id.text)
        XCTAssertGreaterThan(communes.count, 4)
        let total = try loaded().baseline.population.totalInhabitants
        let target = (total / 3).rounded()
        func grow(_ number: Int, _ more: String = "") -> String {
            "cpts: {id: z\(number), grow_from: \(communes[number]), inhabitants: \(target)\(more)}"
        }
        let loaded = try loaded(grow(0), grow(3), grow(1, ", may_overlap: true"))
        let evaluation = try evaluated(loaded)
        XCTAssertEqual(evaluation.territory.growths, [])
        let zones = try XCTUnwrap(evaluation.territory.divisions.first { $0.name == "CPTS" }).territories
        XCTAssertEqual(zones.map(\.id), ["z0", "z1", "z3"])
        XCTAssertTrue(Set(zones[0].communes).isDisjoint(with: zones[2].communes))
        XCTAssertTrue(zones[1].communes.contains(1))
        let geography = CommuneGeography(loaded.baseline)
        for (zone, result) in zip(zones, evaluation.divisions) {
            XCTAssertTrue(isContiguous(zone.communes, neighbours: geography.neighbours), zone.id)
            XCTAssertTrue(result.figures.isContiguous)
            XCTAssertEqual(result.targetInhabitants, target)
            XCTAssertEqual(result.figures.inhabitants, zone.communes.reduce(0) { $0 + geography.inhabitants[$1] })
            let land = zone.communes.reduce(0) { $0 + loaded.baseline.communes[$1].boundary.area }
            XCTAssertEqual(result.figures.squareMetres, land, accuracy: land * 1e-6)
        }
        // A zone of the same communes by name is the same, and the people given no geography change nothing.
        var people = try loaded.attachedPeople(threads: 1)
        people.geography = nil
        let bare = try loaded.evaluated(for: people, threads: 1)
        XCTAssertEqual(bare.territory, evaluation.territory)
        XCTAssertEqual(bare.divisions.map(\.figures), evaluation.divisions.map(\.figures))
        XCTAssertEqual(bare.findings, evaluation.findings)
        let listed = try evaluated(
            try self.loaded(
                "cpts: {id: z0, communes: [\(zones[0].communes.map { communes[$0] }.joined(separator: ", "))]}"))
        XCTAssertEqual(listed.divisions[0].figures, evaluation.divisions[0].figures)
        XCTAssertEqual(listed.divisions[0].territory.boundary, evaluation.divisions[0].territory.boundary)
    }

    /// Parts of a partition add up to the whole; what is removed leaves the baseline's figures.
    func testAPartition() throws {
        let ids = try loaded().baseline.communes.map(\.id.text)
        let half = ids.count / 2
        let (west, east) = (ids[..<half].joined(separator: ", "), ids[half...].joined(separator: ", "))
        let partition = ["cls: {id: w, communes: [\(west)]}", "cls: {id: e, communes: [\(east)]}"]
        let evaluation = try evaluated(
            try loaded(
                partition[0], partition[1], "dac: {id: all, communes: [\(west), \(east)]}",
                "cpts: {id: w, communes: [\(west)]}", "cpts: {id: e, communes: [\(east)]}"))
        let zones = try XCTUnwrap(evaluation.zones)
        let total = evaluation.territory.population.totalInhabitants
        let parts = evaluation.divisions.filter { $0.division == "CLS" }.map(\.figures)
        let whole = try XCTUnwrap(evaluation.divisions.first { $0.division == "DAC" }).figures
        XCTAssertEqual(parts.reduce(0) { $0 + $1.inhabitants }, total)
        XCTAssertEqual(whole.inhabitants, total)
        XCTAssertEqual(
            parts.reduce(.none) { $0 + $1.professionals }.total.headcount, whole.professionals.total.headcount)
        XCTAssertEqual(
            parts.reduce(0) { $0 + $1.structures.reduce(0) { $0 + $1.count } },
            evaluation.territory.sites.filter { $0.commune != nil }.count)
        for share in whole.servedInsideShareByKind { XCTAssertEqual(share.share, 1, share.kind) }
        // Divisions CLS, DAC, CPTS: the first and the last are the same.
        XCTAssertEqual(zones.agreements.map { [$0.first, $0.second] }, [[0, 1], [0, 2], [1, 2]])
        XCTAssertEqual(zones.agreements[1].agreement.adjustedRandIndex, 1)
        XCTAssertEqual(try XCTUnwrap(zones.agreements[0].agreement.adjustedRandIndex), 0, accuracy: 1e-12)
        XCTAssertEqual(zones.agreements[0].agreement.bestMatchShareOfFirst, 1)
        XCTAssertEqual(zones.memberships[0].communesInNone, [])
        XCTAssertEqual(zones.memberships[0].inhabitantsInOne, total)
        XCTAssertEqual(zones.coordination.structuresOfCommune, ids.map { _ in 3 })
        XCTAssertEqual(zones.coordination.communes, [0, 0, 0, ids.count])
        XCTAssertEqual(zones.coordination.inhabitants, [0, 0, 0, total])
    }

    func testCommunesInNoneAndInTwo() throws {
        let ids = try loaded().baseline.communes.map(\.id.text)
        let evaluation = try evaluated(
            try loaded("cpts: {id: a, communes: [\(ids[0]), \(ids[1])]}", "cpts: {id: b, communes: [\(ids[1])]}"))
        let membership = try XCTUnwrap(evaluation.zones?.memberships[0])
        XCTAssertEqual(membership.communesInNone, Array(2..<ids.count))
        XCTAssertEqual(membership.communesInSeveral, [1])
        let people = CommuneGeography(evaluation.territory).inhabitants
        XCTAssertEqual(membership.inhabitantsInSeveral, people[1])
        XCTAssertEqual(membership.inhabitantsInOne, people[0])
        XCTAssertEqual(membership.inhabitantsInNone, people[2...].reduce(0, +))
    }

    func testWhatIsNotContiguousIsAFinding() throws {
        let baseline = try loaded().baseline
        let geography = CommuneGeography(baseline)
        let far = try XCTUnwrap(
            baseline.communes.indices.dropFirst().first { index in
                !geography.neighbours[0].contains { $0.land == index }
            })
        let evaluation = try evaluated(
            try loaded("cpts: {id: a, communes: [\(baseline.communes[0].id), \(baseline.communes[far].id)]}"))
        XCTAssertFalse(evaluation.divisions[0].figures.isContiguous)
        XCTAssertTrue(
            evaluation.findings.contains { $0.where == "CPTS a" && $0.text.contains("is not contiguous") },
            "\(evaluation.findings)")
    }

    func testATargetThatIsMissedIsAFinding() throws {
        let baseline = try loaded().baseline
        let total = baseline.population.totalInhabitants
        let evaluation = try evaluated(
            try loaded("cpts: {id: a, grow_from: \(baseline.communes[0].id), inhabitants: \(total * 2)}"))
        XCTAssertTrue(
            evaluation.findings.contains { $0.where == "CPTS a" && $0.text.contains("no commune beside it is left") },
            "\(evaluation.findings)")
    }

    func testCorsica() throws {
        let corsica = try realCorsica()
        let files = try TextFiles([
            "territory.yaml": """
            territory: 1
            name: Corse
            crs: EPSG:2154
            communes: {layer: \(corsica)/communes.geojson, id: code, name: nom}
            population:
              - layer: \(corsica)/population_communes.csv
                commune: insee_com
                columns: {inhabitants: pop_rp2023}
                spread: {layer: \(corsica)/synthetic_homes.csv}
            roads: {layer: \(corsica)/routes.shp, length: LENGTH_M, class: HIGHWAY, direction: {field: SENS, both: Double, forward: Direct}, from: FROM_NODE, to: TO_NODE}
            sites:
              - {layer: \(corsica)/hospitals.csv, kind: emergency, id: finess, name: nom, where: {urgences_sae2022: 1}}
            """,
            "scenario.yaml": """
            scenario: 1
            name: Deux CPTS
            territory: territory.yaml
            zones: {flows_to: [emergency]}
            changes:
              - cpts: {id: balagne, grow_from: 2B050, inhabitants: 25000}
              - cpts: {id: sud, grow_from: 2A247, inhabitants: 40000}
            """,
        ])
        let loaded = try loadScenario(path: files.path("scenario.yaml"))
        let people = try loaded.attachedPeople(threads: 2)
        let evaluation = try loaded.evaluated(for: people, threads: 2)
        for result in evaluation.divisions {
            XCTAssertTrue(result.figures.isContiguous)
            // No commune outside the two towns has 4 000 people.
            XCTAssertEqual(
                result.figures.inhabitants, try XCTUnwrap(result.targetInhabitants), accuracy: 4000,
                result.territory.id)
        }
        // Calvi's people go to its own emergency department, and those of the south to Porto-Vecchio's.
        XCTAssertGreaterThan(try XCTUnwrap(evaluation.divisions[0].figures.servedInsideShare), 0.9)
    }
}

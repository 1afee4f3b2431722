import Coverage
import Foundation
import Simulation
import XCTest

@testable import Export

/// Subsets of sites on Corsica, compiled and whole.
final class RealBatchTests: XCTestCase {
    private static let data: URL = {
        let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        return ProcessInfo.processInfo.environment["MAILLAGE_DATA"].map { URL(fileURLWithPath: $0) }
            ?? package.deletingLastPathComponent().appendingPathComponent("shared/data")
    }()

    private let places = [
        ("corte", "[9.1490, 42.3063]"), ("porto", "[9.2795, 41.5911]"), ("calvi", "[8.7573, 42.5660]"),
        ("sartene", "[8.9742, 41.6215]"), ("ajaccio", "[8.7350, 41.9230]"), ("bastia", "[9.4450, 42.6970]"),
        ("ghisonaccia", "[9.4050, 42.0160]"), ("bonifacio", "[9.1590, 41.3870]"),
    ]

    private func scenarios(in folder: URL) throws -> BatchScenarios {
        let corsica = Self.data.appendingPathComponent("corse").path
        guard FileManager.default.fileExists(atPath: corsica + "/routes.shp") else {
            throw XCTSkip("no real data at \(corsica)")
        }
        let changes = places.enumerated().map { number, place in
            "  - open: {id: \(place.0), kind: \(number % 4 == 3 ? "cds" : "msp"), at: \(place.1), "
                + (number == 6 ? "satellite_of: bastia, " : "") + (number == 2 ? "minutes: 25, " : "")
                + "professionals: {general_practitioner: \(3 + number), nurse: 9}}"
        }
        let files = [
            "territory.yaml": """
            territory: 1
            name: Corse
            crs: EPSG:2154
            communes: {layer: \(corsica)/communes.geojson, id: code, name: nom}
            population:
              - layer: \(corsica)/population_communes.csv
                commune: insee_com
                columns: {inhabitants: pop_rp2023, age_75_plus: pop_75plus}
                spread: {layer: \(corsica)/synthetic_homes.csv}
            roads: {layer: \(corsica)/routes.shp, length: LENGTH_M, class: HIGHWAY, from: FROM_NODE, to: TO_NODE, direction: {field: SENS, both: Double, forward: Direct}}
            sites:
              - {layer: \(corsica)/hospitals.csv, kind: emergency, id: finess, name: nom, where: {urgences_sae2022: 1}}
            """,
            "scenario.yaml":
                "scenario: 1\nname: Essai\nterritory: territory.yaml\nrules: {minutes: {msp: 15, emergency: 30}}\n"
                + "changes:\n\(changes.joined(separator: "\n"))\n"
                + "equity: {quantity: minutes_to_nearest, kind: msp, threshold: 20, groups: [age_75_plus]}\n",
            "plan.yaml": """
            batch: 1
            name: Essai
            scenario: scenario.yaml
            factors:
              - {name: sites, subset_of: [corte, porto, calvi, sartene, ajaccio, ghisonaccia, bonifacio]}
            figures:
              - inhabitants
              - kinds.*.sites
              - kinds.*.covered_inhabitants
              - kinds.*.uncovered_inhabitants
              - kinds.*.covered_share
              - kinds.*.choices.*
              - kinds.*.minutes_to_nearest.*
              - kinds.*.groups.*.*
              - overlaps.*.overlapped_inhabitants
              - three_15s.*.passes
              - three_15s.*.inhabitants.*
              - three_15s.*.professionals.*
              - three_15s.*.minutes.*
              - three_15s_served.*
              - equity.*
              - equity.atkinson.*
              - equity.fgt.*
            per_commune: [msp_covered_inhabitants, msp_mean_minutes, msp_min_minutes, cds_covered_share, emergency_mean_minutes]
            """,
        ]
        for (name, text) in files { try Data(text.utf8).write(to: folder.appendingPathComponent(name)) }
        return try BatchScenarios(BatchPlan(path: folder.appendingPathComponent("plan.yaml").path))
    }

    func testRandomSubsetsHaveTheFiguresOfWholeEvaluationsToTheLastDigit() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("batch-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let scenarios = try scenarios(in: folder)
        let figures = try BatchFigures(scenarios, threads: 2)
        let compiled = try XCTUnwrap(figures.compiled)
        let evaluator = compiled.evaluator()
        let sampler = scenarios.design.sampler()
        XCTAssertEqual(scenarios.design.runCount, 128)
        XCTAssertGreaterThan(figures.names.count, 100)
        for index in [0, 127] + (0..<6).map({ _ in Int.random(in: 1..<127) }) {
            let run = sampler.run(index)
            evaluator.evaluate(present: compiled.present(in: run))
            let fast = figures.values(of: evaluator)
            let whole = try figures.values(of: scenarios.result(of: run, simulating: [], threads: 2))
            for (name, values) in zip(figures.names, zip(fast.figures, whole.figures)) {
                XCTAssertEqual(values.0, values.1, "\(name) of \(run.values[0].text)")
            }
            XCTAssertEqual(fast.communes, whole.communes, run.values[0].text)
            XCTAssertEqual(whole.communes.first?.count, 360)
        }
    }
}

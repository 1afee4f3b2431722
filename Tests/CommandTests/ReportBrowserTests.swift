import Foundation
import XCTest

/// Reports in a real browser: Tests/BrowserTests/test_report.py opens what the program writes. Skips, saying so, where
/// Chromium or Playwright is missing.
final class ReportBrowserTests: XCTestCase {
    private static let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    private func open(_ folder: String) throws {
        let script = Self.package.appendingPathComponent("Tests/BrowserTests/test_report.py").path
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", script, folder]
        let messages = Pipe()
        process.standardError = messages
        do { try process.run() } catch { throw XCTSkip("python3 cannot be run: \(error)") }
        let text = String(decoding: messages.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        // 77: the script says what is missing; 127: there is no Python.
        if [77, 127].contains(process.terminationStatus) { throw XCTSkip(text) }
        XCTAssertEqual(process.terminationStatus, 0, text)
    }

    func testTheReportsOfRunsAndOfAComparison() throws {
        let program = try Program()
        try SmallCountry.write(to: program)
        // A commune may have any name.
        try program.replace(
            "\"Commune 1\"", by: "\"<script>alert(1)</script><img src=x onerror=alert(2)>\"", in: "communes.geojson")
        for (language, folder) in [("fr", "one"), ("en", "two")] {
            let outcome = try program.run(
                "run", "scenario.yaml", "--output", folder, "--lang", language, "--quiet")
            XCTAssertEqual(outcome.status, 0, outcome.errors)
            XCTAssertTrue(try program.read("\(folder)/report.html").contains("<html lang=\"\(language)\">"))
        }
        let outcome = try program.run(
            "compare", "one", "two", "--output", "comparison", "--lang", "fr", "--quiet")
        XCTAssertEqual(outcome.status, 0, outcome.errors)
        try open(program.folder.path)
    }

    /// Under 5 MB, and as usable as a small one.
    func testTheReportOfCorsica() throws {
        let data =
            ProcessInfo.processInfo.environment["MAILLAGE_DATA"].map { URL(fileURLWithPath: $0) }
            ?? Self.package.deletingLastPathComponent().appendingPathComponent("shared/data")
        let corsica = data.appendingPathComponent("corse").path
        guard FileManager.default.fileExists(atPath: "\(corsica)/routes.shp") else {
            throw XCTSkip("no real data at \(corsica)")
        }
        let program = try Program()
        try program.write(
            "territory.yaml",
            """
            territory: 1
            name: Corse
            crs: EPSG:2154
            communes: {layer: \(corsica)/communes.geojson, id: code, name: nom}
            population:
              - layer: \(corsica)/population_communes.csv
                commune: insee_com
                columns: {inhabitants: pop_rp2023, age_75_plus: pop_75plus}
                spread: {layer: \(corsica)/synthetic_homes.csv}
            roads: {layer: \(corsica)/routes.shp, length: LENGTH_M, class: HIGHWAY, direction: {field: SENS, both: Double, forward: Direct}, from: FROM_NODE, to: TO_NODE}
            sites:
              - {layer: \(corsica)/hospitals.csv, kind: emergency, id: finess, name: nom, where: {urgences_sae2022: 1}}
              - {layer: \(corsica)/ehpad.csv, kind: ehpad, id: finess, name: nom}
            professionals:
              - {layer: \(corsica)/supply_by_commune.csv, commune: insee_com, columns: {general_practitioner: mg_bpe_D201}}

            """)
        try program.write(
            "scenario.yaml",
            """
            scenario: 1
            name: Deux maisons de santé
            territory: territory.yaml
            rules: {minutes: {msp: 15, emergency: 30, ehpad: 20}}
            changes:
              - open: {id: msp-corte, kind: msp, at: [9.1490, 42.3063], professionals: {general_practitioner: 4, nurse: 6}}
              - open: {id: msp-calvi, kind: msp, at: [8.7573, 42.5660], professionals: {general_practitioner: 4, nurse: 5}}
            services: {general_practice: {}}
            equity: {kind: msp, groups: [age_75_plus]}

            """)
        let outcome = try program.run("run", "scenario.yaml", "--output", "corsica", "--lang", "fr", "--quiet")
        XCTAssertEqual(outcome.status, 0, outcome.errors)
        let size = try program.read("corsica/report.html").utf8.count
        XCTAssertLessThan(size, 5_000_000)
        XCTAssertGreaterThan(size, 300_000, "all communes are drawn")
        try open(program.folder.path)
    }
}

import Export
import Foundation
import Simulation
import XCTest

/// The same input gives the same bytes, whatever the number of threads and the order of the rows.
final class SameBytesTests: XCTestCase {
    private func files(of territory: SmallTerritory, threads: Int) throws -> [String: Data] {
        let loaded = try loadScenario(path: territory.path("scenario.yaml"))
        var files = try resultFiles(
            loaded.analysed(threads: threads), inputs: loaded.inputs, to: territory.path("result"))
        // It has the digests of the inputs and the time of day.
        XCTAssertNotNil(files.removeValue(forKey: "manifest.json"))
        for name in ["summary.json", "report.html"] {
            files[name] = withoutFolder(files[name] ?? Data(), territory)
        }
        return files
    }

    /// Findings name the files, which stand in a folder of their own for each territory.
    private func withoutFolder(_ summary: Data, _ territory: SmallTerritory) -> Data {
        Data(String(decoding: summary, as: UTF8.self).replacing(territory.path(""), with: "").utf8)
    }

    private func assertSame(_ files: [String: Data], _ others: [String: Data], _ message: String, line: UInt = #line) {
        XCTAssertEqual(files.keys.sorted(), others.keys.sorted(), line: line)
        for (name, data) in files {
            XCTAssertTrue(others[name] == data, "\(name) differs: \(message)", line: line)
        }
    }

    func testTheNumberOfThreads() throws {
        let territory = try SmallTerritory()
        let one = try files(of: territory, threads: 1)
        XCTAssertEqual(
            one.keys.sorted(),
            [
                "catchments.geojson", "communes.geojson", "maillage.gpkg", "overlaps.geojson", "report.html",
                "sites.geojson", "summary.json", "territories.geojson", "uncovered_zones.geojson",
            ].sorted())
        for threads in [2, 5] { assertSame(try files(of: territory, threads: threads), one, "\(threads) threads") }
    }

    func testTheOrderOfTheRows() throws {
        for homes in [SmallTerritory.Homes.named, .nameless, .communesOverJunctions, .communesOverPoints] {
            let plain = try files(of: SmallTerritory(homes: homes), threads: 2)
            for seed in 1...2 as ClosedRange<UInt64> {
                let shuffled = try files(of: SmallTerritory(rows: seed, homes: homes), threads: 2)
                assertSame(shuffled, plain, "rows shuffled by \(seed), \(homes)")
            }
        }
    }

    func testFractionsOfInhabitantsDoNotDependOnTheOrderEither() throws {
        // Squares of the statistical office carry fractions of people.
        let plain = try files(of: SmallTerritory(unit: 0.1, homes: .nameless), threads: 1)
        let shuffled = try files(of: SmallTerritory(rows: 9, unit: 0.1, homes: .nameless), threads: 3)
        assertSame(shuffled, plain, "fractions")
    }

    func testTheEmptyScenarioIsTheBaseline() throws {
        let territory = try SmallTerritory()
        let loaded = try loadScenario(path: territory.path("scenario.yaml"))
        let people = try loaded.attachedPeople(threads: 2)
        var evaluation = try evaluate(
            loaded.baseline, named: loaded.scenario.name, for: people, settings: loaded.settings, threads: 2)
        evaluation.findings = loaded.findings + evaluation.findings
        let baseline = SimulationResult(
            evaluation: evaluation, maps: try draw(evaluation, for: people, threads: 2))
        XCTAssertEqual(try summaryData(of: loaded.analysed(threads: 2)), try summaryData(of: baseline))

        // Closing what was opened too.
        let place = try territory.degrees(4000, 4000)
        let undone = try SmallTerritory(
            changes: """

                  - open: {id: new, kind: msp, at: [\(place)]}
                  - close: {id: new}
                """)
        let result = try loadScenario(path: undone.path("scenario.yaml")).analysed(threads: 2)
        XCTAssertEqual(
            withoutFolder(try summaryData(of: result), undone), withoutFolder(try summaryData(of: baseline), territory))
    }
}

import Export
import Foundation
import Geometry
import Layers
import Simulation
import XCTest

/// The folder of a result as INTERFACE says: nothing half-written, nothing foreign replaced.
final class ResultFolderTests: XCTestCase {
    private struct Study: Sendable {
        var folder: TemporaryFolder
        var loaded: LoadedScenario
        var result: SimulationResult
    }

    private static let study = Result { () -> Study in
        let territory = try SmallTerritory()
        let loaded = try loadScenario(path: territory.path("scenario.yaml"))
        return Study(folder: territory.folder, loaded: loaded, result: try loaded.analysed(threads: 2))
    }

    private func write(_ result: SimulationResult? = nil, to folder: String) throws -> [String: Data] {
        let study = try Self.study.get()
        return try resultFiles(result ?? study.result, inputs: study.loaded.inputs, to: folder)
    }

    /// An empty folder to write results into.
    private func workshop() throws -> String {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("workshop-" + UUID().uuidString).path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        addTeardownBlock { try? FileManager.default.removeItem(atPath: folder) }
        return folder
    }

    private func content(_ folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    }

    private let files = [
        "catchments.geojson", "communes.geojson", "maillage.gpkg", "manifest.json", "overlaps.geojson", "report.html",
        "sites.geojson", "summary.json", "territories.geojson", "uncovered_zones.geojson",
    ]

    func testAFolderThatIsNotThereIsMade() throws {
        let workshop = try workshop()
        for folder in ["\(workshop)/result", "\(workshop)/with slash/"] {
            XCTAssertEqual(try write(to: folder).keys.sorted(), files)
        }
        XCTAssertEqual(try content(workshop), ["result", "with slash"], "nothing is left beside it")
    }

    func testAnEmptyFolderAndAnEarlierResultAreReplaced() throws {
        let workshop = try workshop()
        let folder = "\(workshop)/result"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        XCTAssertEqual(try write(to: folder).keys.sorted(), files)
        try "older".write(toFile: "\(folder)/older.geojson", atomically: true, encoding: .utf8)
        XCTAssertEqual(try write(to: folder).keys.sorted(), files, "nothing of the earlier result is left")
        XCTAssertEqual(try content(workshop), ["result"])
    }

    func testWhatIsNotOursIsLeftAlone() throws {
        let workshop = try workshop()
        let foreign = "\(workshop)/foreign"
        try FileManager.default.createDirectory(atPath: foreign, withIntermediateDirectories: true)
        for (name, text) in [
            ("letter.txt", "Dear…"), ("manifest.json", "{\"program\": \"other\"}"), ("manifest.json", "no JSON"),
            ("manifest.json", "{\"version\": \"1\"}"),
        ] {
            try? FileManager.default.removeItem(atPath: "\(foreign)/manifest.json")
            try text.write(toFile: "\(foreign)/\(name)", atomically: true, encoding: .utf8)
            XCTAssertThrowsError(try write(to: foreign)) { error in
                XCTAssertEqual((error as? Problem)?.kind, .output)
                XCTAssertEqual((error as? Problem)?.file, foreign)
                XCTAssertNotNil((error as? Problem)?.remedy)
            }
            XCTAssertEqual(try String(contentsOfFile: "\(foreign)/\(name)", encoding: .utf8), text)
        }
        XCTAssertEqual(try content(foreign), ["letter.txt", "manifest.json"])
        let file = "\(workshop)/file"
        try "text".write(toFile: file, atomically: true, encoding: .utf8)
        XCTAssertThrowsError(try write(to: file)) { XCTAssertEqual(($0 as? Problem)?.kind, .output) }
        XCTAssertThrowsError(try write(to: "\(workshop)/missing/result")) {
            XCTAssertEqual(($0 as? Problem)?.kind, .output)
        }
        XCTAssertEqual(try content(workshop), ["file", "foreign"], "nothing is left beside them")
    }

    func testAFailureInTheMiddleLeavesWhatWasThere() throws {
        let workshop = try workshop()
        let folder = "\(workshop)/result"
        let earlier = try write(to: folder)
        var broken = try Self.study.get().result
        // JSON has no such number: the maps are written by then, the summary cannot be.
        broken.evaluation.unattachedInhabitants = .nan
        XCTAssertThrowsError(try write(broken, to: folder))
        XCTAssertThrowsError(try write(broken, to: "\(workshop)/new"))
        XCTAssertEqual(try content(workshop), ["result"])
        for (name, data) in earlier { XCTAssertEqual(FileManager.default.contents(atPath: "\(folder)/\(name)"), data) }
        XCTAssertEqual(try content(folder), files)
    }

    func testTwoRunsDifferInTheTimeOfDayOnly() throws {
        let workshop = try workshop()
        let first = try write(to: "\(workshop)/first")
        let second = try write(to: "\(workshop)/second")
        for (name, data) in first where name != "manifest.json" {
            XCTAssertTrue(second[name] == data, name)
        }
        func manifest(_ files: [String: Data]) throws -> [String: JSON] {
            var members = try JSONDecoder().decode([String: JSON].self, from: try XCTUnwrap(files["manifest.json"]))
            XCTAssertNotNil(members.removeValue(forKey: "started")?.text)
            XCTAssertGreaterThanOrEqual(try XCTUnwrap(members.removeValue(forKey: "wall_seconds")?.number), 0)
            return members
        }
        XCTAssertEqual(try manifest(first), try manifest(second))
    }

    func testTheManifestTellsInputsAndSettings() throws {
        let study = try Self.study.get()
        let manifest = try JSON(try XCTUnwrap(write(to: "\(try workshop())/result")["manifest.json"]))
        XCTAssertTrue(
            manifest.keys.isSuperset(of: [
                "program", "version", "inputs", "settings", "seed", "started", "wall_seconds",
            ]))
        XCTAssertEqual(manifest["program"]?.text, "maillage")
        let inputs = try XCTUnwrap(manifest["inputs"]).elements
        XCTAssertEqual(
            Set(inputs.compactMap { $0["path"]?.text.map { URL(fileURLWithPath: $0).lastPathComponent } }),
            [
                "scenario.yaml", "territory.yaml", "communes.geojson", "homes.csv", "roads.geojson", "sites.csv",
                "supply.csv",
                "cantons.csv",
            ])
        for input in inputs {
            let path = try XCTUnwrap(input["path"]?.text)
            XCTAssertEqual(input["sha256"]?.text, try sha256(ofFile: path))
            XCTAssertEqual(input["sha256"]?.text?.count, 64)
        }
        let settings = try XCTUnwrap(manifest["settings"])
        for key in settings.keys {
            XCTAssertNotNil(settings[key]?["value"], key)
            XCTAssertNotNil(settings[key]?["source"]?.text, key)
        }
        XCTAssertEqual(settings["rules.three_15s.inhabitants"]?["value"], .number(500))
        XCTAssertEqual(settings["rules.three_15s.minutes_quantile"]?["value"], .number(0.95))
        XCTAssertEqual(settings["rules.minutes.msp"]?["value"], .number(4))
        XCTAssertEqual(settings["travel.resolution_metres"]?["value"], .number(100))
        XCTAssertEqual(study.result.networkFingerprint, manifest["network_fingerprint"]?.text)
    }
}

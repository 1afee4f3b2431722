import Foundation
import Geometry
import Layers
import RoadNetwork
import Synthesis
import Territory
import XCTest

@testable import Simulation

/// The scenarios that come with the program: all of them hold, and the README names them all.
final class ScenarioFolderTests: XCTestCase {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Scenarios").path

    /// The scenario files of a folder, by name; plans of many runs apart.
    private func scenarios(in folder: String) throws -> [String] {
        try files(in: folder).filter { !isPlan($0) }
    }

    private func files(in folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".yaml") }.sorted()
    }

    private func isPlan(_ name: String) -> Bool {
        (try? String(contentsOfFile: "\(Self.folder)/\(name)", encoding: .utf8).contains("\nbatch: 1\n")) ?? false
    }

    func testEveryPlanHoldsInItsScenario() throws {
        let plans = try files(in: Self.folder).filter(isPlan)
        XCTAssertGreaterThan(plans.count, 3)
        for name in plans { XCTAssertNoThrow(try BatchScenarios(BatchPlan(path: "\(Self.folder)/\(name)")), name) }
    }

    private func cases() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: Self.folder + "/cases").sorted()
    }

    func testEveryScenarioHoldsOnItsTerritory() throws {
        struct Land: Hashable {
            var path: String
            var profile: ScenarioFile.Profile
        }
        let demonstrations = try cases().map { "cases/\($0)/scenario.yaml" }.filter {
            FileManager.default.fileExists(
                atPath: URL(fileURLWithPath: "\(Self.folder)/\($0)").deletingLastPathComponent().path
                    + "/territory.yaml") == false
        }
        let names = try scenarios(in: Self.folder) + demonstrations
        XCTAssertGreaterThan(names.count, 14)
        // Each land is read once.
        var files: [Land: [ScenarioFile]] = [:]
        for name in names {
            let file = try ScenarioFile(path: "\(Self.folder)/\(name)")
            files[Land(path: file.territoryPath, profile: file.profile), default: []].append(file)
        }
        for (land, files) in files {
            let profile =
                switch land.profile {
                case .named(let name): try speedProfile(named: name)
                case .file(let path): try readSpeedProfile(path: path)
                }
            let territory = try loadTerritory(path: land.path, profile: profile).territory
            for file in files { XCTAssertNoThrow(try resolve(file, on: territory), file.path) }
        }
    }

    func testTheReadmeNamesEveryScenario() throws {
        let readme = try String(contentsOfFile: Self.folder + "/README.md", encoding: .utf8)
        for name in try files(in: Self.folder) { XCTAssertTrue(readme.contains("`\(name)`"), name) }
        for name in try cases() { XCTAssertTrue(readme.contains("`cases/\(name)/`"), name) }
    }

    // MARK: Cases on other land

    /// The cases whose layers the user gives.
    private func casesOnOtherLand() throws -> [String] {
        let found = try cases().filter {
            FileManager.default.fileExists(atPath: "\(Self.folder)/cases/\($0)/territory.yaml")
        }
        XCTAssertEqual(found.count, 6)
        return found.map { "\(Self.folder)/cases/\($0)" }
    }

    func testWhatIsWrongWithACaseIsTheMissingLandAndNothingElse() throws {
        for folder in try casesOnOtherLand() {
            // Both files are as the schema wants them…
            let file = try ScenarioFile(path: "\(folder)/scenario.yaml")
            XCTAssertEqual(file.territoryPath, "\(folder)/territory.yaml")
            // …and of the territory nothing is wrong but that its layers are not there.
            XCTAssertThrowsError(try TerritoryFile(path: file.territoryPath), folder) { error in
                let found = problems(in: error, file: "")
                // Communes, population, roads; a table where there is a division.
                let hasDivisions = folder.hasSuffix("haut-vivarais") || folder.hasSuffix("saint-amand-en-puisaye")
                XCTAssertEqual(found.count, hasDivisions ? 4 : 3, "\(found)")
                for problem in found {
                    XCTAssertTrue(
                        problem.description.contains("there is no file \(folder)/data/"), problem.description)
                }
            }
        }
    }

    /// Land made up around the towns of a case, with the divisions that its table has, and the scenario on it.
    private func loadedOnMadeUpLand(_ name: String) throws -> LoadedScenario {
        let folder = "\(Self.folder)/cases/\(name)"
        let target = FileManager.default.temporaryDirectory.appendingPathComponent("case-" + UUID().uuidString).path
        addTeardownBlock { try? FileManager.default.removeItem(atPath: target) }
        let crs = CoordinateReferenceSystem.lambert93
        let towns = try readTowns(path: "\(folder)/towns.csv", crs: crs)
        try write(
            synthesize(
                SynthesisRequest(
                    name: name, settlement: .towns(towns, outline: nil), junctions: max(1000, 40 * towns.count),
                    sites: [])),
            to: target, format: .shapefile, notes: nil)
        let table = try LayerReader(path: "\(folder)/towns.csv")
        let divisions = table.fields.map(\.name).filter { ["departement", "canton"].contains($0) }
        var territory = try String(contentsOfFile: "\(target)/territory.yaml", encoding: .utf8)
        if let division = divisions.first {
            territory += "divisions:\n  - {name: \(division), table: towns.csv, commune: id, id: \(division)}\n"
        }
        try territory.write(toFile: "\(target)/territory.yaml", atomically: true, encoding: .utf8)
        for file in ["towns.csv", "scenario.yaml"] {
            try FileManager.default.copyItem(atPath: "\(folder)/\(file)", toPath: "\(target)/\(file)")
        }
        return try loadScenario(path: "\(target)/scenario.yaml")
    }

    func testLotEtGaronneHasFifteenHousesOfSeveralSites() throws {
        let loaded = try loadedOnMadeUpLand("lot-et-garonne")
        let sites = loaded.territory.sites
        XCTAssertEqual(sites.count { $0.satelliteOf == nil }, 15)
        XCTAssertEqual(Set(sites.compactMap(\.satelliteOf)).count, 15, "each has a satellite")
        let evaluation = try loaded.evaluated(for: try loaded.attachedPeople(threads: 2), threads: 2)
        let areas = try XCTUnwrap(evaluation.territory.divisions.first { $0.name == "aire_de_sante" }).territories
        XCTAssertEqual(areas.count, 15)
        let grown = areas.flatMap(\.communes)
        XCTAssertEqual(grown.sorted(), Array(evaluation.territory.communes.indices), "every commune in one area")
        for area in evaluation.divisions { XCTAssertTrue(area.figures.isContiguous, area.territory.id) }
    }

    func testCraonAndRenazeAreTwoPolesOfTwoSites() throws {
        let loaded = try loadedOnMadeUpLand("craon-renaze")
        let evaluation = try loaded.evaluated(for: try loaded.attachedPeople(threads: 2), threads: 2)
        XCTAssertEqual(evaluation.poles.poles.count, 2)
        XCTAssertEqual(evaluation.poles.poles.map(\.satellites.count), [1, 1])
    }

    func testHautVivaraisIsServedAcrossItsBorder() throws {
        let loaded = try loadedOnMadeUpLand("haut-vivarais")
        let evaluation = try loaded.evaluated(for: try loaded.attachedPeople(threads: 2), threads: 2)
        XCTAssertEqual(evaluation.poles.poles.count, 2)
        let departments = try XCTUnwrap(evaluation.territory.divisions.first { $0.name == "departement" }).territories
        XCTAssertEqual(departments.map(\.id), ["07", "43"])
        // People of Haute-Loire whose nearest house is in Ardèche, or the other way round.
        let homes = evaluation.poles.poles.map { pole in
            departments.firstIndex { department in
                department.communes.contains { $0 == evaluation.territory.sites[pole.site].commune }
            }
        }
        XCTAssertEqual(Set(homes).count, 2, "one house on each side")
        let crossing = departments.enumerated().contains { number, department in
            department.points.contains { point in
                evaluation.poles.nearestPole[point].map { homes[$0] != number } ?? false
            }
        }
        XCTAssertTrue(crossing)
        let community = evaluation.territory.divisions.first { $0.name == "CPTS" }?.territories.first
        XCTAssertEqual(community?.communes.count, 5)
    }

    func testSaintAmandHasTheProfessionalsAndLacksThePeople() throws {
        let loaded = try loadedOnMadeUpLand("saint-amand-en-puisaye")
        let evaluation = try loaded.evaluated(for: try loaded.attachedPeople(threads: 2), threads: 2)
        let pole = try XCTUnwrap(evaluation.poles.poles.first)
        XCTAssertEqual(pole.professionals.value, 15)
        XCTAssertTrue(pole.professionals.passes)
        XCTAssertFalse(pole.inhabitants.passes)
        let canton = evaluation.divisions.first { $0.territory.id == "Saint-Amand-en-Puisaye" }
        XCTAssertEqual(canton?.figures.inhabitants, 1370 + 330 + 470 + 480 + 600 + 350)
    }

    func testCœurDHéraultHasOnePointAndSessionsOfVisitors() throws {
        let loaded = try loadedOnMadeUpLand("coeur-herault")
        let evaluation = try loaded.evaluated(for: try loaded.attachedPeople(threads: 2), threads: 2)
        XCTAssertEqual(evaluation.kinds.map(\.kind), ["consultation_avancee", "mmg"])
        XCTAssertEqual(evaluation.kinds.map(\.coverage.sites.count), [3, 1])
        XCTAssertEqual(evaluation.poles.poles.count, 0)
    }

    func testCentreOuestBretagneHas87GeneralPractitionersOfWhom78InAHundredAreOver50() throws {
        let loaded = try loadedOnMadeUpLand("centre-ouest-bretagne")
        let practitioners = loaded.territory.sites.reduce(0) { $0 + $1.professionals["general_practitioner"].headcount }
        XCTAssertEqual(practitioners, 87, "those who join the house of Carhaix leave the practice of the town")
    }
}

import Foundation
import Layers
import Territory
import XCTest

@testable import Simulation

/// From a territory file to a scenario applied, on real Corsica, where it is there.
final class RealTerritoryFileTests: XCTestCase {
    func testCorsica() throws {
        let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let data =
            ProcessInfo.processInfo.environment["MAILLAGE_DATA"].map { URL(fileURLWithPath: $0) }
            ?? package.deletingLastPathComponent().appendingPathComponent("shared/data")
        let corsica = data.appendingPathComponent("corse").path
        guard FileManager.default.fileExists(atPath: corsica + "/communes.geojson") else {
            throw XCTSkip("no real data at \(corsica)")
        }
        let files = try TextFiles([
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
            roads: {layer: \(corsica)/routes.shp, length: LENGTH_M, class: HIGHWAY, direction: {field: SENS, both: Double, forward: Direct}}
            sites:
              - {layer: \(corsica)/hospitals.csv, kind: emergency, id: finess, name: nom, where: {urgences_sae2022: 1}}
            professionals:
              - {layer: \(corsica)/supply_by_commune.csv, commune: insee_com, columns: {general_practitioner: mg_bpe_D201}}
            divisions: []
            """,
            "scenario.yaml": """
            scenario: 1
            name: MSP de Corte
            territory: territory.yaml
            changes:
              - open: {id: msp-corte, kind: msp, name: MSP de Corte, at: [9.1490, 42.3063], professionals: {nurse: 6}}
              - staff: {id: msp-corte, add: {general_practitioner: 4}, taken_from: 2B096}
            """,
        ])
        let file = try ScenarioFile(path: files.path("scenario.yaml"))
        let territory = try readTerritory(TerritoryFile(path: file.territoryPath).description)
        XCTAssertEqual(territory.population.totalInhabitants, 355_486)
        let scenario = try resolve(file, on: territory)
        let after = apply(scenario, to: territory)
        let corte = try XCTUnwrap(after.communeIndex(CommuneID("2B096")))
        let site = try XCTUnwrap(after.siteIndex(SiteID("msp-corte")).map { after.sites[$0] })
        XCTAssertEqual(site.commune, corte)
        XCTAssertEqual(site.professionals.total, ProfessionalCount(10))
        // The 327 general practitioners of the island stay 327.
        let inCommunes = after.supply.total["general_practitioner"].headcount
        XCTAssertEqual(inCommunes + site.professionals["general_practitioner"].headcount, 327)
    }
}

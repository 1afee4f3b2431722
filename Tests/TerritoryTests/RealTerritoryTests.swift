import Foundation
import Geometry
import Layers
import XCTest

@testable import Territory

/// On real data, where it is there: beside the package, or where MAILLAGE_DATA says.
final class RealTerritoryTests: XCTestCase {
    private func data(_ path: String) throws -> String {
        let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let beside = package.deletingLastPathComponent().appendingPathComponent("shared/data")
        let folder = ProcessInfo.processInfo.environment["MAILLAGE_DATA"].map { URL(fileURLWithPath: $0) } ?? beside
        let file = folder.appendingPathComponent(path).path
        guard FileManager.default.fileExists(atPath: file) else { throw XCTSkip("no real data at \(file)") }
        return file
    }

    func testCorsica() throws {
        let homes = LayerSource(path: try data("corse/synthetic_homes.csv"))
        let figures = LayerSource(path: try data("corse/population_communes.csv"))
        let communes = LayerSource(path: try data("corse/communes.geojson"))
        let hospitals = LayerSource(path: try data("corse/hospitals.csv"))
        let supply = LayerSource(path: try data("corse/supply_by_commune.csv"))
        let description = TerritoryDescription(
            file: "territory.yaml", name: "Corse", crs: "EPSG:2154",
            communes: CommuneSource(layer: communes, idField: "code", nameField: "nom"),
            population: [
                PopulationSource(
                    layer: figures, communeField: "insee_com",
                    columns: [
                        "inhabitants": ["pop_rp2023"], "age_75_plus": ["pop_75plus"], "age_85_plus": ["pop_85plus"],
                    ],
                    spread: .layer(homes, weightField: nil))
            ],
            sites: [
                SiteSource(
                    layer: hospitals, kind: .constant("emergency"), idField: "finess", nameField: "nom",
                    condition: ["urgences_sae2022": ["1"]])
            ],
            professionals: [
                ProfessionalSource(
                    layer: supply, communeField: "insee_com", columns: ["general_practitioner": "mg_bpe_D201"])
            ])
        let territory = try readTerritory(description)
        XCTAssertEqual(territory.communes.count, 360)
        XCTAssertEqual(territory.communes.reduce(0) { $0 + $1.boundary.area } / 1e6, 8759.5, accuracy: 10)
        XCTAssertEqual(territory.population.totalInhabitants, 355_486)
        XCTAssertEqual(territory.sites.count, 4)
        XCTAssertEqual(territory.supply.total["general_practitioner"].headcount, 327)

        // Every commune has exactly its published figures, in whole people.
        var published: [String: (inhabitants: Double, old: Double)] = [:]
        let table = try LayerReader(path: figures.path)
        let fields = try ["insee_com", "pop_rp2023", "pop_75plus"].map(table.fieldIndex)
        try table.forEach { feature in
            published[feature.values[fields[0]].text ?? ""] = (
                feature.values[fields[1]].number ?? 0, feature.values[fields[2]].number ?? 0
            )
        }
        XCTAssertEqual(territory.inhabitantsByCommune, published.mapValues(\.inhabitants))
        let old = try XCTUnwrap(territory.population.counts(ofGroup: "age_75_plus"))
        XCTAssertEqual(old.reduce(0, +), published.values.reduce(0) { $0 + $1.old })
        for (group, all) in zip(old, territory.population.inhabitants) {
            XCTAssertTrue(group <= all && group == group.rounded() && all == all.rounded())
        }
        for finding in territory.findings { print(finding) }
    }

    func testOlempsSquares() throws {
        let squares = LayerSource(path: try data("bdtopo-olemps/population.shp"))
        let communes = LayerSource(path: try data("bdtopo-olemps/COMMUNE.shp"))
        let description = TerritoryDescription(
            file: "territory.yaml", name: "Olemps", crs: "EPSG:2154",
            communes: CommuneSource(layer: communes, idField: "code_insee", nameField: "nom"),
            population: [
                PopulationSource(layer: squares, columns: ["inhabitants": ["ind"], "age_80_plus": ["ind_80p"]])
            ])
        let territory = try readTerritory(description)
        // Added up with ogrinfo: SELECT SUM(ind) FROM population gives 29736.5.
        XCTAssertEqual(territory.population.totalInhabitants, 29736.5, accuracy: 1e-6)
        XCTAssertTrue(territory.hasFinding(.warning, "lie outside every commune"))
        for finding in territory.findings { print(finding) }
    }
}

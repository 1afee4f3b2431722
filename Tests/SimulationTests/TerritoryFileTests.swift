import Foundation
import Layers
import RoadNetwork
import Territory
import XCTest

@testable import Simulation

final class TerritoryFileTests: XCTestCase {
    private let complete = """
        territory: 1
        name: Corse
        crs: EPSG:2154
        note: approximate
        communes: {layer: communes.geojson, id: code, name: nom}
        population:
          - layer: people.csv
            commune: insee_com
            columns: {inhabitants: pop, under_16: [ind_0_3, ind_4_15]}
            spread: {layer: homes.csv, weight: n}
          - {layer: people.csv, commune: insee_com, columns: {poor: poor}, spread: junctions}
        roads: {layer: routes.shp, length: LENGTH_M, class: HIGHWAY, direction: {field: SENS, both: Double, forward: [Direct, direct]}}
        sites:
          - {layer: hospitals.csv, kind: emergency, id: finess, name: nom, where: {urgences: 1}, beds: lits}
          - {layer: sites.csv, kind_field: type, id: id, professionals: {nurse: n}, satellite_of: main}
        professionals:
          - {layer: supply.csv, commune: insee_com, columns: {general_practitioner: mg}}
        divisions:
          - {name: EPCI, table: epci.csv, commune: code, id: siren}
          - {name: canton, layer: cantons.gpkg, layer_name: cantons, id: code, name_field: nom}
        """
    private let layers = [
        "communes.geojson", "people.csv", "homes.csv", "routes.shp", "hospitals.csv", "sites.csv", "supply.csv",
        "epci.csv", "cantons.gpkg",
    ]

    private func folder(_ text: String) throws -> TextFiles {
        let files = try TextFiles(["territory.yaml": text])
        for layer in layers { try files.write(layer, "") }
        return files
    }

    func testEverythingIsRead() throws {
        let files = try folder(complete)
        let file = try TerritoryFile(path: files.path("territory.yaml"))
        let territory = file.description
        XCTAssertEqual(territory.name, "Corse")
        XCTAssertEqual(territory.note, "approximate")
        XCTAssertEqual(territory.communes.layer.path, files.path("communes.geojson"))
        XCTAssertEqual(territory.population[0].columns["under_16"], ["ind_0_3", "ind_4_15"])
        XCTAssertEqual(
            territory.population[0].spread,
            .layer(LayerSource(path: files.path("homes.csv")), weightField: "n"))
        XCTAssertEqual(territory.population[1].spread, .junctions)
        XCTAssertEqual(territory.sites.map(\.kind), [.constant("emergency"), .field("type")])
        XCTAssertEqual(territory.sites[0].condition, ["urgences": ["1"]])
        XCTAssertEqual(territory.sites[1].professionals, ["nurse": "n"])
        XCTAssertEqual(territory.professionals[0].columns, ["general_practitioner": "mg"])
        XCTAssertEqual(territory.divisions.map(\.communeField), ["code", nil])
        XCTAssertEqual(territory.divisions[1].layer.layerName, "cantons")
        XCTAssertEqual(
            file.roads,
            .layer(
                path: files.path("routes.shp"), options: ReadingOptions(),
                meaning: .fields(
                    RoadLayerFields(
                        length: "LENGTH_M", roadClass: "HIGHWAY",
                        direction: .init(field: "SENS", both: ["Double"], forward: ["Direct", "direct"])))))
    }

    func testOtherRoads() throws {
        for (roads, expected) in [("osm", "o"), ("network", "n")] {
            let line = complete.split(separator: "\n", omittingEmptySubsequences: false).map {
                $0.hasPrefix("roads") ? "roads: {\(roads): people.csv}" : String($0)
            }
            let files = try folder(line.joined(separator: "\n"))
            let path = files.path("people.csv")
            XCTAssertEqual(
                try TerritoryFile(path: files.path("territory.yaml")).roads,
                expected == "o" ? .openStreetMap(path: path) : .network(path: path))
        }
    }

    func testAllProblemsAtOnceEachWithItsLine() throws {
        let files = try folder(
            """
            territory: 2
            name:
            crs: EPSG:2154
            comunes: {layer: communes.geojson, id: code}
            population:
              - {layer: peopel.csv, columns: {inhabitants: [1, {a: b}]}}
            roads: {layer: routes.shp, osm: homes.csv, speed_unit: mph}
            sites:
              - {layer: sites.csv, id: id, where: [1]}
            divisions:
              - {name: EPCI, table: epci.csv, id: siren}
            """)
        let problems = problemsThrown { try TerritoryFile(path: files.path("territory.yaml")) }
        let expected = [
            "line 1, territory: expected 1, found 2",
            "line 2, name: the value is missing",
            "line 4, comunes: the key `comunes` is unknown: did you mean `communes`?",
            "line 1: the key `communes` is missing",
            "line 6, population[0].layer: there is no file \(files.path("peopel.csv")): did you mean `people.csv`?",
            "line 6, population[0].columns.inhabitants[1]: expected an identifier, found the keys a",
            "line 7, roads: expected exactly one of the keys layer, osm, network, found layer and osm",
            "line 7, roads.speed_unit: `mph` is not one of kmh, mps: did you mean `mps`?",
            "line 9, sites[0]: expected exactly one of the keys kind, kind_field, found none",
            "line 9, sites[0].where: expected keys and values",
            "line 11, divisions[0]: a table of communes needs the key `commune`",
        ]
        for text in expected {
            XCTAssertTrue(problems.contains { $0.hasPrefix(text) }, "\(text)\n\(problems.joined(separator: "\n"))")
        }
        XCTAssertEqual(problems.count, expected.count)
    }

    func testInhabitantsAreNeeded() throws {
        let files = try folder(complete.replacingOccurrences(of: "inhabitants: pop", with: "people: pop"))
        XCTAssertTrue(
            problemsThrown { try TerritoryFile(path: files.path("territory.yaml")) }[0].contains("`inhabitants`"))
    }
}

import Foundation
import Geometry
import Layers
import XCTest

@testable import Territory

/// A land in metres built with words: communes are squares of one kilometre side by side, in files of a
/// folder that goes when the test ends.
final class LandOfSquares {
    let folder: URL
    /// Where the land lies in Lambert-93, in the middle of France.
    let corner = Point(x: 600_000, y: 6_600_000)
    let communeIDs: [String]

    init(communes: [String] = ["01001", "01002", "01003"]) throws {
        communeIDs = communes
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("land-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try write("communes.geojson", communesGeoJSON(communes.enumerated().map { ($1, square(at: $0)) }))
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    @discardableResult
    func write(_ name: String, _ text: String) throws -> String {
        let url = folder.appendingPathComponent(name)
        try text.write(to: url, atomically: true, encoding: .utf8)
        return url.path
    }

    /// Lines of a CSV whose coordinates are `x` and `y` in Lambert-93.
    func layer(_ name: String, _ lines: [String]) throws -> LayerSource {
        let hasPlaces = lines.first?.hasSuffix("x,y") ?? false
        let path = try write(name, lines.joined(separator: "\n") + "\n")
        return hasPlaces
            ? LayerSource(path: path, crs: "EPSG:2154", xField: "x", yField: "y") : LayerSource(path: path)
    }

    /// `x,y` of a place: metres from the south-west corner of the land.
    func place(_ east: Double, _ north: Double) -> String {
        "\(corner.x + east),\(corner.y + north)"
    }

    func square(at position: Int, side: Double = 1000) -> [Point] {
        let west = corner.x + 1000 * Double(position)
        return [
            Point(x: west, y: corner.y), Point(x: west + side, y: corner.y),
            Point(x: west + side, y: corner.y + side), Point(x: west, y: corner.y + side),
            Point(x: west, y: corner.y),
        ]
    }

    func communesGeoJSON(_ communes: [(id: String, ring: [Point])]) -> String {
        let features = communes.map { id, ring in
            let points = ring.map { "[\($0.x),\($0.y)]" }.joined(separator: ",")
            return """
                {"type":"Feature","properties":{"code":"\(id)","nom":"Commune \(id)"},\
                "geometry":{"type":"Polygon","coordinates":[[\(points)]]}}
                """
        }
        return """
            {"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::2154"}},\
            "features":[\(features.joined(separator: ","))]}
            """
    }

    var communes: CommuneSource {
        CommuneSource(
            layer: LayerSource(path: folder.appendingPathComponent("communes.geojson").path), idField: "code",
            nameField: "nom")
    }

    func description(
        population: [PopulationSource], sites: [SiteSource] = [], professionals: [ProfessionalSource] = [],
        divisions: [DivisionSource] = []
    ) -> TerritoryDescription {
        TerritoryDescription(
            file: "territory.yaml", name: "Land of squares", crs: "EPSG:2154", communes: communes,
            population: population, sites: sites, professionals: professionals, divisions: divisions)
    }
}

extension StudyTerritory {
    /// Inhabitants by commune, as the points hold them.
    var inhabitantsByCommune: [String: Double] {
        var totals: [String: Double] = [:]
        for (commune, inhabitants) in zip(population.communes, population.inhabitants) {
            totals[commune.map { communes[$0].id.text } ?? "", default: 0] += inhabitants
        }
        return totals
    }

    func hasFinding(_ severity: Finding.Severity, _ words: String...) -> Bool {
        findings.contains { finding in
            finding.severity == severity && words.allSatisfy { finding.description.contains($0) }
        }
    }
}

/// The problems that `body` throws, one a line.
func problemTexts(_ body: () throws -> some Any, file: StaticString = #filePath, line: UInt = #line) -> [String] {
    do {
        _ = try body()
        XCTFail("no error was thrown", file: file, line: line)
        return []
    } catch {
        return problems(in: error, file: "?").map(\.description)
    }
}

import ArgumentParser
import Foundation
import Geometry
import Layers
import Synthesis

struct SynthesizeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "synthesize",
        abstract: "Makes up a plausible territory, from real towns or from a seed.",
        discussion: """
            Communes, roads, population points, sites, and the territory.yaml that reads them. Roads and outlines are \
            approximate, and every layer and map says so. The same input gives the same bytes.

            Examples:
              maillage synthesize --seed 7 --junctions 20000 --output invented
              maillage synthesize --towns towns.csv --sites poles.csv \\
                --name "Basse-Normandie" --output basse-normandie
            """)

    @Option(help: "A table of real towns: the columns lon, lat, name, inhabitants, and id where there is one.")
    var towns: String?

    @Option(help: "Polygons of the land the towns lie on; without it, all within 8 km of a town.")
    var outline: String?

    @Option(help: "The number from which everything else is made up; the same number gives the same territory.")
    var seed: UInt64?

    @Option(help: "Road junctions: 1000 to 5000000. Default: 40 a town.")
    var junctions: Int?

    @Option(
        help: "A table of sites: the columns lon, lat, id, name, kind, professionals, and source. Default: invented.")
    var sites: String?

    @Option(help: "A text in Markdown about where towns and sites come from, put into the README.")
    var notes: String?

    @Option(help: "Name of the territory.")
    var name: String?

    @Option(help: "The projection, in metres.")
    var crs = "EPSG:2154"

    @Option(name: .shortAndLong, help: "Folder to write to.")
    var output: String

    @Option(help: "Format of the layers: shapefile, geopackage or flatgeobuf (the fastest for millions of junctions).")
    var format = "shapefile"

    @Flag(help: "Print the summary as one JSON object.")
    var json = false

    @Flag(help: "Print nothing but errors.")
    var quiet = false

    func validate() throws {
        guard towns != nil || seed != nil else {
            throw ValidationError("Give --towns FILE.csv for real towns, or --seed N for invented ones.")
        }
        guard towns != nil || junctions != nil else {
            throw ValidationError("Say with --junctions N how large the invented territory is.")
        }
        if let junctions, !(1...5_000_000).contains(junctions) {
            throw ValidationError("--junctions \(junctions): give a number up to 5000000.")
        }
        guard towns != nil || outline == nil else {
            throw ValidationError("--outline belongs to --towns; invented towns have a land of their own.")
        }
        guard layerFormat != nil else {
            throw ValidationError("--format \(format): choose shapefile, geopackage or flatgeobuf.")
        }
    }

    private var layerFormat: LayerFormat? {
        synthesisFormats.first { $0.rawValue.lowercased() == format.lowercased() }
    }

    func run() throws {
        try requireSynthesisFolder(output)
        let crs = try parsedSystem(self.crs)
        let settlement: SynthesisRequest.Settlement
        var count = 0
        if let towns {
            let places = try readTowns(path: towns, crs: crs)
            count = places.count
            settlement = .towns(places, outline: try outline.map { try readOutline(path: $0, crs: crs) })
        } else {
            settlement = .seeded(count: nil)
        }
        let request = SynthesisRequest(
            name: name ?? towns.map { URL(fileURLWithPath: $0).deletingPathExtension().lastPathComponent }
                ?? "Territory \(seed ?? 1)",
            crs: crs, settlement: settlement, junctions: junctions ?? 40 * count, seed: seed ?? 1,
            sites: try sites.map { try readSites(path: $0, crs: crs) })
        let text = try notes.map(readText)
        let territory: SyntheticTerritory
        do {
            territory = try synthesize(request)
        } catch let error as SynthesisError {
            guard let towns else { throw ValidationError("\(error)") }
            throw Problem(.content, file: towns, "\(error)")
        }
        try write(territory, to: output, format: layerFormat ?? .shapefile, notes: text)
        if !quiet { try printOut(json ? summaryJSON(of: territory) : summaryTable(of: territory)) }
    }

    private func readText(_ path: String) throws -> String {
        do {
            return try String(contentsOfFile: path, encoding: .utf8)
        } catch {
            throw Problem(.unreadable, file: path, "cannot be read as UTF-8 text")
        }
    }

    private func figures(of territory: SyntheticTerritory) -> [(name: String, value: Int)] {
        let roads = territory.roads
        return [
            ("towns", territory.towns.count),
            ("inhabitants", territory.towns.reduce(0) { $0 + $1.inhabitants }),
            ("junctions", roads.junctions.count),
            ("roads", roads.count),
            ("road_km", Int(((0..<roads.count).reduce(0.0) { $0 + roads.metres(of: $1) } / 1000).rounded())),
            ("population_points", territory.population.count),
            ("sites", territory.sites.count),
        ]
    }

    private func summaryTable(of territory: SyntheticTerritory) -> String {
        let rows = figures(of: territory).map { row in
            row.name.padding(toLength: 20, withPad: " ", startingAt: 0) + String(row.value)
        }
        return rows.joined(separator: "\n") + "\n" + "territory".padding(toLength: 20, withPad: " ", startingAt: 0)
            + URL(fileURLWithPath: output).appendingPathComponent("territory.yaml").relativePath
    }

    private func summaryJSON(of territory: SyntheticTerritory) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let object = Dictionary(uniqueKeysWithValues: figures(of: territory).map { ($0.name, $0.value) })
        return String(decoding: try encoder.encode(object), as: UTF8.self)
    }
}

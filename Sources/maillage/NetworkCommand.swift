import ArgumentParser
import Foundation
import Geometry
import Layers
import RoadNetwork
import Simulation

struct NetworkCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "network", abstract: "Makes roads routable, and tells about a network.",
        subcommands: [NetworkBuildCommand.self, NetworkInfoCommand.self])
}

struct NetworkBuildCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "build", abstract: "Builds a routable network from roads.",
        discussion: """
            Examples:
              maillage network build --osm corse.osm.pbf --output corse.network
              maillage network build --roads TRONCON_DE_ROUTE.shp --preset bdtopo \\
                --output aveyron.network
              maillage network build --roads routes.shp --length-field LENGTH_M \\
                --class-field HIGHWAY --direction-field SENS --both Double \\
                --forward Direct --output corse.network
            """)

    @Option(name: .long, help: "OpenStreetMap extract: .osm.pbf, .osm.gz or .osm.")
    var osm: String?

    @Option(name: .long, help: "Layer of road lines.")
    var roads: String?

    @Option(name: .long, help: "car, car-peak, foot, bicycle, or a profile of your own (FILE.yaml).")
    var profile = "car"

    @Option(name: .long, help: "Fields of a known product: bdtopo, route500 or osm-shapefile.")
    var preset: RoadLayerPreset?

    @Option(name: .long, help: "Field of the true length in metres (default: the line's own length).")
    var lengthField: String?

    @Option(name: .long, help: "Field of the speed (default: from the class).")
    var speedField: String?

    @Option(name: .long, help: "Unit of the speed field: kmh or mps.")
    var speedUnit: RoadLayerFields.SpeedUnit = .kilometresPerHour

    @Option(name: .long, help: "Field of the road class, in OpenStreetMap's words.")
    var classField: String?

    @Option(name: .long, help: "Field of the direction of travel (default: two-way).")
    var directionField: String?

    @Option(name: .long, help: "Value of the direction field for two-way roads.")
    var both: [String] = []

    @Option(name: .long, help: "Value for one-way roads in the direction of the line.")
    var forward: [String] = []

    @Option(name: .long, help: "Value for one-way roads against the line.")
    var backward: [String] = []

    @Option(name: .long, help: "Field of the junction where a line starts (default: shared line ends).")
    var fromField: String?

    @Option(name: .long, help: "Field of the junction where a line ends.")
    var toField: String?

    @Flag(name: .long, help: "Print what the network holds as one JSON object.")
    var json = false

    @OptionGroup var layer: LayerOptions
    @OptionGroup var work: WorkOptions

    @Option(name: .long, help: "The network file to write.")
    var output: String

    func validate() throws {
        guard (osm == nil) != (roads == nil) else {
            throw ValidationError("Give either --osm FILE or --roads LAYER.")
        }
        let fields = [lengthField, speedField, classField, directionField, fromField, toField].compactMap { $0 }
        if preset != nil, !fields.isEmpty {
            throw ValidationError("A --preset already says what the fields mean: leave out the field options.")
        }
        if osm != nil, preset != nil || !fields.isEmpty {
            throw ValidationError("--osm knows its own tags: presets and fields are for --roads.")
        }
        guard (fromField == nil) == (toField == nil) else {
            throw ValidationError("--from-field and --to-field belong together.")
        }
        if directionField == nil, !(both + forward + backward).isEmpty {
            throw ValidationError("--both, --forward and --backward need a --direction-field.")
        }
    }

    func run() throws {
        try requireOutput(output, notAmong: [osm, roads])
        let loaded = try loadRoads(try roadsDescription(), profile: try maillage.profile(named: profile))
        work.tell(loaded.findings)
        let network = try loaded.network.prepared(threads: work.threadCount)
        try network.save(to: output)
        if work.quiet { return }
        if json { return try printOut(jsonText(NetworkInformation(network))) }
        try printOut(
            "\(output): \(network.junctionCount) junctions, \(network.description.openDirections) arcs, "
                + "\(Int(network.description.lengthKilometres.rounded())) km of roads, "
                + "profile \(network.description.profile)"
        )
    }

    private func roadsDescription() throws -> RoadsDescription {
        if let osm { return .openStreetMap(path: osm) }
        guard let roads else { throw ValidationError("Give either --osm FILE or --roads LAYER.") }
        let options = try layer.readingOptions()
        if let preset { return .layer(path: roads, options: options, meaning: .preset(preset)) }
        var fields = RoadLayerFields(length: lengthField, roadClass: classField)
        fields.speed = speedField.map { .init(field: $0, unit: speedUnit) }
        fields.direction = directionField.map { .init(field: $0, both: both, forward: forward, backward: backward) }
        if let fromField, let toField { fields.junctions = .init(from: fromField, to: toField) }
        return .layer(path: roads, options: options, meaning: .fields(fields))
    }
}

struct NetworkInfoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "info", abstract: "Tells what a network holds.",
        discussion: """
            Example:
              maillage network info corse.network --json

            A large network is opened without reading all of it, so that damage inside may go unseen; --check reads it \
            whole.
            """)

    @Argument(help: "A network file.")
    var file: String

    @Flag(name: .long, help: "Print one JSON object.")
    var json = false

    @Flag(name: .long, help: "Read the whole file and compare it with its digests.")
    var check = false

    func run() throws {
        let network = try Network(path: file, checksContent: check)
        let description = network.description
        if json {
            return try printOut(jsonText(NetworkInformation(network)))
        }
        try printOut(
            """
            junctions            \(network.junctionCount)
            arcs                 \(network.description.openDirections)
            turn restrictions    \(network.turnRestrictionCount)\(turnNodes(of: network))
            strongly connected   \(description.stronglyConnectedJunctions)
            components           \(description.components)
            length               \(Int(description.lengthKilometres.rounded())) km
            box (W, S, E, N)     \(description.boundingBox.map { String($0) }.joined(separator: ", "))
            profile              \(description.profile)
            made from            \(description.sources.joined(separator: ", "))
            projection           \(network.crs)
            hierarchy            \(network.isPrepared ? "yes" : "no")
            fingerprint          \(network.fingerprint)
            """)
        for setting in description.settings {
            try printOut("  \(setting.key): \(setting.value)  (\(setting.source))")
        }
    }
}

/// The size of the graph in which turn restrictions are honoured; nothing where that is the network's.
private func turnNodes(of network: Network) -> String {
    network.nodeCount == network.junctionCount
        ? "" : " (with them the graph has \(network.nodeCount) nodes and \(network.arcCount) arcs)"
}

/// What a network holds, in junctions and in links by direction; the keys are those of the interface.
private struct NetworkInformation: Encodable {
    var nodes: Int
    var arcs: Int
    var strongly_connected_nodes: Int
    var components: Int
    var length_km: Double
    var bbox: [Double]
    var profile: String
    var fingerprint: String

    init(_ network: Network) {
        let description = network.description
        nodes = network.junctionCount
        arcs = network.description.openDirections
        strongly_connected_nodes = description.stronglyConnectedJunctions
        components = description.components
        length_km = description.lengthKilometres
        bbox = description.boundingBox
        profile = description.profile
        fingerprint = network.fingerprint
    }
}

extension RoadLayerPreset: ExpressibleByArgument {}
extension RoadLayerFields.SpeedUnit: ExpressibleByArgument {}

/// One JSON object with its keys sorted.
func jsonText(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
}

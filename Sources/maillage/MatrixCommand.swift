import ArgumentParser
import Export
import Layers
import RoadNetwork

struct MatrixCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "matrix", abstract: "Travel times and distances between two layers of points.",
        discussion: """
            Writes origin,destination,seconds,metres: one row a pair, in the order of the layers, empty where there is \
            no way. Travel goes from origin to destination, on foot between place and road.

            Example:
              maillage matrix --network corse.network --origins homes.csv \\
                --destinations msp.geojson --max-minutes 60 --output times.csv
            """)

    @Option(name: .long, help: "A network file.")
    var network: String

    @Option(name: .long, help: "Layer of points where people start (polygons: a place inside).")
    var origins: String

    @Option(name: .long, help: "Layer of points where they go.")
    var destinations: String

    @Option(name: .long, help: "Field of the ids, in both layers.")
    var idField = "id"

    @Option(name: .long, help: "Pairs beyond it are empty, in minutes (default: no limit).")
    var maxMinutes: Double?

    @OptionGroup var layer: LayerOptions
    @OptionGroup var access: AccessOptions
    @OptionGroup var summary: SummaryOptions
    @OptionGroup var work: WorkOptions

    @Option(name: .long, help: "The CSV file to write.")
    var output: String

    func validate() throws {
        if let maxMinutes, !(maxMinutes > 0 && maxMinutes <= 50_000) {
            throw ValidationError("--max-minutes must be above 0, and 50000 at most.")
        }
    }

    func run() throws {
        try requireOutput(output, notAmong: [network, origins, destinations])
        let network = try Network(path: network)
        func points(_ path: String) throws -> (ids: [String], attachments: [Attachment?]) {
            let points = try PointLayer(
                path: path, options: try layer.readingOptions(), idField: idField, in: network.crs)
            return (points.ids, attach(Array(zip(points.ids, points.places)), to: network, access, from: path, work))
        }
        let (starts, ends) = (try points(origins), try points(destinations))
        let reached = try writeMatrix(
            to: output, network: network, origins: starts, destinations: ends,
            limit: maxMinutes.map(TravelTime.init(minutes:)) ?? .unreachable, threads: work.threadCount)
        try summary.print(
            [
                ("origins", starts.ids.count), ("unattached_origins", starts.attachments.count { $0 == nil }),
                ("destinations", ends.ids.count), ("unattached_destinations", ends.attachments.count { $0 == nil }),
                ("pairs", starts.ids.count * ends.ids.count), ("pairs_with_a_way", reached),
            ], work)
    }
}

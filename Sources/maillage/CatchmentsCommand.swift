import ArgumentParser
import Export
import Geometry
import Layers
import RoadNetwork

struct CatchmentsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "catchments", abstract: "Catchment polygons and the people inside.",
        discussion: """
            Writes one MultiPolygon a site and limit: site,minutes,area_km2,inhabitants. People are counted from their \
            travel times, not from the polygon.

            Example:
              maillage catchments --network corse.network --sites msp.geojson \\
                --minutes 5,10,15 --population homes.csv \\
                --population-field inhabitants --output catchments.geojson
            """)

    @Option(name: .long, help: "A network file.")
    var network: String

    @Option(name: .long, help: "Layer of sites.")
    var sites: String

    @Option(name: .long, help: "Field of the sites' ids.")
    var idField = "id"

    @Option(name: .long, help: "Limits in minutes, separated by commas.", transform: minuteLimits)
    var minutes: [Double]

    @Option(name: .long, help: "Whether people travel to the site, or professionals from it: to-site or from-site.")
    var direction: TravelDirection = .toSite

    @Option(name: .long, help: "Layer of population points.")
    var population: String?

    @Option(name: .long, help: "Field of its inhabitants.")
    var populationField: String?

    @Option(name: .long, help: "Drawing resolution in metres.")
    var resolutionMetres = 100.0

    @OptionGroup var layer: LayerOptions
    @OptionGroup var access: AccessOptions
    @OptionGroup var summary: SummaryOptions
    @OptionGroup var work: WorkOptions

    @Option(name: .long, help: "The GeoJSON file to write.")
    var output: String

    func validate() throws {
        guard (population == nil) == (populationField == nil) else {
            throw ValidationError("--population and --population-field belong together.")
        }
        guard resolutionMetres >= 5, resolutionMetres <= 5000 else {
            throw ValidationError("--resolution-metres must be from 5 to 5000.")
        }
    }

    func run() throws {
        try requireOutput(output, notAmong: [network, sites, population])
        let network = try Network(path: network)
        let options = try layer.readingOptions()
        let points = try PointLayer(path: sites, options: options, idField: idField, in: network.crs)
        let attached = attach(Array(zip(points.ids, points.places)), to: network, access, from: sites, work)
        var people: Inhabitants?
        if let population {
            let layer = try PointLayer(
                path: population, options: options, idField: nil, figureField: populationField, in: network.crs)
            people = Inhabitants(
                places: layer.places,
                attachments: attach(
                    Array(zip(layer.ids, layer.places)), to: network, access, from: population, work),
                counts: layer.figures)
        }
        let catchments = try siteCatchments(
            network: network, sites: (points.ids, attached), minutes: minutes, direction: direction, people: people,
            access: access.settings, resolutionMetres: resolutionMetres, threads: work.threadCount)
        try writeCatchments(catchments, crs: network.crs, to: output, threads: work.threadCount)
        try summary.print(
            [
                ("sites", points.ids.count), ("unattached_sites", attached.count { $0 == nil }),
                ("catchments", catchments.count),
            ], work)
    }
}

@Sendable private func minuteLimits(_ text: String) throws -> [Double] {
    let limits = text.split(separator: ",", omittingEmptySubsequences: false).map {
        Double($0.filter { !$0.isWhitespace })
    }
    let numbers = limits.compactMap { $0 }.filter { $0 > 0 && $0 <= 50_000 }
    guard !limits.isEmpty, numbers.count == limits.count else {
        throw ValidationError("minutes are numbers above 0 separated by commas, such as 5,10,15.")
    }
    return Array(Set(numbers)).sorted()
}

extension TravelDirection: ExpressibleByArgument {}

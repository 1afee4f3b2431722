import ArgumentParser
import Export
import Foundation
import Layers
import RoadNetwork

/// Catchments without what comes before and after them: reading layers, and writing GeoJSON.
struct CatchmentsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "catchments",
        abstract: "Catchment polygons of sites on a saved network, with the people inside, drawn and not written.",
        discussion: """
            Prints the seconds to open and read (load_s), to attach sites and people to the roads (attach_s), and to \
            search, draw and count (total_s); then what came out.

            Example:
              maillage-bench catchments corse.network sites.csv 5,10,15 \\
                --population homes.csv --population-field inhabitants --threads 2
            """)

    @Argument(help: "A network file that maillage network build wrote.")
    var network: String

    @Argument(help: "Layer of sites.")
    var sites: String

    @Argument(help: "Limits in minutes, separated by commas.")
    var minutes: String

    @Option(help: "Layer of population points.")
    var population: String?

    @Option(help: "Field of its inhabitants.")
    var populationField: String?

    @Option(help: "Drawing resolution in metres.")
    var resolutionMetres = 100.0

    @Option(help: "How many threads work at once.")
    var threads = 1

    func validate() throws {
        if !(1...1024).contains(threads) { throw ValidationError("--threads must be from 1 to 1024.") }
        if (population == nil) != (populationField == nil) {
            throw ValidationError("--population and --population-field belong together.")
        }
        if !(5...5000).contains(resolutionMetres) {
            throw ValidationError("--resolution-metres must be from 5 to 5000.")
        }
        if limits.isEmpty { throw ValidationError("Minutes are numbers above 0 separated by commas, such as 5,10,15.") }
    }

    /// Ascending; empty where one of them is no number of minutes.
    private var limits: [Double] {
        let numbers = minutes.split(separator: ",", omittingEmptySubsequences: false).map { Double($0) ?? 0 }
        return numbers.allSatisfy { $0 > 0 && $0 <= 50_000 } ? Set(numbers).sorted() : []
    }

    func run() throws {
        let clock = ContinuousClock()
        let started = clock.now
        let network = try Network(path: network)
        let sites = try PointLayer(path: sites, options: ReadingOptions(), idField: nil, in: network.crs)
        let people = try population.map {
            try PointLayer(
                path: $0, options: ReadingOptions(), idField: nil, figureField: populationField, in: network.crs)
        }
        let loaded = clock.now
        let access = AccessSettings()
        let attachedSites = network.attach(sites.places, access, threads: threads)
        let inhabitants = people.map {
            Inhabitants(
                places: $0.places, attachments: network.attach($0.places, access, threads: threads), counts: $0.figures)
        }
        let attached = clock.now
        let catchments = try siteCatchments(
            network: network, sites: (sites.ids, attachedSites), minutes: limits, direction: .toSite,
            people: inhabitants, access: access, resolutionMetres: resolutionMetres, threads: threads)
        let done = clock.now
        let figures = Figures(
            load_s: (loaded - started) / .seconds(1), attach_s: (attached - loaded) / .seconds(1),
            total_s: (done - attached) / .seconds(1), sites: sites.ids.count, people: people?.places.count ?? 0,
            catchments: catchments.count, area_km2: catchments.reduce(0) { $0 + $1.land.area / 1e6 },
            inhabitants: catchments.reduce(0) { $0 + ($1.inhabitants ?? 0) })
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        print(String(decoding: try encoder.encode(figures), as: UTF8.self))
    }

    private struct Figures: Encodable {
        /// Seconds from files to layers in memory, the network opened.
        var load_s: Double
        /// Seconds to attach sites and people to the roads.
        var attach_s: Double
        /// Seconds from there to all polygons and counts in memory.
        var total_s: Double
        var sites: Int
        /// Places of people.
        var people: Int
        var catchments: Int
        /// Sums over all catchments; land and people count as often as they lie in one.
        var area_km2: Double
        var inhabitants: Double
    }
}

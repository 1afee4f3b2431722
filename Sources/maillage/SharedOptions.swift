import ArgumentParser
import Foundation
import Geometry
import Layers
import RoadNetwork
import Simulation
import Territory

/// How many threads work, and how much is said.
struct WorkOptions: ParsableArguments {
    @Option(name: .long, help: "How many threads work at once (default: all cores).")
    var threads: Int?

    @Flag(name: .long, help: "Print nothing but errors.")
    var quiet = false

    func validate() throws {
        if let threads, threads < 1 { throw ValidationError("--threads must be at least 1.") }
    }

    var threadCount: Int { threads ?? ProcessInfo.processInfo.activeProcessorCount }

    /// A line on standard error: progress, warnings.
    func tell(_ text: String) {
        if !quiet { print(text, to: &standardError) }
    }

    func tell(_ findings: [Finding]) {
        for finding in findings { tell(finding.description) }
    }
}

/// How layers are read where they do not say it themselves.
struct LayerOptions: ParsableArguments {
    @Option(name: .long, help: "The coordinate reference system of layers that name none, such as EPSG:2154.")
    var crs: String?

    @Option(name: .long, help: "The encoding of a Shapefile's texts that names none, such as ISO-8859-1.")
    var encoding: String?

    func readingOptions() throws -> ReadingOptions {
        ReadingOptions(crs: try crs.map(parsedSystem), encoding: encoding)
    }
}

/// How people get to the road.
struct AccessOptions: ParsableArguments {
    @Option(name: .long, help: "Walking speed to and from the road, in km/h.")
    var accessKmh = 4.0

    @Option(name: .long, help: "Places farther than this from any road are unattached, in metres.")
    var maxAccessMetres = 1000.0

    func validate() throws {
        guard accessKmh > 0, accessKmh.isFinite else { throw ValidationError("--access-kmh must be above 0.") }
        guard maxAccessMetres > 0, maxAccessMetres <= 50_000 else {
            throw ValidationError("--max-access-metres must be above 0, and 50000 at the most.")
        }
    }

    var settings: AccessSettings {
        AccessSettings(walkingSpeed: Speed(kilometresPerHour: accessKmh), maximumMetres: maxAccessMetres)
    }
}

func parsedSystem(_ definition: String) throws -> CoordinateReferenceSystem {
    do { return try CoordinateReferenceSystem(definition) } catch { throw ValidationError("--crs: \(error)") }
}

/// Attaches points and tells which of them are too far from every road.
func attach(
    _ points: [(id: String, place: Point)], to network: Network, _ access: AccessOptions, from path: String,
    _ work: WorkOptions
) -> [Attachment?] {
    let attachments = points.map { network.attach($0.place, access.settings) }
    let unattached = zip(points, attachments).filter { $0.1 == nil }.map(\.0.id)
    if !unattached.isEmpty {
        let shown = unattached.prefix(20).joined(separator: ", ")
        let more = unattached.count > 20 ? " … and \(unattached.count - 20) more" : ""
        work.tell(
            "\(path): \(unattached.count) of \(points.count) points are farther than \(access.maxAccessMetres) m from every "
                + "road and stay unattached: \(shown)\(more)")
    }
    return attachments
}

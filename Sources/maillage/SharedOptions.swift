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
        if let threads, !(1...1024).contains(threads) { throw ValidationError("--threads must be from 1 to 1024.") }
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

    func validate() throws {
        if let encoding, !isKnownEncoding(encoding) {
            throw ValidationError("--encoding \(encoding): name one such as UTF-8, ISO-8859-1 or CP1252.")
        }
    }

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
        guard (0.1...100).contains(accessKmh) else { throw ValidationError("--access-kmh must be from 0.1 to 100.") }
        guard (1...50_000).contains(maxAccessMetres) else {
            throw ValidationError("--max-access-metres must be from 1 to 50000.")
        }
    }

    var settings: AccessSettings {
        AccessSettings(walkingSpeed: Speed(kilometresPerHour: accessKmh), maximumMetres: maxAccessMetres)
    }
}

func parsedSystem(_ definition: String) throws -> CoordinateReferenceSystem {
    do { return try CoordinateReferenceSystem(definition) } catch { throw ValidationError("--crs: \(error)") }
}

/// A profile that the user names on the command line.
func profile(named name: String) throws -> SpeedProfile {
    let isFile = name.hasSuffix(".yaml") || name.hasSuffix(".yml") || FileManager.default.fileExists(atPath: name)
    guard isFile || SpeedProfile.builtIn(named: name) != nil else {
        let names = SpeedProfile.builtIn.map(\.name).joined(separator: ", ")
        throw ValidationError("--profile \(name): the profiles are \(names), or a YAML file.")
    }
    return try speedProfile(named: name)
}

/// Refuses before the work an output that cannot be written, or that would replace what is read.
func requireOutput(_ output: String, notAmong inputs: [String?]) throws {
    try requireWritableFile(output)
    func real(_ path: String) -> String { URL(fileURLWithPath: path).resolvingSymlinksInPath().path }
    if let input = inputs.compactMap({ $0 }).first(where: { real($0) == real(output) }) {
        throw ValidationError("--output \(output) would replace \(input), which is read: name another file.")
    }
}

/// Attaches points and tells which of them are too far from every road.
func attach(
    _ points: [(id: String, place: Point)], to network: Network, _ access: AccessOptions, from path: String,
    _ work: WorkOptions
) -> [Attachment?] {
    let attachments = network.attach(points.map(\.place), access.settings, threads: work.threadCount)
    let unattached = zip(points, attachments).filter { $0.1 == nil }.map(\.0.id)
    if !unattached.isEmpty {
        let shown = unattached.prefix(20).joined(separator: ", ")
        let more = unattached.count > 20 ? " … and \(unattached.count - 20) more" : ""
        work.tell(
            "warning: \(path): \(unattached.count) of \(points.count) points are farther than "
                + "\(access.maxAccessMetres) m from every road and stay unattached "
                + "(move them, or raise --max-access-metres): \(shown)\(more)")
    }
    return attachments
}

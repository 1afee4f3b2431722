import ArgumentParser
import Foundation
import RoadNetwork

struct OneToAllCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "one-to-all", abstract: "Times from each source to all nodes, by sweeps over a hierarchy.",
        discussion: """
            Prepares a contraction hierarchy once (prepare_s), then sweeps over it for several sources at once.

            Example:
              maillage-bench one-to-all corse-graph sources.u32 -
            """)

    @OptionGroup var search: SearchArguments

    func run() throws {
        try search.measure(buildsHierarchy: true) { graph in
            graph.sweeps(threads: search.threads)
        } search: { sweeps, sources, tally in
            sweeps?.forEachSource(sources) { source, _, milliseconds in tally.count(milliseconds, of: source) }
        }
    }
}

struct BoundedCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bounded",
        abstract: "Times from each source as far as a limit, by searches that need no hierarchy.",
        discussion: """
            Example, 15 minutes:
              maillage-bench bounded corse-graph sources.u32 900000
            """)

    @OptionGroup var search: SearchArguments

    func run() throws {
        try search.measure(buildsHierarchy: false) { graph in
            graph
        } search: { graph, sources, tally in
            graph.forEachSource(sources, within: search.limit.time, threads: search.threads) { source, milliseconds in
                milliseconds.withUnsafeBufferPointer { tally.count($0, of: source) }
            }
        }
    }
}

struct MatrixCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "matrix", abstract: "Times from each source to each source.",
        discussion: """
            Prepares a contraction hierarchy once (prepare_s), then sweeps over the part of it that leads to the sources.

            Example:
              maillage-bench matrix corse-graph sources.u32 -
            """)

    @OptionGroup var search: SearchArguments

    func run() throws {
        try search.measure(buildsHierarchy: true) { graph in
            graph
        } search: { graph, sources, tally in
            graph.sweeps(to: sources, threads: search.threads)?
                .forEachSource(sources) { source, _, milliseconds in tally.count(milliseconds, of: source) }
        }
    }
}

/// What all searches are given.
struct SearchArguments: ParsableArguments {
    @Argument(help: "A folder with first_out.u32, head.u32 and weight.u32, and where known lon.f64 and lat.f64.")
    var graphFolder: String

    @Argument(help: "The nodes to start from, as raw little-endian numbers of 4 bytes.")
    var sources: String

    @Argument(help: "Times beyond it are not counted, in milliseconds; - for no limit.")
    var limit: SearchLimit

    @Option(name: .long, help: "How many threads work at once.")
    var threads = 1

    func validate() throws {
        if !(1...1024).contains(threads) { throw ValidationError("--threads must be from 1 to 1024.") }
    }

    /// Reads the graph, prepares it, has all sources searched from, and prints the figures as one JSON object.
    ///
    /// - Parameter prepare: what else is made once for a graph, whatever the sources.
    /// - Throws: `Problem` where an input is missing or wrong.
    func measure<Prepared>(
        buildsHierarchy: Bool, prepare: (BareGraph) -> Prepared,
        search: (_ prepared: Prepared, _ sources: [UInt32], _ tally: Tally) -> Void
    ) throws {
        let clock = ContinuousClock()
        let started = clock.now
        let arrays = try GraphFolder(path: graphFolder).read()
        let sources = try readSources(self.sources, nodes: arrays.nodeCount)
        let loaded = clock.now
        let graph = BareGraph(
            first: arrays.firstArcs, heads: arrays.heads, milliseconds: arrays.milliseconds,
            coordinates: arrays.coordinates.map { zip($0.longitudes, $0.latitudes).map { (x: $0, y: $1) } },
            buildsHierarchy: buildsHierarchy, threads: threads)
        let ready = prepare(graph)
        let prepared = clock.now
        let tally = Tally(sources: sources.count, limit: limit.time)
        search(ready, sources, tally)
        let done = clock.now
        let figures = SearchFigures(
            load_s: (loaded - started) / .seconds(1), prepare_s: (prepared - loaded) / .seconds(1),
            total_s: (done - prepared) / .seconds(1), reached: tally.reached, sum_ms: tally.milliseconds)
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        print(String(decoding: try encoder.encode(figures), as: UTF8.self))
    }
}

/// How far searches go: whole milliseconds, or `-` for everywhere.
struct SearchLimit: ExpressibleByArgument {
    var time: TravelTime

    init?(argument: String) {
        if argument == "-" {
            time = .unreachable
        } else if let milliseconds = UInt32(argument), milliseconds != .max {
            time = TravelTime(milliseconds: milliseconds)
        } else {
            return nil
        }
    }
}

/// What is printed; the keys are those that other libraries' figures are compared by.
private struct SearchFigures: Encodable {
    /// Seconds from files to arrays in memory.
    var load_s: Double
    /// Seconds that are needed once for a graph.
    var prepare_s: Double
    /// Seconds from the graph in memory to all results.
    var total_s: Double
    /// Pairs of a source and a node that it reaches, itself included.
    var reached: Int
    /// The sum of their times in milliseconds.
    var sum_ms: UInt64
}

/// Counts what each source reaches. Each source has a place of its own, so that threads do not meet.
final class Tally: @unchecked Sendable {
    private struct Count {
        var reached = 0
        var milliseconds: UInt64 = 0
    }

    private let counts: UnsafeMutableBufferPointer<Count>
    private let limit: UInt32

    init(sources: Int, limit: TravelTime) {
        counts = .allocate(capacity: sources)
        counts.initialize(repeating: Count())
        // The greatest number is no time.
        self.limit = min(limit.milliseconds, .max - 1)
    }

    deinit {
        counts.deallocate()
    }

    var reached: Int { counts.reduce(0) { $0 + $1.reached } }
    var milliseconds: UInt64 { counts.reduce(0) { $0 + $1.milliseconds } }

    /// Counts times of one source. Different sources may be counted at once.
    func count(_ times: UnsafeBufferPointer<UInt32>, of source: Int) {
        // Without branches, so that the compiler takes several at once.
        var reached: UInt32 = 0
        var milliseconds: UInt64 = 0
        for time in times {
            let isReached = time <= limit
            reached &+= isReached ? 1 : 0
            milliseconds &+= UInt64(isReached ? time : 0)
        }
        counts[source].reached += Int(reached)
        counts[source].milliseconds += milliseconds
    }

    func count(_ times: UnsafeMutableBufferPointer<UInt32>, of source: Int) {
        count(UnsafeBufferPointer(times), of: source)
    }
}

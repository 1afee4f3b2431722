import CSweep

/// What one lane of a sweep holds: a time in milliseconds (16 lanes), or a whole `TravelCost` (8 lanes). The
/// greatest number stands for unreachable.
package protocol SweepValue: FixedWidthInteger & UnsignedInteger & Sendable & BitwiseCopyable {
    /// From the bits of a `TravelCost`.
    init(costBits: UInt64)

    static func sweep(_ graph: SweepGraph, _ isSeeded: UnsafePointer<UInt8>, _ values: UnsafeMutablePointer<Self>)

    /// Writes the values of some rows, lane by lane.
    static func copy(
        _ rows: UnsafeBufferPointer<UInt32>, of values: UnsafePointer<Self>,
        to lanes: UnsafePointer<UnsafeMutablePointer<Self>?>)
}

extension UInt32: SweepValue {
    package init(costBits: UInt64) { self.init(truncatingIfNeeded: costBits >> 32) }

    package static func sweep(
        _ graph: SweepGraph, _ isSeeded: UnsafePointer<UInt8>, _ values: UnsafeMutablePointer<UInt32>
    ) {
        sweep_times_16(
            graph.rowCount, graph.arcs.first.baseAddress, graph.arcs.higher.baseAddress,
            graph.arcs.milliseconds.baseAddress, isSeeded, values)
    }

    package static func copy(
        _ rows: UnsafeBufferPointer<UInt32>, of values: UnsafePointer<UInt32>,
        to lanes: UnsafePointer<UnsafeMutablePointer<UInt32>?>
    ) {
        rows_of_times_16(rows.count, rows.baseAddress, values, lanes)
    }
}

extension UInt64: SweepValue {
    package init(costBits: UInt64) { self = costBits }

    package static func sweep(
        _ graph: SweepGraph, _ isSeeded: UnsafePointer<UInt8>, _ values: UnsafeMutablePointer<UInt64>
    ) {
        sweep_costs_8(
            graph.rowCount, graph.arcs.first.baseAddress, graph.arcs.higher.baseAddress,
            graph.arcs.milliseconds.baseAddress, graph.arcs.centimetres.baseAddress, isSeeded, values)
    }

    package static func copy(
        _ rows: UnsafeBufferPointer<UInt32>, of values: UnsafePointer<UInt64>,
        to lanes: UnsafePointer<UnsafeMutablePointer<UInt64>?>
    ) {
        rows_of_costs_8(rows.count, rows.baseAddress, values, lanes)
    }
}

/// Travel times between several sites at once and the places of a `SweepGraph`. Heavy to make, light to run again.
/// One for each thread.
///
/// Delling, D., Goldberg, A. V., Nowatzyk, A. & Werneck, R. F. (2013), PHAST: hardware-accelerated shortest path
/// trees, J. Parallel Distrib. Comput. 73(7): from each site a search upwards in the hierarchy, then one pass over
/// all rows, higher ones first.
struct Sweep<Value: SweepValue>: ~Copyable {
    /// How many sites one sweep takes: one row of values fills a cache line.
    static var lanes: Int { 64 / MemoryLayout<Value>.size }

    private let graph: SweepGraph
    private let hierarchy: Hierarchy
    private let upward: HierarchyArcs
    private var search: UpwardSearch
    /// One lane a site. What a row holds before it is seeded or swept does not matter.
    private let values: AlignedArray<Value>
    private let isSeeded: AlignedArray<UInt8>
    private var seededRows: [UInt32] = []

    /// - Parameter upward: the arcs by which the sites' searches go up; the sweep comes down by the others.
    init(_ graph: SweepGraph, hierarchy: Hierarchy, upward: HierarchyArcs) {
        self.graph = graph
        self.hierarchy = hierarchy
        self.upward = upward
        search = UpwardSearch(nodeCount: hierarchy.nodeCount)
        values = AlignedArray(count: graph.rowCount * Self.lanes)
        isSeeded = AlignedArray(count: graph.rowCount)
        // So that the pages are there before the first run.
        values.elements.initialize(repeating: .max)
        isSeeded.elements.initialize(repeating: 0)
    }

    /// Sweeps for the sites of a range of `sites`, at most as many as there are lanes.
    mutating func run(_ sites: Range<Int>, of approaches: Approaches) {
        for (lane, site) in sites.enumerated() {
            for entry in Int(approaches.first[site])..<Int(approaches.first[site + 1]) {
                search.start(at: hierarchy.positions[Int(approaches.nodes[entry])], approaches.costs[entry])
            }
            search.run(upward) { position, cost in
                let row = graph.rowOfPosition.map { $0[Int(position)] } ?? position
                guard row != SweepGraph.none else { return }
                if isSeeded.elements[Int(row)] == 0 {
                    isSeeded.elements[Int(row)] = 1
                    seededRows.append(row)
                    for lane in 0..<Self.lanes { values.elements[Int(row) * Self.lanes + lane] = .max }
                }
                values.elements[Int(row) * Self.lanes + lane] = Value(costBits: cost.bits)
            }
        }
        if let values = values.elements.baseAddress, let isSeeded = isSeeded.elements.baseAddress {
            Value.sweep(graph, isSeeded, values)
        }
        for row in seededRows { isSeeded.elements[Int(row)] = 0 }
        seededRows.removeAll(keepingCapacity: true)
    }

    /// Writes what the last run has found about some places: for each lane one value a place.
    ///
    /// - Parameter lanes: as many as there are, each with room for these places.
    func copy(_ places: Range<Int>, to lanes: UnsafePointer<UnsafeMutablePointer<Value>?>) {
        guard let values = values.elements.baseAddress else { return }
        graph.rowOfPlace.withUnsafeBufferPointer {
            Value.copy(UnsafeBufferPointer(rebasing: $0[places]), of: values, to: lanes)
        }
    }
}

extension Hierarchy {
    /// Sweeps for all sites, as many at once as there are lanes, and calls `body` once for each site with one value a
    /// place. Sites come in any order and on any thread; the values are gone after the call.
    func sweep<Value: SweepValue>(
        from sites: Approaches, to places: Approaches, _ direction: TravelDirection, threads: Int,
        _ body: @escaping @Sendable (_ site: Int, _ values: UnsafeMutableBufferPointer<Value>) -> Void
    ) {
        let batches = (sites.placeCount + Sweep<Value>.lanes - 1) / Sweep<Value>.lanes
        let sweeps = Sweeps<Value>(self, to: places, direction, threads: min(threads, batches))
        sweeps.forEachSite(of: sites, placesAtOnce: places.placeCount) { site, _, values in body(site, values) }
    }
}

/// A sweep for each thread, and what is needed to do it again for other sites of the same places. One call at a time.
final class Sweeps<Value: SweepValue>: @unchecked Sendable {
    private let placeCount: Int
    private let workers: [SweepWorker]

    private final class SweepWorker {
        var sweep: Sweep<Value>
        init(_ sweep: consuming Sweep<Value>) { self.sweep = sweep }
    }

    init(_ hierarchy: Hierarchy, to places: Approaches, _ direction: TravelDirection, threads: Int) {
        let (upward, downward) =
            direction == .fromSite ? (hierarchy.up, hierarchy.down) : (hierarchy.down, hierarchy.up)
        let graph = SweepGraph(hierarchy, arcs: downward, places: places)
        placeCount = places.placeCount
        workers = (0..<max(1, threads)).map { _ in
            SweepWorker(Sweep(graph, hierarchy: hierarchy, upward: upward))
        }
    }

    /// Sweeps for all sites, and calls `body` for each site once or more with the values of some places, from
    /// `firstPlace` on. Sites come in any order and on any thread; the values are gone after the call.
    ///
    /// - Parameter placesAtOnce: how many of them the values are of, but for the last ones.
    func forEachSite(
        of sites: Approaches, placesAtOnce: Int,
        _ body:
            @escaping @Sendable (
                _ site: Int, _ firstPlace: Int, _ values: UnsafeMutableBufferPointer<Value>
            ) -> Void
    ) {
        let lanes = Sweep<Value>.lanes
        inParallel(count: (sites.placeCount + lanes - 1) / lanes, threads: workers.count) { [self] number in
            let worker = workers[number]
            // Lanes are written at once; apart from each other, they keep out of each other's cache lines.
            let stride = placesAtOnce + 16
            let values = AlignedArray<Value>(count: lanes * stride)
            return { [self] batch in
                let rows = (0..<lanes).map { lane in values.elements.baseAddress.map { $0 + lane * stride } }
                // The owner of what the rows show must outlive them.
                defer { withExtendedLifetime(values) {} }
                let batchSites = batch * lanes..<min((batch + 1) * lanes, sites.placeCount)
                worker.sweep.run(batchSites, of: sites)
                var start = 0
                repeat {
                    let places = start..<min(start + placesAtOnce, placeCount)
                    worker.sweep.copy(places, to: rows)
                    for (lane, site) in batchSites.enumerated() {
                        body(site, start, UnsafeMutableBufferPointer(start: rows[lane], count: places.count))
                    }
                    start = places.upperBound
                } while start < placeCount
            }
        }
    }
}

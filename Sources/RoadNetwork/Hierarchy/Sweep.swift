import CSweep

/// What one lane of a sweep holds: a time in milliseconds (16 lanes), or a whole `TravelCost` (8 lanes). The
/// greatest number stands for unreachable.
package protocol SweepValue: FixedWidthInteger & UnsignedInteger & Sendable & BitwiseCopyable {
    /// From the bits of a `TravelCost`.
    init(costBits: UInt64)

    static func sweep(_ graph: SweepGraph, _ isSeeded: UnsafePointer<UInt8>, _ values: UnsafeMutablePointer<Self>)

    /// Writes the values of each place, lane by lane.
    static func copyPlaces(
        _ graph: SweepGraph, _ values: UnsafePointer<Self>, to lanes: UnsafePointer<UnsafeMutablePointer<Self>?>)
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

    package static func copyPlaces(
        _ graph: SweepGraph, _ values: UnsafePointer<UInt32>, to lanes: UnsafePointer<UnsafeMutablePointer<UInt32>?>
    ) {
        rows_of_times_16(graph.rowOfPlace.count, graph.rowOfPlace, values, lanes)
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

    package static func copyPlaces(
        _ graph: SweepGraph, _ values: UnsafePointer<UInt64>, to lanes: UnsafePointer<UnsafeMutablePointer<UInt64>?>
    ) {
        rows_of_costs_8(graph.rowOfPlace.count, graph.rowOfPlace, values, lanes)
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
    private let values: LargeArray<Value>
    private let isSeeded: LargeArray<UInt8>
    private var seededRows: [UInt32] = []

    /// - Parameter upward: the arcs by which the sites' searches go up; the sweep comes down by the others.
    init(_ graph: SweepGraph, hierarchy: Hierarchy, upward: HierarchyArcs) {
        self.graph = graph
        self.hierarchy = hierarchy
        self.upward = upward
        search = UpwardSearch(nodeCount: hierarchy.nodeCount)
        values = LargeArray(count: graph.rowCount * Self.lanes)
        isSeeded = LargeArray(count: graph.rowCount)
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

    /// Writes what the last run has found: for each lane the values of all places.
    ///
    /// - Parameter lanes: as many as there are, each with room for every place.
    func copyPlaces(to lanes: UnsafePointer<UnsafeMutablePointer<Value>?>) {
        if let values = values.elements.baseAddress { Value.copyPlaces(graph, values, to: lanes) }
    }
}

extension Hierarchy {
    /// Sweeps for all sites, as many at once as there are lanes, and calls `body` once for each site with one value a
    /// place. Sites come in any order and on any thread; the values are gone after the call.
    func sweep<Value: SweepValue>(
        from sites: Approaches, to places: Approaches, _ direction: TravelDirection, threads: Int,
        _ body: @escaping @Sendable (_ site: Int, _ values: UnsafeMutableBufferPointer<Value>) -> Void
    ) {
        let (upward, downward) = direction == .fromSite ? (up, down) : (down, up)
        let graph = SweepGraph(self, arcs: downward, places: places)
        let lanes = Sweep<Value>.lanes
        inParallel(count: (sites.placeCount + lanes - 1) / lanes, threads: threads) {
            let worker = SweepWorker<Value>(graph, self, upward, placeCount: places.placeCount)
            return { batch in
                let batchSites = batch * lanes..<min((batch + 1) * lanes, sites.placeCount)
                worker.run(batchSites, sites)
                for (lane, site) in batchSites.enumerated() {
                    body(site, UnsafeMutableBufferPointer(start: worker.rows[lane], count: places.placeCount))
                }
            }
        }
    }
}

/// A sweep and the rows that its lanes are copied to.
private final class SweepWorker<Value: SweepValue> {
    private var sweep: Sweep<Value>
    let rows: [UnsafeMutablePointer<Value>?]
    private let values: LargeArray<Value>

    init(_ graph: SweepGraph, _ hierarchy: Hierarchy, _ upward: HierarchyArcs, placeCount: Int) {
        sweep = Sweep(graph, hierarchy: hierarchy, upward: upward)
        // Rows are kept apart from each other's cache lines: lanes are written at once.
        let stride = placeCount + 16
        values = LargeArray(count: Sweep<Value>.lanes * stride)
        let start = values.elements.baseAddress
        rows = (0..<Sweep<Value>.lanes).map { lane in start.map { $0 + lane * stride } }
    }

    func run(_ sites: Range<Int>, _ approaches: Approaches) {
        sweep.run(sites, of: approaches)
        sweep.copyPlaces(to: rows)
    }
}

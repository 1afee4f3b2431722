import Geometry

/// A graph without roads, places or files, and the engine's travel times over it: for measuring the engine by
/// itself, on arrays that any other library can be given.
///
/// Nodes are numbered inside so that neighbours are near each other: along a space-filling curve where their
/// coordinates are known, else as waves along the arcs meet them, unless they are so already. Callers use their own
/// numbers.
package struct BareGraph: Sendable {
    private let graph: RoadGraph
    /// The number inside of each of the caller's nodes.
    private let numbers: [UInt32]
    private let hierarchy: Hierarchy?

    package var nodeCount: Int { numbers.count }

    /// - Parameters:
    ///   - first: where the arcs of each node start, one more entry than nodes.
    ///   - heads: the other end of each arc.
    ///   - milliseconds: the time of each arc; the greatest number for an arc that cannot be used.
    ///   - coordinates: of each node, in any unit; nil where they are not known.
    ///   - buildsHierarchy: what sweeps need (`sweeps(to:threads:)`), and searches do not.
    package init(
        first: [UInt32], heads: [UInt32], milliseconds: [UInt32], coordinates: [(x: Double, y: Double)]?,
        buildsHierarchy: Bool, threads: Int
    ) {
        let count = first.count - 1
        var order = Array(0..<UInt32(count))
        if let coordinates {
            let box = BoundingBox(of: coordinates.map { Point(x: $0.x, y: $0.y) })
            let curve = coordinates.map { hilbertPosition(Point(x: $0.x, y: $0.y), in: box) }
            order.sort { (curve[Int($0)], $0) < (curve[Int($1)], $1) }
        } else if !neighboursAreNear(first: first, heads: heads) {
            order = breadthFirst(first: first, heads: heads)
        }
        var numbers = [UInt32](repeating: 0, count: count)
        for (number, node) in order.enumerated() { numbers[Int(node)] = UInt32(number) }
        var graph = RoadGraph(first: [0], heads: [], costs: [])
        graph.first.reserveCapacity(count + 1)
        graph.heads.reserveCapacity(heads.count)
        graph.costs.reserveCapacity(heads.count)
        for node in order {
            for arc in Int(first[Int(node)])..<Int(first[Int(node) + 1]) {
                graph.heads.append(numbers[Int(heads[arc])])
                let time = TravelTime(milliseconds: milliseconds[arc])
                graph.costs.append(time.isReachable ? TravelCost(time: time, centimetres: 0) : .unreachable)
            }
            graph.first.append(UInt32(graph.heads.count))
        }
        self.graph = graph
        self.numbers = numbers
        hierarchy = buildsHierarchy ? Hierarchy(graph, threads: threads) : nil
    }

    /// Sweeps from sources to targets, ready for any sources; nil without a hierarchy.
    ///
    /// - Parameter targets: nil: all nodes.
    package func sweeps(to targets: [UInt32]? = nil, threads: Int) -> BareSweeps? {
        hierarchy.map { hierarchy in
            BareSweeps(
                Sweeps(
                    hierarchy, to: Approaches(nodes: targets.map { $0.map { numbers[Int($0)] } } ?? numbers), .fromSite,
                    threads: threads),
                numbers: numbers)
        }
    }

    /// Searches from each source as far as the limit (inclusive), and calls `body` once for each with the milliseconds
    /// of every node reached, in no particular order.
    package func forEachSource(
        _ sources: [UInt32], within limit: TravelTime, threads: Int,
        _ body: @escaping @Sendable (_ source: Int, _ milliseconds: [UInt32]) -> Void
    ) {
        inParallel(count: sources.count, threads: threads) {
            let search = BareSearch(nodeCount: nodeCount)
            return { source in body(source, search.run(graph, from: numbers[Int(sources[source])], within: limit)) }
        }
    }
}

/// Whether most arcs lead to a node not far away in number.
private func neighboursAreNear(first: [UInt32], heads: [UInt32]) -> Bool {
    var near = 0
    for node in 0..<first.count - 1 {
        for head in heads[Int(first[node])..<Int(first[node + 1])] where abs(Int(head) - node) < 4096 { near += 1 }
    }
    return 2 * near >= heads.count
}

/// All nodes in the order in which waves that spread along the arcs meet them.
private func breadthFirst(first: [UInt32], heads: [UInt32]) -> [UInt32] {
    let count = first.count - 1
    var order: [UInt32] = []
    order.reserveCapacity(count)
    var isMet = [Bool](repeating: false, count: count)
    var next = 0
    for start in 0..<UInt32(count) where !isMet[Int(start)] {
        isMet[Int(start)] = true
        order.append(start)
        while next < order.count {
            let node = Int(order[next])
            next += 1
            for head in heads[Int(first[node])..<Int(first[node + 1])] where !isMet[Int(head)] {
                isMet[Int(head)] = true
                order.append(head)
            }
        }
    }
    return order
}

/// Sweeps over a bare graph, with the memory that each thread works in. One call at a time.
package final class BareSweeps {
    private let sweeps: Sweeps<UInt32>
    private let numbers: [UInt32]

    fileprivate init(_ sweeps: Sweeps<UInt32>, numbers: [UInt32]) {
        self.sweeps = sweeps
        self.numbers = numbers
    }

    /// Calls `body` for each source, some thousands of targets at a time, with the milliseconds to each of them from
    /// `firstTarget` on; the greatest number where there is no way. Sources come in any order and on any thread.
    package func forEachSource(
        _ sources: [UInt32],
        _ body:
            @escaping @Sendable (
                _ source: Int, _ firstTarget: Int, _ milliseconds: UnsafeMutableBufferPointer<UInt32>
            ) -> Void
    ) {
        sweeps.forEachSite(
            of: Approaches(nodes: sources.map { numbers[Int($0)] }), placesAtOnce: Self.targetsAtOnce, body)
    }

    /// As many as stay in the processor's second cache.
    private static let targetsAtOnce = 4096
}

/// The labels and the queue of searches over a bare graph. One for each thread.
private final class BareSearch {
    private let labels: UnsafeMutablePointer<TravelCost>
    private var queue = NodeQueue()
    private var reached: [UInt32] = []

    init(nodeCount: Int) {
        labels = .allocate(capacity: max(1, nodeCount))
        labels.initialize(repeating: .unreachable, count: nodeCount)
    }

    deinit {
        labels.deallocate()
    }

    func run(_ graph: RoadGraph, from source: UInt32, within limit: TravelTime) -> [UInt32] {
        labels[Int(source)] = .zero
        reached.append(source)
        queue.push(0, source)
        settle(graph.first, graph.heads, graph.costs, labels, &queue, &reached, .limit(limit))
        let milliseconds = reached.map { labels[Int($0)].time.milliseconds }
        for node in reached { labels[Int(node)] = .unreachable }
        reached.removeAll(keepingCapacity: true)
        return milliseconds
    }
}

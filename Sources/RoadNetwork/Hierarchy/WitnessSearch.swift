/// An arc that stands for a way over a contracted node.
struct Shortcut {
    var tail: UInt32
    var head: UInt32
    var cost: TravelCost
}

/// Looks for ways around a node: a search that stops after few nodes. One for each thread.
struct WitnessSearch: ~Copyable {
    private let labels: UnsafeMutablePointer<WitnessLabel>
    private var queue = NodeQueue()
    private var touched: UnsafeMutablePointer<UInt32>
    private var touchedCount = 0
    private var touchedCapacity = 1024

    init(nodeCount: Int) {
        labels = .allocate(capacity: max(1, nodeCount))
        labels.initialize(repeating: WitnessLabel(), count: nodeCount)
        touched = .allocate(capacity: touchedCapacity)
    }

    deinit {
        labels.deallocate()
        touched.deallocate()
    }

    /// Calls `body` with every way over `node` between two of its neighbours for which no way around is found
    /// that is as short.
    ///
    /// - Parameters:
    ///   - isAbsent: nodes that no way around may use, for all nodes; nil: all may be used.
    ///   - settledNodes: how many nodes a search looks at before it gives up.
    @inline(__always)
    mutating func neededWays(
        over node: UInt32, in graph: ContractionGraph.View, isAbsent: UnsafePointer<Bool>?, settledNodes: Int,
        _ body: (Shortcut) -> Void
    ) {
        let edges = graph.edges(node)
        for from in edges where from.back.isReachable {
            var longest = TravelCost.zero
            var targets = 0
            for to in edges where to.out.isReachable && to.neighbour != from.neighbour {
                let way = from.back + to.out
                if way.isReachable {
                    longest = max(longest, way)
                    targets += 1
                    labels[Int(to.neighbour)].wanted = way
                }
            }
            if targets == 0 { continue }
            search(
                from: from.neighbour, around: node, targets: targets, limit: longest, in: graph, isAbsent: isAbsent,
                settledNodes: settledNodes)
            for to in edges {
                let label = labels[Int(to.neighbour)]
                if label.wanted.isReachable {
                    if label.wanted < label.cost {
                        body(Shortcut(tail: from.neighbour, head: to.neighbour, cost: label.wanted))
                    }
                    labels[Int(to.neighbour)].wanted = .unreachable
                }
            }
            for position in 0..<touchedCount { labels[Int(touched[position])].cost = .unreachable }
            touchedCount = 0
        }
    }

    private mutating func search(
        from start: UInt32, around node: UInt32, targets: Int, limit: TravelCost, in graph: ContractionGraph.View,
        isAbsent: UnsafePointer<Bool>?, settledNodes: Int
    ) {
        // No way leads over the node itself: it looks reached already.
        labels[Int(node)].cost = .zero
        labels[Int(start)].cost = .zero
        touch(node)
        touch(start)
        queue.push(0, start)
        var unmet = targets
        var settled = 0
        search: while let (milliseconds, v) = queue.pop() {
            let cost = labels[Int(v)].cost
            if milliseconds > cost.time.milliseconds { continue }
            settled += 1
            if settled > settledNodes { break }
            for edge in graph.edges(v) {
                let candidate = cost + edge.out
                let w = Int(edge.neighbour)
                let label = labels[w]
                guard candidate <= limit, candidate < label.cost else { continue }
                if let isAbsent, isAbsent[w] { continue }
                if label.cost == .unreachable { touch(edge.neighbour) }
                labels[w].cost = candidate
                if label.wanted.isReachable, candidate <= label.wanted, label.cost > label.wanted {
                    unmet -= 1
                    if unmet == 0 { break search }
                }
                queue.push(candidate.time.milliseconds, edge.neighbour)
            }
        }
        queue.removeAll()
    }

    @inline(__always)
    private mutating func touch(_ node: UInt32) {
        if touchedCount == touchedCapacity {
            let larger = UnsafeMutablePointer<UInt32>.allocate(capacity: 2 * touchedCapacity)
            larger.initialize(from: touched, count: touchedCount)
            touched.deallocate()
            touched = larger
            touchedCapacity *= 2
        }
        touched[touchedCount] = node
        touchedCount += 1
    }
}

/// What a search for ways around knows of a node: the cost to it, and the cost of the way that it must not exceed;
/// unreachable where there is none.
private struct WitnessLabel {
    var cost = TravelCost.unreachable
    var wanted = TravelCost.unreachable
}

/// An arc that stands for a way over a contracted node.
struct Shortcut {
    var tail: UInt32
    var head: UInt32
    var cost: TravelCost
}

/// Looks for ways around a node: a search that stops after few nodes. One for each thread.
struct WitnessSearch: ~Copyable {
    private let labels: UnsafeMutablePointer<WitnessLabel>
    private var queue: WitnessQueue
    private var touched: UnsafeMutablePointer<UInt32>
    private var touchedCount = 0
    private var touchedCapacity = 1024

    init(nodeCount: Int) {
        labels = .allocate(capacity: max(1, nodeCount))
        labels.initialize(repeating: WitnessLabel(), count: nodeCount)
        touched = .allocate(capacity: touchedCapacity)
        queue = WitnessQueue()
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
        queue.push(.zero, start)
        var unmet = targets
        var settled = 0
        search: while let (cost, v) = queue.pop() {
            if cost > labels[Int(v)].cost { continue }
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
                queue.push(candidate, edge.neighbour)
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

/// A binary heap, which suits the short queues of such searches.
private struct WitnessQueue: ~Copyable {
    private var entries: UnsafeMutablePointer<(cost: TravelCost, node: UInt32)>
    private var count = 0
    private var capacity = 1024

    init() {
        entries = .allocate(capacity: capacity)
    }

    deinit {
        entries.deallocate()
    }

    mutating func removeAll() { count = 0 }

    @inline(__always)
    mutating func push(_ cost: TravelCost, _ node: UInt32) {
        if count == capacity {
            let larger = UnsafeMutablePointer<(cost: TravelCost, node: UInt32)>.allocate(capacity: 2 * capacity)
            larger.initialize(from: entries, count: count)
            entries.deallocate()
            entries = larger
            capacity *= 2
        }
        var position = count
        count += 1
        while position > 0 {
            let parent = (position - 1) / 2
            if entries[parent].cost <= cost { break }
            entries[position] = entries[parent]
            position = parent
        }
        entries[position] = (cost, node)
    }

    @inline(__always)
    mutating func pop() -> (TravelCost, UInt32)? {
        guard count > 0 else { return nil }
        let top = entries[0]
        count -= 1
        let last = entries[count]
        var position = 0
        while true {
            var child = 2 * position + 1
            if child >= count { break }
            if child + 1 < count, entries[child + 1].cost < entries[child].cost { child += 1 }
            if entries[child].cost >= last.cost { break }
            entries[position] = entries[child]
            position = child
        }
        entries[position] = last
        return (top.cost, top.node)
    }
}

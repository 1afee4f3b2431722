/// An edge of the graph that is being contracted, seen from one of its two nodes: the costs of both directions,
/// unreachable where there is no arc that way.
struct ContractionEdge {
    var neighbour: UInt32
    /// To the neighbour.
    var out: TravelCost
    /// From the neighbour.
    var back: TravelCost
}

/// The graph that is being contracted: each node's edges in a piece of one pool, the cheapest arc each way.
///
/// A node that has been contracted keeps its edges as they were then: the arcs between it and higher nodes.
struct ContractionGraph: ~Copyable {
    let nodeCount: Int
    private(set) var pool: UnsafeMutablePointer<ContractionEdge>
    private var poolUsed: Int
    private var poolCapacity: Int
    let starts: UnsafeMutablePointer<UInt32>
    let counts: UnsafeMutablePointer<UInt32>
    private let capacities: UnsafeMutablePointer<UInt32>

    init(_ graph: RoadGraph) {
        nodeCount = graph.nodeCount
        starts = .allocate(capacity: max(1, nodeCount))
        counts = .allocate(capacity: max(1, nodeCount))
        capacities = .allocate(capacity: max(1, nodeCount))
        counts.initialize(repeating: 0, count: nodeCount)
        capacities.initialize(repeating: 0, count: nodeCount)
        for tail in 0..<nodeCount {
            for arc in Int(graph.first[tail])..<Int(graph.first[tail + 1]) {
                capacities[tail] += 1
                capacities[Int(graph.heads[arc])] += 1
            }
        }
        var used = 0
        for node in 0..<nodeCount {
            // Mostly each edge comes as two arcs, and every node may get a shortcut or two.
            capacities[node] = capacities[node] / 2 + 2
            starts[node] = UInt32(used)
            used += Int(capacities[node])
        }
        poolUsed = used
        poolCapacity = used + used / 2 + 16
        pool = .allocate(capacity: poolCapacity)
        for tail in 0..<nodeCount {
            for arc in Int(graph.first[tail])..<Int(graph.first[tail + 1]) {
                insert(UInt32(tail), graph.heads[arc], graph.costs[arc])
            }
        }
    }

    deinit {
        pool.deallocate()
        starts.deallocate()
        counts.deallocate()
        capacities.deallocate()
    }

    /// What threads may read at once while nothing changes.
    struct View: @unchecked Sendable {
        let pool: UnsafePointer<ContractionEdge>
        let starts: UnsafePointer<UInt32>
        let counts: UnsafePointer<UInt32>

        func edges(_ node: UInt32) -> UnsafeBufferPointer<ContractionEdge> {
            UnsafeBufferPointer(start: pool + Int(starts[Int(node)]), count: Int(counts[Int(node)]))
        }

        /// Where in the pool an edge lies; nil where there is none.
        func place(ofEdgeAt node: UInt32, to neighbour: UInt32) -> Int? {
            let start = Int(starts[Int(node)])
            return edges(node).firstIndex { $0.neighbour == neighbour }.map { start + $0 }
        }
    }

    var view: View { View(pool: pool, starts: starts, counts: counts) }

    /// Adds an arc, or makes the one that is there as cheap as it. Loops are no way to anywhere.
    mutating func insert(_ tail: UInt32, _ head: UInt32, _ cost: TravelCost) {
        guard tail != head, cost.isReachable else { return }
        let outward = place(ofEdgeAt: tail, to: head)
        pool[outward].out = min(pool[outward].out, cost)
        let inward = place(ofEdgeAt: head, to: tail)
        pool[inward].back = min(pool[inward].back, cost)
    }

    /// Forgets a neighbour.
    mutating func remove(_ neighbour: UInt32, at node: UInt32) {
        guard let place = view.place(ofEdgeAt: node, to: neighbour) else { return }
        let rest = counts[Int(node)] - 1
        pool[place] = pool[Int(starts[Int(node)] + rest)]
        counts[Int(node)] = rest
    }

    /// Where in the pool an edge lies, which is added where there is none.
    private mutating func place(ofEdgeAt node: UInt32, to neighbour: UInt32) -> Int {
        if let place = view.place(ofEdgeAt: node, to: neighbour) { return place }
        let count = Int(counts[Int(node)])
        var start = Int(starts[Int(node)])
        if count == Int(capacities[Int(node)]) {
            let capacity = count * 2
            if poolUsed + capacity > poolCapacity { grow(to: poolUsed + capacity) }
            (pool + poolUsed).initialize(from: pool + start, count: count)
            start = poolUsed
            starts[Int(node)] = UInt32(start)
            capacities[Int(node)] = UInt32(capacity)
            poolUsed += capacity
        }
        (pool + start + count).initialize(
            to: ContractionEdge(neighbour: neighbour, out: .unreachable, back: .unreachable))
        counts[Int(node)] = UInt32(count + 1)
        return start + count
    }

    private mutating func grow(to needed: Int) {
        let capacity = max(needed, poolCapacity + poolCapacity / 4)
        let larger = UnsafeMutablePointer<ContractionEdge>.allocate(capacity: capacity)
        larger.initialize(from: pool, count: poolUsed)
        pool.deallocate()
        pool = larger
        poolCapacity = capacity
    }
}

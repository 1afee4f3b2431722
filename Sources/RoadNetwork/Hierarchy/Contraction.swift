/// Puts the nodes of a graph into the order of a contraction hierarchy: less important ones are taken out
/// first, and arcs that stand for the shortest ways over them (shortcuts) are put in their place.
///
/// Geisberger, R., Sanders, P., Schultes, D. & Vetter, C. (2012), Exact routing in large road networks using
/// contraction hierarchies, Transp. Sci. 46(3). Nodes are taken out in rounds: all those that are less important
/// than each of their neighbours, at once on all threads. Ways around a node may not use others of its round,
/// so that two nodes never vouch for each other, and the result does not depend on the number of threads.
///
/// - Returns: the contracted graph, in which every node has its arcs from and to higher nodes.
func contract(_ graph: RoadGraph, threads: Int) -> ContractionGraph {
    var contraction = Contraction(graph, threads: threads)
    contraction.run()
    return contraction.finish()
}

private struct Contraction: ~Copyable {
    private var graph: ContractionGraph
    private let threads: Int
    /// The least important nodes are taken out first.
    private let importance: UnsafeMutablePointer<UInt32>
    /// The longest chain of contracted nodes below each node.
    private let levels: UnsafeMutablePointer<UInt32>
    /// Candidates of this round.
    private let isCandidate: UnsafeMutablePointer<Bool>
    private let isContracted: UnsafeMutablePointer<Bool>
    /// Whether a node has lost a neighbour since its importance was estimated.
    private let isOutdated: UnsafeMutablePointer<Bool>
    /// One for each thread.
    private let searches: UnsafeMutablePointer<WitnessSearch>

    // Chosen on a million junctions of hierarchical roads: searches of 30 nodes instead of 5 for an estimate
    // save 2 % of the arcs and double the time; a level that counts more makes more arcs.
    private static let settledForEstimate = 5
    private static let settledForContraction = 500
    private static let weightOfLevel: UInt32 = 60
    private static let weightOfAddedArcs = 1000
    /// Handed to a thread at once.
    private static let nodesInPiece = 256

    init(_ graph: RoadGraph, threads: Int) {
        self.graph = ContractionGraph(graph)
        self.threads = max(1, threads)
        let count = max(1, graph.nodeCount)
        importance = .allocate(capacity: count)
        levels = .allocate(capacity: count)
        isCandidate = .allocate(capacity: count)
        isContracted = .allocate(capacity: count)
        isOutdated = .allocate(capacity: count)
        importance.initialize(repeating: 0, count: count)
        levels.initialize(repeating: 0, count: count)
        isCandidate.initialize(repeating: false, count: count)
        isContracted.initialize(repeating: false, count: count)
        isOutdated.initialize(repeating: false, count: count)
        searches = .allocate(capacity: self.threads)
        for thread in 0..<self.threads {
            (searches + thread).initialize(to: WitnessSearch(nodeCount: graph.nodeCount))
        }
    }

    consuming func finish() -> ContractionGraph {
        importance.deallocate()
        levels.deallocate()
        isCandidate.deallocate()
        isContracted.deallocate()
        isOutdated.deallocate()
        searches.deinitialize(count: threads)
        searches.deallocate()
        return graph
    }

    mutating func run() {
        var remaining = (0..<UInt32(graph.nodeCount)).map { $0 }
        var outdated = remaining
        while !remaining.isEmpty {
            estimateImportance(of: outdated)
            outdated.removeAll(keepingCapacity: true)
            let candidates = leastImportant(of: remaining)
            for node in candidates { isCandidate[Int(node)] = true }
            let parts = contractions(of: candidates)
            for node in candidates { isCandidate[Int(node)] = false }
            for part in parts {
                for node in part.nodes { takeOut(node, &outdated) }
            }
            for part in parts {
                for shortcut in part.shortcuts { graph.insert(shortcut.tail, shortcut.head, shortcut.cost) }
            }
            for node in outdated { isOutdated[Int(node)] = false }
            remaining.removeAll { isContracted[Int($0)] }
        }
    }

    private mutating func takeOut(_ node: UInt32, _ outdated: inout [UInt32]) {
        isContracted[Int(node)] = true
        for edge in graph.view.edges(node) {
            let neighbour = Int(edge.neighbour)
            graph.remove(node, at: edge.neighbour)
            levels[neighbour] = max(levels[neighbour], levels[Int(node)] + 1)
            if !isOutdated[neighbour] {
                isOutdated[neighbour] = true
                outdated.append(edge.neighbour)
            }
        }
    }

    private func estimateImportance(of nodes: [UInt32]) {
        let view = graph.view
        nonisolated(unsafe) let searches = searches
        nonisolated(unsafe) let importance = importance
        nonisolated(unsafe) let levels = UnsafePointer(levels)
        inPieces(of: nodes) { worker, _, nodes in
            for node in nodes {
                let edges = view.edges(node)
                var added = 0
                if edges.count == 2 {
                    // Mostly there is no way around; to look for one would only cost time.
                    added += (edges[0].back + edges[1].out).isReachable ? 1 : 0
                    added += (edges[1].back + edges[0].out).isReachable ? 1 : 0
                } else if edges.count > 2 {
                    searches[worker].neededWays(
                        over: node, in: view, isAbsent: nil, settledNodes: Self.settledForEstimate
                    ) { _ in added += 1 }
                }
                importance[Int(node)] = Self.importance(added: added, edges, level: levels[Int(node)])
            }
        }
    }

    /// A node is the more important the more arcs its contraction adds for each one it takes away, and the
    /// higher it stands.
    private static func importance(
        added: Int, _ edges: UnsafeBufferPointer<ContractionEdge>, level: UInt32
    ) -> UInt32 {
        let removed = edges.reduce(0) { $0 + ($1.out.isReachable ? 1 : 0) + ($1.back.isReachable ? 1 : 0) }
        return UInt32(weightOfAddedArcs * added / max(1, removed)) + weightOfLevel * level
    }

    /// The nodes that are less important than each of their neighbours.
    private func leastImportant(of nodes: [UInt32]) -> [UInt32] {
        let view = graph.view
        let isLeast = UnsafeMutablePointer<Bool>.allocate(capacity: nodes.count)
        defer { isLeast.deallocate() }
        nonisolated(unsafe) let results = isLeast
        nonisolated(unsafe) let importance = UnsafePointer(importance)
        inPieces(of: nodes) { _, start, nodes in
            for (offset, node) in nodes.enumerated() {
                results[start + offset] = isLeastImportant(node, in: view, importance)
            }
        }
        return nodes.indices.compactMap { isLeast[$0] ? nodes[$0] : nil }
    }

    /// Nodes that are taken out, and what comes in their place.
    private struct Part {
        var nodes: [UInt32] = []
        var shortcuts: [Shortcut] = []
    }

    /// Looks for the shortcuts of each candidate; those that prove more important than a neighbour stay.
    private func contractions(of candidates: [UInt32]) -> [Part] {
        var parts = [Part](repeating: Part(), count: pieceCount(candidates))
        let view = graph.view
        nonisolated(unsafe) let searches = searches
        nonisolated(unsafe) let isCandidate = UnsafePointer(isCandidate)
        nonisolated(unsafe) let importance = importance
        nonisolated(unsafe) let levels = UnsafePointer(levels)
        parts.withUnsafeMutableBufferPointer { buffer in
            // Each entry is written by one thread only.
            nonisolated(unsafe) let parts = buffer
            inPieces(of: candidates) { worker, start, candidates in
                var part = Part()
                for node in candidates {
                    let before = part.shortcuts.count
                    searches[worker].neededWays(
                        over: node, in: view, isAbsent: isCandidate, settledNodes: Self.settledForContraction
                    ) { part.shortcuts.append($0) }
                    let added = part.shortcuts.count - before
                    importance[Int(node)] = Self.importance(
                        added: added, view.edges(node), level: levels[Int(node)])
                    // Neighbours are no candidates, so that no other thread changes their importance.
                    if isLeastImportant(node, in: view, importance) {
                        part.nodes.append(node)
                    } else {
                        part.shortcuts.removeLast(added)
                    }
                }
                parts[start / Self.nodesInPiece] = part
            }
        }
        return parts
    }

    private func pieceCount(_ nodes: [UInt32]) -> Int {
        (nodes.count + Self.nodesInPiece - 1) / Self.nodesInPiece
    }

    /// Calls `body` with the thread's number and each piece of the nodes, on all threads.
    private func inPieces(
        of nodes: [UInt32], _ body: @escaping @Sendable (_ worker: Int, _ start: Int, ArraySlice<UInt32>) -> Void
    ) {
        inParallel(count: pieceCount(nodes), threads: threads) { worker in
            { piece in
                let start = piece * Self.nodesInPiece
                body(worker, start, nodes[start..<min(start + Self.nodesInPiece, nodes.count)])
            }
        }
    }
}

/// Whether a node is less important than each of its neighbours; of equally important ones a number that has
/// nothing to do with where they lie decides.
private func isLeastImportant(
    _ node: UInt32, in graph: ContractionGraph.View, _ importance: UnsafePointer<UInt32>
) -> Bool {
    let own = (importance[Int(node)], scattered(node))
    return graph.edges(node).allSatisfy { own < (importance[Int($0.neighbour)], scattered($0.neighbour)) }
}

/// A number for each node, all different (an odd factor and shifts turn 32 bits into 32 bits one to one).
private func scattered(_ node: UInt32) -> UInt32 {
    var bits = node &* 0x9E37_79B1
    bits ^= bits >> 15
    bits = bits &* 0x85EB_CA77
    return bits ^ bits >> 13
}

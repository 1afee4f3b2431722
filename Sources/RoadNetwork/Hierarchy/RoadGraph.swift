/// A directed graph as parallel arrays: the arcs of node `v` are `first[v]..<first[v + 1]`, each with its
/// other end and its cost. Parallel arcs and loops may occur.
package struct RoadGraph: Sendable {
    package var first: [UInt32]
    package var heads: [UInt32]
    var costs: [TravelCost]

    var nodeCount: Int { first.count - 1 }

    init(first: [UInt32], heads: [UInt32], costs: [TravelCost]) {
        self.first = first
        self.heads = heads
        self.costs = costs
    }

    init(_ arcs: Network.ArcView) {
        self.init(first: Array(arcs.first), heads: Array(arcs.ends), costs: Array(arcs.costs))
    }
}

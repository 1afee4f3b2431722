/// A contraction hierarchy laid out for sweeps: every node has a position, higher nodes before the lower ones
/// that have arcs from or to them, and nodes near each other have positions near each other.
package struct Hierarchy: @unchecked Sendable {
    let block: SectionBlock<HierarchySection>
    /// The position of each node.
    let positions: UnsafeBufferPointer<UInt32>
    /// For each position the arcs from higher nodes.
    let down: HierarchyArcs
    /// For each position the arcs to higher nodes.
    let up: HierarchyArcs
    /// The digest of the network that it belongs to.
    let networkDigest: [UInt8]

    init(_ block: SectionBlock<HierarchySection>) {
        self.block = block
        networkDigest = Array(block.section(.networkDigest, as: UInt8.self))
        positions = block.section(.positions, as: UInt32.self)
        down = HierarchyArcs(
            first: block.section(.downFirst, as: UInt32.self), higher: block.section(.downHigher, as: UInt32.self),
            milliseconds: block.section(.downMilliseconds, as: UInt32.self),
            centimetres: block.section(.downCentimetres, as: UInt32.self))
        up = HierarchyArcs(
            first: block.section(.upFirst, as: UInt32.self), higher: block.section(.upHigher, as: UInt32.self),
            milliseconds: block.section(.upMilliseconds, as: UInt32.self),
            centimetres: block.section(.upCentimetres, as: UInt32.self))
    }

    /// Builds the hierarchy of a graph; the same for any number of threads.
    init(_ graph: RoadGraph, networkDigest: [UInt8] = [], threads: Int) {
        let contracted = contract(graph, threads: threads)
        // The owner of what the view shows must outlive it.
        let (positions, down, up) = withExtendedLifetime(contracted) {
            let view = contracted.view
            let order = higherFirst(view, nodeCount: graph.nodeCount)
            var positions = [UInt32](repeating: 0, count: order.count)
            for (position, node) in order.enumerated() { positions[Int(node)] = UInt32(position) }
            return (
                positions, ListedArcs(view, order, positions) { $0.back }, ListedArcs(view, order, positions) { $0.out }
            )
        }
        var contents = SectionContents<HierarchySection>()
        contents.put(.networkDigest, networkDigest)
        contents.put(.positions, positions)
        contents.put(.downFirst, down.first)
        contents.put(.downHigher, down.higher)
        contents.put(.downMilliseconds, down.milliseconds)
        contents.put(.downCentimetres, down.centimetres)
        contents.put(.upFirst, up.first)
        contents.put(.upHigher, up.higher)
        contents.put(.upMilliseconds, up.milliseconds)
        contents.put(.upCentimetres, up.centimetres)
        self.init(SectionBlock(contents))
    }

    var nodeCount: Int { positions.count }
}

/// The parts of a hierarchy in a network's file, after the network.
enum HierarchySection: Int, BlockSection {
    case networkDigest
    case positions
    case downFirst, downHigher, downMilliseconds, downCentimetres
    case upFirst, upHigher, upMilliseconds, upCentimetres

    static let magic = "MAILLHIE"
    static let version: UInt32 = 1
}

/// Arcs between each node and higher ones: those of position `p` are `first[p]..<first[p + 1]`.
struct HierarchyArcs: @unchecked Sendable {
    let first: UnsafeBufferPointer<UInt32>
    /// The position of the higher node.
    let higher: UnsafeBufferPointer<UInt32>
    let milliseconds: UnsafeBufferPointer<UInt32>
    let centimetres: UnsafeBufferPointer<UInt32>
}

/// The same while they are gathered.
private struct ListedArcs {
    var first: [UInt32] = [0]
    var higher: [UInt32] = []
    var milliseconds: [UInt32] = []
    var centimetres: [UInt32] = []

    init(
        _ graph: ContractionGraph.View, _ order: [UInt32], _ positions: [UInt32],
        _ cost: (ContractionEdge) -> TravelCost
    ) {
        let count = order.reduce(0) { $0 + graph.edges($1).count { cost($0).isReachable } }
        first.reserveCapacity(order.count + 1)
        higher.reserveCapacity(count)
        milliseconds.reserveCapacity(count)
        centimetres.reserveCapacity(count)
        for node in order {
            for edge in graph.edges(node) where cost(edge).isReachable {
                higher.append(positions[Int(edge.neighbour)])
                milliseconds.append(cost(edge).time.milliseconds)
                centimetres.append(cost(edge).centimetres)
            }
            first.append(UInt32(higher.count))
        }
    }
}

/// All nodes, each after the higher ones it has arcs from or to, as late as that allows: so that what a sweep
/// reads it has mostly written not long ago.
private func higherFirst(_ graph: ContractionGraph.View, nodeCount: Int) -> [UInt32] {
    var order: [UInt32] = []
    order.reserveCapacity(nodeCount)
    var isListed = [Bool](repeating: false, count: nodeCount)
    var path: [(node: UInt32, next: Int)] = []
    for start in 0..<UInt32(nodeCount) where !isListed[Int(start)] {
        path.append((start, 0))
        while let (node, next) = path.last {
            let edges = graph.edges(node)
            if next < edges.count {
                path[path.count - 1].next += 1
                if !isListed[Int(edges[next].neighbour)] { path.append((edges[next].neighbour, 0)) }
            } else {
                path.removeLast()
                isListed[Int(node)] = true
                order.append(node)
            }
        }
    }
    return order
}

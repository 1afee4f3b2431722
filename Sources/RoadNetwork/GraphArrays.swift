internal import Geometry

/// A directed graph with travel times as plain arrays, as any shortest-path library takes them.
///
/// The arcs of node `v` are `firstArcs[v]..<firstArcs[v + 1]`. Parallel arcs and loops are kept.
package struct GraphArrays: Equatable, Sendable {
    /// One more than there are nodes, from 0 to the number of arcs, never falling.
    package var firstArcs: [UInt32]
    /// The node at the end of each arc.
    package var heads: [UInt32]
    /// The travel time of each arc in milliseconds.
    package var milliseconds: [UInt32]
    /// Degrees, one of each a node; nil where nobody knows them.
    package var coordinates: Coordinates?

    package struct Coordinates: Equatable, Sendable {
        package var longitudes: [Double]
        package var latitudes: [Double]

        package init(longitudes: [Double], latitudes: [Double]) {
            self.longitudes = longitudes
            self.latitudes = latitudes
        }
    }

    package init(firstArcs: [UInt32], heads: [UInt32], milliseconds: [UInt32], coordinates: Coordinates?) {
        self.firstArcs = firstArcs
        self.heads = heads
        self.milliseconds = milliseconds
        self.coordinates = coordinates
    }

    package var nodeCount: Int { firstArcs.count - 1 }
}

extension Network {
    /// The graph that searches in the direction of travel run on, turn copies of junctions included.
    ///
    /// - Throws: `GeometryError` when the coordinates have no place on the globe.
    package func graphArrays() throws -> GraphArrays {
        var places = junctionsOfNodes().map { location(ofJunction: Int($0)) }
        try CoordinateTransformation(from: crs, to: .wgs84).transform(&places)
        return GraphArrays(
            firstArcs: Array(outgoing.first), heads: Array(outgoing.ends),
            milliseconds: outgoing.costs.map(\.time.milliseconds),
            coordinates: .init(longitudes: places.map(\.x), latitudes: places.map(\.y)))
    }

    /// The road class of each arc of `graphArrays()`: where several links join the same junctions in the same
    /// time, that of the first.
    package func roadClassesOfArcs() -> [RoadClass] {
        struct Way: Hashable {
            var tail: UInt32
            var head: UInt32
            var milliseconds: UInt32
        }
        var classes: [Way: RoadClass] = [:]
        classes.reserveCapacity(2 * linkCount)
        for link in 0..<linkCount {
            guard let roadClass = RoadClass(rawValue: linkClasses[link]) else { continue }
            let (tail, head) = (linkTails[link], linkHeads[link])
            for way in [
                Way(tail: tail, head: head, milliseconds: linkForward[link]),
                Way(tail: head, head: tail, milliseconds: linkBackward[link]),
            ] where classes[way] == nil {
                classes[way] = roadClass
            }
        }
        let junctions = junctionsOfNodes()
        return (0..<nodeCount).flatMap { tail in
            (Int(outgoing.first[tail])..<Int(outgoing.first[tail + 1])).map { arc in
                let way = Way(
                    tail: junctions[tail], head: junctions[Int(outgoing.ends[arc])],
                    milliseconds: outgoing.costs[arc].time.milliseconds)
                return classes[way] ?? .unclassified
            }
        }
    }

    /// The junction that each node of the graph is, or is a copy of.
    private func junctionsOfNodes() -> [UInt32] {
        let junctions = 0..<UInt32(junctionCount)
        return Array(junctions)
            + junctions.flatMap { junction in
                turnCopies.copies(ofJunction: junction).map { _ in junction }
            }
    }
}

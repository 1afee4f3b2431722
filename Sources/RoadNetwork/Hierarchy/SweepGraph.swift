/// What a sweep goes through for a set of places: the nodes of a hierarchy from which the places can be reached
/// downwards, higher ones first, then the places themselves. Each has a row of values, one for each site swept at
/// once.
///
/// Delling, D., Goldberg, A. V. & Werneck, R. F. (2011), Faster batched shortest paths in road networks, ATMOS 2011
/// (RPHAST): only what lies above the places is looked at.
package struct SweepGraph: Sendable {
    /// The row of each position of the hierarchy; `none` where it does not matter to the places.
    let rowOfPosition: [UInt32]
    /// The row of each place; a place that is a node has that node's.
    let rowOfPlace: [UInt32]
    /// The arcs into each row from earlier rows; one more entry than rows.
    private(set) var first: [UInt32] = [0]
    private(set) var higher: [UInt32] = []
    private(set) var milliseconds: [UInt32] = []
    private(set) var centimetres: [UInt32] = []

    static let none = UInt32.max

    /// - Parameters:
    ///   - arcs: those that lead down to the places; those that lead up, turned round, for travel from the places.
    ///   - places: their approaches.
    init(_ hierarchy: Hierarchy, arcs: HierarchyArcs, places: Approaches) {
        let positions = hierarchy.positions
        var rows = [UInt32](repeating: Self.none, count: hierarchy.nodeCount)
        for node in places.nodes { rows[Int(positions[Int(node)])] = 0 }
        var arcCount = places.nodes.count
        for position in stride(from: rows.count - 1, through: 0, by: -1) where rows[position] != Self.none {
            for arc in Int(arcs.first[position])..<Int(arcs.first[position + 1]) {
                rows[Int(arcs.higher[arc])] = 0
                arcCount += 1
            }
        }
        higher.reserveCapacity(arcCount)
        milliseconds.reserveCapacity(arcCount)
        centimetres.reserveCapacity(arcCount)
        for position in rows.indices where rows[position] != Self.none {
            rows[position] = UInt32(first.count - 1)
            for arc in Int(arcs.first[position])..<Int(arcs.first[position + 1]) {
                higher.append(rows[Int(arcs.higher[arc])])
                milliseconds.append(arcs.milliseconds[arc])
                centimetres.append(arcs.centimetres[arc])
            }
            first.append(UInt32(higher.count))
        }
        var rowOfPlace: [UInt32] = []
        rowOfPlace.reserveCapacity(places.placeCount)
        for place in 0..<places.placeCount {
            let entries = Int(places.first[place])..<Int(places.first[place + 1])
            if entries.count == 1, places.costs[entries.lowerBound] == .zero {
                rowOfPlace.append(rows[Int(positions[Int(places.nodes[entries.lowerBound])])])
                continue
            }
            rowOfPlace.append(UInt32(first.count - 1))
            for entry in entries {
                higher.append(rows[Int(positions[Int(places.nodes[entry])])])
                milliseconds.append(places.costs[entry].time.milliseconds)
                centimetres.append(places.costs[entry].centimetres)
            }
            first.append(UInt32(higher.count))
        }
        self.rowOfPlace = rowOfPlace
        rowOfPosition = rows
    }

    var rowCount: Int { first.count - 1 }
    var arcCount: Int { higher.count }
}

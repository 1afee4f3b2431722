/// What a sweep goes through for a set of places: the nodes of a hierarchy from which the places can be reached
/// downwards, higher ones first, then the places themselves. Each has a row of values, one for each site swept at
/// once.
///
/// Delling, D., Goldberg, A. V. & Werneck, R. F. (2011), Faster batched shortest paths in road networks, ATMOS 2011
/// (RPHAST): only what lies above the places is looked at.
package final class SweepGraph: @unchecked Sendable {
    /// The row of each position of the hierarchy, `none` where it does not matter to the places; nil where every
    /// position has the row of its number.
    let rowOfPosition: [UInt32]?
    /// The row of each place; a place that is a node has that node's.
    let rowOfPlace: [UInt32]
    /// The arcs into each row from earlier rows, laid out as in the hierarchy.
    let arcs: HierarchyArcs
    /// Where the arcs lie: in the hierarchy or in arrays of their own.
    private let owner: any Sendable

    static let none = UInt32.max

    var rowCount: Int { arcs.first.count - 1 }

    /// - Parameters:
    ///   - arcs: those that lead down to the places; those that lead up, turned round, for travel from the places.
    ///   - places: their approaches.
    init(_ hierarchy: Hierarchy, arcs: HierarchyArcs, places: Approaches) {
        let positions = hierarchy.positions
        if places.areNodes, places.placeCount >= hierarchy.nodeCount / 2 {
            rowOfPosition = nil
            rowOfPlace = places.nodes.map { positions[Int($0)] }
            self.arcs = arcs
            owner = hierarchy
            return
        }
        var rows = [UInt32](repeating: Self.none, count: hierarchy.nodeCount)
        for node in places.nodes { rows[Int(positions[Int(node)])] = 0 }
        var arcCount = places.nodes.count
        var rowCount = places.placeCount
        for position in stride(from: rows.count - 1, through: 0, by: -1) where rows[position] != Self.none {
            rowCount += 1
            for arc in Int(arcs.first[position])..<Int(arcs.first[position + 1]) {
                rows[Int(arcs.higher[arc])] = 0
                arcCount += 1
            }
        }
        var listed = ArcList(rowCapacity: rowCount, arcCapacity: arcCount)
        for position in rows.indices where rows[position] != Self.none {
            rows[position] = listed.rowCount
            for arc in Int(arcs.first[position])..<Int(arcs.first[position + 1]) {
                listed.append(rows[Int(arcs.higher[arc])], arcs.milliseconds[arc], arcs.centimetres[arc])
            }
            listed.endRow()
        }
        var rowOfPlace: [UInt32] = []
        rowOfPlace.reserveCapacity(places.placeCount)
        for place in 0..<places.placeCount {
            let entries = Int(places.first[place])..<Int(places.first[place + 1])
            if entries.count == 1, places.costs[entries.lowerBound] == .zero {
                rowOfPlace.append(rows[Int(positions[Int(places.nodes[entries.lowerBound])])])
                continue
            }
            rowOfPlace.append(listed.rowCount)
            for entry in entries {
                let cost = places.costs[entry]
                listed.append(
                    rows[Int(positions[Int(places.nodes[entry])])], cost.time.milliseconds, cost.centimetres)
            }
            listed.endRow()
        }
        rowOfPosition = rows
        self.rowOfPlace = rowOfPlace
        self.arcs = listed.arcs
        owner = listed
    }
}

/// Arcs that are listed row by row.
private struct ArcList: Sendable {
    private let first: AlignedArray<UInt32>
    private let higher: AlignedArray<UInt32>
    private let milliseconds: AlignedArray<UInt32>
    private let centimetres: AlignedArray<UInt32>
    private(set) var rowCount: UInt32 = 0
    private var arcCount = 0

    init(rowCapacity: Int, arcCapacity: Int) {
        first = AlignedArray(count: rowCapacity + 1)
        higher = AlignedArray(count: arcCapacity)
        milliseconds = AlignedArray(count: arcCapacity)
        centimetres = AlignedArray(count: arcCapacity)
        first.elements[0] = 0
    }

    /// Adds an arc to the row that is not ended.
    mutating func append(_ row: UInt32, _ milliseconds: UInt32, _ centimetres: UInt32) {
        higher.elements[arcCount] = row
        self.milliseconds.elements[arcCount] = milliseconds
        self.centimetres.elements[arcCount] = centimetres
        arcCount += 1
    }

    mutating func endRow() {
        rowCount += 1
        first.elements[Int(rowCount)] = UInt32(arcCount)
    }

    /// Valid as long as the list.
    var arcs: HierarchyArcs {
        HierarchyArcs(
            first: UnsafeBufferPointer(rebasing: first.elements[...Int(rowCount)]),
            higher: UnsafeBufferPointer(higher.elements), milliseconds: UnsafeBufferPointer(milliseconds.elements),
            centimetres: UnsafeBufferPointer(centimetres.elements))
    }
}

import Geometry

/// Travel times at the nodes of a regular grid.
struct TravelTimeSurface {
    /// The south-west node.
    let originX: Double
    let originY: Double
    let spacing: Double
    let columns: Int
    let rows: Int
    /// Row by row from the south.
    let times: [TravelTime]

    /// The closed lines around the nodes that are within `limit`, land on their left.
    ///
    /// Marching squares (Lorensen & Cline 1987, in the plane): between a node within and one beyond, the
    /// line crosses where the time, taken as linear, passes the limit; half-way where the farther node
    /// cannot be reached at all. Crossings keep off the nodes, so that lines never touch; and as they only
    /// move outwards when the limit grows, the lands of greater limits hold those of smaller ones.
    func contours(limit: TravelTime) -> [[Point]] {
        guard columns > 0, rows > 0 else { return [] }
        // A ring of nodes beyond the limit closes every line.
        let width = columns + 2
        let height = rows + 2
        func time(_ column: Int, _ row: Int) -> TravelTime {
            guard column >= 1, column <= columns, row >= 1, row <= rows else { return .unreachable }
            return times[(row - 1) * columns + column - 1]
        }
        func isWithin(_ time: TravelTime) -> Bool { time.isReachable && time <= limit }
        func place(_ column: Int, _ row: Int) -> Point {
            Point(
                x: originX + Double(column - 1) * spacing, y: originY + Double(row - 1) * spacing)
        }
        // Each crossed edge of the grid has one way on: even numbers are edges to the east, odd ones to
        // the north, of the node they start at.
        var next = [Int32](repeating: -1, count: 2 * width * height)
        var starts: [Int32] = []
        for row in 0..<(height - 1) {
            for column in 0..<(width - 1) {
                let corners = (
                    time(column, row), time(column + 1, row), time(column + 1, row + 1), time(column, row + 1)
                )
                let inside =
                    (isWithin(corners.0) ? 1 : 0) | (isWithin(corners.1) ? 2 : 0)
                    | (isWithin(corners.2) ? 4 : 0) | (isWithin(corners.3) ? 8 : 0)
                if inside == 0 || inside == 15 { continue }
                let node = row * width + column
                // Bottom, right, top, left.
                let edges = [2 * node, 2 * (node + 1) + 1, 2 * (node + width), 2 * node + 1]
                for way in ways(through: inside, corners, limit) {
                    next[edges[way.from]] = Int32(edges[way.to])
                    starts.append(Int32(edges[way.from]))
                }
            }
        }
        func crossing(_ edge: Int32) -> Point {
            let node = Int(edge) / 2
            let column = node % width
            let row = node / width
            let isNorth = edge % 2 == 1
            let a = time(column, row)
            let b = isNorth ? time(column, row + 1) : time(column + 1, row)
            let fraction = crossingFraction(a, b, limit)
            return place(column, row)
                .interpolated(to: isNorth ? place(column, row + 1) : place(column + 1, row), fraction: fraction)
        }
        var rings: [[Point]] = []
        for start in starts where next[Int(start)] >= 0 {
            var ring: [Point] = []
            var edge = start
            while next[Int(edge)] >= 0 {
                ring.append(crossing(edge))
                let following = next[Int(edge)]
                next[Int(edge)] = -1
                edge = following
            }
            ring.append(ring[0])
            rings.append(ring)
        }
        return rings
    }

    /// The lines through a square by its corners that are `inside`. Two opposite ones are joined where the mean
    /// of the four times is within the limit.
    private func ways(
        through inside: Int, _ corners: (TravelTime, TravelTime, TravelTime, TravelTime), _ limit: TravelTime
    ) -> [WayThroughSquare] {
        guard inside == 5 || inside == 10 else { return waysThroughSquare[inside] }
        let farthest = max(corners.0, corners.1, corners.2, corners.3)
        let sum = [corners.0, corners.1, corners.2, corners.3].reduce(0) { $0 + UInt64($1.milliseconds) }
        guard farthest.isReachable, sum <= 4 * UInt64(limit.milliseconds) else { return waysThroughSquare[inside] }
        return inside == 5 ? [(0, 1), (2, 3)] : [(3, 0), (1, 2)]
    }

    /// How far from node `a` to node `b` the limit is passed.
    private func crossingFraction(_ a: TravelTime, _ b: TravelTime, _ limit: TravelTime) -> Double {
        let aIsInside = a.isReachable && a <= limit
        let (near, far) = aIsInside ? (a, b) : (b, a)
        var fraction = 0.5
        if far.isReachable {
            let rise = Double(far.milliseconds) - Double(near.milliseconds)
            fraction = (Double(limit.milliseconds) - Double(near.milliseconds) + 0.5) / rise
        }
        fraction = min(0.98, max(0.02, fraction))
        return aIsInside ? fraction : 1 - fraction
    }
}

/// A line from one side of a square to another, land on its left: 0 bottom, 1 right, 2 top, 3 left.
private typealias WayThroughSquare = (from: Int, to: Int)

/// By which corners are inside: 1 south-west, 2 south-east, 4 north-east, 8 north-west, added up; two opposite
/// corners apart from each other.
private let waysThroughSquare: [[WayThroughSquare]] = [
    [], [(0, 3)], [(1, 0)], [(1, 3)], [(2, 1)], [(0, 3), (2, 1)], [(2, 0)], [(2, 3)],
    [(3, 2)], [(0, 2)], [(1, 0), (3, 2)], [(1, 2)], [(3, 1)], [(0, 1)], [(3, 0)], [],
]

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
                let bottom = Int32(2 * node)
                let right = Int32(2 * (node + 1) + 1)
                let top = Int32(2 * (node + width))
                let left = Int32(2 * node + 1)
                func draw(_ from: Int32, _ to: Int32) {
                    next[Int(from)] = to
                    starts.append(from)
                }
                switch inside {
                case 1: draw(bottom, left)
                case 2: draw(right, bottom)
                case 3: draw(right, left)
                case 4: draw(top, right)
                case 6: draw(top, bottom)
                case 7: draw(top, left)
                case 8: draw(left, top)
                case 9: draw(bottom, top)
                case 11: draw(right, top)
                case 12: draw(left, right)
                case 13: draw(bottom, right)
                case 14: draw(left, bottom)
                default:
                    // Two opposite corners: joined where their mean is within the limit.
                    let farthest = max(corners.0, corners.1, corners.2, corners.3)
                    let sum = [corners.0, corners.1, corners.2, corners.3]
                        .reduce(0) { $0 + UInt64($1.milliseconds) }
                    let joined = farthest.isReachable && sum <= 4 * UInt64(limit.milliseconds)
                    switch (inside, joined) {
                    case (5, true):
                        draw(bottom, right)
                        draw(top, left)
                    case (5, false):
                        draw(bottom, left)
                        draw(top, right)
                    case (_, true):
                        draw(left, bottom)
                        draw(right, top)
                    default:
                        draw(right, bottom)
                        draw(left, top)
                    }
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

import Geometry

/// How far from the nodes lines keep, in spacings.
private let nodeClearance = 0.02
/// How far simplification moves a crossing at the most, in spacings.
private let simplificationTolerance = 0.25
/// How far outside the line of a smaller limit a line keeps, in spacings.
private let nestingClearance = 0.01

/// An edge of the grid that a line crosses, from a node within the limit to one beyond it: the line may cross
/// anywhere between `least` and `greatest` and would best do so at `best` (0 at the nearer node, 1 at the farther).
private struct Gate {
    var x: Double
    var y: Double
    var towardsX: Double
    var towardsY: Double
    var least: Double
    var best: Double
    var greatest: Double

    func place(_ fraction: Double) -> Point { Point(x: x + fraction * towardsX, y: y + fraction * towardsY) }
}

/// One closed line while lands are put together: its corners, and where its gates are listed.
private struct Ring {
    var corners: [Point]
    var gates: Range<Int>
    var isHole: Bool
}

extension TravelTimeSurface {
    /// The land within `limit`, in the units of the grid's projection; it keeps holes and islands apart.
    ///
    /// Marching squares (Lorensen & Cline 1987, in the plane): between a node within and one beyond, the
    /// line crosses where the time, taken as linear, passes the limit; half-way where the farther node
    /// cannot be reached at all. Crossings keep off the nodes, so that lines never touch.
    ///
    /// Corners are left out as long as the straight line between those that stay crosses the same edges of the
    /// grid in the same order, each at most a quarter of the spacing from where it was (a cone of sight through
    /// the gates: Imai, H. & Iri, M. (1988), Polygonal approximations of a curve). So each square holds the same
    /// lines as before: they stay apart, and every node stays on its side. Where a smaller limit has been drawn
    /// on this surface, lines cross outside of its lines: so limits nest.
    ///
    /// - Parameter smaller: the limit drawn before this one.
    func land(within limit: TravelTime, outside smaller: TravelTime? = nil) -> MultiPolygon {
        var starts: [Int32] = []
        markLines(limit, &starts)
        let least = leastCloseness(limit)
        let smallerLeast = smaller.map(leastCloseness)
        var edges: [Int32] = []
        var gates: [Gate] = []
        var rings: [Ring] = []
        for start in starts where marks[Int(start)] > 0 {
            let first = edges.count
            gates.removeAll(keepingCapacity: true)
            var edge = Int(start)
            while marks[edge] > 0 {
                let next = Int(marks[edge]) - 1
                marks[edge] = -Int32(rings.count + 1)
                edges.append(Int32(edge))
                gates.append(gate(edge, least, outside: smallerLeast))
                edge = next
            }
            let corners = simplified(gates, edges[first...])
            rings.append(
                Ring(corners: corners, gates: first..<edges.count, isHole: signedArea(ofRing: corners) < 0))
        }
        let land = assembled(rings, edges, least)
        for edge in edges { marks[Int(edge)] = 0 }
        return land
    }

    fileprivate func leastCloseness(_ limit: TravelTime) -> UInt32 {
        // What cannot be reached is beyond every limit.
        max(1, .max - limit.milliseconds)
    }

    /// Notes for each edge that a line crosses the next edge along the line (plus 1), land on its left, and the edges.
    private func markLines(_ limit: TravelTime, _ starts: inout [Int32]) {
        let least = leastCloseness(limit)
        let side = AccessTile.side
        for tile in tiles {
            for row in (tile.row * side)..<((tile.row + 1) * side) {
                let lower = closeness + row * width + tile.column * side
                let upper = lower + width
                var inside = (lower[0] >= least ? 2 : 0) | (upper[0] >= least ? 4 : 0)
                for column in 0..<side {
                    // The right corners of the square before are the left ones of this.
                    inside = (inside & 2) >> 1 | (inside & 4) << 1
                    inside |= (lower[column + 1] >= least ? 2 : 0) | (upper[column + 1] >= least ? 4 : 0)
                    if inside == 0 || inside == 15 { continue }
                    let node = row * width + tile.column * side + column
                    forEachWay(through: node, inside, limit) { from, to in
                        marks[from] = Int32(to + 1)
                        starts.append(Int32(from))
                    }
                }
            }
        }
    }

    /// Calls `body` with the edges that each line through a square comes in and goes out by, land on its left.
    @inline(__always)
    fileprivate func forEachWay(
        through node: Int, _ inside: Int, _ limit: TravelTime, _ body: (_ from: Int, _ to: Int) -> Void
    ) {
        let bottom = 2 * node
        let right = 2 * (node + 1) + 1
        let top = 2 * (node + width)
        let left = 2 * node + 1
        // 1 south-west, 2 south-east, 4 north-east, 8 north-west.
        switch inside {
        case 1: body(bottom, left)
        case 2: body(right, bottom)
        case 3: body(right, left)
        case 4: body(top, right)
        case 6: body(top, bottom)
        case 7: body(top, left)
        case 8: body(left, top)
        case 9: body(bottom, top)
        case 11: body(right, top)
        case 12: body(left, right)
        case 13: body(bottom, right)
        case 14: body(left, bottom)
        case 5:
            if isJoined(node, limit) {
                body(bottom, right)
                body(top, left)
            } else {
                body(bottom, left)
                body(top, right)
            }
        case 10:
            if isJoined(node, limit) {
                body(left, bottom)
                body(right, top)
            } else {
                body(right, bottom)
                body(left, top)
            }
        default: break
        }
    }

    /// Whether two opposite corners of a square that are within are joined: where the mean of the four times is.
    private func isJoined(_ node: Int, _ limit: TravelTime) -> Bool {
        let corners = (closeness[node], closeness[node + 1], closeness[node + width], closeness[node + width + 1])
        guard min(corners.0, corners.1, corners.2, corners.3) > 0 else { return false }
        let sum = UInt64(corners.0) + UInt64(corners.1) + UInt64(corners.2) + UInt64(corners.3)
        return sum >= 4 * UInt64(UInt32.max - limit.milliseconds)
    }

    private func gate(_ edge: Int, _ least: UInt32, outside smallerLeast: UInt32?) -> Gate {
        let isNorth = edge & 1 == 1
        let (a, b) = (edge >> 1, (edge >> 1) + (isNorth ? width : 1))
        let isForward = closeness[a] >= least
        let near = isForward ? a : b
        let (nearTime, farTime) = (closeness[near], closeness[isForward ? b : a])
        var best = 0.5
        if farTime > 0 {
            best = (Double(nearTime) - Double(least) + 0.5) / (Double(nearTime) - Double(farTime))
            best = min(1 - nodeClearance, max(nodeClearance, best))
        }
        var lower = max(nodeClearance, best - simplificationTolerance)
        var upper = min(1 - nodeClearance, best + simplificationTolerance)
        if let smallerLeast, nearTime >= smallerLeast {
            lower = max(lower, min(1 - nodeClearance, Double(crossings[edge]) + nestingClearance))
            upper = max(upper, lower)
            best = max(best, lower)
        }
        let direction: Double = isForward ? 1 : -1
        return Gate(
            x: Double(near % width), y: Double(near / width), towardsX: isNorth ? 0 : direction,
            towardsY: isNorth ? direction : 0, least: lower, best: best, greatest: upper)
    }

    /// The corners that stay of a closed line through gates, closed again; notes where it crosses each gate.
    private func simplified(_ gates: [Gate], _ edges: ArraySlice<Int32>) -> [Point] {
        var corners: [Point] = []
        var from = 0
        while from < gates.count {
            let start = gates[from].place(gates[from].best)
            corners.append(inMetres(start))
            crossings[Int(edges[edges.startIndex + from])] = Float(gates[from].best)
            let to = farthestInSight(from, start, gates)
            let end = gates[to % gates.count]
            let way = vector(from: start, to: end.place(end.best))
            for position in (from + 1)..<max(from + 1, to) {
                let gate = gates[position]
                // Gates lie along the axes: the other coordinate tells how far along the way they are.
                let fraction =
                    gate.towardsY == 0
                    ? (start.x + way.x * (gate.y - start.y) / way.y - gate.x) * gate.towardsX
                    : (start.y + way.y * (gate.x - start.x) / way.x - gate.y) * gate.towardsY
                crossings[Int(edges[edges.startIndex + position])] = Float(
                    min(gate.greatest, max(gate.least, fraction)))
            }
            from = to
        }
        corners.append(corners[0])
        return corners
    }

    /// The last gate whose best crossing can be seen from `start` through all gates before it; the first gate again
    /// at the most.
    private func farthestInSight(_ from: Int, _ start: Point, _ gates: [Gate]) -> Int {
        var left = Point(x: 0, y: 0)
        var right = Point(x: 0, y: 0)
        var last = from + 1
        for position in (from + 1)...gates.count {
            let gate = gates[position == gates.count ? 0 : position]
            // Land is on the left, and with it the nearer node.
            let toLeft = vector(from: start, to: gate.place(gate.least))
            let toRight = vector(from: start, to: gate.place(gate.greatest))
            if position == from + 1 {
                (left, right) = (toLeft, toRight)
                continue
            }
            let way = vector(from: start, to: gate.place(gate.best))
            if cross(left, way) <= 0, cross(right, way) >= 0, left.x * way.x + left.y * way.y > 0 { last = position }
            if cross(left, toLeft) < 0 { left = toLeft }
            if cross(right, toRight) > 0 { right = toRight }
            if cross(left, right) > 0 { break }
        }
        return last
    }

    private func inMetres(_ place: Point) -> Point {
        Point(x: (Double(firstColumn) + place.x) * spacing, y: (Double(firstRow) + place.y) * spacing)
    }

    /// Lands with their holes.
    private func assembled(_ rings: [Ring], _ edges: [Int32], _ least: UInt32) -> MultiPolygon {
        var polygons: [Polygon] = []
        var polygonOfRing = [Int](repeating: -1, count: rings.count)
        var holes: [(westernmost: Int, ring: Int)] = []
        for (position, ring) in rings.enumerated() {
            if ring.isHole {
                // The westernmost edge of the hole with land in the west.
                let edge = edges[ring.gates].filter { $0 & 1 == 0 && closeness[Int($0 >> 1)] >= least }
                    .min { (Int($0 >> 1) % width, $0) < (Int($1 >> 1) % width, $1) }
                if let edge { holes.append((Int(edge >> 1), position)) }
            } else {
                polygonOfRing[position] = polygons.count
                polygons.append(Polygon(exterior: ring.corners))
            }
        }
        // Westwards over land from a hole one comes to the land's outer line, or to another hole farther west.
        holes.sort { ($0.westernmost % width, $0.westernmost) < ($1.westernmost % width, $1.westernmost) }
        for hole in holes {
            var node = hole.westernmost
            while closeness[node - 1] >= least { node -= 1 }
            let found = polygonOfRing[Int(-marks[2 * (node - 1)]) - 1]
            polygonOfRing[hole.ring] = found
            polygons[found].holes.append(rings[hole.ring].corners)
        }
        return MultiPolygon(polygons)
    }
}

// MARK: Places and the drawn lines

extension TravelTimeSurface {
    /// Whether a place lies on the land last drawn, for `limit`.
    func isDrawnInside(_ place: Point, _ limit: TravelTime) -> Bool {
        let (x, y) = local(place)
        guard let inside = corners(ofSquare: x.rounded(.down), y.rounded(.down), limit) else { return false }
        if inside == 0 || inside == 15 { return inside == 15 }
        let node = Int(y) * width + Int(x)
        var isLeftOfAny = false
        var isLeftOfAll = true
        forEachWay(through: node, inside, limit) { from, to in
            let (start, end) = (crossing(from, limit), crossing(to, limit))
            let isLeft = cross(vector(from: start, to: end), vector(from: start, to: Point(x: x, y: y))) >= 0
            isLeftOfAny = isLeftOfAny || isLeft
            isLeftOfAll = isLeftOfAll && isLeft
        }
        // Two corners apart from each other, or joined.
        return (inside == 5 || inside == 10) && !isJoined(node, limit) ? isLeftOfAny : isLeftOfAll
    }

    /// Whether a line last drawn, for `limit`, comes within `spacings` (at most 1) of a place.
    func isLine(within spacings: Double, of place: Point, _ limit: TravelTime) -> Bool {
        let (x, y) = local(place)
        var squared = Double.infinity
        for row in -1...1 {
            for column in -1...1 {
                let (west, south) = (x.rounded(.down) + Double(column), y.rounded(.down) + Double(row))
                guard let inside = corners(ofSquare: west, south, limit) else { continue }
                forEachWay(through: Int(south) * width + Int(west), inside, limit) { from, to in
                    squared = min(
                        squared,
                        nearestPlace(on: crossing(from, limit), crossing(to, limit), to: Point(x: x, y: y)).squared)
                }
            }
        }
        return squared <= spacings * spacings
    }

    /// Which corners of a square are within the limit; nil outside of the window.
    private func corners(ofSquare x: Double, _ y: Double, _ limit: TravelTime) -> Int? {
        guard x >= 0, y >= 0, x < Double(width - 1), y < Double(height - 1) else { return nil }
        let least = leastCloseness(limit)
        let node = Int(y) * width + Int(x)
        return (closeness[node] >= least ? 1 : 0) | (closeness[node + 1] >= least ? 2 : 0)
            | (closeness[node + width + 1] >= least ? 4 : 0) | (closeness[node + width] >= least ? 8 : 0)
    }

    /// Where the line last drawn crosses an edge, in spacings from the window's first node.
    private func crossing(_ edge: Int, _ limit: TravelTime) -> Point {
        let node = edge >> 1
        let isForward = closeness[node] >= leastCloseness(limit)
        let fraction = isForward ? Double(crossings[edge]) : 1 - Double(crossings[edge])
        return edge & 1 == 1
            ? Point(x: Double(node % width), y: Double(node / width) + fraction)
            : Point(x: Double(node % width) + fraction, y: Double(node / width))
    }
}

private func vector(from a: Point, to b: Point) -> Point { Point(x: b.x - a.x, y: b.y - a.y) }

/// Positive where `b` lies to the left of `a`.
private func cross(_ a: Point, _ b: Point) -> Double { a.x * b.y - a.y * b.x }

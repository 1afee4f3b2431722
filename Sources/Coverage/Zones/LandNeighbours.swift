public import Geometry

/// A piece of land beside another one.
public struct LandNeighbour: Hashable, Sendable {
    /// Position of the neighbour.
    public var land: Int
    /// Length of the one's border that runs along the neighbour's within the distance, in metres; 0 where they meet in
    /// a corner, or one merely lies inside the other.
    public var sharedMetres: Double
}

/// For each land those whose borders come within a distance of its own, or that lie over it; ascending by position.
///
/// Borders are followed edge by edge, so that neighbours need not have corners in common, and slivers and overlaps of
/// generalised outlines part nobody.
///
/// - Parameter distance: in the unit of the coordinates; a border exactly so far away still is near.
public func landNeighbours(_ lands: [MultiPolygon], within distance: Double) -> [[LandNeighbour]] {
    let borders = lands.map(Border.init)
    var neighbours = [[LandNeighbour]](repeating: [], count: lands.count)
    let order = lands.indices.filter { !borders[$0].box.isEmpty }.sorted {
        (borders[$0].box.minimum.x, $0) < (borders[$1].box.minimum.x, $1)
    }
    for (place, first) in order.enumerated() {
        let reach = borders[first].box.grown(by: distance)
        for second in order[(place + 1)...] {
            if borders[second].box.minimum.x > reach.maximum.x { break }
            guard reach.intersects(borders[second].box) else { continue }
            let there = borders[first].metres(within: distance, of: borders[second])
            let back = there == nil ? nil : borders[second].metres(within: distance, of: borders[first])
            let isInside =
                there == nil && (liesOver(lands[first], lands[second]) || liesOver(lands[second], lands[first]))
            guard there != nil || isInside else { continue }
            neighbours[first].append(LandNeighbour(land: second, sharedMetres: there ?? 0))
            neighbours[second].append(LandNeighbour(land: first, sharedMetres: back ?? 0))
        }
    }
    return neighbours.map { $0.sorted { $0.land < $1.land } }
}

/// Whether `members` hang together: one can go from each to each over neighbours among them. Nothing and one land do.
public func isContiguous(_ members: [Int], neighbours: [[LandNeighbour]]) -> Bool {
    contiguousPieces(members, neighbours: neighbours).count <= 1
}

/// The connected pieces of `members`: each ascending, ordered by their first member.
public func contiguousPieces(_ members: [Int], neighbours: [[LandNeighbour]]) -> [[Int]] {
    var waiting = [Bool](repeating: false, count: neighbours.count)
    for member in members { waiting[member] = true }
    var pieces: [[Int]] = []
    for start in members.sorted() where waiting[start] {
        waiting[start] = false
        var piece = [start]
        var next = 0
        while next < piece.count {
            for neighbour in neighbours[piece[next]] where waiting[neighbour.land] {
                waiting[neighbour.land] = false
                piece.append(neighbour.land)
            }
            next += 1
        }
        pieces.append(piece.sorted())
    }
    return pieces
}

/// Whether a corner of one land lies inside the other.
private func liesOver(_ land: MultiPolygon, _ other: MultiPolygon) -> Bool {
    land.polygons.contains { polygon in polygon.exterior.first.map { contains($0, in: other) } ?? false }
}

/// Whether a place lies inside a land, by the parity of the borders that a ray from it crosses.
func contains(_ place: Point, in land: MultiPolygon) -> Bool {
    var isInside = false
    for polygon in land.polygons {
        for ring in polygon.rings {
            for (a, b) in zip(ring, ring.dropFirst()) where (a.y > place.y) != (b.y > place.y) {
                if place.x < a.x + (place.y - a.y) / (b.y - a.y) * (b.x - a.x) { isInside.toggle() }
            }
        }
    }
    return isInside
}

/// The edges of a land's rings, from west to east.
private struct Border {
    struct Edge {
        var start: Point
        var end: Point

        var west: Double { min(start.x, end.x) }
        var length: Double { start.distance(to: end) }

        /// Metres along the edge from its start, and across it.
        func local(_ point: Point) -> Point {
            let length = length
            let (dx, dy) = ((end.x - start.x) / length, (end.y - start.y) / length)
            let (x, y) = (point.x - start.x, point.y - start.y)
            return Point(x: x * dx + y * dy, y: y * dx - x * dy)
        }

        func distance(to point: Point) -> Double {
            let place = local(point)
            let beyond = max(0, -place.x, place.x - length)
            return (beyond * beyond + place.y * place.y).squareRoot()
        }

        var east: Double { max(start.x, end.x) }

        func comes(near box: BoundingBox) -> Bool {
            west <= box.maximum.x && east >= box.minimum.x && min(start.y, end.y) <= box.maximum.y
                && max(start.y, end.y) >= box.minimum.y
        }
    }

    let box: BoundingBox
    let edges: [Edge]

    init(_ land: MultiPolygon) {
        box = land.boundingBox
        edges = land.polygons.flatMap(\.rings).flatMap { ring in
            zip(ring, ring.dropFirst()).filter { $0 != $1 }.map { Edge(start: $0, end: $1) }
        }.sorted { $0.west < $1.west }
    }

    /// Length of this border that runs along the other within a distance; nil where it nowhere comes so near.
    func metres(within distance: Double, of other: Border) -> Double? {
        let zone = other.box.grown(by: distance)
        let mine = edges.filter { $0.comes(near: zone) }
        let back = box.grown(by: distance)
        let others = other.edges.filter { $0.comes(near: back) }
        // An edge that begins farther west than the longest is long cannot reach.
        let longest = others.reduce(0) { max($0, $1.east - $1.west) }
        var first = 0
        var isNear = false
        var length = 0.0
        for edge in mine {
            while first < others.count, others[first].west < edge.west - distance - longest { first += 1 }
            var spans: [(from: Double, to: Double)] = []
            for candidate in others[first...] {
                if candidate.west > edge.east + distance { break }
                if let span = span(of: edge, along: candidate, within: distance) {
                    isNear = true
                    spans.append(span)
                } else if !isNear {
                    isNear = comes(edge, within: distance, of: candidate)
                }
            }
            length += unionLength(spans) * edge.length
        }
        return isNear ? length : nil
    }

    private func unionLength(_ spans: [(from: Double, to: Double)]) -> Double {
        var total = 0.0
        var reached = 0.0
        for span in spans.sorted(by: { $0 < $1 }) {
            total += max(0, span.to - max(reached, span.from))
            reached = max(reached, span.to)
        }
        return total
    }
}

/// The part of an edge, as shares of its length, that runs along another edge: beside it, within a distance, and at
/// less than 45° to it, so that a border that merely ends at another one shares nothing with it.
private func span(
    of edge: Border.Edge, along other: Border.Edge, within distance: Double
) -> (from: Double, to: Double)? {
    let start = other.local(edge.start)
    let end = other.local(edge.end)
    let step = Point(x: end.x - start.x, y: end.y - start.y)
    guard abs(step.x) > abs(step.y),
        let x = shares(start.x, step.x, from: 0, to: other.length),
        let y = shares(start.y, step.y, from: -distance, to: distance)
    else { return nil }
    let (from, to) = (max(0, x.0, y.0), min(1, x.1, y.1))
    return from <= to ? (from, to) : nil
}

/// Whether an edge comes within a distance of another one: they cross, or an end of one is so near to the other.
private func comes(_ edge: Border.Edge, within distance: Double, of other: Border.Edge) -> Bool {
    if min(
        other.distance(to: edge.start), other.distance(to: edge.end), edge.distance(to: other.start),
        edge.distance(to: other.end)) <= distance
    {
        return true
    }
    func turn(_ edge: Border.Edge, _ point: Point) -> Double { edge.local(point).y }
    return turn(other, edge.start) * turn(other, edge.end) < 0 && turn(edge, other.start) * turn(edge, other.end) < 0
}

/// The shares t for which start + t · step lies between two bounds.
private func shares(_ start: Double, _ step: Double, from low: Double, to high: Double) -> (Double, Double)? {
    if step == 0 { return start >= low && start <= high ? (-.infinity, .infinity) : nil }
    let (a, b) = ((low - start) / step, (high - start) / step)
    return (min(a, b), max(a, b))
}

/// Lands with fewer corners, none farther than `tolerance` from where it was; a border that two lands share corner by
/// corner stays shared.
///
/// Borders are cut where three or more of them meet, and each piece is simplified by itself (Douglas, D. H. & Peucker,
/// T. K. (1973), Algorithms for the reduction of the number of points, Cartographica 10), always in one direction, so
/// that both sides give the same line. A ring that would shrink to nothing keeps its corners. Rings may come to touch
/// or to cross where a land is narrower than the tolerance: such outlines are for a screen, not for overlays.
public func simplifiedTogether(_ lands: [MultiPolygon], tolerance: Double) -> [MultiPolygon] {
    let nodes = borderNodes(of: lands)
    func simplified(_ ring: [Point]) -> [Point] {
        let shorter = simplifiedRing(ring, nodes: nodes, tolerance: tolerance)
        return shorter.count >= 4 ? shorter : ring
    }
    return lands.map { land in
        MultiPolygon(
            land.polygons.map {
                Polygon(exterior: simplified($0.exterior), holes: $0.holes.map(simplified))
            })
    }
}

/// The corners at which more than one border goes on: those with other than two neighbours.
private func borderNodes(of lands: [MultiPolygon]) -> Set<Point> {
    var neighbours: [Point: [Point]] = [:]
    for ring in lands.lazy.flatMap(\.polygons).flatMap(\.rings) {
        for (a, b) in zip(ring, ring.dropFirst()) where a != b {
            if !(neighbours[a] ?? []).contains(b) { neighbours[a, default: []].append(b) }
            if !(neighbours[b] ?? []).contains(a) { neighbours[b, default: []].append(a) }
        }
    }
    return Set(neighbours.lazy.filter { $0.value.count != 2 }.map(\.key))
}

private func simplifiedRing(_ ring: [Point], nodes: Set<Point>, tolerance: Double) -> [Point] {
    let open = Array(ring.dropLast())
    guard open.count > 3 else { return ring }
    // Without a node, a ring begins at its least corner, whoever walks along it.
    let least = open.indices.min { isBefore(open[$0], open[$1]) } ?? 0
    let start = open.firstIndex(where: nodes.contains) ?? least
    let turned = Array(open[start...] + open[..<start]) + [open[start]]
    var result = [turned[0]]
    var from = 0
    for to in 1..<turned.count where to == turned.count - 1 || nodes.contains(turned[to]) {
        result += simplifiedLine(Array(turned[from...to]), tolerance: tolerance).dropFirst()
        from = to
    }
    return result
}

/// A piece of border, the same from either end.
private func simplifiedLine(_ line: [Point], tolerance: Double) -> [Point] {
    guard line.count > 2 else { return line }
    let isTurned =
        line[0] == line[line.count - 1]
        ? isBefore(line[line.count - 2], line[1]) : isBefore(line[line.count - 1], line[0])
    let forward = isTurned ? line.reversed() : line
    var isKept = [Bool](repeating: false, count: forward.count)
    isKept[0] = true
    isKept[forward.count - 1] = true
    var waiting = [(0, forward.count - 1)]
    while let (first, last) = waiting.popLast() {
        guard last - first > 1 else { continue }
        var farthest = (index: first, distance: tolerance)
        for index in (first + 1)..<last {
            let distance = distance(of: forward[index], from: forward[first], to: forward[last])
            if distance > farthest.distance { farthest = (index, distance) }
        }
        if farthest.index > first {
            isKept[farthest.index] = true
            waiting += [(first, farthest.index), (farthest.index, last)]
        }
    }
    let kept = zip(forward, isKept).filter(\.1).map(\.0)
    return isTurned ? kept.reversed() : kept
}

private func isBefore(_ a: Point, _ b: Point) -> Bool { (a.x, a.y) < (b.x, b.y) }

/// From a place to a straight line between two others.
private func distance(of place: Point, from start: Point, to end: Point) -> Double {
    let (dx, dy) = (end.x - start.x, end.y - start.y)
    let squared = dx * dx + dy * dy
    guard squared > 0 else { return place.distance(to: start) }
    let share = max(0, min(1, ((place.x - start.x) * dx + (place.y - start.y) * dy) / squared))
    return place.distance(to: Point(x: start.x + share * dx, y: start.y + share * dy))
}

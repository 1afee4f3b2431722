internal import CGEOS

/// The edges of the Delaunay triangulation of distinct points, each as positions (smaller first), sorted.
///
/// - Throws: `GeometryError.malformed` when points coincide or are no numbers.
public func delaunayEdges(of points: [Point]) throws(GeometryError) -> [(Int, Int)] {
    guard points.count > 1 else { return [] }
    let positions = try positionsByPlace(points)
    return try GEOSSession.run("Delaunay triangulation") { session throws(GeometryError) in
        let all = try session.multiPoint(points)
        // onlyEdges = 1: a multiline of two-point lines between the given points.
        let edges = try session.own(
            GEOSDelaunayTriangulation_r(session.handle, all, 0, 1), "Delaunay triangulation")
        var pairs: [(Int, Int)] = []
        for edge in session.parts(of: edges) {
            let ends = try session.points(of: edge)
            guard let first = ends.first, let last = ends.last, let a = positions[first],
                let b = positions[last]
            else { continue }
            pairs.append((min(a, b), max(a, b)))
        }
        return pairs.sorted { $0 < $1 }
    }
}

/// The Voronoi cell of each point inside `outline`: the land that is nearer to it than to any other
/// point. In the order of the points.
///
/// - Throws: `GeometryError.malformed` when points coincide or are no numbers.
public func voronoiCells(of points: [Point], within outline: MultiPolygon) throws(GeometryError) -> [MultiPolygon] {
    guard points.count > 1 else { return points.map { _ in outline } }
    _ = try positionsByPlace(points)
    let lands = try GEOSSession.run("Voronoi diagram") { session throws(GeometryError) in
        let all = try session.multiPoint(points)
        let frame = try session.land(outline)
        // A collection of polygons, in no order, covering at least the frame's envelope.
        let cells = try session.own(
            GEOSVoronoiDiagram_r(session.handle, all, frame, 0, 0), "Voronoi diagram")
        var lands: [MultiPolygon] = []
        for cell in session.parts(of: cells) { lands.append(try session.land(of: cell)) }
        return lands
    }
    let locator = try PolygonLocator(lands)
    var result: [MultiPolygon] = []
    for point in points {
        guard let cell = try locator.first(containing: point) else {
            result.append(.empty)
            continue
        }
        result.append(try lands[cell].intersection(outline))
    }
    return result
}

private func positionsByPlace(_ points: [Point]) throws(GeometryError) -> [Point: Int] {
    var positions: [Point: Int] = [:]
    positions.reserveCapacity(points.count)
    for (position, point) in points.enumerated() {
        guard point.isFinite else { throw .malformed("a point has coordinates that are no numbers") }
        guard positions.updateValue(position, forKey: point) == nil else {
            throw .malformed("two points lie at (\(point.x), \(point.y))")
        }
    }
    return positions
}

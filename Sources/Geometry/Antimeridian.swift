extension MultiPolygon {
    /// The same land in degrees, cut where it crosses the antimeridian, as RFC 7946 asks (section 3.1.9):
    /// no polygon runs from one end of the map to the other.
    ///
    /// - Throws: `GeometryError`.
    public func cutAtAntimeridian() throws(GeometryError) -> MultiPolygon {
        let box = boundingBox
        // Nothing on a map in metres is half the world wide: such a box has land at both ends.
        guard !isEmpty, box.maximum.x - box.minimum.x > 180 else { return self }
        let joined = shifted { $0 < 0 ? $0 + 360 : $0 }
        let east = try joined.intersection(.degrees(west: 0, east: 180))
        let west = try joined.intersection(.degrees(west: 180, east: 360)).shifted { $0 - 360 }
        return MultiPolygon(east.polygons + west.polygons).inFixedOrder()
    }

    private func shifted(_ longitude: (Double) -> Double) -> MultiPolygon {
        func ring(_ points: [Point]) -> [Point] { points.map { Point(x: longitude($0.x), y: $0.y) } }
        return MultiPolygon(
            polygons.map { Polygon(exterior: ring($0.exterior), holes: $0.holes.map(ring)) })
    }

    private static func degrees(west: Double, east: Double) -> MultiPolygon {
        MultiPolygon([
            Polygon(exterior: [
                Point(x: west, y: -90), Point(x: east, y: -90), Point(x: east, y: 90), Point(x: west, y: 90),
                Point(x: west, y: -90),
            ])
        ])
    }
}

internal import CGEOS

/// The overlay operations, by GEOS (OverlayNG). All shapes must share one coordinate reference system.
extension MultiPolygon {
    /// The land of either.
    public func union(_ other: MultiPolygon) throws(GeometryError) -> MultiPolygon {
        if isEmpty { return other }
        if other.isEmpty { return self }
        return try overlay(other, "union", GEOSUnion_r)
    }

    /// The land of both.
    public func intersection(_ other: MultiPolygon) throws(GeometryError) -> MultiPolygon {
        guard !isEmpty, !other.isEmpty, boundingBox.intersects(other.boundingBox) else { return .empty }
        return try overlay(other, "intersection", GEOSIntersection_r)
    }

    /// The land of this one outside the other.
    public func difference(_ other: MultiPolygon) throws(GeometryError) -> MultiPolygon {
        guard !isEmpty, !other.isEmpty, boundingBox.intersects(other.boundingBox) else { return self }
        return try overlay(other, "difference", GEOSDifference_r)
    }

    /// The land of any of them.
    public static func unionOfAll(_ lands: [MultiPolygon]) throws(GeometryError) -> MultiPolygon {
        try GEOSSession.run("union") { session throws(GeometryError) in
            var parts: [OpaquePointer] = []
            for land in lands where !land.isEmpty { parts.append(try session.land(land)) }
            let all = try session.collection(parts)
            return try session.orderedLand(
                of: session.own(GEOSUnaryUnion_r(session.handle, all), "union"))
        }
    }

    /// Everything within `distance` of the land (units of the coordinates); arcs are drawn with eight
    /// segments a quarter.
    public func buffered(by distance: Double) throws(GeometryError) -> MultiPolygon {
        try GEOSSession.run("buffer") { session throws(GeometryError) in
            let land = try session.land(self)
            return try session.orderedLand(
                of: session.own(GEOSBuffer_r(session.handle, land, distance, 8), "buffer"))
        }
    }

    /// The same land with fewer points, none farther than `tolerance` from where it was; each polygon by
    /// itself, so that shared borders may come apart.
    public func simplified(tolerance: Double) throws(GeometryError) -> MultiPolygon {
        try GEOSSession.run("simplification") { session throws(GeometryError) in
            let land = try session.land(self)
            return try session.orderedLand(
                of: session.own(
                    GEOSTopologyPreserveSimplify_r(session.handle, land, tolerance), "simplification"))
        }
    }

    /// A place that is surely inside; nil for empty land.
    public func interiorPoint() throws(GeometryError) -> Point? {
        guard !isEmpty else { return nil }
        return try GEOSSession.run("interior point") { session throws(GeometryError) in
            let land = try session.land(self)
            let place = try session.own(GEOSPointOnSurface_r(session.handle, land), "interior point")
            return GEOSisEmpty_r(session.handle, place) == 0 ? try session.points(of: place).first : nil
        }
    }

    private func overlay(
        _ other: MultiPolygon, _ operation: String,
        _ call: (GEOSContextHandle_t?, OpaquePointer?, OpaquePointer?) -> OpaquePointer?
    ) throws(GeometryError) -> MultiPolygon {
        try GEOSSession.run(operation) { session throws(GeometryError) in
            let left = try session.land(self)
            let right = try session.land(other)
            // NULL on exception.
            return try session.orderedLand(of: session.own(call(session.handle, left, right), operation))
        }
    }

    /// The same land with its rings turned and started, and its polygons sorted, in one fixed way:
    /// exteriors anticlockwise, holes clockwise (RFC 7946), each ring from its least point.
    public func inFixedOrder() -> MultiPolygon {
        func turned(_ ring: [Point], anticlockwise: Bool) -> [Point] {
            guard ring.count > 1 else { return ring }
            var open = Array(ring.dropLast())
            if (signedArea(ofRing: ring) > 0) != anticlockwise { open.reverse() }
            let start = open.indices.min { open[$0] < open[$1] } ?? 0
            return Array(open[start...] + open[...start])
        }
        let ordered = polygons.map { polygon in
            Polygon(
                exterior: turned(polygon.exterior, anticlockwise: true),
                holes: polygon.holes.map { turned($0, anticlockwise: false) }
                    .sorted { $0.lexicographicallyPrecedes($1) })
        }
        return MultiPolygon(ordered.sorted { $0.exterior.lexicographicallyPrecedes($1.exterior) })
    }
}

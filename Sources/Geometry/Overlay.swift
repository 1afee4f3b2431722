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
        let session = try GEOSSession("union")
        var parts: [GEOSShape] = []
        for land in lands where !land.isEmpty { parts.append(try session.land(land)) }
        let all = try session.collection(parts)
        return try session.own(GEOSUnaryUnion_r(session.handle, all.pointer), "union").land()
    }

    /// Everything within `distance` of the land (units of the coordinates); arcs are drawn with eight
    /// segments a quarter.
    public func buffered(by distance: Double) throws(GeometryError) -> MultiPolygon {
        let session = try GEOSSession("buffer")
        let land = try session.land(self)
        return try session.own(GEOSBuffer_r(session.handle, land.pointer, distance, 8), "buffer").land()
    }

    /// The same land with fewer points, none farther than `tolerance` from where it was; each polygon by
    /// itself, so that shared borders may come apart.
    public func simplified(tolerance: Double) throws(GeometryError) -> MultiPolygon {
        let session = try GEOSSession("simplification")
        let land = try session.land(self)
        return try session.own(
            GEOSTopologyPreserveSimplify_r(session.handle, land.pointer, tolerance), "simplification"
        ).land()
    }

    /// A place that is surely inside; nil for empty land.
    public func interiorPoint() throws(GeometryError) -> Point? {
        guard !isEmpty else { return nil }
        let session = try GEOSSession("interior point")
        let land = try session.land(self)
        let place = try session.own(GEOSPointOnSurface_r(session.handle, land.pointer), "interior point")
        return GEOSisEmpty_r(session.handle, place.pointer) == 0
            ? try session.points(of: place.pointer).first : nil
    }

    private func overlay(
        _ other: MultiPolygon, _ operation: String,
        _ call: (GEOSContextHandle_t?, OpaquePointer?, OpaquePointer?) -> OpaquePointer?
    ) throws(GeometryError) -> MultiPolygon {
        let session = try GEOSSession(operation)
        let left = try session.land(self)
        let right = try session.land(other)
        // NULL on exception.
        return try session.own(call(session.handle, left.pointer, right.pointer), operation).land()
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

internal import CGEOS

/// One GEOS context, and the owner of every geometry made in it, for the length of one task: what is not
/// given away to GEOS is freed with the session, or at the end of `scoped`. Not shared between threads.
///
/// Geometries are bare pointers on purpose: an owning object for each could be released by ARC after its
/// last mention, while GEOS still reads what it points to.
///
/// GEOS tells its errors through a callback; they are kept in `errors` and put into what is thrown.
final class GEOSSession {
    let handle: GEOSContextHandle_t
    private let errors = ErrorText()
    private var owned: Set<OpaquePointer> = []

    private final class ErrorText {
        var last: String?
    }

    init(_ operation: String) throws(GeometryError) {
        guard let handle = GEOS_init_r() else {
            throw .operationFailed(operation: operation, reason: "GEOS gave no context")
        }
        self.handle = handle
        // Notices are of no use to anybody here; errors are kept.
        GEOSContext_setErrorMessageHandler_r(
            handle,
            { message, box in
                guard let message, let box else { return }
                Unmanaged<ErrorText>.fromOpaque(box).takeUnretainedValue().last = String(cString: message)
            }, Unmanaged.passUnretained(errors).toOpaque())
    }

    deinit {
        for pointer in owned { GEOSGeom_destroy_r(handle, pointer) }
        GEOS_finish_r(handle)
    }

    /// Runs a task in a session of its own, alive to the end of it.
    static func run<T>(
        _ operation: String, _ task: (GEOSSession) throws(GeometryError) -> T
    ) throws(GeometryError) -> T {
        let session = try GEOSSession(operation)
        // The caller of a closure keeps its arguments alive while it runs.
        return try task(session)
    }

    /// Runs a part of a longer task and frees the geometries that it made.
    func scoped<T>(_ task: () throws(GeometryError) -> T) throws(GeometryError) -> T {
        let before = owned
        owned = []
        defer {
            for pointer in owned { GEOSGeom_destroy_r(handle, pointer) }
            owned = before
        }
        return try task()
    }

    func failure(_ operation: String) -> GeometryError {
        .operationFailed(operation: operation, reason: errors.last ?? "GEOS gave no reason")
    }

    /// Takes ownership of what a GEOS call returned; nil from GEOS is an exception.
    func own(_ pointer: OpaquePointer?, _ operation: String) throws(GeometryError) -> OpaquePointer {
        guard let pointer else { throw failure(operation) }
        owned.insert(pointer)
        return pointer
    }

    /// Gives geometries away, to a GEOS call that takes ownership.
    private func give(_ pointers: [OpaquePointer]) -> [OpaquePointer?] {
        for pointer in pointers { owned.remove(pointer) }
        return pointers
    }

    // MARK: Values into GEOS

    private func sequence(_ points: [Point]) throws(GeometryError) -> OpaquePointer {
        guard points.allSatisfy(\.isFinite) else {
            throw .malformed("a shape has coordinates that are no numbers")
        }
        // Copies `size` interleaved x, y; NULL on exception. A Point is its x and y, side by side.
        let made = points.withUnsafeBytes { bytes in
            bytes.withMemoryRebound(to: Double.self) {
                GEOSCoordSeq_copyFromBuffer_r(handle, $0.baseAddress, UInt32(points.count), 0, 0)
            }
        }
        guard let made else { throw failure("making a coordinate sequence") }
        return made
    }

    func line(_ points: [Point]) throws(GeometryError) -> OpaquePointer {
        // Takes ownership of the sequence, on failure too.
        try own(GEOSGeom_createLineString_r(handle, sequence(points)), "making a line")
    }

    func point(_ point: Point) throws(GeometryError) -> OpaquePointer {
        try own(GEOSGeom_createPointFromXY_r(handle, point.x, point.y), "making a point")
    }

    func multiPoint(_ points: [Point]) throws(GeometryError) -> OpaquePointer {
        var parts: [OpaquePointer] = []
        parts.reserveCapacity(points.count)
        for place in points { parts.append(try point(place)) }
        return try collection(parts, type: GEOS_MULTIPOINT)
    }

    private func ring(_ points: [Point]) throws(GeometryError) -> OpaquePointer {
        guard points.count >= 4 else {
            throw .malformed("a ring has \(points.count) points where a closed ring has at least 4")
        }
        guard points.first == points.last else { throw .malformed("a ring is not closed") }
        return try own(GEOSGeom_createLinearRing_r(handle, sequence(points)), "making a ring")
    }

    func polygon(_ polygon: Polygon) throws(GeometryError) -> OpaquePointer {
        let exterior = try ring(polygon.exterior)
        var holes: [OpaquePointer] = []
        for hole in polygon.holes { holes.append(try ring(hole)) }
        var pointers = give(holes)
        _ = give([exterior])
        // Takes ownership of the rings.
        return try own(
            GEOSGeom_createPolygon_r(handle, exterior, &pointers, UInt32(pointers.count)),
            "making a polygon")
    }

    func land(_ land: MultiPolygon) throws(GeometryError) -> OpaquePointer {
        var parts: [OpaquePointer] = []
        for part in land.polygons { parts.append(try polygon(part)) }
        return try collection(parts, type: GEOS_MULTIPOLYGON)
    }

    func collection(_ parts: [OpaquePointer], type: GEOSGeomTypes = GEOS_GEOMETRYCOLLECTION)
        throws(GeometryError) -> OpaquePointer
    {
        var pointers = give(parts)
        // Takes ownership of the parts.
        return try own(
            GEOSGeom_createCollection_r(handle, Int32(type.rawValue), &pointers, UInt32(pointers.count)),
            "making a collection")
    }

    // MARK: Values out of GEOS

    func points(of pointer: OpaquePointer) throws(GeometryError) -> [Point] {
        // Owned by the geometry; NULL on exception.
        guard let sequence = GEOSGeom_getCoordSeq_r(handle, pointer) else { throw failure("reading a line") }
        var size: UInt32 = 0
        guard GEOSCoordSeq_getSize_r(handle, sequence, &size) == 1 else { throw failure("reading a line") }
        let handle = handle
        var points = [Point](repeating: Point(x: 0, y: 0), count: Int(size))
        let copied = points.withUnsafeMutableBytes { bytes in
            bytes.withMemoryRebound(to: Double.self) {
                GEOSCoordSeq_copyToBuffer_r(handle, sequence, $0.baseAddress, 0, 0)
            }
        }
        // 1 on success, 0 on exception.
        guard copied == 1 else { throw failure("reading a line") }
        return points
    }

    private func polygon(of pointer: OpaquePointer) throws(GeometryError) -> Polygon? {
        guard GEOSisEmpty_r(handle, pointer) == 0 else { return nil }
        guard let exterior = GEOSGetExteriorRing_r(handle, pointer) else { throw failure("reading a polygon") }
        var holes: [[Point]] = []
        for index in 0..<max(0, GEOSGetNumInteriorRings_r(handle, pointer)) {
            guard let hole = GEOSGetInteriorRingN_r(handle, pointer, index) else {
                throw failure("reading a hole")
            }
            holes.append(try points(of: hole))
        }
        return Polygon(exterior: try points(of: exterior), holes: holes)
    }

    /// The polygons in a result; points and lines where areas only touch are left out.
    func land(of pointer: OpaquePointer) throws(GeometryError) -> MultiPolygon {
        switch GEOSGeomTypes(UInt32(max(0, GEOSGeomTypeId_r(handle, pointer)))) {
        case GEOS_POLYGON:
            return MultiPolygon(try polygon(of: pointer).map { [$0] } ?? [])
        case GEOS_MULTIPOLYGON, GEOS_GEOMETRYCOLLECTION:
            var polygons: [Polygon] = []
            for part in parts(of: pointer) { polygons += try land(of: part).polygons }
            return MultiPolygon(polygons)
        default:
            return .empty
        }
    }

    /// The polygons in a result, in the fixed order of `MultiPolygon.inFixedOrder`.
    func orderedLand(of pointer: OpaquePointer) throws(GeometryError) -> MultiPolygon {
        try land(of: pointer).inFixedOrder()
    }

    /// The parts of a collection, owned by it.
    func parts(of pointer: OpaquePointer) -> [OpaquePointer] {
        (0..<max(0, GEOSGetNumGeometries_r(handle, pointer))).compactMap {
            GEOSGetGeometryN_r(handle, pointer, $0)
        }
    }
}

internal import CGEOS

/// One GEOS context and what lives in it, for the length of one task. Not shared between threads.
///
/// GEOS tells its errors through a callback; they are kept in `errors` and put into what is thrown.
final class GEOSSession {
    let handle: GEOSContextHandle_t
    private let errors = ErrorText()

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
        GEOS_finish_r(handle)
    }

    func failure(_ operation: String) -> GeometryError {
        .operationFailed(operation: operation, reason: errors.last ?? "GEOS gave no reason")
    }

    /// Takes ownership of what a GEOS call returned; nil from GEOS is an exception.
    func own(_ pointer: OpaquePointer?, _ operation: String) throws(GeometryError) -> GEOSShape {
        guard let pointer else { throw failure(operation) }
        return GEOSShape(pointer, in: self)
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

    func line(_ points: [Point]) throws(GeometryError) -> GEOSShape {
        // Takes ownership of the sequence, on failure too.
        try own(GEOSGeom_createLineString_r(handle, sequence(points)), "making a line")
    }

    func point(_ point: Point) throws(GeometryError) -> GEOSShape {
        try own(GEOSGeom_createPointFromXY_r(handle, point.x, point.y), "making a point")
    }

    func multiPoint(_ points: [Point]) throws(GeometryError) -> GEOSShape {
        var parts: [GEOSShape] = []
        parts.reserveCapacity(points.count)
        for place in points { parts.append(try point(place)) }
        return try collection(parts, type: GEOS_MULTIPOINT)
    }

    private func ring(_ points: [Point]) throws(GeometryError) -> GEOSShape {
        guard points.count >= 4 else {
            throw .malformed("a ring has \(points.count) points where a closed ring has at least 4")
        }
        guard points.first == points.last else { throw .malformed("a ring is not closed") }
        return try own(GEOSGeom_createLinearRing_r(handle, sequence(points)), "making a ring")
    }

    func polygon(_ polygon: Polygon) throws(GeometryError) -> GEOSShape {
        let exterior = try ring(polygon.exterior)
        var holes: [GEOSShape] = []
        for hole in polygon.holes { holes.append(try ring(hole)) }
        var pointers = holes.map { Optional($0.release()) }
        // Takes ownership of the rings.
        return try own(
            GEOSGeom_createPolygon_r(handle, exterior.release(), &pointers, UInt32(pointers.count)),
            "making a polygon")
    }

    func land(_ land: MultiPolygon) throws(GeometryError) -> GEOSShape {
        var parts: [GEOSShape] = []
        for part in land.polygons { parts.append(try polygon(part)) }
        return try collection(parts, type: GEOS_MULTIPOLYGON)
    }

    func collection(_ parts: [GEOSShape], type: GEOSGeomTypes = GEOS_GEOMETRYCOLLECTION)
        throws(GeometryError) -> GEOSShape
    {
        var pointers = parts.map { Optional($0.release()) }
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

    /// The parts of a collection, owned by it.
    func parts(of pointer: OpaquePointer) -> [OpaquePointer] {
        (0..<max(0, GEOSGetNumGeometries_r(handle, pointer))).compactMap {
            GEOSGetGeometryN_r(handle, pointer, $0)
        }
    }
}

/// A GEOS geometry, owned from the moment it exists.
final class GEOSShape {
    private var owned: OpaquePointer?
    private let session: GEOSSession

    init(_ pointer: OpaquePointer, in session: GEOSSession) {
        owned = pointer
        self.session = session
    }

    deinit {
        if let owned { GEOSGeom_destroy_r(session.handle, owned) }
    }

    /// Valid while this object lives and has not been released.
    var pointer: OpaquePointer {
        guard let owned else { preconditionFailure("a GEOS geometry is used after it was given away") }
        return owned
    }

    /// Gives the geometry away, to a GEOS call that takes ownership.
    func release() -> OpaquePointer {
        defer { owned = nil }
        return pointer
    }

    func land() throws(GeometryError) -> MultiPolygon {
        try session.land(of: pointer).inFixedOrder()
    }
}

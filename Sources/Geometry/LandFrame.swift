internal import CGEOS

/// A land that many others are cut to. Not shared between threads: make one a task.
public final class LandFrame {
    private let session: GEOSSession
    private let land: OpaquePointer
    private let prepared: OpaquePointer

    /// - Throws: `GeometryError` when a polygon is malformed.
    public init(_ frame: MultiPolygon) throws(GeometryError) {
        session = try GEOSSession("cutting")
        land = try session.land(frame)
        guard let prepared = GEOSPrepare_r(session.handle, land) else { throw session.failure("cutting") }
        self.prepared = prepared
    }

    deinit {
        GEOSPreparedGeom_destroy_r(session.handle, prepared)
    }

    /// The part of another land inside the frame, and whether that is less than all of it.
    public func cut(_ other: MultiPolygon) throws(GeometryError) -> (land: MultiPolygon, isCut: Bool) {
        if other.isEmpty { return (other, false) }
        return try session.scoped { () throws(GeometryError) in
            let shape = try session.land(other)
            // 1 true, 0 false, 2 exception.
            switch GEOSPreparedCovers_r(session.handle, prepared, shape) {
            case 1: return (other, false)
            case 0: break
            default: throw session.failure("cutting")
            }
            let part = try session.own(GEOSIntersection_r(session.handle, land, shape), "cutting")
            return (try session.land(of: part), true)
        }
    }
}

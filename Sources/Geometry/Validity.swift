internal import CGEOS

/// What was wrong with a polygon, and where.
public struct ValidityReport: Hashable, Sendable, CustomStringConvertible {
    /// In GEOS's words: "Self-intersection", "Ring Self-intersection", …
    public var reason: String
    public var place: Point?
    /// Square units of the coordinates before (as drawn) and after.
    public var areaBefore: Double
    public var areaAfter: Double

    public var description: String {
        let at = place.map { " at (\($0.x), \($0.y))" } ?? ""
        return "\(reason)\(at); area \(areaBefore.rounded()) before repair, \(areaAfter.rounded()) after"
    }
}

extension MultiPolygon {
    /// The same land made valid, and what had to be repaired; nil where nothing had.
    ///
    /// Rings that are not closed are closed first, and rings of fewer than four points left out (both are
    /// reported). Then GEOS's structure method: rings that cross are merged or subtracted as they were
    /// meant, and what has no area is left out.
    ///
    /// - Throws: `GeometryError` for coordinates that are no numbers.
    public func repaired() throws(GeometryError) -> (land: MultiPolygon, report: ValidityReport?) {
        let session = try GEOSSession("validity")
        let (closed, ringProblem) = closingRings()
        let shape = try session.land(closed)
        var reason: UnsafeMutablePointer<CChar>?
        var where_: OpaquePointer?
        // 1 valid, 0 invalid, 2 exception; reason and place are ours to free.
        let valid = GEOSisValidDetail_r(session.handle, shape.pointer, 0, &reason, &where_)
        let text = reason.map { String(cString: $0) }
        if let reason { GEOSFree_r(session.handle, reason) }
        let place = try where_.map { pointer throws(GeometryError) in
            try session.points(of: session.own(pointer, "validity").pointer).first
        } ?? nil
        if valid == 2 { throw session.failure("validity") }
        if valid == 1 {
            guard let ringProblem else { return (self, nil) }
            return (
                closed,
                ValidityReport(reason: ringProblem, place: nil, areaBefore: area, areaAfter: closed.area)
            )
        }
        guard let parameters = GEOSMakeValidParams_create_r(session.handle) else {
            throw session.failure("validity repair")
        }
        defer { GEOSMakeValidParams_destroy_r(session.handle, parameters) }
        GEOSMakeValidParams_setMethod_r(session.handle, parameters, GEOS_MAKE_VALID_STRUCTURE)
        GEOSMakeValidParams_setKeepCollapsed_r(session.handle, parameters, 0)
        let repaired = try session.own(
            GEOSMakeValidWithParams_r(session.handle, shape.pointer, parameters), "validity repair"
        ).land()
        return (
            repaired,
            ValidityReport(
                reason: text ?? ringProblem ?? "invalid", place: place, areaBefore: area,
                areaAfter: repaired.area)
        )
    }

    private func closingRings() -> (MultiPolygon, problem: String?) {
        var problem: String?
        func closed(_ ring: [Point]) -> [Point]? {
            var ring = ring
            if let first = ring.first, ring.last != first {
                ring.append(first)
                problem = "a ring is not closed"
            }
            guard ring.count >= 4 else {
                problem = "a ring has fewer than four points"
                return nil
            }
            return ring
        }
        let polygons = polygons.compactMap { polygon in
            closed(polygon.exterior).map {
                Polygon(exterior: $0, holes: polygon.holes.compactMap(closed))
            }
        }
        return (MultiPolygon(polygons), problem)
    }
}

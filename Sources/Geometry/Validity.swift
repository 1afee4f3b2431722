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
        let (closed, ringProblem) = closingRings()
        return try GEOSSession.run("validity") { session throws(GeometryError) in
            let shape = try session.land(closed)
            var reasonText: UnsafeMutablePointer<CChar>?
            var location: OpaquePointer?
            // 1 valid, 0 invalid, 2 exception; reason and location are ours to free.
            let valid = GEOSisValidDetail_r(session.handle, shape, 0, &reasonText, &location)
            let reason = reasonText.map { String(cString: $0) }
            if let reasonText { GEOSFree_r(session.handle, reasonText) }
            var place: Point?
            if let location {
                place = try session.points(of: session.own(location, "validity")).first
            }
            if valid == 2 { throw session.failure("validity") }
            if valid == 1 {
                guard let ringProblem else { return (self, nil) }
                let report = ValidityReport(
                    reason: ringProblem, place: nil, areaBefore: area, areaAfter: closed.area)
                return (closed, report)
            }
            guard let parameters = GEOSMakeValidParams_create_r(session.handle) else {
                throw session.failure("validity repair")
            }
            defer { GEOSMakeValidParams_destroy_r(session.handle, parameters) }
            GEOSMakeValidParams_setMethod_r(session.handle, parameters, GEOS_MAKE_VALID_STRUCTURE)
            GEOSMakeValidParams_setKeepCollapsed_r(session.handle, parameters, 0)
            let repaired = try session.orderedLand(
                of: session.own(
                    GEOSMakeValidWithParams_r(session.handle, shape, parameters), "validity repair"))
            let report = ValidityReport(
                reason: reason ?? ringProblem ?? "invalid", place: place, areaBefore: area,
                areaAfter: repaired.area)
            return (repaired, report)
        }
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

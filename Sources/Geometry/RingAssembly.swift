internal import CGEOS

extension MultiPolygon {
    /// The land between closed rings that do not cross: the outermost enclose land, those inside them are
    /// its holes, those inside the holes are islands, and so on.
    ///
    /// - Throws: `GeometryError.operationFailed`.
    public init(rings: [[Point]]) throws(GeometryError) {
        guard !rings.isEmpty else {
            self = .empty
            return
        }
        self = try GEOSSession.run("assembly of rings") { session throws(GeometryError) in
            var lines: [OpaquePointer] = []
            for ring in rings { lines.append(try session.line(ring)) }
            let all = try session.collection(lines)
            return try session.orderedLand(of: session.own(GEOSBuildArea_r(session.handle, all), "assembly of rings"))
        }
    }
}

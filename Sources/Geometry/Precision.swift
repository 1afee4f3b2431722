internal import CGEOS

extension MultiPolygon {
    /// The same land with every coordinate on a grid of `size`, valid again after the rounding; parts that
    /// fall together are left out.
    ///
    /// - Throws: `GeometryError.operationFailed`.
    public func onGrid(of size: Double) throws(GeometryError) -> MultiPolygon {
        guard !isEmpty else { return self }
        return try GEOSSession.run("rounding of coordinates") { session throws(GeometryError) in
            let land = try session.land(self)
            return try session.orderedLand(
                of: session.own(GEOSGeom_setPrecision_r(session.handle, land, size, 0), "rounding of coordinates"))
        }
    }
}

internal import CGEOS

/// One piece of the land: the part that exactly these polygons cover.
public struct PartitionPiece: Hashable, Sendable {
    /// Positions of the covering polygons in the input, ascending.
    public var sources: [Int]
    public var land: MultiPolygon
}

/// The mosaic of overlapping polygons: their union, cut into the pieces that are covered by different
/// sets of them. Pieces do not overlap and together are the union; ordered by `sources`.
///
/// All borders are noded on a grid of `precision` (units of the coordinates) so that nearly coincident
/// borders do not leave slivers of rounding; each face of the noded borders is asked, at a point inside
/// it, which polygons cover it.
///
/// - Throws: `GeometryError.operationFailed`.
public func partition(of lands: [MultiPolygon], precision: Double = 0.001) throws(GeometryError)
    -> [PartitionPiece]
{
    let locator = try PolygonLocator(lands)
    return try GEOSSession.run("partition") { session throws(GeometryError) in
        var borders: [OpaquePointer] = []
        for land in lands {
            for ring in land.polygons.flatMap(\.rings) { borders.append(try session.line(ring)) }
        }
        let all = try session.collection(borders)
        let noded = try session.own(GEOSUnaryUnionPrec_r(session.handle, all, precision), "noding of borders")
        var lines: [OpaquePointer?] = [noded]
        // Faces of the noded borders; a collection of polygons.
        let faces = try session.own(GEOSPolygonize_r(session.handle, &lines, 1), "polygonization of borders")

        var facesBySources: [[Int]: [OpaquePointer]] = [:]
        for face in session.parts(of: faces) {
            let inside = try session.own(GEOSPointOnSurface_r(session.handle, face), "interior point")
            guard let place = try session.points(of: inside).first else { continue }
            let sources = try locator.all(containing: place)
            if !sources.isEmpty { facesBySources[sources, default: []].append(face) }
        }

        var pieces: [PartitionPiece] = []
        for sources in facesBySources.keys.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
            var parts: [OpaquePointer] = []
            for face in facesBySources[sources] ?? [] {
                parts.append(try session.own(GEOSGeom_clone_r(session.handle, face), "copy of a face"))
            }
            let collection = try session.collection(parts)
            // Faces share their noded borders exactly, which is what a coverage union needs.
            let merged = try session.own(GEOSCoverageUnion_r(session.handle, collection), "union of faces")
            pieces.append(PartitionPiece(sources: sources, land: try session.orderedLand(of: merged)))
        }
        return pieces
    }
}

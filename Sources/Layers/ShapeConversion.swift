internal import CGDAL
import Geometry

/// The shape of an OGR geometry; heights and measures are left out; nil for an empty one.
func shape(fromOGR geometry: OGRGeometryH) -> Shape? {
    guard OGR_G_IsEmpty(geometry) == 0 else { return nil }
    switch OGR_GT_Flatten(OGR_G_GetGeometryType(geometry)) {
    case wkbPoint:
        return .point(Point(x: OGR_G_GetX(geometry, 0), y: OGR_G_GetY(geometry, 0)))
    case wkbLineString:
        return .lineString(LineString(points(ofOGR: geometry)))
    case wkbPolygon:
        return .polygon(polygon(ofOGR: geometry))
    case wkbMultiPoint:
        return .multiPoint(parts(ofOGR: geometry).map { Point(x: OGR_G_GetX($0, 0), y: OGR_G_GetY($0, 0)) })
    case wkbMultiLineString:
        return .multiLineString(parts(ofOGR: geometry).map { LineString(points(ofOGR: $0)) })
    case wkbMultiPolygon:
        return .multiPolygon(MultiPolygon(parts(ofOGR: geometry).map(polygon(ofOGR:))))
    default:
        // Curves and surfaces, drawn as lines and polygons.
        guard OGR_G_HasCurveGeometry(geometry, 0) == 1,
            let linear = OGR_G_GetLinearGeometry(geometry, 0, nil)
        else { return nil }
        defer { OGR_G_DestroyGeometry(linear) }
        return shape(fromOGR: linear)
    }
}

/// The OGR geometry of a shape, owned by the caller, typed as the layer wants it.
func ogrGeometry(_ shape: Shape, as type: GeometryType) -> OGRGeometryH? {
    switch (shape, type) {
    case (.point(let point), _):
        let geometry = OGR_G_CreateGeometry(wkbPoint)
        OGR_G_SetPoint_2D(geometry, 0, point.x, point.y)
        return geometry
    case (.lineString(let line), .multiLineString):
        return collection(wkbMultiLineString, [ogrLine(line.points, wkbLineString)])
    case (.lineString(let line), _):
        return ogrLine(line.points, wkbLineString)
    case (.polygon(let polygon), .multiPolygon):
        return collection(wkbMultiPolygon, [ogrPolygon(polygon)])
    case (.polygon(let polygon), _):
        return ogrPolygon(polygon)
    case (.multiPoint(let points), _):
        return collection(wkbMultiPoint, points.map { ogrGeometry(.point($0), as: .point) })
    case (.multiLineString(let lines), _):
        return collection(wkbMultiLineString, lines.map { ogrLine($0.points, wkbLineString) })
    case (.multiPolygon(let land), _):
        return collection(wkbMultiPolygon, land.polygons.map(ogrPolygon))
    }
}

/// The same as RFC 7946 wants it: exteriors anticlockwise, holes clockwise, and what spans more than half of
/// the globe taken for something that crosses the antimeridian, and cut there.
func ogrRFC7946Geometry(_ shape: Shape, as type: GeometryType) -> OGRGeometryH? {
    let box = BoundingBox(of: shape.points)
    let geometry = ogrGeometry(shape.rightHanded, as: type)
    guard box.width > 180 else { return geometry }
    let transformer = GDALSession.withStrings(["WRAPDATELINE=YES"]) { OGR_GeomTransformer_Create(nil, $0) }
    defer { OGR_GeomTransformer_Destroy(transformer) }
    guard let cut = OGR_GeomTransformer_Transform(transformer, geometry) else { return geometry }
    OGR_G_DestroyGeometry(geometry)
    return cut
}

extension Shape {
    fileprivate var rightHanded: Shape {
        func turned(_ ring: [Point], anticlockwise: Bool) -> [Point] {
            (signedArea(ofRing: ring) > 0) == anticlockwise ? ring : ring.reversed()
        }
        func turned(_ polygon: Polygon) -> Polygon {
            Polygon(
                exterior: turned(polygon.exterior, anticlockwise: true),
                holes: polygon.holes.map { turned($0, anticlockwise: false) })
        }
        switch self {
        case .polygon(let polygon): return .polygon(turned(polygon))
        case .multiPolygon(let land): return .multiPolygon(MultiPolygon(land.polygons.map(turned)))
        default: return self
        }
    }
}

private func parts(ofOGR geometry: OGRGeometryH) -> [OGRGeometryH] {
    (0..<OGR_G_GetGeometryCount(geometry)).compactMap { OGR_G_GetGeometryRef(geometry, $0) }
}

private func points(ofOGR geometry: OGRGeometryH) -> [Point] {
    let count = Int(OGR_G_GetPointCount(geometry))
    let stride = Int32(MemoryLayout<Point>.stride)
    var points = [Point](repeating: Point(x: 0, y: 0), count: count)
    // A Point is its x and y, side by side.
    points.withUnsafeMutableBytes { bytes in
        guard let x = bytes.baseAddress?.assumingMemoryBound(to: Double.self) else { return }
        _ = OGR_G_GetPoints(geometry, x, stride, x + 1, stride, nil, 0)
    }
    return points
}

private func polygon(ofOGR geometry: OGRGeometryH) -> Polygon {
    let rings = parts(ofOGR: geometry).map(points(ofOGR:))
    return Polygon(exterior: rings.first ?? [], holes: Array(rings.dropFirst()))
}

private func ogrLine(_ points: [Point], _ type: OGRwkbGeometryType) -> OGRGeometryH? {
    let geometry = OGR_G_CreateGeometry(type)
    let stride = Int32(MemoryLayout<Point>.stride)
    points.withUnsafeBytes { bytes in
        guard let x = bytes.baseAddress?.assumingMemoryBound(to: Double.self) else { return }
        OGR_G_SetPoints(geometry, Int32(points.count), x, stride, x + 1, stride, nil, 0)
    }
    return geometry
}

private func ogrPolygon(_ polygon: Polygon) -> OGRGeometryH? {
    collection(wkbPolygon, polygon.rings.map { ogrLine($0, wkbLinearRing) })
}

private func collection(_ type: OGRwkbGeometryType, _ parts: [OGRGeometryH?]) -> OGRGeometryH? {
    let geometry = OGR_G_CreateGeometry(type)
    for part in parts {
        // Takes ownership of the part.
        OGR_G_AddGeometryDirectly(geometry, part)
    }
    return geometry
}

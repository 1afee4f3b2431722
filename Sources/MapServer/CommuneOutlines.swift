import Export
import Geometry
import Territory

/// The outlines of the communes as a screen needs them: in degrees, simplified together, so that neighbours still share
/// their borders.
struct CommuneOutlines: Sendable {
    /// GeoJSON, in the order of the communes.
    let geometries: [JSONText]
    /// West, south, east, north in degrees.
    let boundingBox: BoundingBox

    /// - Parameter toleranceMetres: how far a simplified border may lie from the true one.
    /// - Throws: `GeometryError`.
    init(_ territory: StudyTerritory, toleranceMetres: Double) throws {
        let simplified = simplifiedTogether(territory.communes.map(\.boundary), tolerance: toleranceMetres)
        let outward = try CoordinateTransformation(from: territory.crs, to: .wgs84)
        var box = BoundingBox.empty
        geometries = try simplified.map { land in
            let degrees = try outward.transform(land)
            box.extend(to: degrees.boundingBox)
            return .geometry(Shape.multiPolygon(degrees).mapPoints(withSixDecimals))
        }
        boundingBox = box
    }

    /// The communes' layer with these outlines.
    func collection(of layer: MapLayer) -> JSONText {
        layer.geoJSON(geometries: geometries)
    }
}

/// `GET /api/communes.geojson`
func communesJSON(_ territory: StudyTerritory, _ outlines: CommuneOutlines) -> JSONText {
    var inhabitants = [Double](repeating: 0, count: territory.communes.count)
    for (count, commune) in zip(territory.population.inhabitants, territory.population.communes) {
        if let commune { inhabitants[commune] += count }
    }
    let features = territory.communes.indices.map { index in
        feature(
            outlines.geometries[index],
            [
                ("code", .text(territory.communes[index].id.text)), ("name", .text(territory.communes[index].name)),
                ("inhabitants", .number(inhabitants[index])),
            ])
    }
    return .object([("type", .text("FeatureCollection")), ("features", .list(features))])
}

import Foundation
import Geometry
import Layers

/// A road layer written by a test: lines in metres, with any fields.
struct RoadLayerFile {
    var fields: [Field]
    private var features: [Feature] = []

    init(_ fields: Field...) {
        self.fields = fields
    }

    mutating func road(_ points: [(Double, Double)], _ values: FieldValue...) {
        line(.lineString(LineString(points.map { Point(x: $0.0, y: $0.1) })), values)
    }

    mutating func line(_ shape: Shape?, _ values: [FieldValue]) {
        features.append(Feature(shape: shape, values: values))
    }

    mutating func reverse() {
        features.reverse()
    }

    /// Writes a GeoPackage in Lambert-93 and gives its path.
    func write(_ folder: TemporaryFolder, geometry: GeometryType = .lineString) throws -> String {
        let path = folder.url.appendingPathComponent("\(UUID().uuidString).gpkg").path
        let writer = try LayerWriter(
            path: path, format: .geoPackage, name: "roads", fields: fields, geometry: geometry, crs: .lambert93)
        for feature in features { try writer.write(feature) }
        try writer.finish()
        return path
    }
}

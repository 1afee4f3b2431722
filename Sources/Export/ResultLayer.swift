import Geometry
import Layers

/// A layer of results: features in a projection, in their fixed order.
struct ResultLayer {
    var name: String
    var fields: [Field]
    var geometry: GeometryType
    var crs: CoordinateReferenceSystem
    var features: [Feature]

    init(name: String, fields: [Field], geometry: GeometryType, crs: CoordinateReferenceSystem, features: [Feature]) {
        self.name = name
        self.fields = withNamesOfTheirOwn(fields)
        self.geometry = geometry
        self.crs = crs
        self.features = features
    }

    /// The layer as RFC 7946 wants it: WGS 84 with seven decimals, polygons valid after the rounding.
    func inGeographicCoordinates() throws -> ResultLayer {
        let projection = try CoordinateTransformation(from: crs, to: .wgs84)
        var layer = self
        layer.crs = .wgs84
        for index in features.indices {
            guard let shape = features[index].shape else { continue }
            let geographic = try projection.transform(shape)
            if let land = geographic.multiPolygon {
                // Corners that nearly touch in the plane may cross in degrees.
                layer.features[index].shape = .multiPolygon(
                    try land.cutAtAntimeridian().repaired().land.onGrid(of: 1e-7))
            } else {
                layer.features[index].shape = geographic
            }
        }
        return layer
    }

    /// Writes the layer as GeoJSON.
    ///
    /// - Throws: `Problem` (output).
    func writeGeoJSON(to path: String) throws {
        let layer = try inGeographicCoordinates()
        let writer = try LayerWriter(
            path: path, format: .geoJSON, name: name, fields: layer.fields, geometry: geometry, crs: .wgs84)
        for feature in layer.features { try writer.write(feature) }
        try writer.finish()
    }

    /// Adds the layer to a file of several.
    ///
    /// - Throws: `Problem` (output).
    func write(to writer: LayerWriter) throws {
        try writer.beginLayer(name: name, fields: fields, geometry: geometry, crs: crs)
        for feature in features { try writer.write(feature) }
    }
}

/// Groups and kinds carry any name: `Msp` beside `msp`, a group called `code`. A GeoPackage knows no capitals
/// in the names of columns, and has two of its own; whoever comes second gets a number.
private func withNamesOfTheirOwn(_ fields: [Field]) -> [Field] {
    var taken: Set<String> = ["fid", "geom"]
    return fields.map { field in
        var name = field.name
        var number = 2
        while !taken.insert(name.lowercased()).inserted {
            name = "\(field.name)_\(number)"
            number += 1
        }
        return Field(name, field.type)
    }
}

/// A figure with six decimals at the most: a metre squared of a square kilometre, a tenth of a millisecond
/// of a minute. Fewer digits make shorter files and hide nothing.
func figure(_ number: Double?) -> FieldValue {
    guard let number, number.isFinite else { return .null }
    return .real((number * 1e6).rounded() / 1e6)
}

/// A number of people: whole where all of a column's numbers are.
func people(_ number: Double) -> FieldValue {
    number == number.rounded() && abs(number) < 1e15 ? .integer(Int64(number)) : .real(number)
}

/// The type of a column of people: integers where every number is whole.
func peopleType(_ numbers: some Sequence<Double>) -> FieldType {
    numbers.allSatisfy { $0 == $0.rounded() } ? .integer : .real
}

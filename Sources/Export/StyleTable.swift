import Layers

/// The table in which QGIS keeps styles beside the layers of a GeoPackage, with the columns that it creates
/// itself; `update_time` follows.
let styleTableFields = [
    Field("f_table_catalog", .string), Field("f_table_schema", .string), Field("f_table_name", .string),
    Field("f_geometry_column", .string), Field("styleName", .string), Field("styleQML", .string),
    Field("styleSLD", .string), Field("useAsDefault", .boolean), Field("description", .string),
    Field("owner", .string), Field("ui", .string),
]

extension Style {
    /// The style's row: QGIS looks for an empty schema, not a null one.
    var row: Feature {
        Feature(
            shape: nil,
            values: [
                .string(""), .string(""), .string(layer), .string("geom"), .string(layer), .string(qml), .string(sld),
                .boolean(true), .string(title), .string(""), .null,
            ])
    }
}

/// Adds the styles to a GeoPackage.
///
/// - Throws: `Problem` (output).
func writeStyles(_ styles: [Style], to writer: LayerWriter) throws {
    try writer.beginLayer(name: "layer_styles", fields: styleTableFields, geometry: nil, crs: nil)
    for style in styles { try writer.write(style.row) }
    // Layers have no type for times. A fixed one, so that the same layers are the same bytes.
    try writer.execute(
        sql: "ALTER TABLE layer_styles ADD COLUMN update_time DATETIME DEFAULT '2000-01-01T00:00:00.000Z'")
}

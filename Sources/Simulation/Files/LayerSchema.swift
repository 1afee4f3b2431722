import Layers
import Territory

/// The keys that tell how to read a layer, the same wherever a layer is named.
let layerKeys: [KeySchema] = [
    .required("layer", .path, "Shapefile, GeoPackage, GeoJSON, FlatGeobuf or CSV, zipped or not."),
    .optional("layer_name", .text, "Which layer of a file that holds several."),
    .optional("crs", .identifier, "Coordinate reference system where the layer has none: EPSG:2154."),
    .optional("encoding", .text, "Encoding of a Shapefile's texts where it does not say: UTF-8, ISO-8859-1."),
    .optional("x_field", .text, "Column of a CSV that holds the longitude or easting."),
    .optional("y_field", .text, "Column of a CSV that holds the latitude or northing."),
]

/// - Parameter key: the key that names the file; `layer`, unless a table has its own.
func layerSource(_ value: FileValue, folder: String, key: String = "layer") throws(Problem) -> LayerSource {
    LayerSource(
        path: resolvedPath(try value.requiredText(key), folder: folder), layerName: value["layer_name"]?.text,
        crs: value["crs"]?.text, encoding: value["encoding"]?.text, xField: value["x_field"]?.text,
        yField: value["y_field"]?.text)
}

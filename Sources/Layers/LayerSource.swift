internal import CGDAL
import Foundation

/// What GDAL opens for a path: the file itself, or the one file of a zipped delivery that holds the layer.
struct LayerSource {
    /// GDAL's name, such as `/vsizip/delivery.zip/ADE/COMMUNE.shp`.
    let name: String
    let isCSV: Bool
    /// Whether the wanted layer's name has already told one file of the delivery from the others.
    let isChosenByLayerName: Bool

    /// - Throws: `Problem` where a delivery holds several layers and `layerName` tells none of them.
    init(path: String, layerName: String?) throws {
        let url = URL(fileURLWithPath: path)
        switch url.pathExtension.lowercased() {
        case "zip":
            let members = Self.layers(inZip: path)
            let named = members.filter { Self.stem($0).lowercased() == layerName?.lowercased() }
            let candidates = named.isEmpty ? members : named
            guard candidates.count <= 1 else {
                throw Problem(
                    .content, file: path, "the file holds several layers: \(candidates.joined(separator: ", "))",
                    remedy: "say which one (layer_name: in the territory file, without folder and ending), "
                        + "or take it out of the zip file")
            }
            // Without a candidate GDAL says itself what it cannot read.
            name = (["/vsizip/\(path)"] + candidates).joined(separator: "/")
            isCSV = candidates.first.map { Self.ending($0) == "csv" } ?? false
            isChosenByLayerName = !named.isEmpty
        case "gz":
            name = "/vsigzip/\(path)"
            isCSV = Self.ending(url.deletingPathExtension().path) == "csv"
            isChosenByLayerName = false
        default:
            name = path
            isCSV = Self.ending(path) == "csv"
            isChosenByLayerName = false
        }
    }

    /// The files of a zip file that hold layers, in whatever folder, in the order of their names. Where there are
    /// spatial formats, a .json or .csv beside them is their description.
    private static func layers(inZip path: String) -> [String] {
        let files = GDALSession.collecting { _ in
            GDALSession.strings(VSIReadDirRecursive("/vsizip/\(path)"))
        }.filter { !$0.hasPrefix("__MACOSX/") && !URL(fileURLWithPath: $0).lastPathComponent.hasPrefix(".") }
        for endings in [["shp", "gpkg", "geojson", "fgb"], ["json"], ["csv"]] {
            let found = files.filter { endings.contains(ending($0)) }
            if !found.isEmpty { return found.sorted() }
        }
        return []
    }

    private static func ending(_ path: String) -> String {
        URL(fileURLWithPath: path).pathExtension.lowercased()
    }

    private static func stem(_ path: String) -> String {
        URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
    }
}

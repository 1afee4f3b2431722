internal import CMapPage
import Foundation
import Layers

/// The files of the page, by name.
///
/// - Parameter folder: read from there instead of from the program, for work on the page itself.
func pageFiles(folder: String?) throws -> [String: Lasting] {
    var files: [String: Lasting] = [:]
    if let folder {
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
            guard let type = mediaType(of: name) else { continue }
            files[name] = Lasting(try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)")), type: type)
        }
        return files
    }
    for index in 0..<cMapPageFileCount {
        let file = cMapPageFile(index)
        guard let name = file.name.map({ String(cString: $0) }), let type = mediaType(of: name) else { continue }
        files[name] = Lasting(UnsafeBufferPointer(start: file.bytes, count: file.count), type: type)
    }
    return files
}

/// Where Debian's libjs-leaflet puts Leaflet.
let leafletFolder = "/usr/share/javascript/leaflet"

/// Leaflet, by name, from where the system has it.
///
/// - Throws: `Problem` where it is missing.
func leafletFiles(folder: String = leafletFolder) throws -> [String: Lasting] {
    let names = [
        "leaflet.esm.min.js", "leaflet.js", "leaflet.css", "images/layers.png", "images/layers-2x.png",
        "images/marker-icon.png", "images/marker-icon-2x.png", "images/marker-shadow.png",
    ]
    return Dictionary(
        uniqueKeysWithValues: try names.map { name in
            guard let data = FileManager.default.contents(atPath: "\(folder)/\(name)"), let type = mediaType(of: name)
            else {
                throw Problem(
                    .unreadable, file: "\(folder)/\(name)", "Leaflet, which draws the map, is not there",
                    remedy: "install the package libjs-leaflet (Debian, Ubuntu)")
            }
            return (name, Lasting(data, type: type))
        })
}

private func mediaType(of name: String) -> String? {
    switch name.split(separator: ".").last {
    case "html": "text/html; charset=utf-8"
    case "css": "text/css; charset=utf-8"
    case "js": "text/javascript; charset=utf-8"
    case "svg": "image/svg+xml"
    case "png": "image/png"
    default: nil
    }
}

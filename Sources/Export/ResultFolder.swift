public import Foundation
import Layers
public import Simulation

/// Writes a result into a folder: everything is written into a folder beside it, which then takes its place.
///
/// An existing folder is replaced only where it is empty or holds an earlier result of this program.
///
/// - Parameter subject: what the report tells beside the result.
/// - Throws: `Problem` (output).
public func writeResult(
    _ result: SimulationResult, about subject: ReportSubject = ReportSubject(), to folder: String, manifest: Manifest,
    threads: Int
) throws {
    try writeFolder(folder) { try write(result, subject, manifest, into: $0, threads: threads) }
}

/// Has a folder beside the one that is wanted filled, and puts it in its place.
///
/// - Throws: `Problem` (output); what `fill` throws.
func writeFolder(_ folder: String, _ fill: (_ aside: String) throws -> Void) throws {
    try requireReplaceable(folder)
    let target = URL(fileURLWithPath: folder).resolvingSymlinksInPath()
    try withFolder(beside: folder) { aside in
        try fill(aside)
        try requireReplaceable(folder)
        try UnfinishedOutput.settle { try exchange(aside, target.path, as: folder) }
    }
}

private func write(
    _ result: SimulationResult, _ subject: ReportSubject, _ manifest: Manifest, into folder: String, threads: Int
) throws {
    let layers = resultLayers(of: result)
    for layer in layers where layer.name != populationLayerName {
        try layer.writeGeoJSON(to: "\(folder)/\(layer.name).geojson", threads: threads)
    }
    try writeGeoPackage(
        layers, kinds: result.kinds.map { ($0.kind, $0.coverage.limit.minutes) }, to: "\(folder)/maillage.gpkg")
    try writeFile(summaryData(of: result), to: "\(folder)/summary.json")
    if let years = result.years { try writeYears(years, to: "\(folder)/years.csv") }
    try writeFile(
        reportHTML(of: result, about: subject, manifest: manifest, layers: layers), to: "\(folder)/report.html")
    let wallSeconds = Date().timeIntervalSince(manifest.started)
    try writeFile(manifest.data(wallSeconds: wallSeconds), to: "\(folder)/manifest.json")
}

/// The files of a result that may be asked for one by one.
public enum ResultFile: Hashable, Sendable {
    case layer(MapLayer.Name)
    case geoPackage, summary
    /// The figures of the communes as a table.
    case communesTable

    /// Nil for a name that no file of a result has.
    public init?(name: String) {
        switch name {
        case "maillage.gpkg": self = .geoPackage
        case "summary.json": self = .summary
        case "communes.csv": self = .communesTable
        default:
            guard name.hasSuffix(".geojson"), let layer = MapLayer.Name(rawValue: String(name.dropLast(8))),
                layer != .population
            else { return nil }
            self = .layer(layer)
        }
    }
}

/// The content of a file that `run` writes.
///
/// - Throws: `Problem` (output); `GeometryError`.
public func content(of file: ResultFile, of result: SimulationResult, threads: Int) throws -> Data {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("maillage-\(UUID().uuidString)")
    UnfinishedOutput.begin(folder.path)
    defer { UnfinishedOutput.end(folder.path) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let path = folder.appendingPathComponent("result").path
    switch file {
    case .summary: return try summaryData(of: result) + Data("\n".utf8)
    case .geoPackage:
        try writeGeoPackage(
            resultLayers(of: result), kinds: result.kinds.map { ($0.kind, $0.coverage.limit.minutes) },
            to: path + ".gpkg")
        return try Data(contentsOf: URL(fileURLWithPath: path + ".gpkg"))
    case .layer(let name):
        let layer = resultLayers(of: result).first { $0.name == name.rawValue }
        try layer?.writeGeoJSON(to: path + ".geojson", threads: threads)
        return try Data(contentsOf: URL(fileURLWithPath: path + ".geojson"))
    case .communesTable:
        let layer = communesLayer(of: result)
        let writer = try LayerWriter(
            path: path + ".csv", format: .csv, name: layer.name, fields: layer.fields, geometry: nil, crs: nil)
        for feature in layer.features {
            var row = feature
            row.shape = nil
            try writer.write(row)
        }
        try writer.finish()
        return try Data(contentsOf: URL(fileURLWithPath: path + ".csv"))
    }
}

/// - Throws: `Problem` (output) where the folder holds something that is no result of this program, or
///   cannot be made.
public func requireReplaceable(_ folder: String) throws {
    guard !folder.isEmpty else {
        throw Problem(.output, file: "", "is no name of a folder", remedy: "name the folder to write")
    }
    try requireFolder(of: folder)
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder) else { return }
    let refusal = Problem(
        .output, file: folder, "holds something that is no result of this program, and is not replaced",
        remedy: "name another folder, or empty this one")
    guard isFolder.boolValue else { throw refusal }
    let content: [String]
    do {
        content = try FileManager.default.contentsOfDirectory(atPath: folder)
    } catch {
        throw Problem(.output, file: folder, "cannot be read (\(reason(error)))", remedy: "name another folder")
    }
    if content.isEmpty { return }
    struct Header: Decodable {
        var program: String
    }
    guard let data = FileManager.default.contents(atPath: "\(folder)/manifest.json"),
        let header = try? JSONDecoder().decode(Header.self, from: data), header.program == Manifest.program
    else { throw refusal }
}

func writeFile(_ data: Data, to path: String) throws {
    let file = try FileBeingWritten(path: path)
    try file.write(Array(data) + [UInt8(ascii: "\n")])
    try file.finish()
}

/// Puts the finished folder in the place of the earlier one, which is removed last.
private func exchange(_ finished: String, _ target: String, as folder: String) throws {
    func failure() -> Problem {
        Problem(
            .output, file: folder, "cannot be replaced (\(String(cString: strerror(errno))))",
            remedy: "name another folder")
    }
    // More than once, as another run may put its result there in between.
    for attempt in 1...5 {
        // Takes the place of nothing, and of an empty folder.
        if rename(finished, target) == 0 { return }
        guard [ENOTEMPTY, EEXIST].contains(errno), attempt < 5 else { throw failure() }
        let earlier = UnfinishedOutput.path(beside: target)
        guard rename(target, earlier) == 0 || errno == ENOENT else { throw failure() }
        if rename(finished, target) == 0 {
            try? FileManager.default.removeItem(atPath: earlier)
            return
        }
        // Never without a result, unless another run has just put its own there.
        if rename(earlier, target) != 0 { try? FileManager.default.removeItem(atPath: earlier) }
    }
}

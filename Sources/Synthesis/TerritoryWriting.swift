import Foundation
internal import Geometry
public import Layers

/// What every synthetic feature says of itself.
let syntheticOrigin = "synthetic: approximate, not surveyed"

/// The first line of a territory file of this program's making; a folder with another one is left alone.
let territoryFileMark = "# Written by `maillage synthesize`."

/// The formats that a synthetic territory is written in: those that keep its projection.
public let synthesisFormats: [LayerFormat] = [.shapefile, .geoPackage, .flatGeobuf]

/// Writes the layers of a territory, the `territory.yaml` that reads them and a `README.md` that says what
/// is made up.
///
/// - Parameters:
///   - folder: made where it is missing.
///   - notes: Markdown about where the towns and sites come from, for the README.
/// - Throws: `Problem` when something cannot be written; `GeometryError`.
public func write(
    _ territory: SyntheticTerritory, to folder: String, format: LayerFormat = .shapefile, notes: String? = nil
) throws {
    try requireSynthesisFolder(folder)
    try withFolder(beside: folder) { aside in
        try write(territory, into: URL(fileURLWithPath: aside), format: format, notes: notes)
        try UnfinishedOutput.settle { try moveContent(of: aside, to: folder) }
    }
}

private func moveContent(of source: String, to folder: String) throws {
    do {
        let files = try FileManager.default.contentsOfDirectory(atPath: source).sorted()
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for file in files where rename("\(source)/\(file)", "\(folder)/\(file)") != 0 {
            throw NSError(domain: NSPOSIXErrorDomain, code: Int(errno))
        }
    } catch {
        throw Problem(
            .output, file: folder, "cannot be written (\(reason(error)))",
            remedy: "choose a folder that you may write to")
    }
}

private func write(_ territory: SyntheticTerritory, into target: URL, format: LayerFormat, notes: String?) throws {
    func layer(_ name: String, _ fields: [Field], _ geometry: GeometryType) throws -> LayerWriter {
        try LayerWriter(
            path: target.appendingPathComponent("\(name).\(format.fileExtension)").path, format: format, name: name,
            fields: fields, geometry: geometry, crs: territory.crs)
    }
    try writeCommunes(territory, layer)
    try writeRoads(territory.roads, layer)
    try writePopulation(territory, layer)
    try writeSites(territory.sites, layer)
    try replace(target.appendingPathComponent("territory.yaml"), with: territoryText(of: territory, format: format))
    try replace(target.appendingPathComponent("README.md"), with: readme(of: territory, format: format, notes: notes))
}

/// - Throws: `Problem` (output) where the folder holds something else than a territory of this program's
///   making, or cannot be made.
public func requireSynthesisFolder(_ folder: String) throws {
    guard !folder.isEmpty else {
        throw Problem(.output, file: "", "is no name of a folder", remedy: "name the folder to write")
    }
    try requireFolder(of: folder)
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder) else { return }
    guard isFolder.boolValue else {
        throw Problem(.output, file: folder, "is a file, and a folder is to be written", remedy: "choose another name")
    }
    let content = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    if content.isEmpty { return }
    let present = try? String(contentsOfFile: "\(folder)/territory.yaml", encoding: .utf8)
    guard let present, present.hasPrefix(territoryFileMark) else {
        throw Problem(
            .output, file: folder, "holds something that this command did not write, and is not touched",
            remedy: "choose another folder, or empty this one")
    }
}

private typealias LayerMaker = (_ name: String, _ fields: [Field], _ geometry: GeometryType) throws -> LayerWriter

private func writeCommunes(_ territory: SyntheticTerritory, _ layer: LayerMaker) throws {
    let writer = try layer(
        "communes",
        [Field("CODE", .string), Field("NAME", .string), Field("INHABITANT", .integer), Field("ORIGIN", .string)],
        .multiPolygon)
    for (town, land) in zip(territory.towns, try territory.communes()) {
        try writer.write(
            Feature(
                shape: .multiPolygon(land.inFixedOrder()),
                values: [
                    .string(town.id), .string(town.name), .integer(Int64(town.inhabitants)), .string(syntheticOrigin),
                ]))
    }
    try writer.finish()
}

private func writeRoads(_ roads: SyntheticRoads, _ layer: LayerMaker) throws {
    let writer = try layer(
        "roads",
        [
            Field("ROAD_ID", .integer), Field("FROM_NODE", .integer), Field("TO_NODE", .integer),
            Field("HIGHWAY", .string), Field("LENGTH_M", .real), Field("SPEED_KMH", .integer),
            Field("DIRECTION", .string), Field("ORIGIN", .string),
        ], .lineString)
    for road in 0..<roads.count {
        let (tail, head) = (roads.tails[road], roads.heads[road])
        try writer.write(
            Feature(
                shape: .lineString(LineString([roads.junctions[Int(tail)], roads.junctions[Int(head)]])),
                values: [
                    .integer(Int64(road + 1)), .integer(Int64(tail)), .integer(Int64(head)),
                    .string(roads.standards[road].name), .real(roads.metres(of: road)),
                    .integer(Int64(roads.speed(of: road))), .string(roads.isOneWay[road] ? "Forward" : "Both"),
                    .string(syntheticOrigin),
                ]))
    }
    try writer.finish()
}

private func writePopulation(_ territory: SyntheticTerritory, _ layer: LayerMaker) throws {
    let writer = try layer(
        "population",
        [
            Field("POINT_ID", .integer), Field("COMMUNE", .string), Field("INHABITANT", .integer),
            Field("AGE_75PLUS", .integer), Field("ORIGIN", .string),
        ], .point)
    for point in territory.population {
        try writer.write(
            Feature(
                shape: .point(territory.roads.junctions[Int(point.junction)]),
                values: [
                    .integer(Int64(point.junction)), .string(territory.towns[Int(point.town)].id),
                    .integer(Int64(point.inhabitants)), .integer(Int64(point.age75Plus)), .string(syntheticOrigin),
                ]))
    }
    try writer.finish()
}

private func writeSites(_ sites: [SyntheticSite], _ layer: LayerMaker) throws {
    let writer = try layer(
        "sites",
        [
            Field("SITE", .string), Field("KIND", .string), Field("NAME", .string), Field("PROFESSION", .integer),
            Field("SOURCE", .string),
        ], .point)
    for site in sites {
        try writer.write(
            Feature(
                shape: .point(site.location),
                values: [
                    .string(site.id), .string(site.kind), .string(site.name), .integer(Int64(site.professionals)),
                    .string(site.source),
                ]))
    }
    try writer.finish()
}

/// Written aside and renamed.
private func replace(_ file: URL, with text: String) throws {
    let writing = try FileBeingWritten(path: file.path)
    try writing.write(text)
    try writing.finish()
}

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
    let target = URL(fileURLWithPath: folder)
    let territoryFile = target.appendingPathComponent("territory.yaml")
    if let present = try? String(contentsOf: territoryFile, encoding: .utf8), !present.hasPrefix(territoryFileMark) {
        throw Problem(
            .output, file: territoryFile.path, "a territory file that this command did not write stands here",
            remedy: "choose another folder")
    }
    do {
        try FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
    } catch {
        throw Problem(.output, file: folder, "cannot be made (\((error as NSError).localizedDescription))")
    }
    func layer(_ name: String, _ fields: [Field], _ geometry: GeometryType) throws -> LayerWriter {
        try LayerWriter(
            path: target.appendingPathComponent("\(name).\(format.fileExtension)").path, format: format, name: name,
            fields: fields, geometry: geometry, crs: territory.crs)
    }
    try writeCommunes(territory, layer)
    try writeRoads(territory.roads, layer)
    try writePopulation(territory, layer)
    try writeSites(territory.sites, layer)
    try replace(territoryFile, with: territoryText(of: territory, format: format))
    try replace(target.appendingPathComponent("README.md"), with: readme(of: territory, format: format, notes: notes))
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
    do {
        try Data(text.utf8).write(to: file, options: .atomic)
    } catch {
        throw Problem(.output, file: file.path, "cannot be written (\((error as NSError).localizedDescription))")
    }
}

import Foundation
public import Geometry
internal import Layers

/// Towns from a table or a layer of points with the columns `name` and `inhabitants`, and `id` where there
/// is one (else the number of the row).
///
/// - Throws: `Problem` for a file that cannot be read; `Problems` for everything wrong in its rows.
public func readTowns(path: String, crs: CoordinateReferenceSystem) throws -> [Town] {
    let points = try PointRows(path: path, crs: crs)
    let name = try points.reader.fieldIndex("name")
    let inhabitants = try points.reader.fieldIndex("inhabitants")
    let id = points.index(ofOptional: "id")
    var towns: [Town] = []
    var found: [Problem] = []
    var ids: Set<String> = []
    try points.forEach(gathering: &found) { row in
        guard let count = row.feature.values[inhabitants].number, count >= 0, count.rounded() == count,
            count < 1e9
        else { throw row.problem("inhabitants is not a count", remedy: "give a whole number, 0 or more") }
        let identifier = id.flatMap { row.feature.values[$0].text } ?? String(towns.count + 1)
        guard ids.insert(identifier).inserted else { throw row.problem("a second town has the id \"\(identifier)\"") }
        towns.append(
            Town(
                id: identifier, name: row.feature.values[name].text ?? identifier, location: row.place,
                inhabitants: Int(count)))
    }
    guard found.isEmpty else { throw Problems(found) }
    guard !towns.isEmpty else { throw Problem(.content, file: path, "there are no towns in it") }
    return towns
}

/// Sites from a table or a layer of points with the columns `id`, `name`, `kind` and `professionals`, and
/// `source` where there is one.
///
/// - Throws: `Problem` for a file that cannot be read; `Problems` for everything wrong in its rows.
public func readSites(path: String, crs: CoordinateReferenceSystem) throws -> [SyntheticSite] {
    let points = try PointRows(path: path, crs: crs)
    let columns = try ["id", "name", "kind", "professionals"].map { try points.reader.fieldIndex($0) }
    let source = points.index(ofOptional: "source")
    var sites: [SyntheticSite] = []
    var found: [Problem] = []
    var ids: Set<String> = []
    try points.forEach(gathering: &found) { row in
        let values = row.feature.values
        guard let id = values[columns[0]].text, !id.isEmpty else { throw row.problem("the site has no id") }
        guard ids.insert(id).inserted else { throw row.problem("a second site has the id \"\(id)\"") }
        guard let kind = values[columns[2]].text, !kind.isEmpty else { throw row.problem("the site has no kind") }
        guard let count = values[columns[3]].number, count >= 0, count.rounded() == count, count < 1e6 else {
            throw row.problem("professionals is not a count", remedy: "give a whole number, 0 or more")
        }
        sites.append(
            SyntheticSite(
                id: id, kind: kind, name: values[columns[1]].text ?? id, location: row.place,
                professionals: Int(count), source: source.flatMap { values[$0].text } ?? path))
    }
    guard found.isEmpty else { throw Problems(found) }
    return sites
}

/// The land of all polygons of a layer.
///
/// - Throws: `Problem` for a file that cannot be read; `Problems` for everything wrong in its shapes.
public func readOutline(path: String, crs: CoordinateReferenceSystem) throws -> MultiPolygon {
    let reader = try LayerReader(path: path)
    let transformation = try CoordinateTransformation(from: reader.requireCRS(), to: crs)
    var lands: [MultiPolygon] = []
    var found: [Problem] = []
    try reader.forEach { feature in
        func note(_ text: String, remedy: String? = nil) {
            found.append(Problem(.content, file: path, place: reader.place(of: feature), text, remedy: remedy))
        }
        guard let land = feature.shape?.multiPolygon else {
            return note("it is no polygon", remedy: "give the outline of the land as polygons")
        }
        do {
            lands.append(try transformation.transform(land).repaired().land)
        } catch let error as GeometryError {
            note("\(error)")
        }
    }
    guard found.isEmpty else { throw Problems(found) }
    guard !lands.isEmpty else { throw Problem(.content, file: path, "there is no polygon in it") }
    return try MultiPolygon.unionOfAll(lands)
}

/// The rows of a layer of points, their places in the working projection.
private struct PointRows {
    let reader: LayerReader
    private let transformation: CoordinateTransformation

    struct Row {
        var feature: Feature
        var place: Point
        var file: String
        var rowName: String

        func problem(_ text: String, remedy: String? = nil) -> Problem {
            Problem(.content, file: file, place: rowName, text, remedy: remedy)
        }
    }

    init(path: String, crs: CoordinateReferenceSystem) throws {
        reader = try LayerReader(path: path)
        transformation = try CoordinateTransformation(from: reader.requireCRS(), to: crs)
    }

    func index(ofOptional field: String) -> Int? {
        reader.fields.firstIndex { $0.name.lowercased() == field }
    }

    /// Goes on after a row that is wrong, so that all are told at once.
    func forEach(gathering found: inout [Problem], _ body: (Row) throws -> Void) throws {
        try reader.forEach { feature in
            let place = reader.place(of: feature)
            do {
                guard let point = feature.shape?.point else {
                    throw Problem(
                        .content, file: reader.path, place: place, "it has no coordinates",
                        remedy: "give longitude and latitude in the columns lon and lat")
                }
                try body(
                    Row(
                        feature: feature, place: try transformation.transform(point).inCentimetres,
                        file: reader.path, rowName: place))
            } catch let problem as Problem {
                found.append(problem)
            } catch let error as GeometryError {
                found.append(Problem(.content, file: reader.path, place: place, "\(error)"))
            }
        }
    }
}

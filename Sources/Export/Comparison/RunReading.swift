import Foundation
import Geometry
import Layers

/// The files of a result that a comparison reads.
private let filesRead = ["manifest.json", "summary.json", "maillage.gpkg", "territories.geojson"]

/// Reads finished runs; each gets a name of its own: that of its folder, where no other folder has it.
///
/// - Parameter folders: as the user gave them, in that order.
/// - Throws: `Problems` with everything that is wrong with any of them: unreadable where a folder is no result of
///   `maillage run` or lacks a file, content where the files do not belong together.
public func finishedRuns(in folders: [String]) throws -> [FinishedRun] {
    var runs: [FinishedRun] = []
    var found: [Problem] = []
    for (folder, name) in zip(folders, namesOfRuns(in: folders)) {
        do {
            runs.append(try finishedRun(in: folder, named: name))
        } catch {
            // The same folder twice has the same problems.
            found += problems(in: error, file: folder).filter { !found.contains($0) }
        }
    }
    if !found.isEmpty { throw Problems(found) }
    return runs
}

/// The last part of each path, or the whole path where other folders end alike; with a number where a folder stands
/// twice.
func namesOfRuns(in folders: [String]) -> [String] {
    let paths = folders.map { folder in
        folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
    }
    func last(_ path: String) -> String { URL(fileURLWithPath: path).standardizedFileURL.lastPathComponent }
    // Layers are named for runs, and names of layers have no capitals.
    let byLast = Dictionary(grouping: Set(paths)) { last($0).lowercased() }
    var taken: Set<String> = []
    return paths.map { path in
        let wanted = byLast[last(path).lowercased()]?.count == 1 ? last(path) : path
        var name = wanted
        var number = 2
        while !taken.insert(name.lowercased()).inserted {
            name = "\(wanted) (\(number))"
            number += 1
        }
        return name
    }
}

private func finishedRun(in folder: String, named name: String) throws -> FinishedRun {
    let manifest = try requireResult(folder)
    let summary = try storedObject("\(folder)/summary.json")
    let package = "\(folder)/maillage.gpkg"
    let communes = try runCommunes(package)
    let run = FinishedRun(
        name: name, folder: folder, files: filesRead.map { "\(folder)/\($0)" }, summary: summary, manifest: manifest,
        people: try runPeople(package, summary: summary), communes: communes.list, communeColumns: communes.columns,
        crs: communes.crs, territories: try runTerritories("\(folder)/territories.geojson"))
    try requireWhole(run)
    return run
}

/// The manifest of the result in a folder.
private func requireResult(_ folder: String) throws -> SummaryValue {
    let remedy = "give a folder that maillage run has written"
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder) else {
        throw Problem(.unreadable, file: folder, "there is no such folder", remedy: "check the path")
    }
    guard isFolder.boolValue else { throw Problem(.unreadable, file: folder, "is no folder", remedy: remedy) }
    let path = "\(folder)/manifest.json"
    guard FileManager.default.fileExists(atPath: path) else {
        throw Problem(
            .unreadable, file: folder, "holds no result of this program (it has no manifest.json)", remedy: remedy)
    }
    let manifest = try storedObject(path)
    guard manifest["program"]?.text == Manifest.program else {
        throw Problem(.content, file: path, "is the manifest of another program", remedy: remedy)
    }
    guard manifest["comparison"] == nil else {
        throw Problem(.content, file: folder, "is a comparison, and no run", remedy: remedy)
    }
    let missing = filesRead.filter { !FileManager.default.fileExists(atPath: "\(folder)/\($0)") }
    guard missing.isEmpty else {
        throw Problems(
            missing.map {
                Problem(
                    .unreadable, file: "\(folder)/\($0)", "is missing, so that the result is not whole",
                    remedy: "run the scenario again into this folder")
            })
    }
    return manifest
}

private func damaged(_ path: String, _ text: String) -> Problem {
    Problem(.content, file: path, text, remedy: "run the scenario again, with this version of the program")
}

/// The columns of a layer of results by name.
private struct Columns {
    let reader: LayerReader

    init(_ path: String, layer: String? = nil) throws {
        reader = try LayerReader(path: path, options: ReadingOptions(layerName: layer))
    }

    func index(_ name: String) throws -> Int {
        guard let index = reader.fields.firstIndex(where: { $0.name == name }) else {
            throw damaged(reader.path, "the layer \(reader.name) has no column \"\(name)\"")
        }
        return index
    }

    func number(_ feature: Feature, _ index: Int) throws -> Double {
        guard let number = feature.values[index].number, number.isFinite else {
            throw damaged(
                reader.path,
                "\(reader.name), \(reader.place(of: feature)): \(reader.fields[index].name) is no number")
        }
        return number
    }
}

private func runPeople(_ path: String, summary: SummaryValue) throws -> RunPeople {
    let columns = try Columns(path, layer: populationLayerName)
    let kinds = (summary["kinds"]?.members ?? [])
    let groups = kinds.first?.value["groups"]?.members?.map(\.name) ?? []
    try requireNamesOfTheirOwn(groups + kinds.flatMap { ["\($0.name)_minutes", "\($0.name)_choices"] }, path)
    let (point, commune, inhabitants) = (
        try columns.index("point"), try columns.index("commune"), try columns.index("inhabitants")
    )
    let groupColumns = try groups.map(columns.index)
    let kindColumns = try kinds.map {
        (minutes: try columns.index("\($0.name)_minutes"), choices: try columns.index("\($0.name)_choices"))
    }
    struct Row {
        var point: String
        var location: Point
        var commune: String?
        var inhabitants: Double
        var groups: [Double]
        var kinds: [(milliseconds: Int?, choices: Int)]
    }
    var rows: [Row] = []
    try columns.reader.forEach { feature in
        guard let name = feature.values[point].text, let location = feature.shape?.point else {
            throw damaged(path, "population, \(columns.reader.place(of: feature)): it has no name or no place")
        }
        rows.append(
            Row(
                point: name, location: location, commune: feature.values[commune].text,
                inhabitants: try columns.number(feature, inhabitants),
                groups: try groupColumns.map { try columns.number(feature, $0) },
                kinds: try kindColumns.map { kind in
                    // Milliseconds again: the minutes were written with enough decimals.
                    let minutes = feature.values[kind.minutes].number
                    guard let choices = Int(exactly: try columns.number(feature, kind.choices)) else {
                        throw damaged(path, "population, \(columns.reader.place(of: feature)): choices are no count")
                    }
                    return (minutes.flatMap { Int(exactly: ($0 * 60_000).rounded()) }, choices)
                }))
    }
    rows.sort {
        ($0.commune == nil ? 1 : 0, $0.commune ?? "", $0.point) < (
            $1.commune == nil ? 1 : 0, $1.commune ?? "", $1.point
        )
    }
    if let (twice, _) = zip(rows, rows.dropFirst()).first(where: { $0.point == $1.point && $0.commune == $1.commune }) {
        throw damaged(path, "population: the point \(twice.point) stands twice")
    }
    return RunPeople(
        points: rows.map(\.point), locations: rows.map(\.location), communes: rows.map(\.commune),
        inhabitants: rows.map(\.inhabitants),
        groups: groups.enumerated().map { place, name in (name, rows.map { $0.groups[place] }) },
        kinds: kinds.enumerated().map { place, kind in
            KindAccess(
                kind: kind.name, milliseconds: rows.map { $0.kinds[place].milliseconds },
                choices: rows.map { $0.kinds[place].choices })
        })
}

/// Columns that would carry one name are written under other names, and cannot be told apart again.
private func requireNamesOfTheirOwn(_ names: [String], _ path: String) throws {
    var taken: Set<String> = ["fid", "geom", "point", "commune", "inhabitants"]
    for name in names where !taken.insert(name.lowercased()).inserted {
        throw Problem(
            .content, file: path, "two columns of the population are called \"\(name)\"",
            remedy: "give the group or the kind another name in the territory file, and run the scenarios again")
    }
}

private func runCommunes(
    _ path: String
) throws -> (list: [RunCommune], columns: [String], crs: CoordinateReferenceSystem) {
    let columns = try Columns(path, layer: "communes")
    let (code, name) = (try columns.index("code"), try columns.index("name"))
    let numbers = columns.reader.fields.indices.filter {
        [.integer, .real].contains(columns.reader.fields[$0].type)
    }
    var list: [RunCommune] = []
    try columns.reader.forEach { feature in
        list.append(
            RunCommune(
                code: feature.values[code].text ?? "", name: feature.values[name].text ?? "", boundary: feature.shape,
                figures: numbers.map { feature.values[$0].number }))
    }
    return (
        list.sorted { $0.code < $1.code }, numbers.map { columns.reader.fields[$0].name },
        try columns.reader.requireCRS()
    )
}

private func runTerritories(_ path: String) throws -> [RunTerritory] {
    let columns = try Columns(path)
    // A layer without features has no fields.
    guard !columns.reader.fields.isEmpty else { return [] }
    let (division, id) = (try columns.index("division"), try columns.index("territory"))
    let (name, communes) = (try columns.index("name"), try columns.index("communes"))
    var list: [RunTerritory] = []
    try columns.reader.forEach { feature in
        var codes: [String] = []
        if case .stringList(let list) = feature.values[communes] { codes = list }
        list.append(
            RunTerritory(
                division: feature.values[division].text ?? "", id: feature.values[id].text ?? "",
                name: feature.values[name].text ?? "", communes: codes))
    }
    return list.sorted { ($0.division, $0.id) < ($1.division, $1.id) }
}

/// The layers and the summary of one result tell the same numbers of people.
private func requireWhole(_ run: FinishedRun) throws {
    func requireSame(_ sum: Double, _ stored: SummaryValue?, _ what: String) throws {
        guard let number = stored?.number, abs(number - sum) <= 1e-6 * max(1, abs(number)) else {
            throw damaged(
                run.folder, "summary.json and maillage.gpkg are not of one run: they differ in \(what)")
        }
    }
    let people = run.people
    try requireSame(run.inhabitants, run.summary["inhabitants"], "the inhabitants")
    for kind in people.kinds {
        let covered = people.inhabitants.indices.reduce(0) {
            kind.choices[$1] > 0 ? $0 + people.inhabitants[$1] : $0
        }
        try requireSame(
            covered, run.summary["kinds"]?[kind.kind]?["covered_inhabitants"],
            "the inhabitants whom \(kind.kind) covers")
        let reaching = people.inhabitants.indices.filter { kind.milliseconds[$0] != nil && people.inhabitants[$0] > 0 }
        guard !reaching.isEmpty else { continue }
        let minutes = reaching.reduce(0) { $0 + people.inhabitants[$1] * Double(kind.milliseconds[$1] ?? 0) / 60_000 }
        try requireSame(
            minutes / reaching.reduce(0) { $0 + people.inhabitants[$1] },
            run.summary["kinds"]?[kind.kind]?["minutes_to_nearest"]?["mean"], "the mean minutes to \(kind.kind)")
    }
}

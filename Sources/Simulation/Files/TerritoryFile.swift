import Foundation
public import Layers
import RoadNetwork
public import Territory

/// A literal mirror of a territory file, its paths resolved against its folder.
public struct TerritoryFile: Hashable, Sendable {
    public var description: TerritoryDescription
    /// Nil where the file names no roads.
    public var roads: RoadsDescription?

    /// - Throws: `Problems`: everything that is wrong with the file, each with its line and key path.
    public init(path: String) throws(Problems) {
        let folder = folder(of: path)
        let root = try readYAML(path: path)
        try requireKind(.territory, of: root, file: path)
        let found = validate(root, against: territorySchema, folder: folder) + furtherProblems(in: root)
        guard found.isEmpty else { throw Problems(found) }
        do {
            description = try TerritoryDescription(root, file: path, folder: folder)
            roads = try root["roads"].map { roads throws(Problem) in try RoadsDescription(roads, folder: folder) }
        } catch {
            throw Problems([error])
        }
    }
}

private let roadFieldKeys = ["length", "speed", "speed_unit", "class", "direction", "from", "to"]

/// What the schema cannot say: keys that need, or exclude, each other.
private func furtherProblems(in root: FileValue) -> [Problem] {
    var found: [Problem] = []
    for division in root["divisions"]?.elements ?? [] {
        if division["table"] != nil, division["commune"] == nil {
            found.append(division.problem("a table of communes needs the key `commune`"))
        }
        if division["layer"] != nil, let commune = division["commune"] {
            found.append(commune.problem("`commune` belongs to a `table`, not to a layer of polygons"))
        }
    }
    for source in root["professionals"]?.elements ?? [] { found += problems(ofAgesIn: source) }
    if let roads = root["roads"], roads["layer"] == nil {
        for entry in roads.entries where !["osm", "network", "layer"].contains(entry.key) {
            found.append(entry.value.problem("`\(entry.key)` belongs to a `layer` of roads"))
        }
    }
    if let roads = root["roads"], roads["preset"] != nil {
        for entry in roads.entries where roadFieldKeys.contains(entry.key) {
            found.append(entry.value.problem("a `preset` already says what `\(entry.key)` means", remedy: "keep one"))
        }
    }
    if let roads = root["roads"], (roads["from"] == nil) != (roads["to"] == nil) {
        found.append(roads.problem("`from` and `to` belong together: the junctions at both ends of a road"))
    }
    if !(root["population"]?.elements ?? []).isEmpty,
        !(root["population"]?.elements ?? []).contains(where: { $0["columns"]?["inhabitants"] != nil })
    {
        found.append(
            root.problem(
                "no population source has a column for `inhabitants`",
                remedy: "add inhabitants: COLUMN under columns"))
    }
    return found
}

private func problems(ofAgesIn source: FileValue) -> [Problem] {
    let professions = source["columns"]?.entries.map(\.key) ?? []
    return (source["ages"]?.entries ?? []).flatMap { entry -> [Problem] in
        if entry.value.entries.isEmpty {
            return [
                entry.value.problem("there are no bands of ages", remedy: "such as {under_50: COLUMN, 50_plus: COLUMN}")
            ]
        }
        guard professions.contains(entry.key) else {
            return [
                entry.value.problem(
                    "`columns` does not name the profession \(entry.key)",
                    remedy: suggestion(for: entry.key, among: professions) ?? "add the column of its headcount")
            ]
        }
        return problems(ofBands: entry.value)
    }
}

extension TerritoryDescription {
    fileprivate init(_ root: FileValue, file: String, folder: String) throws(Problem) {
        let communes = try root.required("communes")
        self.init(
            file: file, name: try root.requiredText("name"), crs: try root.requiredText("crs"),
            note: root["note"]?.text,
            communes: CommuneSource(
                layer: try layerSource(communes, folder: folder), idField: try communes.requiredText("id"),
                nameField: communes["name"]?.text))
        for value in root["population"]?.elements ?? [] {
            population.append(try PopulationSource(value, folder: folder))
        }
        for value in root["sites"]?.elements ?? [] { sites.append(try SiteSource(value, folder: folder)) }
        for value in root["professionals"]?.elements ?? [] {
            professionals.append(
                ProfessionalSource(
                    layer: try layerSource(value, folder: folder), communeField: try value.requiredText("commune"),
                    columns: try value.required("columns").textByKey,
                    fullTimeEquivalents: value["full_time_equivalents"]?.textByKey ?? [:],
                    ages: Dictionary(value["ages"]?.entries.map { ($0.key, $0.value.textByKey) } ?? []) { first, _ in
                        first
                    }))
        }
        for value in root["divisions"]?.elements ?? [] {
            let key = value["table"] == nil ? "layer" : "table"
            divisions.append(
                DivisionSource(
                    name: try value.requiredText("name"), layer: try layerSource(value, folder: folder, key: key),
                    idField: try value.requiredText("id"), nameField: value["name_field"]?.text,
                    communeField: value["commune"]?.text))
        }
    }
}

extension PopulationSource {
    fileprivate init(_ value: FileValue, folder: String) throws(Problem) {
        let columns = try value.required("columns").entries.map { ($0.key, $0.value.texts) }
        var spread: Spread?
        if let places = value["spread"] {
            spread =
                places.text == nil
                ? .layer(try layerSource(places, folder: folder), weightField: places["weight"]?.text) : .junctions
        }
        self.init(
            layer: try layerSource(value, folder: folder), idField: value["id"]?.text,
            communeField: value["commune"]?.text, columns: Dictionary(columns) { first, _ in first },
            spread: spread, outside: value["outside"]?.text.flatMap(Outside.init) ?? .keep)
    }
}

extension SiteSource {
    fileprivate init(_ value: FileValue, folder: String) throws(Problem) {
        let kind: Kind
        if let field = value["kind_field"]?.text {
            kind = .field(field)
        } else {
            kind = .constant(try value.requiredText("kind"))
        }
        let condition = value["where"]?.entries.map { ($0.key, $0.value.texts) } ?? []
        self.init(
            layer: try layerSource(value, folder: folder), kind: kind, idField: try value.requiredText("id"),
            nameField: value["name"]?.text, condition: Dictionary(condition) { first, _ in first },
            professionals: value["professionals"]?.textByKey ?? [:],
            fullTimeEquivalents: value["full_time_equivalents"]?.textByKey ?? [:],
            satelliteOfField: value["satellite_of"]?.text, daysPerWeekField: value["days_per_week"]?.text,
            bedsField: value["beds"]?.text)
    }
}

extension RoadsDescription {
    fileprivate init(_ value: FileValue, folder: String) throws(Problem) {
        if let path = value["osm"]?.text {
            self = .openStreetMap(path: resolvedPath(path, folder: folder))
        } else if let path = value["network"]?.text {
            self = .network(path: resolvedPath(path, folder: folder))
        } else {
            let source = try layerSource(value, folder: folder)
            let options: ReadingOptions
            do {
                options = try source.readingOptions()
            } catch {
                throw value.problem("\(error)")
            }
            self = .layer(path: source.path, options: options, meaning: try RoadLayerMeaning(value))
        }
    }
}

extension RoadLayerMeaning {
    fileprivate init(_ value: FileValue) throws(Problem) {
        if let preset = value["preset"]?.text.flatMap(RoadLayerPreset.init) {
            self = .preset(preset)
            return
        }
        var fields = RoadLayerFields(length: value["length"]?.text, roadClass: value["class"]?.text)
        if let speed = value["speed"]?.text {
            let unit = value["speed_unit"]?.text.flatMap(RoadLayerFields.SpeedUnit.init) ?? .kilometresPerHour
            fields.speed = .init(field: speed, unit: unit)
        }
        if let words = value["direction"] {
            fields.direction = .init(
                field: try words.requiredText("field"), both: words["both"]?.texts ?? [],
                forward: words["forward"]?.texts ?? [], backward: words["backward"]?.texts ?? [])
        }
        if let from = value["from"]?.text, let to = value["to"]?.text { fields.junctions = .init(from: from, to: to) }
        self = .fields(fields)
    }
}

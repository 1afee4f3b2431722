import Foundation
public import Layers
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
    if let roads = root["roads"], roads["layer"] == nil {
        for entry in roads.entries where !["osm", "network", "layer"].contains(entry.key) {
            found.append(entry.value.problem("`\(entry.key)` belongs to a `layer` of roads"))
        }
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
                    fullTimeEquivalents: value["full_time_equivalents"]?.textByKey ?? [:]))
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
            spread = places.text == nil
                ? .layer(try layerSource(places, folder: folder), weightField: places["weight"]?.text) : .junctions
        }
        self.init(
            layer: try layerSource(value, folder: folder), idField: value["id"]?.text,
            communeField: value["commune"]?.text, columns: Dictionary(columns) { first, _ in first },
            spread: spread)
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
            self = .layer(try RoadLayerDescription(value, folder: folder))
        }
    }
}

extension RoadLayerDescription {
    fileprivate init(_ value: FileValue, folder: String) throws(Problem) {
        var direction: Direction?
        if let words = value["direction"] {
            direction = Direction(
                field: try words.requiredText("field"), both: words["both"]?.texts ?? [],
                forward: words["forward"]?.texts ?? [], backward: words["backward"]?.texts ?? [])
        }
        self.init(
            source: try layerSource(value, folder: folder), preset: value["preset"]?.text,
            lengthField: value["length"]?.text, speedField: value["speed"]?.text,
            speedUnit: value["speed_unit"]?.text.flatMap(SpeedUnit.init) ?? .kilometresPerHour,
            classField: value["class"]?.text, direction: direction, fromField: value["from"]?.text,
            toField: value["to"]?.text)
    }
}

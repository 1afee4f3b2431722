public import Geometry
import Layers
import RoadNetwork
public import Simulation
public import Territory

/// A layer of a result, to be handed out feature by feature: the same columns, places and order as the file of that
/// name that `run` writes.
public struct MapLayer: Sendable {
    public enum Name: String, CaseIterable, Sendable {
        case sites, catchments, overlaps, communes, territories, population
        case uncoveredZones = "uncovered_zones"
    }

    public struct Column: Hashable, Sendable {
        public var name: String
        public var isNumber: Bool
    }

    private var layer: ResultLayer

    init(_ layer: ResultLayer) {
        self.layer = layer
    }

    public init(_ name: Name, of result: SimulationResult) {
        layer =
            switch name {
            case .sites: sitesLayer(of: result)
            case .catchments: catchmentsLayer(of: result)
            case .overlaps: overlapsLayer(of: result)
            case .communes: communesLayer(of: result)
            case .territories: territoriesLayer(of: result)
            case .population: populationLayer(of: result)
            case .uncoveredZones: uncoveredZonesLayer(of: result)
            }
    }

    public var columns: [Column] {
        layer.fields.map { Column(name: $0.name, isNumber: $0.type == .integer || $0.type == .real) }
    }

    public var count: Int { layer.features.count }

    /// Leaves only those whose text in a column is wanted; all where there is no such column.
    public mutating func keep(where column: String, _ isWanted: (String) -> Bool) {
        guard let index = layer.fields.firstIndex(where: { $0.name == column }) else { return }
        layer.features.removeAll { !isWanted($0.values[index].text ?? "") }
    }

    public mutating func removeShapes() {
        for index in layer.features.indices { layer.features[index].shape = nil }
    }

    /// The values of every feature, without shapes.
    public var rows: JSONText { .list(layer.features.map { .list($0.values.map(json)) }) }

    /// A FeatureCollection (RFC 7946).
    ///
    /// - Parameter further: members beside the columns, of each feature in the order of the layer.
    /// - Throws: `GeometryError`.
    public func geoJSON(threads: Int, further: [[(String, JSONText)]]? = nil) throws -> JSONText {
        let geographic = try layer.inGeographicCoordinates(threads: threads)
        return collection(geographic.features.map { .geometry($0.shape) }, further)
    }

    /// The same with geometries of one's own, one a feature.
    public func geoJSON(geometries: [JSONText]) -> JSONText { collection(geometries, nil) }

    private func collection(_ geometries: [JSONText], _ further: [[(String, JSONText)]]?) -> JSONText {
        var text = JSONText(bytes: [])
        text.append(#"{"type":"FeatureCollection","features":["#)
        for (index, feature) in layer.features.enumerated() {
            if index > 0 { text.append(",") }
            text.append(#"{"type":"Feature","properties":"#)
            let members = zip(layer.fields, feature.values).map { ($0.name, json($1)) }
            text.append(.object(members + (further?[index] ?? [])))
            text.append(#","geometry":"#)
            text.append(geometries[index])
            text.append("}")
        }
        text.append("]}")
        return text
    }
}

private func json(_ value: FieldValue) -> JSONText {
    switch value {
    case .null: .null
    case .string(let text): .text(text)
    case .integer(let number): JSONText(bytes: Array(String(number).utf8))
    case .real(let number): .number(number)
    case .boolean(let flag): .flag(flag)
    case .stringList(let list): .texts(list)
    }
}

extension JSONText {
    /// A geometry in degrees, in the form that its type always has.
    public static func geometry(_ shape: Shape?) -> JSONText {
        var text = JSONText(bytes: [])
        switch shape {
        case nil: return .null
        case .point(let point):
            text.append(#"{"type":"Point","coordinates":"#)
            text.append(point)
        case .multiPoint(let points):
            text.append(#"{"type":"MultiPoint","coordinates":"#)
            text.append(points)
        case .lineString(let line):
            text.append(#"{"type":"LineString","coordinates":"#)
            text.append(line.points)
        case .multiLineString(let lines):
            text.append(#"{"type":"MultiLineString","coordinates":"#)
            text.append(lines.map(\.points))
        case .polygon(let polygon):
            text.append(#"{"type":"Polygon","coordinates":"#)
            text.append(polygon.rings)
        case .multiPolygon(let land):
            text.append(#"{"type":"MultiPolygon","coordinates":["#)
            for (index, polygon) in land.polygons.enumerated() {
                if index > 0 { text.append(",") }
                text.append(polygon.rings)
            }
            text.append("]")
        }
        text.append("}")
        return text
    }

    private mutating func append(_ point: Point) {
        append("[")
        append(point.x)
        append(",")
        append(point.y)
        append("]")
    }

    private mutating func append(_ points: [Point]) {
        append("[")
        for (index, point) in points.enumerated() {
            if index > 0 { append(",") }
            append(point)
        }
        append("]")
    }

    private mutating func append(_ lines: [[Point]]) {
        append("[")
        for (index, line) in lines.enumerated() {
            if index > 0 { append(",") }
            append(line)
        }
        append("]")
    }
}

/// The figures of an evaluation with the keys and values of `summary.json`, save `findings` and the pairs of overlaps,
/// which are long.
///
/// - Throws: what the encoder throws.
public func figures(of evaluation: Evaluation) throws -> JSONText {
    let empty = KindMaps(catchments: [], uncoveredZones: [], mosaic: [])
    let result = SimulationResult(evaluation: evaluation, maps: evaluation.kinds.map { _ in empty })
    guard case .object(var members) = summary(of: result) else { return .null }
    members["findings"] = nil
    members["overlaps"] = .object(
        Dictionary(
            uniqueKeysWithValues: evaluation.kinds.map {
                ($0.kind, .object(["overlapped_inhabitants": .number($0.overlappedInhabitants)]))
            }))
    return JSONText(json: try SummaryValue.object(members).data(pretty: false))
}

/// The entry of `three_15s` for one pole.
///
/// - Parameter pole: its position in the evaluation's poles.
/// - Throws: what the encoder throws.
public func poleFigures(of evaluation: Evaluation, pole: Int) throws -> JSONText {
    let entry = summary(
        of: evaluation.poles.poles[pole], in: evaluation.territory, kinds: evaluation.settings.kinds)
    return JSONText(json: try entry.data(pretty: false))
}

/// The entries of `years.by_year` of `summary.json`.
///
/// - Throws: what the encoder throws.
public func figures(of years: HorizonResult, in territory: StudyTerritory) throws -> JSONText {
    guard case .object(let members) = summary(of: years, communes: territory.communes) else { return .null }
    return JSONText(json: try (members["by_year"] ?? .list([])).data(pretty: false))
}

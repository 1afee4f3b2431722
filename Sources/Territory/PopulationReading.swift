import Geometry
import Layers

/// Reads all population sources and brings them together: figures by place as they are, figures by commune
/// spread over places where no places have them.
func readPopulation(
    _ sources: [PopulationSource], in crs: CoordinateReferenceSystem, communes: CommuneIndex,
    builtUpPlaces: @escaping () throws -> [WeightedPlace], log: inout ReadingLog
) throws -> Population {
    var groups = Set(sources.flatMap(\.columns.keys))
    groups.remove(PopulationSource.inhabitants)
    let columns = [PopulationSource.inhabitants] + groups.sorted()
    var places = PlaceFigures(columns: columns)
    var figures = CommuneFigures(columns: columns, communeCount: communes.communes.count)
    var layers: [Int: SourceLayer] = [:]
    var unnamed = UnnamedGroups(columns: columns, sources: sources)
    for (position, source) in sources.enumerated() {
        guard
            let layer = SourceLayer(
                source.layer, key: "population[\(position)]", in: crs, needsShapes: false, log: &log)
        else { continue }
        layers[position] = layer
        let fields = columns.map { column in
            (source.columns[column] ?? []).compactMap { layer.field($0, key: "columns.\(column)", log: &log) }
        }
        let idField = layer.field(source.idField, key: "id", log: &log)
        let communeField = layer.field(source.communeField, key: "commune", log: &log)
        let row = PopulationRow(
            layer: layer, position: position, fields: fields, communes: communes,
            leavesOutside: source.outside == .leaveOut)
        if source.spread != nil || layer.transformation == nil {
            guard let communeField else {
                if source.communeField == nil {
                    log.problems.append(
                        Problem(
                            .content, file: layer.path, "the figures have no places and no communes",
                            remedy: "name the column of the commune's code (commune:), or of the coordinates"))
                }
                continue
            }
            row.readFigures(of: communeField, into: &figures, spread: source.spread ?? .junctions, log: &log)
        } else {
            row.readPlaces(id: idField, commune: communeField, into: &places, log: &log)
        }
    }
    guard log.problems.isEmpty else { return Population() }

    unnamed.add(places.entries)
    places.mergeSamePlaces()
    checkGroups(of: places, layers: layers, log: &log)
    var spreader = Spreader(crs: crs, communes: communes, builtUpPlaces: builtUpPlaces)
    try figures.complete(&places, communes: communes, with: &spreader, unnamed: &unnamed, layers: layers, log: &log)
    guard log.problems.isEmpty else { return Population() }
    unnamed.report(layers: layers, log: &log)
    return population(of: places, layers: layers, log: &log)
}

/// How the rows of one population source are read.
private struct PopulationRow {
    let layer: SourceLayer
    let position: Int
    /// Positions of the fields to add up, by column; none where the source has no such column.
    let fields: [[Int]]
    let communes: CommuneIndex
    /// Whether places and rows outside the communes are left out.
    let leavesOutside: Bool

    /// By column; nil where the source has no such column, or nothing in it.
    private func figures(_ feature: Feature, log: inout ReadingLog) -> [Double?] {
        fields.map { fields in
            let figures = fields.compactMap { layer.figure(feature, $0, log: &log) }
            return figures.isEmpty ? nil : figures.reduce(0, +)
        }
    }

    /// Whether a field names no commune of the territory, and the row is left out for it. A code that
    /// differs by leading zeros only is no other commune's, but a fault.
    private func isLeftOut(_ feature: Feature, _ field: Int) -> Bool {
        guard leavesOutside, let id = layer.text(feature, field) else { return false }
        return communes.position(of: id) == nil && !communes.isKnownWithoutZeros(id)
    }

    private func tellLeftOut(_ count: Int, log: inout ReadingLog) {
        guard count > 0 else { return }
        log.find(.information, layer.path, "rows of communes outside the territory, left out: \(count)")
    }

    /// The commune that a field names; nil, and a problem, where it names none of the territory.
    private func commune(_ feature: Feature, _ field: Int, log: inout ReadingLog) -> Int? {
        guard let id = layer.text(feature, field) else {
            log.problems.append(layer.problem(feature, "the commune's code is empty"))
            return nil
        }
        guard let commune = communes.position(of: id) else {
            log.problems.append(
                layer.problem(feature, "no commune has the code \(id)", remedy: communes.remedy(forUnknown: id)))
            return nil
        }
        return commune
    }

    func readFigures(
        of communeField: Int, into figures: inout CommuneFigures, spread: PopulationSource.Spread,
        log: inout ReadingLog
    ) {
        var rows: [Int: Int64] = [:]
        var leftOut = 0
        layer.forEach(log: &log) { feature, log in
            if isLeftOut(feature, communeField) {
                leftOut += 1
                return
            }
            let values = self.figures(feature, log: &log)
            guard let commune = commune(feature, communeField, log: &log) else { return }
            if let first = rows[commune] {
                log.problems.append(
                    layer.problem(
                        feature,
                        "the commune \(communes.communes[commune].id) stands twice (first: \(layer.place(of: first)))",
                        remedy: "give each commune one row"))
                return
            }
            rows[commune] = feature.id
            for (column, value) in values.enumerated() {
                guard let value else { continue }
                let entry = CommuneFigures.Entry(
                    value: value, spread: spread, source: position, featureID: feature.id)
                if !figures.set(entry, commune: commune, column: column) {
                    log.problems.append(
                        layer.problem(
                            feature,
                            "\(figures.columns[column]) of the commune \(communes.communes[commune].id) is given by two "
                                + "sources",
                            remedy: "keep one of them"))
                }
            }
        }
        tellLeftOut(leftOut, log: &log)
    }

    func readPlaces(id: Int?, commune: Int?, into places: inout PlaceFigures, log: inout ReadingLog) {
        var outside = OutsideCheck()
        var ids: [String: Int64] = [:]
        var entries: [PlaceFigures.Entry] = []
        var polygonCount = 0
        var leftOut = 0
        layer.forEach(log: &log) { feature, log in
            if let commune, isLeftOut(feature, commune) {
                leftOut += 1
                return
            }
            if feature.shape?.multiPolygon != nil { polygonCount += 1 }
            let figures = self.figures(feature, log: &log)
            if !fields[0].isEmpty, figures[0] == nil, fields[0].allSatisfy({ feature.values[$0].isBlank }) {
                log.problems.append(
                    layer.problem(feature, "the inhabitants are missing", remedy: "write 0 where nobody lives"))
            }
            guard let (location, drawn) = layer.location(feature, log: &log) else { return }
            var name: String?
            if let id {
                name = layer.text(feature, id)
                if name == nil { log.problems.append(layer.problem(feature, "the point has no id")) }
            }
            if let name, let first = ids.updateValue(feature.id, forKey: name) {
                log.problems.append(
                    layer.problem(
                        feature, "the id \(name) stands twice (first: \(layer.place(of: first)))",
                        remedy: "give each point an id of its own, or leave `id` out"))
            }
            do {
                let position: Int?
                if let commune {
                    position = self.commune(feature, commune, log: &log)
                } else {
                    position = try communes.locator.first(containing: location)
                    outside.add(
                        weight: figures[0] ?? 1, isInside: position != nil, drawn: drawn,
                        transformation: layer.transformation, locator: communes.locator)
                    if position == nil, leavesOutside { return }
                }
                entries.append(
                    PlaceFigures.Entry(
                        id: name, location: location, commune: position, figures: figures, source: self.position,
                        featureID: feature.id))
            } catch {
                log.add(error, file: layer.path, place: layer.reader.place(of: feature))
            }
        }
        places.entries += entries
        // Whole communes rather than squares: one place each is a poor picture of where people live.
        if polygonCount > 1, polygonCount == Set(entries.map(\.commune)).count, polygonCount == entries.count {
            log.find(
                .warning, layer.path,
                "each commune has one polygon, and its people are put at one place inside it; where the figures are "
                    + "those of the commune, say how to spread them (spread: junctions)")
        }
        tellLeftOut(leftOut, log: &log)
        outside.report(
            "inhabitants", file: layer.path,
            consequence: leavesOutside
                ? "they are left out, as the territory file asks" : "they are kept, and belong to no commune",
            severity: leavesOutside ? .information : .warning, mayAllLieOutside: leavesOutside, log: &log)
    }
}

/// No place may have more people of a group than inhabitants.
private func checkGroups(of places: PlaceFigures, layers: [Int: SourceLayer], log: inout ReadingLog) {
    for entry in places.entries {
        let inhabitants = entry.figures[0] ?? 0
        for (column, figure) in zip(places.columns, entry.figures).dropFirst() {
            // Sums of published decimals may differ in their last digits.
            guard let figure, figure > inhabitants + 1e-6, let layer = layers[entry.source] else { continue }
            log.problems.append(
                Problem(
                    .content, file: layer.path, place: layer.place(of: entry.featureID),
                    "\(column) is \(plain(figure)), more than the \(plain(inhabitants)) inhabitants"))
        }
    }
}

/// The population of the places where somebody lives, ordered by commune and id.
private func population(of places: PlaceFigures, layers: [Int: SourceLayer], log: inout ReadingLog) -> Population {
    let named = places.entries.filter { $0.figures[0] ?? 0 > 0 }.map { ($0, $0.id ?? placeName($0.location)) }
    let ordered = named.sorted { ($0.0.commune ?? .max, $0.1) < ($1.0.commune ?? .max, $1.1) }
    var ids: Set<String> = []
    for (entry, id) in ordered where !ids.insert(id).inserted {
        guard let layer = layers[entry.source] else { continue }
        log.problems.append(
            Problem(
                .content, file: layer.path, place: layer.place(of: entry.featureID),
                "another source has a point with the id \(id) too",
                remedy: "give each point an id of its own, or leave `id` out"))
    }
    var population = Population(
        ids: ordered.map(\.1), locations: ordered.map(\.0.location), communes: ordered.map(\.0.commune),
        inhabitants: ordered.map { $0.0.figures[0] ?? 0 })
    for (column, name) in places.columns.enumerated().dropFirst() {
        let counts = ordered.map { min($0.0.figures[column] ?? 0, $0.0.figures[0] ?? 0) }
        population.groups.append(PopulationGroup(name: name, counts: counts))
    }
    let empty = places.entries.count - named.count
    if empty > 0 { log.find(.information, "population", "\(empty) places where nobody lives were left out") }
    return population
}

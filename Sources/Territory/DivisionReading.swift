import Geometry
import Layers

/// Reads one division of the land: polygons, or a table of communes.
///
/// - Parameter key: where the territory file names it: `divisions[0]`.
func readDivision(
    _ source: DivisionSource, key: String, in crs: CoordinateReferenceSystem, communes: CommuneIndex,
    population: Population, log: inout ReadingLog
) -> Division {
    let isTable = source.communeField != nil
    guard let layer = SourceLayer(source.layer, key: key, in: crs, needsShapes: !isTable, log: &log) else {
        return Division(name: source.name, territories: [])
    }
    let idField = layer.field(source.idField, key: "id", log: &log)
    let nameField = layer.field(source.nameField, key: "name_field", log: &log)
    let communeField = layer.field(source.communeField, key: "commune", log: &log)
    guard let idField, !isTable || communeField != nil else { return Division(name: source.name, territories: []) }
    let reading = DivisionReading(
        name: source.name, layer: layer, id: idField, nameField: nameField, communes: communes,
        population: population)
    do {
        let territories =
            try communeField.map { try reading.fromTable(commune: $0, log: &log) }
            ?? reading.fromPolygons(log: &log)
        reading.reportMembership(territories, log: &log)
        return Division(name: source.name, territories: territories)
    } catch {
        log.add(error, file: layer.path)
        return Division(name: source.name, territories: [])
    }
}

private struct DivisionReading {
    let name: String
    let layer: SourceLayer
    let id: Int
    let nameField: Int?
    let communes: CommuneIndex
    let population: Population

    /// A territory takes the communes and the points that lie inside it; a commune lies where a place
    /// inside it lies.
    func fromPolygons(log: inout ReadingLog) throws -> [DivisionTerritory] {
        var lands: [String: [MultiPolygon]] = [:]
        var names: [String: String] = [:]
        layer.forEach(log: &log) { feature, log in
            guard let id = layer.text(feature, id) else {
                log.problems.append(layer.problem(feature, "the territory has no id"))
                return
            }
            names[id] = min(names[id] ?? name(of: feature, id: id), name(of: feature, id: id))
            if let land = layer.land(feature, name: "\(name) \(id)", log: &log) { lands[id, default: []].append(land) }
        }
        let ids = lands.keys.sorted()
        var territories: [DivisionTerritory] = []
        for id in ids {
            let parts = lands[id] ?? []
            let land = parts.count == 1 ? parts[0] : try MultiPolygon.unionOfAll(parts)
            territories.append(
                DivisionTerritory(
                    id: id, name: names[id] ?? id, boundary: land.inFixedOrder(), communes: [], points: []))
        }
        let locator = try PolygonLocator(territories.map(\.boundary))
        for (position, commune) in communes.communes.enumerated() {
            guard let place = try commune.boundary.interiorPoint() else { continue }
            for territory in try locator.all(containing: place) { territories[territory].communes.append(position) }
        }
        for (position, place) in population.locations.enumerated() {
            for territory in try locator.all(containing: place) { territories[territory].points.append(position) }
        }
        let here = territories.filter { !$0.communes.isEmpty || !$0.points.isEmpty }
        if here.count < territories.count {
            log.find(
                .information, layer.path,
                "\(territories.count - here.count) of \(territories.count) territories of \(name) lie elsewhere and "
                    + "were left out"
            )
        }
        return here
    }

    /// A territory takes the communes that the table gives it, their land and their points.
    func fromTable(commune: Int, log: inout ReadingLog) throws -> [DivisionTerritory] {
        var members: [String: Set<Int>] = [:]
        var names: [String: String] = [:]
        var elsewhere: [String] = []
        layer.forEach(log: &log) { feature, log in
            guard let id = layer.text(feature, id), let code = layer.text(feature, commune) else {
                log.problems.append(layer.problem(feature, "the territory's id or the commune's code is empty"))
                return
            }
            guard let position = communes.position(of: code) else {
                elsewhere.append(code)
                return
            }
            members[id, default: []].insert(position)
            names[id] = min(names[id] ?? name(of: feature, id: id), name(of: feature, id: id))
        }
        if !elsewhere.isEmpty {
            // A national table lists many communes that are not under study: no mistake.
            let codes = elsewhere.sorted()
            let remedy = members.isEmpty ? "; " + communes.remedy(forUnknown: codes[0]) : ""
            log.find(
                members.isEmpty ? .warning : .information, layer.path,
                "communes of \(name) that are not in the territory (\(codes.count)): \(listed(codes))\(remedy)")
        }
        let points = Dictionary(grouping: population.ids.indices) { population.communes[$0] }
        return try members.keys.sorted().map { id in
            let inside = (members[id] ?? []).sorted()
            let land = try MultiPolygon.unionOfAll(inside.map { communes.communes[$0].boundary })
            return DivisionTerritory(
                id: id, name: names[id] ?? id, boundary: land.inFixedOrder(), communes: inside,
                points: inside.flatMap { points[$0] ?? [] }.sorted())
        }
    }

    /// Tells the communes that are in no territory, and those in several.
    func reportMembership(_ territories: [DivisionTerritory], log: inout ReadingLog) {
        var counts = Array(repeating: 0, count: communes.communes.count)
        for territory in territories {
            for commune in territory.communes { counts[commune] += 1 }
        }
        let ids = communes.communes.map(\.id.text)
        let inNone = counts.indices.filter { counts[$0] == 0 }.map { ids[$0] }
        let inSeveral = counts.indices.filter { counts[$0] > 1 }.map { ids[$0] }
        if !inNone.isEmpty {
            log.find(.warning, layer.path, "communes in no \(name) (\(inNone.count)): \(listed(inNone))")
        }
        if !inSeveral.isEmpty {
            log.find(.warning, layer.path, "communes in several \(name) (\(inSeveral.count)): \(listed(inSeveral))")
        }
    }

    private func name(of feature: Feature, id: String) -> String {
        nameField.flatMap { layer.text(feature, $0) } ?? id
    }
}

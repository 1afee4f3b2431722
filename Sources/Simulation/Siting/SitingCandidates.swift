import Geometry
import Layers
public import Territory

/// Each commune's place with the most inhabitants (of equals the first), ordered by the commune's id. Communes without
/// people have none.
public func communeCandidates(in territory: StudyTerritory) -> [SitingCandidate] {
    let people = territory.population
    var centres = [Int?](repeating: nil, count: territory.communes.count)
    for (point, commune) in people.communes.enumerated() {
        guard let commune, people.inhabitants[point] > 0 else { continue }
        if let best = centres[commune], people.inhabitants[best] >= people.inhabitants[point] { continue }
        centres[commune] = point
    }
    return zip(territory.communes.indices, centres).compactMap { commune, centre in
        centre.map {
            SitingCandidate(
                id: territory.communes[commune].id.text, name: territory.communes[commune].name,
                location: people.locations[$0], commune: commune)
        }
    }
}

/// The places of the sites of a kind that exist, ordered by id.
public func siteCandidates(ofKind kind: String, in territory: StudyTerritory) -> [SitingCandidate] {
    territory.sites.filter { $0.kind == kind }.map {
        SitingCandidate(id: $0.id.text, name: $0.name, location: $0.location, commune: $0.commune)
    }
}

/// The points of a layer, ordered by id.
///
/// - Parameter scenario: the file that names the layer, and the key path.
/// - Returns: the candidates, and every file read.
/// - Throws: `Problem`, `Problems`: a file that cannot be read, a field that is missing; all rows without id or place,
///   of ids that stand twice, with a cost that is none.
func readCandidates(
    _ source: LayerSource, idField: String, nameField: String?, costField: String?, in territory: StudyTerritory,
    scenario: (file: String, key: String)
) throws -> (candidates: [SitingCandidate], files: [String]) {
    let reader = try LayerReader(path: source.path, options: source.readingOptions())
    func field(_ name: String, _ key: String) throws -> Int {
        do {
            return try reader.fieldIndex(name)
        } catch let problem as Problem {
            throw Problem(
                .content, file: scenario.file, place: "\(scenario.key).\(key)",
                "\(source.path) has no field \"\(name)\"", remedy: problem.remedy)
        }
    }
    let id = try field(idField, "id")
    let name = try nameField.map { try field($0, "name") }
    let cost = try costField.map { try field($0, "cost") }
    let transformation = try CoordinateTransformation(from: reader.requireCRS(), to: territory.crs)
    let locator = try PolygonLocator(territory.communes.map(\.boundary))
    var candidates: [SitingCandidate] = []
    var first: [String: String] = [:]
    var found: [Problem] = []
    try reader.forEach { feature in
        let place = reader.place(of: feature)
        func refuse(_ text: String, _ remedy: String) {
            found.append(Problem(.content, file: source.path, place: place, text, remedy: remedy))
        }
        guard let text = feature.values[id].text, !feature.values[id].isBlank else {
            return refuse("the candidate has no \(idField)", "fill in an id")
        }
        if let earlier = first.updateValue(place, forKey: text) {
            return refuse(
                "the candidate \(text) stands twice (first: \(earlier))", "give every candidate an id of its own")
        }
        guard let drawn = feature.shape?.point else {
            return refuse("the candidate \(text) is no point", "fill in its coordinates, or take the row out")
        }
        guard let location = try? transformation.transform(drawn) else {
            return refuse(
                "the candidate \(text) lies beyond the projection of the territory", "check its coordinates")
        }
        var price: Double?
        if let cost {
            let value = feature.values[cost]
            guard let number = value.number, number > 0, number < 1e12 else {
                return refuse(
                    "\(costField ?? "") is \"\(value.text ?? "")\" for the candidate \(text)",
                    "give a number above 0")
            }
            price = number
        }
        candidates.append(
            SitingCandidate(
                id: text, name: name.flatMap { feature.values[$0].text } ?? text, location: location,
                commune: try locator.first(containing: location), cost: price))
    }
    if !found.isEmpty { throw Problems(found) }
    return (candidates.sorted { $0.id < $1.id }, reader.files)
}

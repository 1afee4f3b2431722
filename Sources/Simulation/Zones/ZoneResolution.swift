import Geometry
import Layers
import Territory

/// What a change of a zone means on a territory as it stands, or everything that is wrong with it.
///
/// - Parameters:
///   - id: of the zone.
///   - place: line and key path of the change.
func resolve(
    _ entry: ZoneEntry, id: String, file: String, place: String, on territory: StudyTerritory
) -> (change: Change?, problems: [Problem]) {
    var resolution = ZoneResolution(entry: entry, id: id, file: file, place: place, territory: territory)
    let change = resolution.change()
    return (resolution.problems.isEmpty ? change : nil, resolution.problems)
}

/// What a partition of the land means: a growth of each of its territories, without a target.
func resolve(
    _ entry: PartitionEntry, file: String, on territory: StudyTerritory
) -> (changes: [Change], problems: [Problem]) {
    var territory = territory
    var changes: [Change] = []
    var problems: [Problem] = []
    for part in entry.territories {
        let resolved = resolve(part.zone, id: part.id, file: file, place: part.place, on: territory)
        problems += resolved.problems
        guard let change = resolved.change else { continue }
        territory.apply(change)
        changes.append(change)
    }
    return (changes, problems)
}

private struct ZoneResolution {
    let entry: ZoneEntry
    let id: String
    let file: String
    let place: String
    let territory: StudyTerritory
    var problems: [Problem] = []

    private mutating func add(_ key: String?, _ text: String, remedy: String? = nil) {
        let path = key.map { "\(place).\($0)" } ?? place
        problems.append(Problem(.content, file: file, place: path, text, remedy: remedy))
    }

    mutating func change() -> Change? {
        let division = entry.divisionName(among: territory.divisions.map(\.name))
        checkKeys()
        let ids = territory.zoneIDs(ofDivision: division)
        let isThere = ids.contains(id)
        let removes = entry.removes ?? false
        if removes || entry.replaces == true, !isThere {
            let near = suggestion(for: id, among: ids)
            let known = ids.isEmpty ? "there are none" : "known: " + listed(ids)
            add("id", "there is no \(division) \(id)", remedy: near ?? known)
        } else if isThere, !removes, entry.replaces != true {
            add(
                "id", "the \(division) \(id) is there already",
                remedy: "give the new one an id of its own" + (entry.isPart ? "" : ", or write replace: true"))
        }
        if removes { return .removeZone(division: division, id: id) }
        if let seed = entry.seed { return growth(from: seed, division) }
        guard let communes = communes(), problems.isEmpty else { return nil }
        do {
            let outline = try MultiPolygon.unionOfAll(communes.map { territory.communes[$0].boundary }).inFixedOrder()
            return .zone(
                division: division,
                territory.zone(id: id, name: entry.name ?? id, communes: communes, outline: outline))
        } catch {
            add(nil, "\(error)")
            return nil
        }
    }

    /// Keys that go together.
    private mutating func checkKeys() {
        if entry.removes == false { add("remove", "`remove: false` ends nothing", remedy: "take it out") }
        if entry.removes == true, entry.replaces == true {
            add("replace", "a territory is either replaced or removed")
        }
        if entry.division != nil, entry.values == nil {
            add(nil, "the key `value` is missing", remedy: "say which territories of the division")
        }
        if entry.values != nil, entry.division == nil {
            add("value", "`value` says which territories of `division`, and there is none")
        }
        if entry.seed != nil, entry.inhabitants == nil, !entry.isPart {
            add(nil, "the key `inhabitants` is missing", remedy: "say how many people the territory is grown to")
        }
        if entry.inhabitants != nil, entry.seed == nil {
            add("inhabitants", "`inhabitants` says how far a territory grows, and there is no `grow_from`")
        }
        if entry.mayOverlap != nil, entry.seed == nil {
            add("may_overlap", "`may_overlap` is for a territory that grows, and there is no `grow_from`")
        }
    }

    private mutating func commune(_ id: CommuneID, _ key: String) -> Int? {
        if let position = territory.communeIndex(id) { return position }
        let named = territory.communes.first { $0.name.lowercased() == id.text.lowercased() }
        add(
            key, "there is no commune \(id)",
            remedy: named.map { "write \($0.id), the id of \($0.name)" }
                ?? suggestion(for: id.text, among: territory.communes.map(\.id.text))
                ?? "give the id of a commune of the territory")
        return nil
    }

    private mutating func communes() -> [Int]? {
        if let ids = entry.communes {
            var found: Set<Int> = []
            for (number, id) in ids.enumerated() {
                guard let position = commune(id, "communes[\(number)]") else { continue }
                if !found.insert(position).inserted {
                    add("communes[\(number)]", "the commune \(id) stands twice", remedy: "name it once")
                }
            }
            return found.sorted()
        }
        guard let name = entry.division, let values = entry.values else { return nil }
        let names = territory.divisions.map(\.name)
        guard let division = territory.divisions.first(where: { $0.name == name }) else {
            add(
                "division", "the territory has no division \(name)",
                remedy: suggestion(for: name, among: names)
                    ?? (names.isEmpty ? "it has none" : "known: " + names.joined(separator: ", ")))
            return nil
        }
        var found: Set<Int> = []
        for value in values {
            guard let part = division.territories.first(where: { $0.id == value }) else {
                let isGrown = territory.growths.contains { $0.division == name && $0.id == value }
                add(
                    "value",
                    isGrown
                        ? "the communes of the \(name) \(value) are not known before it is grown"
                        : "there is no \(name) \(value)",
                    remedy: isGrown
                        ? "name its communes"
                        : suggestion(for: value, among: division.territories.map(\.id))
                            ?? division.territories.first { $0.name.lowercased() == value.lowercased() }
                            .map { "write \($0.id), the id of \($0.name)" }
                            ?? "known: " + listed(division.territories.map(\.id)))
                continue
            }
            if part.communes.isEmpty {
                add("value", "the \(name) \(value) has no commune", remedy: "name communes")
            }
            found.formUnion(part.communes)
        }
        return found.sorted()
    }

    private mutating func growth(from seed: CommuneID, _ division: String) -> Change? {
        guard let position = commune(seed, "grow_from"), entry.inhabitants != nil || entry.isPart else { return nil }
        let mayOverlap = entry.mayOverlap ?? false
        if !mayOverlap {
            let others =
                territory.divisions.filter { $0.name == division }.flatMap(\.territories)
                .filter { $0.communes.contains(position) }.map(\.id)
                + territory.growths.filter { $0.division == division && $0.seed == position }.map(\.id)
            for other in others where other != id {
                add(
                    "grow_from", "the commune \(seed) is in the \(division) \(other)",
                    remedy: "grow from another commune" + (entry.isPart ? "" : ", or write may_overlap: true"))
            }
        }
        return .growZone(
            ZoneGrowth(
                division: division, id: id, name: entry.name ?? id, seed: position, inhabitants: entry.inhabitants,
                mayOverlap: mayOverlap))
    }

    /// The first ten.
    private func listed(_ ids: [String]) -> String {
        ids.sorted().prefix(10).joined(separator: ", ") + (ids.count > 10 ? "…" : "")
    }
}

extension StudyTerritory {
    /// Ids of a division's territories, those still to be grown included.
    func zoneIDs(ofDivision division: String) -> [String] {
        divisions.filter { $0.name == division }.flatMap { $0.territories.map(\.id) }
            + growths.filter { $0.division == division }.map(\.id)
    }

    /// A territory made of communes, with their people.
    func zone(id: String, name: String, communes members: [Int], outline: MultiPolygon) -> DivisionTerritory {
        let isMember = Set(members)
        return DivisionTerritory(
            id: id, name: name, boundary: outline, communes: members,
            points: population.communes.indices.filter { population.communes[$0].map(isMember.contains) ?? false },
            isOfScenario: true)
    }

    /// Puts a territory into a division, in the place of the one of the same id.
    mutating func put(_ zone: DivisionTerritory, into division: String) {
        removeZone(zone.id, ofDivision: division)
        let position = addDivision(division)
        let place = divisions[position].territories.firstIndex { $0.id > zone.id }
        divisions[position].territories.insert(zone, at: place ?? divisions[position].territories.endIndex)
    }

    mutating func removeZone(_ id: String, ofDivision division: String) {
        growths.removeAll { $0.division == division && $0.id == id }
        if let position = divisions.firstIndex(where: { $0.name == division }) {
            divisions[position].territories.removeAll { $0.id == id }
        }
    }

    /// The position of a division, made where there was none.
    @discardableResult mutating func addDivision(_ name: String) -> Int {
        if let position = divisions.firstIndex(where: { $0.name == name }) { return position }
        divisions.append(Division(name: name, territories: []))
        return divisions.endIndex - 1
    }
}

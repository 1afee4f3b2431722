import Layers
import Territory

/// What `equity` names and the territory does not have, and names that stand for two things.
func problemsOfNames(
    inEquity all: [EquitySettings], file: String, territory: StudyTerritory
) -> [Problem] {
    all.enumerated().flatMap { position, settings in
        problems(of: settings, at: all.count == 1 ? "equity" : "equity[\(position)]", file, territory)
    }
}

private func problems(
    of equity: EquitySettings, at place: String, _ file: String, _ territory: StudyTerritory
) -> [Problem] {
    var found: [Problem] = []
    func add(_ place: String, _ text: String, remedy: String) {
        found.append(Problem(.content, file: file, place: place, text, remedy: remedy))
    }
    let groups = territory.population.groups.map(\.name)
    func check(group: String, _ key: String) {
        guard !groups.contains(group) else { return }
        add(
            "\(place).\(key)", "the population has no group \(group)",
            remedy: suggestion(for: group, among: groups) ?? known(groups))
    }
    for group in equity.groups { check(group: group, "groups") }
    if case .group(let group) = equity.rank { check(group: group, "rank") }
    let divisions = territory.divisions.map(\.name)
    for division in equity.divisions where !divisions.contains(division) {
        add(
            "\(place).divisions", "the territory has no division \(division)",
            remedy: suggestion(for: division, among: divisions) ?? known(divisions))
    }
    for (key, names) in [("groups", equity.groups), ("divisions", equity.divisions)] {
        for name in Set(names).sorted() where names.count(where: { $0 == name }) > 1 {
            add("\(place).\(key)", "\(name) stands twice", remedy: "name it once")
        }
    }
    // The figures of every group stand under its name, those of the first division's territories beside them.
    guard let first = territory.divisions.first(where: { $0.name == equity.divisions.first }) else { return found }
    for name in territory.zoneIDs(ofDivision: first.name) where equity.groups.contains(name) {
        add(
            place, "a group and a territory of the division \(first.name) are both called \(name)",
            remedy: "leave the group out, or name another division first")
    }
    return found
}

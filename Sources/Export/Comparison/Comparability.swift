import Layers
import Territory

/// Refuses runs that are not about the same people in the same places: no difference between them would be one of
/// access.
///
/// - Throws: `Problems`: content, one a run that differs from the reference.
func requireSamePeople(_ runs: [FinishedRun], reference: FinishedRun) throws {
    let found = runs.compactMap { run in
        difference(between: reference, and: run).map {
            Problem(
                .content, file: run.folder, "\($0) are not those of \(reference.folder)",
                remedy: "compare runs of one territory file, with the same communes and population")
        }
    }
    if !found.isEmpty { throw Problems(found) }
}

/// What of the people or the communes is not the same; nil where all is.
private func difference(between one: FinishedRun, and other: FinishedRun) -> String? {
    if one.communes.map(\.code) != other.communes.map(\.code) {
        return "the communes (\(other.communes.count), and \(one.communes.count) there)"
    }
    let (people, others) = (one.people, other.people)
    if people.points != others.points {
        let unknown = Set(others.points).symmetricDifference(people.points)
        return "the places where people live (\(others.count), and \(people.count) there; "
            + "\(unknown.count) stand in one of them only)"
    }
    if let place = people.points.indices.first(where: { people.communes[$0] != others.communes[$0] }) {
        return "the communes of the people (first difference: \(people.points[place]))"
    }
    func isSame(_ a: Double, _ b: Double) -> Bool { abs(a - b) <= 1e-9 * max(1, abs(a)) }
    if let place = people.points.indices.first(where: { !isSame(people.inhabitants[$0], others.inhabitants[$0]) }) {
        return "the inhabitants (first difference: \(people.points[place]) has \(plain(others.inhabitants[place])), "
            + "and \(plain(people.inhabitants[place])) there)"
    }
    for group in people.groups {
        guard let counts = others.group(group.name),
            let place = counts.indices.first(where: { !isSame(group.counts[$0], counts[$0]) })
        else { continue }
        return "the people of the group \(group.name) (first difference: \(people.points[place]))"
    }
    return nil
}

/// What a reader must know before comparing the figures: names, roads and settings that differ, kinds, groups and
/// territories that one run alone has.
func findings(comparing run: FinishedRun, with reference: FinishedRun) -> [Finding] {
    var found: [Finding] = []
    func tell(_ severity: Finding.Severity, _ text: String) {
        found.append(Finding(severity, where: run.name, text))
    }
    if run.folder == reference.folder {
        tell(.information, "is the folder of the reference \(reference.name): nothing can differ")
    }
    func compare(_ what: String, _ value: (FinishedRun) -> String?) {
        let (mine, other) = (value(run), value(reference))
        guard mine != other else { return }
        tell(
            .warning,
            "\(what) is \(mine ?? "not told"), and \(other ?? "not told") in \(reference.name): "
                + "not all of the difference is the scenario's")
    }
    compare("the territory") { $0.territory }
    compare("the profile") { $0.profile }
    compare("the network") { $0.manifest["network_fingerprint"]?.text }
    compare("the version of the program") { $0.manifest["version"]?.text }
    for kind in run.people.kinds.map(\.kind) where reference.people.kind(kind) != nil {
        compare("the limit of \(kind) in minutes") { $0.summary["kinds"]?[kind]?["minutes"]?.number.map(plain) }
    }
    let (mine, others) = (run.settings, reference.settings)
    for key in mine.keys.sorted() where isComparedAlone(key) && others[key] != nil {
        // The figures of two profiles differ with their names.
        if key.hasPrefix("profile."), run.profile != reference.profile { continue }
        compare("the setting \(key)") { ($0.name == run.name ? mine : others)[key] }
    }
    for (one, other) in [(run, reference), (reference, run)] {
        func names(_ names: [String]) -> String { names.joined(separator: ", ") }
        let kinds = one.people.kinds.map(\.kind).filter { other.people.kind($0) == nil }
        if !kinds.isEmpty {
            tell(.information, "\(names(kinds)): only \(one.name) has this kind; in \(other.name) it serves nobody")
        }
        let groups = one.people.groups.map(\.name).filter { other.people.group($0) == nil }
        if !groups.isEmpty {
            tell(.warning, "\(names(groups)): only \(one.name) has this group, so that its people are not compared")
        }
        let territories = one.territories.filter { !other.territories.contains($0) }.map { "\($0.division) \($0.id)" }
        if !territories.isEmpty {
            let shown = names(Array(territories.prefix(10))) + (territories.count > 10 ? "…" : "")
            tell(
                .information,
                "\(shown): only \(one.name) has \(territories.count == 1 ? "this territory" : "these territories") "
                    + "with these communes, so that their people are not compared")
        }
        let keys = one.settings.keys.filter { isComparedAlone($0) && other.settings[$0] == nil }
            .filter { !$0.hasPrefix("profile.") || run.profile == reference.profile }
        if !keys.isEmpty { tell(.information, "\(names(keys.sorted())): only \(one.name) has these settings") }
        let columns = one.communeColumns.filter { !other.communeColumns.contains($0) && !groups.contains($0) }
        if !columns.isEmpty {
            tell(
                .information,
                "\(names(columns)): only the communes of \(one.name) have these columns, which are not compared")
        }
    }
    return found
}

/// Profiles and the minutes of the kinds are told of otherwise: the same minutes may stand there by default or by
/// name.
private func isComparedAlone(_ key: String) -> Bool {
    key != "profile" && key != "rules.minutes" && !key.hasPrefix("rules.minutes.")
}

extension FinishedRun {
    /// The settings in force as texts, by key.
    var settings: [String: String] {
        Dictionary(
            (manifest["settings"]?.members ?? []).map { ($0.name, text(of: $0.value["value"])) }
        ) { first, _ in first }
    }

    private func text(of value: SummaryValue?) -> String {
        switch value {
        case .number(let number): plain(number)
        case .text(let text): text
        case .flag(let flag): flag ? "true" : "false"
        case .list(let list): list.map { text(of: $0) }.joined(separator: ", ")
        default: "nothing"
        }
    }
}

import Layers
import Territory

/// The changes that hold in each year of a horizon, checked year by year.
///
/// - Throws: `Problems`: those of every year, each once; or what the settings name and the territory has not.
func resolveYears(
    _ settings: HorizonSettings, of file: ScenarioFile, on territory: StudyTerritory, siting: SitingContext?,
    plans: PlansMade
) throws(Problems) -> Horizon {
    var years: [HorizonYear] = []
    var inForce: [ChangeEntry]?
    var last: [Change] = []
    var professions = Set(territory.professionNames)
    var sites = Set(territory.sites.map(\.id.text))
    var problems: [Problem] = []
    // Changes beyond the last year are checked too.
    let beyond = Set(file.changes.compactMap(\.from)).filter { $0 > settings.to }.sorted()
    for year in Array(settings.years) + beyond {
        let changes = file.changes.filter { $0.holds(in: year) }
        if changes != inForce {
            inForce = changes
            let resolution: Resolution
            do {
                resolution = try Simulation.resolution(
                    of: changes, file, on: territory, siting: siting, plans: plans)
            } catch {
                problems += error.list.filter { !problems.contains($0) }
                continue
            }
            last = resolution.changes
            professions.formUnion(resolution.territory.professionNames)
            sites.formUnion(resolution.territory.sites.map(\.id.text))
        }
        if year <= settings.to { years.append(HorizonYear(year: year, changes: last)) }
    }
    guard problems.isEmpty else { throw Problems(problems) }
    let unknown = unknownNames(
        in: settings, professions: professions, sites: sites, territory: territory
    ).map { place, text, remedy in
        Problem(.content, file: file.path, place: place, text, remedy: remedy)
    }
    guard unknown.isEmpty else { throw Problems(unknown) }
    return Horizon(settings: settings, years: years)
}

/// Changes that hold in no year: those that begin before the horizon does, and those that end before they begin.
func problemsBeyondTheYears(_ file: ScenarioFile) -> [Problem] {
    func problem(_ change: ChangeEntry, _ key: String, _ text: String, _ remedy: String) -> Problem {
        Problem(.content, file: file.path, place: "\(change.place).\(key)", text, remedy: remedy)
    }
    return file.changes.flatMap { change in
        var found: [Problem] = []
        if let from = change.from, let until = change.until, until < from {
            found.append(
                problem(change, "until", "the last year \(until) is before the first, \(from)", "exchange them?"))
        }
        guard let first = file.settings.years?.from else { return found }
        if let from = change.from, from < first {
            found.append(
                problem(
                    change, "from", "\(from) is before the horizon, which begins in \(first)",
                    "leave `from` out of what holds from the beginning, or begin the horizon earlier"))
        } else if let until = change.until, until < first {
            found.append(
                problem(
                    change, "until", "\(until) is before the horizon, which begins in \(first)",
                    "take the change out, or begin the horizon earlier"))
        }
        return found
    }
}

/// What a reader of the years' figures must know.
func horizonFindings(_ file: ScenarioFile) -> [Finding] {
    guard let settings = file.settings.years else { return [] }
    var findings: [Finding] = []
    let later = file.changes.count { $0.from ?? settings.to > settings.to }
    if later > 0 {
        findings.append(
            Finding(
                .information, where: "years",
                "changes that begin after the last year, \(settings.to), and so happen in none: \(later)"))
    }
    if settings.arrivals.isEmpty {
        findings.append(
            Finding(
                .information, where: "years",
                "nobody arrives and nobody is replaced in any year; years.arrivals says who does"))
    }
    return findings
}

private func unknownNames(
    in settings: HorizonSettings, professions: Set<String>, sites: Set<String>, territory: StudyTerritory
) -> [(place: String, text: String, remedy: String)] {
    var found: [(place: String, text: String, remedy: String)] = []
    func check(_ name: String, _ place: String, _ what: String, among names: some Collection<String>) {
        guard !names.contains(name) else { return }
        let known = names.sorted().prefix(12).joined(separator: ", ")
        found.append(
            (
                place, "there is no \(what) \(name)",
                suggestion(for: name, among: names) ?? (known.isEmpty ? "there is none" : "known: \(known)")
            ))
    }
    for (place, profession) in settings.namedProfessions {
        check(profession, place, "profession", among: professions)
    }
    let communes = territory.communes.map(\.id.text)
    // The first entry is the default.
    for (number, entry) in settings.ages.dropFirst().enumerated() {
        for name in entry.communes { check(name, "years.ages[\(number)].communes", "commune", among: communes) }
        for name in entry.sites { check(name, "years.ages[\(number)].sites", "site", among: sites) }
    }
    if let division = settings.threshold.division {
        check(division, "years.threshold.division", "division", among: territory.divisions.map(\.name))
    }
    return found
}

extension StudyTerritory {
    /// Of all sites and communes, in order.
    fileprivate var professionNames: [String] {
        sites.reduce(into: Set(supply.total.names)) { $0.formUnion($1.professionals.names) }.sorted()
    }
}

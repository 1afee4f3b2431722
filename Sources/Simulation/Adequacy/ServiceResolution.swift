import Coverage
import Layers
import Territory

/// What services name and the territory does not have: professions, groups, the official zoning.
func problemsOfNames(
    in services: [Service], file: String, baseline: StudyTerritory, territory: StudyTerritory
) -> [Problem] {
    guard !services.isEmpty else { return [] }
    // A profession that the changes end, or begin, is known all the same.
    let professions = Set([baseline, territory].flatMap(\.professions)).sorted()
    let groups = territory.population.groups.map(\.name)
    let divisions = territory.divisions.map(\.name)
    var found: [Problem] = []
    func add(_ place: String, _ text: String, _ name: String, among names: [String]) {
        found.append(
            Problem(
                .content, file: file, place: place, text, remedy: suggestion(for: name, among: names) ?? known(names)))
    }
    for service in services {
        let place = "services.\(service.name)"
        for profession in service.professions where !professions.contains(profession) {
            add(
                "\(place).professions", "the territory has no professionals called \(profession)", profession,
                among: professions)
        }
        let isDefault = service.need.groups == ServiceDefaults(name: service.name).needOfGroups.mapValues(\.value)
        for group in service.need.groups.keys.sorted() where !groups.contains(group) && !isDefault {
            add("\(place).need", "the population has no group \(group)", group, among: groups)
        }
        guard let zoning = service.zoning else { continue }
        guard let division = territory.divisions.first(where: { $0.name == zoning.division }) else {
            add(
                "\(place).zoning.division", "the territory has no division \(zoning.division)", zoning.division,
                among: divisions)
            continue
        }
        let zones = division.territories.map(\.id)
        for zone in zoning.zones where !zones.contains(zone) {
            add("\(place).zoning.zones", "the division \(division.name) has no territory \(zone)", zone, among: zones)
        }
    }
    return found
}

extension StudyTerritory {
    /// The names of all professions that somebody practises here.
    fileprivate var professions: [String] {
        sites.flatMap { $0.professionals.byProfession.keys }
            + supply.professionals.flatMap { $0.byProfession.keys }
    }
}

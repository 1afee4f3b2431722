import Geometry
public import Layers
public import Territory

/// Looks up everything that a scenario file names, converts it, and checks it against the territory.
///
/// Every change is tried in the order of the file; then those that hold in the scenario's year are tried
/// alone, as a change of this year may rest on one of a later year.
///
/// - Throws: `Problems`: all of them; nothing is applied.
public func resolve(_ file: ScenarioFile, on territory: StudyTerritory) throws(Problems) -> Scenario {
    let inForce = file.changes.filter { change in
        guard let year = file.year, let from = change.from else { return true }
        return from <= year
    }
    var all = try Resolution(file, territory)
    for change in file.changes { all.resolve(change) }
    all.checkWhole()
    guard all.problems.isEmpty else { throw Problems(all.problems) }

    var resolution = try Resolution(file, territory)
    for change in inForce { resolution.resolve(change) }
    resolution.checkWhole()
    guard resolution.problems.isEmpty else { throw Problems(resolution.problems) }
    if let year = file.year, inForce.count < file.changes.count {
        resolution.findings.insert(
            Finding(
                .information, where: file.path,
                "changes left out because they begin after \(year): \(file.changes.count - inForce.count)"), at: 0)
    }
    return Scenario(name: file.name, changes: resolution.changes, findings: resolution.findings)
}

/// A territory as it becomes, change by change, and what is wrong on the way.
struct Resolution {
    let file: ScenarioFile
    let baseline: StudyTerritory
    var territory: StudyTerritory
    private let transformation: CoordinateTransformation
    private let locator: PolygonLocator
    private let surroundings: BoundingBox
    /// The sites that were closed, and the change that did it.
    private var closed: [SiteID: String] = [:]
    /// The place of the last change that named a site.
    private var places: [SiteID: String] = [:]
    var changes: [Change] = []
    var problems: [Problem] = []
    var findings: [Finding] = []

    /// A site may lie outside the communes, but farther away than this it serves nobody in them.
    private static let greatestDistanceMetres = 50_000.0

    init(_ file: ScenarioFile, _ territory: StudyTerritory) throws(Problems) {
        self.file = file
        baseline = territory
        self.territory = territory
        var box = BoundingBox.empty
        for commune in territory.communes { box.extend(to: commune.boundary.boundingBox) }
        surroundings = box.grown(by: Self.greatestDistanceMetres)
        do {
            transformation = try CoordinateTransformation(from: .wgs84, to: territory.crs)
            locator = try PolygonLocator(territory.communes.map(\.boundary))
        } catch {
            throw Problems([Problem(.content, file: file.path, "\(error)")])
        }
    }

    mutating func add(_ place: String, _ text: String, remedy: String? = nil) {
        problems.append(Problem(.content, file: file.path, place: place, text, remedy: remedy))
    }

    mutating func resolve(_ entry: ChangeEntry) {
        let changes: [Change]
        switch entry.action {
        case .open(let site): changes = open(entry, site)
        case .close: changes = close(entry)
        case .move(let coordinates):
            let site = existing(entry.site, entry.place)
            let place = locate(coordinates, "\(entry.place).to")
            changes =
                site.flatMap { site in place.map { [.move(site.id, to: $0.location, commune: $0.commune)] } } ?? []
        case .staff(let staff): changes = self.staff(entry, staff).map { [$0] } ?? []
        case .relocate(let target): changes = relocate(entry, into: target)
        case .mobileUnit(let unit): changes = mobileUnit(entry, unit)
        case .transport(let transport): changes = self.transport(entry, transport)
        }
        guard !changes.isEmpty else { return }
        places[entry.site] = entry.place
        for change in changes {
            if case .close(let id) = change { closed[id] = entry.place }
            if case .open(let site) = change {
                closed[site.id] = nil
                places[site.id] = entry.place
            }
            territory.apply(change)
        }
        self.changes += changes
    }

    private mutating func close(_ entry: ChangeEntry) -> [Change] {
        if territory.transports.contains(where: { $0.id == entry.site }) { return [.close(entry.site)] }
        return existing(entry.site, entry.place) == nil ? [] : [.close(entry.site)]
    }

    /// The site of an id as it stands now; nil, and a problem, where there is none.
    mutating func existing(_ id: SiteID, _ place: String) -> Site? {
        if let position = territory.siteIndex(id) { return territory.sites[position] }
        if let closing = closed[id] {
            add(place, "the site \(id) is closed already (\(closing))")
        } else {
            add(
                place, "there is no site \(id)",
                remedy: suggestion(for: id.text, among: territory.sites.map(\.id.text))
                    ?? "give the id of a site of the territory, or open it first")
        }
        return nil
    }

    /// A place given in degrees, in the working projection; nil, and a problem, where it is far away.
    mutating func locate(_ coordinates: Point, _ place: String) -> (location: Point, commune: Int?)? {
        if let location = try? transformation.transform(coordinates), surroundings.contains(location) {
            do {
                return (location, try locator.first(containing: location))
            } catch {
                add(place, "\(error)")
                return nil
            }
        }
        let swapped = Point(x: coordinates.y, y: coordinates.x)
        let isSwapped = (try? transformation.transform(swapped)).map(surroundings.contains) ?? false
        add(
            place, "[\(plain(coordinates.x)), \(plain(coordinates.y))] lies more than 50 km outside the territory",
            remedy: isSwapped
                ? "longitude comes first: write [\(plain(swapped.x)), \(plain(swapped.y))]"
                : "check the coordinates: longitude, then latitude, in degrees")
        return nil
    }

    private mutating func staff(_ entry: ChangeEntry, _ staff: StaffEntry) -> Change? {
        let problemCount = problems.count
        if staff.added.isEmpty, staff.removed.isEmpty {
            add(entry.place, "nobody comes and nobody leaves", remedy: "fill in `add` or `remove`")
        }
        let site = existing(entry.site, entry.place)
        var source: SupplySource?
        var pool: Professionals?
        if let name = staff.takenFrom {
            let place = "\(entry.place).taken_from"
            if staff.added.isEmpty { add(place, "`taken_from` says whom `add` takes, and nothing is added") }
            if name == entry.site.text { add(place, "the site takes professionals from itself") }
            (source, pool) = self.source(name, place)
        }
        let added =
            pool.map { taken(staff.added, of: $0, "\(entry.place).add", from: staff.takenFrom ?? "") }
            ?? Professionals(staff.added.mapValues { $0.fullTime })
        var removed = Professionals.none
        if let site {
            removed = taken(
                staff.removed, of: site.professionals + added, "\(entry.place).remove", from: entry.site.text)
        }
        guard problems.count == problemCount else { return nil }
        return .staff(entry.site, added: added, removed: removed, takenFrom: source)
    }

    /// The site or the commune that a name stands for, and the professionals there.
    mutating func source(_ name: String, _ place: String) -> (SupplySource?, Professionals?) {
        if let position = territory.siteIndex(SiteID(name)) {
            return (.site(SiteID(name)), territory.sites[position].professionals)
        }
        if let commune = territory.communeIndex(CommuneID(name)) {
            return (.commune(commune), territory.supply.professionals[commune])
        }
        if let closing = closed[SiteID(name)] {
            add(place, "the site \(name) is closed already (\(closing))")
        } else {
            let names = territory.sites.map(\.id.text) + territory.communes.map(\.id.text)
            add(
                place, "there is no site and no commune \(name)",
                remedy: suggestion(for: name, among: names) ?? "give the id of a site or of a commune")
        }
        return (nil, nil)
    }

    /// People taken out of a pool, with their own full-time equivalents unless the file gives these; a
    /// problem for each profession that has not so many.
    mutating func taken(
        _ counts: [String: StaffEntry.Count], of pool: Professionals, _ place: String, from name: String
    ) -> Professionals {
        var taken = Professionals.none
        for (profession, count) in counts.sorted(by: { $0.key < $1.key }) {
            let there = pool[profession]
            let share = there.headcount > 0 ? min(1, count.headcount / there.headcount) : 0
            let equivalents = count.fullTimeEquivalents ?? there.fullTimeEquivalents * share
            // A hair of full-time equivalents comes of rounding.
            if count.headcount > there.headcount || equivalents > there.fullTimeEquivalents + 1e-9 {
                add(
                    "\(place).\(profession)",
                    "\(name) has \(describe(there)) of \(profession), fewer than "
                        + describe(count.headcount, count.fullTimeEquivalents)
                )
            }
            taken[profession] = ProfessionalCount(headcount: count.headcount, fullTimeEquivalents: equivalents)
        }
        return taken
    }

    private func describe(_ count: ProfessionalCount) -> String {
        describe(count.headcount, count.fullTimeEquivalents == count.headcount ? nil : count.fullTimeEquivalents)
    }

    private func describe(_ headcount: Double, _ fullTimeEquivalents: Double?) -> String {
        plain(headcount) + (fullTimeEquivalents.map { " (\(plain($0)) full-time equivalents)" } ?? "")
    }

    /// What shows only when all changes are made.
    mutating func checkWhole() {
        for site in territory.sites {
            guard let main = site.satelliteOf, territory.siteIndex(main) == nil else { continue }
            add(
                places[main] ?? places[site.id] ?? "changes",
                "the satellite \(site.id) is left without its main site \(main)", remedy: "close it too")
        }
        let groups = territory.population.groups.map(\.name)
        for group in file.settings.equity.groups where !groups.contains(group) {
            add(
                "equity.groups", "the population has no group \(group)",
                remedy: suggestion(for: group, among: groups) ?? known(groups))
        }
        let divisions = territory.divisions.map(\.name)
        for division in file.settings.equity.divisions where !divisions.contains(division) {
            add(
                "equity.divisions", "the territory has no division \(division)",
                remedy: suggestion(for: division, among: divisions) ?? known(divisions))
        }
        checkNamesOfEquityGroups()
        problems += problemsOfNames(
            in: file.settings.services, file: file.path, baseline: baseline, territory: territory)
        let change = territory.professionalHeadcount - baseline.professionalHeadcount
        if change > 0 {
            findings.append(
                Finding(
                    .information, where: file.path,
                    "the changes add \(plain(change)) professionals who leave no site and no commune; "
                        + "name where they come from with taken_from"))
        } else if change < 0 {
            findings.append(
                Finding(
                    .information, where: file.path,
                    "the changes take away \(plain(-change)) professionals who join no other site"))
        }
        let kinds = Set(territory.sites.map(\.kind))
        let named =
            file.settings.minutesByKind.keys.sorted().map { ("rules.minutes", $0) }
            + file.settings.threeFifteens.kinds.filter { !Defaults.poleKinds.value.contains($0) }
            .map { ("rules.three_15s.kinds", $0) }
        for (key, kind) in named where !kinds.contains(kind) {
            let near = suggestion(for: kind, among: kinds).map { "; \($0)" } ?? ""
            findings.append(
                Finding(
                    .information, where: file.path, "\(key) names the kind \(kind), of which there is no site\(near)"))
        }
    }

    /// The figures of every group stand under its name, those of the first division's territories beside them.
    private mutating func checkNamesOfEquityGroups() {
        let equity = file.settings.equity
        for (key, names) in [("equity.groups", equity.groups), ("equity.divisions", equity.divisions)] {
            for name in Set(names).sorted() where names.count(where: { $0 == name }) > 1 {
                add(key, "\(name) stands twice", remedy: "name it once")
            }
        }
        guard let first = territory.divisions.first(where: { $0.name == equity.divisions.first }) else { return }
        for name in first.territories.map(\.id) where equity.groups.contains(name) {
            add(
                "equity", "a group and a territory of the division \(first.name) are both called \(name)",
                remedy: "leave the group out, or name another division first")
        }
    }
}

func known(_ names: [String]) -> String {
    names.isEmpty ? "it has none" : "known: " + names.joined(separator: ", ")
}

extension StaffEntry.Count {
    /// People who come from nowhere work full time unless the file says otherwise.
    fileprivate var fullTime: ProfessionalCount {
        ProfessionalCount(headcount: headcount, fullTimeEquivalents: fullTimeEquivalents ?? headcount)
    }
}

extension StudyTerritory {
    /// Over all sites and communes.
    fileprivate var professionalHeadcount: Double {
        sites.reduce(supply.total.total.headcount) { $0 + $1.professionals.total.headcount }
    }
}

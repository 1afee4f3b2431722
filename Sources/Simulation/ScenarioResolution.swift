import Geometry
public import Layers
public import Territory

/// Looks up everything that a scenario file names, converts it, and checks it against the territory.
///
/// Every change is tried in the order of the file, save where some of them end; then those that hold in the scenario's
/// year are tried alone, as a change of this year may rest on one of a later year. With a horizon of years, those of
/// each of its years are.
///
/// Sites that a siting model places are placed on the way, on the territory as the changes before have made it; those
/// after may name them. With a horizon the plan is made in the first year in which its change holds, and stays.
///
/// - Parameter siting: what plans are made with; nil: none is made, and `place` changes open nothing.
/// - Throws: `Problems`: all of them; nothing is applied.
public func resolve(
    _ file: ScenarioFile, on territory: StudyTerritory, siting: SitingContext? = nil
) throws(Problems) -> Scenario {
    let plans = PlansMade()
    let beyond = problemsBeyondTheYears(file)
    guard beyond.isEmpty else { throw Problems(beyond) }
    let inForce = file.changes.filter { $0.holds(in: file.year) }
    // Where all hold and no plan is made, the resolution below is the very same.
    let isSame = inForce.count == file.changes.count && siting == nil && file.settings.years == nil
    // What comes after an end need not fit with what is before it.
    if !isSame, !file.changes.contains(where: { $0.until != nil }) {
        _ = try resolution(of: file.changes, file, on: territory)
    }
    let horizon = try file.settings.years.map { settings throws(Problems) in
        try resolveYears(settings, of: file, on: territory, siting: siting, plans: plans)
    }

    var resolution = try resolution(of: inForce, file, on: territory, siting: siting, plans: plans)
    if let year = file.year {
        let later = file.changes.count { $0.from ?? year > year }
        let ended = file.changes.count - inForce.count - later
        for (count, text) in [(ended, "ended before"), (later, "begin after")] where count > 0 {
            resolution.findings.insert(
                Finding(
                    .information, where: file.path,
                    "changes left out because they \(text) \(year): \(count)"), at: 0)
        }
    }
    return Scenario(
        name: file.name, changes: resolution.changes, findings: resolution.findings + horizonFindings(file),
        horizon: horizon, placements: resolution.placements, inputs: resolution.inputs)
}

/// Tries changes one after the other.
///
/// - Parameters:
///   - siting: nil: no plans are made.
///   - plans: those made so far, and those that are made.
func resolution(
    of changes: [ChangeEntry], _ file: ScenarioFile, on territory: StudyTerritory, siting: SitingContext? = nil,
    plans: PlansMade = PlansMade()
) throws(Problems) -> Resolution {
    var resolution = try Resolution(file, territory)
    resolution.siting = siting
    resolution.plans = plans
    for change in changes { resolution.resolve(change) }
    resolution.checkWhole()
    guard resolution.problems.isEmpty else { throw Problems(resolution.problems) }
    return resolution
}

/// A territory as it becomes, change by change, and what is wrong on the way.
struct Resolution {
    let file: ScenarioFile
    let baseline: StudyTerritory
    private(set) var territory: StudyTerritory
    private let transformation: CoordinateTransformation
    private let locator: PolygonLocator
    private let surroundings: BoundingBox
    /// The sites that were closed, and the change that did it.
    private var closed: [SiteID: String] = [:]
    /// Nurse pools whose nurses follow from general practitioners, and the changes that opened them.
    var nurseShares: [(pool: SiteID, share: NurseShare, place: String)] = []
    /// The place of the last change that named a site.
    private var places: [SiteID: String] = [:]
    private(set) var changes: [Change] = []
    var problems: [Problem] = []
    var findings: [Finding] = []
    /// What plans are made with; nil: none is made.
    var siting: SitingContext?
    var plans = PlansMade()
    /// Sites placed, in the order of the changes.
    var placements: [SitingOutcome] = []
    /// Placements of which no plan is made.
    var unsolved: [SitingRequest] = []
    /// Files read on the way.
    var inputs: Set<String> = []

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
        case .temporaryStay(let stay): changes = temporaryStay(entry, stay)
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
        case .zone(let zone):
            let resolved = Simulation.resolve(
                zone, id: entry.site.text, file: file.path, place: entry.place, on: territory)
            problems += resolved.problems
            changes = resolved.change.map { [$0] } ?? []
        case .partition(let partition): changes = self.partition(partition)
        case .place(let place): changes = self.place(entry, place)
        }
        guard let first = changes.first else { return }
        if !first.isOfZone { places[entry.site] = entry.place }
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

    private mutating func partition(_ entry: PartitionEntry) -> [Change] {
        let resolved = Simulation.resolve(entry, file: file.path, on: territory)
        problems += resolved.problems
        return resolved.changes
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
        } else if !mayBePlaced(id) {
            add(
                place, "there is no site \(id)",
                remedy: suggestion(for: id.text, among: territory.sites.map(\.id.text))
                    ?? "give the id of a site of the territory, or open it first")
        }
        return nil
    }

    private mutating func temporaryStay(_ entry: ChangeEntry, _ stay: TemporaryStayEntry) -> [Change] {
        let isNew = territory.siteIndex(entry.site) == nil
        if !isNew {
            add(entry.place, "there is a site \(entry.site) already", remedy: "give the beds an id of their own")
        }
        let place: (location: Point, commune: Int?)? =
            switch stay.place {
            case .coordinates(let coordinates): locate(coordinates, "\(entry.place).at")
            case .site(let id):
                existing(id, "\(entry.place).at_site").map { ($0.location, $0.commune) }
            }
        guard let place, isNew else { return [] }
        return [
            .open(
                Site(
                    id: entry.site, name: stay.name ?? entry.site.text, kind: temporaryStayKind,
                    location: place.location, commune: place.commune, beds: stay.beds, minutes: stay.minutes))
        ]
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
        } else if !mayBePlaced(SiteID(name)) {
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
        staffNursePools()
        checkAgeBands()
        for site in territory.sites {
            guard let main = site.satelliteOf, territory.siteIndex(main) == nil else { continue }
            add(
                places[main] ?? places[site.id] ?? "changes",
                "the satellite \(site.id) is left without its main site \(main)", remedy: "close it too")
        }
        problems += problemsOfNames(
            inEquity: [file.settings.equity] + file.settings.furtherEquity, file: file.path, territory: territory)
        problems += problemsOfNames(
            in: file.settings.services, file: file.path, baseline: baseline, territory: territory)
        for (group, remedy) in file.settings.stays.unknownGroups(among: territory.population.groups.map(\.name)) {
            add("stays.arrivals.\(group)", "the population has no age band \(group)", remedy: remedy)
        }
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
            + territory.transports.flatMap { transport in
                transport.kinds.map { ("transport_on_demand \(transport.id)", $0) }
            }
        for (key, kind) in named where !kinds.contains(kind) {
            let near = suggestion(for: kind, among: kinds).map { "; \($0)" } ?? ""
            findings.append(
                Finding(
                    .information, where: file.path, "\(key) names the kind \(kind), of which there is no site\(near)"))
        }
    }

    /// Gives nurse pools the nurses that follow from general practitioners, when all of these are where they will be.
    private mutating func staffNursePools() {
        for (pool, share, place) in nurseShares {
            guard let position = territory.siteIndex(pool) else { continue }
            var areThere = true
            for id in share.sites where existing(id, "\(place).nurses.of") == nil { areThere = false }
            guard areThere else { continue }
            let equivalents = practitioners(
                forPool: territory.sites[position], share, kinds: file.settings.threeFifteens.kinds, in: territory)
            let nurses = equivalents / share.practitionersPerNurse
            findings.append(
                Finding(
                    nurses > 0 ? .information : .warning, where: "site \(pool)",
                    "\(roundedToTenths(equivalents)) general practitioners of structures give it "
                        + "\(roundedToTenths(nurses)) nurses"))
            guard nurses > 0 else { continue }
            let change = Change.staff(
                pool, added: Professionals([nurseProfession: ProfessionalCount(nurses)]), removed: .none,
                takenFrom: nil)
            territory.apply(change)
            changes.append(change)
        }
    }

    /// Visits are counted by groups of the population.
    private mutating func checkAgeBands() {
        guard case .byGroup(let rates) = file.settings.rounds?.need else { return }
        let groups = territory.population.groups.map(\.name)
        for group in rates.keys.sorted() where group != PopulationBand.everybody && !groups.contains(group) {
            add(
                "rounds.visits_per_year.\(group)", "the population has no group \(group)",
                remedy: suggestion(for: group, among: groups) ?? known(groups))
        }
    }
}

func known(_ names: [String]) -> String {
    names.isEmpty ? "it has none" : "known: " + names.joined(separator: ", ")
}

extension Change {
    fileprivate var isOfZone: Bool {
        switch self {
        case .zone, .growZone, .removeZone: true
        default: false
        }
    }
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

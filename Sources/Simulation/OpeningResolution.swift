import Layers
import Territory

/// Openings, relocations, mobile units and transport: looked up, converted and checked.
extension Resolution {
    /// A site that opens, and who leaves where for it.
    mutating func open(_ entry: ChangeEntry, _ site: OpenEntry) -> [Change] {
        let problemCount = problems.count
        if territory.siteIndex(entry.site) != nil {
            add(entry.place, "there is a site \(entry.site) already", remedy: "give the new site an id of its own")
        }
        if let main = site.satelliteOf {
            let place = "\(entry.place).satellite_of"
            if main == entry.site {
                add(place, "the site is a satellite of itself")
            } else if let mainSite = existing(main, place), mainSite.satelliteOf != nil {
                add(place, "\(main) is itself a satellite", remedy: "name the main site of the pole")
            }
        }
        let place = locate(site.coordinates, "\(entry.place).at")
        let zone = site.zone.flatMap { area($0) }
        let team = self.team(entry, site)
        guard problems.count == problemCount, let (location, commune) = place else { return [] }
        if let planned = team.planned {
            let (came, all) = (team.professionals.total.headcount, planned.total.headcount)
            findings.append(
                Finding(
                    .warning, where: "site \(entry.site)",
                    "of \(plain(all)) professionals planned \(plain(came)) come (filled: \(plain(site.filled ?? 1))): "
                        + "empty premises (« des locaux vides »); the verdicts count those who come"))
        }
        if let share = site.nurseShare { nurseShares.append((entry.site, share, entry.place)) }
        let opened = Site(
            id: entry.site, name: site.name ?? entry.site.text, kind: site.kind, location: location, commune: commune,
            professionals: team.professionals, satelliteOf: site.satelliteOf, daysPerWeek: site.daysPerWeek,
            beds: site.beds, minutes: site.minutes, opening: site.opening, zone: zone, planned: team.planned)
        return [.open(opened)] + team.leaving.map { Change.leave($0, $1) }
    }

    /// Who works at a new site.
    private struct Team {
        var professionals = Professionals.none
        /// Where not all of them come.
        var planned: Professionals?
        var leaving: [(SupplySource, Professionals)] = []
    }

    private mutating func team(_ entry: ChangeEntry, _ site: OpenEntry) -> Team {
        let kind = file.settings.kinds[site.kind]
        // The part of a week that somebody who visits for some days works there.
        let part =
            kind.isVisiting
            ? min(1, (site.daysPerWeek ?? kind.daysPerWeek ?? file.settings.assumedDaysPerWeek) / Self.workingDays) : 1
        var planned = site.professionals ?? [:]
        if site.professionals == nil {
            for taken in site.takenFrom {
                for (profession, count) in taken.counts ?? [:] {
                    let earlier = planned[profession]?.headcount ?? 0
                    planned[profession] = StaffEntry.Count(headcount: earlier + count.headcount)
                }
            }
        }
        let coming = whoComes(planned, filled: site.filled ?? 1)
        var team = Team()
        var moved = Professionals.none
        var takenHeads: [String: Double] = [:]
        for taken in site.takenFrom {
            if taken.source == entry.site.text { add(taken.place, "the site takes professionals from itself") }
            let (source, pool) = self.source(taken.source, taken.place)
            guard let source, let pool else { continue }
            var counts = taken.counts ?? coming
            if kind.isVisiting {
                counts = counts.mapValues {
                    StaffEntry.Count(
                        headcount: $0.headcount, fullTimeEquivalents: $0.fullTimeEquivalents ?? $0.headcount * part)
                }
            }
            var leaving = self.taken(counts, of: pool, taken.place, from: taken.source)
            // The heads of those who visit stay where they are based.
            if kind.isVisiting { for name in leaving.names { leaving[name].headcount = 0 } }
            moved = moved + leaving
            team.leaving.append((source, leaving))
            for (profession, count) in counts { takenHeads[profession, default: 0] += count.headcount }
        }
        for (profession, taken) in takenHeads.sorted(by: { $0.key < $1.key }) {
            let there = coming[profession]?.headcount ?? 0
            if taken > there {
                add(
                    "\(entry.place).taken_from",
                    "\(plain(taken)) of \(profession) leave for a site where \(plain(there)) work",
                    remedy: "take fewer, or raise `professionals`" + (site.filled == nil ? "" : " or `filled`"))
            }
        }
        for (profession, count) in coming.sorted(by: { $0.key < $1.key }) {
            let ofMoved = takenHeads[profession] ?? 0
            let new = max(0, count.headcount - ofMoved)
            let brought = moved[profession].fullTimeEquivalents
            if let given = count.fullTimeEquivalents, given < brought - 1e-9 {
                add(
                    "\(entry.place).professionals.\(profession)",
                    "\(plain(given)) full-time equivalents, fewer than the \(plain(brought)) of those who join")
            }
            let equivalents = count.fullTimeEquivalents.map { max(0, $0 - brought) } ?? new * part
            let total =
                ProfessionalCount(headcount: new, fullTimeEquivalents: equivalents) + moved[profession]
            if !total.isEmpty { team.professionals[profession] = total }
        }
        if site.filled ?? 1 < 1 {
            team.planned = Professionals(
                planned.mapValues {
                    ProfessionalCount(
                        headcount: $0.headcount, fullTimeEquivalents: $0.fullTimeEquivalents ?? $0.headcount * part)
                })
        }
        return team
    }

    /// The part of the planned professionals who come: whole heads, rounded down in all, shared out over the
    /// professions by largest remainders, ties in the order of their names.
    private func whoComes(_ planned: [String: StaffEntry.Count], filled: Double) -> [String: StaffEntry.Count] {
        guard filled < 1 else { return planned }
        let ordered = planned.sorted { $0.key < $1.key }
        let heads = ordered.map(\.value.headcount)
        // 0.7 of 10 is a hair less than 7 in binary.
        let coming = apportion((heads.reduce(0, +) * filled + 1e-9).rounded(.down), among: heads)
        return Dictionary(
            uniqueKeysWithValues: zip(ordered, coming).map { entry, count in
                let part = entry.value.headcount > 0 ? count / entry.value.headcount : 0
                return (
                    entry.key,
                    StaffEntry.Count(
                        headcount: count, fullTimeEquivalents: entry.value.fullTimeEquivalents.map { $0 * part })
                )
            })
    }

    /// A practice joins another site and closes.
    mutating func relocate(_ entry: ChangeEntry, into target: SiteID) -> [Change] {
        if target == entry.site { add("\(entry.place).into", "the practice joins itself") }
        let practice = existing(entry.site, entry.place)
        let host = existing(target, "\(entry.place).into")
        guard let practice, host != nil, target != entry.site else { return [] }
        return [
            .staff(target, added: practice.professionals, removed: .none, takenFrom: .site(entry.site)),
            .close(entry.site),
        ]
    }

    /// A unit that stands at several places: one site a stop, its professionals in proportion to the days.
    mutating func mobileUnit(_ entry: ChangeEntry, _ unit: MobileUnitEntry) -> [Change] {
        let days = unit.stops.reduce(0) { $0 + $1.daysPerWeek }
        if days > 7 {
            add("\(entry.place).stops", "the unit tours \(plain(days)) days a week", remedy: "7 at the most")
        }
        var changes: [Change] = []
        for (position, stop) in unit.stops.enumerated() {
            let share = stop.daysPerWeek / days
            let professionals = unit.professionals.mapValues {
                StaffEntry.Count(
                    headcount: $0.headcount * share,
                    fullTimeEquivalents: ($0.fullTimeEquivalents ?? $0.headcount * min(1, days / Self.workingDays))
                        * share)
            }
            let id = SiteID("\(entry.site)-\(position + 1)")
            let name = stop.name ?? unit.name.map { "\($0), arrêt \(position + 1)" } ?? id.text
            changes += open(
                ChangeEntry(site: id, action: entry.action, from: entry.from, until: entry.until, place: stop.place),
                OpenEntry(
                    kind: unit.kind, name: name, coordinates: stop.coordinates, professionals: professionals,
                    daysPerWeek: stop.daysPerWeek, minutes: unit.minutes, opening: unit.opening))
        }
        return changes
    }

    mutating func transport(_ entry: ChangeEntry, _ transport: TransportEntry) -> [Change] {
        let settings = file.settings.transport
        if territory.transports.contains(where: { $0.id == entry.site }) || territory.siteIndex(entry.site) != nil {
            add(entry.place, "there is a site or a transport \(entry.site) already", remedy: "give it an id of its own")
        }
        let group = transport.group ?? settings.group
        let groups = territory.population.groups.map(\.name)
        if !groups.contains(group) {
            add(
                "\(entry.place).group", "the population has no group \(group)",
                remedy: suggestion(for: group, among: groups)
                    ?? "declare a column of people without a car in the territory: " + known(groups))
        }
        guard let area = area(transport.area) else { return [] }
        return [
            .transport(
                TransportOnDemand(
                    id: entry.site, name: transport.name ?? entry.site.text, area: area, kinds: transport.kinds,
                    group: group, opening: transport.opening ?? OpeningTimes(),
                    waitingMinutes: transport.waitingMinutes ?? settings.waitingMinutes,
                    fareEuros: transport.fareEuros, costPerTripEuros: transport.costPerTripEuros,
                    yearlyBudgetEuros: transport.yearlyBudgetEuros,
                    tripsPerPersonYear: transport.tripsPerPersonYear ?? settings.tripsPerPersonYear))
        ]
    }

    /// The positions of some communes, ascending; nil, and a problem, where one is not there.
    private mutating func area(_ entry: AreaEntry) -> [Int]? {
        switch entry.content {
        case .communes(let ids):
            var found: Set<Int> = []
            for id in ids {
                guard let commune = territory.communeIndex(CommuneID(id)) else {
                    add(
                        "\(entry.place).communes", "there is no commune \(id)",
                        remedy: suggestion(for: id, among: territory.communes.map(\.id.text)))
                    continue
                }
                found.insert(commune)
            }
            return found.isEmpty ? nil : found.sorted()
        case .territory(let value, let name):
            guard let division = territory.divisions.first(where: { $0.name == name }) else {
                let names = territory.divisions.map(\.name)
                add(
                    "\(entry.place).division", "the territory has no division \(name)",
                    remedy: suggestion(for: name, among: names) ?? known(names))
                return nil
            }
            guard let part = division.territories.first(where: { $0.id == value }) else {
                let ids = division.territories.map(\.id)
                add(
                    "\(entry.place).value", "the division \(name) has no territory \(value)",
                    remedy: suggestion(for: value, among: ids))
                return nil
            }
            return part.communes
        }
    }

    /// Days that somebody works in a week.
    private static var workingDays: Double { 5 }
}

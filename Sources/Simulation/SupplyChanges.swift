public import Territory

/// Who gains and who loses professionals by the changes of a scenario.
public struct SupplyChanges: Hashable, Sendable {
    /// One profession at one place.
    public struct Entry: Hashable, Sendable {
        public var profession: String
        public var before: ProfessionalCount
        public var after: ProfessionalCount

        public var change: ProfessionalCount { after - before }
    }

    public struct SiteEntry: Hashable, Sendable {
        public var site: SiteID
        public var professions: [Entry]
    }

    public struct CommuneEntry: Hashable, Sendable {
        /// Position in the territory's communes; nil: outside all of them.
        public var commune: Int?
        public var professions: [Entry]

        /// Whether it has fewer of some profession, by heads or by full-time equivalents.
        public var loses: Bool {
            professions.contains { $0.change.headcount < 0 || $0.change.fullTimeEquivalents < -1e-9 }
        }
    }

    /// Sites with a change, opened and closed ones included, ordered by id.
    public var sites: [SiteEntry]
    /// Communes with a change, in their order: the professionals of their sites and those known by commune only.
    public var communes: [CommuneEntry]
    /// Over all sites and communes, by profession.
    public var total: [Entry]

    public var isEmpty: Bool { sites.isEmpty && communes.isEmpty }
    public var losingCommunes: [CommuneEntry] { communes.filter(\.loses) }

    public init(from before: StudyTerritory, to after: StudyTerritory) {
        let ofSitesBefore = before.professionalsBySite
        let ofSitesAfter = after.professionalsBySite
        sites = Set(ofSitesBefore.keys).union(ofSitesAfter.keys).sorted().compactMap { id in
            let entries = changes(from: ofSitesBefore[id] ?? .none, to: ofSitesAfter[id] ?? .none)
            return entries.isEmpty ? nil : SiteEntry(site: id, professions: entries)
        }
        let ofCommunesBefore = before.professionalsByCommune
        let ofCommunesAfter = after.professionalsByCommune
        communes = ofCommunesBefore.indices.compactMap { position in
            let entries = changes(from: ofCommunesBefore[position], to: ofCommunesAfter[position])
            guard !entries.isEmpty else { return nil }
            return CommuneEntry(commune: position < before.communes.count ? position : nil, professions: entries)
        }
        total = changes(
            from: ofCommunesBefore.reduce(.none, +), to: ofCommunesAfter.reduce(.none, +), unchanged: true)
    }
}

/// - Parameter unchanged: whether professions without a change are listed too.
private func changes(
    from before: Professionals, to after: Professionals, unchanged: Bool = false
) -> [SupplyChanges.Entry] {
    Set(before.names).union(after.names).sorted().compactMap { profession in
        let entry = SupplyChanges.Entry(
            profession: profession, before: before[profession], after: after[profession])
        // A hair of full-time equivalents comes of rounding.
        let isSame = entry.change.headcount == 0 && abs(entry.change.fullTimeEquivalents) < 1e-9
        return isSame && !unchanged ? nil : entry
    }
}

extension StudyTerritory {
    fileprivate var professionalsBySite: [SiteID: Professionals] {
        Dictionary(uniqueKeysWithValues: sites.map { ($0.id, $0.professionals) })
    }

    /// One entry a commune, and a last one for sites outside all of them.
    fileprivate var professionalsByCommune: [Professionals] {
        var professionals = supply.professionals + [.none]
        for site in sites {
            let commune = site.commune ?? communes.count
            professionals[commune] = professionals[commune] + site.professionals
        }
        return professionals
    }
}

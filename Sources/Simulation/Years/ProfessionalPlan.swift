import Territory

/// Who is planned where in each year of a horizon: what the territory and the changes say, before anybody grows older.
///
/// A place is a commune (its professionals who belong to no site) or a site; a cell is a profession at a place.
struct ProfessionalPlan: Sendable {
    /// Ordered by name.
    var professions: [String]
    var communeCount: Int
    /// Every site that is open in some year, ordered by id; its place is `communeCount` + its position here.
    var sites: [SiteID]
    var years: [PlannedYear]
    /// Inhabitants of each commune.
    var inhabitants: [Double]

    var placeCount: Int { communeCount + sites.count }
    var cellCount: Int { placeCount * professions.count }

    func cell(_ place: Int, _ profession: Int) -> Int { place * professions.count + profession }

    /// - Parameters:
    ///   - territories: one a year, of the same communes.
    ///   - changes: those that hold in each year.
    ///   - poleKinds: kinds of site that are poles.
    init(_ territories: [StudyTerritory], changes: [[Change]], poleKinds: [String]) {
        var names: Set<String> = []
        var sites: Set<SiteID> = []
        for territory in territories {
            names.formUnion(territory.supply.total.names)
            for site in territory.sites {
                names.formUnion(site.professionals.names)
                sites.insert(site.id)
            }
        }
        professions = names.sorted()
        self.sites = sites.sorted()
        communeCount = territories.first?.communes.count ?? 0
        inhabitants = [Double](repeating: 0, count: communeCount)
        if let population = territories.first?.population {
            for (point, commune) in population.communes.enumerated() {
                if let commune { inhabitants[commune] += population.inhabitants[point] }
            }
        }
        years = []
        let siteOffset = communeCount
        let place = Dictionary(uniqueKeysWithValues: self.sites.enumerated().map { ($1, siteOffset + $0) })
        let profession = Dictionary(uniqueKeysWithValues: professions.enumerated().map { ($1, $0) })
        for (number, territory) in territories.enumerated() {
            var year = PlannedYear(placeCount: placeCount, cellCount: cellCount)
            func add(_ professionals: Professionals, at place: Int) {
                for name in professionals.names {
                    guard let profession = profession[name] else { continue }
                    year.set(professionals[name], cell: cell(place, profession))
                }
            }
            for (commune, professionals) in territory.supply.professionals.enumerated() {
                year.isOpen[commune] = true
                year.communeOfPlace[commune] = commune
                add(professionals, at: commune)
            }
            for site in territory.sites {
                guard let place = place[site.id] else { continue }
                year.isOpen[place] = true
                year.isPole[place] = poleKinds.contains(site.kind)
                year.communeOfPlace[place] = site.commune
                add(site.professionals, at: place)
            }
            if number > 0 {
                year.transfers = transfers(from: changes[number - 1], to: changes[number], place, profession)
            }
            years.append(year)
        }
    }

    /// Who goes from one place to another because a change begins, and comes back because one ends.
    private func transfers(
        from earlier: [Change], to now: [Change], _ place: [SiteID: Int], _ profession: [String: Int]
    ) -> [PlannedYear.Transfer] {
        struct Way: Hashable {
            var source: Int
            var target: Int
        }
        var counts: [Way: Int] = [:]
        func count(_ professionals: Professionals, from source: SupplySource, to site: SiteID, times factor: Int) {
            let from: Int? =
                switch source {
                case .site(let id): place[id]
                case .commune(let commune): commune
                }
            guard let from, let target = place[site] else { return }
            for name in professionals.names {
                guard let profession = profession[name] else { continue }
                let way = Way(source: cell(from, profession), target: cell(target, profession))
                counts[way, default: 0] += factor * Int(professionals[name].headcount)
            }
        }
        func count(_ changes: [Change], times factor: Int) {
            var opened: SiteID?
            for change in changes {
                switch change {
                case .open(let site): opened = site.id
                case .staff(let site, let added, _, let source?): count(added, from: source, to: site, times: factor)
                // Those who leave for a new site stand behind its opening.
                case .leave(let source, let leaving):
                    if let opened { count(leaving, from: source, to: opened, times: factor) }
                default: break
                }
            }
        }
        count(now, times: 1)
        count(earlier, times: -1)
        return counts.filter { $0.value != 0 }
            .map { way, count in
                count > 0
                    ? PlannedYear.Transfer(source: way.source, target: way.target, count: count)
                    : PlannedYear.Transfer(source: way.target, target: way.source, count: -count)
            }
            .sorted { ($0.source, $0.target) < ($1.source, $1.target) }
    }
}

/// The professionals planned in one year.
struct PlannedYear: Sendable {
    /// People who go from one cell to another at the beginning of the year.
    struct Transfer: Hashable, Sendable {
        var source: Int
        var target: Int
        var count: Int
    }

    /// By cell; whole people.
    var people: [Int]
    /// By cell: what a headcount has beyond whole people. It neither grows older nor leaves.
    var remainders: [Double]
    /// By cell: full-time equivalents of one head; 1 where nobody is planned.
    var equivalentsPerHead: [Double]
    /// By place.
    var isOpen: [Bool]
    var isPole: [Bool]
    /// Nil outside all communes.
    var communeOfPlace: [Int?]
    var transfers: [Transfer] = []

    init(placeCount: Int, cellCount: Int) {
        people = Array(repeating: 0, count: cellCount)
        remainders = Array(repeating: 0, count: cellCount)
        equivalentsPerHead = Array(repeating: 1, count: cellCount)
        isOpen = Array(repeating: false, count: placeCount)
        isPole = Array(repeating: false, count: placeCount)
        communeOfPlace = Array(repeating: nil, count: placeCount)
    }

    fileprivate mutating func set(_ count: ProfessionalCount, cell: Int) {
        guard count.headcount > 0 else { return }
        let whole = count.headcount.rounded(.down)
        people[cell] = Int(whole)
        remainders[cell] = count.headcount - whole
        equivalentsPerHead[cell] = count.fullTimeEquivalents / count.headcount
    }
}

import Statistics
import Territory

/// Who came and went in a year, of one profession. Numbers of people.
public struct ProfessionalFlows: Hashable, Sendable {
    public var retired = 0
    public var movedAway = 0
    /// Came by themselves, and settled.
    public var arrived = 0
    /// Would have come, and found no place to settle.
    public var unsettled = 0
    /// Came by a change that names no place that they leave.
    public var joined = 0
    /// Left by a change: a site that closed, staff removed.
    public var left = 0

    /// How many more there are at the end of the year.
    public var balance: Int { arrived + joined - retired - movedAway - left }
}

/// What becomes of the professionals of a plan, once.
struct ProfessionalPath: Sendable {
    /// By year, then cell: whole people.
    var present: [[Int32]]
    /// By year, then profession; nothing in the first year.
    var flows: [[ProfessionalFlows]]
    /// Whether nothing was left to chance.
    var isCertain: Bool
}

/// How the professionals of a plan age, retire, move and arrive: the settings, looked up for each cell and profession.
struct ProfessionalDynamics: Sendable {
    /// By profession, then age (0…255).
    var hazards: [[Double]]
    var neverRetires: [Bool]
    var movesAway: [Double]
    var arrivals: [Arrivals]
    var settlement: Settlement
    var arrivalAge: UInt8
    var distributions: [AgeDistribution]
    /// By cell: position in `distributions`.
    var distributionOfCell: [Int]

    /// The ages of a cell are those of the entry of the settings that describes it most closely; where none does, those
    /// that the territory tells of the commune's own professionals; else the default.
    ///
    /// - Parameters:
    ///   - communes: their codes.
    ///   - ages: what the territory tells.
    init(
        _ settings: HorizonSettings, for plan: ProfessionalPlan, communes: [String], ages: [ProfessionalAges] = []
    ) {
        let professions = plan.professions
        func setting<Value>(_ values: [String: Value], else other: Value) -> [Value] {
            professions.map { HorizonSettings.value(of: $0, in: values) ?? other }
        }
        let retirement = setting(settings.retirement, else: RetirementHazard([]))
        hazards = retirement.map(\.byAge)
        neverRetires = retirement.map(\.isZero)
        movesAway = setting(settings.movesAway, else: 0)
        arrivals = setting(settings.arrivals, else: Arrivals())
        settlement = settings.settlement
        arrivalAge = UInt8(clamping: settings.arrivalAge)
        distributions = settings.ages.map {
            AgeDistribution($0.shares, youngest: settings.youngestAge, oldest: settings.oldestAge)
        }
        distributionOfCell = Array(repeating: 0, count: plan.cellCount)
        for told in ages {
            guard let profession = professions.firstIndex(of: told.profession) else { continue }
            let shares = AgeEntry(ofCounts: told.counts).shares
            guard !shares.isEmpty else { continue }
            distributionOfCell[plan.cell(told.commune, profession)] = distributions.count
            distributions.append(
                AgeDistribution(shares, youngest: settings.youngestAge, oldest: settings.oldestAge))
        }
        for place in 0..<plan.placeCount {
            let site = place < plan.communeCount ? nil : plan.sites[place - plan.communeCount].text
            let commune = plan.years.lazy.compactMap { $0.communeOfPlace[place] }.first.map { communes[$0] }
            for (number, profession) in professions.enumerated() {
                var best: (rank: Int, entry: Int)?
                // The first entry is the default.
                for (position, entry) in settings.ages.enumerated().dropFirst() {
                    guard let rank = entry.rank(of: profession, site: site, commune: commune),
                        rank >= best?.rank ?? 0
                    else { continue }
                    best = (rank, position)
                }
                if let best { distributionOfCell[plan.cell(place, number)] = best.entry }
            }
        }
    }
}

extension AgeEntry {
    /// Of heads by band of ages.
    init(ofCounts counts: [String: Double]) {
        let shares = counts.compactMap { band, count in AgeBand(band).map { AgeShare(band: $0, share: count) } }
        self.init(shares: shares.sorted { ($0.band.first ?? 0) < ($1.band.first ?? 0) })
    }

    /// How closely an entry describes a profession at a place (a site before a commune, a profession before all of
    /// them); nil where it does not.
    fileprivate func rank(of profession: String, site: String?, commune: String?) -> Int? {
        guard professions.isEmpty || professions.contains(profession) else { return nil }
        let ofProfession = professions.isEmpty ? 0 : 1
        if let site, sites.contains(site) { return 4 + ofProfession }
        if let commune, communes.contains(commune) { return 2 + ofProfession }
        return sites.isEmpty && communes.isEmpty ? ofProfession : nil
    }
}

/// Temporary stays draw from the same seed, in streams from 0 on.
private let firstStream = 1_000_000

/// Follows the professionals of a plan from its first year to its last.
///
/// Between two years, in this order: everybody is a year older, and retires with the hazard of the new age; some move
/// away; what the changes of the new year say is done, with those who are still there; then others arrive.
///
/// - Parameter replicate: a stream of random numbers of its own.
func followProfessionals(
    _ plan: ProfessionalPlan, _ dynamics: ProfessionalDynamics, seed: UInt64, replicate: Int
) -> ProfessionalPath {
    var chance = Chance(seed: seed, stream: firstStream + replicate)
    let professionCount = plan.professions.count
    var path = ProfessionalPath(present: [], flows: [], isCertain: true)
    guard let first = plan.years.first else { return path }
    var people = PeopleByCell(cellCount: plan.cellCount)
    for cell in 0..<plan.cellCount where first.people[cell] > 0 {
        people.join(cell, first.people[cell], profession: cell % professionCount, dynamics, &chance)
    }
    path.present.append(people.counts)
    path.flows.append(Array(repeating: ProfessionalFlows(), count: professionCount))
    for year in plan.years.indices.dropFirst() {
        var flows = [ProfessionalFlows](repeating: ProfessionalFlows(), count: professionCount)
        people.growOlder(professionCount, dynamics, &flows, &chance)
        people.follow(plan, year, dynamics, &flows, &chance)
        for profession in 0..<professionCount {
            people.receive(profession, plan, year, dynamics, &flows[profession], &chance)
        }
        path.present.append(people.counts)
        path.flows.append(flows)
    }
    path.isCertain = !chance.isUsed
    return path
}

/// The ages of those who are at each cell.
private struct PeopleByCell {
    private var ages: [[UInt8]]

    init(cellCount: Int) {
        ages = Array(repeating: [], count: cellCount)
    }

    var counts: [Int32] { ages.map { Int32($0.count) } }

    mutating func join(
        _ cell: Int, _ count: Int, profession: Int, _ dynamics: ProfessionalDynamics, _ chance: inout Chance
    ) {
        // The ages of those who never retire decide nothing.
        guard !dynamics.neverRetires[profession] else {
            ages[cell] += Array(repeating: dynamics.arrivalAge, count: count)
            return
        }
        let distribution = dynamics.distributions[dynamics.distributionOfCell[cell]]
        for _ in 0..<count { ages[cell].append(UInt8(clamping: distribution.draw(&chance))) }
    }

    mutating func growOlder(
        _ professionCount: Int, _ dynamics: ProfessionalDynamics, _ flows: inout [ProfessionalFlows],
        _ chance: inout Chance
    ) {
        for cell in ages.indices where !ages[cell].isEmpty {
            let profession = cell % professionCount
            let movesAway = dynamics.movesAway[profession]
            var kept = 0
            for person in ages[cell].indices {
                let age = ages[cell][person] == .max ? .max : ages[cell][person] + 1
                if chance.happens(dynamics.hazards[profession][Int(age)]) {
                    flows[profession].retired += 1
                } else if chance.happens(movesAway) {
                    flows[profession].movedAway += 1
                } else {
                    ages[cell][kept] = age
                    kept += 1
                }
            }
            ages[cell].removeLast(ages[cell].count - kept)
        }
    }

    /// Does what the changes of a year say.
    mutating func follow(
        _ plan: ProfessionalPlan, _ year: Int, _ dynamics: ProfessionalDynamics, _ flows: inout [ProfessionalFlows],
        _ chance: inout Chance
    ) {
        let (before, now) = (plan.years[year - 1], plan.years[year])
        let professionCount = plan.professions.count
        var balance = zip(now.people, before.people).map { $0 - $1 }
        for transfer in now.transfers {
            balance[transfer.source] += transfer.count
            balance[transfer.target] -= transfer.count
            for _ in 0..<min(transfer.count, ages[transfer.source].count) {
                let age = takeAnybody(transfer.source, &chance)
                ages[transfer.target].append(age)
            }
        }
        for cell in ages.indices {
            let profession = cell % professionCount
            let isClosed = !now.isOpen[cell / professionCount]
            let leaving = isClosed ? ages[cell].count : min(max(0, -balance[cell]), ages[cell].count)
            for _ in 0..<leaving { _ = takeAnybody(cell, &chance) }
            flows[profession].left += leaving
            if balance[cell] > 0 {
                join(cell, balance[cell], profession: profession, dynamics, &chance)
                flows[profession].joined += balance[cell]
            }
        }
    }

    /// Those of a profession who arrive in a year settle one by one.
    mutating func receive(
        _ profession: Int, _ plan: ProfessionalPlan, _ year: Int, _ dynamics: ProfessionalDynamics,
        _ flows: inout ProfessionalFlows, _ chance: inout Chance
    ) {
        let arrivals = dynamics.arrivals[profession]
        let departures = Double(flows.retired + flows.movedAway)
        let count = chance.whole(arrivals.number + arrivals.replaced * departures)
        guard count > 0 else { return }
        let planned = plan.years[year]
        func weights(_ weight: (_ place: Int, _ cell: Int) -> Double) -> [Double] {
            (0..<plan.placeCount).map { planned.isOpen[$0] ? weight($0, plan.cell($0, profession)) : 0 }
        }
        var vacancies: [Double] = []
        var others: [Double] = []
        switch dynamics.settlement {
        case .vacancies: vacancies = weights { Double(max(0, planned.people[$1] - ages[$1].count)) }
        case .poles:
            vacancies = weights { planned.isPole[$0] ? Double(max(0, planned.people[$1] - ages[$1].count)) : 0 }
            others = weights { Double(ages[$1].count) }
        case .supply: others = weights { Double(ages[$1].count) }
        case .inhabitants: others = weights { place, _ in place < plan.communeCount ? plan.inhabitants[place] : 0 }
        }
        for _ in 0..<count {
            var place = chance.position(weights: vacancies)
            if let place { vacancies[place] -= 1 } else { place = chance.position(weights: others) }
            guard let place else {
                flows.unsettled += 1
                continue
            }
            ages[plan.cell(place, profession)].append(dynamics.arrivalAge)
            flows.arrived += 1
        }
    }

    /// - Returns: the age of the one who goes.
    private mutating func takeAnybody(_ cell: Int, _ chance: inout Chance) -> UInt8 {
        let person = chance.index(below: ages[cell].count)
        ages[cell].swapAt(person, ages[cell].count - 1)
        return ages[cell].removeLast()
    }
}

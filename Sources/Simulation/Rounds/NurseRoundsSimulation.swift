import Coverage
import Geometry
import RoadNetwork
import Territory

/// The kind of site whose professionals make rounds.
let nursePoolKind = "nurse_pool"

/// The profession that is counted in a pool.
let nurseProfession = "nurse"

/// Makes the rounds of all nurse pools on some days: who needs a visit, whose pool makes it, in which order, and which
/// visits no nurse has the time for.
///
/// Each home belongs to the pool that reaches it soonest within that pool's minutes (ties: smaller site id). A pool
/// makes rounds for all its visits, the fullest first, and does as many of them as it has nurses; whole rounds that it
/// has to spare go to visits of other pools within its minutes. No visit that is done becomes undone because a pool
/// gets more nurses.
///
/// - Returns: nil where the scenario has neither `rounds` nor a nurse pool.
/// - Throws: `GeometryError`.
public func simulateRounds(
    _ evaluation: Evaluation, for people: AttachedPeople, threads: Int
) throws -> NurseRounds? {
    guard let settings = evaluation.settings.rounds else { return nil }
    let territory = evaluation.territory
    let expected = expectedVisits(settings.need, of: territory.population, daysPerYear: settings.daysPerYear)
    let days = (0..<settings.simulatedDays).map {
        wholeVisits(expected.perDay, day: $0, of: settings.simulatedDays, seed: settings.seed)
    }
    let coverage = evaluation.kinds.first { $0.kind == nursePoolKind }?.coverage
    let sites = coverage?.sites ?? []
    let attached = try AttachedSites(sites.map { territory.sites[$0] }, crs: territory.crs, like: people)
    let poolOfPoint = nearestPoolWithinItsMinutes(coverage, evaluation.reach)
    var pools = sites.enumerated().map { pool, site in
        PoolWork(
            site: site, base: attached.attachments[pool], limit: coverage?.limits[pool] ?? .zero,
            nurses: territory.sites[site].professionals[nurseProfession].fullTimeEquivalents,
            points: poolOfPoint.indices.filter { poolOfPoint[$0] == pool }, settings: settings)
    }
    let visited = pools.reduce(0) { sum, pool in
        sum + pool.points.count { point in days.contains { $0[point] > 0 } }
    }
    // Legs between all places of a round: many searches.
    let network = visited > 100 ? try people.network.prepared(threads: threads) : people.network
    let roads = RoundRoads(
        network: network, attachments: people.attachments, locations: territory.population.locations, threads: threads)
    planRounds(&pools, days: days, settings: settings, roads: roads)
    if let coverage { help(among: &pools, days: days.count, coverage: coverage, settings: settings, roads: roads) }
    return counted(
        pools, days: days, poolOfPoint: poolOfPoint, territory: territory, settings: settings,
        findings: expected.findings + findings(of: pools, in: territory))
}

/// The roads that rounds are made on.
struct RoundRoads {
    let network: Network
    /// Of the population points.
    let attachments: [Attachment?]
    /// In metres.
    let locations: [Point]
    let threads: Int
}

/// A round as it is planned, before anybody is there to make it.
struct PlannedRound {
    /// Population points, in order.
    var points: [Int]
    var milliseconds: Int
    var centimetres: Int
    /// Which visits are left when a nurse has only the part of a day that the pool has beyond whole days, and their
    /// travel; nil where it has none.
    var part: (isDone: [Bool], milliseconds: Int, centimetres: Int)?

    init(_ visits: [Int], rows: [Int], points: [Int], legs: RoundLegs) {
        self.points = visits.map { points[$0] }
        (milliseconds, centimetres) = legs.travel(visits.map { rows[$0] })
    }
}

/// A pool at work.
struct PoolWork {
    let site: Int
    /// Nil where the pool is unattached.
    let base: Attachment?
    let limit: TravelTime
    let nurses: Double
    let roundsAvailable: Double
    /// Rounds of a whole day, and the part of a day beyond them.
    let wholeRounds: Int
    let part: Double
    /// Population points of its people, ascending.
    let points: [Int]
    var days: [PoolDay] = []

    init(
        site: Int, base: Attachment?, limit: TravelTime, nurses: Double, points: [Int], settings: RoundsSettings
    ) {
        self.site = site
        self.base = base
        self.limit = limit
        self.nurses = nurses
        self.points = points
        roundsAvailable = nurses * settings.roundsPerNurse
        // A hair less than a round comes of the division.
        wholeRounds = Int((roundsAvailable + 1e-9).rounded(.down))
        let rest = roundsAvailable - Double(wholeRounds)
        part = rest > 1e-9 ? rest : 0
    }
}

/// One pool on one day.
struct PoolDay {
    /// For all its visits, the best first.
    var rounds: [PlannedRound]
    /// Points of visits that no round can hold.
    var tooFar: [Int]
    /// Whether each visit of each round is done, by whomever.
    var isDone: [[Bool]]
    /// Whether each of `tooFar` is done, by another pool.
    var isFarDone: [Bool]
    /// Visits done by other pools.
    var helpedCount = 0
    /// What the pool's own nurses do: own rounds, then those for others.
    var made: [MadeRound] = []

    init(rounds: [PlannedRound], tooFar: [Int], wholeRounds: Int) {
        self.rounds = rounds
        self.tooFar = tooFar
        isFarDone = tooFar.map { _ in false }
        isDone = rounds.enumerated().map { rank, round in
            if rank < wholeRounds { return round.points.map { _ in true } }
            if rank == wholeRounds, let part = round.part { return part.isDone }
            return round.points.map { _ in false }
        }
        for (rank, round) in rounds.enumerated() {
            let done = zip(round.points, isDone[rank]).filter(\.1).map(\.0)
            guard !done.isEmpty else { continue }
            let isWhole = rank < wholeRounds
            made.append(
                MadeRound(
                    points: done, milliseconds: isWhole ? round.milliseconds : round.part?.milliseconds ?? 0,
                    centimetres: isWhole ? round.centimetres : round.part?.centimetres ?? 0, isHelp: false))
        }
    }
}

struct MadeRound {
    var points: [Int]
    var milliseconds: Int
    var centimetres: Int
    var isHelp: Bool
}

/// For each point the position, among the pools, of the one that is there soonest within its own minutes.
private func nearestPoolWithinItsMinutes(_ coverage: KindCoverage?, _ reach: Reach) -> [Int?] {
    guard let coverage else { return [Int?](repeating: nil, count: reach.territory.population.count) }
    let positions = Dictionary(uniqueKeysWithValues: coverage.sites.enumerated().map { ($0.element, $0.offset) })
    return coverage.sitesWithin.enumerated().map { point, sites in
        sites.min { reach.times.time(site: $0, place: point) < reach.times.time(site: $1, place: point) }
            .flatMap { positions[$0] }
    }
}

private func findings(of pools: [PoolWork], in territory: StudyTerritory) -> [Finding] {
    pools.filter { $0.nurses <= 0 }.map {
        Finding(
            .warning, where: "site \(territory.sites[$0.site].id)",
            "the nurse pool has no nurses, and makes no rounds; the visits of its people are left to other pools")
    }
}

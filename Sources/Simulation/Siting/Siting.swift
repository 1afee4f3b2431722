import Coverage
import Geometry
public import Placement
public import RoadNetwork
public import Territory

/// Chooses where sites go: times on the roads to every candidate, a siting model over them, and the sites that follow.
///
/// - Parameters:
///   - territory: as it stands when the sites are placed; those of the kind count as existing.
///   - people: the territory's own people on its roads.
///   - otherPeople: the same people on the roads of further profiles, where the plan shall hold for several; every
///     profile of the request is in one of them, `people` is the first.
///   - cache: travel times from earlier work on the same network.
///   - threads: how many may work at once; the plan does not depend on it.
///   - isCancelled: asked again and again, from the calling thread; once true, the search ends soon with the best plan
///     found by then (status `time-limit`).
///   - progress: see `place`.
/// - Throws: `SitingRequestProblem`: the first thing that is wrong with the request; `CancellationError` where it was
///   stopped before the search began; `GeometryError`.
public func siting(
    _ request: SitingRequest, in territory: StudyTerritory, for people: AttachedPeople,
    otherPeople: [AttachedPeople] = [], settings: ScenarioSettings, cache: SiteTravelCache? = nil, threads: Int,
    isCancelled: (@Sendable () -> Bool)? = nil, progress: (@Sendable (SitingProgress) -> Void)? = nil
) throws -> SitingOutcome {
    if let problem = request.problems(in: territory, settings: settings).first { throw problem }
    let existing = request.countsExisting ? territory.existingSites(ofKind: request.kind, settings: settings) : []
    let limit = TravelTime(minutes: request.minutes)
    let candidateSites = request.candidates.map {
        Site(id: SiteID($0.id), name: $0.name, kind: request.kind, location: $0.location)
    }
    let demand = SitingDemandPlaces(
        request.demand, in: territory.population, communeCount: territory.communes.count)
    let everybody = [people] + otherPeople
    let travel = SitingTravel(
        demand: demand,
        limits: existing.map { $0.minutes.map(TravelTime.init(minutes:)) ?? limit } + candidateSites.map { _ in limit },
        limit: limit, direction: travelDirection(of: settings.kinds[request.kind]),
        isBounded: everybody.count == 1 && request.model.isBoundedByLimit)
    var unattached: Set<Int> = []
    var tables: [TravelPairs] = []
    for people in everybody {
        let supply = try AttachedSites(existing + candidateSites, crs: territory.crs, like: people)
        unattached.formUnion(
            candidateSites.indices.filter { supply.attachments[existing.count + $0] == nil })
        tables.append(
            try travel.pairs(supply, for: people, cache: cache, threads: threads, isCancelled: isCancelled))
    }
    let pairs = combined(tables, request.robust)
    // Beyond the limit no pairs are kept: those that are tell how large the problem is.
    let method = request.method == .auto && pairs.times.count <= greatestExactPairs ? .exact : request.method
    var question = SitingQuestion(
        model: request.model, travel: pairs,
        inhabitants: demand.sums(territory.population.inhabitants),
        weights: request.weights.isEmpty ? nil : demand.sums(request.weights(of: territory.population)),
        existing: Set(existing.indices), sites: request.sites.map { $0 + existing.count },
        costs: request.budget.map { _ in
            existing.map { _ in 1 } + request.candidates.map { $0.cost ?? 1 }
        }, budget: request.budget, limit: limit, leastInhabitants: request.leastInhabitants,
        mostInhabitants: request.mostInhabitants, method: method,
        timeLimitSeconds: request.timeLimitSeconds, seed: request.seed)
    if request.isContiguous { question.neighbours = touchingCommunes(people.geography, territory) }
    let plan = place(question, isCancelled: isCancelled, progress: progress)
    return SitingOutcome(
        request, question: question, plan: plan, existing: existing, demand: demand, territory: territory,
        unattached: unattached.sorted(), settings: settings)
}

/// Up to so many pairs of demand and candidate `auto` is exact, as for `maillage place`.
private let greatestExactPairs = 5_000_000

extension SitingModel {
    /// Whether nothing beyond the limit counts.
    var isBoundedByLimit: Bool { self == .setCovering || self == .maximalCovering || self == .partition }
}

extension StudyTerritory {
    /// Those that count when sites are placed: open at the moment that is looked at.
    func existingSites(ofKind kind: String, settings: ScenarioSettings) -> [Site] {
        sites.filter { site in
            site.kind == kind && (settings.moment.map { settings.kinds.isOpen(site, at: $0) } ?? true)
        }
    }
}

extension SitingRequest {
    /// Of each population point, in the order of the groups' names.
    func weights(of population: Population) -> [Double] {
        var sums = [Double](repeating: 0, count: population.count)
        for (name, factor) in weights.sorted(by: { $0.key < $1.key }) {
            let counts =
                name == PopulationBand.everybody
                ? population.inhabitants : population.counts(ofGroup: name) ?? []
            for (point, count) in counts.enumerated() { sums[point] += factor * count }
        }
        return sums
    }
}

/// Pairs of communes that share a border.
private func touchingCommunes(_ geography: CommuneGeography?, _ territory: StudyTerritory) -> [(Int, Int)] {
    let neighbours =
        geography?.neighbours
        ?? landNeighbours(territory.communes.map(\.boundary), within: CommuneGeography.nearMetres)
    return neighbours.enumerated().flatMap { commune, others in
        others.map(\.land).filter { $0 > commune }.map { (commune, $0) }
    }
}

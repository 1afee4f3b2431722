import Coverage
import Placement
import RoadNetwork
import Territory

/// The travel times between people and the places where sites may stand, as the siting models take them.
struct SitingTravel {
    /// In the order of the models' demand.
    let demand: SitingDemandPlaces
    /// Of every place of supply how far it covers.
    let limits: [TravelTime]
    /// The limit of the models.
    let limit: TravelTime
    let direction: TravelDirection
    /// Whether nothing beyond the limit counts, save to tell who is how much too far.
    let isBounded: Bool

    /// Times beyond this many pairs of supply and population are not kept for later evaluations: they would drive out
    /// what these need.
    private static let greatestCachedPairs = 60_000_000
    /// Sites that are asked for at once: enough for sweeps, few enough to let go of their times again.
    private static let supplyAtOnce = 256

    /// - Parameter supply: existing sites and candidates, attached to the roads of `people`.
    /// - Throws: `CancellationError` where it was stopped before all was there.
    func pairs(
        _ supply: AttachedSites, for people: AttachedPeople, cache: SiteTravelCache?, threads: Int,
        isCancelled: (() -> Bool)?
    ) throws(CancellationError) -> TravelPairs {
        let cache = supply.sites.count * people.places.count <= Self.greatestCachedPairs ? cache : nil
        var found = PairsBySupply(demandCount: demand.points.count)
        for start in stride(from: 0, to: supply.sites.count, by: Self.supplyAtOnce) {
            // A plan over some of the candidates would be none.
            if isCancelled?() ?? false { throw CancellationError() }
            let some = start..<min(start + Self.supplyAtOnce, supply.sites.count)
            let times = TravelTimeMatrix(
                network: people.network, sites: Array(supply.attachments[some]),
                directions: some.map { _ in direction }, places: people.attachments, cache: cache, threads: threads)
            for (row, site) in some.enumerated() {
                for (place, point) in demand.points.enumerated() {
                    guard let point else { continue }
                    let time = times.time(site: row, place: point)
                    guard time.isReachable else { continue }
                    let counted = asCovered(time, limits[site])
                    if isBounded, counted > limit {
                        found.noteBeyond(place, site, counted)
                    } else {
                        found.add(place, site, counted)
                    }
                }
            }
        }
        return found.pairs(supplyCount: supply.sites.count)
    }

    /// A site with minutes of its own covers up to these: its times count as on the right side of the limit.
    private func asCovered(_ time: TravelTime, _ own: TravelTime) -> TravelTime {
        if own == limit { return time }
        return time <= own ? min(time, limit) : max(time, TravelTime(milliseconds: limit.milliseconds + 1))
    }
}

/// Who is served: places of the models' demand, and where their travel begins.
struct SitingDemandPlaces {
    /// Positions in the population; nil: a commune without people.
    var points: [Int?]
    /// Of each population point the place that it belongs to; nil: none.
    var placeOfPoint: [Int?]

    init(_ demand: SitingDemand, in population: Population, communeCount: Int) {
        switch demand {
        case .places:
            points = population.ids.indices.map { $0 }
            placeOfPoint = points
        case .communes:
            points = [Int?](repeating: nil, count: communeCount)
            placeOfPoint = population.communes
            let people = population.inhabitants
            for (point, commune) in population.communes.enumerated() {
                guard let commune, people[point] > 0 else { continue }
                if let best = points[commune], people[best] >= people[point] { continue }
                points[commune] = point
            }
        }
    }

    /// Figures of points, added by place.
    func sums(_ figures: [Double]) -> [Double] {
        var sums = [Double](repeating: 0, count: points.count)
        for (point, place) in placeOfPoint.enumerated() {
            if let place { sums[place] += figures[point] }
        }
        return sums
    }
}

/// Pairs as they are found, supply by supply.
private struct PairsBySupply {
    private var demand: [Int32] = []
    private var supply: [Int32] = []
    private var times: [TravelTime] = []
    /// Of each place the nearest supply beyond the limit.
    private var beyond: [(supply: Int, time: TravelTime)?]
    private var isServed: [Bool]

    init(demandCount: Int) {
        beyond = Array(repeating: nil, count: demandCount)
        isServed = Array(repeating: false, count: demandCount)
    }

    mutating func add(_ place: Int, _ site: Int, _ time: TravelTime) {
        demand.append(Int32(place))
        supply.append(Int32(site))
        times.append(time)
        isServed[place] = true
    }

    mutating func noteBeyond(_ place: Int, _ site: Int, _ time: TravelTime) {
        if let nearest = beyond[place], nearest.time <= time { return }
        beyond[place] = (site, time)
    }

    /// By demand, then supply. Places with nothing within the limit keep the nearest beyond it.
    func pairs(supplyCount: Int) -> TravelPairs {
        let alone = beyond.indices.filter { !isServed[$0] && beyond[$0] != nil }
        var starts = [Int](repeating: 0, count: isServed.count + 1)
        for place in demand { starts[Int(place) + 1] += 1 }
        for place in alone { starts[place + 1] += 1 }
        for place in isServed.indices { starts[place + 1] += starts[place] }
        var next = starts
        var order = [Int](repeating: -1, count: demand.count + alone.count)
        for pair in demand.indices {
            order[next[Int(demand[pair])]] = pair
            next[Int(demand[pair])] += 1
        }
        var placeOfAlone: [Int: Int] = [:]
        for place in alone { placeOfAlone[starts[place]] = place }
        return TravelPairs(demandCount: isServed.count, supplyCount: supplyCount, sortedCount: order.count) {
            position in
            let pair = order[position]
            if pair >= 0 {
                return TravelPairs.Pair(
                    demand: Int(demand[pair]), supply: Int(supply[pair]), time: times[pair])
            }
            let place = placeOfAlone[position] ?? 0
            let nearest = beyond[place] ?? (0, .unreachable)
            return TravelPairs.Pair(demand: place, supply: nearest.supply, time: nearest.time)
        }
    }
}

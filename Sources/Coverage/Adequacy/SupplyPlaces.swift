import RoadNetwork
public import Territory

/// A place where a service is given, and how much of it.
public struct SupplyPlace: Hashable, Sendable {
    public enum Location: Hashable, Sendable {
        /// Position in the territory's sites.
        case site(Int)
        /// Position in its communes: professionals known by commune only, taken to be at its central point.
        case commune(Int)
    }

    public var location: Location
    public var headcount: Double
    public var fullTimeEquivalents: Double
}

/// The places where the professionals of a service are, sites before communes, each in their order.
func supplyPlaces(of service: Service, in territory: StudyTerritory) -> [SupplyPlace] {
    func place(
        _ location: SupplyPlace.Location, _ professionals: Professionals, isVisiting: Bool = false
    ) -> SupplyPlace? {
        let heads = isVisiting ? 0 : service.headcount(of: professionals)
        let equivalents = service.fullTimeEquivalents(of: professionals)
        guard heads > 0 || equivalents > 0 else { return nil }
        return SupplyPlace(location: location, headcount: heads, fullTimeEquivalents: equivalents)
    }
    guard !service.professions.isEmpty else { return [] }
    let sites = territory.sites.indices.compactMap { site -> SupplyPlace? in
        let own = territory.sites[site]
        guard service.isGiven(at: own) else { return nil }
        return place(.site(site), own.professionals, isVisiting: service.visitingKinds.contains(own.kind))
    }
    return sites
        + territory.communes.indices.compactMap { place(.commune($0), territory.supply.professionals[$0]) }
}

/// The pairs of population points and places of supply within a limit.
///
/// - Parameter communes: with the times of every commune where there is supply, up to the limit.
func travelPairs(of places: [SupplyPlace], reach: Reach, communes: CommuneReach, limit: TravelTime) -> TravelPairs {
    var points: [Int32] = []
    var starts = [0]
    var times: [TravelTime] = []
    starts.reserveCapacity(places.count + 1)
    let pointCount = reach.territory.population.count
    for place in places {
        switch place.location {
        case .site(let site):
            for point in 0..<pointCount {
                let time = reach.times.time(site: site, place: point)
                guard time <= limit, time.isReachable else { continue }
                points.append(Int32(point))
                times.append(time)
            }
        case .commune(let commune):
            for entry in communes.entries(of: commune) where communes.times[entry] <= limit {
                points.append(communes.points[entry])
                times.append(communes.times[entry])
            }
        }
        starts.append(points.count)
    }
    return TravelPairs(starts: starts, demands: points, times: times, demandCount: pointCount)
}

extension TravelPairs {
    /// Pairs that stand by supply, then demand; sorted by counting, as there are many in every evaluation.
    ///
    /// - Parameter starts: where those of each place of supply begin, and after the last one the number of all.
    fileprivate init(starts bySupply: [Int], demands: [Int32], times given: [TravelTime], demandCount: Int) {
        var starts = Array(repeating: 0, count: demandCount + 1)
        for demand in demands { starts[Int(demand) + 1] += 1 }
        for demand in 0..<demandCount { starts[demand + 1] += starts[demand] }
        var next = starts
        var supplies = [Int32](repeating: 0, count: demands.count)
        var times = [TravelTime](repeating: .unreachable, count: demands.count)
        for supply in 0..<(bySupply.count - 1) {
            for pair in bySupply[supply]..<bySupply[supply + 1] {
                let demand = Int(demands[pair])
                supplies[next[demand]] = Int32(supply)
                times[next[demand]] = given[pair]
                next[demand] += 1
            }
        }
        self.init(
            demandCount: demandCount, supplyCount: bySupply.count - 1, starts: starts, supplies: supplies, times: times)
    }
}

extension Service {
    /// Up to where travel times to its places of supply count for anything.
    public var greatestTime: TravelTime { max(TravelTime(minutes: minutes), decay.greatestTime) }
}

extension TravelDecay {
    /// Beyond it every weight is 0; unreachable where there is no such time.
    var greatestTime: TravelTime {
        switch self {
        case .steps(let steps): TravelTime(minutes: steps.last { $0.weight > 0 }?.minutes ?? 0)
        case .binary(let minutes), .gaussian(let minutes): TravelTime(minutes: minutes)
        case .exponential, .power: .unreachable
        }
    }
}

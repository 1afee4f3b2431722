import RoadNetwork
public import Territory

/// What transport on demand changes for people without a car: whom it brings within the minutes of a site, and what
/// its budget pays.
public struct TransportAccess: Hashable, Sendable {
    /// People without a car and one kind of site.
    public struct KindAccess: Hashable, Sendable {
        public var kind: String
        /// On foot, over all land.
        public var coveredBefore: Double
        /// On foot or by the transport, over all land.
        public var coveredAfter: Double
    }

    public var transport: TransportOnDemand
    /// People without a car, over all land.
    public var people: Double
    /// Those of them in the area.
    public var peopleInArea: Double
    /// By name of the kind.
    public var kinds: [KindAccess]
    /// People in the area whom it brings to some kind that they cannot walk to.
    public var passengers: Double

    /// Trips there and back a year that the passengers ask for.
    public var tripsDemanded: Double { passengers * transport.tripsPerPersonYear }

    /// What the public pays of a trip.
    public var netCostPerTripEuros: Double { max(0, transport.costPerTripEuros - transport.fareEuros) }

    /// Trips a year that the budget pays: all of them where there is no limit, or where the fares pay the cost.
    public var tripsPaid: Double {
        guard let budget = transport.yearlyBudgetEuros, netCostPerTripEuros > 0 else { return tripsDemanded }
        return min(tripsDemanded, budget / netCostPerTripEuros)
    }

    /// The part of the trips that the budget pays; nil where none is asked for.
    public var paidShare: Double? { tripsDemanded > 0 ? tripsPaid / tripsDemanded : nil }
    public var costEuros: Double { tripsPaid * transport.costPerTripEuros }
    public var faresEuros: Double { tripsPaid * transport.fareEuros }
    public var publicCostEuros: Double { tripsPaid * netCostPerTripEuros }
}

/// Counts what transport on demand changes.
///
/// Without it, people of its group walk: the metres of the quickest way by road at a walking speed, within the minutes
/// of the site. With it, those who live in its area get to a site in its travel time and the waiting minutes, within
/// the same minutes. Sites may lie outside the area.
///
/// - Parameters:
///   - coverages: of every kind.
///   - walkingKilometresPerHour: greater than 0.
/// - Returns: nil where the population has no such group.
public func transportAccess(
    _ transport: TransportOnDemand, _ reach: Reach, coverages: [KindCoverage], walkingKilometresPerHour: Double
) -> TransportAccess? {
    let population = reach.territory.population
    guard let people = population.counts(ofGroup: transport.group) else { return nil }
    var isInArea = [Bool](repeating: false, count: reach.territory.communes.count)
    for commune in transport.area { isInArea[commune] = true }
    let inArea = population.communes.map { $0.map { isInArea[$0] } ?? false }
    var isPassenger = [Bool](repeating: false, count: population.count)
    let metresAMinute = walkingKilometresPerHour * 1000 / 60
    let kinds = coverages.filter { transport.kinds.isEmpty || transport.kinds.contains($0.kind) }.map { coverage in
        var access = TransportAccess.KindAccess(kind: coverage.kind, coveredBefore: 0, coveredAfter: 0)
        for point in 0..<population.count where people[point] > 0 {
            var walks = false
            var rides = false
            for (site, limit) in zip(coverage.sites, coverage.limits) {
                let time = reach.times.time(site: site, place: point)
                guard let minutes = time.minutes, let limit = limit.minutes,
                    let metres = reach.times.metres(site: site, place: point)
                else { continue }
                walks = walks || metres / metresAMinute <= limit
                rides = rides || (inArea[point] && minutes + transport.waitingMinutes <= limit)
            }
            if walks { access.coveredBefore += people[point] }
            if walks || rides { access.coveredAfter += people[point] }
            if rides && !walks { isPassenger[point] = true }
        }
        return access
    }
    func sum(_ isCounted: (Int) -> Bool) -> Double {
        people.indices.reduce(0) { isCounted($1) ? $0 + people[$1] : $0 }
    }
    return TransportAccess(
        transport: transport, people: sum { _ in true }, peopleInArea: sum { inArea[$0] }, kinds: kinds,
        passengers: sum { isPassenger[$0] })
}

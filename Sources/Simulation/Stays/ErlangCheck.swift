import Statistics

/// What Erlang's loss formula says of a site, were its people those who live nearest to it, and whether it applies.
public struct ErlangCheck: Hashable, Sendable {
    /// Beds asked for: arrivals a day × mean days of a stay.
    public var load: Double
    /// The share that is refused; nil without beds.
    public var loss: Double?
    /// Why the formula does not hold as it stands; empty where it does.
    public var reasons: [String]

    public var applies: Bool { reasons.isEmpty }
}

/// Erlang's loss formula for each site of a system.
///
/// - Parameter beds: of each of the system's sites in the period.
func erlangChecks(
    _ system: StaySystem, beds: [Int], arrivals: StayArrivals, settings: StaySettings
) -> [ErlangCheck] {
    // Of each site: what its nearest people ask for, and what people ask for who reach it and another one.
    var own = [Double](repeating: 0, count: beds.count)
    var shared = own
    for point in 0..<system.pointCount {
        let reached = system.sites(reachedFrom: point).filter { beds[$0] > 0 }
        if let nearest = reached.first { own[nearest] += arrivals.perYear[point] }
        if reached.count > 1 { for site in reached { shared[site] += arrivals.perYear[point] } }
    }
    var always: [String] = []
    if settings.longestWaitDays > 0 { always.append("people wait for a bed") }
    if Set(settings.monthFactors).count > 1 { always.append("arrivals differ between months") }
    return beds.indices.map { site in
        let perDay = own[site] * settings.meanFactor * (1 - settings.homeSupportShare) / Double(Calendar.daysPerYear)
        let load = perDay * settings.length.meanOccupiedDays
        let isShared = shared[site] > settings.erlangTolerance * own[site]
        return ErlangCheck(
            load: load, loss: beds[site] > 0 ? erlangLoss(servers: beds[site], load: load) : nil,
            reasons: always
                + (isShared ? ["some of its people reach other beds too, or people of others reach it"] : [])
                + (beds[site] > 0 ? [] : ["it has no beds"]))
    }
}

import RoadNetwork
import Statistics

/// One replicate of temporary stays over periods that follow each other. Beds fill during the warm-up before the first,
/// which has the beds and the arrivals of the first and is in no outcome. The same seed and replicate give the same
/// outcome; as long as arrivals do not change, other beds meet the same people with the same stays.
///
/// - Parameters:
///   - periods: the first begins on 1 January.
///   - replicate: the number of its stream of random numbers.
/// - Returns: one outcome a period.
public func simulateStays(
    _ system: StaySystem, _ periods: [StayPeriod], settings: StaySettings, replicate: Int
) -> [StayOutcome] {
    guard let first = periods.first else { return [] }
    var random = SplitMix64(seed: settings.seed, stream: replicate)
    let start = -Double(settings.warmUpDays)
    let whole = [StayPeriod(days: settings.warmUpDays, beds: first.beds, arrivals: first.arrivals)] + periods
    let factors = settings.monthFactors
    var arrivals: [StayArrival] = []
    var day = start
    for period in whole {
        let end = day + Double(period.days)
        arrivals += drawArrivals(
            period.arrivals, from: day, to: end, factors: factors, length: settings.length,
            homeSupportShare: settings.homeSupportShare, &random)
        day = end
    }
    return Array(
        simulateBeds(
            system, whole, arrivals: arrivals, longestWaitDays: settings.longestWaitDays, from: start
        ).dropFirst())
}

/// All replicates, in their order: of each, one outcome a period.
///
/// - Parameter threads: how many may work at once; the result does not depend on it.
public func simulateStays(
    _ system: StaySystem, _ periods: [StayPeriod], settings: StaySettings, threads: Int
) -> [[StayOutcome]] {
    var outcomes = [[StayOutcome]](repeating: [], count: settings.replicates)
    outcomes.withUnsafeMutableBufferPointer { buffer in
        // Each replicate is written by one thread only.
        nonisolated(unsafe) let outcomes = buffer
        inParallel(count: settings.replicates, threads: threads) {
            { replicate in
                outcomes[replicate] = simulateStays(system, periods, settings: settings, replicate: replicate)
            }
        }
    }
    return outcomes
}

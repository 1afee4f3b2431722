import Statistics
import Territory

/// The visits that people need at home: how many a day are to be expected at each population point.
struct ExpectedVisits {
    /// Visits a day at each point, on days on which rounds are made.
    var perDay: [Double]
    var findings: [Finding]
}

/// The rates that hold in each age band of a territory, from everybody to the oldest; the group is nil for everybody.
///
/// Groups are nested: those of 85 are among those of 75, who are among all.
func visitRates(
    _ need: VisitNeed, groups: [String]
) -> (bands: [(group: String?, visitsPerYear: Double)], findings: [Finding]) {
    switch need {
    case .byGroup(let rates):
        let bands = rates.filter { $0.key != PopulationBand.everybody }
            .compactMap { group, rate in PopulationBand.leastAge(group).map { (age: $0, group: group, rate: rate) } }
            .sorted { ($0.age, $0.group) < ($1.age, $1.group) }
        return (
            [(nil, rates[PopulationBand.everybody] ?? 0)] + bands.map { (Optional($0.group), $0.rate) }, []
        )
    case .standard(let rates):
        let (has75, has85) = (groups.contains("age_75_plus"), groups.contains("age_85_plus"))
        func mean(_ parts: (rate: Double, share: Double)...) -> Double {
            let share = parts.reduce(0) { $0 + $1.share }
            return share > 0 ? parts.reduce(0) { $0 + $1.rate * $1.share } / share : parts[0].rate
        }
        let young = (rate: rates.under75, share: max(0, 1 - rates.shareFrom75To84 - rates.shareFrom85))
        let old = (rate: rates.from75To84, share: rates.shareFrom75To84)
        let oldest = (rate: rates.from85, share: rates.shareFrom85)
        let bands: [(group: String?, visitsPerYear: Double)]
        switch (has75, has85) {
        case (true, true): bands = [(nil, young.rate), ("age_75_plus", old.rate), ("age_85_plus", oldest.rate)]
        case (true, false): bands = [(nil, young.rate), ("age_75_plus", mean(old, oldest))]
        case (false, true): bands = [(nil, mean(young, old)), ("age_85_plus", oldest.rate)]
        case (false, false): bands = [(nil, mean(young, old, oldest))]
        }
        let missing = [has75 ? nil : "age_75_plus", has85 ? nil : "age_85_plus"].compactMap { $0 }
        let text =
            "the population has no group \(missing.joined(separator: " and no group ")); nursing visits are counted "
            + "for the whole of "
            + bands.map { "\($0.group ?? PopulationBand.everybody) (\(roundedToTenths($0.visitsPerYear)) a year)" }
            .joined(separator: ", ")
        return (bands, missing.isEmpty ? [] : [Finding(.information, where: "rounds.visits_per_year", text)])
    }
}

/// Visits a day at each point: the people of each band who are in no older one, times their rate.
///
/// - Parameter daysPerYear: on which rounds are made.
func expectedVisits(_ need: VisitNeed, of population: Population, daysPerYear: Double) -> ExpectedVisits {
    let (bands, rateFindings) = visitRates(need, groups: population.groups.map(\.name))
    var perDay = [Double](repeating: 0, count: population.count)
    var misplaced = 0.0
    let counts = bands.map { $0.group.flatMap(population.counts(ofGroup:)) ?? population.inhabitants }
    for point in 0..<population.count {
        var within = Double.infinity
        var visits = 0.0
        for (band, people) in counts.enumerated() {
            // Each column is spread over the points by itself, so that a band may be larger than the one it is part of.
            let count = min(within, people[point])
            misplaced += people[point] - count
            let older = band + 1 < bands.count ? min(count, counts[band + 1][point]) : 0
            visits += (count - older) * bands[band].visitsPerYear
            within = count
        }
        perDay[point] = visits / daysPerYear
    }
    var findings = rateFindings
    if misplaced >= 0.5 {
        findings.append(
            Finding(
                .information, where: "rounds.visits_per_year",
                "\(roundedToTenths(misplaced)) people of an age band live where the band that it is part of has fewer; "
                    + "they are left out of the older band"))
    }
    return ExpectedVisits(perDay: perDay, findings: findings)
}

/// Whole visits of one day at each point, by systematic sampling: a step of one along the running total of the
/// expected visits, from a random start. Each point gets its expectation rounded down or up, and so does every run of
/// points that follow each other, such as those of a commune.
///
/// W. G. Madow and L. H. Madow, "On the theory of systematic sampling, I", Ann. Math. Statist. 15 (1944).
///
/// - Parameters:
///   - day, days: days have starts at equal distances from each other.
func wholeVisits(_ perDay: [Double], day: Int, of days: Int, seed: UInt64) -> [Int] {
    var random = SplitMix64(seed: seed, stream: 0)
    var start = random.unit() + Double(day) / Double(max(1, days))
    if start >= 1 { start -= 1 }
    var total = start
    var counted = 0
    return perDay.map { visits in
        total += visits
        let reached = Int(total.rounded(.down))
        defer { counted = reached }
        return reached - counted
    }
}

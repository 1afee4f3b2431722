/// The concentration index: how far a quantity leans towards those of high rank (positive) or of low
/// rank (negative) in another variable, income say.
///
/// C = 2 Σ wᵢ xᵢ Rᵢ / (W μ) − 1 with Rᵢ the fractional rank in the other variable; people of equal rank
/// share the mean of theirs.
///
/// N. Kakwani, A. Wagstaff and E. van Doorslaer, "Socioeconomic inequalities in health: measurement,
/// computation, and statistical inference", Journal of Econometrics 77 (1997).
public func concentrationIndex(of distribution: WeightedDistribution) -> EquityIndex {
    switch distribution.requirePositiveMean() {
    case .failure(let undefined):
        return undefined.index
    case .success(let mean):
        switch rowsByRank(distribution) {
        case .failure(let undefined):
            return undefined.index
        case .success(let rows):
            let population = distribution.population
            return .value(2 * rankWeightedTotal(rows) / (population * population * mean) - 1)
        }
    }
}

/// Erreygers' corrected concentration index, for a quantity between two bounds.
///
/// E = 4 μ C / (b − a), with C the standard concentration index.
///
/// G. Erreygers, "Correcting the concentration index", Journal of Health Economics 28 (2009).
///
/// - Parameter bounds: the least (a) and the greatest (b) that the quantity can be; by default the least
///   and the greatest that anybody has, since travel times have no bound of their own.
public func erreygersConcentrationIndex(
    of distribution: WeightedDistribution, bounds: ClosedRange<Double>? = nil
) -> EquityIndex {
    guard let first = distribution.rows.first, let last = distribution.rows.last else { return .noPopulation }
    let range = bounds.map { $0.upperBound - $0.lowerBound } ?? last.value - first.value
    guard range > 0 else { return .undefined(reason: "all values are equal: there is no range to relate to") }
    switch concentrationIndex(of: distribution) {
    case .undefined(let reason):
        return .undefined(reason: reason)
    case .value(let standard):
        return .value(4 * distribution.total / distribution.population * standard / range)
    }
}

struct RankedRow {
    var rank: Double
    var value: Double
    var weight: Double
}

/// The rows by rank, then value, then weight.
func rowsByRank(_ distribution: WeightedDistribution) -> Result<[RankedRow], WeightedDistribution.Undefined> {
    guard distribution.isRanked else { return .failure(.init(.undefined(reason: "no rank is given"))) }
    var ranked: [RankedRow] = []
    ranked.reserveCapacity(distribution.rows.count)
    for row in distribution.rows {
        guard let rank = row.rank else { return .failure(.init(.undefined(reason: "a rank is missing"))) }
        ranked.append(RankedRow(rank: rank, value: row.value, weight: row.weight))
    }
    ranked.sort { ($0.rank, $0.value, $0.weight) < ($1.rank, $1.value, $1.weight) }
    return .success(ranked)
}

/// Σ wᵢ xᵢ W Rᵢ: each person's value times the number of people of lower rank, ties at their middle.
private func rankWeightedTotal(_ rows: [RankedRow]) -> Double {
    var sum = 0.0
    var before = 0.0
    var start = 0
    while start < rows.count {
        var weight = 0.0
        var total = 0.0
        var end = start
        while end < rows.count, rows[end].rank == rows[start].rank {
            weight += rows[end].weight
            total += rows[end].weight * rows[end].value
            end += 1
        }
        sum += total * (before + weight / 2)
        before += weight
        start = end
    }
    return sum
}

/// The population-weighted mean, Σ wᵢ xᵢ / Σ wᵢ, in the unit of the values.
public func mean(of distribution: WeightedDistribution) -> EquityIndex {
    distribution.isEmpty ? .noPopulation : .value(distribution.total / distribution.population)
}

/// The lower weighted quantile: the smallest value with cumulative weight ≥ `share` of the population.
///
/// The inverse of the distribution function, definition 1 of R. J. Hyndman and Y. Fan, "Sample quantiles
/// in statistical packages", The American Statistician 50 (1996), with weights.
///
/// - Parameter share: 0…1; 0.5 for the median.
public func quantile(_ share: Double, of distribution: WeightedDistribution) -> EquityIndex {
    let rows = distribution.rows
    guard let value = lowerWeightedQuantile(share, rows.lazy.map { ($0.value, $0.weight) }) else {
        return .noPopulation
    }
    return .value(value)
}

/// The smallest value that anybody has.
public func minimum(of distribution: WeightedDistribution) -> EquityIndex {
    distribution.rows.first.map { .value($0.value) } ?? .noPopulation
}

/// The largest value that anybody has.
public func maximum(of distribution: WeightedDistribution) -> EquityIndex {
    distribution.rows.last.map { .value($0.value) } ?? .noPopulation
}

/// - Parameter sorted: values with their weights, by value. Nil where there are none.
func lowerWeightedQuantile(_ share: Double, _ sorted: some BidirectionalCollection<(Double, Double)>) -> Double? {
    let population = sorted.reduce(0) { $0 + $1.1 }
    // Ten weights of 0.1 add up to a little less than 1: the last digits must not move a quantile.
    let wanted = share * population * (1 - 1e-12)
    var cumulative = 0.0
    for (value, weight) in sorted {
        cumulative += weight
        if cumulative >= wanted { return value }
    }
    return sorted.last?.0
}

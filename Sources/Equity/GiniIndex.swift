/// The Gini index: 0 where all have the same, towards 1 where one has all.
///
/// G = Σᵢ Σⱼ wᵢ wⱼ |xᵢ − xⱼ| / (2 W² μ), computed over the values in ascending order as
/// G = 2 Σ wᵢ xᵢ Rᵢ / (W μ) − 1 with the fractional rank Rᵢ = (w₁ + … + wᵢ₋₁ + wᵢ/2) / W.
///
/// C. Gini, Variabilità e mutabilità (1912); the weighted form: R. I. Lerman and S. Yitzhaki, "Improving
/// the accuracy of estimates of Gini coefficients", Journal of Econometrics 42 (1989).
public func giniIndex(of distribution: WeightedDistribution) -> EquityIndex {
    switch distribution.requirePositiveMean() {
    case .failure(let undefined):
        return undefined.index
    case .success(let mean):
        var before = 0.0
        var sum = 0.0
        for row in distribution.rows {
            sum += row.weight * row.value * (before + row.weight / 2)
            before += row.weight
        }
        let population = distribution.population
        // Of equal values the difference may come out a hair under zero.
        return .value(max(0, 2 * sum / (population * population * mean) - 1))
    }
}

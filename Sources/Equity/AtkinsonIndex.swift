import Foundation

/// The Atkinson index: the share of the mean that could be given up if the rest were shared equally,
/// for a given aversion to inequality.
///
/// A = 1 − (1/μ) [(1/W) Σ wᵢ xᵢ^(1−ε)]^(1/(1−ε)) for ε ≠ 1, and A = 1 − (1/μ) exp[(1/W) Σ wᵢ ln xᵢ]
/// for ε = 1. Undefined for ε ≥ 1 where somebody has zero.
///
/// A. B. Atkinson, "On the measurement of inequality", Journal of Economic Theory 2 (1970).
///
/// - Parameter epsilon: the aversion to inequality, above 0.
public func atkinsonIndex(epsilon: Double, of distribution: WeightedDistribution) -> EquityIndex {
    guard epsilon > 0, epsilon.isFinite else {
        return .undefined(reason: "the aversion to inequality must be above zero")
    }
    switch distribution.requirePositiveMean() {
    case .failure(let undefined):
        return undefined.index
    case .success(let mean):
        let rows = distribution.rows
        let population = distribution.population
        if epsilon >= 1, rows[0].value == 0 {
            return epsilon == 1 ? .zeroUnderLogarithm : .undefined(reason: "a zero value under a negative power")
        }
        // Relative to the mean, so that no power overflows.
        let equivalent: Double
        if epsilon == 1 {
            equivalent = exp(rows.reduce(0) { $0 + $1.weight * log($1.value / mean) } / population)
        } else {
            let power = 1 - epsilon
            let average = rows.reduce(0) { $0 + $1.weight * pow($1.value / mean, power) } / population
            equivalent = pow(average, 1 / power)
        }
        return .value(max(0, 1 - equivalent))
    }
}

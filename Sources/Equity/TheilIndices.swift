import Foundation

/// Theil's T, the generalised entropy of parameter 1: 0 for equality, ln(population) at most.
///
/// T = (1/W) Σ wᵢ (xᵢ/μ) ln(xᵢ/μ), where 0 ln 0 = 0.
///
/// H. Theil, Economics and Information Theory (1967).
public func theilT(of distribution: WeightedDistribution) -> EquityIndex {
    switch distribution.requirePositiveMean() {
    case .failure(let undefined):
        return undefined.index
    case .success(let mean):
        let sum = distribution.rows.reduce(0) { $0 + $1.weight * entropyTerm($1.value / mean) }
        return .value(max(0, sum / distribution.population))
    }
}

/// Theil's L, the mean logarithmic deviation, the generalised entropy of parameter 0: 0 for equality.
///
/// L = (1/W) Σ wᵢ ln(μ/xᵢ); undefined where somebody has zero.
///
/// H. Theil, Economics and Information Theory (1967).
public func theilL(of distribution: WeightedDistribution) -> EquityIndex {
    switch distribution.requirePositiveMean() {
    case .failure(let undefined):
        return undefined.index
    case .success(let mean):
        guard distribution.rows[0].value > 0 else { return .zeroUnderLogarithm }
        let sum = distribution.rows.reduce(0) { $0 + $1.weight * log(mean / $1.value) }
        return .value(max(0, sum / distribution.population))
    }
}

/// r ln r, by its limit 0 at zero.
func entropyTerm(_ ratio: Double) -> Double {
    ratio > 0 ? ratio * log(ratio) : 0
}

import Foundation

/// The Foster–Greer–Thorbecke measure of insufficiency: how many people lie **below** a threshold
/// (α = 0), how far (α = 1), how unequally far (α = 2).
///
/// FGT_α = (1/W) Σ over xᵢ < z of wᵢ ((z − xᵢ)/z)^α.
///
/// J. Foster, J. Greer and E. Thorbecke, "A class of decomposable poverty measures", Econometrica 52 (1984).
///
/// - Parameters:
///   - alpha: 0 the share of people, 1 the mean relative gap, 2 the mean squared relative gap.
///   - threshold: z, in the unit of the values, above 0; nil where none is given.
public func fosterGreerThorbecke(
    alpha: Int, threshold: Double?, of distribution: WeightedDistribution
) -> EquityIndex {
    guard let threshold else { return .undefined(reason: "no threshold is given") }
    guard threshold > 0, threshold.isFinite else { return .undefined(reason: "the threshold is not above zero") }
    guard !distribution.isEmpty else { return .noPopulation }
    var sum = 0.0
    for row in distribution.rows where row.value < threshold {
        sum += row.weight * pow((threshold - row.value) / threshold, Double(alpha))
    }
    return .value(sum / distribution.population)
}

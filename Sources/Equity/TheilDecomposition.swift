import Foundation

/// How much of Theil's T and L lies within the groups of a division of the people, and how much between them.
public struct TheilDecomposition: Sendable, Equatable {
    /// Of Theil's T.
    public var within: EquityIndex
    public var between: EquityIndex
    /// Of Theil's L.
    public var withinTheilL: EquityIndex
    public var betweenTheilL: EquityIndex
}

/// The exact decomposition of Theil's T and L by groups: each is within + between.
///
/// For T, within = Σ_g s_g T_g and between = Σ_g s_g ln(μ_g/μ), with s_g = W_g μ_g / (W μ) the group's share of
/// the total and T_g Theil's T inside it. For L, within = Σ_g p_g L_g and between = Σ_g p_g ln(μ/μ_g), with
/// p_g = W_g / W the group's share of the people; undefined where somebody has zero.
///
/// F. Bourguignon, "Decomposable income inequality measures", Econometrica 47 (1979); A. F. Shorrocks,
/// "The class of additively decomposable inequality measures", Econometrica 48 (1980).
///
/// - Parameter labels: the group of each row; everybody is in exactly one.
/// - Throws: `EquityError` for lengths that differ, numbers that are not finite, negative weights.
public func theilDecomposition(
    values: [Double], weights: [Double], labels: [String]
) throws(EquityError) -> TheilDecomposition {
    try requireCount(of: labels, "label", values.count)
    let whole = try WeightedDistribution(values: values, weights: weights)
    var within = 0.0
    var between = 0.0
    var withinL = 0.0
    var betweenL = 0.0
    switch whole.requirePositiveMean() {
    case .failure(let undefined):
        return TheilDecomposition(
            within: undefined.index, between: undefined.index, withinTheilL: undefined.index,
            betweenTheilL: undefined.index)
    case .success(let mean):
        for (_, rows) in rowsByLabel(labels) {
            let group = try WeightedDistribution(values: rows.map { values[$0] }, weights: rows.map { weights[$0] })
            // A group of nobody, or where all have zero, has no share of the total.
            guard let inside = theilT(of: group).value else { continue }
            let ratio = group.total / group.population / mean
            let share = group.population / whole.population * ratio
            within += share * inside
            between += share * log(ratio)
            guard let inside = theilL(of: group).value else { continue }
            withinL += group.population / whole.population * inside
            betweenL -= group.population / whole.population * log(ratio)
        }
        let hasZero = whole.rows[0].value == 0
        return TheilDecomposition(
            within: .value(within), between: .value(max(0, between)),
            withinTheilL: hasZero ? .zeroUnderLogarithm : .value(withinL),
            betweenTheilL: hasZero ? .zeroUnderLogarithm : .value(max(0, betweenL)))
    }
}

/// The rows of each label, labels in ascending order.
func rowsByLabel(_ labels: [String]) -> [(label: String, rows: [Int])] {
    Dictionary(grouping: labels.indices) { labels[$0] }
        .sorted { $0.key < $1.key }
        .map { (label: $0.key, rows: $0.value) }
}

/// The Palma ratio: what the top tenth have, over what the bottom four tenths have.
///
/// P = Σ wᵢ xᵢ over rankᵢ > q₉₀ divided by Σ wᵢ xᵢ over rankᵢ ≤ q₄₀, with lower weighted quantiles of the
/// ranking variable; where none is given, people are ranked by the value itself. Where more than a tenth
/// share the highest rank nobody lies above q₉₀, and the ratio is 0.
///
/// J. G. Palma, "Homogeneous middles vs. heterogeneous tails, and the end of the inverted-U",
/// Development and Change 42 (2011); A. Cobham and A. Sumner, "Is it all about the tails?" (2013).
public func palmaRatio(of distribution: WeightedDistribution) -> EquityIndex {
    guard !distribution.isEmpty else { return .noPopulation }
    guard distribution.rows[0].value >= 0 else { return .negativeValues }
    let ranked: [RankedRow]
    if distribution.isRanked {
        switch rowsByRank(distribution) {
        case .failure(let undefined): return undefined.index
        case .success(let rows): ranked = rows
        }
    } else {
        ranked = distribution.rows.map { RankedRow(rank: $0.value, value: $0.value, weight: $0.weight) }
    }
    let ranks = ranked.lazy.map { ($0.rank, $0.weight) }
    guard let q40 = lowerWeightedQuantile(0.4, ranks), let q90 = lowerWeightedQuantile(0.9, ranks) else {
        return .noPopulation
    }
    var top = 0.0
    var bottom = 0.0
    for row in ranked {
        if row.rank > q90 { top += row.weight * row.value }
        if row.rank <= q40 { bottom += row.weight * row.value }
    }
    guard bottom > 0 else { return .undefined(reason: "the lower 40 % have nothing at all") }
    return .value(top / bottom)
}

/// Every index of one quantity over one population, and the same for each of its groups.
public struct EquityIndices: Sendable, Equatable {
    /// The sum of the weights.
    public var population: Double
    /// In the unit of the values.
    public var mean, median, p10, p90, minimum, maximum: EquityIndex
    /// The mean of the worst-served tenth of the people, in the unit of the values.
    public var worstTenth: EquityIndex
    /// The share of people above the threshold.
    public var shareAboveThreshold: EquityIndex
    public var gini, theilT, theilL, palma: EquityIndex
    /// Atkinson's index by its aversion to inequality: "0.5" and "1".
    public var atkinson: [String: EquityIndex]
    public var concentration, erreygers: EquityIndex
    /// Foster–Greer–Thorbecke for α = 0, 1, 2.
    public var fosterGreerThorbecke: [EquityIndex]
    /// Theil's T within and between the labels of the first division.
    public var within, between: EquityIndex
    /// Theil's L within and between them.
    public var withinTheilL, betweenTheilL: EquityIndex
    /// The decomposition by each division, by name.
    public var divisions: [String: TheilDecomposition]
    /// How far apart the groups of each division lie, by the division's name; nil where fewer than two have people.
    public var gaps: [String: GroupGap?]
    /// The group's mean less that of all, in the unit of the values; nil for all.
    public var differenceFromAll: EquityIndex?
    /// The same indices for each group: by the group's name, by the label of the first division, and by
    /// `DIVISION/LABEL` for further divisions.
    public var by: [String: EquityIndices]
}

/// A way to set people apart.
public enum Grouping: Sendable, Equatable {
    /// A division: everybody has exactly one label (a commune, a canton). People of an empty label, in no
    /// territory of the division, are one more group of the decomposition and have no entry in `by`.
    case division(name: String, labels: [String])
    /// A population group that lives among the others (people of 75 and more): its people at each row.
    case population(name: String, weights: [Double])
}

/// All indices of `values` over the people that `weights` count.
///
/// - Parameters:
///   - values: a quantity of each row's people: minutes to the nearest site, say.
///   - weights: people at each row.
///   - rank: the variable by which the concentration index, and the Palma ratio, rank the people.
///   - groups: divisions and population groups, for the decomposition and the indices by group.
///   - threshold: the floor of the Foster–Greer–Thorbecke measures, and what `shareAboveThreshold` lies beyond, in
///     the unit of the values.
///   - worst: which end of the values the worst served have.
/// - Throws: `EquityError` for lengths that differ, numbers that are not finite, negative weights, two
///   groups of one name.
public func equityIndices(
    values: [Double], weights: [Double], rank: [Double?]? = nil, groups: [Grouping] = [],
    threshold: Double? = nil, worst: WorstEnd = .highest
) throws(EquityError) -> EquityIndices {
    if let threshold, !threshold.isFinite { throw .notFinite(column: "threshold", row: 1) }
    let whole = try WeightedDistribution(values: values, weights: weights, rank: rank)
    var indices = indices(of: whole, threshold: threshold, worst: worst)

    @discardableResult
    func add(_ name: String, _ group: WeightedDistribution) throws(EquityError) -> EquityIndices {
        var part = Equity.indices(of: group, threshold: threshold, worst: worst)
        part.differenceFromAll = .noPopulation
        if let own = part.mean.value, let all = indices.mean.value { part.differenceFromAll = .value(own - all) }
        guard indices.by.updateValue(part, forKey: name) == nil else { throw .duplicateGroup(name) }
        return part
    }
    for group in groups {
        switch group {
        case .population(let name, let people):
            try requireCount(of: people, name, values.count)
            for row in people.indices { try requireWeight(people[row], name, row) }
            try add(name, WeightedDistribution(values: values, weights: people, rank: rank))
        case .division(let name, let labels):
            try requireCount(of: labels, name, values.count)
            let decomposition = try theilDecomposition(values: values, weights: weights, labels: labels)
            let isFirst = indices.divisions.isEmpty
            if isFirst {
                (indices.within, indices.between) = (decomposition.within, decomposition.between)
                (indices.withinTheilL, indices.betweenTheilL) =
                    (decomposition.withinTheilL, decomposition.betweenTheilL)
            }
            guard indices.divisions.updateValue(decomposition, forKey: name) == nil else {
                throw .duplicateGroup(name)
            }
            var parts: [(name: String, indices: EquityIndices)] = []
            for (label, rows) in rowsByLabel(labels) where !label.isEmpty {
                let part = try WeightedDistribution(
                    values: rows.map { values[$0] }, weights: rows.map { weights[$0] },
                    rank: rank.map { rank in rows.map { rank[$0] } })
                parts.append((label, try add(isFirst ? label : "\(name)/\(label)", part)))
            }
            indices.gaps[name] = .some(GroupGap(parts))
        }
    }
    return indices
}

/// The indices of one distribution, without groups.
private func indices(of people: WeightedDistribution, threshold: Double?, worst: WorstEnd) -> EquityIndices {
    let undivided = EquityIndex.undefined(reason: "no division is given")
    return EquityIndices(
        population: people.population, mean: mean(of: people), median: quantile(0.5, of: people),
        p10: quantile(0.1, of: people), p90: quantile(0.9, of: people),
        minimum: minimum(of: people), maximum: maximum(of: people),
        worstTenth: worstTenthMean(of: people, worst: worst),
        shareAboveThreshold: shareAbove(threshold: threshold, of: people),
        gini: giniIndex(of: people), theilT: theilT(of: people), theilL: theilL(of: people),
        palma: palmaRatio(of: people),
        atkinson: [
            "0.5": atkinsonIndex(epsilon: 0.5, of: people), "1": atkinsonIndex(epsilon: 1, of: people),
        ],
        concentration: concentrationIndex(of: people), erreygers: erreygersConcentrationIndex(of: people),
        fosterGreerThorbecke: (0...2).map { fosterGreerThorbecke(alpha: $0, threshold: threshold, of: people) },
        within: undivided, between: undivided, withinTheilL: undivided, betweenTheilL: undivided, divisions: [:],
        gaps: [:], differenceFromAll: nil, by: [:])
}

/// Every index of one quantity over one population, and the same for each of its groups.
public struct EquityIndices: Sendable, Equatable {
    /// In the unit of the values.
    public var mean, median, p10, p90, minimum, maximum: EquityIndex
    public var gini, theilT, theilL, palma: EquityIndex
    /// Atkinson's index by its aversion to inequality: "0.5" and "1".
    public var atkinson: [String: EquityIndex]
    public var concentration, erreygers: EquityIndex
    /// Foster–Greer–Thorbecke for α = 0, 1, 2.
    public var fosterGreerThorbecke: [EquityIndex]
    /// Within and between the labels of the first division.
    public var within, between: EquityIndex
    /// The decomposition by each division, by name.
    public var divisions: [String: TheilDecomposition]
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
///   - threshold: the floor of the Foster–Greer–Thorbecke measures, in the unit of the values.
/// - Throws: `EquityError` for lengths that differ, numbers that are not finite, negative weights, two
///   groups of one name.
public func equityIndices(
    values: [Double], weights: [Double], rank: [Double?]? = nil, groups: [Grouping] = [],
    threshold: Double? = nil
) throws(EquityError) -> EquityIndices {
    if let threshold, !threshold.isFinite { throw .notFinite(column: "threshold", row: 1) }
    let whole = try WeightedDistribution(values: values, weights: weights, rank: rank)
    var indices = indices(of: whole, threshold: threshold)

    func add(_ name: String, _ group: WeightedDistribution) throws(EquityError) {
        let previous = indices.by.updateValue(Equity.indices(of: group, threshold: threshold), forKey: name)
        guard previous == nil else { throw .duplicateGroup(name) }
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
            if isFirst { (indices.within, indices.between) = (decomposition.within, decomposition.between) }
            guard indices.divisions.updateValue(decomposition, forKey: name) == nil else {
                throw .duplicateGroup(name)
            }
            for (label, rows) in rowsByLabel(labels) where !label.isEmpty {
                let part = try WeightedDistribution(
                    values: rows.map { values[$0] }, weights: rows.map { weights[$0] },
                    rank: rank.map { rank in rows.map { rank[$0] } })
                try add(isFirst ? label : "\(name)/\(label)", part)
            }
        }
    }
    return indices
}

/// The indices of one distribution, without groups.
private func indices(of people: WeightedDistribution, threshold: Double?) -> EquityIndices {
    let undivided = EquityIndex.undefined(reason: "no division is given")
    return EquityIndices(
        mean: mean(of: people), median: quantile(0.5, of: people),
        p10: quantile(0.1, of: people), p90: quantile(0.9, of: people),
        minimum: minimum(of: people), maximum: maximum(of: people),
        gini: giniIndex(of: people), theilT: theilT(of: people), theilL: theilL(of: people),
        palma: palmaRatio(of: people),
        atkinson: [
            "0.5": atkinsonIndex(epsilon: 0.5, of: people), "1": atkinsonIndex(epsilon: 1, of: people),
        ],
        concentration: concentrationIndex(of: people), erreygers: erreygersConcentrationIndex(of: people),
        fosterGreerThorbecke: (0...2).map { fosterGreerThorbecke(alpha: $0, threshold: threshold, of: people) },
        within: undivided, between: undivided, divisions: [:], by: [:])
}

/// Which end of a quantity is the bad one.
public enum WorstEnd: Sendable, Hashable {
    /// High values, as of minutes to the nearest site.
    case highest
    /// Low values, as of accessibility or of a number of choices.
    case lowest
}

/// The mean of the worst-served tenth of the people, in the unit of the values.
///
/// Exactly a tenth of the population counts: of the row that lies across the limit, as many people as are
/// still wanting. For the highest values it is the expected shortfall at 90 %.
///
/// C. Acerbi and D. Tasche, "On the coherence of expected shortfall", Journal of Banking & Finance 26 (2002).
public func worstTenthMean(of distribution: WeightedDistribution, worst: WorstEnd) -> EquityIndex {
    let rows = distribution.rows
    guard !rows.isEmpty else { return .noPopulation }
    let tenth = distribution.population / 10
    var wanting = tenth
    var total = 0.0
    for index in rows.indices {
        let row = worst == .highest ? rows[rows.count - 1 - index] : rows[index]
        let people = min(row.weight, wanting)
        total += people * row.value
        wanting -= people
        if wanting <= 0 { break }
    }
    // Of what was counted: the last digits of the sum of the weights may leave a hair wanting.
    return .value(total / (tenth - wanting))
}

/// The share of people whose value lies above a threshold; the threshold itself is not beyond it.
///
/// - Parameter threshold: in the unit of the values; nil where none is given.
public func shareAbove(threshold: Double?, of distribution: WeightedDistribution) -> EquityIndex {
    guard let threshold else { return .undefined(reason: "no threshold is given") }
    guard !distribution.isEmpty else { return .noPopulation }
    let above = distribution.rows.reduce(0) { $1.value > threshold ? $0 + $1.weight : $0 }
    return .value(above / distribution.population)
}

/// One row of those who are served worst.
public struct ServedRow: Sendable, Equatable, Encodable {
    public var id: String
    /// In the unit of the values.
    public var value: Double
    /// The people of the row.
    public var population: Double
}

/// The rows of the worst values that stand for somebody: by value from the worst, then by people from the most,
/// then by id, so that the order of the rows does not matter.
///
/// - Parameters:
///   - ids: a name for each row.
///   - limit: how many rows at the most.
/// - Throws: `EquityError` for lengths that differ, numbers that are not finite, negative weights.
public func worstServed(
    ids: [String], values: [Double], weights: [Double], worst: WorstEnd, limit: Int
) throws(EquityError) -> [ServedRow] {
    try requireCount(of: ids, "id", values.count)
    try requireCount(of: weights, "weight", values.count)
    var rows: [ServedRow] = []
    for index in values.indices {
        try requireFinite(values[index], "value", index)
        try requireWeight(weights[index], "weight", index)
        guard weights[index] > 0 else { continue }
        rows.append(ServedRow(id: ids[index], value: values[index], population: weights[index]))
    }
    let sign: Double = worst == .highest ? -1 : 1
    rows.sort { (sign * $0.value, -$0.population, $0.id) < (sign * $1.value, -$1.population, $1.id) }
    return Array(rows.prefix(max(0, limit)))
}

import Coverage
public import Equity
import RoadNetwork
public import Territory

/// The inequality of one quantity over the people: the indices, who is beyond which threshold, who is served worst.
@dynamicMemberLookup
public struct EquityFigures: Sendable, Equatable {
    /// A commune or a point among the worst served.
    public struct WorstServed: Sendable, Equatable {
        public var id: String
        /// Of the commune.
        public var name: String
        /// In the unit of the quantity; of a commune the mean.
        public var value: Double
        public var inhabitants: Double
    }

    public var settings: EquitySettings
    public var indices: EquityIndices
    public var beyond: [BeyondThreshold]
    /// By the names of `indices.by`, as far as these are groups of people or territories of the first division.
    public var beyondByGroup: [String: [BeyondThreshold]]
    /// Ten of each at the most, the worst first.
    public var worstCommunes: [WorstServed]
    public var worstPoints: [WorstServed]
    /// People without a value, who reach nothing at all, and the communes where they live, by id.
    public var leftOut: Double
    public var leftOutCommunes: [Int]
    public var composite: CompositeScore?

    public subscript<Value>(dynamicMember path: KeyPath<EquityIndices, Value>) -> Value { indices[keyPath: path] }
}

/// The quantity of each population point; nil where it has none.
private struct QuantityValues {
    var values: [Double?]
    /// What counts as too much or too little where no thresholds are named.
    var standardThresholds: [Double]
    var uncoveredShare: EquityIndex
}

/// The inequality of a quantity over the people who have one; nil where nobody has.
///
/// - Throws: `EquityError`.
func equity(
    of kinds: [KindEvaluation], adequacy: AdequacyEvaluation?, in territory: StudyTerritory, settings: EquitySettings,
    minutes: (_ kind: String) -> Double
) throws -> EquityFigures? {
    guard let quantity = quantity(settings, kinds, adequacy, in: territory, minutes: minutes) else { return nil }
    let population = territory.population
    let known = (0..<population.count).filter { quantity.values[$0] != nil && population.inhabitants[$0] > 0 }
    guard !known.isEmpty else { return nil }
    let values = known.map { quantity.values[$0] ?? 0 }
    let weights = known.map { population.inhabitants[$0] }
    let groupings = groupings(settings, territory, known)
    let worst = settings.quantity.worst
    let indices = try equityIndices(
        values: values, weights: weights, rank: settings.rank.map { ranks($0, territory, known) }, groups: groupings,
        threshold: settings.threshold, worst: worst)

    var thresholds = settings.thresholds
    if thresholds.isEmpty { thresholds = settings.threshold.map { [$0] } ?? quantity.standardThresholds }
    func beyond(_ rows: [Int], _ weights: [Double]) throws -> [BeyondThreshold] {
        let people = try WeightedDistribution(values: rows.map { values[$0] }, weights: weights)
        return thresholds.map { BeyondThreshold($0, of: people, worst: worst) }
    }
    let whole = try beyond(Array(known.indices), weights)
    var byGroup: [String: [BeyondThreshold]] = [:]
    var isFirst = true
    for grouping in groupings {
        switch grouping {
        case .population(let name, let people): byGroup[name] = try beyond(Array(known.indices), people)
        case .division(_, let labels) where isFirst:
            isFirst = false
            for (label, rows) in Dictionary(grouping: labels.indices, by: { labels[$0] }) where !label.isEmpty {
                byGroup[label] = try beyond(rows, rows.map { weights[$0] })
            }
        case .division: break
        }
    }
    let outside = (0..<population.count).filter { quantity.values[$0] == nil && population.inhabitants[$0] > 0 }
    return EquityFigures(
        settings: settings, indices: indices, beyond: whole, beyondByGroup: byGroup,
        worstCommunes: worstCommunes(values, weights, known, territory, worst),
        worstPoints: worstPoints(values, weights, known, territory, worst),
        leftOut: outside.reduce(0) { $0 + population.inhabitants[$1] },
        leftOutCommunes: Set(outside.compactMap { population.communes[$0] }).sorted(),
        composite: settings.composite.map { composite($0, indices, whole, quantity.uncoveredShare) })
}

private func quantity(
    _ settings: EquitySettings, _ kinds: [KindEvaluation], _ adequacy: AdequacyEvaluation?,
    in territory: StudyTerritory, minutes: (_ kind: String) -> Double
) -> QuantityValues? {
    func share(_ part: Double, _ whole: Double) -> EquityIndex {
        whole > 0 ? .value(part / whole) : .undefined(reason: "nobody lives there")
    }
    if let name = settings.service {
        guard let service = adequacy?.service(named: name) else { return nil }
        let uncovered = share(service.whole.inhabitants - service.whole.states.response, service.whole.inhabitants)
        if settings.quantity == .choices {
            return QuantityValues(
                values: service.choices.map { Double($0) }, standardThresholds: [1], uncoveredShare: uncovered)
        }
        guard let access = service.access else { return nil }
        return QuantityValues(
            values: access.map { $0 * 100_000 },
            standardThresholds: service.unmetBelow.map { [$0 * 100_000] } ?? [], uncoveredShare: uncovered)
    }
    guard let kind = kinds.first(where: { $0.kind == settings.kind }) else { return nil }
    let coverage = kind.coverage
    let values: [Double?] =
        switch settings.quantity {
        case .minutesToNearest:
            coverage.nearestTime.map { $0.isReachable ? Double($0.milliseconds) / 60_000 : nil }
        case .kilometresToNearest: coverage.nearestMetres.map { $0.map { $0 / 1000 } }
        case .choices: coverage.nearestTime.indices.map { Double(coverage.choices($0)) }
        case .access: []
        }
    guard !values.isEmpty, !coverage.sites.isEmpty || (settings.quantity == .choices && coverage.isByDivision) else {
        return nil
    }
    let thresholds: [Double] =
        switch settings.quantity {
        case .minutesToNearest: [minutes(settings.kind)]
        case .choices: [1]
        case .kilometresToNearest, .access: []
        }
    return QuantityValues(
        values: values, standardThresholds: thresholds,
        uncoveredShare: share(kind.figures.uncovered, kind.figures.inhabitants))
}

private func groupings(_ settings: EquitySettings, _ territory: StudyTerritory, _ known: [Int]) -> [Grouping] {
    let population = territory.population
    return settings.divisions.compactMap { name in
        guard let division = territory.divisions.first(where: { $0.name == name }) else { return nil }
        var labels = [String](repeating: "", count: population.count)
        for part in division.territories { for point in part.points { labels[point] = part.id } }
        return .division(name: name, labels: known.map { labels[$0] })
    }
        + settings.groups.compactMap { name in
            population.counts(ofGroup: name).map { counts in
                .population(name: name, weights: known.map { counts[$0] })
            }
        }
}

/// Nil where a commune is not in the table.
private func ranks(_ rank: EquityRank, _ territory: StudyTerritory, _ known: [Int]) -> [Double?] {
    let population = territory.population
    switch rank {
    case .group(let name):
        let counts = population.counts(ofGroup: name) ?? []
        return known.map { counts.isEmpty ? nil : counts[$0] / population.inhabitants[$0] }
    case .table(let table):
        return known.map { point in
            population.communes[point].flatMap { table.values[territory.communes[$0].id.text] }
        }
    }
}

private func worstCommunes(
    _ values: [Double], _ weights: [Double], _ known: [Int], _ territory: StudyTerritory, _ worst: WorstEnd
) -> [EquityFigures.WorstServed] {
    var totals = [Double](repeating: 0, count: territory.communes.count)
    var people = totals
    for (row, point) in known.enumerated() {
        guard let commune = territory.population.communes[point] else { continue }
        totals[commune] += weights[row] * values[row]
        people[commune] += weights[row]
    }
    let living = territory.communes.indices.filter { people[$0] > 0 }
    return worstTen(living.map { totals[$0] / people[$0] }, living.map { people[$0] }, worst).map { row in
        let commune = territory.communes[living[row]]
        return EquityFigures.WorstServed(
            id: commune.id.text, name: commune.name, value: totals[living[row]] / people[living[row]],
            inhabitants: people[living[row]])
    }
}

private func worstPoints(
    _ values: [Double], _ weights: [Double], _ known: [Int], _ territory: StudyTerritory, _ worst: WorstEnd
) -> [EquityFigures.WorstServed] {
    let population = territory.population
    return worstTen(values, weights, worst).map { row in
        let commune = population.communes[known[row]]
        return EquityFigures.WorstServed(
            id: population.ids[known[row]], name: commune.map { territory.communes[$0].name } ?? "",
            value: values[row], inhabitants: weights[row])
    }
}

/// The rows of the worst values: by value, then by people from the most, then in their order, which is that of ids.
private func worstTen(_ values: [Double], _ weights: [Double], _ worst: WorstEnd) -> [Int] {
    let sign: Double = worst == .highest ? -1 : 1
    let rows = values.indices.sorted { (sign * values[$0], -weights[$0], $0) < (sign * values[$1], -weights[$1], $1) }
    return Array(rows.prefix(10))
}

private func composite(
    _ weights: [CompositePart: Double], _ indices: EquityIndices, _ beyond: [BeyondThreshold],
    _ uncoveredShare: EquityIndex
) -> CompositeScore {
    let none = EquityIndex.undefined(reason: "no threshold is given")
    return CompositeScore(
        CompositePart.allCases.compactMap { part in
            guard let weight = weights[part] else { return nil }
            let value: EquityIndex =
                switch part {
                case .gini: indices.gini
                case .atkinson05: indices.atkinson["0.5"] ?? none
                case .atkinson1: indices.atkinson["1"] ?? none
                case .concentration:
                    indices.concentration.value.map { .value(abs($0)) } ?? indices.concentration
                case .shareBeyond: beyond.first?.share ?? none
                case .depthBeyond: beyond.first?.depth ?? none
                case .severityBeyond: beyond.first?.severity ?? none
                case .uncoveredShare: uncoveredShare
                }
            return CompositeScore.Part(name: part.rawValue, weight: weight, value: value)
        })
}

func noEquityFinding(_ settings: EquitySettings) -> Finding {
    if let service = settings.service {
        return Finding(
            .information, where: "equity",
            "access to the service \(service) is undefined, so that there are no inequality figures of it")
    }
    return Finding(
        .information, where: "equity",
        "nobody reaches a site of the kind \(settings.kind), so that there are no inequality figures; "
            + "equity.kind names another")
}

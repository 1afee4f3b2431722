import Coverage
import Foundation
import Layers
public import Simulation
import Territory

/// The figures of a plan that are kept, found in its fullest run: patterns become the names that fit them there.
public struct BatchFigures: Sendable {
    /// Key paths in the summary: those of the first pattern first, each pattern's by name.
    public let names: [String]
    /// Columns of the layer of communes, in the order of the plan.
    public let communeColumns: [String]
    /// Code and name, in the order of the territory.
    let communes: [(code: String, name: String)]
    let parts: SimulatedParts
    /// Nil where runs must be evaluated whole.
    public let compiled: CompiledSubsets?

    /// Runs the fullest run of a plan, and looks its figures up there.
    ///
    /// - Throws: `Problems`: figures and columns that there are not; what evaluating throws.
    public init(_ scenarios: BatchScenarios, threads: Int) throws {
        let plan = scenarios.plan
        parts = simulatedParts(of: plan)
        let result = try scenarios.result(of: scenarios.fullestRun, simulating: parts, threads: threads)
        let known = try summaryFigures(plainSummary(of: result)).figures.map(\.name)
        var names: [String] = []
        var problems: [Problem] = []
        for pattern in plan.figures {
            let fitting = known.filter { fits($0, pattern) }
            if fitting.isEmpty {
                problems.append(
                    Problem(
                        .content, file: plan.path, place: "figures", "there is no figure `\(pattern)`",
                        remedy: suggestion(for: pattern, among: known)
                            ?? "name one by its key path in summary.json, such as kinds.msp.covered_inhabitants"))
            }
            names += fitting.filter { !names.contains($0) }
        }
        let layer = plan.communeFigures.isEmpty ? nil : communesLayer(of: result)
        let columns = layer?.fields.filter { $0.type == .real || $0.type == .integer || $0.type == .boolean }.map(
            \.name)
        for column in plan.communeFigures where !(columns?.contains(column) ?? false) {
            problems.append(
                Problem(
                    .content, file: plan.path, place: "per_commune", "communes have no figure `\(column)`",
                    remedy: suggestion(for: column, among: columns ?? [])
                        ?? "name a column of communes.geojson that is a number"))
        }
        if !plan.communeFigures.isEmpty, plan.factors.contains(where: { $0.key == "territory" }) {
            problems.append(
                Problem(
                    .content, file: plan.path, place: "per_commune",
                    "figures of communes cannot be kept while the territory is varied",
                    remedy: "make a plan for each territory"))
        }
        guard problems.isEmpty else { throw Problems(problems) }
        self.names = names
        communeColumns = plan.communeFigures
        communes = plan.communeFigures.isEmpty ? [] : result.territory.communes.map { ($0.id.text, $0.name) }
        let subsetFigures = names.compactMap(subsetFigure)
        let communeFigures = communeColumns.compactMap(subsetCommuneFigure)
        compiled =
            subsetFigures.count == names.count && communeFigures.count == communeColumns.count
            ? scenarios.compiled(
                fullest: result.evaluation, figures: subsetFigures, communeFigures: communeFigures) : nil
    }

    /// The figures of an evaluated run, and those of its communes, column by column; nil where one has no value, or the
    /// run has no such figure.
    func values(of result: SimulationResult) throws -> (figures: [Double?], communes: [[Double?]]) {
        let all = try summaryFigures(plainSummary(of: result)).figures
        let byName = Dictionary(all.map { ($0.name, $0.value) }) { first, _ in first }
        let figures = names.map { byName[$0] ?? nil }
        guard !communeColumns.isEmpty else { return (figures, []) }
        let layer = communesLayer(of: result)
        return (
            figures,
            communeColumns.map { column in
                guard let position = layer.fields.firstIndex(where: { $0.name == column }) else {
                    return communes.map { _ in nil }
                }
                return layer.features.map { $0.values[position].double }
            }
        )
    }

    /// The same by the compiled subsets.
    func values(of evaluator: SubsetEvaluator) -> (figures: [Double?], communes: [[Double?]]) {
        (
            evaluator.figures(),
            communeColumns.compactMap(subsetCommuneFigure).map { figure in
                let values = evaluator.communeFigure(figure)
                // People are written as they are, all else as the layer has it.
                return figure.member == .coveredInhabitants ? values : values.map { Export.figure($0).double }
            }
        )
    }
}

extension FieldValue {
    /// The number that it is; a truth as 1 or 0.
    fileprivate var double: Double? {
        switch self {
        case .integer(let number): Double(number)
        case .real(let number): number
        case .boolean(let flag): flag ? 1 : 0
        default: nil
        }
    }
}

/// A summary of nothing but objects, lists and scalars.
private func plainSummary(of result: SimulationResult) throws -> SummaryValue {
    try JSONDecoder().decode(SummaryValue.self, from: summaryData(of: result, pretty: false))
}

/// Whether a name fits a pattern in which * stands for one step of the path.
func fits(_ name: String, _ pattern: String) -> Bool {
    if name == pattern { return true }
    guard pattern.contains("*") else { return false }
    let wanted = pattern.split(separator: ".", omittingEmptySubsequences: false)
    let steps = name.split(separator: ".", omittingEmptySubsequences: false)
    return wanted.count == steps.count && zip(wanted, steps).allSatisfy { $0 == "*" || $0 == $1 }
}

/// What must be simulated beside the evaluation for the figures of a plan.
private func simulatedParts(of plan: BatchPlan) -> SimulatedParts {
    var parts: SimulatedParts = []
    for figure in plan.figures {
        let head = figure.prefix { $0 != "." }
        if head.hasPrefix("temporary_stays") || head == "*" { parts.insert(.stays) }
        if head.hasPrefix("nurse_pools") || head == "*" { parts.insert(.rounds) }
        if head.hasPrefix("placement") || head == "*" { parts.insert(.placements) }
        if head == "years" || head == "*" { parts.insert(.years) }
    }
    for column in plan.communeFigures where subsetCommuneFigure(column) == nil && column != "inhabitants" {
        parts.formUnion([.stays, .rounds, .years, .placements])
    }
    return parts
}

/// The figure of a subset of sites that a key path names; nil where it is none of these.
func subsetFigure(_ name: String) -> SubsetFigure? {
    let steps = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    switch (steps.first, steps.count) {
    case ("inhabitants", 1): return .inhabitants
    case ("kinds", 3...): return figureOfKind(Array(steps[2...])).map { .kind(steps[1], $0) }
    case ("overlaps", 3) where steps[2] == "overlapped_inhabitants": return .kind(steps[1], .overlapped)
    case ("three_15s_served", 2):
        return [
            "inhabitants_with_a_pole": .inhabitantsWithPole,
            "inhabitants_served_by_the_rule": .inhabitantsServedByTheRule,
        ][steps[1]]
    case ("three_15s", 3...): return figureOfPole(Array(steps[2...])).map { .pole(steps[1], $0) }
    case ("equity", 2...): return figuresOfEquity[steps[1...].joined(separator: ".")].map { .equity($0) }
    default: return nil
    }
}

func subsetCommuneFigure(_ column: String) -> SubsetCommuneFigure? {
    for member in SubsetCommuneFigure.Member.allCases where column.hasSuffix("_" + member.rawValue) {
        return SubsetCommuneFigure(kind: String(column.dropLast(member.rawValue.count + 1)), member: member)
    }
    return nil
}

private func figureOfKind(_ steps: [String]) -> SubsetFigure.OfKind? {
    if steps.count == 3, steps[0] == "groups" {
        switch steps[2] {
        case "total": return .groupTotal(steps[1])
        case "covered_inhabitants": return .groupCovered(steps[1])
        case "uncovered_inhabitants": return .groupUncovered(steps[1])
        default: return nil
        }
    }
    return [
        "sites": .sites, "minutes": .minutes, "covered_inhabitants": .covered, "uncovered_inhabitants": .uncovered,
        "covered_share": .coveredShare, "choices.0": .choices(0), "choices.1": .choices(1), "choices.2": .choices(2),
        "choices.3_or_more": .choices(3), "minutes_to_nearest.mean": .mean, "minutes_to_nearest.median": .median,
        "minutes_to_nearest.p90": .p90, "minutes_to_nearest.max": .max,
    ][steps.joined(separator: ".")]
}

private func figureOfPole(_ steps: [String]) -> SubsetFigure.OfPole? {
    switch steps.joined(separator: ".") {
    case "passes": return .passes
    case "inhabitants.reachable": return .reachable
    case "inhabitants.allocated": return .allocated
    case "minutes.share_within": return .shareWithin
    case "minutes.max": return .farthest
    default: break
    }
    let members: [String: SubsetFigure.OfCriterion] = [
        "value": .value, "threshold": .threshold, "gap": .gap, "passes": .passes,
    ]
    guard steps.count == 2, let member = members[steps[1]] else { return nil }
    switch steps[0] {
    case "inhabitants": return .inhabitants(member)
    case "professionals": return .professionals(member)
    case "minutes": return .minutes(member)
    default: return nil
    }
}

private let figuresOfEquity: [String: SubsetFigure.OfEquity] = [
    "population": .population, "mean": .mean, "median": .median, "p10": .p10, "p90": .p90, "min": .minimum,
    "max": .maximum, "worst_tenth": .worstTenth, "share_above_threshold": .shareAboveThreshold, "gini": .gini,
    "theil_t": .theilT, "theil_l": .theilL, "palma": .palma, "atkinson.0.5": .atkinson05, "atkinson.1": .atkinson1,
    "fgt.0": .fosterGreerThorbecke(0), "fgt.1": .fosterGreerThorbecke(1), "fgt.2": .fosterGreerThorbecke(2),
]

extension BatchFigures {
    /// How long a run takes on one core once roads and times are known: of some runs, spread over the plan.
    ///
    /// - Parameter greatestSeconds: no further run is begun after this long.
    /// - Throws: what evaluating throws; runs whose scenario is wrong count as run.
    public func secondsPerRun(of scenarios: BatchScenarios, atMost greatestSeconds: Double) throws -> Double {
        let sampler = scenarios.design.sampler()
        let evaluator = compiled?.evaluator()
        let count = scenarios.design.runCount
        let clock = ContinuousClock()
        let begun = clock.now
        var (sum, number) = (0.0, 0)
        while number < 200, number < max(2, count), number < 2 || (clock.now - begun) / .seconds(1) < greatestSeconds {
            // Runs that lie far apart, the same ones every time.
            let run = sampler.run(Int(UInt(count).multipliedFullWidth(by: UInt(number) &* 0x9E37_79B9_7F4A_7C15).high))
            let started = clock.now
            if let evaluator, let compiled {
                evaluator.evaluate(present: compiled.present(in: run))
                _ = values(of: evaluator)
            } else {
                do {
                    _ = try values(of: scenarios.result(of: run, simulating: parts, threads: 1))
                } catch let error where !(error is Problem) && !(error is Problems) {
                    throw error
                } catch {}
            }
            // The first one finds times that the others have.
            if number > 0 { sum += (clock.now - started) / .seconds(1) }
            number += 1
        }
        return sum / Double(number - 1)
    }
}

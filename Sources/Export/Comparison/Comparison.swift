import Layers
import Simulation
public import Territory

/// Several finished runs side by side.
public struct Comparison: Sendable {
    /// In the order in which they were given.
    public var runs: [FinishedRun]
    /// The position of the run that the others are compared with.
    public var reference: Int
    var figures: [ComparedFigure]
    /// One a run other than the reference, in their order.
    var differences: [RunDifference]
    /// The territories that all runs have, with the same communes.
    var territories: [RunTerritory]
    var pareto: ParetoComparison
    public var findings: [Finding]
}

/// Who gains and who loses in a run.
struct RunDifference: Sendable {
    /// A position among the runs.
    var run: Int
    /// One a kind of either run, by name.
    var kinds: [GainsAndLosses]
}

/// Which runs are dominated for the figures that were chosen.
struct ParetoComparison: Sendable {
    var objectives: [(figure: String, sense: Objective.Sense)]
    /// For each run the positions of those that dominate it; nil where it lacks one of the figures.
    var dominators: [[Int]?]
    /// For each run the figures that it lacks.
    var lacking: [[String]]

    /// Runs that nobody dominates.
    var front: [Int] { dominators.indices.filter { dominators[$0]?.isEmpty ?? false } }
}

/// Compares finished runs with one of them.
///
/// - Parameters:
///   - reference: a position among the runs.
///   - objectives: the figures of the Pareto front; empty: `defaultObjectives`.
/// - Throws: `Problems` where the runs are of different people (content); `ObjectiveError` for a figure that is unknown
///   or has no known direction.
public func compare(_ runs: [FinishedRun], reference: Int, objectives: [Objective] = []) throws -> Comparison {
    let base = runs[reference]
    let others = runs.indices.filter { $0 != reference }
    try requireSamePeople(others.map { runs[$0] }, reference: base)
    let summaries = runs.map { summaryFigures($0.summary) }
    let figures = comparedFigures(summaries.map(\.figures), highIsBad: base.highEquityIsBad)
    let territories = base.territories.filter { territory in
        runs.allSatisfy { $0.territories.contains(territory) }
    }
    let groups = Set(runs.flatMap { $0.people.groups.map(\.name) }).sorted()
    let differences = others.map { run in
        let kinds = Set((runs[run].people.kinds + base.people.kinds).map(\.kind)).sorted()
        return RunDifference(
            run: run,
            kinds: kinds.map {
                GainsAndLosses(
                    of: $0, from: base.people, to: runs[run].people, groups: groups,
                    communes: base.communes.map(\.code), territories: territories.map(\.communes))
            })
    }
    let unnamed = Set(summaries.flatMap(\.unnamedLists)).sorted().map {
        Finding(.information, where: $0, "is a list whose members have no names of their own, and is not compared")
    }
    return Comparison(
        runs: runs, reference: reference, figures: figures, differences: differences, territories: territories,
        pareto: try paretoComparison(
            figures, objectives: objectives.isEmpty ? defaultObjectives(figures) : objectives, runCount: runs.count),
        findings: others.flatMap { Export.findings(comparing: runs[$0], with: base) } + unnamed)
}

/// A figure that cannot be an objective.
public struct ObjectiveError: Error, CustomStringConvertible, Sendable {
    public var description: String
}

/// What runs are weighed by where nobody chooses: for the main kind of site (`msp`, else the first of all runs) the
/// people covered, the mean and the greatest travel time, and the Gini index. The documents want the worst served and
/// the inequality beside every mean.
func defaultObjectives(_ figures: [ComparedFigure]) -> [Objective] {
    let whole = figures.filter { $0.values.allSatisfy { $0 != nil } }
    let kinds = whole.filter { $0.path.count == 3 && $0.path[0] == "kinds" && $0.path[2] == "covered_inhabitants" }
        .map { $0.path[1] }
    guard let kind = kinds.contains("msp") ? "msp" : kinds.first else { return [] }
    return [
        Objective(figure: "kinds.\(kind).covered_inhabitants", sense: .maximum),
        Objective(figure: "kinds.\(kind).minutes_to_nearest.mean", sense: .minimum),
        Objective(figure: "kinds.\(kind).minutes_to_nearest.max", sense: .minimum),
        Objective(figure: "equity.gini", sense: .minimum),
    ].filter { objective in whole.contains { $0.name == objective.figure } }
}

private func paretoComparison(
    _ figures: [ComparedFigure], objectives: [Objective], runCount: Int
) throws -> ParetoComparison {
    let chosen = try objectives.map { objective in
        guard let figure = figures.first(where: { $0.name == objective.figure }) else {
            throw ObjectiveError(
                description: "no run has a figure \(objective.figure)"
                    + (nearestFigure(to: objective.figure, among: figures.map(\.name)).map { "; \($0)" } ?? ""))
        }
        guard let sense = objective.sense ?? figure.direction?.better.map({ $0 == .higher ? .maximum : .minimum })
        else {
            throw ObjectiveError(
                description: "which way \(figure.name) is better is not known"
                    + (figure.direction.map { " (\($0.reason))" } ?? "")
                    + "; write \(figure.name):max or \(figure.name):min")
        }
        return (figure, sense)
    }
    let lacking = (0..<runCount).map { run in chosen.filter { $0.0.values[run] == nil }.map(\.0.name) }
    let complete = (0..<runCount).filter { lacking[$0].isEmpty }
    let found = dominators(
        of: complete.map { run in chosen.compactMap { $0.0.values[run] } }, senses: chosen.map(\.1))
    var dominators = [[Int]?](repeating: nil, count: runCount)
    for (run, others) in zip(complete, found) { dominators[run] = others.map { complete[$0] } }
    return ParetoComparison(
        objectives: chosen.map { ($0.0.name, $0.1) },
        dominators: chosen.isEmpty ? dominators.map { _ in nil } : dominators,
        lacking: lacking)
}

/// `did you mean …?`: a figure with the same names in another order or with others between them, else the one that is
/// spelt most alike.
private func nearestFigure(to name: String, among names: [String]) -> String? {
    let parts = Set(name.split(separator: "."))
    let alike = names.filter { parts.isSubset(of: $0.split(separator: ".")) }.min { ($0.count, $0) < ($1.count, $1) }
    return alike.map { "did you mean `\($0)`?" } ?? suggestion(for: name, among: names)
}

extension FinishedRun {
    /// Whether high values of the quantity that `equity` is about are the bad ones: of minutes they are.
    var highEquityIsBad: Bool {
        let quantity = settings["equity.quantity"] ?? ""
        return quantity.isEmpty || quantity.hasPrefix("minutes") || quantity.hasPrefix("kilometres")
    }
}

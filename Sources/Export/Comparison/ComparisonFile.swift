public import Foundation
import Territory

/// A comparison as one JSON object (`comparison.json`): names sorted, numbers in their shortest exact form.
///
/// - Throws: what the encoder throws; every number in it is finite.
public func comparisonData(_ comparison: Comparison, pretty: Bool = true) throws -> Data {
    try SummaryValue.object([
        "reference": .text(comparison.runs[comparison.reference].name),
        "runs": .list(comparison.runs.map(entry)),
        "figures": .list(comparison.figures.map { entry($0, comparison) }),
        "people": .list(comparison.differences.flatMap { entries($0, comparison) }),
        "pareto": entry(comparison.pareto, comparison),
        "findings": .list(
            comparison.findings.map {
                .object(["severity": .text($0.severity.rawValue), "where": .text($0.where), "text": .text($0.text)])
            }),
    ]).data(pretty: pretty)
}

private func entry(_ run: FinishedRun) -> SummaryValue {
    .object([
        "run": .text(run.name), "folder": .text(run.folder), "scenario": .text(run.scenario),
        "territory": .text(run.territory), "profile": .text(run.profile),
        "inhabitants": run.summary["inhabitants"] ?? .null, "note": run.summary["note"] ?? .null,
    ])
}

private func entry(_ figure: ComparedFigure, _ comparison: Comparison) -> SummaryValue {
    let reference = comparison.reference
    func byRun(_ value: (Int) -> SummaryValue) -> SummaryValue {
        .object(Dictionary(uniqueKeysWithValues: comparison.runs.indices.map { (comparison.runs[$0].name, value($0)) }))
    }
    func byOtherRun(_ value: (Int) -> SummaryValue) -> SummaryValue {
        .object(
            Dictionary(
                uniqueKeysWithValues: comparison.differences.map { (comparison.runs[$0.run].name, value($0.run)) }))
    }
    var members: [String: SummaryValue] = [
        "figure": .text(figure.name), "better": SummaryValue(figure.direction?.better?.rawValue),
        "why": SummaryValue(figure.direction?.reason), "values": byRun { SummaryValue(figure.values[$0]) },
        "changes": byOtherRun { SummaryValue(figure.change(of: $0, from: reference)) },
        "percents": byOtherRun { SummaryValue(figure.percent(of: $0, from: reference)) },
        "verdicts": byOtherRun { SummaryValue(figure.verdict(of: $0, from: reference)?.rawValue) },
    ]
    let reasons = zip(comparison.runs, figure.reasons).compactMap { run, reason in reason.map { (run.name, $0) } }
    if !reasons.isEmpty {
        members["reasons"] = .object(Dictionary(uniqueKeysWithValues: reasons.map { ($0.0, .text($0.1)) }))
    }
    return .object(members)
}

/// The members that every number of people who gain and lose comes with.
func members(_ change: AccessChange) -> [String: SummaryValue] {
    var members: [String: SummaryValue] = [
        "inhabitants": .number(change.inhabitants), "covered_change": .number(change.coveredChange),
        "mean_minutes_gained": SummaryValue(change.meanMinutesGained),
        "mean_choices_change": SummaryValue(change.meanChoicesChange),
        "newly_reaching": .number(change.newlyReaching), "no_longer_reaching": .number(change.noLongerReaching),
    ]
    for shift in AccessShift.allCases { members[shift.rawValue] = .number(change[shift]) }
    return members
}

/// One entry a kind.
private func entries(_ difference: RunDifference, _ comparison: Comparison) -> [SummaryValue] {
    let run = comparison.runs[difference.run]
    let base = comparison.runs[comparison.reference]
    return difference.kinds.map { kind in
        func named(_ names: [String: SummaryValue], _ change: AccessChange) -> SummaryValue {
            .object(members(change).merging(names) { $1 })
        }
        let missing = kind.groups.filter { $0.change == nil }.map { name, _ in
            let whose = [base, run].filter { $0.people.group(name) == nil }.map(\.name).joined(separator: ", ")
            return ("groups.\(name)", SummaryValue.text("the group is missing in \(whose)"))
        }
        var communes = zip(base.communes, kind.communes).map { commune, change in
            named(["code": .text(commune.code), "name": .text(commune.name)], change)
        }
        if kind.outside.inhabitants > 0 { communes.append(named(["code": .null, "name": .null], kind.outside)) }
        let ranking = rankedCommunes(kind)
        return .object([
            "run": .text(run.name), "kind": .text(kind.kind), "all": .object(members(kind.all)),
            "groups": .object(
                Dictionary(
                    uniqueKeysWithValues: kind.groups.map { name, change in
                        (name, change.map { .object(members($0)) } ?? .null)
                    })),
            "communes": .list(communes),
            "territories": .list(
                zip(comparison.territories, kind.territories).map { territory, change in
                    named(
                        [
                            "division": .text(territory.division), "territory": .text(territory.id),
                            "name": .text(territory.name),
                        ], change)
                }),
            "gaining_communes": .list(ranking.gaining.map { .text(base.communes[$0].code) }),
            "losing_communes": .list(ranking.losing.map { .text(base.communes[$0].code) }),
            "reasons": .object(Dictionary(uniqueKeysWithValues: missing)),
        ])
    }
}

/// The positions of the communes that gain and of those that lose, the most first; equals by their order.
func rankedCommunes(_ kind: GainsAndLosses) -> (gaining: [Int], losing: [Int]) {
    func ranked(_ positions: [Int], _ isBefore: (AccessChange, AccessChange) -> Bool) -> [Int] {
        positions.sorted { left, right in
            let (one, other) = (kind.communes[left], kind.communes[right])
            if isBefore(one, other) { return true }
            return !isBefore(other, one) && left < right
        }
    }
    let all = Array(kind.communes.indices)
    return (
        ranked(all.filter { kind.communes[$0].isGain }) { AccessChange.gainsLess($1, $0) },
        ranked(all.filter { kind.communes[$0].isLoss }) { AccessChange.gainsLess($0, $1) }
    )
}

private func entry(_ pareto: ParetoComparison, _ comparison: Comparison) -> SummaryValue {
    func name(_ run: Int) -> SummaryValue { .text(comparison.runs[run].name) }
    let runs = comparison.runs.indices
    return .object([
        "figures": .list(
            pareto.objectives.map { .object(["figure": .text($0.figure), "sense": .text($0.sense.rawValue)]) }),
        "front": .list(pareto.front.map(name)),
        "dominated": .list(
            runs.compactMap { run in
                guard let others = pareto.dominators[run], !others.isEmpty else { return nil }
                return .object(["run": name(run), "by": .list(others.map(name))])
            }),
        "left_out": .list(
            runs.filter { pareto.dominators[$0] == nil }.map { run in
                .object([
                    "run": name(run),
                    "reason": .text(
                        pareto.objectives.isEmpty
                            ? "there is no figure that all runs have to weigh them by"
                            : "it has no " + pareto.lacking[run].joined(separator: ", ")),
                ])
            }),
    ])
}

/// A comparison as a table (`comparison.csv`): one row a figure; its value in every run, then the change and the
/// percent of every run but the reference. Empty where there is none.
func comparisonTable(_ comparison: Comparison) -> String {
    let others = comparison.differences.map(\.run)
    let header =
        ["figure", "better"] + comparison.runs.map(\.name)
        + others.flatMap { ["change_\(comparison.runs[$0].name)", "percent_\(comparison.runs[$0].name)"] }
    func text(_ number: Double?) -> String { number.map(plain) ?? "" }
    let rows = comparison.figures.map { figure in
        [figure.name, figure.direction?.better?.rawValue ?? ""] + figure.values.map(text)
            + others.flatMap { run in
                [
                    text(figure.change(of: run, from: comparison.reference)),
                    text(figure.percent(of: run, from: comparison.reference)),
                ]
            }
    }
    return ([header] + rows).map { $0.map(quotedForCSV).joined(separator: ",") + "\n" }.joined()
}

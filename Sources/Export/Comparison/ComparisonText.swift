/// A comparison as a short table for a terminal: the headline figures side by side under the names that they have in
/// `summary.json`, who gains and who loses, the communes that gain and lose most, the Pareto front.
public func comparisonText(_ comparison: Comparison, language: Language) -> String {
    let words = TableWords(language)
    var lines = runLines(comparison, words)
    lines += [""] + figureLines(comparison, words)
    for difference in comparison.differences { lines += [""] + peopleLines(difference, of: comparison, words) }
    lines += [""] + paretoLines(comparison, words)
    let warnings = comparison.findings.count { $0.severity != .information }
    if warnings > 0 { lines += ["", "\(words.comparisonWarnings) \(warnings)"] }
    return lines.joined(separator: "\n")
}

private func runLines(_ comparison: Comparison, _ words: TableWords) -> [String] {
    let base = comparison.runs[comparison.reference]
    let rows = comparison.runs.enumerated().map { place, run in
        [run.name + (place == comparison.reference ? " (\(words.reference))" : ""), run.scenario]
    }
    let width = rows.map(\.[0].count).max() ?? 0
    let notes = Set(comparison.runs.compactMap { $0.summary["note"]?.text }).sorted()
    return ["\(base.territory), \(words.number(base.inhabitants)) \(words.inhabitants)"] + notes + [""]
        + rows.map { $0[0] + String(repeating: " ", count: width - $0[0].count) + "  " + $0[1] }
}

/// The figures that the table shows of each kind of site, in its order.
private let headlinesOfKinds = [
    "sites", "covered_inhabitants", "covered_share", "choices/2", "choices/3_or_more", "minutes_to_nearest/mean",
    "minutes_to_nearest/p90", "minutes_to_nearest/max", "groups/*/covered_inhabitants",
].map { FigureDirection("kinds/*/\($0)", nil, "") }

/// Those that follow; all others stand in the files.
private let headlines = [
    "three_15s_served/*", "three_15s/*/passes", "divisions/membership/*/inhabitants_in_none",
    "adequacy/*/states/response", "adequacy/*/states/nothing", "adequacy/*/levels/unmet/inhabitants",
    "basket/mean_services", "nurse_pools_total/visits_done", "nurse_pools_total/done_share",
    "nurse_pools_total/nurses_needed", "temporary_stays/total/refused_share/mean",
    "temporary_stays/total/mean_wait_days/mean", "equity/mean", "equity/p90", "equity/worst_tenth", "equity/gini",
    "equity/theil_t",
].map { FigureDirection($0, nil, "") }

/// The positions of the figures that the table shows.
func headlinePlaces(_ figures: [ComparedFigure]) -> [Int] {
    // Figures are ordered by path: kind by kind, each in the order of the headlines.
    let kinds = figures.indices.filter { figures[$0].path.first == "kinds" && figures[$0].path.count > 1 }
    let byKind = Dictionary(grouping: kinds) { figures[$0].path[1] }.sorted { $0.key < $1.key }.map(\.value)
    return byKind.flatMap { places in
        headlinesOfKinds.flatMap { headline in places.filter { headline.matches(figures[$0].path) } }
    } + headlines.flatMap { headline in figures.indices.filter { headline.matches(figures[$0].path) } }
}

private func figureLines(_ comparison: Comparison, _ words: TableWords) -> [String] {
    var places = headlinePlaces(comparison.figures)
    let objectives = comparison.pareto.objectives.map(\.figure)
    places += comparison.figures.indices.filter {
        objectives.contains(comparison.figures[$0].name) && !places.contains($0)
    }
    let others = comparison.differences.map(\.run)
    let header =
        [words.figure, comparison.runs[comparison.reference].name]
        + others.flatMap { [comparison.runs[$0].name, words.change, "%", ""] }
    let rows = places.map { place in
        let figure = comparison.figures[place]
        func value(_ run: Int) -> String { words.value(figure.values[run], of: figure) }
        return [figure.name, value(comparison.reference)]
            + others.flatMap { run in
                [
                    value(run), words.changed(figure.change(of: run, from: comparison.reference), of: figure),
                    words.signedMinutes(figure.percent(of: run, from: comparison.reference)),
                    words.verdict(figure.verdict(of: run, from: comparison.reference)),
                ]
            }
    }
    let left = comparison.figures.count - places.count
    return columns([header] + rows) + (left > 0 ? ["… \(words.otherFigures(left))"] : [])
}

private func peopleLines(_ difference: RunDifference, of comparison: Comparison, _ words: TableWords) -> [String] {
    let base = comparison.runs[comparison.reference]
    let header =
        ["\(comparison.runs[difference.run].name) – \(base.name)"]
        + AccessShift.allCases.map(words.shift) + [words.minutesGained]
    func row(_ name: String, _ change: AccessChange?) -> [String] {
        guard let change else { return [name] + header.dropFirst().map { _ in "–" } }
        return [name] + AccessShift.allCases.map { words.number(change[$0]) }
            + [words.signedMinutes(change.meanMinutesGained)]
    }
    var lines = columns(
        [header]
            + difference.kinds.flatMap { kind in
                [row(kind.kind, kind.all)] + kind.groups.map { row("  \($0.name)", $0.change) }
            })
    for kind in difference.kinds {
        let ranking = rankedCommunes(kind)
        for (heading, communes) in [(words.gaining, ranking.gaining), (words.losing, ranking.losing)]
        where !communes.isEmpty {
            let shown = communes.prefix(5).map { commune in
                let change = kind.communes[commune]
                let figure =
                    change.coveredChange != 0
                    ? "\(words.signed(change.coveredChange)) \(words.covered)"
                    : "\(words.signedMinutes(change.meanMinutesGained)) min"
                return "\(base.communes[commune].name) (\(figure))"
            }
            lines.append(
                "\(kind.kind), \(heading) (\(communes.count)): " + shown.joined(separator: ", ")
                    + (communes.count > 5 ? "…" : ""))
        }
    }
    return lines
}

private func paretoLines(_ comparison: Comparison, _ words: TableWords) -> [String] {
    let pareto = comparison.pareto
    func names(_ runs: [Int]) -> String { runs.map { comparison.runs[$0].name }.joined(separator: ", ") }
    guard !pareto.objectives.isEmpty else { return [words.noFront] }
    var lines = [
        "\(words.front) (" + pareto.objectives.map { "\($0.figure):\($0.sense.rawValue)" }.joined(separator: ", ")
            + ")",
        "  \(names(pareto.front))",
    ]
    for (run, dominators) in pareto.dominators.enumerated() {
        guard let dominators else {
            lines.append("  \(names([run])): \(words.lacking) \(pareto.lacking[run].joined(separator: ", "))")
            continue
        }
        if !dominators.isEmpty { lines.append("  \(names([run])): \(words.dominatedBy) \(names(dominators))") }
    }
    return lines
}

extension TableWords {
    fileprivate var reference: String { word("référence", "reference") }
    fileprivate var figure: String { word("indicateur", "figure") }
    fileprivate var change: String { word("écart", "change") }
    fileprivate var minutesGained: String { word("minutes gagnées", "minutes gained") }
    fileprivate var gaining: String { word("communes gagnantes", "communes that gain") }
    fileprivate var losing: String { word("communes perdantes", "communes that lose") }
    fileprivate var front: String { word("Front de Pareto", "Pareto front") }
    fileprivate var noFront: String {
        word("Pas de front de Pareto : aucun indicateur commun", "No Pareto front: no figure that all runs have")
    }
    fileprivate var dominatedBy: String { word("dominé par", "dominated by") }
    fileprivate var lacking: String { word("il lui manque", "it lacks") }
    fileprivate var comparisonWarnings: String {
        word("Avertissements (findings dans comparison.json) :", "Warnings (findings in comparison.json):")
    }

    fileprivate func otherFigures(_ count: Int) -> String {
        word("\(count) autres indicateurs dans comparison.csv", "\(count) other figures in comparison.csv")
    }

    fileprivate func shift(_ shift: AccessShift) -> String {
        switch shift {
        case .newlyCovered: word("couverture gagnée", "newly covered")
        case .noLongerCovered: word("couverture perdue", "no longer covered")
        case .nearer: word("plus près", "nearer")
        case .farther: word("plus loin", "farther")
        case .unchanged: word("inchangés", "unchanged")
        }
    }

    fileprivate func verdict(_ verdict: ComparedFigure.Verdict?) -> String {
        switch verdict {
        case .better: word("mieux", "better")
        case .worse: word("moins bien", "worse")
        case .same: "="
        case nil: ""
        }
    }

    /// Whole numbers grouped, shares in percent, others with as many decimals as they need.
    fileprivate func value(_ value: Double?, of figure: ComparedFigure) -> String {
        guard let value else { return "–" }
        if figure.isShare { return percent(value) }
        if figure.path.last == "passes" { return value == 1 ? passes : fails }
        if figure.isWhole { return number(value) }
        return figure.isSmall ? decimals(value) : minutes(value)
    }

    fileprivate func changed(_ change: Double?, of figure: ComparedFigure) -> String {
        guard let change else { return "–" }
        if figure.path.last == "passes" { return "" }
        if figure.isShare { return signedMinutes(change * 100) + " pt" }
        if figure.isWhole { return signed(change) }
        return figure.isSmall ? (change > 0 ? "+" : "") + decimals(change) : signedMinutes(change)
    }

    /// Four decimals.
    private func decimals(_ value: Double) -> String {
        let tenThousandths = UInt64(exactly: (value.magnitude * 10_000).rounded()) ?? .max
        let digits = String(tenThousandths % 10_000)
        return (value < 0 && tenThousandths > 0 ? "−" : "") + "\(tenThousandths / 10_000)" + word(",", ".")
            + String(repeating: "0", count: 4 - digits.count) + digits
    }
}

extension ComparedFigure {
    /// `covered_share`, or the mean of a `refused_share`.
    var isShare: Bool { path.suffix(2).contains { $0.contains("share") } }
    var isWhole: Bool { values.allSatisfy { $0.map { $0 == $0.rounded() } ?? true } }
    /// Indices between 0 and 1: a tenth would hide them.
    var isSmall: Bool { values.allSatisfy { $0.map { $0.magnitude < 2 } ?? true } }
}

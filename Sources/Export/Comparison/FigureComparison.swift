/// One figure in every run, and how far each run is from the reference.
struct ComparedFigure: Sendable {
    var path: [String]
    /// One a run; nil where the run has no value.
    var values: [Double?]
    /// Why a run has no value, one a run; nil where it has one.
    var reasons: [String?]
    /// Nil where nothing is known about it.
    var direction: FigureDirection?

    var name: String { path.joined(separator: ".") }

    /// The value less that of the reference, in the figure's unit; nil where one of them is missing.
    func change(of run: Int, from reference: Int) -> Double? {
        guard let value = values[run], let base = values[reference] else { return nil }
        return value - base
    }

    /// The change in percent of the reference's value, without its sign; nil where that is 0 or missing.
    func percent(of run: Int, from reference: Int) -> Double? {
        guard let base = values[reference], base != 0 else { return nil }
        return change(of: run, from: reference).map { $0 / abs(base) * 100 }
    }

    enum Verdict: String { case better, worse, same }

    /// Nil where neither way is better, or a value is missing.
    func verdict(of run: Int, from reference: Int) -> Verdict? {
        guard let better = direction?.better, let value = values[run], let base = values[reference] else { return nil }
        let advantage = better.advantage(of: value, over: base)
        return advantage > 0 ? .better : advantage < 0 ? .worse : .same
    }
}

/// The figures of several summaries side by side, ordered by path. One that has a number in no summary, and no reason
/// for that in any, is no figure.
func comparedFigures(_ runs: [[SummaryFigure]], highIsBad: Bool) -> [ComparedFigure] {
    let byPath = runs.map { Dictionary($0.map { ($0.path, $0) }) { first, _ in first } }
    let paths = Set(runs.flatMap { $0.map(\.path) }).sorted { $0.lexicographicallyPrecedes($1) }
    let directions = directions(highIsBad: highIsBad)
    return paths.compactMap { path in
        let figures = byPath.map { $0[path] }
        guard figures.contains(where: { $0?.value != nil || $0?.reason != nil }) else { return nil }
        return ComparedFigure(
            path: path, values: figures.map { $0?.value },
            reasons: figures.map { figure in
                guard let figure else { return "the run has no such figure" }
                return figure.value == nil ? figure.reason ?? "the run gives no value" : nil
            },
            direction: directions.first { $0.matches(path) })
    }
}

/// A figure that runs are weighed by, and which way it is better.
public struct Objective: Sendable, Hashable {
    public enum Sense: String, Sendable, CaseIterable {
        case maximum = "max"
        case minimum = "min"
    }

    /// The key path in `summary.json`.
    public var figure: String
    /// Nil: as the table of directions has it.
    public var sense: Sense?

    public init(figure: String, sense: Sense? = nil) {
        self.figure = figure
        self.sense = sense
    }

    /// `FIGURE`, `FIGURE:min` or `FIGURE:max`.
    public init(_ text: String) {
        for sense in Sense.allCases where text.hasSuffix(":\(sense.rawValue)") {
            self.init(figure: String(text.dropLast(sense.rawValue.count + 1)), sense: sense)
            return
        }
        self.init(figure: text)
    }
}

/// Whether `a` is at least as good as `b` in every objective and better in one (Pareto dominance).
///
/// - Parameter senses: one an objective; `a` and `b` have a value for each.
func dominates(_ a: [Double], _ b: [Double], senses: [Objective.Sense]) -> Bool {
    var isBetter = false
    for (sense, (left, right)) in zip(senses, zip(a, b)) {
        let advantage = sense == .maximum ? left - right : right - left
        if advantage < 0 { return false }
        if advantage > 0 { isBetter = true }
    }
    return isBetter
}

/// For each run the runs that dominate it, ascending. Those that nobody dominates are the front: nothing can be better
/// for one objective without being worse for another (V. Pareto, Manuale di economia politica, 1906).
func dominators(of runs: [[Double]], senses: [Objective.Sense]) -> [[Int]] {
    runs.map { run in runs.indices.filter { dominates(runs[$0], run, senses: senses) } }
}

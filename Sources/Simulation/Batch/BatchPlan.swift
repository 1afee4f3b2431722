import Foundation
import Statistics
public import Territory

/// A plan of many runs: a scenario, what is varied in it, which combinations are run, and which figures are kept.
/// However many runs it means, none of them is written out: each is found from its number (`BatchDesign`).
public struct BatchPlan: Sendable {
    public enum Design: Hashable, Sendable {
        /// Every combination of the factors' values.
        case grid
        case latinHypercube(points: Int)
        case sobol(points: Int)
        /// Rows of a Saltelli sample; each is as many runs as there are factors, and two more.
        case saltelli(rows: Int)

        /// As it is written in a plan.
        public var name: String {
            switch self {
            case .grid: "grid"
            case .latinHypercube: "latin_hypercube"
            case .sobol: "sobol"
            case .saltelli: "saltelli"
            }
        }
    }

    /// The path as the user gave it.
    public var path: String
    public var name: String
    public var scenarioPath: String
    public var design: Design
    /// In the order of the plan.
    public var factors: [BatchFactor]
    /// How often each combination is run; nil: once, with the scenario's own seed.
    public var replicates: Int?
    /// Key paths in the summary, with * for any name on the way.
    public var figures: [String]
    /// Columns of the layer of communes.
    public var communeFigures: [String]
    public var seed: UInt64
    /// As it is written.
    public var text: String
    /// The plan without its comments and its layout: what two plans are told apart by.
    public var canonicalText: String
}

/// Something that is varied.
public struct BatchFactor: Sendable {
    public enum Target: Hashable, Sendable {
        /// A value of the scenario.
        case key(ScenarioKeyPath)
        /// Sites, of which each run has some.
        case subset([SiteID])
    }

    enum Levels: Sendable {
        case values([FileValue])
        case steps(first: Double, step: Double, count: Int)
        case interval(SampledInterval)
        case subsets(SubsetSpace, count: Int, isDrawn: Bool)
    }

    public var name: String
    public var target: Target
    var levels: Levels
    /// Where it stands in the plan.
    var value: FileValue

    /// How many values it may take; nil where it is sampled from an interval.
    public var levelCount: Int? {
        switch levels {
        case .values(let values): values.count
        case .steps(_, _, let count): count
        case .interval: nil
        case .subsets(_, let count, _): count
        }
    }

    /// The key path, or what the subsets are of.
    public var key: String {
        switch target {
        case .key(let path): path.description
        case .subset(let sites): "subset_of: " + sites.map(\.text).joined(separator: ";")
        }
    }

    /// Which factors change fastest from run to run: those for which the least has to be computed again.
    var cost: Int {
        switch target {
        case .subset: 2
        case .key(let path): ["territory", "profile", "travel"].contains(path.head) ? 0 : 1
        }
    }
}

/// A range of numbers that is sampled.
struct SampledInterval: Sendable {
    enum Distribution: Sendable {
        case uniform, logUniform
        case triangular(mode: Double)
        case normal(mean: Double, standardDeviation: Double)
    }

    var from: Double
    var to: Double
    var distribution: Distribution
    var isWhole: Bool

    /// The value that the variable stays under with the probability `share`.
    ///
    /// - Parameter share: in [0, 1).
    func quantile(_ share: Double) -> Double {
        if isWhole { return min(to, (from + (to - from + 1) * share).rounded(.down)) }
        let value: Double
        switch distribution {
        case .uniform: value = from + (to - from) * share
        case .logUniform: value = from * exp(log(to / from) * share)
        case .triangular(let mode):
            let width = to - from
            value =
                share * width < mode - from
                ? from + (share * width * (mode - from)).squareRoot()
                : to - ((1 - share) * width * (to - mode)).squareRoot()
        case .normal(let mean, let deviation):
            let lower = normalProbability((from - mean) / deviation)
            let upper = normalProbability((to - mean) / deviation)
            value = normalQuantile(lower + (upper - lower) * share).map { mean + deviation * $0 } ?? from
        }
        return min(max(value, from), to)
    }
}

/// Sobol' indices of the factors of a figure: the share of its variance that each explains alone (first order), and
/// with all its interactions (total). From the runs of a Saltelli sample, row by row, none of which is kept.
///
/// With A and B two samples and ABᵢ the sample A with the column of factor i from B, V the variance over A and B:
/// first order Sᵢ = mean(f(B) (f(ABᵢ) − f(A))) ÷ V (A. Saltelli et al., "Variance based sensitivity analysis of model
/// output. Design and estimator for the total sensitivity index", Computer Physics Communications 181, 2010, table 2
/// (b)); total Tᵢ = mean((f(A) − f(ABᵢ))²) ÷ 2V (M. J. W. Jansen, "Analysis of variance designs for model output",
/// Computer Physics Communications 117, 1999; table 2 (f)).
///
/// Intervals are the quantiles of a bootstrap of the rows in which each row counts a Poisson number of times with mean
/// 1 (J. A. Hanley and B. MacGibbon, "Creating non-parametric bootstrap samples using Poisson frequencies", Computer
/// Methods and Programs in Biomedicine 83, 2006).
public struct SobolIndices: Sendable {
    public struct Estimate: Hashable, Sendable {
        public var value: Double
        /// Nil below two rows.
        public var interval: ClosedRange<Double>?
    }

    private struct Sums {
        var rows = 0.0
        var a = 0.0
        var squares = 0.0
        var first: [Double]
        var total: [Double]

        mutating func add(_ weight: Double, _ a: Double, _ b: Double, _ ab: [Double]) {
            rows += weight
            self.a += weight * (a + b)
            squares += weight * (a * a + b * b)
            for factor in ab.indices {
                first[factor] += weight * b * (ab[factor] - a)
                total[factor] += weight * (a - ab[factor]) * (a - ab[factor])
            }
        }

        var variance: Double {
            let mean = a / (2 * rows)
            return squares / (2 * rows) - mean * mean
        }
    }

    public let factorCount: Int
    private let centre: Double
    private let seed: UInt64
    private var sums: Sums
    private var bootstraps: [Sums]

    /// - Parameters:
    ///   - centre: about the mean of the figure; what is near it loses least in rounding and varies least.
    ///   - bootstrapCount: how many times the rows are drawn again for the intervals.
    public init(factorCount: Int, centre: Double, bootstrapCount: Int = 200, seed: UInt64) {
        self.factorCount = factorCount
        self.centre = centre
        self.seed = seed
        let none = [Double](repeating: 0, count: factorCount)
        sums = Sums(first: none, total: none)
        bootstraps = Array(repeating: sums, count: bootstrapCount)
    }

    /// - Parameters:
    ///   - row: its number, on which its weights in the bootstrap depend.
    ///   - ab: the figure of ABᵢ for each factor.
    public mutating func add(row: Int, a: Double, b: Double, ab: [Double]) {
        let (a, b, ab) = (a - centre, b - centre, ab.map { $0 - centre })
        sums.add(1, a, b, ab)
        var random = SplitMix64(seed: seed, stream: row)
        for position in bootstraps.indices {
            let weight = random.poisson(mean: 1)
            if weight > 0 { bootstraps[position].add(Double(weight), a, b, ab) }
        }
    }

    /// The first-order index of a factor; nil where the figure does not vary.
    public func firstOrder(_ factor: Int, level: Double = 0.95) -> Estimate? {
        estimate(level) { $0.first[factor] / ($0.rows * $0.variance) }
    }

    /// The total index of a factor; nil where the figure does not vary.
    public func total(_ factor: Int, level: Double = 0.95) -> Estimate? {
        estimate(level) { $0.total[factor] / (2 * $0.rows * $0.variance) }
    }

    private func estimate(_ level: Double, _ index: (Sums) -> Double) -> Estimate? {
        guard sums.rows > 0, sums.variance > 1e-14 * max(1, centre * centre) else { return nil }
        let values = bootstraps.filter { $0.rows > 1 && $0.variance > 0 }.map(index).sorted()
        guard sums.rows > 1, values.count > 1 else { return Estimate(value: index(sums)) }
        let tail = (1 - level) / 2
        let (lower, upper) = (
            values[Int((Double(values.count - 1) * tail).rounded())],
            values[Int((Double(values.count - 1) * (1 - tail)).rounded())]
        )
        return Estimate(value: index(sums), interval: lower...upper)
    }
}

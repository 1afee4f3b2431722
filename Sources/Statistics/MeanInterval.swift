/// The mean over replicates, with the interval in which the true mean lies with a given confidence.
///
/// Student's t: mean ± t(1 − (1 − level) ÷ 2, n − 1) · s ÷ √n, with s the standard deviation of the sample ("Student",
/// "The probable error of a mean", Biometrika 6, 1908).
public struct MeanInterval: Hashable, Sendable {
    public var mean: Double
    /// Both nil where one value says nothing of their spread.
    public var lower: Double?
    public var upper: Double?

    /// The same with bounds that stay among the values that there can be.
    public func bounded(by range: ClosedRange<Double>) -> MeanInterval {
        var bounded = self
        bounded.lower = lower.map { max($0, range.lowerBound) }
        bounded.upper = upper.map { min($0, range.upperBound) }
        return bounded
    }

    /// - Parameters:
    ///   - values: one a replicate, independent of each other.
    ///   - level: of confidence, between 0 and 1.
    /// - Returns: nil where there is no value.
    public init?(_ values: [Double], level: Double) {
        guard !values.isEmpty else { return nil }
        let count = Double(values.count)
        mean = values.reduce(0, +) / count
        guard values.count > 1, let quantile = studentQuantile((1 + level) / 2, degreesOfFreedom: count - 1) else {
            return
        }
        let centre = mean
        let squares = values.reduce(0) { $0 + ($1 - centre) * ($1 - centre) }
        let halfWidth = quantile * (squares / (count - 1) / count).squareRoot()
        lower = mean - halfWidth
        upper = mean + halfWidth
    }

    /// The ratio of two sums over replicates, Σ numerators ÷ Σ denominators, with its interval: Student's t on the
    /// differences nᵢ − r dᵢ over the mean denominator (W. G. Cochran, *Sampling Techniques*, 1977, §6.4).
    ///
    /// - Parameters:
    ///   - numerators, denominators: one of each a replicate; denominators are not negative.
    ///   - level: of confidence, between 0 and 1.
    /// - Returns: nil where the denominators add up to 0.
    public init?(ratioOf numerators: [Double], to denominators: [Double], level: Double) {
        let total = denominators.reduce(0, +)
        guard total > 0, numerators.count == denominators.count else { return nil }
        let ratio = numerators.reduce(0, +) / total
        let differences = zip(numerators, denominators).map { $0 - ratio * $1 }
        let meanDenominator = total / Double(denominators.count)
        let spread = MeanInterval(differences, level: level)
        mean = ratio
        // The mean of the differences is 0 but for rounding; their half width alone counts.
        if let spread, let upper = spread.upper {
            let halfWidth = (upper - spread.mean) / meanDenominator
            lower = ratio - halfWidth
            self.upper = ratio + halfWidth
        }
    }
}

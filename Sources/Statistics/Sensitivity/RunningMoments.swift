/// Count, mean and variance of numbers that come one by one, none of which is kept.
///
/// B. P. Welford, "Note on a method for calculating corrected sums of squares and products", Technometrics 4, 1962.
public struct RunningMoments: Hashable, Sendable {
    public private(set) var count = 0
    public private(set) var mean = 0.0
    /// Σ (x − mean)².
    public private(set) var squares = 0.0

    public init() {}

    public mutating func add(_ value: Double) {
        count += 1
        let before = value - mean
        mean += before / Double(count)
        squares += before * (value - mean)
    }

    /// Of the sample, with n − 1; nil below two values.
    public var variance: Double? { count > 1 ? squares / Double(count - 1) : nil }

    /// Student's interval of the mean, as in `MeanInterval`; nil below two values.
    public func interval(level: Double) -> ClosedRange<Double>? {
        guard let variance, let quantile = studentQuantile((1 + level) / 2, degreesOfFreedom: Double(count - 1)) else {
            return nil
        }
        let halfWidth = quantile * (variance / Double(count)).squareRoot()
        return (mean - halfWidth)...(mean + halfWidth)
    }
}

import Foundation

/// The people whose value lies beyond a threshold at its bad end: how many, how far, how unequally far.
///
/// The measures of Foster, Greer and Thorbecke for α = 0, 1, 2, turned to the end that is bad:
/// (1/W) Σ over the x beyond z of w (|x − z| / z)^α. Of low values (access, choices) they are those measures
/// themselves; of high ones (minutes) x lies above z.
///
/// J. Foster, J. Greer and E. Thorbecke, "A class of decomposable poverty measures", Econometrica 52 (1984).
public struct BeyondThreshold: Sendable, Equatable {
    /// z, in the unit of the values; a value that equals it is not beyond it.
    public var threshold: Double
    /// Of the people, 0…1.
    public var share: EquityIndex
    /// The mean relative gap of all people, and the mean of its square.
    public var depth: EquityIndex
    public var severity: EquityIndex

    /// - Parameter worst: the end that is bad.
    public init(_ threshold: Double, of distribution: WeightedDistribution, worst: WorstEnd) {
        self.threshold = threshold
        func measure(_ alpha: Double) -> EquityIndex {
            guard !distribution.isEmpty else { return .noPopulation }
            guard alpha == 0 || threshold > 0 else { return .undefined(reason: "the threshold is not above zero") }
            var sum = 0.0
            for row in distribution.rows {
                let gap = worst == .highest ? row.value - threshold : threshold - row.value
                if gap > 0 { sum += alpha == 0 ? row.weight : row.weight * pow(gap / threshold, alpha) }
            }
            return .value(sum / distribution.population)
        }
        share = measure(0)
        depth = measure(1)
        severity = measure(2)
    }
}

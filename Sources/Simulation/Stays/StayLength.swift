import Foundation
import Statistics

/// How long people stay, in days, up to the longest stay that is covered.
public struct StayLength: Hashable, Sendable {
    public enum Distribution: String, CaseIterable, Sendable {
        case exponential
        /// Everybody stays as long.
        case fixed
        /// From 0 to twice the mean.
        case uniform
    }

    public var distribution: Distribution
    /// As long as people would stay if nothing ended it.
    public var meanDays: Double
    /// When a stay ends, whether or not it would go on.
    public var longestDays: Double

    public init(_ distribution: Distribution, meanDays: Double, longestDays: Double) {
        self.distribution = distribution
        self.meanDays = meanDays
        self.longestDays = longestDays
    }

    /// The mean of min(stay, longest) = ∫₀ᴸ P(stay > x) dx.
    public var meanOccupiedDays: Double {
        switch distribution {
        case .exponential: meanDays * -expm1(-longestDays / meanDays)
        case .fixed: min(meanDays, longestDays)
        case .uniform:
            longestDays >= 2 * meanDays ? meanDays : longestDays - longestDays * longestDays / (4 * meanDays)
        }
    }

    /// The days of one stay.
    func draw(_ random: inout SplitMix64) -> Double {
        switch distribution {
        case .exponential: min(longestDays, random.exponential(mean: meanDays))
        case .fixed: min(longestDays, meanDays)
        case .uniform: min(longestDays, random.uniform(0, 2 * meanDays))
        }
    }
}

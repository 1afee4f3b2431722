import Statistics

/// Draws from a seed that know whether anything was left to chance: what is certain takes no number.
struct Chance {
    private var random: SplitMix64
    /// Whether a number has been drawn.
    private(set) var isUsed = false

    init(seed: UInt64, stream: Int) {
        random = SplitMix64(seed: seed, stream: stream)
    }

    /// In [0, 1).
    mutating func unit() -> Double {
        isUsed = true
        return random.unit()
    }

    mutating func happens(_ probability: Double) -> Bool {
        if probability <= 0 { return false }
        if probability >= 1 { return true }
        return unit() < probability
    }

    /// In 0 ..< bound.
    mutating func index(below bound: Int) -> Int {
        guard bound > 1 else { return 0 }
        isUsed = true
        return random.integer(below: bound)
    }

    /// A whole number whose mean is `expectation`: it, rounded up with the probability of its fraction.
    mutating func whole(_ expectation: Double) -> Int {
        let least = expectation.rounded(.down)
        return Int(least) + (happens(expectation - least) ? 1 : 0)
    }

    /// A position with the probability of its share of the weights; nil where all are 0.
    mutating func position(weights: [Double]) -> Int? {
        let positive = weights.indices.filter { weights[$0] > 0 }
        guard positive.count > 1 else { return positive.first }
        let total = positive.reduce(0) { $0 + weights[$1] }
        var left = unit() * total
        for position in positive {
            left -= weights[position]
            if left < 0 { return position }
        }
        return positive.last
    }
}

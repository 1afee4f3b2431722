/// What one factor does to a figure: its mean at each level of the factor, over whatever the other factors do.
public struct MainEffect: Hashable, Sendable {
    public private(set) var levels: [RunningMoments]
    public private(set) var whole = RunningMoments()

    public init(levelCount: Int) {
        levels = Array(repeating: RunningMoments(), count: levelCount)
    }

    public mutating func add(_ value: Double, level: Int) {
        levels[level].add(value)
        whole.add(value)
    }

    /// The correlation ratio η²: the variance of the means by level over the whole variance (K. Pearson, "On the
    /// general theory of skew correlation", 1905). Of a full grid it is the factor's first-order index. Nil where the
    /// figure does not vary.
    public var correlationRatio: Double? {
        guard whole.squares > 0 else { return nil }
        return between / whole.squares
    }

    /// The same of a sample without what chance alone would give to it: ε² = (between − (L − 1) s²) ÷ whole, with s²
    /// the variance within the L levels that have values (T. L. Kelley, "An unbiased correlation ratio measure", PNAS
    /// 21, 1935); 0 at least.
    public var unbiasedCorrelationRatio: Double? {
        let levelCount = levels.count { $0.count > 0 }
        guard whole.squares > 0, whole.count > levelCount else { return nil }
        let within = levels.reduce(0) { $0 + $1.squares } / Double(whole.count - levelCount)
        return max(0, (between - Double(levelCount - 1) * within) / whole.squares)
    }

    private var between: Double {
        levels.reduce(0) { sum, level in
            let difference = level.mean - whole.mean
            return sum + Double(level.count) * difference * difference
        }
    }
}

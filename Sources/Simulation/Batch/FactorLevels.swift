import Territory

/// How a factor parts the runs for its main effect.
public enum FactorLevels: Sendable {
    /// By value, or by tenths of the range of many values.
    case values([String])
    /// By site: whether it is there.
    case sites([String])

    /// So many values stand by themselves.
    private static let greatestCount = 30
    private static let binCount = 10

    public init(_ factor: BatchFactor) {
        switch factor.levels {
        case .values(let values):
            self = .values(values.map { $0.text ?? $0.canonicalText })
        case .steps(let first, let step, let count) where count <= Self.greatestCount:
            self = .values((0..<count).map { plain(first + step * Double($0)) })
        case .steps, .interval: self = .values(Self.bins(factor))
        case .subsets:
            guard case .subset(let sites) = factor.target else {
                self = .values([])
                return
            }
            self = .sites(sites.map(\.text))
        }
    }

    /// Which of the levels a run's value is.
    public func level(of value: BatchRun.Value, factor: BatchFactor) -> Int? {
        guard case .values(let names) = self else { return nil }
        if let level = value.level, let count = factor.levelCount, names.count == count { return level }
        guard let number = value.number, let ends = factor.ends, ends.last > ends.first else { return nil }
        let share = (number - ends.first) / (ends.last - ends.first)
        return min(Self.binCount - 1, max(0, Int(share * Double(Self.binCount))))
    }

    /// Where the levels lie on an axis: the values themselves, or the middle of each part of a range; nil of words and
    /// of sites.
    public static func numbers(_ factor: BatchFactor) -> [Double]? {
        switch factor.levels {
        case .values(let values):
            let numbers = values.compactMap(\.number)
            return numbers.count == values.count ? numbers : nil
        case .steps(let first, let step, let count) where count <= greatestCount:
            return (0..<count).map { first + step * Double($0) }
        case .steps, .interval:
            return factor.ends.map { ends in
                (0..<binCount).map { ends.first + (ends.last - ends.first) * (Double($0) + 0.5) / Double(binCount) }
            }
        case .subsets: return nil
        }
    }

    private static func bins(_ factor: BatchFactor) -> [String] {
        guard let ends = factor.ends else { return [] }
        let width = (ends.last - ends.first) / Double(binCount)
        return (0..<binCount).map {
            "\(plain(ends.first + width * Double($0)))…\(plain(ends.first + width * Double($0 + 1)))"
        }
    }
}

extension BatchFactor {
    /// The least and the greatest number that it takes.
    fileprivate var ends: (first: Double, last: Double)? {
        switch levels {
        case .steps(let first, let step, let count): (first, first + step * Double(count - 1))
        case .interval(let interval): (interval.from, interval.to)
        case .values, .subsets: nil
        }
    }
}

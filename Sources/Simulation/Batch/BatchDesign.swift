import Foundation
import Statistics
import Territory

/// One run of a plan.
public struct BatchRun: Sendable {
    /// A factor's value in a run.
    public struct Value: Sendable {
        enum Content: Sendable {
            case value(FileValue)
            /// Positions of the sites that there are, ascending.
            case subset([Int])
        }

        var content: Content
        /// Which of the factor's values it is; nil where it is sampled from an interval.
        public var level: Int?
        /// As it stands in the results.
        public var text: String
        public var number: Double?
        /// Of the sites of a subset factor those that there are, as positions among them; nil of other factors.
        public var subset: [Int]? {
            if case .subset(let positions) = content { positions } else { nil }
        }
    }

    /// From 0.
    public var index: Int
    /// The combination of factors' values, from 0; replicates have it in common.
    public var point: Int
    /// From 0.
    public var replicate: Int
    /// Of the run's scenario; nil: the scenario's own.
    public var seed: UInt32?
    /// In the order of the plan's factors.
    public var values: [Value]
}

/// The runs of a plan by their numbers: nothing is kept of them, so that ten million runs take no more memory than ten.
///
/// Runs that differ in the roads come farthest apart, replicates are neighbours.
public struct BatchDesign: Sendable {
    public static let greatestCount = 1_000_000_000_000_000

    public let plan: BatchPlan
    public let pointCount: Int
    public let replicateCount: Int
    /// Of a grid: positions of the factors, the slowest first.
    private let order: [Int]

    public var runCount: Int { pointCount * replicateCount }

    /// - Returns: nil where there are more runs than `greatestCount`.
    public init?(_ plan: BatchPlan) {
        self.plan = plan
        replicateCount = plan.replicates ?? 1
        order = plan.factors.indices.sorted { (plan.factors[$0].cost, $0) < (plan.factors[$1].cost, $1) }
        var count = 1
        func multiply(_ number: Int) -> Bool {
            let (product, overflow) = count.multipliedReportingOverflow(by: number)
            count = product
            return !overflow && product <= Self.greatestCount
        }
        switch plan.design {
        case .grid:
            for factor in plan.factors {
                guard let levels = factor.levelCount, multiply(levels) else { return nil }
            }
        case .latinHypercube(let points), .sobol(let points): guard multiply(points) else { return nil }
        case .saltelli(let rows): guard multiply(rows), multiply(plan.factors.count + 2) else { return nil }
        }
        pointCount = count
        guard multiply(replicateCount) else { return nil }
    }

    /// Finds runs by their numbers; one for each thread.
    public func sampler() -> BatchSampler { BatchSampler(self) }

    /// The run's part of a share of all runs, evenly parted.
    ///
    /// - Parameters:
    ///   - shard: from 0.
    public func share(_ shard: Int, of count: Int) -> Range<Int> {
        func bound(_ shard: Int) -> Int {
            let (high, low) = UInt(runCount).multipliedFullWidth(by: UInt(shard))
            return Int(UInt(count).dividingFullWidth((high, low)).quotient)
        }
        return bound(shard)..<bound(shard + 1)
    }

    fileprivate func gridLevels(_ point: Int) -> [Int] {
        var rest = point
        var levels = [Int](repeating: 0, count: plan.factors.count)
        for position in order.reversed() {
            let count = plan.factors[position].levelCount ?? 1
            levels[position] = rest % count
            rest /= count
        }
        return levels
    }
}

/// Computes runs from their numbers. Not to be shared between threads.
public final class BatchSampler {
    private let design: BatchDesign
    private let hypercube: LatinHypercube?
    private let sobol: SobolSequence?

    fileprivate init(_ design: BatchDesign) {
        self.design = design
        let (factors, seed) = (design.plan.factors.count, design.plan.seed)
        switch design.plan.design {
        case .grid: (hypercube, sobol) = (nil, nil)
        case .latinHypercube(let points):
            (hypercube, sobol) = (LatinHypercube(count: points, dimensions: factors, seed: seed), nil)
        case .sobol: (hypercube, sobol) = (nil, SobolSequence(dimensions: max(1, factors), seed: seed))
        case .saltelli: (hypercube, sobol) = (nil, SobolSequence(dimensions: 2 * max(1, factors), seed: seed))
        }
    }

    /// - Parameter index: in 0 ..< runCount.
    public func run(_ index: Int) -> BatchRun {
        let plan = design.plan
        let (point, replicate) = index.quotientAndRemainder(dividingBy: design.replicateCount)
        let values: [BatchRun.Value] =
            switch plan.design {
            case .grid: zip(plan.factors, design.gridLevels(point)).map { $0.value(level: $1, seed: plan.seed) }
            case .latinHypercube: values(hypercube?.point(point) ?? [])
            case .sobol: values(sobol?.point(point) ?? [])
            case .saltelli: values(saltelliCoordinates(point))
            }
        return BatchRun(
            index: index, point: point, replicate: replicate,
            seed: plan.replicates.map { _ in
                var random = SplitMix64(seed: plan.seed ^ 0x7265_706C_6963_6174, stream: replicate)
                return UInt32(truncatingIfNeeded: random.next() >> 32)
            }, values: values)
    }

    /// A row is A, B, then AB of each factor.
    private func saltelliCoordinates(_ point: Int) -> [Double] {
        let factors = design.plan.factors.count
        let (row, member) = point.quotientAndRemainder(dividingBy: factors + 2)
        let both = sobol?.point(row) ?? []
        let (a, b) = (Array(both.prefix(factors)), Array(both.dropFirst(factors)))
        switch member {
        case 0: return a
        case 1: return b
        default:
            var mixed = a
            mixed[member - 2] = b[member - 2]
            return mixed
        }
    }

    private func values(_ coordinates: [Double]) -> [BatchRun.Value] {
        zip(design.plan.factors, coordinates).map { factor, share in
            if let count = factor.levelCount {
                return factor.value(level: min(count - 1, Int(Double(count) * share)), seed: design.plan.seed)
            }
            guard case .interval(let interval) = factor.levels else { return factor.value(level: 0, seed: 0) }
            return factor.value(number: interval.quantile(share), level: nil)
        }
    }
}

extension BatchFactor {
    fileprivate func value(level: Int, seed: UInt64) -> BatchRun.Value {
        switch levels {
        case .values(let values):
            let value = values[level]
            return BatchRun.Value(
                content: .value(value), level: level, text: value.text ?? value.canonicalText, number: value.number)
        case .steps(let first, let step, _):
            // 0.1 · 3 is a little more than 0.3 in binary.
            let sum = first + step * Double(level)
            return value(number: Double(String(format: "%.12g", sum)) ?? sum, level: level)
        case .interval(let interval): return value(number: interval.from, level: nil)
        case .subsets(let space, _, let isDrawn):
            var random = SplitMix64(seed: seed ^ nameHash, stream: level)
            return value(subset: isDrawn ? space.draw(&random) : space.subset(level), level: level)
        }
    }

    fileprivate func value(number: Double, level: Int?) -> BatchRun.Value {
        let text = plain(number)
        return BatchRun.Value(
            content: .value(
                FileValue(file: value.file, line: value.line, path: "", content: .scalar(text, isPlain: true))),
            level: level, text: text, number: number)
    }

    func value(subset: [Int], level: Int?) -> BatchRun.Value {
        var text = ""
        if case .subset(let sites) = target { text = subset.map { sites[$0].text }.joined(separator: ";") }
        return BatchRun.Value(content: .subset(subset), level: level, text: text, number: Double(subset.count))
    }

    /// Two subset factors draw apart (FNV-1a, from http://www.isthe.com/chongo/tech/comp/fnv/).
    private var nameHash: UInt64 {
        name.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
    }
}

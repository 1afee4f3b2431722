/// A quantity over people: checked values with population weights, in one fixed order, so that no
/// index depends on the order of the rows. Rows of weight zero stand for nobody and are left out.
public struct WeightedDistribution: Sendable, Equatable {
    struct Row: Sendable, Equatable {
        var value: Double
        var weight: Double
        /// The position of these people in another order, by income say; nil where it is not known.
        var rank: Double?
    }

    /// By value, then weight, then rank.
    let rows: [Row]
    /// The sum of the weights: inhabitants.
    public let population: Double
    /// Whether a ranking variable was given at all.
    let isRanked: Bool

    /// - Parameters:
    ///   - rank: another variable by which the people are ranked, nil for none; nil in it is a rank that
    ///     is missing.
    /// - Throws: `EquityError` for lengths that differ, numbers that are not finite, negative weights.
    public init(values: [Double], weights: [Double], rank: [Double?]? = nil) throws(EquityError) {
        try requireCount(of: weights, "weight", values.count)
        if let rank { try requireCount(of: rank, "rank", values.count) }
        var rows: [Row] = []
        rows.reserveCapacity(values.count)
        for index in values.indices {
            try requireFinite(values[index], "value", index)
            try requireWeight(weights[index], "weight", index)
            let place = rank?[index]
            if let place { try requireFinite(place, "rank", index) }
            guard weights[index] > 0 else { continue }
            rows.append(Row(value: values[index], weight: weights[index], rank: place))
        }
        rows.sort { a, b in
            // Nearly all values differ: what breaks ties is read only then.
            if a.value != b.value { return a.value < b.value }
            return (a.weight, a.rank ?? -.infinity) < (b.weight, b.rank ?? -.infinity)
        }
        self.rows = rows
        population = rows.reduce(0) { $0 + $1.weight }
        isRanked = rank != nil
    }

    /// Rows that are in the order already: by value, and those of one value by weight. For who knows a faster way to
    /// sort them; it gives the very distribution that the rows would give in any order.
    ///
    /// - Parameters:
    ///   - values: finite.
    ///   - weights: greater than 0, as many.
    public init(ascending values: UnsafeBufferPointer<Double>, weights: UnsafeBufferPointer<Double>) {
        var population = 0.0
        rows = [Row](unsafeUninitializedCapacity: values.count) { rows, count in
            // Where there are rows they have an address.
            guard let first = rows.baseAddress else { return }
            for index in values.indices {
                (first + index).initialize(to: Row(value: values[index], weight: weights[index], rank: nil))
                population += weights[index]
            }
            count = values.count
        }
        self.population = population
        isRanked = false
    }

    public var isEmpty: Bool { rows.isEmpty }

    /// The sum of the values over all people.
    var total: Double { rows.reduce(0) { $0 + $1.weight * $1.value } }

    /// The mean where an index of inequality that divides by it has a meaning, else why it has none.
    func requirePositiveMean() -> Result<Double, Undefined> {
        guard let first = rows.first else { return .failure(Undefined(.noPopulation)) }
        guard first.value >= 0 else { return .failure(Undefined(.negativeValues)) }
        let mean = total / population
        return mean > 0 ? .success(mean) : .failure(Undefined(.allZero))
    }

    struct Undefined: Error {
        var index: EquityIndex
        init(_ index: EquityIndex) { self.index = index }
    }
}

func requireCount<T>(of column: [T], _ name: String, _ expected: Int) throws(EquityError) {
    guard column.count == expected else {
        throw .lengthMismatch(column: name, count: column.count, expected: expected)
    }
}

func requireFinite(_ value: Double, _ column: String, _ index: Int) throws(EquityError) {
    guard value.isFinite else { throw .notFinite(column: column, row: index + 1) }
}

func requireWeight(_ weight: Double, _ column: String, _ index: Int) throws(EquityError) {
    try requireFinite(weight, column, index)
    guard weight >= 0 else { throw .negativeWeight(column: column, row: index + 1) }
}

/// How far apart the groups of a division of the people lie, by their means.
public struct GroupGap: Sendable, Equatable {
    public struct Group: Sendable, Equatable, Encodable {
        public var group: String
        /// In the unit of the values.
        public var mean: Double
    }

    /// The group of the highest mean, and that of the lowest; the first by name among equals.
    public var highest: Group
    public var lowest: Group

    /// The highest mean less the lowest, in the unit of the values.
    public var difference: Double { highest.mean - lowest.mean }

    /// The highest mean over the lowest.
    public var ratio: EquityIndex {
        if lowest.mean > 0 { return .value(highest.mean / lowest.mean) }
        return lowest.mean < 0 ? .negativeValues : .undefined(reason: "the lowest mean is zero")
    }

    /// Nil where fewer than two groups have people.
    ///
    /// - Parameter groups: names and indices of groups.
    init?(_ groups: [(name: String, indices: EquityIndices)]) {
        let means = groups.compactMap { group in group.indices.mean.value.map { Group(group: group.name, mean: $0) } }
            .sorted { $0.group < $1.group }
        guard means.count >= 2, let first = means.first else { return nil }
        highest = means.reduce(first) { $1.mean > $0.mean ? $1 : $0 }
        lowest = means.reduce(first) { $1.mean < $0.mean ? $1 : $0 }
    }
}

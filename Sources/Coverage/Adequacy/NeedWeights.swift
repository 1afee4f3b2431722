public import Territory

/// How much of a service people need, by group, relative to each other: need weighted by age.
public struct NeedWeights: Hashable, Sendable {
    /// Of everybody who is in none of the groups.
    public var others: Double
    /// Of the people of each group. Groups are nested or have nobody in common.
    public var groups: [String: Double]
    /// The group that another one lies within, where their names do not say it.
    public var within: [String: String]

    public init(others: Double = 1, groups: [String: Double] = [:], within: [String: String] = [:]) {
        self.others = others
        self.groups = groups
        self.within = within
    }

    /// The smallest of the groups that `group` lies within; nil where it lies in none.
    public func enclosing(_ group: String) -> String? {
        if let named = within[group] { return named }
        guard let ages = Ages(group) else { return nil }
        return groups.keys.compactMap { name in Ages(name).map { (name: name, ages: $0) } }
            .filter { $0.name != group && $0.ages.encloses(ages) }
            .min { ($0.ages.width, $0.name) < ($1.ages.width, $1.name) }?.name
    }
}

/// The ages that the name of a group tells: `age_75_plus`, `age_under_16`, `under_16`, `age_16_64`.
private struct Ages {
    var from: Int
    /// Excluded.
    var to: Int

    init?(_ name: String) {
        let words = name.split(separator: "_")
        let ages = words.first == "age" ? Array(words.dropFirst()) : words
        guard ages.count == 2 else { return nil }
        if ages[1] == "plus", let from = Int(ages[0]) {
            self.init(from: from, to: 1000)
        } else if ages[0] == "under", let to = Int(ages[1]) {
            self.init(from: 0, to: to)
        } else if let from = Int(ages[0]), let last = Int(ages[1]) {
            self.init(from: from, to: last + 1)
        } else {
            return nil
        }
    }

    private init(from: Int, to: Int) {
        self.from = from
        self.to = to
    }

    var width: Int { to - from }

    func encloses(_ other: Ages) -> Bool { from <= other.from && other.to <= to && other.width < width }
}

/// Inhabitants in proportion to their need, so many in all as there are.
public struct StandardisedPopulation: Hashable, Sendable {
    /// One figure a population point; nil where it is undefined.
    public var counts: [Double]?
    /// Why there is none.
    public var reason: String?
    /// People whom groups that should have nobody in common count twice.
    public var countedTwice: Double
}

/// Standardised inhabitants: at each point Σ over groups of weight × (people of the group in no group within it),
/// and the rest of the inhabitants with the weight of others, scaled so that the sum over all points is that of the
/// inhabitants. It is the need of the potential localised accessibility [barlet2012].
///
/// Where groups count more people than there are (they overlap and are not nested), what is too much counts as nobody.
///
/// - Parameter weights: of groups that the population has; others are left out.
public func standardisedPopulation(_ population: Population, _ weights: NeedWeights) -> StandardisedPopulation {
    let named = population.groups.filter { weights.groups[$0.name] != nil }
    var others = population.inhabitants
    var own = named.map(\.counts)
    for (position, group) in named.enumerated() {
        let outer = weights.enclosing(group.name).flatMap { name in named.firstIndex { $0.name == name } }
        for point in others.indices {
            if let outer, outer != position {
                own[outer][point] -= group.counts[point]
            } else {
                others[point] -= group.counts[point]
            }
        }
    }
    var twice = 0.0
    func restricted(_ count: Double) -> Double {
        // A hair below zero comes of fractions of people.
        if count < -1e-9 { twice -= count }
        return max(0, count)
    }
    var raw = others.map { restricted($0) * weights.others }
    for (position, group) in named.enumerated() {
        let weight = weights.groups[group.name] ?? 0
        for point in raw.indices { raw[point] += restricted(own[position][point]) * weight }
    }
    let total = raw.reduce(0, +)
    guard total > 0 else {
        return StandardisedPopulation(
            counts: nil, reason: "the weights of need of all people sum to zero", countedTwice: twice)
    }
    let inhabitants = population.totalInhabitants
    // Equal weights leave everybody as they are, to the last digit.
    let scale = inhabitants / total
    return StandardisedPopulation(counts: raw.map { $0 * scale }, reason: nil, countedTwice: twice)
}

import Statistics

/// A band of ages, ends included: `under_40`, `40_59`, `60_plus`.
public struct AgeBand: Hashable, Sendable {
    /// Nil: from the youngest there are.
    public var first: Int?
    /// Nil: to the oldest there are.
    public var last: Int?

    /// Ages at which people may practise.
    static let possible = 16...100

    public init(first: Int?, last: Int?) {
        self.first = first
        self.last = last
    }

    /// Nil for a name that is no band.
    public init?(_ name: String) {
        let parts = name.split(separator: "_", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2 else { return nil }
        func age(_ text: String) -> Int? {
            text.allSatisfy { $0.isASCII && $0.isNumber }
                ? Int(text).flatMap { Self.possible.contains($0) ? $0 : nil } : nil
        }
        if parts[0] == "under", let end = age(parts[1]), end > Self.possible.lowerBound {
            self.init(first: nil, last: end - 1)
        } else if parts[1] == "plus", let first = age(parts[0]) {
            self.init(first: first, last: nil)
        } else if let first = age(parts[0]), let last = age(parts[1]), first <= last {
            self.init(first: first, last: last)
        } else {
            return nil
        }
    }

    /// Its ages; a band beyond the youngest or the oldest is the one age at its own end.
    func ages(youngest: Int, oldest: Int) -> ClosedRange<Int> {
        let first = first ?? min(youngest, last ?? youngest)
        return first...max(first, last ?? oldest)
    }
}

/// The age structure of some professionals.
public struct AgeEntry: Hashable, Sendable {
    /// Empty: of all professions.
    public var professions: [String]
    /// Codes of communes, empty together with `sites`: everywhere.
    public var communes: [String]
    public var sites: [String]
    /// Weight of each band; only their proportions count. Ordered by age.
    public var shares: [AgeShare]

    public struct AgeShare: Hashable, Sendable {
        public var band: AgeBand
        public var share: Double

        public init(band: AgeBand, share: Double) {
            self.band = band
            self.share = share
        }
    }

    public init(professions: [String] = [], communes: [String] = [], sites: [String] = [], shares: [AgeShare]) {
        self.professions = professions
        self.communes = communes
        self.sites = sites
        self.shares = shares
    }
}

/// A distribution of ages to draw from: every age of a band is as likely as the others.
struct AgeDistribution: Hashable, Sendable {
    /// The ages that somebody may have, ascending.
    private(set) var ages: [Int] = []
    /// The probability of an age up to each of them; the last is 1.
    private(set) var cumulative: [Double] = []

    /// - Parameter shares: not all 0.
    init(_ shares: [AgeEntry.AgeShare], youngest: Int, oldest: Int) {
        var weights = [Double](repeating: 0, count: AgeBand.possible.upperBound + 1)
        for share in shares {
            let ages = share.band.ages(youngest: youngest, oldest: oldest)
            for age in ages { weights[age] += share.share / Double(ages.count) }
        }
        let total = weights.reduce(0, +)
        var sum = 0.0
        for (age, weight) in weights.enumerated() where weight > 0 {
            sum += weight
            ages.append(age)
            cumulative.append(sum / total)
        }
    }

    func draw(_ chance: inout Chance) -> Int {
        guard ages.count > 1 else { return ages.first ?? AgeBand.possible.lowerBound }
        let unit = chance.unit()
        var low = 0
        var high = cumulative.count - 1
        while low < high {
            let middle = (low + high) / 2
            if cumulative[middle] > unit { high = middle } else { low = middle + 1 }
        }
        return ages[low]
    }
}

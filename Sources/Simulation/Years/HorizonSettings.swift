/// What a scenario says of its horizon of years.
public struct HorizonSettings: Hashable, Sendable {
    /// The first year: professionals are as the territory and the changes up to it say.
    public var from: Int
    /// The last year, included.
    public var to: Int
    public var replicates: Int
    public var seed: UInt64
    /// In the order of the file.
    public var ages: [AgeEntry]
    /// The age at which a band without a lower end begins.
    public var youngestAge: Int
    /// The age at which a band without an upper end stops.
    public var oldestAge: Int
    /// By profession; `all` for those that are not named.
    public var retirement: [String: RetirementHazard]
    /// The share of a year's professionals who leave for elsewhere, by profession.
    public var movesAway: [String: Double]
    /// Who arrives in a year, by profession.
    public var arrivals: [String: Arrivals]
    public var settlement: Settlement
    public var arrivalAge: Int
    public var threshold: SupplyThreshold
    /// In the order in which they are tried.
    public var escalation: [Substitute]
    /// Of the intervals of means over the replicates.
    public var confidenceLevel: Double

    /// The word that stands for every profession that is not named.
    public static let everyProfession = "all"
    /// A longer horizon has nobody in it who is there now.
    public static let greatestYears = 50

    public var years: ClosedRange<Int> { from...to }

    /// The value for a profession in a setting by profession; nil where neither it nor `all` is named.
    static func value<Value>(of profession: String, in values: [String: Value]) -> Value? {
        values[profession] ?? values[everyProfession]
    }

    /// Every profession that the settings name, with the key path it stands at.
    var namedProfessions: [(place: String, profession: String)] {
        let keyed =
            [("years.retirement", retirement.keys.sorted()), ("years.moves_away", movesAway.keys.sorted())]
            + [("years.arrivals", arrivals.keys.sorted())]
        return keyed.flatMap { key, names in
            names.filter { $0 != Self.everyProfession }.map { ("\(key).\($0)", $0) }
        }
            // The first entry is the default.
            + ages.dropFirst().enumerated().flatMap { number, entry in
                entry.professions.map { ("years.ages[\(number)].professions", $0) }
            } + [("years.threshold.profession", threshold.profession)]
    }
}

/// How many arrive in a year: a number, a share of those who left in the year, or both.
public struct Arrivals: Hashable, Sendable {
    public var number: Double
    /// Of the year's departures (retired, moved away), the share that is replaced.
    public var replaced: Double

    public init(number: Double = 0, replaced: Double = 0) {
        self.number = number
        self.replaced = replaced
    }
}

/// Where those who arrive settle.
public enum Settlement: String, CaseIterable, Hashable, Sendable {
    /// Where there are fewer than planned; those who find no vacancy do not settle.
    case vacancies
    /// At poles (kinds of the rule of the three 15s) with vacancies first, then in proportion to the supply.
    case poles
    /// In proportion to those of the profession who are there.
    case supply
    /// In proportion to the inhabitants of the communes.
    case inhabitants
}

/// When an area has too few of a profession.
public struct SupplyThreshold: Hashable, Sendable {
    public enum Quantity: String, CaseIterable, Hashable, Sendable {
        case headcount
        case fullTimeEquivalents = "fte"
        /// Full-time equivalents per 10 000 inhabitants.
        case density
    }

    public var profession: String
    public var quantity: Quantity
    /// An area with less is under the threshold.
    public var least: Double
    /// The division whose territories are the areas; nil: communes.
    public var division: String?

    public init(profession: String, quantity: Quantity, least: Double, division: String? = nil) {
        self.profession = profession
        self.quantity = quantity
        self.least = least
        self.division = division
    }
}

/// A temporary substitute, one step of the escalation.
public struct Substitute: Hashable, Sendable {
    /// `consultation_avancee`, `mobile_unit`, `telemedicine`… any word.
    public var kind: String
    /// What one of them gives to an area.
    public var fullTimeEquivalents: Double
    /// How many of them there are; nil: as many as wanted.
    public var number: Int?
    /// Years that an area must have been under the threshold before one comes.
    public var delayYears: Int
    /// The most years that one stays in an area; nil: as long as the gap.
    public var durationYears: Int?

    public init(
        kind: String, fullTimeEquivalents: Double, number: Int? = nil, delayYears: Int = 0, durationYears: Int? = nil
    ) {
        self.kind = kind
        self.fullTimeEquivalents = fullTimeEquivalents
        self.number = number
        self.delayYears = delayYears
        self.durationYears = durationYears
    }
}

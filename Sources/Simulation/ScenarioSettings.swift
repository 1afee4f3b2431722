/// The thresholds of the rule of the three 15s, and how they are read.
public struct ThreeFifteensSettings: Hashable, Sendable {
    public enum InhabitantsBasis: String, CaseIterable, Hashable, Sendable {
        /// Each inhabitant counts for one pole, the nearest.
        case allocated
        /// Everybody within the minutes counts, for every pole.
        case reachable
    }

    public enum ProfessionalsBasis: String, CaseIterable, Hashable, Sendable {
        case headcount
        case fullTimeEquivalents = "fte"
    }

    public var inhabitants: Double
    public var professionals: Double
    public var minutes: Double
    public var inhabitantsBasis: InhabitantsBasis
    public var professionalsBasis: ProfessionalsBasis
    /// Kinds of site that are poles.
    public var kinds: [String]
    /// Share by which a threshold may be missed.
    public var tolerance: Double
    /// Share of a pole's inhabitants who must live within the minutes.
    public var minutesQuantile: Double
}

/// How places are tied to the roads, and how finely catchments are drawn.
public struct TravelSettings: Hashable, Sendable {
    public var accessKilometresPerHour: Double
    public var greatestAccessMetres: Double
    public var resolutionMetres: Double
}

/// What the inequality figures are taken of.
public struct EquitySettings: Hashable, Sendable {
    public var quantity: String
    public var kind: String
    /// Names of population groups.
    public var groups: [String]
    /// Names of divisions.
    public var divisions: [String]
    /// In the unit of the quantity; nil: no threshold was named.
    public var threshold: Double?
}

/// The settings of a scenario: those of its file, else the defaults.
public struct ScenarioSettings: Hashable, Sendable {
    public var threeFifteens: ThreeFifteensSettings
    /// Minutes of the kinds that the file names.
    public var minutesByKind: [String: Double]
    public var travel: TravelSettings
    public var equity: EquitySettings
    /// Everything in force with its source, in a fixed order.
    public var inForce: [Setting]

    /// Minutes that people travel to a site of a kind.
    public func minutes(ofKind kind: String) -> Double {
        minutesByKind[kind] ?? Defaults.kindMinutes.value
    }
}

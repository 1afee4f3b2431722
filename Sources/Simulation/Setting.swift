/// A figure or a choice in force, and where it comes from: a rule of the field, an assumption, or the
/// scenario file.
public struct Setting: Hashable, Sendable {
    public enum Value: Hashable, Sendable {
        case number(Double)
        case text(String)
        case texts([String])
    }

    /// The key path in the scenario file: `rules.three_15s.minutes`.
    public var key: String
    public var value: Value
    public var source: String

    public init(key: String, value: Value, source: String) {
        self.key = key
        self.value = value
        self.source = source
    }
}

/// What holds where a scenario file says nothing.
public struct Default<Value: Hashable & Sendable>: Hashable, Sendable {
    /// The key path in the scenario file.
    public var key: String
    public var value: Value
    public var source: String
}

/// What holds where a scenario says nothing. Every default of the program stands here, with its source.
public enum Defaults {
    private static let guide = "rule of the three 15s, guide for local actors on access to care (2010)"
    private static let assumption = "assumption"

    public static let inhabitants = Default(
        key: "rules.three_15s.inhabitants", value: 15_000.0, source: guide)
    public static let professionals = Default(
        key: "rules.three_15s.professionals", value: 15.0, source: guide)
    public static let minutes = Default(key: "rules.three_15s.minutes", value: 15.0, source: guide)
    public static let inhabitantsBasis = Default(
        key: "rules.three_15s.inhabitants_basis", value: "allocated",
        source: assumption + ": the guide does not say whether neighbouring poles may count the same people")
    public static let professionalsBasis = Default(
        key: "rules.three_15s.professionals_basis", value: "headcount",
        source: assumption + ": the guide counts professionals, not their time")
    public static let poleKinds = Default(
        key: "rules.three_15s.kinds", value: ["cds", "msp"],
        source: assumption + ": health houses and health centres are poles")
    public static let tolerance = Default(
        key: "rules.three_15s.tolerance", value: 0.0,
        source: assumption + ": the thresholds hold to the unit, although the rule is indicative")
    public static let minutesQuantile = Default(
        key: "rules.three_15s.minutes_quantile", value: 0.95,
        source: assumption + ": the farthest twentieth of a pole's inhabitants does not decide")
    /// Of a kind of site that `rules.minutes` does not name.
    public static let kindMinutes = Default(
        key: "rules.minutes", value: 15.0, source: guide + ", taken for every kind")
    public static let accessSpeed = Default(
        key: "travel.access_kmh", value: 4.0, source: assumption + ": an unhurried walk to the road")
    public static let greatestAccess = Default(
        key: "travel.max_access_metres", value: 1000.0,
        source: assumption + ": what lies farther from every road counts as unattached")
    public static let resolution = Default(
        key: "travel.resolution_metres", value: 100.0, source: assumption + ": of drawn catchments")
    public static let profile = Default(
        key: "profile", value: "car", source: assumption + ": most people go to care by car")
    public static let equityQuantity = Default(
        key: "equity.quantity", value: "minutes_to_nearest", source: assumption)
    /// Of everything that a scenario leaves to chance.
    public static let seed = Default(key: "seed", value: 1.0, source: assumption + ": any number will do")
    public static let equityKind = Default(key: "equity.kind", value: "msp", source: assumption)
}

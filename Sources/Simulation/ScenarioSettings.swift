public import Coverage
public import Territory

/// How places are tied to the roads, and how finely catchments are drawn.
public struct TravelSettings: Hashable, Sendable {
    public var accessKilometresPerHour: Double
    public var greatestAccessMetres: Double
    public var resolutionMetres: Double

    /// Where no scenario says otherwise.
    public static let standard = TravelSettings(
        accessKilometresPerHour: Defaults.accessSpeed.value, greatestAccessMetres: Defaults.greatestAccess.value,
        resolutionMetres: Defaults.resolution.value)
}

/// The settings of a scenario: those of its file, else the defaults.
public struct ScenarioSettings: Hashable, Sendable {
    public var threeFifteens: ThreeFifteensRule
    /// Minutes of the kinds that the file names.
    public var minutesByKind: [String: Double]
    public var travel: TravelSettings
    public var equity: EquitySettings
    /// Of other quantities, beside the first.
    public var furtherEquity: [EquitySettings] = []
    public var kinds: SiteKinds
    /// What the words `day`, `night`, `weekend`… stand for, by name.
    public var moments: [Moment]
    /// What the words `winter`, `summer`… stand for.
    public var seasons: [String: Months]
    /// Those whose adequacy is asked for, ordered by name.
    public var services: [Service] = []
    /// Its settings count as in force where there are temporary stays.
    public var stays: StaySettings
    public var zones: ZoneSettings = .standard
    /// Nil where the scenario asks for no rounds of nurses.
    public var rounds: RoundsSettings?
    /// Nil where no years are simulated.
    public var years: HorizonSettings?
    /// Everything in force with its source, in a fixed order.
    public var inForce: [Setting]

    /// Minutes that people travel to a site of a kind.
    public func minutes(ofKind kind: String) -> Double {
        minutesByKind[kind] ?? Defaults.kindMinutes.value
    }
}

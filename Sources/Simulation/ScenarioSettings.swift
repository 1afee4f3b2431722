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

/// How people without a car travel, where a transport does not say otherwise.
public struct TransportSettings: Hashable, Sendable {
    public var walkingKilometresPerHour: Double
    public var waitingMinutes: Double
    public var tripsPerPersonYear: Double
    /// The group of people without a car.
    public var group: String
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
    /// The moment that is looked at, its season included; nil: the hours of sites do not count.
    public var moment: Moment?
    /// Those reported beside each other, in the order of the file.
    public var reportedMoments: [Moment]
    public var minimumTeam: MinimumTeamRule
    /// Days a week of a site whose days are not known.
    public var assumedDaysPerWeek: Double
    public var transport: TransportSettings
    /// Everything in force with its source, in a fixed order.
    public var inForce: [Setting]

    /// Minutes that people travel to a site of a kind.
    public func minutes(ofKind kind: String) -> Double {
        minutesByKind[kind] ?? Defaults.kindMinutes.value
    }
}

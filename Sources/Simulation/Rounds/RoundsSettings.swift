/// What the rounds of nurses are made of: need, lengths, days. Times in minutes.
public struct RoundsSettings: Hashable, Sendable {
    public var need: VisitNeed
    /// Care at the home.
    public var visitMinutes: Double
    /// Parking, and the way in and out, at every home.
    public var stopMinutes: Double
    public var workingDayMinutes: Double
    /// Of the working day, without work.
    public var breakMinutes: Double
    /// Of the working day, at the base before and after the round.
    public var baseMinutes: Double
    /// Days a week on which rounds are made.
    public var daysPerWeek: Double
    /// Hours that one full-time equivalent works a year.
    public var nurseHoursPerYear: Double
    /// Days that are simulated; figures are their means.
    public var simulatedDays: Int
    public var seed: UInt64

    /// What a day leaves for homes and roads.
    public var roundMinutes: Double { workingDayMinutes - breakMinutes - baseMinutes }
    /// Days a year on which rounds are made.
    public var daysPerYear: Double { 365 * daysPerWeek / 7 }
    /// Rounds that one full-time equivalent makes on such a day, on average over the year.
    public var roundsPerNurse: Double { nurseHoursPerYear * 60 / workingDayMinutes / daysPerYear }
}

/// How many visits people need: a rate for each age band, in visits a person and year.
public enum VisitNeed: Hashable, Sendable {
    /// By the territory's own groups: `inhabitants`, and any of the form `age_75_plus`. Each rate holds for those who
    /// are in no older band that is named.
    case byGroup([String: Double])
    /// Those of the program, for as far as the territory has the bands `age_75_plus` and `age_85_plus`.
    case standard(StandardVisitNeed)
}

/// Visits a person and year in three bands, and which part of a population the older two are, for territories that
/// do not tell them apart.
public struct StandardVisitNeed: Hashable, Sendable {
    public var under75: Double
    public var from75To84: Double
    public var from85: Double
    public var shareFrom75To84: Double
    public var shareFrom85: Double
}

extension Defaults {
    private static let need =
        "assumption: by age so that the people of France in 2012 need the 520 million nursing acts of that year "
        + "(CNAMTS, charges et produits pour 2014) at 1.5 acts a visit"
    private static let shares = "assumption: about that of France in 2012"

    public static let visitsUnder75 = Default(
        key: "rounds.visits_per_year.inhabitants", value: 1.5, source: need)
    public static let visitsFrom75 = Default(
        key: "rounds.visits_per_year.age_75_plus", value: 30.0, source: need)
    public static let visitsFrom85 = Default(
        key: "rounds.visits_per_year.age_85_plus", value: 80.0, source: need)
    /// Where a territory does not tell those of 85 from those of 75.
    public static let shareFrom75To84 = Default(key: "rounds.share_75_to_84", value: 0.063, source: shares)
    public static let shareFrom85 = Default(key: "rounds.share_85_plus", value: 0.026, source: shares)
    public static let visitMinutes = Default(
        key: "rounds.visit_minutes", value: 20.0,
        source: "assumption: between an injection and the nursing session of half an hour of the NGAP (AIS 3)")
    public static let stopMinutes = Default(
        key: "rounds.stop_minutes", value: 3.0, source: "assumption: to park, to go in and out")
    public static let workingDay = Default(
        key: "rounds.working_day_minutes", value: 420.0,
        source: "35 hours in five days (Code du travail, L3121-27)")
    public static let breakMinutes = Default(
        key: "rounds.break_minutes", value: 20.0,
        source: "after six hours of work (Code du travail, L3121-16), taken out of the working day: assumption")
    public static let baseMinutes = Default(
        key: "rounds.base_minutes", value: 20.0, source: "assumption: handover and supplies at the base")
    public static let roundDaysPerWeek = Default(
        key: "rounds.days_per_week", value: 7.0, source: "assumption: nursing at home knows no closing day")
    public static let nurseHours = Default(
        key: "rounds.nurse_hours_per_year", value: 1607.0, source: "Code du travail, L3121-41")
    public static let simulatedDays = Default(
        key: "rounds.simulated_days", value: 5.0,
        source: "assumption: enough for means by commune, few enough to be quick")
}

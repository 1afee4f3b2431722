/// A time at which coverage is asked for: the hours of a week that a word such as `night` stands for, and the months
/// of a season.
public struct Moment: Hashable, Sendable {
    public var name: String
    public var hours: WeekHours
    /// The whole year unless a season is looked at.
    public var months: Months

    public init(name: String, hours: WeekHours, months: Months = .all) {
        self.name = name
        self.hours = hours
        self.months = months
    }
}

/// When a site is open.
public struct OpeningTimes: Hashable, Sendable {
    /// Nil where nothing is known of its hours: it then counts as open at any.
    public var hours: WeekHours?
    /// The months in which it opens.
    public var months: Months

    public init(hours: WeekHours? = nil, months: Months = .all) {
        self.hours = hours
        self.months = months
    }

    /// Whether it is open at some time of a moment.
    public func isOpen(at moment: Moment) -> Bool {
        months.overlaps(moment.months) && (hours?.overlaps(moment.hours) ?? true)
    }
}

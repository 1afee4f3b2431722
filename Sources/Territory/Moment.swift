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

/// When a site is open. What a site does not tell, its kind does.
public struct OpeningTimes: Hashable, Sendable {
    /// Nil where nothing is told of its hours: it then counts as open at any.
    public var hours: WeekHours?
    /// The months in which it opens; nil where nothing is told of them: all.
    public var months: Months?

    public init(hours: WeekHours? = nil, months: Months? = nil) {
        self.hours = hours
        self.months = months
    }

    /// These, and where they do not tell something, those of `other`.
    public func completed(by other: OpeningTimes) -> OpeningTimes {
        OpeningTimes(hours: hours ?? other.hours, months: months ?? other.months)
    }

    /// Whether it is open at some time of a moment.
    public func isOpen(at moment: Moment) -> Bool {
        (months ?? .all).overlaps(moment.months) && (hours?.overlaps(moment.hours) ?? true)
    }
}

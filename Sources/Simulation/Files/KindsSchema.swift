import Territory

/// `kinds`: what each kind of site is.
let kindsSchema = ValueSchema.openMapping(of: .mapping(kindSchema), keys: "kinds of site, each with what it is")

private let kindSchema = MappingSchema(keys: [
    .optional("name", .text, "The kind as people read it: Maison médicale de garde."),
    .optional(
        "covers", .word(SiteKind.Covering.allCases.map(\.rawValue)),
        "How: people travel to it (catchment), it is responsible for communes (zonal), or it travels to people (mobile)."
    ),
    .optional(
        "minutes", .number(NumberRange(minimum: 0, isAboveMinimum: true, maximum: 600)),
        "How far people travel to it, or it to people; rules.minutes says the same."),
    .optional(
        "response", .word(SiteKind.Response.allCases.map(\.rawValue)),
        "What people find there: somebody who treats them (full), or who sends them on (orientation)."),
    .optional("times", .list(of: .text, minimumCount: 1), "Moments at which its sites are open: day, night, weekend."),
    .optional("hours", weekSchema, "Hours at which its sites are open."),
    .optional("season", seasonSchema, "Months, or a season, in which its sites are open."),
    .optional("days_per_week", daysPerWeekSchema, "Days a week that its sites are open."),
    .optional("visiting", .boolean, "Whether its professionals come from elsewhere for some days a week."),
    .optional("setup_years", setupYearsSchema, "Years from the decision to the opening."),
])

let daysPerWeekSchema = ValueSchema.number(NumberRange(minimum: 0, isAboveMinimum: true, maximum: 7))
let setupYearsSchema = ValueSchema.number(.from(0, to: 50))

/// `{weekdays: "08:00-20:00", saturday: ["08:00-12:00", "14:00-18:00"]}`
let weekSchema = ValueSchema.mapping(
    MappingSchema(
        keys: WeekDays.allCases.map {
            .optional($0.rawValue, .either([.hours, .list(of: .hours, minimumCount: 1)]), $0.description)
        }))

/// `winter`, or `[december, january]`.
let seasonSchema = ValueSchema.either([.text, .list(of: .word(Months.names), minimumCount: 1)])

/// `rules.moments`: what the words `day`, `night`, `weekend`, and words of one's own, stand for.
let momentsSchema = ValueSchema.openMapping(of: weekSchema, keys: "moments, each with its hours of the week")

/// `rules.seasons`: what the words `winter`, `summer`… stand for.
let seasonsSchema = ValueSchema.openMapping(
    of: .list(of: .word(Months.names), minimumCount: 1), keys: "seasons, each with its months")

/// Words for days of the week.
enum WeekDays: String, CaseIterable {
    case monday, tuesday, wednesday, thursday, friday, saturday, sunday
    case weekdays
    case everyDay = "every_day"

    /// From 0, Monday.
    var days: Range<Int> {
        switch self {
        case .weekdays: 0..<5
        case .everyDay: 0..<7
        default:
            // The seven days stand first, in their order.
            Self.allCases.firstIndex(of: self).map { $0..<($0 + 1) } ?? 0..<0
        }
    }

    fileprivate var description: String {
        switch self {
        case .weekdays: "Hours from Monday to Friday."
        case .everyDay: "Hours of every day."
        default: "Hours of this day: \"08:00-12:00\"; past midnight they go on into the next day."
        }
    }
}

/// The quarters of an hour of `08:00-20:00`; nil for another form, or a time between two quarters.
func quarters(_ text: String) -> (from: Int, to: Int)? {
    let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { end -> Int? in
        let parts = end.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ (1...2).contains($0.count) && $0.allSatisfy(\.isNumber) }),
            let hour = Int(parts[0]), let minute = Int(parts[1]), minute % 15 == 0, minute < 60,
            hour * 60 + minute <= 1440
        else { return nil }
        return hour * 4 + minute / 15
    }
    guard ends.count == 2, let from = ends[0], let to = ends[1], from != to, from < WeekHours.quartersADay else {
        return nil
    }
    return (from, to)
}

import Statistics

/// Who asks for a temporary stay in a year, and where they live.
public struct StayArrivals: Hashable, Sendable {
    /// People a year whom each population point sends, without any epidemic.
    public let perYear: [Double]
    /// Their sum.
    public let total: Double
    /// Nil where nobody asks.
    let points: AliasTable?

    /// - Parameter perYear: one a population point; finite, not negative.
    public init(perYear: [Double]) {
        self.perYear = perYear
        total = perYear.reduce(0, +)
        points = AliasTable(perYear)
    }
}

/// One person who asks for a temporary stay.
public struct StayArrival: Hashable, Sendable {
    /// Days since 1 January of the first year.
    public var day: Double
    /// A population point.
    public var point: Int
    /// How long the stay will be, wherever it is.
    public var lengthDays: Double
    /// Supported at home instead: asks for no bed.
    public var isSupportedAtHome: Bool

    public init(day: Double, point: Int, lengthDays: Double, isSupportedAtHome: Bool = false) {
        self.day = day
        self.point = point
        self.lengthDays = lengthDays
        self.isSupportedAtHome = isSupportedAtHome
    }
}

/// The calendar of the simulation: years of 365 days.
enum Calendar {
    static let daysPerYear = 365
    /// The day of the year on which each month begins, and the end of the last.
    static let monthStarts = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365]

    /// The month, from 0, of a day, which may be before day 0; and the day on which that month ends.
    static func month(of day: Double) -> (month: Int, end: Double) {
        let year = (day / Double(daysPerYear)).rounded(.down)
        let dayOfYear = day - year * Double(daysPerYear)
        // The first month that ends after the day; by rounding the day may stand on the end of the year.
        let month = monthStarts.dropFirst().firstIndex { Double($0) > dayOfYear }.map { $0 - 1 } ?? 0
        let end = year * Double(daysPerYear) + Double(monthStarts[month + 1])
        return end > day ? (month, end) : (month, end + Double(daysPerYear))
    }
}

/// Draws the people who arrive from one day to another, in the order of their arrival: a Poisson process whose rate is
/// that of the month. The time to the next arrival is found by letting an exponential number run out at the rate of
/// each month in turn. Every person takes the same numbers whatever becomes of them, so that changes to the sites
/// meet the same people.
///
/// - Parameters:
///   - factors: twelve; how many times the ordinary rate holds in each month.
///   - period: which days.
func drawArrivals(
    _ arrivals: StayArrivals, from start: Double, to end: Double, factors: [Double], length: StayLength,
    homeSupportShare: Double, _ random: inout SplitMix64
) -> [StayArrival] {
    guard let points = arrivals.points else { return [] }
    var drawn: [StayArrival] = []
    let perDay = arrivals.total / Double(Calendar.daysPerYear)
    var day = start
    var remaining = random.exponential()
    while true {
        let (month, monthEnd) = Calendar.month(of: day)
        let rate = perDay * factors[month]
        let limit = min(monthEnd, end)
        if rate * (limit - day) < remaining {
            remaining -= rate * (limit - day)
            day = limit
            if day >= end { return drawn }
            continue
        }
        day = min(limit, day + remaining / rate)
        let point = points.draw(&random)
        drawn.append(
            StayArrival(
                day: day, point: point, lengthDays: length.draw(&random),
                isSupportedAtHome: random.chance(homeSupportShare)))
        remaining = random.exponential()
    }
}

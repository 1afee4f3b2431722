/// Hours of an ordinary week, in quarters of an hour from Monday 00:00: when something is open, or what counts as
/// night. Public holidays are no part of an ordinary week.
public struct WeekHours: Hashable, Sendable {
    public static let daysAWeek = 7
    public static let quartersADay = 96
    private static let quartersAWeek = daysAWeek * quartersADay

    /// One bit a quarter of an hour.
    private var bits: [UInt64]

    /// No hour.
    public static let none = WeekHours(bits: [UInt64](repeating: 0, count: (quartersAWeek + 63) / 64))
    /// Every hour of the week.
    public static let all = WeekHours.none.with(days: 0..<daysAWeek, from: 0, to: quartersADay)

    private init(bits: [UInt64]) {
        self.bits = bits
    }

    /// Adds the same hours on some days.
    ///
    /// - Parameters:
    ///   - days: from 0 (Monday) to 6 (Sunday).
    ///   - from: the first quarter of an hour of the day, from 0.
    ///   - to: the quarter at which they end, 96 at the most. Before `from` they go on past midnight, into the next
    ///     day; the night after Sunday is that before Monday.
    public func with(days: some Sequence<Int>, from: Int, to: Int) -> WeekHours {
        var hours = self
        let length = to > from ? to - from : to + Self.quartersADay - from
        for day in days {
            for quarter in 0..<length {
                hours.insert((day * Self.quartersADay + from + quarter) % Self.quartersAWeek)
            }
        }
        return hours
    }

    private mutating func insert(_ quarter: Int) {
        bits[quarter / 64] |= 1 << UInt64(quarter % 64)
    }

    public var isEmpty: Bool { bits.allSatisfy { $0 == 0 } }

    /// Hours a week.
    public var hoursAWeek: Double { Double(bits.reduce(0) { $0 + $1.nonzeroBitCount }) / 4 }

    /// Days of the week with some hour.
    public var days: Int {
        (0..<Self.daysAWeek).count { day in
            overlaps(.none.with(days: CollectionOfOne(day), from: 0, to: Self.quartersADay))
        }
    }

    /// Whether some quarter of an hour is in both.
    public func overlaps(_ other: WeekHours) -> Bool {
        zip(bits, other.bits).contains { $0 & $1 != 0 }
    }

    /// Whether every hour of `other` is in these.
    public func contains(_ other: WeekHours) -> Bool {
        zip(bits, other.bits).allSatisfy { $1 & ~$0 == 0 }
    }

    public mutating func formUnion(_ other: WeekHours) {
        for index in bits.indices { bits[index] |= other.bits[index] }
    }

    public func union(_ other: WeekHours) -> WeekHours {
        var union = self
        union.formUnion(other)
        return union
    }

    public func intersection(_ other: WeekHours) -> WeekHours {
        WeekHours(bits: zip(bits, other.bits).map { $0 & $1 })
    }
}

/// Months of the year, from 1 (January) to 12.
public struct Months: Hashable, Sendable {
    public static let names = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
        "december",
    ]
    public static let all = Months(1...12)

    /// One bit a month.
    private var bits: UInt16

    public init(_ months: some Sequence<Int>) {
        bits = months.reduce(0) { (1...12).contains($1) ? $0 | 1 << UInt16($1) : $0 }
    }

    public func overlaps(_ other: Months) -> Bool { bits & other.bits != 0 }
    public func contains(_ other: Months) -> Bool { other.bits & ~bits == 0 }
    /// The names of the months, January first.
    public var names: [String] { (1...12).filter { overlaps(Months([$0])) }.map { Self.names[$0 - 1] } }
}

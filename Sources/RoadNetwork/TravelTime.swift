/// A travel time in whole milliseconds, 32 bits wide (up to 49 days). Unreachable is a value of its own
/// and the greatest: it compares greater than every limit.
public struct TravelTime: Hashable, Comparable, Sendable {
    public var milliseconds: UInt32

    public init(milliseconds: UInt32) {
        self.milliseconds = milliseconds
    }

    public static let zero = TravelTime(milliseconds: 0)
    public static let unreachable = TravelTime(milliseconds: .max)

    /// Rounded to the nearest millisecond; unreachable when beyond 32 bits or not finite.
    public init(seconds: Double) {
        let milliseconds = (seconds * 1000).rounded()
        self.milliseconds =
            milliseconds >= 0 && milliseconds < Double(UInt32.max) ? UInt32(milliseconds) : .max
    }

    public init(minutes: Double) {
        self.init(seconds: minutes * 60)
    }

    public var isReachable: Bool { self != .unreachable }
    /// Nil when unreachable.
    public var seconds: Double? { isReachable ? Double(milliseconds) / 1000 : nil }
    /// Nil when unreachable.
    public var minutes: Double? { isReachable ? Double(milliseconds) / 60_000 : nil }

    public static func < (left: TravelTime, right: TravelTime) -> Bool {
        left.milliseconds < right.milliseconds
    }

    /// The sum, unreachable when either is or when it does not fit.
    public static func + (left: TravelTime, right: TravelTime) -> TravelTime {
        let (sum, overflow) = left.milliseconds.addingReportingOverflow(right.milliseconds)
        return overflow ? .unreachable : TravelTime(milliseconds: sum)
    }
}

/// A speed that carries its unit.
public struct Speed: Hashable, Comparable, Sendable {
    public var metresPerSecond: Double

    public init(metresPerSecond: Double) {
        self.metresPerSecond = metresPerSecond
    }

    public init(kilometresPerHour: Double) {
        self.metresPerSecond = kilometresPerHour / 3.6
    }

    public var kilometresPerHour: Double { metresPerSecond * 3.6 }

    public static func < (left: Speed, right: Speed) -> Bool {
        left.metresPerSecond < right.metresPerSecond
    }

    /// The time over `metres`, rounded to the nearest millisecond; unreachable at a speed of 0 or less.
    public func time(overMetres metres: Double) -> TravelTime {
        metresPerSecond > 0 ? TravelTime(seconds: metres / metresPerSecond) : .unreachable
    }
}

/// Which way a figure of a summary is better.
enum BetterDirection: String, Sendable {
    case higher, lower

    /// How much better `value` is than `other`: positive where it is.
    func advantage(of value: Double, over other: Double) -> Double {
        self == .higher ? value - other : other - value
    }
}

/// A line of the table of directions: the figures that it is about, and why.
struct FigureDirection: Sendable {
    /// Names, with `*` for any one of them and `**` for one or more.
    var pattern: [String]
    /// Nil: neither is better in itself.
    var better: BetterDirection?
    var reason: String

    init(_ pattern: String, _ better: BetterDirection?, _ reason: String) {
        self.pattern = pattern.split(separator: "/").map(String.init)
        self.better = better
        self.reason = reason
    }

    func matches(_ path: [String]) -> Bool { Self.matches(path[...], pattern[...]) }

    private static func matches(_ path: ArraySlice<String>, _ pattern: ArraySlice<String>) -> Bool {
        guard let wanted = pattern.first else { return path.isEmpty }
        guard let name = path.first else { return false }
        let (rest, others) = (path.dropFirst(), pattern.dropFirst())
        if wanted == "**" { return matches(rest, others) || matches(rest, pattern) }
        return (wanted == "*" || wanted == name) && matches(rest, others)
    }
}

/// Which way the figures of a summary are better. The first line that matches holds; what no line names has no
/// direction.
///
/// - Parameter highIsBad: whether high values of the quantity that `equity` is about are the bad ones.
func directions(highIsBad: Bool) -> [FigureDirection] { figureDirections + equityDirections(highIsBad: highIsBad) }

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
    /// Names with `*` for any one of them, `**` at the end for any that follow.
    var pattern: [String]
    /// Nil: neither is better in itself.
    var better: BetterDirection?
    var reason: String

    init(_ pattern: String, _ better: BetterDirection?, _ reason: String) {
        self.pattern = pattern.split(separator: "/").map(String.init)
        self.better = better
        self.reason = reason
    }

    func matches(_ path: [String]) -> Bool {
        let isOpen = pattern.last == "**"
        let fixed = isOpen ? Array(pattern.dropLast()) : pattern
        guard isOpen ? path.count > fixed.count : path.count == fixed.count else { return false }
        return zip(fixed, path).allSatisfy { $0 == "*" || $0 == $1 }
    }
}

/// Which way the figures of a summary are better; the first line that matches holds. What no line names has no
/// direction.
///
/// - Parameter highIsBad: whether high values of the quantity that `equity` is about are the bad ones.
func direction(of path: [String], highIsBad: Bool) -> FigureDirection? {
    (figureDirections + equityDirections(highIsBad: highIsBad)).first { $0.matches(path) }
}

private let aSetting = "a setting or a threshold, not a result"
private let overlap = "overlap may be choice or redundancy: the documents leave it open"

private let figureDirections = [
    FigureDirection("inhabitants", nil, "the same people in every run"),
    FigureDirection("kinds/*/sites", nil, "more sites serve more and cost more"),
    FigureDirection("kinds/*/minutes", nil, aSetting),
    FigureDirection("kinds/*/covered_inhabitants", .higher, "people with a site within the minutes"),
    FigureDirection("kinds/*/uncovered_inhabitants", .lower, "people without a site within the minutes"),
    FigureDirection("kinds/*/covered_share", .higher, "people with a site within the minutes"),
    FigureDirection("kinds/*/choices/0", .lower, "people without a site within the minutes"),
    FigureDirection("kinds/*/choices/*", nil, overlap),
    FigureDirection("kinds/*/minutes_to_nearest/*", .lower, "less far to travel"),
    FigureDirection("kinds/*/kilometres_to_nearest/*", .lower, "less far to travel"),
    FigureDirection("kinds/*/groups/*/covered_inhabitants", .higher, "people with a site within the minutes"),
    FigureDirection("kinds/*/groups/*/uncovered_inhabitants", .lower, "people without a site within the minutes"),
    FigureDirection("kinds/*/groups/*/total", nil, "the same people in every run"),
    FigureDirection("three_15s/*/passes", .higher, "the pole passes the rule (indicative)"),
    FigureDirection("three_15s/*/*/passes", .higher, "the pole passes this criterion (indicative)"),
    FigureDirection("three_15s/*/*/threshold", nil, aSetting),
    FigureDirection("three_15s/*/*/gap", .higher, "negative is what the pole lacks"),
    FigureDirection("three_15s/*/inhabitants/*", nil, "a pole may take its people from its neighbours"),
    FigureDirection("three_15s/*/professionals/*", nil, "a pole may take its professionals from its neighbours"),
    FigureDirection("three_15s/*/minutes/share_within", .higher, "more of the pole's people within the minutes"),
    FigureDirection("three_15s/*/minutes/*", .lower, "less far to travel to the pole"),
    FigureDirection("three_15s_served/*", .higher, "people who are served"),
    FigureDirection("overlaps/**", nil, overlap),
    FigureDirection("adequacy/*/states/response", .higher, "people who find the service within the minutes"),
    FigureDirection("adequacy/*/states/nothing", .lower, "people who find nobody within the minutes"),
    FigureDirection("adequacy/*/states/orientation", nil, "better than nothing, and less than the service"),
    FigureDirection("adequacy/*/groups/*/states/response", .higher, "people who find the service within the minutes"),
    FigureDirection("adequacy/*/groups/*/states/nothing", .lower, "people who find nobody within the minutes"),
    FigureDirection("adequacy/*/access/*/*", .higher, "more supply for each inhabitant"),
    FigureDirection("adequacy/*/groups/*/access_mean_per_100000", .higher, "more supply for each inhabitant"),
    FigureDirection("adequacy/*/levels/cut_offs/*", nil, aSetting),
    FigureDirection("adequacy/*/levels/unmet/*", .lower, "need that is not met"),
    FigureDirection("adequacy/*/levels/**", nil, overlap),
    FigureDirection("adequacy/*/minutes", nil, aSetting),
    FigureDirection("adequacy/**", nil, "supply may be taken from elsewhere"),
    FigureDirection("basket/share_by_service/*", .higher, "people who find the service within the minutes"),
    FigureDirection("basket/mean_services", .higher, "more of the services within the minutes"),
    FigureDirection("basket/communes_with_all_services", .higher, "more of the services within the minutes"),
    FigureDirection("unattached/inhabitants", .lower, "people far from every road count as uncovered"),
]

/// Of the inequality figures; those of groups and divisions follow those of all.
private func equityDirections(highIsBad: Bool) -> [FigureDirection] {
    let level: (BetterDirection, String) =
        highIsBad ? (.lower, "high values are the bad ones") : (.higher, "high values are the good ones")
    let inequality = "less unequal"
    func lines(_ prefix: String) -> [FigureDirection] {
        ["mean", "median", "p10", "p90", "min", "max", "worst_tenth"].map {
            FigureDirection("\(prefix)/\($0)", level.0, level.1)
        }
            + ["gini", "theil_t", "theil_l", "palma", "atkinson/*", "within/*", "between/*"].map {
                FigureDirection("\(prefix)/\($0)", .lower, inequality)
            }
            + [
                FigureDirection("\(prefix)/share_above_threshold", level.0, level.1),
                FigureDirection(
                    "\(prefix)/fgt/0", highIsBad ? .higher : .lower, "the share of people below the threshold"),
                FigureDirection(
                    "\(prefix)/fgt/*", highIsBad ? nil : .lower,
                    highIsBad
                        ? "the people below the threshold are the well served" : "depth and severity of what is missing"
                ),
                FigureDirection("\(prefix)/concentration/*", nil, "best near 0, on either side of it"),
            ]
    }
    return lines("equity") + lines("equity/by/*")
        + [
            FigureDirection("equity/divisions/*/within/*", .lower, inequality),
            FigureDirection("equity/divisions/*/between/*", .lower, inequality),
            FigureDirection("equity/gap/*/difference", .lower, inequality),
            FigureDirection("equity/gap/*/ratio", .lower, inequality),
            FigureDirection("equity/beyond/*/*", .lower, "people beyond the threshold at the bad end, and how far"),
            FigureDirection(
                "equity/beyond_by/*/*/*", .lower, "people beyond the threshold at the bad end, and how far"),
            FigureDirection("equity/left_out/inhabitants", .lower, "people who reach nothing"),
            FigureDirection("equity/territorial/*/gap", .lower, inequality),
            FigureDirection("equity/composite/score", .lower, "its parts are 0 where nothing is wrong"),
        ]
}

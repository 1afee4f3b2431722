private let aSetting = "a setting or a threshold, not a result"
private let overlap = "overlap may be choice or redundancy: the documents leave it open"
private let within = "people with a site within the minutes"
private let without = "people without a site within the minutes"
private let nearer = "less far to travel"
private let bounds = "a bound of the interval, not the figure"
private let samePeople = "the same people in every run"

/// Which way the figures of a summary are better, those of `equity` apart.
let figureDirections =
    [
        FigureDirection("inhabitants", nil, samePeople),
        FigureDirection("unattached/inhabitants", .lower, "people far from every road count as uncovered"),
    ] + coverageDirections + placementDirections + poleDirections + zoneDirections + adequacyDirections
    + roundsDirections + stayDirections
    + yearDirections

private let coverageDirections = [
    FigureDirection("kinds/*/sites", nil, "more sites serve more and cost more"),
    FigureDirection("kinds/*/minutes", nil, aSetting),
    FigureDirection("kinds/*/choices/0", .lower, without),
    FigureDirection("kinds/*/choices/*", nil, overlap),
    FigureDirection("kinds/*/groups/*/total", nil, samePeople),
    FigureDirection("kinds/*/perimeters/inhabitants_in_none", .lower, "people in no perimeter"),
    FigureDirection("kinds/*/perimeters/*", nil, overlap),
    FigureDirection("overlaps/**", nil, overlap),
    // Of kinds, groups, moments and years alike.
    FigureDirection("**/covered_inhabitants", .higher, within),
    FigureDirection("**/covered_throughout_inhabitants", .higher, within),
    FigureDirection("**/uncovered_inhabitants", .lower, without),
    FigureDirection("**/covered_share", .higher, within),
    FigureDirection("**/minutes_to_nearest/*", .lower, nearer),
    FigureDirection("**/mean_minutes_to_nearest", .lower, nearer),
    FigureDirection("**/kilometres_to_nearest/*", .lower, nearer),
]

private let placementDirections = [
    FigureDirection("placements/*/gap", .lower, "how far the plan may be from the best"),
    FigureDirection("placements/**", nil, "what a model was asked and answered: plans of other questions differ"),
]

private let poleDirections = [
    FigureDirection("three_15s/*/passes", .higher, "the pole passes the rule (indicative)"),
    FigureDirection("three_15s/**/passes", .higher, "the pole passes this criterion (indicative)"),
    FigureDirection("three_15s/**/threshold", nil, aSetting),
    FigureDirection("three_15s/**/gap", .higher, "negative is what the pole lacks"),
    FigureDirection("three_15s/*/inhabitants/*", nil, "a pole may take its people from its neighbours"),
    FigureDirection("three_15s/*/professionals/*", nil, "a pole may take its professionals from its neighbours"),
    FigureDirection("three_15s/*/planned_professionals/missing", .lower, "places that nobody has filled"),
    FigureDirection("three_15s/*/minutes/share_within", .higher, "more of the pole's people within the minutes"),
    FigureDirection("three_15s/*/minutes/*", .lower, "less far to travel to the pole"),
    FigureDirection("three_15s_served/*", .higher, "people who are served"),
]

private let zoneDirections = [
    FigureDirection("divisions/membership/*/inhabitants_in_none", .lower, "people in no territory"),
    FigureDirection("divisions/membership/*/inhabitants_in_one", .higher, "people in one territory, and one only"),
    FigureDirection("divisions/membership/*/inhabitants_in_several", nil, overlap),
    FigureDirection("divisions/coordination/**", nil, overlap),
    FigureDirection("territories/*/contiguous", .higher, "a territory of one piece"),
]

private let adequacyDirections = [
    FigureDirection("adequacy/*/minutes", nil, aSetting),
    FigureDirection("adequacy/*/levels/cut_offs/*", nil, aSetting),
    FigureDirection("adequacy/*/choices_mean", nil, overlap),
    FigureDirection("adequacy/**/states/response", .higher, "people who find somebody who treats them"),
    FigureDirection("adequacy/**/states/orientation", nil, "less than a response, and more than nothing"),
    FigureDirection("adequacy/**/states/nothing", .lower, "people who find nobody"),
    FigureDirection("adequacy/*/supply/out_of_reach", .lower, "supply that nobody reaches"),
    FigureDirection("adequacy/*/access/*/mean", .higher, "more supply for each inhabitant"),
    FigureDirection("adequacy/*/access/*/median", .higher, "more supply for each inhabitant"),
    FigureDirection("adequacy/*/access/*/*", nil, "the best served: more for them may be less for others"),
    FigureDirection("adequacy/**/access_mean_per_100000", .higher, "more supply for each inhabitant"),
    FigureDirection("adequacy/*/levels/unmet/*", .lower, "supply under the need"),
    FigureDirection("adequacy/*/levels/adequate/*", .higher, "supply that meets the need"),
    FigureDirection("adequacy/*/levels/abundant/*", nil, "more than the need, and not yet redundant"),
    FigureDirection("adequacy/*/levels/redundant/*", .lower, "the ten measures want no redundant structures"),
    FigureDirection("adequacy/**/density_per_10000", .higher, "more professionals for as many people"),
    FigureDirection("adequacy/**/density_per_100000", .higher, "more professionals for as many people"),
    FigureDirection("adequacy/**/age_weighted_density_per_100000", .higher, "more professionals for as much need"),
    FigureDirection("basket/mean_services", .higher, "more services within their minutes"),
    FigureDirection("basket/share_by_service/*", .higher, "people with a response"),
    FigureDirection("basket/communes_with_all_services", .higher, "communes that lack nothing"),
    FigureDirection("basket/inhabitants_by_number_of_services/0", .lower, "people without any of the services"),
]

private let roundsDirections = ["nurse_pools_total", "nurse_pools/*"].flatMap { pools in
    [
        FigureDirection("\(pools)/visits_done", .higher, "visits that are made"),
        FigureDirection("\(pools)/done_share", .higher, "visits that are made"),
        FigureDirection("\(pools)/visits_undone", .lower, "visits that nobody makes"),
        FigureDirection("\(pools)/visits_out_of_reach", .lower, "visits that nobody makes"),
        FigureDirection("\(pools)/visits_beyond_capacity", .lower, "visits that nobody makes"),
        FigureDirection("\(pools)/inhabitants_within_minutes", .higher, "people whom a pool reaches"),
        FigureDirection("\(pools)/inhabitants_within_capacity", .higher, "people for whom a pool has the time"),
        FigureDirection("\(pools)/nurses_needed", .lower, "fewer nurses for all visits"),
        FigureDirection("\(pools)/care_share", .higher, "care in place of road"),
        FigureDirection("\(pools)/kilometres_per_visit", .lower, "less road for each visit"),
        FigureDirection("\(pools)/road_minutes_per_visit", .lower, "less road for each visit"),
    ]
}

private let stayDirections =
    [
        FigureDirection("temporary_stays/**/lower", nil, bounds),
        FigureDirection("temporary_stays/**/upper", nil, bounds),
        FigureDirection("temporary_stays/**/admitted_at_nearest/mean", .higher, "people in a bed near their home"),
        FigureDirection("temporary_stays/**/p90_wait_days", .lower, "people who wait"),
    ]
    + ["refused", "refused_share", "out_of_reach"].map {
        FigureDirection("temporary_stays/**/\($0)/mean", .lower, "people who get no bed")
    }
    + ["waited", "still_waiting", "mean_wait_days"].map {
        FigureDirection("temporary_stays/**/\($0)/mean", .lower, "people who wait")
    }

private let yearDirections =
    [
        FigureDirection("years/by_year/*/equity/*", .lower, nearer + ", or less unequal"),
        FigureDirection("years/**/probability_under_threshold", .lower, "communes that may lose their professionals"),
    ]
    + ["communes", "territories", "inhabitants"].flatMap { areas in
        ["under_threshold", "without_answer"].flatMap { state in
            ["mean", "median", "p10", "p90"].map {
                FigureDirection("years/by_year/*/\(areas)_\(state)/\($0)", .lower, "supply under the threshold")
            }
        }
    }

/// Of the inequality figures; those of groups and divisions follow those of all.
func equityDirections(highIsBad: Bool) -> [FigureDirection] {
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

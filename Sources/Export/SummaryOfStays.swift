import Simulation
import Statistics
import Territory

/// The temporary stays of a result: `temporary_stays` in the summary.
func summary(of stays: StayResult, in territory: StudyTerritory) -> SummaryValue {
    let settings = stays.settings
    let communes = zip(territory.communes, stays.communes).compactMap { commune, figures in
        figures.map { figures in
            SummaryValue.object(
                members(of: figures).merging(["code": .text(commune.id.description), "name": .text(commune.name)]) {
                    $1
                })
        }
    }
    return .object([
        "reason": SummaryValue(stays.reason),
        "seed": .number(Double(settings.seed)), "replicates": .number(Double(settings.replicates)),
        "days": .number(Double(settings.days)), "warm_up_days": .number(Double(settings.warmUpDays)),
        "confidence": .number(settings.confidence),
        "expected_demand_per_year": .number(stays.expectedPerYear),
        "mean_stay_days": .number(settings.length.meanOccupiedDays),
        "total": stays.total.map { .object(members(of: $0)) } ?? .null,
        "home_support_days": stays.total.map {
            summary(of: $0.supportedAtHome, times: settings.homeSupportDays)
        } ?? .null,
        "months": .list(
            stays.months.map { month, figures in
                .object([
                    "month": .number(Double(month)), "demand": summary(of: figures.demand),
                    "refused": summary(of: figures.refused), "refused_share": summary(of: figures.refusedShare),
                    "mean_wait_days": summary(of: figures.waitDays),
                ])
            }),
        "sites": .list(stays.sites.map { summary(of: $0, in: territory) }),
        "communes": .list(communes),
        "outside_communes": stays.outside.map { .object(members(of: $0)) } ?? .null,
    ])
}

private func members(of figures: StayFigures) -> [String: SummaryValue] {
    [
        "demand": summary(of: figures.demand), "admitted_at_nearest": summary(of: figures.admittedAtNearest),
        "admitted_elsewhere": summary(of: figures.admittedElsewhere), "waited": summary(of: figures.waited),
        "refused": summary(of: figures.refused), "out_of_reach": summary(of: figures.outOfReach),
        "still_waiting": summary(of: figures.stillWaiting),
        "supported_at_home": summary(of: figures.supportedAtHome),
        "refused_share": summary(of: figures.refusedShare), "mean_wait_days": summary(of: figures.waitDays),
        "p90_wait_days": SummaryValue(figures.p90WaitDays),
    ]
}

private func summary(of site: StaySiteFigures, in territory: StudyTerritory) -> SummaryValue {
    .object([
        "site": .text(territory.sites[site.site].id.description), "name": .text(territory.sites[site.site].name),
        "beds": .number(Double(site.beds)), "admissions": summary(of: site.admissions),
        "occupancy": summary(of: site.occupancy), "full_share": summary(of: site.fullShare),
        "peak_beds": summary(of: site.peak),
        "nearest_people": site.nearestPeople.map { people in
            .object([
                "demand": summary(of: people.demand), "refused": summary(of: people.refused),
                "refused_share": summary(of: people.refusedShare),
            ])
        } ?? .null,
        "erlang": .object([
            "load": .number(site.erlang.load), "refused_share": SummaryValue(site.erlang.loss),
            "applies": .flag(site.erlang.applies), "reasons": .list(site.erlang.reasons.map { .text($0) }),
        ]),
    ])
}

/// A mean with the bounds of its interval, or null.
func summary(of interval: MeanInterval?, times factor: Double = 1) -> SummaryValue {
    guard let interval else { return .null }
    return .object([
        "mean": .number(factor * interval.mean), "lower": SummaryValue(interval.lower.map { factor * $0 }),
        "upper": SummaryValue(interval.upper.map { factor * $0 }),
    ])
}

import Coverage
import Simulation
import Territory

/// What the summary tells of a pole beside the three 15s: its sites and their days, the least team, and who was planned.
func poleMembers(_ pole: PoleVerdict, in territory: StudyTerritory, kinds: SiteKinds) -> [String: SummaryValue] {
    let sites = ([pole.site] + pole.satellites).map { territory.sites[$0] }
    let days = sites.map { kinds.daysPerWeek(of: $0) }
    var members: [String: SummaryValue] = [
        "sites": .list(
            zip(sites, days).map { site, days in
                .object([
                    "site": .text(site.id.text), "days_per_week": SummaryValue(days),
                    "satellite": .flag(site.satelliteOf != nil),
                    "professionals": .number(site.professionals.total.headcount),
                ])
            }),
        // Nil where the days of some site are not known.
        "site_days_per_week": SummaryValue(
            days.reduce(0) { sum, days in sum.flatMap { sum in days.map { sum + $0 } } }),
    ]
    if let team = pole.minimumTeam { members["minimum_team"] = summary(of: team) }
    if let planned = pole.planned {
        members["planned_professionals"] = .object([
            "planned": .number(planned.total.headcount), "came": .number(pole.team.total.headcount),
            "missing": .number(planned.total.headcount - pole.team.total.headcount),
        ])
    }
    return members
}

private func summary(of team: MinimumTeam) -> SummaryValue {
    func criterion(_ criterion: Criterion) -> SummaryValue {
        .object([
            "value": SummaryValue(criterion.value), "threshold": .number(criterion.threshold),
            "gap": SummaryValue(criterion.gap), "passes": .flag(criterion.passes),
        ])
    }
    return .object([
        "passes": team.passes.map { .flag($0) } ?? .null,
        "general_practitioners": criterion(team.generalPractitioners), "paramedical": criterion(team.paramedical),
        "profession_not_told": .number(team.untold),
    ])
}

func summary(of days: AccessDays) -> SummaryValue {
    .object([
        "mean_at_least": SummaryValue(days.meanLeastDays), "mean_at_most": SummaryValue(days.meanMostDays),
        "inhabitants_below": .object(
            Dictionary(
                uniqueKeysWithValues: (1...WeekHours.daysAWeek).map { ("\($0)", .number(days.inhabitants(below: $0))) })
        ),
    ])
}

func summary(of changes: SupplyChanges, in territory: StudyTerritory) -> SummaryValue {
    func counts(_ entries: [SupplyChanges.Entry]) -> SummaryValue {
        .object(
            Dictionary(
                uniqueKeysWithValues: entries.map { entry in
                    (
                        entry.profession,
                        SummaryValue.object([
                            "before": .number(entry.before.headcount), "after": .number(entry.after.headcount),
                            "change": .number(entry.change.headcount),
                            "fte_before": .number(entry.before.fullTimeEquivalents),
                            "fte_after": .number(entry.after.fullTimeEquivalents),
                            "fte_change": .number(entry.change.fullTimeEquivalents),
                        ])
                    )
                }))
    }
    func code(_ entry: SupplyChanges.CommuneEntry) -> SummaryValue {
        SummaryValue(entry.commune.map { territory.communes[$0].id.text })
    }
    return .object([
        "sites": .list(
            changes.sites.map { .object(["site": .text($0.site.text), "professions": counts($0.professions)]) }),
        "communes": .list(
            changes.communes.map { entry in
                .object([
                    "commune": code(entry), "name": SummaryValue(entry.commune.map { territory.communes[$0].name }),
                    "loses": .flag(entry.loses), "professions": counts(entry.professions),
                ])
            }),
        "losing_communes": .list(changes.losingCommunes.map(code)),
        "total": counts(changes.total),
    ])
}

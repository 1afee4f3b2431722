import Simulation
import Territory

/// `years` in `summary.json`.
///
/// - Parameter communes: those of the territory.
func summary(of years: HorizonResult, communes: [Commune]) -> SummaryValue {
    let settings = years.settings
    let threshold = settings.threshold
    var members: [String: SummaryValue] = [
        "from": .number(Double(settings.from)), "to": .number(Double(settings.to)),
        "replicates": .number(Double(years.replicates)), "seed": .number(Double(settings.seed)),
        "certain": .flag(years.isCertain),
        "threshold": .object([
            "profession": .text(threshold.profession), "quantity": .text(threshold.quantity.rawValue),
            "least": .number(threshold.least), "division": SummaryValue(threshold.division),
        ]),
        "by_year": .list(years.years.map { summary(of: $0, in: years) }),
        areasKey(years): .list(years.areas.map { summary(of: $0) }),
    ]
    if let first = years.years.first, !first.services.isEmpty {
        let services = first.services.indices.map { service in
            (
                first.services[service].service.name,
                SummaryValue.list(
                    communes.indices.map { commune in
                        .object([
                            "code": .text(communes[commune].id.description),
                            "in_unit_by_year": .list(
                                years.years.map { SummaryValue($0.services[service].communes[commune].accessInUnit) }),
                        ])
                    })
            )
        }
        members["access_of_communes"] = .object(Dictionary(uniqueKeysWithValues: services))
    }
    return .object(members)
}

/// `communes`, or `territories` where the threshold is held against those of a division.
private func areasKey(_ years: HorizonResult) -> String {
    years.settings.threshold.division == nil ? "communes" : "territories"
}

private func summary(of year: HorizonYearResult, in years: HorizonResult) -> SummaryValue {
    let kinds = year.kinds.map { kind in
        (
            kind.kind,
            SummaryValue.object([
                "sites": .number(Double(kind.siteCount)), "covered_inhabitants": .number(kind.figures.covered),
                "uncovered_inhabitants": .number(kind.figures.uncovered),
                "covered_share": SummaryValue(kind.figures.coveredShare),
                "mean_minutes_to_nearest": SummaryValue(kind.figures.minutesToNearest.mean),
                "staffed_covered_inhabitants": summary(of: kind.staffedCovered),
            ])
        )
    }
    let professionals = zip(years.professions, year.professionals).map { name, figures in
        (
            name,
            SummaryValue.object([
                "headcount": summary(of: figures.headcount), "fte": summary(of: figures.fullTimeEquivalents),
                "retired": .number(figures.retired), "moved_away": .number(figures.movedAway),
                "arrived": .number(figures.arrived), "unsettled": .number(figures.unsettled),
                "joined_by_changes": .number(figures.joined), "left_by_changes": .number(figures.left),
            ])
        )
    }
    let areas = areasKey(years)
    var members: [String: SummaryValue] = [
        "year": .number(Double(year.year)), "kinds": .object(Dictionary(uniqueKeysWithValues: kinds)),
        "professionals": .object(Dictionary(uniqueKeysWithValues: professionals)),
        "\(areas)_under_threshold": summary(of: year.areasUnder),
        "inhabitants_under_threshold": summary(of: year.inhabitantsUnder),
        "\(areas)_without_answer": summary(of: year.areasWithoutAnswer),
        "inhabitants_without_answer": summary(of: year.inhabitantsWithoutAnswer),
        "substitutes": .list(
            zip(years.settings.escalation, year.substitutes).map { step, standing in
                .object(["kind": .text(step.kind), areas: summary(of: standing)])
            }),
        "equity": year.equity.map { equity in
            .object([
                "mean": SummaryValue(equity.mean.value), "median": SummaryValue(equity.median.value),
                "p90": SummaryValue(equity.p90.value), "gini": SummaryValue(equity.gini.value),
            ])
        } ?? .null,
    ]
    if !year.services.isEmpty {
        let services = year.services.map { service in
            (
                service.service.name,
                SummaryValue.object([
                    "access_mean_per_100000": SummaryValue(service.whole.access.map { $0 * 100_000 }),
                    "access_mean_in_unit": SummaryValue(service.whole.accessInUnit),
                ])
            )
        }
        members["services"] = .object(Dictionary(uniqueKeysWithValues: services))
    }
    if let stays = year.stays {
        members["temporary_stays"] = .object([
            "beds": .number(Double(stays.sites.reduce(0) { $0 + $1.beds })), "reason": SummaryValue(stays.reason),
            "demand": summary(of: stays.total?.demand), "refused": summary(of: stays.total?.refused),
            "refused_share": summary(of: stays.total?.refusedShare),
            "mean_wait_days": summary(of: stays.total?.waitDays),
            "p90_wait_days": SummaryValue(stays.total?.p90WaitDays),
        ])
    }
    return .object(members)
}

private func summary(of area: SupplyAreaResult) -> SummaryValue {
    .object([
        "code": .text(area.id), "name": .text(area.name), "inhabitants": .number(area.inhabitants),
        "first_year_under_threshold": SummaryValue(area.firstYearUnder.map(Double.init)),
        "under_from_the_beginning": .flag(area.isUnderFromTheBeginning),
        "probability_under_threshold": .number(area.probabilityEverUnder),
        "probability_by_year": .list(area.probabilityUnder.map { .number($0) }),
        "probability_without_answer_by_year": .list(area.probabilityWithoutAnswer.map { .number($0) }),
        "mean_by_year": .list(area.meanValues.map { SummaryValue($0) }),
    ])
}

private func summary(of spread: ReplicateSpread) -> SummaryValue {
    .object([
        "mean": .number(spread.mean), "mean_lower": SummaryValue(spread.lower),
        "mean_upper": SummaryValue(spread.upper), "median": .number(spread.median), "p10": .number(spread.p10),
        "p90": .number(spread.p90),
    ])
}

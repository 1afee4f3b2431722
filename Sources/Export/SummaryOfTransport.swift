import Coverage
import Territory

/// `transport_on_demand`: one entry a transport, ordered by id.
func summary(of transports: [TransportAccess], in territory: StudyTerritory) -> SummaryValue {
    .list(transports.map { summary(of: $0, in: territory) })
}

private func summary(of access: TransportAccess, in territory: StudyTerritory) -> SummaryValue {
    let transport = access.transport
    return .object([
        "id": .text(transport.id.text), "name": .text(transport.name), "group": .text(transport.group),
        "communes": .list(transport.area.map { .text(territory.communes[$0].id.text) }),
        "inhabitants": .number(access.people), "inhabitants_in_area": .number(access.peopleInArea),
        "passengers": .number(access.passengers),
        "kinds": .object(
            Dictionary(
                uniqueKeysWithValues: access.kinds.map { kind in
                    (
                        kind.kind,
                        SummaryValue.object([
                            "covered_before": .number(kind.coveredBefore), "covered_after": .number(kind.coveredAfter),
                            "gained": .number(kind.coveredAfter - kind.coveredBefore),
                            "uncovered_after": .number(access.people - kind.coveredAfter),
                        ])
                    )
                })),
        "trips_demanded": .number(access.tripsDemanded), "trips_paid": .number(access.tripsPaid),
        "paid_share": SummaryValue(access.paidShare), "cost_euros": .number(access.costEuros),
        "fares_euros": .number(access.faresEuros), "public_cost_euros": .number(access.publicCostEuros),
        "yearly_budget_euros": SummaryValue(transport.yearlyBudgetEuros),
        "hours_per_week": SummaryValue(transport.opening.hours?.hoursAWeek),
    ])
}

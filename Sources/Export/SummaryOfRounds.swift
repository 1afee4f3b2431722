import Simulation
import Territory

/// `nurse_pools` and `nurse_pools_total` of the summary; nothing where the scenario asks for no rounds. Visits,
/// kilometres and minutes are those of one day on which rounds are made, the mean of the days simulated.
func summaryMembers(of rounds: NurseRounds?, in territory: StudyTerritory) -> [String: SummaryValue] {
    guard let rounds else { return [:] }
    var total = summaryMembers(of: rounds.total)
    total["days_simulated"] = .number(Double(rounds.settings.simulatedDays))
    total["rounds_a_day_per_nurse"] = .number(rounds.settings.roundsPerNurse)
    total["nurses"] = .number(rounds.pools.reduce(0) { $0 + $1.nurses })
    total["nurses_used"] = .number(rounds.pools.reduce(0) { $0 + $1.nursesUsed(rounds.settings) })
    total["nurses_needed"] = .number(rounds.pools.reduce(0) { $0 + $1.nursesForAll })
    total["inhabitants_within_minutes"] = .number(rounds.pools.reduce(0) { $0 + $1.inhabitants })
    total["inhabitants_within_capacity"] = .number(rounds.pools.reduce(0) { $0 + $1.inhabitantsWithinCapacity })
    total["kilometres"] = .number(rounds.pools.reduce(0) { $0 + $1.time.kilometres })
    total["road_minutes"] = .number(rounds.pools.reduce(0) { $0 + $1.time.roadMinutes })
    total["care_minutes"] = .number(rounds.pools.reduce(0) { $0 + $1.time.careMinutes(rounds.settings) })
    total["visits_outside_communes"] = .object(summaryMembers(of: rounds.outsideCommunes))
    return [
        "nurse_pools": .list(
            rounds.pools.map { .object(summaryMembers(of: $0, rounds.settings, in: territory)) }),
        "nurse_pools_total": .object(total),
    ]
}

private func summaryMembers(of visits: VisitFigures) -> [String: SummaryValue] {
    [
        "visits_needed": .number(visits.needed), "visits_done": .number(visits.done),
        "visits_undone": .number(visits.undone), "visits_out_of_reach": .number(visits.outOfReach),
        "visits_beyond_capacity": .number(visits.beyondCapacity), "done_share": SummaryValue(visits.doneShare),
    ]
}

private func summaryMembers(
    of pool: NursePoolRounds, _ settings: RoundsSettings, in territory: StudyTerritory
) -> [String: SummaryValue] {
    let site = territory.sites[pool.site]
    let days = Double(settings.simulatedDays)
    var members = summaryMembers(of: pool.visits)
    // Its people are within its minutes by definition.
    members["visits_out_of_reach"] = nil
    let more: [String: SummaryValue] = [
        "site": .text(site.id.description), "name": .text(site.name),
        "nurses": .number(pool.nurses), "nurses_used": .number(pool.nursesUsed(settings)),
        "nurses_needed": .number(pool.nursesForAll),
        "rounds_available": .number(pool.roundsAvailable), "rounds_made": .number(pool.time.rounds),
        "rounds_needed": .number(Double(pool.roundsForAll)),
        "places_within_minutes": .number(Double(pool.places)),
        "inhabitants_within_minutes": .number(pool.inhabitants),
        "inhabitants_within_capacity": .number(pool.inhabitantsWithinCapacity),
        "visits_done_by_other_pools": .number(Double(pool.helpedCount) / days),
        "visits_too_far_for_a_day": .number(Double(pool.tooFarCount) / days),
        "visits_made": .number(pool.time.visits),
        "kilometres": .number(pool.time.kilometres), "road_minutes": .number(pool.time.roadMinutes),
        "care_minutes": .number(pool.time.careMinutes(settings)),
        "stop_minutes": .number(pool.time.stopMinutes(settings)),
        "care_share": SummaryValue(pool.time.careShare(settings)),
        "kilometres_per_visit": SummaryValue(pool.time.kilometresPerVisit),
        "road_minutes_per_visit": SummaryValue(pool.time.roadMinutesPerVisit),
        "for_all_visits": .object([
            "kilometres": .number(pool.timeForAll.kilometres), "road_minutes": .number(pool.timeForAll.roadMinutes),
            "rounds": .number(pool.timeForAll.rounds),
        ]),
        "approximation": pool.approximation.map(summary(of:)) ?? .null,
        "communes": .list(
            pool.communes.map { commune, visits in
                .object([
                    "code": SummaryValue(commune.map { territory.communes[$0].id.description }),
                    "visits_needed": .number(visits.needed), "visits_done": .number(visits.done),
                    "visits_undone": .number(visits.undone),
                ])
            }),
    ]
    return members.merging(more) { _, second in second }
}

private func summary(of approximation: TourApproximation) -> SummaryValue {
    .object([
        "visits": .number(approximation.visits), "area_km2": .number(approximation.squareKilometres),
        "winding": .number(approximation.winding), "tour_kilometres": .number(approximation.tourKilometres),
        "rounds_kilometres": .number(approximation.roundsKilometres),
        "routed_kilometres": .number(approximation.routedKilometres), "ratio": SummaryValue(approximation.ratio),
    ])
}

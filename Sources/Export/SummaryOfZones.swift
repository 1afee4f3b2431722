import Coverage
import Simulation
import Territory

/// The keys `territories` and `divisions` of the summary; none where the territory has no division.
func summaryOfZones(_ result: SimulationResult) -> [String: SummaryValue] {
    guard let zones = result.zones else { return [:] }
    let territory = result.territory
    let divisions = territory.divisions
    let members = zip(divisions, zones.memberships).map { division, membership in
        SummaryValue.object([
            "division": .text(division.name), "territories": .number(Double(division.territories.count)),
            "communes_in_none": codes(membership.communesInNone, territory),
            "communes_in_several": codes(membership.communesInSeveral, territory),
            "inhabitants_in_none": .number(membership.inhabitantsInNone),
            "inhabitants_in_one": .number(membership.inhabitantsInOne),
            "inhabitants_in_several": .number(membership.inhabitantsInSeveral),
        ])
    }
    let agreements = zones.agreements.map { first, second, agreement in
        SummaryValue.object([
            "a": .text(divisions[first].name), "b": .text(divisions[second].name),
            "inhabitants": .number(agreement.inhabitants),
            "adjusted_rand_index": SummaryValue(agreement.adjustedRandIndex),
            "pair_share": SummaryValue(agreement.pairShare),
            "best_match_share_of_a": SummaryValue(agreement.bestMatchShareOfFirst),
            "best_match_share_of_b": SummaryValue(agreement.bestMatchShareOfSecond),
        ])
    }
    let coordination = zones.coordination
    return [
        "territories": .list(result.divisions.map(summary(of:))),
        "divisions": .object([
            "membership": .list(members), "agreement": .list(agreements),
            "flows_to": .list(zones.flowsTo.map { .text($0) }),
            "coordination": .object([
                "divisions": .list(coordination.divisions.map { .text($0) }),
                "communes": byNumber(coordination.communes.map(Double.init)),
                "inhabitants": byNumber(coordination.inhabitants),
            ]),
        ]),
    ]
}

/// How many people the perimeters of a zonal kind cover.
func summary(of zonal: ZonalCover, people: [Double]) -> SummaryValue {
    let (none, one, several) = zonal.inhabitants(people)
    return .object([
        "count": .number(Double(zonal.perimeters)), "inhabitants_in_none": .number(none),
        "inhabitants_in_one": .number(one), "inhabitants_in_several": .number(several),
    ])
}

private func summary(of result: DivisionResult) -> SummaryValue {
    let figures = result.figures
    let professionals = figures.professionals.names.map { ($0, figures.professionals[$0].headcount) }
    var members: [String: SummaryValue] = [
        "division": .text(result.division), "territory": .text(result.territory.id),
        "name": .text(result.territory.name), "inhabitants": .number(figures.inhabitants),
        "size_class": .number(Double(figures.sizeClass)), "communes": .number(Double(result.territory.communes.count)),
        "area_km2": .number(figures.squareMetres / 1e6), "contiguous": .flag(figures.isContiguous),
        "compactness": SummaryValue(figures.compactness),
        "professionals": .object(Dictionary(uniqueKeysWithValues: professionals.map { ($0, .number($1)) })),
        "structures": .object(
            Dictionary(uniqueKeysWithValues: figures.structures.map { ($0.kind, .number(Double($0.count))) })),
        "residents_served_inside_share": SummaryValue(figures.servedInsideShare),
        "residents_served_inside_share_by_kind": .object(
            Dictionary(
                uniqueKeysWithValues: figures.servedInsideShareByKind.map { ($0.kind, SummaryValue($0.share)) })),
    ]
    if let target = result.targetInhabitants { members["target_inhabitants"] = .number(target) }
    return .object(members)
}

private func codes(_ communes: [Int], _ territory: StudyTerritory) -> SummaryValue {
    .list(communes.map { .text(territory.communes[$0].id.text) })
}

private func byNumber(_ counts: [Double]) -> SummaryValue {
    .object([
        "0": .number(counts[0]), "1": .number(counts[1]), "2": .number(counts[2]), "3_or_more": .number(counts[3]),
    ])
}

import Coverage
import Simulation

/// `adequacy` of the summary: the figures of each service, by its name.
func summary(of adequacy: AdequacyEvaluation) -> SummaryValue {
    .object(Dictionary(uniqueKeysWithValues: adequacy.services.map { ($0.service.name, summary(of: $0)) }))
}

/// `basket` of the summary.
func summary(of basket: ServiceBasket) -> SummaryValue {
    let counts = basket.inhabitantsByCount.enumerated().map { ("\($0.offset)", SummaryValue.number($0.element)) }
    let shares = zip(basket.services, basket.whole.shares).map { ($0, SummaryValue.number($1)) }
    let all = Array(basket.services.indices)
    return .object([
        "services": .list(basket.services.map { .text($0) }),
        "share_by_service": .object(Dictionary(uniqueKeysWithValues: shares)),
        "inhabitants_by_number_of_services": .object(Dictionary(uniqueKeysWithValues: counts)),
        "mean_services": SummaryValue(basket.whole.meanCount),
        "communes_with_all_services": .number(Double(basket.communes.count { $0.complete == all })),
    ])
}

private func summary(of adequacy: ServiceAdequacy) -> SummaryValue {
    let service = adequacy.service
    var members: [String: SummaryValue] = [
        "professions": .list(service.professions.map { .text($0) }),
        "kinds": .list(service.kinds.map { .text($0) }),
        "minutes": .number(service.minutes),
        "method": .text(service.method.rawValue),
        "decay": .text(service.decay.description),
        "states": summary(of: adequacy.whole.states),
        "choices_mean": SummaryValue(adequacy.whole.choices),
        "supply": .object([
            "headcount": .number(adequacy.places.reduce(0) { $0 + $1.headcount }),
            "fte": .number(adequacy.places.reduce(0) { $0 + $1.fullTimeEquivalents }),
            "unit": .text(service.supplyUnit.rawValue), "places": .number(Double(adequacy.places.count)),
            "out_of_reach": .number(adequacy.supplyOutOfReach),
            "headcount_outside_communes": .number(adequacy.headcountOutside),
        ]),
        "access": summary(ofAccess: adequacy),
        "levels": summary(ofLevels: adequacy),
        "groups": .object(
            Dictionary(
                uniqueKeysWithValues: adequacy.groups.map { group in
                    (
                        group.name,
                        .object([
                            "total": .number(group.people), "states": summary(of: group.states),
                            "access_mean_per_100000": SummaryValue(group.access.map { $0 * 100_000 }),
                        ])
                    )
                })),
        "divisions": .object(
            Dictionary(adequacy.divisions.map { ($0.division, summary(of: $0)) }) { first, _ in first }),
        "reasons": .object(adequacy.reasons.mapValues { .text($0) }),
    ]
    members.merge(densities(of: adequacy.whole, isKnown: !service.professions.isEmpty)) { first, _ in first }
    if let zoning = adequacy.zoning { members["zoning"] = summary(of: zoning, in: adequacy) }
    return .object(members)
}

private func densities(of area: AreaAdequacy, isKnown: Bool) -> [String: SummaryValue] {
    func density(_ value: Double?) -> SummaryValue { isKnown ? SummaryValue(value) : .null }
    return [
        "density_per_10000": density(area.density(per: 10_000)),
        "density_per_100000": density(area.density(per: 100_000)),
        "age_weighted_density_per_100000": density(area.ageWeightedDensity(per: 100_000)),
    ]
}

private func summary(of states: ResponseCounts) -> SummaryValue {
    .object(Dictionary(uniqueKeysWithValues: ResponseState.allCases.map { ($0.rawValue, .number(states[$0])) }))
}

private func summary(ofAccess adequacy: ServiceAdequacy) -> SummaryValue {
    let figures = adequacy.accessFigures
    func scaled(_ factor: Double?) -> SummaryValue {
        guard let factor else { return .null }
        return .object([
            "mean": SummaryValue(figures.mean.map { $0 * factor }),
            "median": SummaryValue(figures.median.map { $0 * factor }),
            "p90": SummaryValue(figures.p90.map { $0 * factor }), "max": SummaryValue(figures.max.map { $0 * factor }),
        ])
    }
    return .object([
        "per_100000_standardised_inhabitants": scaled(100_000),
        "consultations_per_year": scaled(adequacy.service.consultationsPerUnit),
    ])
}

/// Communes and inhabitants by level, with the cut-offs.
private func summary(ofLevels adequacy: ServiceAdequacy) -> SummaryValue {
    let cutOffs = adequacy.service.cutOffs
    var members: [String: SummaryValue] = [
        "cut_offs": .object([
            "unit": .text(cutOffs.unit.rawValue), "unmet_below": .number(cutOffs.unmetBelow),
            "abundant_from": .number(cutOffs.abundantFrom), "redundant_from": .number(cutOffs.redundantFrom),
            "redundant_choices": .number(cutOffs.redundantChoices),
        ])
    ]
    for level in AdequacyLevel.allCases {
        let communes = adequacy.communes.filter { $0.level == level }
        members[level.rawValue] = .object([
            "communes": .number(Double(communes.count)),
            "inhabitants": .number(communes.reduce(0) { $0 + $1.inhabitants }),
        ])
    }
    return .object(members)
}

private func summary(of division: DivisionAdequacy) -> SummaryValue {
    .list(
        division.territories.map { territory in
            let figures = territory.figures
            var members: [String: SummaryValue] = [
                "territory": .text(territory.id), "name": .text(territory.name),
                "inhabitants": .number(figures.inhabitants),
                "headcount": territory.hasCommunes ? .number(figures.headcount) : .null,
                "access_mean_per_100000": SummaryValue(figures.access.map { $0 * 100_000 }),
                "level": SummaryValue(figures.level?.rawValue), "states": summary(of: figures.states),
            ]
            members.merge(densities(of: figures, isKnown: territory.hasCommunes)) { first, _ in first }
            return .object(members)
        })
}

private func summary(of comparison: ZoningComparison, in adequacy: ServiceAdequacy) -> SummaryValue {
    .object([
        "division": .text(comparison.zoning.division),
        "zones": .list(comparison.zoning.zones.map { .text($0) }),
        "cut_offs": .list(comparison.zoning.cutOffs.map { .number($0) }),
        "unit": .text(adequacy.service.cutOffs.unit.rawValue),
        "agreement": SummaryValue(comparison.agreement),
        "disagreeing_communes": .number(
            Double(adequacy.communes.indices.count { comparison.disagrees($0) ?? false })),
        "matrix": .list(
            comparison.cells.map {
                .object([
                    "name": .text("official \($0.official ?? "none"), computed \($0.computed ?? "none")"),
                    "official": SummaryValue($0.official), "computed": SummaryValue($0.computed),
                    "communes": .number(Double($0.communes)), "inhabitants": .number($0.inhabitants),
                ])
            }),
    ])
}

import Coverage
import Layers
import Simulation

/// The columns of the communes that tell the adequacy of each service, and the basket of all of them.
struct AdequacyColumns {
    let fields: [Field]
    private let adequacy: AdequacyEvaluation?

    /// - Parameter adequacy: nil where no services are named; then there are no columns.
    init(_ adequacy: AdequacyEvaluation?) {
        self.adequacy = adequacy
        guard let adequacy else {
            fields = []
            return
        }
        fields =
            adequacy.services.flatMap { service in
                let name = service.service.name
                var fields = [
                    Field("\(name)_professionals", .real), Field("\(name)_density_per_10000", .real),
                    Field("\(name)_density_per_100000", .real), Field("\(name)_age_weighted_density", .real),
                    Field("\(name)_access", .real), Field("\(name)_access_in_unit", .real),
                    Field("\(name)_choices", .real), Field("\(name)_adequacy", .string),
                ]
                fields += ResponseState.allCases.map { Field("\(name)_\($0.rawValue)_inhabitants", .real) }
                fields.append(Field("\(name)_response_share", .real))
                if service.zoning != nil {
                    fields += [
                        Field("\(name)_official_zone", .string), Field("\(name)_computed_zone", .string),
                        Field("\(name)_zone_disagrees", .boolean),
                    ]
                }
                return fields
            } + [
                Field("basket_services", .stringList), Field("basket_complete", .boolean),
                Field("basket_mean_services", .real),
            ]
    }

    /// In the order of the fields.
    func values(ofCommune commune: Int) -> [FieldValue] {
        guard let adequacy else { return [] }
        var values = adequacy.services.flatMap { service in
            let area = service.communes[commune]
            let hasSupply = !service.service.professions.isEmpty
            var values = [
                hasSupply ? figure(area.headcount) : .null, figure(hasSupply ? area.density(per: 10_000) : nil),
                figure(hasSupply ? area.density(per: 100_000) : nil),
                figure(hasSupply ? area.ageWeightedDensity(per: 100_000) : nil),
                figure(area.access.map { $0 * 100_000 }), figure(area.accessInUnit), figure(area.choices),
                area.level.map { .string($0.rawValue) } ?? .null,
            ]
            values += ResponseState.allCases.map { figure(area.states[$0]) }
            values.append(figure(area.inhabitants > 0 ? area.states.response / area.inhabitants : nil))
            if let zoning = service.zoning {
                values += [
                    zoning.official[commune].map { .string($0) } ?? .null,
                    zoning.computed[commune].map { .string($0) } ?? .null,
                    zoning.disagrees(commune).map { .boolean($0) } ?? .null,
                ]
            }
            return values
        }
        let basket = adequacy.basket.communes[commune]
        values += [
            .stringList(basket.complete.map { adequacy.basket.services[$0] }),
            basket.meanCount == nil ? .null : .boolean(basket.complete.count == adequacy.basket.services.count),
            figure(basket.meanCount),
        ]
        return values
    }
}

/// The columns of the territories of divisions: professionals, densities, access, level and states of each service.
struct AdequacyTerritoryColumns {
    let fields: [Field]
    private let services: [ServiceAdequacy]
    /// Where each territory stands in its division, by division and id.
    private var places: [[String]: (division: Int, territory: Int)] = [:]

    init(_ adequacy: AdequacyEvaluation?) {
        services = adequacy?.services ?? []
        fields = services.flatMap { service in
            ["professionals", "density_per_100000", "age_weighted_density", "access"].map {
                Field("\(service.service.name)_\($0)", .real)
            } + [Field("\(service.service.name)_adequacy", .string)]
                + ResponseState.allCases.map { Field("\(service.service.name)_\($0.rawValue)_inhabitants", .real) }
        }
        for (division, figures) in (services.first?.divisions ?? []).enumerated() {
            for (territory, part) in figures.territories.enumerated() {
                places[[figures.division, part.id]] = (division, territory)
            }
        }
    }

    /// In the order of the fields; nulls for a territory that adequacy was not computed of.
    func values(of division: String, _ territory: String) -> [FieldValue] {
        guard let place = places[[division, territory]] else { return fields.map { _ in .null } }
        return services.flatMap { service -> [FieldValue] in
            let part = service.divisions[place.division].territories[place.territory]
            let area = part.figures
            let isKnown = part.hasCommunes && !service.service.professions.isEmpty
            return [
                isKnown ? figure(area.headcount) : .null, figure(isKnown ? area.density(per: 100_000) : nil),
                figure(isKnown ? area.ageWeightedDensity(per: 100_000) : nil), figure(area.access.map { $0 * 100_000 }),
                area.level.map { .string($0.rawValue) } ?? .null,
            ] + ResponseState.allCases.map { figure(area.states[$0]) }
        }
    }
}

/// The columns of the population points: access, choices and state for each service.
struct AdequacyPointColumns {
    let fields: [Field]
    private let services: [ServiceAdequacy]

    init(_ adequacy: AdequacyEvaluation?) {
        services = adequacy?.services ?? []
        fields = services.flatMap {
            [
                Field("\($0.service.name)_access", .real), Field("\($0.service.name)_places", .integer),
                Field("\($0.service.name)_state", .string),
            ]
        }
    }

    func values(ofPoint point: Int) -> [FieldValue] {
        services.flatMap { service in
            [
                figure(service.access.map { $0[point] * 100_000 }), .integer(Int64(service.choices[point])),
                .string(service.states[point].rawValue),
            ]
        }
    }
}

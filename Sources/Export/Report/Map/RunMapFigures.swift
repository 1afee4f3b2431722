import Coverage
import Layers
import Simulation

/// The figures of the communes that a result's map tells, from the columns of its layer `communes`: first the
/// minutes and the shares covered of each kind, by which a map is most often shaded.
func mapFigures(_ result: SimulationResult, _ layer: ResultLayer) -> [MapFigure] {
    var figures: [MapFigure] = []
    func add(
        _ column: String, _ title: BilingualText, _ format: NumberFormat,
        scale: (_ values: [Double?]) -> MapScale? = { _ in nil }
    ) {
        guard let values = layer.numbers(column) else { return }
        figures.append(MapFigure(title: title, format: format, values: values, scale: scale(values)))
    }
    for style in styleKinds(result.kinds.map { ($0.kind, $0.coverage.limit.minutes) }) {
        guard let kind = result.kinds.first(where: { $0.kind == style.id }) else { continue }
        let name = BilingualText(" : ", ": ") + kindTitle(kind.kind, result.settings.kinds)
        add(
            "\(kind.kind)_mean_minutes", BilingualText("Minutes en moyenne", "Mean minutes") + name, .tenths
        ) { _ in MapScale.minutes(limit: style.minutes ?? 15) }
        let share = BilingualText("Habitants couverts, part", "Inhabitants covered, share")
        add("\(kind.kind)_covered_share", share + name, .percent) { _ in MapScale.shares }
        add(
            "\(kind.kind)_covered_inhabitants", BilingualText("Habitants couverts", "Inhabitants covered") + name,
            .forValues((layer.numbers("\(kind.kind)_covered_inhabitants") ?? []).compactMap { $0 }))
    }
    let people = NumberFormat.forValues((layer.numbers("inhabitants") ?? []).compactMap { $0 })
    add("inhabitants", BilingualText("Habitants", "Inhabitants"), people) { MapScale.quantity($0, format: .whole) }
    for group in result.territory.population.groups {
        add(group.name, BilingualText("Habitants : ", "Inhabitants: ") + groupTitle(group.name), .whole)
    }
    add(
        "three_15s_served_inhabitants",
        BilingualText("Habitants desservis selon les trois 15", "Inhabitants served by the three 15s"), .whole)
    for service in result.adequacy?.services.map(\.service) ?? [] {
        let name = BilingualText(" : ", ": ") + serviceTitle(service.name)
        add("\(service.name)_access", BilingualText("APL pour 100 000 hab.", "Access per 100,000") + name, .tenths) {
            MapScale.quantity($0, format: .tenths)
        }
        add(
            "\(service.name)_density_per_100000",
            BilingualText("Densité pour 100 000 hab.", "Density per 100,000") + name, .tenths)
        add("\(service.name)_choices", BilingualText("Lieux à portée", "Places within reach") + name, .tenths)
    }
    add(
        "probability_under_threshold",
        BilingualText("Probabilité de passer sous le seuil", "Chance to fall under the threshold"), .percent
    ) { _ in MapScale.shares }
    add(
        "year_under_threshold", BilingualText("Année de passage sous le seuil", "Year of falling under the threshold"),
        .plain)
    add(
        "probability_without_answer",
        BilingualText(
            "Probabilité d’être sans réponse la dernière année", "Chance to be without an answer in the last year"),
        .percent
    ) { _ in MapScale.shares }
    add(
        "nurse_visits_undone", BilingualText("Visites infirmières non faites, par jour", "Nurse visits undone, a day"),
        .tenths
    ) {
        MapScale.quantity($0, format: .tenths, colours: StyleColour.blueToPurple)
    }
    add(
        "nurse_visits_needed", BilingualText("Visites infirmières nécessaires, par jour", "Nurse visits needed, a day"),
        .tenths)
    add(
        "stays_refused_share",
        BilingualText("Part des demandes de séjour refusées", "Share of requests for a stay refused"), .percent
    ) {
        _ in MapScale.shares
    }
    add("stays_demand", BilingualText("Demandes de séjour par an", "Requests for a stay a year"), .tenths)
    add(
        "basket_mean_services", BilingualText("Services du panier, en moyenne", "Services of the basket, mean"), .tenths
    ) {
        MapScale.quantity($0, format: .tenths)
    }
    add(
        "coordination_structures",
        BilingualText("Structures de coordination compétentes", "Coordination structures responsible"),
        .whole)
    return figures
}

/// What a map tells of a commune in words.
func mapTexts(_ result: SimulationResult, _ layer: ResultLayer) -> [MapText] {
    let sites = Dictionary(result.territory.sites.map { ($0.id.text, $0.name) }) { first, _ in first }
    var texts: [MapText] = []
    if !result.poles.poles.isEmpty, let poles = layer.texts("pole"), let fails = layer.texts("three_15s_fails") {
        texts.append(
            MapText(
                title: BilingualText("Pôle de la plupart des habitants", "Pole of most inhabitants"),
                values: poles.map { id in id.first.map { BilingualText(sites[$0] ?? $0) } }))
        texts.append(
            MapText(
                title: BilingualText("Critères des trois 15 non atteints", "Criteria of the three 15s not met"),
                values: fails.map { $0.isEmpty ? BilingualText("aucun", "none") : $0.map(criterionTitle).joined() }))
    }
    for service in result.adequacy?.services.map(\.service) ?? [] {
        guard let levels = layer.texts("\(service.name)_adequacy") else { continue }
        texts.append(
            MapText(
                title: BilingualText("Offre et besoin : ", "Supply and need: ") + serviceTitle(service.name),
                values: levels.map { $0.first.map(levelTitle) }))
    }
    for division in result.territory.divisions {
        guard let names = layer.texts("territory_\(division.name)") else { continue }
        let titles = Dictionary(division.territories.map { ($0.id, $0.name) }) { first, _ in first }
        texts.append(
            MapText(
                title: BilingualText(division.name),
                values: names.map { ids in
                    ids.isEmpty ? nil : ids.map { BilingualText(titles[$0] ?? $0) }.joined()
                }))
    }
    return texts
}

func criterionTitle(_ criterion: String) -> BilingualText {
    switch criterion {
    case "inhabitants": BilingualText("habitants", "inhabitants")
    case "professionals": BilingualText("professionnels", "professionals")
    case "minutes": BilingualText("minutes", "minutes")
    default: BilingualText(criterion)
    }
}

func levelTitle(_ level: String) -> BilingualText {
    switch level {
    case "unmet": BilingualText("besoin non couvert", "unmet")
    case "adequate": BilingualText("suffisante", "adequate")
    case "abundant": BilingualText("abondante", "abundant")
    case "redundant": BilingualText("redondante", "redundant")
    default: BilingualText(level)
    }
}

extension ResultLayer {
    /// The numbers of a column, one a feature; nil for a column that is not there.
    func numbers(_ name: String) -> [Double?]? {
        guard let column = fields.firstIndex(where: { $0.name == name }) else { return nil }
        return features.map { $0.values[column].number }
    }

    func number(_ name: String, _ row: Int) -> Double? {
        fields.firstIndex { $0.name == name }.flatMap { features[row].values[$0].number }
    }

    /// The texts of a column, none where it is null; nil for a column that is not there.
    func texts(_ name: String) -> [[String]]? {
        guard let column = fields.firstIndex(where: { $0.name == name }) else { return nil }
        return features.map { feature in
            switch feature.values[column] {
            case .stringList(let texts): texts
            case let value: value.text.map { [$0] } ?? []
            }
        }
    }
}

import Coverage
import Simulation

/// A headline figure: its key path in `summary.json`, so that a reader, or a test, finds it again.
private struct HeadlineCard {
    var key: String
    var title: BilingualText
    var value: Double?
    var format: NumberFormat
    var unit = BilingualText("")
    var meaning: BilingualText

    func markup(_ language: Language) -> Markup {
        """
        <div class="card" data-key="\(key)"><h3>\(title)</h3>\
        <div class="value">\(Markup.number(value, format, language))\(unit)</div><p class="meaning">\(meaning)</p></div>

        """
    }
}

/// The headline figures of the main kind of site, each with what it means, then all kinds in a table.
func headlineSection(_ result: SimulationResult, _ language: Language) -> Markup {
    let main = styleKinds(result.kinds.map { ($0.kind, $0.coverage.limit.minutes) }).first
    guard let kind = main.flatMap({ main in result.kinds.first { $0.kind == main.id } }) else { return .empty }
    let cards = kindCards(kind, result) + poleCards(result) + equityCards(result)
    let title = kindTitle(kind.kind, result.settings.kinds)
    return """
        <p>\(BilingualText("Type de site principal : ", "Main kind of site: "))<strong>\(title)</strong></p>
        <div class="cards">
        \(cards.map { $0.markup(language) })</div>
        \(kindsTable(result).markup(language))
        """
}

private func kindCards(_ kind: KindResult, _ result: SimulationResult) -> [HeadlineCard] {
    let figures = kind.figures
    let key = "kinds.\(kind.kind)"
    let limit = kind.coverage.limit.minutes.map { NumberFormat.forValues([$0]).text($0) } ?? BilingualText("–")
    let minutes = BilingualText(" min")
    return [
        HeadlineCard(
            key: "\(key).covered_share",
            title: BilingualText("Part des habitants couverts", "Share of inhabitants covered"),
            value: figures.coveredShare, format: .percent,
            meaning: BilingualText("Ils vivent à ", "They live within ") + limit
                + BilingualText(" minutes au plus d’un site.", " minutes of a site.")),
        HeadlineCard(
            key: "\(key).covered_inhabitants", title: BilingualText("Habitants couverts", "Inhabitants covered"),
            value: figures.covered, format: .whole,
            meaning: BilingualText(
                "Comptés d’après les temps de trajet de leur lieu d’habitation.",
                "Counted from the travel times of the places where they live.")),
        HeadlineCard(
            key: "\(key).uncovered_inhabitants",
            title: BilingualText("Habitants non couverts", "Inhabitants not covered"),
            value: figures.uncovered, format: .whole,
            meaning: BilingualText(
                "Aucun site à leur portée ; la carte montre ces zones.",
                "No site within reach; the map shows these zones.")),
        HeadlineCard(
            key: "\(key).minutes_to_nearest.mean", title: BilingualText("Trajet moyen", "Mean journey"),
            value: figures.minutesToNearest.mean, format: .tenths, unit: minutes,
            meaning: BilingualText(
                "Jusqu’au site le plus proche, en moyenne par habitant.",
                "To the nearest site, mean over the inhabitants.")),
        HeadlineCard(
            key: "\(key).minutes_to_nearest.p90",
            title: BilingualText("Neuf habitants sur dix", "Nine in ten inhabitants"),
            value: figures.minutesToNearest.p90, format: .tenths, unit: minutes,
            meaning: BilingualText(
                "Leur trajet ne dure pas plus longtemps ; un sur dix va plus loin.",
                "Their journey takes no longer; one in ten goes farther.")),
        HeadlineCard(
            key: "overlaps.\(kind.kind).overlapped_inhabitants",
            title: BilingualText("Deux sites ou plus", "Two sites or more"), value: kind.overlappedInhabitants,
            format: .whole,
            meaning: BilingualText(
                "Habitants qui ont le choix, ou que plusieurs sites se partagent.",
                "Inhabitants with a choice, or shared by several sites.")),
    ]
}

private func poleCards(_ result: SimulationResult) -> [HeadlineCard] {
    guard !result.poles.poles.isEmpty else { return [] }
    let people = result.territory.population.inhabitants
    let served = people.indices.reduce(0) { result.poles.isServedByTheRule($1) ? $0 + people[$1] : $0 }
    return [
        HeadlineCard(
            key: "three_15s_served.inhabitants_served_by_the_rule",
            title: BilingualText("Desservis selon les trois 15", "Served by the three 15s"), value: served,
            format: .whole,
            meaning: BilingualText(
                "Leur pôle est assez proche et réunit les trois 15. La règle est indicative.",
                "Their pole is near enough and meets the three 15s. The rule is indicative."))
    ]
}

private func equityCards(_ result: SimulationResult) -> [HeadlineCard] {
    guard let equity = result.equity, let gini = equity.gini.value else { return [] }
    return [
        HeadlineCard(
            key: "equity.gini", title: BilingualText("Indice de Gini", "Gini index"), value: gini, format: .thousandths,
            meaning: BilingualText(
                "0 : tous à égalité ; plus il est grand, plus l’accès est inégal (",
                "0: all alike; the greater, the more unequal (")
                + quantityTitle(equity.settings, result) + ")."),
        HeadlineCard(
            key: "equity.worst_tenth",
            title: BilingualText("Le dixième le plus mal desservi", "The worst-served tenth"),
            value: equity.worstTenth.value, format: .tenths, unit: quantityUnit(equity.settings),
            meaning: BilingualText(
                "Moyenne de ceux qui sont le plus loin du compte (", "Mean of those who are worst off (")
                + quantityTitle(equity.settings, result) + ")."),
    ]
}

/// "minutes au site le plus proche : MSP".
func quantityTitle(_ settings: EquitySettings, _ result: SimulationResult) -> BilingualText {
    let name =
        switch settings.quantity {
        case .minutesToNearest: BilingualText("minutes au site le plus proche", "minutes to the nearest site")
        case .kilometresToNearest: BilingualText("km au site le plus proche", "km to the nearest site")
        case .choices: BilingualText("sites à portée", "sites within reach")
        case .access: BilingualText("APL pour 100 000 hab.", "access per 100,000")
        }
    let of = settings.service.map(serviceTitle) ?? kindTitle(settings.kind, result.settings.kinds)
    return name + BilingualText(" : ", ": ") + of
}

func quantityUnit(_ settings: EquitySettings) -> BilingualText {
    switch settings.quantity {
    case .minutesToNearest: BilingualText(" min")
    case .kilometresToNearest: BilingualText(" km")
    case .choices, .access: BilingualText("")
    }
}

private func kindsTable(_ result: SimulationResult) -> ReportTable {
    let minutes = { (french: String, english: String) in ReportTable.Column(BilingualText(french, english), .tenths) }
    return ReportTable(
        id: "kinds", caption: BilingualText("Couverture par type de site", "Coverage by kind of site"),
        columns: [
            .init(BilingualText("type", "kind")), .init(BilingualText("sites", "sites"), .whole),
            .init(
                BilingualText("minutes", "minutes"),
                NumberFormat.forValues(result.kinds.compactMap { $0.coverage.limit.minutes })),
            .init(BilingualText("couverts", "covered"), .whole), .init(BilingualText("part", "share"), .percent),
            .init(BilingualText("non couverts", "not covered"), .whole),
            .init(BilingualText("2 sites ou plus", "2 sites or more"), .whole),
            minutes("trajet moyen (min)", "mean journey (min)"), minutes("9 sur 10 (min)", "9 in 10 (min)"),
            minutes("le plus long (min)", "longest (min)"),
        ],
        rows: result.kinds.map { kind in
            let figures = kind.figures
            return [
                .words(kindTitle(kind.kind, result.settings.kinds)), .number(Double(kind.coverage.sites.count)),
                .number(kind.coverage.limit.minutes), .number(figures.covered), .number(figures.coveredShare),
                .number(figures.uncovered), .number(kind.overlappedInhabitants), .number(figures.minutesToNearest.mean),
                .number(figures.minutesToNearest.p90), .number(figures.minutesToNearest.max),
            ]
        })
}

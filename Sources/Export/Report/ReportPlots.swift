import Coverage
import Simulation

/// How many kinds stand in one plot: more lines nobody tells apart.
private let greatestSeriesCount = 6

/// The plots of a result.
func plotSection(_ result: SimulationResult, _ layers: [ResultLayer], _ language: Language) -> Markup {
    let figures =
        [
            cumulativePlot(result), lorenzPlot(result), choicesPlot(result), communesPlot(result, layers),
            groupsPlot(result),
        ]
        .compactMap { $0 } + statesPlot(result) + yearsPlots(result) + staysPlots(result) + roundsPlots(result)
    guard !figures.isEmpty else { return .empty }
    return "<div class=\"plots\">\n\(figures.map { $0.markup(language) })</div>"
}

/// The main kind first.
func kindsInOrder(_ result: SimulationResult) -> [KindResult] {
    styleKinds(result.kinds.map { ($0.kind, $0.coverage.limit.minutes) }).compactMap { style in
        result.kinds.first { $0.kind == style.id }
    }
}

private let shareOfInhabitants = BilingualText("part des habitants", "share of inhabitants")

private func cumulativePlot(_ result: SimulationResult) -> ReportFigure? {
    let kinds = kindsInOrder(result).filter { $0.figures.minutesToNearest.max != nil }.prefix(greatestSeriesCount)
    guard let main = kinds.first else { return nil }
    let limit = main.coverage.limit.minutes ?? 15
    let far = kinds.compactMap { $0.figures.minutesToNearest.p90 }.max() ?? limit
    let end = min(120, max(30, (max(far, limit * 2) / 10).rounded(.up) * 10))
    let marks = (0...120).map { Double($0) * end / 120 }
    let people = result.territory.population.inhabitants
    let series = kinds.enumerated().map { place, kind in
        let shares = cumulativeShares(kind.coverage.nearestTime.map(\.minutes), people: people, at: marks)
        return Plot.Series(
            kindTitle(kind.kind, result.settings.kinds), style: place,
            .line(zip(marks, shares).map { Plot.Point($0, $1) }))
    }
    let rule = Plot.Series(nil, style: 6, .verticalRule(limit))
    return ReportFigure(
        plot: Plot(
            title: BilingualText("Qui est à combien de minutes", "Who is within how many minutes"),
            x: .init(
                BilingualText("minutes jusqu’au site le plus proche", "minutes to the nearest site"), .whole,
                range: 0...end),
            y: .init(shareOfInhabitants, .wholePercent, range: 0...1, ticks: [0, 0.2, 0.4, 0.6, 0.8, 1]),
            series: series + [rule]),
        reading: BilingualText(
            "À chaque durée, la part de tous les habitants qui ont un site aussi près ou plus près. Trait vertical : ",
            "At each time the share of all inhabitants who have a site as near as that. Vertical line: ")
            + NumberFormat.forValues([limit]).text(limit)
            + BilingualText(" minutes, la limite du type principal.", " minutes, the limit of the main kind."))
}

private func lorenzPlot(_ result: SimulationResult) -> ReportFigure? {
    guard let equity = result.equity, let values = quantityValues(equity.settings, result) else { return nil }
    let points = lorenzCurve(values, people: result.territory.population.inhabitants)
    guard points.count > 2 else { return nil }
    let gini = NumberFormat.thousandths.text(equity.gini.value)
    return ReportFigure(
        plot: Plot(
            title: BilingualText("Courbe de Lorenz", "Lorenz curve"),
            x: .init(
                BilingualText(
                    "part des habitants, rangés par valeur croissante", "share of inhabitants, by rising value"),
                .wholePercent, range: 0...1, ticks: [0, 0.2, 0.4, 0.6, 0.8, 1]),
            y: .init(
                BilingualText("part du total", "share of the total"), .wholePercent, range: 0...1,
                ticks: [0, 0.2, 0.4, 0.6, 0.8, 1]),
            series: [
                Plot.Series(
                    BilingualText("égalité", "equality"), style: 2, .guide([Plot.Point(0, 0), Plot.Point(1, 1)])),
                Plot.Series(quantityTitle(equity.settings, result), style: 0, .line(points)),
            ]),
        reading: BilingualText(
            "Plus la courbe s’écarte de la diagonale, plus la grandeur est inégalement répartie. Indice de Gini : ",
            "The farther the curve is from the diagonal, the more unequally the quantity is spread. Gini index: ")
            + gini + ".")
}

/// One value a population point; nil for a quantity that has none.
private func quantityValues(_ settings: EquitySettings, _ result: SimulationResult) -> [Double?]? {
    if let service = settings.service {
        guard let adequacy = result.adequacy?.services.first(where: { $0.service.name == service }) else { return nil }
        switch settings.quantity {
        case .access: return adequacy.access.map { $0.map { $0 * 100_000 } }
        case .choices: return adequacy.choices.map(Double.init)
        case .minutesToNearest, .kilometresToNearest: return nil
        }
    }
    guard let coverage = result.kinds.first(where: { $0.kind == settings.kind })?.coverage else { return nil }
    switch settings.quantity {
    case .minutesToNearest: return coverage.nearestTime.map(\.minutes)
    case .kilometresToNearest: return coverage.nearestMetres.map { $0.map { $0 / 1000 } }
    case .choices: return coverage.nearestTime.indices.map { Double(coverage.choices($0)) }
    case .access: return nil
    }
}

private func choicesPlot(_ result: SimulationResult) -> ReportFigure? {
    let kinds = kindsInOrder(result).filter { !$0.coverage.sites.isEmpty }.prefix(4)
    guard !kinds.isEmpty else { return nil }
    let width = 0.8 / Double(kinds.count)
    let series = kinds.enumerated().map { place, kind in
        let all = kind.figures.inhabitants
        let bars = kind.figures.choices.enumerated().map { count, people in
            let start = Double(count) - 0.4 + Double(place) * width
            return Plot.Bar(start, start + width, to: all > 0 ? people / all : 0)
        }
        return Plot.Series(kindTitle(kind.kind, result.settings.kinds), style: place, .bars(bars))
    }
    return ReportFigure(
        plot: Plot(
            title: BilingualText("Combien de sites à portée", "How many sites within reach"),
            x: .init(
                BilingualText("sites à portée", "sites within reach"), .whole,
                categories: ["0", "1", "2"].map { BilingualText($0) } + [BilingualText("3 ou plus", "3 or more")]),
            y: .init(shareOfInhabitants, .wholePercent), series: series),
        reading: BilingualText(
            "Part des habitants selon le nombre de sites dans la limite de minutes du type.",
            "Share of inhabitants by the number of sites within the minutes of the kind."))
}

private func communesPlot(_ result: SimulationResult, _ layers: [ResultLayer]) -> ReportFigure? {
    guard let main = kindsInOrder(result).first,
        let values = layers.first(where: { $0.name == "communes" })?.numbers("\(main.kind)_mean_minutes")
    else { return nil }
    let known = values.compactMap { $0 }
    guard known.count > 2, let greatest = known.max() else { return nil }
    let width = greatest > 120 ? 10.0 : greatest > 30 ? 5 : 2
    let classes = max(3, min(24, Int((greatest / width).rounded(.up))))
    let without = values.count - known.count
    let untold =
        without > 0
        ? BilingualText(
            " \(without) communes n’en ont pas : personne n’y habite ou n’atteint de site.",
            " \(without) communes have none: nobody lives there or reaches a site.") : BilingualText("")
    return ReportFigure(
        plot: Plot(
            title: BilingualText("Répartition des communes", "Distribution of the communes"),
            x: .init(
                BilingualText("trajet moyen des habitants (minutes)", "mean journey of the inhabitants (minutes)"),
                .whole, range: 0...(Double(classes) * width)),
            y: .init(BilingualText("communes", "communes"), .whole),
            series: [
                Plot.Series(
                    kindTitle(main.kind, result.settings.kinds), style: 0,
                    .bars(histogram(known, width: width, classes: classes)))
            ]),
        reading: BilingualText(
            "Nombre de communes par trajet moyen vers le type principal.",
            "Number of communes by mean journey to the main kind.")
            + untold)
}

private func groupsPlot(_ result: SimulationResult) -> ReportFigure? {
    guard let main = kindsInOrder(result).first, !main.groups.isEmpty else { return nil }
    let rows =
        [(BilingualText("tous", "all"), main.figures)] + main.groups.prefix(7).map { (groupTitle($0.name), $0.figures) }
    let bars = rows.enumerated().map { place, row in
        Plot.Bar(Double(place) - 0.35, Double(place) + 0.35, to: row.1.coveredShare ?? 0)
    }
    return ReportFigure(
        plot: Plot(
            title: BilingualText("Part couverte, par groupe", "Share covered, by group"),
            x: .init(BilingualText(""), .whole, categories: rows.map(\.0)),
            y: .init(
                BilingualText("part couverte", "share covered"), .wholePercent, range: 0...1,
                ticks: [0, 0.2, 0.4, 0.6, 0.8, 1]),
            series: [Plot.Series(kindTitle(main.kind, result.settings.kinds), style: 0, .bars(bars))]),
        reading: BilingualText(
            "Habitants du groupe couverts par le type principal.", "Inhabitants of the group covered by the main kind.")
    )
}

private func statesPlot(_ result: SimulationResult) -> [ReportFigure] {
    guard let services = result.adequacy?.services, !services.isEmpty else { return [] }
    let shown = services.prefix(8)
    func share(_ service: ServiceAdequacy, _ state: ResponseState) -> Double {
        let all = ResponseState.allCases.reduce(0) { $0 + service.whole.states[$1] }
        return all > 0 ? service.whole.states[state] / all : 0
    }
    let states: [(ResponseState, BilingualText)] = [
        (.response, BilingualText("réponse", "response")),
        (.orientation, BilingualText("orientation seule", "orientation only")),
        (.nothing, BilingualText("rien", "nothing")),
    ]
    let series = states.enumerated().map { place, state in
        Plot.Series(
            state.1, style: place,
            .bars(
                shown.enumerated().map { number, service in
                    let start = Double(number) - 0.4 + Double(place) * 0.8 / 3
                    return Plot.Bar(start, start + 0.8 / 3, to: share(service, state.0))
                }))
    }
    return [
        ReportFigure(
            plot: Plot(
                title: BilingualText("Ce que trouvent les habitants", "What inhabitants find"),
                x: .init(BilingualText(""), .whole, categories: shown.map { serviceTitle($0.service.name) }),
                y: .init(shareOfInhabitants, .wholePercent, range: 0...1, ticks: [0, 0.2, 0.4, 0.6, 0.8, 1]),
                series: series),
            reading: BilingualText(
                "Réponse : le service lui-même à portée ; orientation : quelqu’un qui écoute et oriente.",
                "Response: the service itself within reach; orientation: somebody who hears and sends on."))
    ]
}

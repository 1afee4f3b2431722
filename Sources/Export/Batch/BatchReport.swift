import Foundation
import Simulation
import Statistics

/// The report of a batch (`report.html`): what was varied, the spread of each figure, what each factor does. One
/// file, in French and English, without a time of day.
///
/// - Parameters:
///   - language: in which it opens.
///   - metadata: of the results, with every file read.
/// - Throws: what the encoder of JSON throws.
func batchReport(
    _ statistics: BatchStatistics, design: BatchDesign, figures: [String], outcome: BatchOutcome, language: Language,
    version: String, metadata: BatchMetadata
) throws -> Data {
    let plan = design.plan
    let problems = BilingualText { language in
        outcome.failed == 0
            ? ""
            : language == .french
                ? ", dont \(outcome.failed) sans indicateurs" : ", \(outcome.failed) of them without figures"
    }
    let lead: Markup = """
        <p class="lead">\(Markup.number(Double(outcome.done), .whole, language)) \
        \(BilingualText("simulations", "runs"))\(problems) — \(designTitle(plan.design))</p>
        """
    let plots = figures.indices.prefix(greatestPlotCount).map { figure -> Markup in
        let name = figureTitle(figures[figure].split(separator: ".").map(String.init))
        let drawn =
            [spreadPlot(statistics.spreads[figure], name)].compactMap { $0 }
            + effectPlots(statistics, figure, name, plan)
            + [indexPlot(statistics, figure, name, plan)].compactMap { $0 }
        return "<div class=\"plots\">\n\(drawn.map { $0.markup(language) })</div>\n"
    }
    let left = figures.count - plots.count
    let rest = BilingualText(
        "\(left) autres indicateurs sont dans les tableaux et dans summary.json.",
        "\(left) other figures are in the tables and in summary.json.")
    let sections = [
        ReportPage.Section(
            id: "asked", title: BilingualText("Ce qui varie", "What is varied"),
            content: factorTable(plan).markup(language)),
        ReportPage.Section(
            id: "headline",
            title: BilingualText("Les indicateurs sur toutes les simulations", "The figures over all runs"),
            content: spreadTable(statistics, figures).markup(language)),
        ReportPage.Section(
            id: "plots", title: BilingualText("Graphiques", "Plots"),
            content: "\(plots)\(left > 0 ? "<p class=\"soft\">\(rest)</p>" : Markup.empty)"),
        ReportPage.Section(
            id: "tables", title: BilingualText("Effet de chaque facteur", "What each factor does"),
            content: "\(effectTables(statistics, figures, plan).map { $0.markup(language) })"),
        ReportPage.Section(
            id: "cite", title: BilingualText("Lire et citer", "Reading and citing"),
            content: citeSection(
                scenario: plan.name, territory: metadata.members["territory"] ?? "", version: version,
                inputs: metadata.inputPaths)),
    ]
    return try ReportPage(
        title: BilingualText(plan.name), lead: lead, sections: sections, mapData: nil, version: version,
        language: language
    ).data()
}

private let greatestPlotCount = 6

private func designTitle(_ design: BatchPlan.Design) -> BilingualText {
    switch design {
    case .grid: BilingualText("toutes les combinaisons", "all combinations")
    case .latinHypercube: BilingualText("hypercube latin", "Latin hypercube")
    case .sobol: BilingualText("suite de Sobol’", "Sobol’ sequence")
    case .saltelli: BilingualText("plan de Saltelli", "Saltelli sample")
    }
}

/// As fine as the spread of a figure asks for.
private func format(_ spread: BatchStatistics.Spread) -> NumberFormat {
    let greatest = max(spread.least.magnitude, spread.greatest.magnitude)
    return greatest >= 1000 ? .whole : greatest >= 20 ? .tenths : .thousandths
}

private func factorTable(_ plan: BatchPlan) -> ReportTable {
    ReportTable(
        id: "factors", caption: BilingualText("Les facteurs", "The factors"),
        columns: [
            .init(BilingualText("facteur", "factor")), .init(BilingualText("clé", "key")),
            .init(BilingualText("valeurs", "values")),
        ],
        rows: plan.factors.map { factor in
            [
                .name(factor.name), .markup("<code>\(factor.key)</code>"),
                .words(
                    factor.levelCount.map { BilingualText("\($0)") } ?? BilingualText("tirées au sort", "sampled")),
            ]
        })
}

private func spreadTable(_ statistics: BatchStatistics, _ figures: [String]) -> ReportTable {
    ReportTable(
        id: "figures", caption: BilingualText("Dispersion des indicateurs", "Spread of the figures"),
        columns: [
            .init(BilingualText("indicateur", "figure")), .init(BilingualText("simulations", "runs"), .whole),
            .init(BilingualText("moyenne", "mean"), .thousandths),
            .init(BilingualText("médiane", "median"), .thousandths),
            .init(BilingualText("2,5 %", "2.5%"), .thousandths), .init(BilingualText("97,5 %", "97.5%"), .thousandths),
            .init(BilingualText("minimum", "least"), .thousandths),
            .init(BilingualText("maximum", "greatest"), .thousandths),
        ],
        rows: zip(figures, statistics.spreads).map { name, spread in
            let format = format(spread)
            let quantiles = Dictionary(uniqueKeysWithValues: spread.quantiles.map { ($0.name, $0.value) })
            let isKnown = spread.moments.count > 0
            let title = figureTitle(name.split(separator: ".").map(String.init))
            return [
                .markup("\(title)<br/><code>\(name)</code>"), .number(Double(spread.moments.count)),
                .formatted(isKnown ? spread.moments.mean : nil, format),
            ] + ["median", "p2_5", "p97_5", "min", "max"].map { .formatted(quantiles[$0] ?? nil, format) }
        })
}

/// How many runs have which value.
private func spreadPlot(_ spread: BatchStatistics.Spread, _ name: BilingualText) -> ReportFigure? {
    guard spread.greatest > spread.least else { return nil }
    let width = (spread.greatest - spread.least) / Double(spread.bins.count)
    let bars = spread.bins.enumerated().map { place, count in
        Plot.Bar(
            spread.least + Double(place) * width, spread.least + Double(place + 1) * width, to: Double(count))
    }
    return ReportFigure(
        plot: Plot(
            title: name, x: .init(name, format(spread)), y: .init(BilingualText("simulations", "runs"), .whole),
            series: [
                .init(nil, style: 0, .bars(bars)),
                .init(BilingualText("moyenne", "mean"), style: 1, .verticalRule(spread.moments.mean)),
            ]),
        reading: BilingualText(
            "Le nombre de simulations par valeur de l’indicateur.", "How many runs have which value of the figure."))
}

/// The mean of a figure at each level of each factor.
private func effectPlots(
    _ statistics: BatchStatistics, _ figure: Int, _ name: BilingualText, _ plan: BatchPlan
) -> [ReportFigure] {
    let spread = statistics.spreads[figure]
    guard spread.greatest > spread.least else { return [] }
    return plan.factors.enumerated().prefix(4).compactMap { position, factor in
        let effect = statistics.effects[figure][position]
        switch statistics.levels[position] {
        case .values(let names):
            guard let levels = effect.byValue?.levels, levels.count(where: { $0.count > 0 }) > 1 else { return nil }
            let numbers = FactorLevels.numbers(factor)
            let known = levels.enumerated().filter { $0.element.count > 0 }
                .map { (x: numbers?[$0.offset] ?? Double($0.offset), moments: $0.element) }
            return ReportFigure(
                plot: Plot(
                    title: name + " — " + factor.name,
                    x: .init(
                        BilingualText(factor.name), .plain,
                        categories: numbers == nil ? names.map { BilingualText($0) } : nil),
                    y: .init(name, format(spread)),
                    series: [
                        .init(
                            nil, style: 0, .points(known.map { Plot.Point($0.x, $0.moments.mean) }),
                            .whiskers(
                                known.compactMap { level in
                                    level.moments.interval(level: 0.95).map {
                                        Plot.Interval(level.x, $0.lowerBound, $0.upperBound)
                                    }
                                }))
                    ]),
                reading: BilingualText(
                    "La moyenne de l’indicateur pour chaque valeur du facteur, quels que soient les autres, "
                        + "avec son intervalle à 95 %.",
                    "The mean of the figure at each value of the factor, whatever the others are, with its 95% "
                        + "interval."
                ))
        case .sites(let sites):
            let differences = zip(sites, effect.bySite).compactMap { site, effect -> (String, Double)? in
                let (without, with) = (effect.levels[0], effect.levels[1])
                return without.count > 0 && with.count > 0 ? (site, with.mean - without.mean) : nil
            }.sorted { ($1.1.magnitude, $0.0) < ($0.1.magnitude, $1.0) }.prefix(12)
            guard !differences.isEmpty else { return nil }
            return ReportFigure(
                plot: Plot(
                    title: name + " — " + factor.name,
                    x: .init(BilingualText(""), .plain, categories: differences.map { BilingualText($0.0) }),
                    y: .init(BilingualText("avec moins sans", "with less without"), format(spread)),
                    series: [
                        .init(
                            nil, style: 0,
                            .bars(
                                differences.enumerated().map {
                                    Plot.Bar(Double($0.offset) - 0.4, Double($0.offset) + 0.4, to: $0.element.1)
                                }))
                    ]),
                reading: BilingualText(
                    "Pour chaque site, la moyenne des simulations où il est ouvert moins celle des autres ; "
                        + "les plus grandes différences.",
                    "Of each site the mean over the runs that have it less that over the others; the greatest "
                        + "differences."
                ))
        }
    }
}

/// Sobol' indices of the factors.
private func indexPlot(
    _ statistics: BatchStatistics, _ figure: Int, _ name: BilingualText, _ plan: BatchPlan
) -> ReportFigure? {
    guard let indices = statistics.indices?[figure] else { return nil }
    let parts = [
        (BilingualText("premier ordre", "first order"), plan.factors.indices.map { indices.firstOrder($0) }, -0.4),
        (BilingualText("total", "total"), plan.factors.indices.map { indices.total($0) }, 0.0),
    ]
    guard parts.allSatisfy({ $0.1.allSatisfy { $0 != nil } }) else { return nil }
    let series = parts.enumerated().map { style, part in
        Plot.Series(
            part.0, style: style,
            .bars(
                part.1.enumerated().map { place, estimate in
                    Plot.Bar(Double(place) + part.2, Double(place) + part.2 + 0.4, to: max(0, estimate?.value ?? 0))
                }),
            .whiskers(
                part.1.enumerated().compactMap { place, estimate in
                    estimate?.interval.map {
                        Plot.Interval(Double(place) + part.2 + 0.2, max(0, $0.lowerBound), max(0, $0.upperBound))
                    }
                }))
    }
    return ReportFigure(
        plot: Plot(
            title: BilingualText("Indices de Sobol’ : ", "Sobol’ indices: ") + name,
            x: .init(BilingualText(""), .plain, categories: plan.factors.map { BilingualText($0.name) }),
            y: .init(BilingualText("part de la variance", "share of the variance"), .wholePercent), series: series),
        reading: BilingualText(
            "La part de la variance qui tient au facteur seul (premier ordre), et avec toutes ses interactions "
                + "(total) ; intervalles à 95 %.",
            "The share of the variance that goes with the factor alone (first order), and with all its interactions "
                + "(total); 95% intervals."
        ))
}

/// The first-order share of each factor, a row a figure.
private func effectTables(
    _ statistics: BatchStatistics, _ figures: [String], _ plan: BatchPlan
) -> [ReportTable] {
    let byValue = plan.factors.indices.filter { statistics.effects.first?[$0].byValue != nil }
    guard !byValue.isEmpty else { return [] }
    return [
        ReportTable(
            id: "first-order",
            caption: BilingualText(
                "Part de la variance de chaque indicateur qui tient au facteur seul",
                "Share of the variance of each figure that goes with the factor alone"),
            columns: [.init(BilingualText("indicateur", "figure"))]
                + byValue.map { .init(BilingualText(plan.factors[$0].name), .percent) },
            rows: zip(figures, statistics.effects).map { name, effects in
                [.markup("<code>\(name)</code>")]
                    + byValue.map { factor in
                        let effect = effects[factor].byValue
                        return .number(
                            plan.design == .grid ? effect?.correlationRatio : effect?.unbiasedCorrelationRatio)
                    }
            })
    ]
}

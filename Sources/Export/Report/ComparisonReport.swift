public import Foundation
import Geometry

/// The report of a comparison (`report.html`): the runs, the figures side by side, a map of who gains and who loses,
/// plots, tables, warnings. One file that needs no other and no network, in French and English, without a time of day.
///
/// - Parameters:
///   - language: in which it opens.
///   - version: of the program.
/// - Throws: `GeometryError`, and what the encoder of JSON throws.
public func reportHTML(of comparison: Comparison, language: Language, version: String) throws -> Data {
    let base = comparison.runs[comparison.reference]
    let map = try comparisonMap(comparison)
    let hasMap = map.figures.contains { $0.scale != nil }
    let notes = Set(comparison.runs.compactMap { $0.summary["note"]?.text }).sorted()
    let title =
        BilingualText("Comparaison : ", "Comparison: ") + comparison.runs.map { BilingualText($0.name) }.joined()
    let lead: Markup = """
        <p class="lead">\(base.territory) — \(Markup.number(base.inhabitants, .whole, language)) \
        \(BilingualText("habitants", "inhabitants"))</p>
        \(notes.map { note -> Markup in "<p class=\"note\">\(note)</p>" })
        """
    let sections = [
        ReportPage.Section(
            id: "asked", title: BilingualText("Ce qui est comparé", "What is compared"),
            content: runsTable(comparison).markup(language)),
        ReportPage.Section(
            id: "headline", title: BilingualText("L’essentiel", "The essentials"),
            content: figuresSection(comparison, language)),
        ReportPage.Section(
            id: "map-section", title: BilingualText("Carte des gains et des pertes", "Map of gains and losses"),
            content: hasMap ? map.markup(language) : .empty),
        ReportPage.Section(
            id: "plots", title: BilingualText("Graphiques", "Plots"), content: comparisonPlots(comparison, language)),
        ReportPage.Section(
            id: "tables", title: BilingualText("Qui gagne, qui perd", "Who gains, who loses"),
            content: "\(comparisonTables(comparison).map { $0.markup(language) })"),
        ReportPage.Section(
            id: "findings", title: BilingualText("Avertissements", "Warnings"),
            content: findingsSection(comparison.findings, language)),
        ReportPage.Section(
            id: "cite", title: BilingualText("Lire et citer", "Reading and citing"),
            content: citeSection(
                scenario: comparison.runs.map(\.scenario).joined(separator: " / "), territory: base.territory,
                version: version, inputs: comparison.runs.flatMap(\.files))),
    ]
    return try ReportPage(
        title: title, lead: lead, sections: sections, mapData: hasMap ? map.data() : nil, version: version,
        language: language
    ).data()
}

private func runsTable(_ comparison: Comparison) -> ReportTable {
    ReportTable(
        id: "runs", caption: BilingualText("Les résultats comparés", "The runs compared"),
        columns: [
            .init(BilingualText("nom", "name")), .init(BilingualText("scénario", "scenario")),
            .init(BilingualText("trajets", "travel")), .init(BilingualText("rôle", "role")),
        ],
        rows: comparison.runs.enumerated().map { place, run in
            [
                .name(run.name), .name(run.scenario), .words(profileTitle(run.profile)),
                .words(
                    place == comparison.reference
                        ? BilingualText("référence", "reference") : BilingualText("comparé", "compared")),
            ]
        })
}

// MARK: Figures side by side

/// How a figure of a summary is written.
private func format(_ figure: ComparedFigure) -> (value: NumberFormat, change: NumberFormat) {
    if figure.isShare { return (.percent, .signedPoints) }
    if figure.isWhole { return (.whole, .signedWhole) }
    return figure.isSmall ? (.thousandths, .signedThousandths) : (.tenths, .signedTenths)
}

private func figuresSection(_ comparison: Comparison, _ language: Language) -> Markup {
    let reference = comparison.reference
    var places = headlinePlaces(comparison.figures)
    let objectives = comparison.pareto.objectives.map(\.figure)
    places += comparison.figures.indices.filter {
        objectives.contains(comparison.figures[$0].name) && !places.contains($0)
    }
    let others = comparison.differences.map(\.run)
    let columns =
        [
            ReportTable.Column(BilingualText("indicateur", "figure")),
            .init(BilingualText(comparison.runs[reference].name), .tenths),
        ]
        + others.flatMap { run -> [ReportTable.Column] in
            [
                .init(BilingualText(comparison.runs[run].name), .tenths),
                .init(BilingualText("écart", "change"), .signedTenths),
                .init(BilingualText("%"), .signedTenths), .init(BilingualText("sens", "verdict")),
            ]
        }
    let rows = places.map { place -> [ReportTable.Cell] in
        let figure = comparison.figures[place]
        let formats = format(figure)
        let isFlag = figure.path.last == "passes"
        func value(_ run: Int) -> ReportTable.Cell {
            guard isFlag else { return .formatted(figure.values[run], formats.value) }
            return .words(
                figure.values[run].map {
                    $0 == 1 ? BilingualText("conforme", "passes") : BilingualText("non conforme", "fails")
                } ?? BilingualText("–"))
        }
        return [figureName(figure), value(reference)]
            + others.flatMap { run in
                [
                    value(run),
                    .formatted(isFlag ? nil : figure.change(of: run, from: reference), formats.change),
                    .formatted(isFlag ? nil : figure.percent(of: run, from: reference), .signedTenths),
                    verdict(figure.verdict(of: run, from: reference)),
                ]
            }
    }
    let left = comparison.figures.count - places.count
    let rest = BilingualText(
        "\(left) autres indicateurs dans comparison.csv.", "\(left) other figures in comparison.csv.")
    let table = ReportTable(
        id: "figures", caption: BilingualText("Les indicateurs côte à côte", "The figures side by side"),
        columns: columns,
        rows: rows)
    return "\(table.markup(language))\(left > 0 ? "<p class=\"soft\">\(rest)</p>" : Markup.empty)"
}

private func verdict(_ verdict: ComparedFigure.Verdict?) -> ReportTable.Cell {
    switch verdict {
    case .better: .markup("<span class=\"better\">▲ \(BilingualText("mieux", "better"))</span>")
    case .worse: .markup("<span class=\"worse\">▼ \(BilingualText("moins bien", "worse"))</span>")
    case .same: .name("=")
    case nil: .name("–")
    }
}

/// The known words of a figure's path; the path itself stands beneath.
private func figureName(_ figure: ComparedFigure) -> ReportTable.Cell {
    let title = figureTitle(figure.path)
    return .markup("\(title)<br/><code>\(figure.name)</code>")
}

func figureTitle(_ path: [String]) -> BilingualText {
    let rest = path.dropFirst(2).joined(separator: ".")
    if path.first == "kinds", path.count > 2 {
        let kind = kindTitle(path[1]) + BilingualText(" : ", ": ")
        if let title = kindFigureTitles[rest] { return kind + title }
        if path[2] == "groups", path.count == 5 {
            return kind + BilingualText("couverts, ", "covered, ") + groupTitle(path[3])
        }
    }
    if path.first == "three_15s", path.last == "passes", path.count > 2 {
        return BilingualText("Les trois 15 : ", "The three 15s: ") + path[1]
    }
    return otherFigureTitles[path.joined(separator: ".")]
        ?? BilingualText(path.joined(separator: ", ").replacing("_", with: " "))
}

private let kindFigureTitles: [String: BilingualText] = [
    "sites": BilingualText("sites", "sites"),
    "covered_inhabitants": BilingualText("habitants couverts", "inhabitants covered"),
    "uncovered_inhabitants": BilingualText("habitants non couverts", "inhabitants not covered"),
    "covered_share": BilingualText("part couverte", "share covered"),
    "choices.2": BilingualText("habitants avec 2 sites", "inhabitants with 2 sites"),
    "choices.3_or_more": BilingualText("habitants avec 3 sites ou plus", "inhabitants with 3 sites or more"),
    "minutes_to_nearest.mean": BilingualText("trajet moyen (min)", "mean journey (min)"),
    "minutes_to_nearest.median": BilingualText("trajet médian (min)", "median journey (min)"),
    "minutes_to_nearest.p90": BilingualText(
        "trajet de 9 habitants sur 10 (min)", "journey of 9 in 10 inhabitants (min)"),
    "minutes_to_nearest.max": BilingualText("trajet le plus long (min)", "longest journey (min)"),
]

private let otherFigureTitles: [String: BilingualText] = [
    "three_15s_served.inhabitants_with_a_pole": BilingualText("Habitants proches d’un pôle", "Inhabitants near a pole"),
    "three_15s_served.inhabitants_served_by_the_rule": BilingualText(
        "Habitants desservis selon les trois 15", "Inhabitants served by the three 15s"),
    "equity.mean": BilingualText("Équité : moyenne", "Equity: mean"),
    "equity.p90": BilingualText("Équité : P90", "Equity: P90"),
    "equity.gini": BilingualText("Équité : indice de Gini", "Equity: Gini index"),
    "equity.theil_t": BilingualText("Équité : indice de Theil T", "Equity: Theil’s T"),
    "equity.worst_tenth": BilingualText("Équité : dixième le plus mal desservi", "Equity: worst-served tenth"),
    "basket.mean_services": BilingualText("Services du panier, en moyenne", "Services of the basket, mean"),
    "nurse_pools_total.visits_done": BilingualText("Visites infirmières faites par jour", "Nurse visits done a day"),
    "nurse_pools_total.done_share": BilingualText("Visites infirmières faites, part", "Nurse visits done, share"),
    "nurse_pools_total.nurses_needed": BilingualText("Infirmiers nécessaires (ETP)", "Nurses needed (FTE)"),
    "temporary_stays.total.refused_share.mean": BilingualText(
        "Séjours temporaires : part refusée", "Temporary stays: share refused"),
    "temporary_stays.total.mean_wait_days.mean": BilingualText(
        "Séjours temporaires : attente (jours)", "Temporary stays: wait (days)"),
]

public import Foundation
import Simulation

/// The report of a result (`report.html`): what was asked, the figures with their meaning, a map, plots, tables, the
/// settings with their sources, what the program warns of. One file that needs no other and no network, in French and
/// English; it carries no time of day.
///
/// - Throws: `GeometryError`, and what the encoder of JSON throws.
public func reportHTML(
    of result: SimulationResult, about subject: ReportSubject = ReportSubject(), manifest: Manifest
) throws -> Data {
    try reportHTML(of: result, about: subject, manifest: manifest, layers: resultLayers(of: result))
}

/// - Parameter layers: those of the result.
func reportHTML(
    of result: SimulationResult, about subject: ReportSubject, manifest: Manifest, layers: [ResultLayer]
) throws -> Data {
    let language = subject.language
    let territory = result.territory
    let map = try runMap(result, layers: layers)
    let hasMap = map.figures.contains { $0.scale != nil }
    let lead: Markup = """
        <p class="lead">\(territory.name) — \(Markup.number(territory.population.totalInhabitants, .whole, language)) \
        \(BilingualText("habitants", "inhabitants")), \(BilingualText("trajets", "travel")) \
        \(profileTitle(result.network.profile))</p>
        \(note(territory.note))
        """
    let sections = [
        ReportPage.Section(
            id: "asked", title: BilingualText("Ce qui est demandé", "What was asked"),
            content: askedSection(result, subject, language)),
        ReportPage.Section(
            id: "headline", title: BilingualText("L’essentiel", "The essentials"),
            content: headlineSection(result, language)),
        ReportPage.Section(
            id: "map-section", title: BilingualText("Carte", "Map"), content: hasMap ? map.markup(language) : .empty),
        ReportPage.Section(
            id: "plots", title: BilingualText("Graphiques", "Plots"), content: plotSection(result, layers, language)),
        ReportPage.Section(
            id: "tables", title: BilingualText("Tableaux", "Tables"), content: tableSection(result, layers, language)),
        ReportPage.Section(
            id: "communes-section", title: BilingualText("Communes", "Communes"),
            content: communesTable(result, layers)?.markup(language) ?? .empty),
        ReportPage.Section(
            id: "findings", title: BilingualText("Avertissements sur les données", "Warnings about the data"),
            content: findingsSection(result.findings, language)),
        ReportPage.Section(
            id: "settings", title: BilingualText("Réglages en vigueur", "Settings in force"),
            content: settingsSection(manifest, language)),
        ReportPage.Section(
            id: "cite", title: BilingualText("Lire et citer", "Reading and citing"),
            content: citeSection(
                scenario: result.scenario, territory: territory.name, version: manifest.version,
                inputs: manifest.inputs.map(\.path))),
    ]
    return try ReportPage(
        title: BilingualText(result.scenario), lead: lead, sections: sections, mapData: hasMap ? map.data() : nil,
        version: manifest.version, language: language
    ).data()
}

private func note(_ text: String?) -> Markup {
    text.map { "<p class=\"note\">\($0)</p>" } ?? .empty
}

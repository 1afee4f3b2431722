import Simulation
import Territory

/// What the program warns of, the gravest first.
func findingsSection(_ findings: [Finding], _ language: Language) -> Markup {
    guard !findings.isEmpty else {
        return "<p>\(BilingualText("Aucun.", "None."))</p>"
    }
    let ordered = findings.enumerated().sorted { ($1.element.severity, $0.offset) < ($0.element.severity, $1.offset) }
    let table = ReportTable(
        id: "findings-table", caption: BilingualText("Avertissements", "Warnings"),
        columns: [
            .init(BilingualText("gravité", "severity")), .init(BilingualText("où", "where")),
            .init(BilingualText("constat", "finding")),
        ],
        rows: ordered.map {
            [.words(severityTitle($0.element.severity)), .name($0.element.where), english($0.element.text)]
        })
    let note = BilingualText("Les constats sont ceux du programme, en anglais.", "As the program states them.")
    return """
        <p class="soft">\(note)</p>
        \(table.markup(language))
        """
}

private func severityTitle(_ severity: Finding.Severity) -> BilingualText {
    switch severity {
    case .information: BilingualText("information", "information")
    case .warning: BilingualText("avertissement", "warning")
    case .error: BilingualText("erreur", "error")
    }
}

/// A text that is there in English only.
private func english(_ text: String) -> ReportTable.Cell { .markup("<span lang=\"en\">\(text)</span>") }

/// Every setting with its value and where it comes from.
func settingsSection(_ manifest: Manifest, _ language: Language) -> Markup {
    func value(_ value: Setting.Value) -> ReportTable.Cell {
        switch value {
        case .number(let number): .markup(Markup.number(number, .asNeeded(number), language))
        case .text(let text): .name(text)
        case .texts(let texts): .name(texts.joined(separator: ", "))
        }
    }
    func source(_ text: String) -> ReportTable.Cell {
        let line = "scenario file, line "
        if text.hasPrefix(line), let number = Int(text.dropFirst(line.count)) {
            return .words(BilingualText("fichier du scénario, ligne \(number)", "scenario file, line \(number)"))
        }
        guard text.hasPrefix("assumption") else { return english(text) }
        let rest = text.dropFirst("assumption".count)
        return .markup("\(BilingualText("hypothèse", "assumption"))<span lang=\"en\">\(String(rest))</span>")
    }
    func isAssumption(_ source: String) -> Bool { source.hasPrefix("assumption") }
    let rows =
        manifest.settings.map { setting -> [ReportTable.Cell] in
            [.markup("<code>\(setting.key)</code>"), value(setting.value), source(setting.source)]
        }
        + manifest.profile.map { setting -> [ReportTable.Cell] in
            [.markup("<code>profile.\(setting.key)</code>"), .name(setting.value), source(setting.source)]
        }
    let assumptions =
        manifest.settings.count { isAssumption($0.source) } + manifest.profile.count { isAssumption($0.source) }
    let table = ReportTable(
        id: "settings-table", caption: BilingualText("Réglages", "Settings"),
        columns: [
            .init(BilingualText("réglage", "setting")), .init(BilingualText("valeur", "value")),
            .init(BilingualText("source", "source")),
        ], rows: rows)
    let advice = BilingualText(
        "sont des hypothèses : donnez les vôtres dans le scénario.", "are assumptions: give your own in the scenario.")
    return """
        <p>\(BilingualText("Chaque réglage a une source ; ", "Every setting has a source; "))\
        \(Markup.number(Double(assumptions), .whole, language)) \
        \(advice)</p>
        \(table.markup(language))
        """
}

/// What the figures mean and don't, what they come from, and how to name them.
///
/// - Parameter inputs: paths; only the names of the files are told, `manifest.json` has more.
func citeSection(scenario: String, territory: String, version: String, inputs: [String]) -> Markup {
    let readings = [
        BilingualText(
            "La règle des trois 15 est indicative : un pôle qui n’y satisfait pas n’est pas un mauvais pôle.",
            "The rule of the three 15s is indicative: a pole that fails is not a bad pole."),
        BilingualText(
            "Les temps sont ceux d’une circulation fluide, aux vitesses du profil ; ni stationnement ni attente.",
            "Times are free-flow times at the mean speeds of a profile; no parking, no waiting."),
        BilingualText(
            "Les habitants sont comptés d’après les temps de trajet, jamais d’après les polygones dessinés.",
            "People are counted from travel times, never from drawn polygons."),
        BilingualText(
            "Le site le plus proche n’est pas forcément celui que l’on choisit, ni un site qui a de la place.",
            "The nearest site is not always the one that is chosen, nor one that has room."),
        BilingualText(
            "Les contours de la carte sont simplifiés ; les fichiers .geojson et .gpkg ont les contours exacts.",
            "The outlines of the map are thinned for the screen; the .geojson and .gpkg files have the exact ones."),
    ]
    let names = Set(inputs.map { $0.split(separator: "/").last.map(String.init) ?? $0 }).sorted()
    let citation = BilingualText(
        "Maillage, version \(version). Scénario « \(scenario) », territoire « \(territory) ».",
        "Maillage, version \(version). Scenario “\(scenario)”, territory “\(territory)”.")
    let advice = BilingualText(
        "Indiquez aussi la date des données et leurs producteurs. manifest.json, à côté de ce rapport, donne "
            + "l’empreinte de chaque fichier lu : les mêmes fichiers redonnent les mêmes octets.",
        "Tell the date of the data and their producers too. manifest.json, beside this report, has the digest of "
            + "every file read: the same files give the same bytes again.")
    return """
        <ul>\(readings.map { reading -> Markup in "<li>\(reading)</li>" })</ul>
        <h3>\(BilingualText("Comment citer", "How to cite"))</h3>
        <p>\(citation) \(advice)</p>
        <h3>\(BilingualText("Fichiers lus", "Files read"))</h3>
        <p class="soft">\(names.joined(separator: ", "))</p>
        """
}

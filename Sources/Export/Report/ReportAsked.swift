import Simulation
import Territory

/// The changes in words, and the rules by which the result is judged.
func askedSection(_ result: SimulationResult, _ subject: ReportSubject, _ language: Language) -> Markup {
    let texts = changeTexts(subject, result)
    let changes: Markup
    if texts.isEmpty {
        let words =
            subject.scenario == nil
            ? BilingualText("Le scénario « \(result.scenario) ».", "The scenario “\(result.scenario)”.")
            : BilingualText("Aucun changement : l’état de référence.", "No change: the baseline.")
        changes = "<p>\(words)</p>"
    } else {
        changes = "<ol class=\"changes\">\(texts.map { text -> Markup in "<li>\(text)</li>" })</ol>"
    }
    let facts = rules(result, language).map { rule -> Markup in "<dt>\(rule.0)</dt><dd>\(rule.1)</dd>\n" }
    return "\(changes)\n<dl class=\"facts\">\(facts)</dl>"
}

private func rules(_ result: SimulationResult, _ language: Language) -> [(BilingualText, Markup)] {
    let settings = result.settings
    let minutes = result.kinds.map { kind -> BilingualText in
        let limit = kind.coverage.limit.minutes ?? 0
        return kindTitle(kind.kind, settings.kinds) + " " + NumberFormat.forValues([limit]).text(limit) + " min"
    }
    let rule = settings.threeFifteens
    func number(_ value: Double) -> Markup { Markup.number(value, NumberFormat.forValues([value]), language) }
    var rules: [(BilingualText, Markup)] = [
        (BilingualText("Minutes par type de site", "Minutes by kind of site"), "\(minutes.joined())")
    ]
    if !result.poles.poles.isEmpty {
        rules.append(
            (
                BilingualText("Règle des trois 15", "Rule of the three 15s"),
                """
                \(number(rule.inhabitants)) \(BilingualText("habitants", "inhabitants")), \(number(rule.professionals)) \
                \(BilingualText("professionnels", "professionals")), \(number(rule.minutes)) \
                \(BilingualText("minutes (indicative)", "minutes (indicative)"))
                """
            ))
    }
    if let moment = settings.moment {
        rules.append((BilingualText("Moment", "Moment"), "\(momentTitle(moment.name))"))
    }
    if !settings.reportedMoments.isEmpty {
        rules.append(
            (BilingualText("Moments", "Moments"), "\(settings.reportedMoments.map { momentTitle($0.name) }.joined())"))
    }
    if !settings.services.isEmpty {
        rules.append(
            (BilingualText("Services", "Services"), "\(settings.services.map { serviceTitle($0.name) }.joined())"))
    }
    if let years = result.years {
        rules.append(
            (
                BilingualText("Années", "Years"),
                """
                \(years.settings.from)–\(years.settings.to), \(Markup.number(Double(years.replicates), .whole, language)) \
                \(BilingualText("tirages", "replicates"))
                """
            ))
    }
    return rules
}

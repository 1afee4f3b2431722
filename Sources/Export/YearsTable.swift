import Simulation

/// The first and the last year of a horizon side by side, and the areas that fall under the threshold in between.
func yearsTable(_ years: HorizonResult, language: Language) -> [String] {
    guard let first = years.years.first, let last = years.years.last else { return [] }
    let words = TableWords(language)
    func word(_ french: String, _ english: String) -> String { language == .french ? french : english }
    func median(_ spread: ReplicateSpread) -> String {
        spread.p10 == spread.p90
            ? words.number(spread.median)
            : "\(words.number(spread.median)) (\(words.number(spread.p10))–\(words.number(spread.p90)))"
    }
    var rows = [[word("Années", "Years"), "\(first.year)", "\(last.year)"]]
    for (number, profession) in years.professions.enumerated() {
        rows.append([profession] + [first, last].map { median($0.professionals[number].headcount) })
    }
    for (number, kind) in last.kinds.enumerated() {
        guard let before = first.kinds.first(where: { $0.kind == kind.kind }) else { continue }
        rows.append(
            ["\(kind.kind) \(words.covered)"]
                + [before, last.kinds[number]].map { median($0.staffedCovered) })
    }
    let areas =
        years.settings.threshold.division == nil
        ? word("communes sous le seuil", "communes under the threshold")
        : word("territoires sous le seuil", "territories under the threshold")
    rows.append([areas] + [first, last].map { median($0.areasUnder) })
    if !years.settings.escalation.isEmpty {
        rows.append(
            [word("… sans réponse temporaire", "… without a temporary answer")]
                + [first, last].map { median($0.areasWithoutAnswer) })
    }
    let falling = years.areas.filter { $0.firstYearUnder != nil && !$0.isUnderFromTheBeginning }
    let replicates =
        years.isCertain
        ? word("sans hasard", "without chance")
        : word("médiane (P10–P90) de", "median (P10–P90) of") + " \(years.replicates) "
            + word("tirages", "replicates")
    let title = word("Horizon", "Horizon") + " \(first.year)–\(last.year), \(replicates)"
    let fall =
        word("Passent sous le seuil (année médiane) :", "Fall under the threshold (median year):") + " "
        + (falling.isEmpty
            ? word("aucun", "none")
            : falling.sorted {
                ($0.firstYearUnder ?? 0, $1.inhabitants, $0.id) < ($1.firstYearUnder ?? 0, $0.inhabitants, $1.id)
            }
            .prefix(8).map { "\($0.name) \($0.firstYearUnder ?? 0)" }.joined(separator: ", ")
                + (falling.count > 8 ? ", … (\(falling.count))" : ""))
    return [title] + columns(rows) + [fall]
}

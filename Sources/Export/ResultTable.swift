public import Simulation

/// The language of tables and reports; keys, columns and layer names stay English.
public enum Language: String, CaseIterable, Sendable {
    case french = "fr"
    case english = "en"
}

/// The headline figures of a result as a short table for a terminal.
public func resultTable(_ result: SimulationResult, language: Language) -> String {
    let words = TableWords(language)
    let territory = result.territory
    var lines = [
        "\(result.scenario) — \(territory.name), \(words.number(territory.population.totalInhabitants)) \(words.inhabitants), "
            + "\(words.profile) \(result.network.profile)"
    ]
    if let note = territory.note { lines.append(note) }
    lines.append("")
    lines += columns(
        [
            [
                words.kind, words.sites, "min", words.covered, words.share, words.uncovered, words.twoOrMore,
                words.mean, "P90", words.maximum,
            ]
        ]
            + result.kinds.map { kind in
                let figures = kind.figures
                return [
                    kind.kind, "\(kind.coverage.sites.count)", words.minutes(kind.coverage.limit.minutes),
                    words.number(figures.covered), words.percent(figures.coveredShare), words.number(figures.uncovered),
                    words.number(kind.overlappedInhabitants), words.minutes(figures.minutesToNearest.mean),
                    words.minutes(figures.minutesToNearest.p90), words.minutes(figures.minutesToNearest.max),
                ]
            })
    if !result.poles.poles.isEmpty {
        lines += ["", words.threeFifteens]
        lines += columns(
            [
                [
                    words.pole, words.inhabitants, words.gap, words.professionals, words.gap, "min", words.gap,
                    words.verdict, words.minimumTeam,
                ]
            ]
                + result.poles.poles.map { pole in
                    [
                        territory.sites[pole.site].name, words.number(pole.inhabitants.value),
                        words.signed(pole.inhabitants.gap),
                        words.number(pole.professionals.value), words.signed(pole.professionals.gap),
                        words.minutes(pole.minutes.value), words.signedMinutes(pole.minutes.gap),
                        pole.passes ? words.passes : words.fails, words.minimumTeam(pole.minimumTeam),
                    ]
                })
    }
    lines += zoneLines(result, words)
    if let adequacy = result.adequacy { lines += adequacyTable(adequacy, words: words) }
    lines += equityLines(result, words)
    lines += momentLines(result, words) + transportLines(result, words) + supplyLines(result, words)
    if let stays = result.stays { lines += [""] + stayLines(stays, in: territory, words) }
    if let rounds = result.rounds { lines += roundsTable(rounds, in: territory, words) }
    lines += placementLines(result.placements, words)
    if let years = result.years { lines += [""] + yearsTable(years, language: language) }
    let warnings = result.findings.count { $0.severity != .information }
    if warnings > 0 { lines += ["", "\(words.warnings) \(warnings)"] }
    return lines.joined(separator: "\n")
}

/// The first column to the left, the others to the right, as wide as they need.
func columns(_ rows: [[String]]) -> [String] {
    guard let first = rows.first else { return [] }
    let widths = first.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
        row.enumerated().map { column, text in
            let blanks = String(repeating: " ", count: widths[column] - text.count)
            return column == 0 ? text + blanks : blanks + text
        }.joined(separator: "  ")
    }
}

struct TableWords {
    let language: Language

    init(_ language: Language) {
        self.language = language
    }

    func word(_ french: String, _ english: String) -> String {
        language == .french ? french : english
    }

    var inhabitants: String { word("habitants", "inhabitants") }
    var profile: String { word("profil", "profile") }
    var kind: String { word("type", "kind") }
    var sites: String { word("sites", "sites") }
    var covered: String { word("couverts", "covered") }
    var share: String { word("part", "share") }
    var uncovered: String { word("non couverts", "uncovered") }
    var twoOrMore: String { word("2 sites ou plus", "2 sites or more") }
    var mean: String { word("moyenne (min)", "mean (min)") }
    var maximum: String { word("max (min)", "max (min)") }
    var threeFifteens: String {
        word("Règle des trois 15 (indicative)", "Rule of the three 15s (indicative)")
    }
    var pole: String { word("pôle", "pole") }
    var gap: String { word("écart", "gap") }
    var professionals: String { word("professionnels", "professionals") }
    var verdict: String { word("verdict", "verdict") }
    var passes: String { word("conforme", "passes") }
    var fails: String { word("non conforme", "fails") }
    var adequacy: String { word("Offre et besoin par service", "Supply and need by service") }
    var service: String { word("service", "service") }
    var per100000: String { word("pour 100 000 hab.", "per 100,000") }
    var access: String { word("APL (pour 100 000)", "access (per 100,000)") }
    var unmet: String { word("besoin non couvert (hab.)", "unmet need (inhab.)") }
    var response: String { word("réponse", "response") }
    var orientation: String { word("orientation seule", "orientation only") }
    var nothing: String { word("rien", "nothing") }
    var minimumTeam: String { word("équipe minimale", "minimum team") }
    var warnings: String {
        word("Avertissements (findings dans summary.json) :", "Warnings (findings in summary.json):")
    }

    /// 15 000 or 15,000.
    func number(_ number: Double?) -> String {
        guard let number else { return "–" }
        // Far beyond every count of people, yet never a trap.
        let digits = String(UInt64(exactly: number.rounded().magnitude) ?? .max)
        var grouped = ""
        for (position, digit) in digits.enumerated() {
            if position > 0, (digits.count - position) % 3 == 0 { grouped += word("\u{202F}", ",") }
            grouped.append(digit)
        }
        return (number.rounded() < 0 ? "−" : "") + grouped
    }

    func signed(_ gap: Double?) -> String {
        guard let gap else { return "–" }
        return (gap.rounded() > 0 ? "+" : "") + number(gap)
    }

    /// One decimal.
    func minutes(_ minutes: Double?) -> String {
        guard let minutes else { return "–" }
        let tenths = UInt64(exactly: (minutes.magnitude * 10).rounded()) ?? .max
        return (minutes < 0 && tenths > 0 ? "−" : "") + "\(tenths / 10)" + word(",", ".") + "\(tenths % 10)"
    }

    func signedMinutes(_ gap: Double?) -> String {
        guard let gap else { return "–" }
        return (gap >= 0.05 ? "+" : "") + minutes(gap)
    }

    func percent(_ share: Double?) -> String {
        guard let share else { return "–" }
        return minutes(share * 100) + word(" %", "%")
    }
}

import Simulation

/// One line for each quantity of the section `equity`: its spread over the people, and the commune served worst. None
/// where the scenario has no such section.
func equityLines(_ result: SimulationResult, _ words: TableWords) -> [String] {
    let asked = ([result.equity].compactMap { $0 } + result.furtherEquity).filter(\.settings.isAsked)
    guard !asked.isEmpty else { return [] }
    let head = [
        words.quantity, words.average, words.median, "P90", "Gini", words.worstTenth, words.worstCommune,
    ]
    let rows = asked.map { equity in
        [
            words.quantity(equity.settings), words.minutes(equity.mean.value), words.minutes(equity.median.value),
            words.minutes(equity.p90.value), words.thousandths(equity.gini.value),
            words.minutes(equity.worstTenth.value),
            equity.worstCommunes.first.map { "\($0.name) (\(words.minutes($0.value)))" } ?? "–",
        ]
    }
    return ["", words.equity] + columns([head] + rows)
}

extension TableWords {
    fileprivate var equity: String { word("Équité entre habitants", "Equity between inhabitants") }
    fileprivate var quantity: String { word("grandeur", "quantity") }
    fileprivate var average: String { word("moyenne", "mean") }
    fileprivate var median: String { word("médiane", "median") }
    fileprivate var worstTenth: String { word("dixième le plus mal desservi", "worst-served tenth") }
    fileprivate var worstCommune: String { word("commune la plus mal desservie", "worst-served commune") }

    fileprivate func quantity(_ settings: EquitySettings) -> String {
        let name =
            switch settings.quantity {
            case .minutesToNearest: word("minutes au site le plus proche", "minutes to the nearest site")
            case .kilometresToNearest: word("km au site le plus proche", "km to the nearest site")
            case .choices: word("sites à portée", "sites within reach")
            case .access: word("APL (pour 100 000)", "access (per 100,000)")
            }
        return name + word(" : ", ": ") + (settings.service ?? settings.kind)
    }

    /// Three decimals; of an index, which is 1 at the most.
    fileprivate func thousandths(_ index: Double?) -> String {
        guard let index, let digits = UInt64(exactly: (index.magnitude * 1000).rounded()) else { return "–" }
        let decimals = "\(digits % 1000)"
        let sign = index < 0 && digits > 0 ? "−" : ""
        return sign + "\(digits / 1000)" + word(",", ".") + String(repeating: "0", count: 3 - decimals.count) + decimals
    }
}

import Simulation

/// The territories that the scenario makes; nothing where it makes none.
func zoneLines(_ result: SimulationResult, _ words: TableWords) -> [String] {
    let made = result.divisions.filter(\.territory.isOfScenario)
    guard !made.isEmpty else { return [] }
    let head = [
        words.madeTerritory, words.division, words.inhabitants, words.sizeClass, words.contiguous, words.servedInside,
    ]
    let rows = made.map { result in
        [
            result.territory.name, result.division, words.number(result.figures.inhabitants),
            "\(result.figures.sizeClass)", result.figures.isContiguous ? words.yes : words.no,
            words.percent(result.figures.servedInsideShare),
        ]
    }
    return ["", words.madeTerritories] + columns([head] + rows)
}

extension TableWords {
    fileprivate var madeTerritories: String {
        word("Territoires dessinés par le scénario", "Territories made by the scenario")
    }
    fileprivate var madeTerritory: String { word("territoire", "territory") }
    fileprivate var division: String { word("découpage", "division") }
    fileprivate var sizeClass: String { word("taille (accord 2019)", "size class (2019)") }
    fileprivate var contiguous: String { word("d'un seul tenant", "contiguous") }
    fileprivate var servedInside: String { word("desservis à l'intérieur", "served inside") }
    fileprivate var yes: String { word("oui", "yes") }
    fileprivate var no: String { word("non", "no") }
}

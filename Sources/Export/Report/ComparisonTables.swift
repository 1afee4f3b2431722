/// The tables of who gains and who loses.
func comparisonTables(_ comparison: Comparison) -> [ReportTable] {
    comparison.differences.flatMap { difference in
        [peopleTable(difference, comparison), communesTable(difference, comparison)]
    } + [paretoTable(comparison)]
}

private typealias Column = ReportTable.Column

private func peopleTable(_ difference: RunDifference, _ comparison: Comparison) -> ReportTable {
    let run = comparison.runs[difference.run].name
    func row(_ kind: String, _ group: BilingualText, _ change: AccessChange?) -> [ReportTable.Cell] {
        [.words(kindTitle(kind)), .words(group)]
            + (change.map { change in
                AccessShift.allCases.map { .number(change[$0]) } + [.number(change.meanMinutesGained)]
            } ?? (AccessShift.allCases.map { _ in .number(nil) } + [.number(nil)]))
    }
    return ReportTable(
        id: "people-\(difference.run)",
        caption: BilingualText("\(run) : habitants dont l’accès change", "\(run): inhabitants whose access changes"),
        columns: [Column(BilingualText("type", "kind")), Column(BilingualText("groupe", "group"))]
            + AccessShift.allCases.map { Column(shiftTitle($0), .whole) }
            + [Column(BilingualText("minutes gagnées (moyenne)", "minutes gained (mean)"), .signedTenths)],
        rows: mainKindFirst(difference.kinds).flatMap { kind in
            [row(kind.kind, BilingualText("tous", "all"), kind.all)]
                + kind.groups.map { row(kind.kind, groupTitle($0.name), $0.change) }
        })
}

private func communesTable(_ difference: RunDifference, _ comparison: Comparison) -> ReportTable {
    let base = comparison.runs[comparison.reference]
    let run = comparison.runs[difference.run].name
    let rows = mainKindFirst(difference.kinds).flatMap { kind -> [[ReportTable.Cell]] in
        let ranking = rankedCommunes(kind)
        return (ranking.losing.prefix(15) + ranking.gaining.prefix(15)).map { commune in
            let change = kind.communes[commune]
            return [
                .name(base.communes[commune].name), .words(kindTitle(kind.kind)), .number(change.inhabitants),
                .number(change.coveredChange), .number(change.meanMinutesGained), .number(change.meanChoicesChange),
            ]
        }
    }
    return ReportTable(
        id: "communes-\(difference.run)",
        caption: BilingualText(
            "\(run) : les communes qui perdent et qui gagnent le plus", "\(run): the communes that lose and gain most"),
        columns: [
            Column(BilingualText("commune", "commune")), Column(BilingualText("type", "kind")),
            Column(BilingualText("habitants", "inhabitants"), .whole),
            Column(BilingualText("couverts, écart", "covered, change"), .signedWhole),
            Column(BilingualText("minutes gagnées", "minutes gained"), .signedTenths),
            Column(BilingualText("sites à portée, écart", "sites within reach, change"), .signedTenths),
        ], rows: rows)
}

private func paretoTable(_ comparison: Comparison) -> ReportTable {
    let pareto = comparison.pareto
    func names(_ runs: [Int]) -> String { runs.map { comparison.runs[$0].name }.joined(separator: ", ") }
    return ReportTable(
        id: "pareto", caption: BilingualText("Front de Pareto", "Pareto front"),
        columns: [Column(BilingualText("résultat", "run")), Column(BilingualText("place", "place"))],
        rows: pareto.objectives.isEmpty
            ? []
            : comparison.runs.indices.map { run in
                guard let dominators = pareto.dominators[run] else {
                    return [
                        .name(comparison.runs[run].name),
                        .words(
                            BilingualText("il lui manque ", "it lacks ") + pareto.lacking[run].joined(separator: ", ")),
                    ]
                }
                return [
                    .name(comparison.runs[run].name),
                    .words(
                        dominators.isEmpty
                            ? BilingualText("sur le front", "on the front")
                            : BilingualText("dominé par ", "dominated by ") + names(dominators)),
                ]
            })
}

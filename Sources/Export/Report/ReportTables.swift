import Coverage
import Simulation
import Territory

/// The tables of a result.
func tableSection(_ result: SimulationResult, _ layers: [ResultLayer], _ language: Language) -> Markup {
    var tables = [polesTable(result), groupsTable(result)].compactMap { $0 }
    tables += [momentsTable(result), transportsTable(result), supplyTable(result), adequacyTable(result)].compactMap {
        $0
    }
    tables += [equityTable(result), staysTable(result), roundsTable(result), yearsTable(result)].compactMap { $0 }
    tables += [zonesTable(result), overlapsTable(result), territoriesTable(result)]
        .compactMap { $0 }
    return "\(tables.map { $0.markup(language) })"
}

private typealias Column = ReportTable.Column

private func kind(_ name: String, _ result: SimulationResult) -> ReportTable.Cell {
    .words(kindTitle(name, result.settings.kinds))
}

private let kindColumn = Column(BilingualText("type", "kind"))

private func polesTable(_ result: SimulationResult) -> ReportTable? {
    let territory = result.territory
    func verdict(_ passes: Bool) -> ReportTable.Cell {
        .verdict(passes, passes ? BilingualText("conforme", "passes") : BilingualText("non conforme", "fails"))
    }
    func team(_ team: MinimumTeam?) -> ReportTable.Cell {
        guard let team else { return .name("–") }
        guard let passes = team.passes else { return .verdict(nil, BilingualText("indéterminé", "unknown")) }
        return verdict(passes)
    }
    return ReportTable(
        id: "poles",
        caption: BilingualText(
            "Les pôles et la règle des trois 15 (indicative)", "The poles and the rule of the three 15s (indicative)"),
        columns: [
            Column(BilingualText("pôle", "pole")), Column(BilingualText("habitants", "inhabitants"), .whole),
            Column(BilingualText("écart", "gap"), .signedWhole),
            Column(BilingualText("professionnels", "professionals"), .tenths),
            Column(BilingualText("écart", "gap"), .signedTenths), Column(BilingualText("minutes", "minutes"), .tenths),
            Column(BilingualText("écart", "gap"), .signedTenths), Column(BilingualText("verdict", "verdict")),
            Column(BilingualText("équipe minimale", "minimum team")),
        ],
        rows: result.poles.poles.map { pole in
            [
                .name(territory.sites[pole.site].name), .number(pole.inhabitants.value), .number(pole.inhabitants.gap),
                .number(pole.professionals.value), .number(pole.professionals.gap), .number(pole.minutes.value),
                .number(pole.minutes.gap), verdict(pole.passes), team(pole.minimumTeam),
            ]
        })
}

private func groupsTable(_ result: SimulationResult) -> ReportTable? {
    let rows = kindsInOrder(result).flatMap { entry in
        entry.groups.map { name, figures -> [ReportTable.Cell] in
            [
                kind(entry.kind, result), .words(groupTitle(name)), .number(figures.inhabitants),
                .number(figures.covered),
                .number(figures.coveredShare), .number(figures.uncovered), .number(figures.minutesToNearest.mean),
            ]
        }
    }
    return ReportTable(
        id: "groups", caption: BilingualText("Groupes de population", "Groups of the population"),
        columns: [
            kindColumn, Column(BilingualText("groupe", "group")), Column(BilingualText("personnes", "people"), .whole),
            Column(BilingualText("couvertes", "covered"), .whole), Column(BilingualText("part", "share"), .percent),
            Column(BilingualText("non couvertes", "not covered"), .whole),
            Column(BilingualText("trajet moyen (min)", "mean journey (min)"), .tenths),
        ], rows: rows)
}

private func equityTable(_ result: SimulationResult) -> ReportTable? {
    let all = [result.equity].compactMap { $0 } + result.furtherEquity
    return ReportTable(
        id: "equity", caption: BilingualText("Équité entre habitants", "Equity between inhabitants"),
        columns: [
            Column(BilingualText("grandeur", "quantity")), Column(BilingualText("moyenne", "mean"), .tenths),
            Column(BilingualText("médiane", "median"), .tenths), Column(BilingualText("P90"), .tenths),
            Column(BilingualText("Gini"), .thousandths), Column(BilingualText("Theil T"), .thousandths),
            Column(BilingualText("Palma"), .hundredths), Column(BilingualText("concentration"), .thousandths),
            Column(BilingualText("dixième le plus mal desservi", "worst-served tenth"), .tenths),
            Column(BilingualText("commune la plus mal desservie", "worst-served commune")),
        ],
        rows: all.map { equity in
            [
                .words(quantityTitle(equity.settings, result)), .number(equity.mean.value),
                .number(equity.median.value),
                .number(equity.p90.value), .number(equity.gini.value), .number(equity.theilT.value),
                .number(equity.palma.value), .number(equity.concentration.value), .number(equity.worstTenth.value),
                .name(equity.worstCommunes.first?.name ?? "–"),
            ]
        })
}

private func zonesTable(_ result: SimulationResult) -> ReportTable? {
    let inhabitants = communeInhabitants(result.territory)
    let rows = kindsInOrder(result).flatMap { entry in
        entry.uncoveredZones.filter { $0.inhabitants > 0 }.prefix(10).enumerated().map {
            rank, zone -> [ReportTable.Cell] in
            let names = zone.communes.sorted { (-inhabitants[$0], $0) < (-inhabitants[$1], $1) }.prefix(6)
                .map { result.territory.communes[$0].name }.joined(separator: ", ")
            return [
                kind(entry.kind, result), .number(Double(rank + 1)), .number(zone.inhabitants),
                .number(zone.land.area / 1e6),
                .name(names + (zone.communes.count > 6 ? "… (\(zone.communes.count))" : "")),
            ]
        }
    }
    return ReportTable(
        id: "uncovered-zones",
        caption: BilingualText(
            "Zones non couvertes : les dix plus peuplées de chaque type",
            "Uncovered zones: the ten most populous of each kind"),
        columns: [
            kindColumn, Column(BilingualText("rang", "rank"), .whole),
            Column(BilingualText("habitants", "inhabitants"), .whole),
            Column(BilingualText("km²"), .tenths), Column(BilingualText("communes", "communes")),
        ], rows: rows)
}

private func overlapsTable(_ result: SimulationResult) -> ReportTable? {
    let sites = result.territory.sites
    let rows = kindsInOrder(result).flatMap { entry in
        entry.pairs.filter { $0.inhabitants > 0 }.sorted { ($1.inhabitants, $0.a, $0.b) < ($0.inhabitants, $1.a, $1.b) }
            .prefix(15).map { pair -> [ReportTable.Cell] in
                [
                    kind(entry.kind, result), .name(sites[pair.a].name), .name(sites[pair.b].name),
                    .number(pair.inhabitants),
                    .number(pair.shareOfA), .number(pair.shareOfB),
                    .words(pair.isSamePole ? BilingualText("oui", "yes") : BilingualText("non", "no")),
                ]
            }
    }
    return ReportTable(
        id: "overlaps",
        caption: BilingualText(
            "Superpositions : les quinze plus grandes de chaque type", "Overlaps: the fifteen largest of each kind"),
        columns: [
            kindColumn, Column(BilingualText("site A", "site A")), Column(BilingualText("site B", "site B")),
            Column(BilingualText("habitants communs", "inhabitants shared"), .whole),
            Column(BilingualText("part de A", "share of A"), .percent),
            Column(BilingualText("part de B", "share of B"), .percent),
            Column(BilingualText("même pôle", "same pole")),
        ], rows: rows)
}

private func territoriesTable(_ result: SimulationResult) -> ReportTable? {
    ReportTable(
        id: "territories", caption: BilingualText("Territoires", "Territories"),
        columns: [
            Column(BilingualText("territoire", "territory")), Column(BilingualText("découpage", "division")),
            Column(BilingualText("habitants", "inhabitants"), .whole), Column(BilingualText("km²"), .whole),
            Column(BilingualText("communes", "communes"), .whole),
            Column(BilingualText("d’un seul tenant", "contiguous")),
            Column(BilingualText("classe de taille", "size class"), .whole),
            Column(BilingualText("professionnels", "professionals"), .whole),
            Column(BilingualText("desservis sur place", "served inside"), .percent),
        ],
        rows: result.divisions.map { division in
            let figures = division.figures
            let isWhole = figures.isContiguous
            return [
                .name(division.territory.name), .name(division.division), .number(figures.inhabitants),
                .number(figures.squareMetres / 1e6), .number(Double(division.territory.communes.count)),
                .words(isWhole ? BilingualText("oui", "yes") : BilingualText("non", "no")),
                .number(Double(figures.sizeClass)), .number(figures.professionals.total.headcount),
                .number(figures.servedInsideShare),
            ]
        })
}

/// By commune.
private func communeInhabitants(_ territory: StudyTerritory) -> [Double] {
    var inhabitants = [Double](repeating: 0, count: territory.communes.count)
    for (point, commune) in territory.population.communes.enumerated() {
        if let commune { inhabitants[commune] += territory.population.inhabitants[point] }
    }
    return inhabitants
}

/// All communes, those of most inhabitants first.
func communesTable(_ result: SimulationResult, _ layers: [ResultLayer]) -> ReportTable? {
    guard let layer = layers.first(where: { $0.name == "communes" }) else { return nil }
    // Of two kinds at the most, and one service: a page has no room for more; `communes.geojson` has all.
    let kinds = kindsInOrder(result).filter { !$0.coverage.sites.isEmpty }.prefix(2)
    let service = result.adequacy?.services.first?.service.name
    var columns = [
        Column(BilingualText("commune", "commune")), Column(BilingualText("code", "code")),
        Column(BilingualText("habitants", "inhabitants"), .whole),
    ]
    var fields = [("inhabitants", NumberFormat.whole)]
    for kind in kinds {
        let name = BilingualText(" : ", ": ") + kindTitle(kind.kind, result.settings.kinds)
        columns += [
            Column(BilingualText("couverts", "covered") + name, .whole),
            Column(BilingualText("part", "share"), .percent),
            Column(BilingualText("trajet moyen (min)", "mean journey (min)"), .tenths),
        ]
        fields += [
            ("\(kind.kind)_covered_inhabitants", .whole), ("\(kind.kind)_covered_share", .percent),
            ("\(kind.kind)_mean_minutes", .tenths),
        ]
    }
    if let service {
        columns.append(
            Column(BilingualText("APL pour 100 000 : ", "access per 100,000: ") + serviceTitle(service), .tenths))
        fields.append(("\(service)_access", .tenths))
    }
    let inhabitants = communeInhabitants(result.territory)
    let order = inhabitants.indices.sorted { (-inhabitants[$0], $0) < (-inhabitants[$1], $1) }
    let numbers = fields.map { layer.numbers($0.0) ?? layer.features.map { _ in nil } }
    return ReportTable(
        id: "communes", caption: BilingualText("Communes", "Communes"), columns: columns,
        rows: order.map { place in
            let commune = result.territory.communes[place]
            return [.name(commune.name), .name(commune.id.text)] + numbers.map { .number($0[place]) }
        })
}

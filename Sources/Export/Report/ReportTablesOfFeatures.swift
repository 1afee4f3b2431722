import Coverage
import Simulation
import Statistics
import Territory

// The tables of what a scenario may ask for: nothing where it does not.

private typealias Column = ReportTable.Column

func momentsTable(_ result: SimulationResult) -> ReportTable? {
    let rows = result.moments.flatMap { moment in
        moment.kinds.map { kind -> [ReportTable.Cell] in
            let inhabitants = kind.covered + kind.uncovered
            return [
                .words(momentTitle(moment.moment.name)), .words(kindTitle(kind.kind, result.settings.kinds)),
                .number(Double(kind.openSites)), .number(kind.covered),
                .number(inhabitants > 0 ? kind.covered / inhabitants : nil), .number(kind.uncovered),
                .number(kind.coveredThroughout), .number(kind.minutesToNearest.mean),
            ]
        }
    }
    return ReportTable(
        id: "moments", caption: BilingualText("Moment par moment", "Moment by moment"),
        columns: [
            Column(BilingualText("moment", "moment")), Column(BilingualText("type", "kind")),
            Column(BilingualText("ouverts", "open"), .whole), Column(BilingualText("couverts", "covered"), .whole),
            Column(BilingualText("part", "share"), .percent),
            Column(BilingualText("non couverts", "not covered"), .whole),
            Column(BilingualText("couverts à toute heure", "covered at every hour"), .whole),
            Column(BilingualText("trajet moyen (min)", "mean journey (min)"), .tenths),
        ], rows: rows)
}

func transportsTable(_ result: SimulationResult) -> ReportTable? {
    let rows = result.transports.flatMap { access in
        access.kinds.map { kind -> [ReportTable.Cell] in
            [
                .name(access.transport.name), .words(kindTitle(kind.kind, result.settings.kinds)),
                .number(access.people),
                .number(kind.coveredBefore), .number(kind.coveredAfter), .number(access.paidShare),
                .number(access.publicCostEuros),
            ]
        }
    }
    return ReportTable(
        id: "transports", caption: BilingualText("Transport à la demande", "Transport on demand"),
        columns: [
            Column(BilingualText("transport", "transport")), Column(BilingualText("type", "kind")),
            Column(BilingualText("sans voiture", "without a car"), .whole),
            Column(BilingualText("couverts à pied", "covered on foot"), .whole),
            Column(BilingualText("avec le transport", "with the transport"), .whole),
            Column(BilingualText("trajets financés", "trips paid"), .percent),
            Column(BilingualText("coût public (€/an)", "public cost (€/year)"), .whole),
        ], rows: rows)
}

func supplyTable(_ result: SimulationResult) -> ReportTable? {
    let rows = (result.supplyChanges?.losingCommunes ?? []).flatMap { entry in
        entry.professions.map { profession -> [ReportTable.Cell] in
            let name = entry.commune.map { BilingualText(result.territory.communes[$0].name) }
            return [
                .words(name ?? BilingualText("hors du territoire", "outside the territory")),
                .words(professionTitle(profession.profession)), .number(profession.before.headcount),
                .number(profession.after.headcount), .number(profession.change.headcount),
            ]
        }
    }
    return ReportTable(
        id: "supply-changes",
        caption: BilingualText("Communes qui perdent des professionnels", "Communes that lose professionals"),
        columns: [
            Column(BilingualText("commune", "commune")), Column(BilingualText("profession", "profession")),
            Column(BilingualText("avant", "before"), .tenths), Column(BilingualText("après", "after"), .tenths),
            Column(BilingualText("écart", "change"), .signedTenths),
        ], rows: rows)
}

func adequacyTable(_ result: SimulationResult) -> ReportTable? {
    let rows = (result.adequacy?.services ?? []).map { service -> [ReportTable.Cell] in
        let states = service.whole.states
        let hasSupply = !service.service.professions.isEmpty
        let unmet = service.communes.filter { $0.level == .unmet }.reduce(0) { $0 + $1.inhabitants }
        return [
            .words(serviceTitle(service.service.name)), .number(hasSupply ? service.whole.headcount : nil),
            .number(hasSupply ? service.whole.density(per: 100_000) : nil),
            .number(service.accessFigures.mean.map { $0 * 100_000 }), .number(service.access == nil ? nil : unmet),
            .number(states.response), .number(states.orientation), .number(states.nothing),
        ]
    }
    return ReportTable(
        id: "adequacy", caption: BilingualText("Offre et besoin par service", "Supply and need by service"),
        columns: [
            Column(BilingualText("service", "service")),
            Column(BilingualText("professionnels", "professionals"), .whole),
            Column(BilingualText("pour 100 000 hab.", "per 100,000"), .tenths),
            Column(BilingualText("APL (pour 100 000)", "access (per 100,000)"), .tenths),
            Column(BilingualText("besoin non couvert (hab.)", "unmet need (inhab.)"), .whole),
            Column(BilingualText("réponse", "response"), .whole),
            Column(BilingualText("orientation seule", "orientation only"), .whole),
            Column(BilingualText("rien", "nothing"), .whole),
        ], rows: rows)
}

func staysTable(_ result: SimulationResult) -> ReportTable? {
    guard let stays = result.stays else { return nil }
    func interval(_ interval: MeanInterval?, _ format: NumberFormat) -> [ReportTable.Cell] {
        guard let interval else { return [.name("–"), .name("–")] }
        guard let lower = interval.lower, let upper = interval.upper else {
            return [.formatted(interval.mean, format), .name("–")]
        }
        return [
            .formatted(interval.mean, format),
            .words(format.text(lower) + BilingualText(" à ", " to ") + format.text(upper)),
        ]
    }
    let rows = stays.sites.map { site -> [ReportTable.Cell] in
        [.name(result.territory.sites[site.site].name), .number(Double(site.beds))]
            + interval(site.admissions, .tenths) + interval(site.occupancy, .percent)
            + [.number(site.fullShare?.mean)] + interval(site.nearestPeople?.refusedShare, .percent)
    }
    let percent = NumberFormat.wholePercent.text(stays.settings.confidence)
    let between = BilingualText("intervalle à ", "interval of ") + percent
    return ReportTable(
        id: "stays", caption: BilingualText("Hébergement temporaire", "Temporary stays"),
        columns: [
            Column(BilingualText("site", "site")), Column(BilingualText("lits", "beds"), .whole),
            Column(BilingualText("entrées par an", "admissions a year"), .tenths), Column(between),
            Column(BilingualText("occupation", "occupancy"), .percent), Column(between),
            Column(BilingualText("complet", "full"), .percent),
            Column(BilingualText("demandes refusées", "requests refused"), .percent), Column(between),
        ], rows: rows)
}

func roundsTable(_ result: SimulationResult) -> ReportTable? {
    guard let rounds = result.rounds else { return nil }
    let rows = rounds.pools.map { pool -> [ReportTable.Cell] in
        [
            .name(result.territory.sites[pool.site].name), .number(pool.nurses), .number(pool.visits.needed),
            .number(pool.visits.done), .number(pool.visits.undone), .number(pool.time.kilometresPerVisit),
            .number(pool.time.roadMinutesPerVisit), .number(pool.time.careShare(rounds.settings)),
            .number(pool.nursesForAll),
        ]
    }
    return ReportTable(
        id: "rounds", caption: BilingualText("Tournées à domicile, par jour", "Rounds to homes, a day"),
        columns: [
            Column(BilingualText("équipe infirmière", "nurse pool")),
            Column(BilingualText("infirmiers (ETP)", "nurses (FTE)"), .tenths),
            Column(BilingualText("visites nécessaires", "visits needed"), .tenths),
            Column(BilingualText("faites", "done"), .tenths),
            Column(BilingualText("non faites", "undone"), .tenths),
            Column(BilingualText("km par visite", "km per visit"), .tenths),
            Column(BilingualText("min de route par visite", "min of road per visit"), .tenths),
            Column(BilingualText("part des soins", "share of care"), .percent),
            Column(BilingualText("ETP pour tout couvrir", "FTE to cover all"), .tenths),
        ], rows: rows)
}

/// The first and the last year, and the areas that fall under the threshold in between.
func yearsTable(_ result: SimulationResult) -> ReportTable? {
    guard let years = result.years else { return nil }
    let falling = years.areas.filter { $0.firstYearUnder != nil }
        .sorted { ($0.firstYearUnder ?? 0, $1.inhabitants, $0.id) < ($1.firstYearUnder ?? 0, $0.inhabitants, $1.id) }
    return ReportTable(
        id: "years",
        caption: BilingualText(
            "Sous le seuil d’offre dans plus de la moitié des tirages",
            "Under the threshold of supply in more than half of the replicates"),
        columns: [
            Column(
                years.settings.threshold.division == nil
                    ? BilingualText("commune", "commune") : BilingualText("territoire", "territory")),
            Column(BilingualText("habitants", "inhabitants"), .whole),
            Column(BilingualText("année (médiane)", "year (median)"), .plain),
            Column(BilingualText("dès le début", "from the beginning")),
            Column(BilingualText("probabilité", "probability"), .percent),
            Column(BilingualText("sans réponse la dernière année", "without an answer in the last year"), .percent),
        ],
        rows: falling.map { area in
            [
                .name(area.name), .number(area.inhabitants), .number(area.firstYearUnder.map(Double.init)),
                .words(area.isUnderFromTheBeginning ? BilingualText("oui", "yes") : BilingualText("non", "no")),
                .number(area.probabilityEverUnder), .number(area.probabilityWithoutAnswer.last),
            ]
        })
}

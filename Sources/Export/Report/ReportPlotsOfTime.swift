import Simulation
import Statistics

/// Year by year: who practises, who is covered, which communes fall under the threshold.
func yearsPlots(_ result: SimulationResult) -> [ReportFigure] {
    guard let years = result.years, years.years.count > 1 else { return [] }
    let spread =
        years.isCertain
        ? BilingualText("")
        : BilingualText(" Bande : de P10 à P90 des tirages.", " Band: from P10 to P90 of the replicates.")
    func series(_ name: BilingualText?, _ style: Int, _ spread: (HorizonYearResult) -> ReplicateSpread) -> Plot.Series {
        let spreads = years.years.map { (Double($0.year), spread($0)) }
        return Plot.Series(
            name, style: style, .band(spreads.map { Plot.Interval($0.0, $0.1.p10, $0.1.p90) }),
            .line(spreads.map { Plot.Point($0.0, $0.1.median) }))
    }
    let x = Plot.Axis(BilingualText("année", "year"), .plain)
    var figures: [ReportFigure] = []
    if !years.professions.isEmpty {
        let shown = years.professions.enumerated().prefix(6)
        figures.append(
            ReportFigure(
                plot: Plot(
                    title: BilingualText("Professionnels en exercice", "Professionals in practice"), x: x,
                    y: .init(BilingualText("personnes (médiane)", "people (median)"), .whole),
                    series: shown.map { place, name in
                        series(professionTitle(name), place) { $0.professionals[place].headcount }
                    }),
                reading: BilingualText("Effectif de chaque profession.", "Headcount of each profession.") + spread))
    }
    if let kinds = years.years.first?.kinds, !kinds.isEmpty {
        let shown = kinds.enumerated().prefix(6)
        let isStaffed = years.years.allSatisfy { $0.kinds.count == kinds.count }
        if isStaffed {
            figures.append(
                ReportFigure(
                    plot: Plot(
                        title: BilingualText(
                            "Habitants couverts, année par année", "Inhabitants covered, year by year"), x: x,
                        y: .init(BilingualText("habitants", "inhabitants"), .whole),
                        series: shown.map { place, kind in
                            series(kindTitle(kind.kind, result.settings.kinds), place) {
                                $0.kinds[place].staffedCovered
                            }
                        }),
                    reading: BilingualText(
                        "Par les sites que tous leurs professionnels n’ont pas quittés.",
                        "By sites that not all of their professionals have left.") + spread))
        }
    }
    let areas =
        years.settings.threshold.division == nil
        ? BilingualText("communes", "communes") : BilingualText("territoires", "territories")
    var under = [series(BilingualText("sous le seuil", "under the threshold"), 0) { $0.areasUnder }]
    if !years.settings.escalation.isEmpty {
        under.append(
            series(BilingualText("sans réponse temporaire", "without a temporary answer"), 1) { $0.areasWithoutAnswer })
    }
    figures.append(
        ReportFigure(
            plot: Plot(
                title: BilingualText("Sous le seuil d’offre", "Under the threshold of supply"), x: x,
                y: .init(areas, .whole),
                series: under),
            reading: BilingualText("Nombre de ", "Number of ") + areas
                + BilingualText(" dont l’offre est sous le seuil.", " whose supply is under the threshold.") + spread))
    return figures
}

/// Month by month the requests for a bed, and the share refused.
func staysPlots(_ result: SimulationResult) -> [ReportFigure] {
    guard let stays = result.stays, stays.months.count > 1 else { return [] }
    func intervals(_ value: (StayFigures) -> MeanInterval?) -> (bars: [Plot.Bar], whiskers: [Plot.Interval]) {
        var (bars, whiskers) = ([Plot.Bar](), [Plot.Interval]())
        for (place, month) in stays.months.enumerated() {
            guard let interval = value(month.figures) else { continue }
            bars.append(Plot.Bar(Double(place) - 0.35, Double(place) + 0.35, to: interval.mean))
            if let lower = interval.lower, let upper = interval.upper {
                whiskers.append(Plot.Interval(Double(place), lower, upper))
            }
        }
        return (bars, whiskers)
    }
    let months = stays.months.map { monthTitle($0.month) }
    let (refused, spread) = intervals { $0.refusedShare }
    let (demand, demandSpread) = intervals { $0.demand }
    let reading = BilingualText(
        "Moyenne des répliques ; moustaches : intervalle de confiance de la moyenne.",
        "Mean of the replicates; whiskers: confidence interval of the mean.")
    let title = BilingualText("mois", "month")
    return [
        ReportFigure(
            plot: Plot(
                title: BilingualText("Demandes de séjour par mois", "Requests for a stay by month"),
                x: .init(title, .whole, categories: months), y: .init(BilingualText("demandes", "requests"), .whole),
                series: [
                    Plot.Series(nil, style: 5, .bars(demand)), Plot.Series(nil, style: 6, .whiskers(demandSpread)),
                ]),
            reading: reading),
        ReportFigure(
            plot: Plot(
                title: BilingualText("Part des demandes refusées par mois", "Share of requests refused by month"),
                x: .init(title, .whole, categories: months),
                y: .init(BilingualText("part refusée", "share refused"), .wholePercent),
                series: [Plot.Series(nil, style: 4, .bars(refused)), Plot.Series(nil, style: 6, .whiskers(spread))]),
            reading: reading),
    ]
}

private func monthTitle(_ month: Int) -> BilingualText {
    let french = ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."]
    let english = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    guard (1...12).contains(month) else { return BilingualText(String(month)) }
    return BilingualText(french[month - 1], english[month - 1])
}

/// The visits that each nurse pool makes and cannot make.
func roundsPlots(_ result: SimulationResult) -> [ReportFigure] {
    guard let rounds = result.rounds, !rounds.pools.isEmpty else { return [] }
    let pools = rounds.pools.prefix(12)
    func bars(_ shift: Double, _ value: (NursePoolRounds) -> Double) -> Plot.Mark {
        .bars(
            pools.enumerated().map { place, pool in
                Plot.Bar(Double(place) + shift - 0.4, Double(place) + shift, to: value(pool))
            })
    }
    return [
        ReportFigure(
            plot: Plot(
                title: BilingualText("Visites à domicile par jour", "Visits to homes a day"),
                x: .init(
                    BilingualText("équipe infirmière", "nurse pool"), .whole,
                    categories: pools.map { BilingualText(result.territory.sites[$0.site].name) }),
                y: .init(BilingualText("visites par jour", "visits a day"), .whole),
                series: [
                    Plot.Series(BilingualText("faites", "done"), style: 0, bars(0) { $0.visits.done }),
                    Plot.Series(BilingualText("non faites", "undone"), style: 1, bars(0.4) { $0.visits.undone }),
                ]),
            reading: BilingualText(
                "Moyenne des jours simulés, pour les habitants à portée de l’équipe.",
                "Mean of the days simulated, for the inhabitants within reach of the pool."))
    ]
}

import Coverage
import Placement
import RoadNetwork
import Simulation
import Territory

/// How many inhabitants so many sites cover, one after the other as each adds the most: of the sites that are open,
/// and of the candidates where a placement asks for it. Nil where no kind has two sites and nothing is placed.
func coverageBySitesPlot(_ result: SimulationResult, kinds: [KindResult]) -> ReportFigure? {
    let all = result.territory.population.inhabitants.reduce(0, +)
    guard all > 0 else { return nil }
    var series: [Plot.Series] = []
    for kind in kinds where kind.coverage.sites.count > 1 && !kind.coverage.isByDivision {
        let points = openSitesCurve(kind.coverage, people: result.territory.population.inhabitants)
        series.append(
            Plot.Series(
                kindTitle(kind.kind, result.settings.kinds), style: series.count, .line(shares(points, of: all))))
    }
    for outcome in result.placements.map(\.outcome) {
        guard let curve = outcome.curve else { continue }
        series.append(
            Plot.Series(
                BilingualText("implantations possibles, ", "candidates, ")
                    + kindTitle(outcome.request.kind, result.settings.kinds),
                style: series.count, .line(shares(curve, of: all))))
    }
    guard !series.isEmpty else { return nil }
    return ReportFigure(
        plot: Plot(
            title: BilingualText(
                "Habitants couverts selon le nombre de sites", "Inhabitants covered by number of sites"),
            x: .init(BilingualText("nombre de sites", "number of sites"), .whole),
            y: .init(
                BilingualText("part des habitants", "share of inhabitants"), .wholePercent, range: 0...1,
                ticks: [0, 0.2, 0.4, 0.6, 0.8, 1]),
            series: series),
        reading: BilingualText(
            "Les sites sont ajoutés l’un après l’autre, chaque fois celui qui couvre le plus d’habitants de plus. Où la "
                + "courbe est plate, un site de plus ne couvre plus personne de nouveau.",
            "Sites are added one after the other, each time the one that covers the most further inhabitants. Where the "
                + "curve is flat, one more site covers nobody new."))
}

private func shares(_ points: [CoveragePoint], of all: Double) -> [Plot.Point] {
    points.map { Plot.Point(Double($0.sites), $0.covered / all) }
}

private func openSitesCurve(_ coverage: KindCoverage, people: [Double]) -> [CoveragePoint] {
    let positions = Dictionary(uniqueKeysWithValues: coverage.sites.enumerated().map { ($1, $0) })
    // Who is within the minutes of a site is known already: every pair counts as no way at all.
    let pairs = coverage.sitesWithin.enumerated().flatMap { point, sites in
        sites.compactMap { site in
            positions[site].map { TravelPairs.Pair(demand: point, supply: $0, time: TravelTime(minutes: 0)) }
        }
    }
    return coverageCurve(
        of: SitingQuestion(
            model: .maximalCovering,
            travel: TravelPairs(pairs, demandCount: people.count, supplyCount: positions.count), inhabitants: people))
}

/// One table for each placement: what each of its sites does.
func placementTables(_ result: SimulationResult) -> [ReportTable] {
    result.placements.enumerated().map { number, placement in
        let outcome = placement.outcome
        let explained = Dictionary(uniqueKeysWithValues: outcome.explanation.sites.map { ($0.site, $0) })
        let zones = Dictionary(uniqueKeysWithValues: placement.zones.map { ($0.site, $0.land.area / 1e6) })
        let isInPeople = outcome.request.model.isCovering
        let unit: Double = isInPeople ? 1 : 3600
        return ReportTable(
            id: "placement-\(number + 1)", caption: caption(outcome, result),
            columns: [
                .init(BilingualText("site", "site")), .init(BilingualText("lieu", "place")),
                .init(BilingualText("habitants attribués", "inhabitants allocated"), .whole),
                .init(BilingualText("couverts en plus", "newly covered"), .whole),
                .init(
                    isInPeople
                        ? BilingualText("apport (habitants)", "adds (inhabitants)")
                        : BilingualText("apport (heures de trajet)", "adds (hours of travel)"), .whole),
                .init(
                    isInPeople
                        ? BilingualText("perte au mieux remplacé (habitants)", "loss when best replaced (inhabitants)")
                        : BilingualText("perte au mieux remplacé (heures)", "loss when best replaced (hours)"), .whole),
                .init(BilingualText("zone prioritaire (km²)", "priority zone (km²)"), .tenths),
            ],
            rows: outcome.placed.map { site in
                let figures = explained[outcome.existing.count + site.candidate]
                return [
                    .name(site.id.text), .name(outcome.candidates[site.candidate].name), .number(site.inhabitants),
                    .number(site.newInhabitants), .number(figures.map { $0.adds / unit }),
                    .number(figures?.lossWhenReplaced.map { $0 / unit }), .number(zones[site.id]),
                ]
            })
    }
}

private func caption(_ outcome: SitingOutcome, _ result: SimulationResult) -> BilingualText {
    let gap = outcome.plan.gap.map { BilingualText(", écart ", ", gap ") + NumberFormat.percent.text($0) }
    let status =
        switch outcome.plan.status {
        case .optimal: BilingualText("optimal, prouvé", "optimal, proved")
        case .feasible: BilingualText("réalisable, non prouvé", "feasible, not proved") + (gap ?? BilingualText(""))
        case .timeLimit: BilingualText("temps écoulé", "out of time") + (gap ?? BilingualText(""))
        case .infeasible: BilingualText("aucun plan ne convient", "no plan does it")
        }
    return BilingualText("Implantations proposées : ", "Sites placed: ")
        + kindTitle(outcome.request.kind, result.settings.kinds)
        + BilingualText(", \(outcome.request.model.rawValue), ")
        + NumberFormat.forValues([outcome.request.minutes]).text(outcome.request.minutes) + BilingualText(" min, ")
        + status
}

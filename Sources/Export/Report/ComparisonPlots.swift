/// The plots of a comparison.
func comparisonPlots(_ comparison: Comparison, _ language: Language) -> Markup {
    let figures = cumulativePlots(comparison) + shiftPlots(comparison) + [paretoPlot(comparison)].compactMap { $0 }
    guard !figures.isEmpty else { return .empty }
    return "<div class=\"plots\">\n\(figures.map { $0.markup(language) })</div>"
}

/// Of each kind, three at the most: who is within how many minutes, a line a run.
private func cumulativePlots(_ comparison: Comparison) -> [ReportFigure] {
    let kinds = comparison.differences.first.map { mainKindFirst($0.kinds).map(\.kind) } ?? []
    return kinds.prefix(3).compactMap { kind in
        let runs = comparison.runs.prefix(6).compactMap { run in run.people.kind(kind).map { (run, $0) } }
        let times = runs.map { run, access in access.milliseconds.map { $0.map { Double($0) / 60_000 } } }
        let greatest = times.flatMap { $0.compactMap { $0 } }.max() ?? 0
        guard greatest > 0 else { return nil }
        let end = min(90, max(30, (greatest / 10).rounded(.up) * 10))
        let marks = (0...120).map { Double($0) * end / 120 }
        let series = zip(runs, times).enumerated().map { place, entry in
            let shares = cumulativeShares(entry.1, people: entry.0.0.people.inhabitants, at: marks)
            return Plot.Series(
                BilingualText(entry.0.0.name), style: place, .line(zip(marks, shares).map { Plot.Point($0, $1) }))
        }
        return ReportFigure(
            plot: Plot(
                title: BilingualText("Qui est à combien de minutes : ", "Who is within how many minutes: ")
                    + kindTitle(kind),
                x: .init(
                    BilingualText("minutes jusqu’au site le plus proche", "minutes to the nearest site"), .whole,
                    range: 0...end),
                y: .init(
                    BilingualText("part des habitants", "share of inhabitants"), .wholePercent, range: 0...1,
                    ticks: [0, 0.2, 0.4, 0.6, 0.8, 1]),
                series: series),
            reading: BilingualText(
                "À chaque durée, la part de tous les habitants qui ont un site aussi près ou plus près.",
                "At each time the share of all inhabitants who have a site as near as that."))
    }
}

func shiftTitle(_ shift: AccessShift) -> BilingualText {
    switch shift {
    case .newlyCovered: BilingualText("couverture gagnée", "newly covered")
    case .noLongerCovered: BilingualText("couverture perdue", "no longer covered")
    case .nearer: BilingualText("plus près", "nearer")
    case .farther: BilingualText("plus loin", "farther")
    case .unchanged: BilingualText("inchangés", "unchanged")
    }
}

/// Of each run: the people for whom something changes, by kind.
private func shiftPlots(_ comparison: Comparison) -> [ReportFigure] {
    let shifts = AccessShift.allCases.filter { $0 != .unchanged }
    return comparison.differences.prefix(4).compactMap { difference in
        let kinds = mainKindFirst(difference.kinds).filter { kind in shifts.contains { kind.all[$0] > 0 } }.prefix(6)
        guard !kinds.isEmpty else { return nil }
        let width = 0.8 / Double(shifts.count)
        let series = shifts.enumerated().map { place, shift in
            Plot.Series(
                shiftTitle(shift), style: place,
                .bars(
                    kinds.enumerated().map { number, kind in
                        let start = Double(number) - 0.4 + Double(place) * width
                        return Plot.Bar(start, start + width, to: kind.all[shift])
                    }))
        }
        return ReportFigure(
            plot: Plot(
                title: BilingualText("Pour qui l’accès change : ", "For whom access changes: ")
                    + comparison.runs[difference.run].name,
                x: .init(BilingualText(""), .whole, categories: kinds.map { kindTitle($0.kind) }),
                y: .init(BilingualText("habitants", "inhabitants"), .whole), series: series),
            reading: BilingualText(
                "Chaque habitant compte une fois par type ; les autres sont inchangés.",
                "Every inhabitant counts once a kind; the others are unchanged."))
    }
}

/// The first two objectives against each other.
private func paretoPlot(_ comparison: Comparison) -> ReportFigure? {
    let objectives = comparison.pareto.objectives
    guard objectives.count >= 2, comparison.runs.count > 1 else { return nil }
    let chosen = objectives.prefix(2).compactMap { objective in
        comparison.figures.first { $0.name == objective.figure }
    }
    guard chosen.count == 2 else { return nil }
    func points(_ isOnFront: Bool) -> [Plot.Point] {
        comparison.runs.indices.compactMap { run in
            guard let dominators = comparison.pareto.dominators[run], dominators.isEmpty == isOnFront,
                let x = chosen[0].values[run], let y = chosen[1].values[run]
            else { return nil }
            return Plot.Point(x, y, name: comparison.runs[run].name)
        }
    }
    let (front, dominated) = (points(true), points(false))
    let all = front + dominated
    guard all.count > 1 else { return nil }
    func axis(_ figure: ComparedFigure, _ values: [Double], isVertical: Bool) -> Plot.Axis {
        let (low, high) = (values.min() ?? 0, values.max() ?? 1)
        let margin = high > low ? (high - low) * 0.12 : max(1, abs(high) * 0.1)
        return Plot.Axis(
            figureTitle(figure.path),
            figure.isShare ? .percent : figure.isSmall ? .thousandths : high - low > 10 ? .whole : .tenths,
            range: (low - margin)...(high + margin))
    }
    return ReportFigure(
        plot: Plot(
            title: BilingualText("Front de Pareto", "Pareto front"),
            x: axis(chosen[0], all.map(\.x), isVertical: false),
            y: axis(chosen[1], all.map(\.y), isVertical: true),
            series: [
                Plot.Series(BilingualText("sur le front", "on the front"), style: 0, .points(front)),
                Plot.Series(
                    dominated.isEmpty ? nil : BilingualText("dominé", "dominated"), style: 1, .points(dominated)),
            ]),
        reading: BilingualText(
            "Les deux premiers critères de ", "The first two of ")
            + objectives.map { objective in
                figureTitle(objective.figure.split(separator: ".").map(String.init)) + " (\(objective.sense.rawValue))"
            }.joined("; ")
            + BilingualText(
                ". Sur le front, rien ne s’améliore sans que quelque chose empire.",
                ". On the front nothing can be better without something being worse."))
}

import Layers

/// How a layer of results looks when QGIS opens it; nil for a layer that has no style.
///
/// - Parameter kinds: those analysed, the main one first.
func style(of layer: ResultLayer, kinds: [StyleKind]) -> Style? {
    switch layer.name {
    case "communes": communesStyle(layer, main: kinds.first)
    case "territories": territoriesStyle(layer)
    case "uncovered_zones": uncoveredZonesStyle(kinds)
    case "catchments": catchmentsStyle(kinds)
    case "overlaps": overlapsStyle(kinds)
    case populationLayerName: populationStyle(main: kinds.first)
    case "sites": sitesStyle(layer, kinds: kinds)
    case roundsLayerName: roundsStyle(layer)
    case priorityZonesLayerName: priorityZonesStyle()
    case candidatesLayerName: candidatesStyle(layer)
    default: nil
    }
}

private func isKind(_ kind: StyleKind) -> StyleCondition {
    .compares(field: "kind", .equal, to: .string(kind.id))
}

/// From `lower` (excluded or not) up to `upper`; nil where there is no bound.
private func within(
    _ field: String, _ lower: (StyleCondition.Comparison, Double)?, _ upper: (StyleCondition.Comparison, Double)?
) -> StyleCondition {
    .all([lower, upper].compactMap { $0 }.map { .compares(field: field, $0.0, to: .real($0.1)) })
}

/// Shaded by the share of the inhabitants that the main kind covers.
private func communesStyle(_ layer: ResultLayer, main: StyleKind?) -> Style {
    let outline = StyleStroke(colour: .grey, widthMillimetres: 0.1)
    var group = StyleGroup(
        heading: "Communes", rules: [StyleRule(legend: "Commune", symbol: .area(fill: .none, outline: outline))])
    if let main {
        let share = "\(main.id)_covered_share"
        let classes: [(String, StyleCondition)] = [
            ("0 %", .compares(field: share, .lessOrEqual, to: .real(0))),
            ("moins de 25 %", within(share, (.greater, 0), (.less, 0.25))),
            ("25 à 50 %", within(share, (.greaterOrEqual, 0.25), (.less, 0.5))),
            ("50 à 75 %", within(share, (.greaterOrEqual, 0.5), (.less, 0.75))),
            ("75 à moins de 100 %", within(share, (.greaterOrEqual, 0.75), (.less, 1))),
            ("100 %", .compares(field: share, .greaterOrEqual, to: .real(1))),
        ]
        group.heading = "Part des habitants couverts — \(main.name())"
        group.rules = zip(classes, StyleColour.greenToBlue).map { range, colour in
            StyleRule(legend: range.0, condition: range.1, symbol: .area(fill: .solid(colour), outline: outline))
        }
        group.rules.append(
            StyleRule(
                legend: "aucun habitant", condition: .isNull(field: share),
                symbol: .area(fill: .solid(.noData), outline: outline)))
    }
    return Style(
        layer: "communes", title: group.heading, groups: [group] + adequacyStyleGroups(of: layer),
        labels: [StyleLabel(field: "name", pointSize: 8, priority: 3, scaleDenominator: 250_000)])
}

/// An outline in the colour of the division.
private func territoriesStyle(_ layer: ResultLayer) -> Style {
    let divisions = layer.texts(of: "division")
    func symbol(_ place: Int) -> StyleSymbol {
        let colour = StyleColour.categories[(place + 1) % StyleColour.categories.count]
        return .area(
            fill: .none, outline: StyleStroke(colour: colour, widthMillimetres: 0.7, isDashed: !place.isMultiple(of: 2))
        )
    }
    var rules = divisions.enumerated().map { place, division in
        StyleRule(
            legend: division, condition: .compares(field: "division", .equal, to: .string(division)),
            symbol: symbol(place))
    }
    if rules.isEmpty { rules = [StyleRule(legend: "Territoire", symbol: symbol(0))] }
    return Style(
        layer: layer.name, title: "Territoires", groups: [StyleGroup(heading: "Territoires", rules: rules)],
        labels: [StyleLabel(field: "name", pointSize: 9, isBold: true)])
}

/// Hatched; only the main kind's at first, for those of several kinds lie on each other.
private func uncoveredZonesStyle(_ kinds: [StyleKind]) -> Style {
    let groups = kinds.enumerated().map { place, kind in
        func rule(_ legend: String, _ comparison: StyleCondition.Comparison, _ colour: StyleColour) -> StyleRule {
            let degrees = 45 + 90 * Double(place % 2)
            return StyleRule(
                legend: legend, condition: .compares(field: "inhabitants", comparison, to: .integer(0)),
                symbol: .area(
                    fill: .hatched(
                        StyleStroke(colour: colour, widthMillimetres: 0.18), degrees: degrees, spacingMillimetres: 2),
                    outline: StyleStroke(colour: colour, widthMillimetres: 0.18)))
        }
        return StyleGroup(
            heading: kind.name("à plus de "), condition: isKind(kind), isShown: place == 0,
            rules: [
                rule("zone habitée", .greater, kind.colour), rule("zone sans habitant", .equal, .grey),
            ])
    }
    return Style(layer: "uncovered_zones", title: "Zones non couvertes", groups: groups)
}

/// Outlines over a breath of colour.
private func catchmentsStyle(_ kinds: [StyleKind]) -> Style {
    let rules = kinds.map { kind in
        StyleRule(
            legend: kind.name(), condition: isKind(kind),
            symbol: .area(
                fill: .solid(kind.colour.withOpacity(0.12)),
                outline: StyleStroke(colour: kind.colour, widthMillimetres: 0.25)))
    }
    return Style(
        layer: "catchments", title: "Zones de couverture",
        groups: [StyleGroup(heading: "Zones de couverture", rules: rules)])
}

/// The darker, the more sites serve the same land; only the main kind's at first.
private func overlapsStyle(_ kinds: [StyleKind]) -> Style {
    let classes: [(String, StyleCondition.Comparison, Int64)] = [
        ("1 site", .equal, 1), ("2 sites", .equal, 2), ("3 sites", .equal, 3), ("4 sites ou plus", .greaterOrEqual, 4),
    ]
    let groups = kinds.enumerated().map { place, kind in
        StyleGroup(
            heading: "Sites à portée — \(kind.name())", condition: isKind(kind), isShown: place == 0,
            rules: zip(classes, StyleColour.purples).map { count, colour in
                StyleRule(
                    legend: count.0, condition: .compares(field: "count", count.1, to: .integer(count.2)),
                    symbol: .area(
                        fill: .solid(colour), outline: StyleStroke(colour: .grey, widthMillimetres: 0.1)))
            })
    }
    return Style(layer: "overlaps", title: "Superpositions", groups: groups)
}

/// Dots that redden with the minutes to the main kind; the limit is one of the breaks.
private func populationStyle(main: StyleKind?) -> Style {
    func dot(_ colour: StyleColour, _ sizeMillimetres: Double) -> StyleSymbol {
        .marker(
            .circle, sizeMillimetres: sizeMillimetres, fill: colour,
            outline: StyleStroke(colour: StyleColour.darkGrey.withOpacity(0.35), widthMillimetres: 0.05))
    }
    var group = StyleGroup(
        heading: "Lieux habités", rules: [StyleRule(legend: "lieu habité", symbol: dot(.grey, 1))])
    if let main {
        let minutes = "\(main.id)_minutes"
        let limit = main.minutes ?? 15
        let breaks = [limit / 3, limit * 2 / 3, limit, limit * 2, limit * 3].map { ($0 * 10).rounded() / 10 }
        group.heading = "Minutes jusqu’au site le plus proche — \(main.name)"
        group.rules = StyleColour.yellowToRed.enumerated().map { place, colour in
            let lower = place > 0 ? breaks[place - 1] : nil
            let upper = place < breaks.count ? breaks[place] : nil
            let legend =
                switch (lower, upper) {
                case (let lower?, let upper?): "\(StyleKind.text(lower)) à \(StyleKind.text(upper)) min"
                case (nil, let upper?): "\(StyleKind.text(upper)) min ou moins"
                default: "plus de \(StyleKind.text(breaks[breaks.count - 1])) min"
                }
            return StyleRule(
                legend: legend,
                condition: within(minutes, lower.map { (.greater, $0) }, upper.map { (.lessOrEqual, $0) }),
                symbol: dot(colour, 0.8 + 0.1 * Double(place)))
        }
        group.rules.append(
            StyleRule(legend: "hors d’atteinte", condition: .isNull(field: minutes), symbol: dot(.darkGrey, 1.5)))
    }
    return Style(layer: populationLayerName, title: group.heading, groups: [group])
}

/// One marker a kind; poles that pass the rule of the three 15s are full, those that fail it hollow.
private func sitesStyle(_ layer: ResultLayer, kinds analysed: [StyleKind]) -> Style {
    let others = layer.texts(of: "kind").filter { id in !analysed.contains { $0.id == id } }
    let kinds =
        analysed
        + others.enumerated().map { place, id in
            StyleKind(id: id, minutes: nil, place: analysed.count + place)
        }
    let judged = Set(layer.texts(of: "kind") { $0["three_15s_passes"] != .null })
    let passes = "three_15s_passes"
    func full(_ kind: StyleKind, sizeMillimetres: Double) -> StyleSymbol {
        .marker(
            kind.marker, sizeMillimetres: sizeMillimetres, fill: kind.colour,
            outline: StyleStroke(colour: .white, widthMillimetres: 0.3))
    }
    let rules = kinds.flatMap { kind -> [StyleRule] in
        guard judged.contains(kind.id) else {
            return [StyleRule(legend: kind.name, condition: isKind(kind), symbol: full(kind, sizeMillimetres: 3.2))]
        }
        let hollow = StyleSymbol.marker(
            kind.marker, sizeMillimetres: 3.6, fill: .white,
            outline: StyleStroke(colour: kind.colour, widthMillimetres: 0.9))
        return [
            StyleRule(
                legend: "\(kind.name) : les trois 15 atteints",
                condition: .all([isKind(kind), .isTrue(field: passes)]),
                symbol: full(kind, sizeMillimetres: 4.4)),
            StyleRule(
                legend: "\(kind.name) : au moins un 15 manqué",
                condition: .all([isKind(kind), .isFalse(field: passes)]), symbol: hollow),
            StyleRule(
                legend: "\(kind.name) : antenne",
                condition: .all([isKind(kind), .isNull(field: passes)]), symbol: full(kind, sizeMillimetres: 2.6)),
        ]
    }
    // Those of the main kind first; the others fill a map only when zoomed in.
    let labels = kinds.enumerated().map { place, kind in
        StyleLabel(
            condition: isKind(kind), field: "name", pointSize: 8, isBold: place == 0, priority: place == 0 ? 10 : 7,
            scaleDenominator: place == 0 ? nil : 400_000)
    }
    return Style(
        layer: layer.name, title: "Sites", groups: [StyleGroup(heading: "Sites", rules: rules)],
        labels: labels)
}

/// A line in the colour of the pool; dashed where its nurses help another pool.
private func roundsStyle(_ layer: ResultLayer) -> Style {
    let help = "for_another_pool"
    let helping = Set(layer.texts(of: "site") { $0[help] == .boolean(true) })
    let rules = layer.texts(of: "site").enumerated().flatMap { place, site in
        (helping.contains(site) ? [false, true] : [false]).map { isHelp in
            let colour = StyleColour.categories[place % StyleColour.categories.count]
            return StyleRule(
                legend: isHelp ? "\(site), pour une autre équipe" : site,
                condition: .all([
                    .compares(field: "site", .equal, to: .string(site)),
                    isHelp ? .isTrue(field: help) : .isFalse(field: help),
                ]),
                symbol: .line(StyleStroke(colour: colour, widthMillimetres: 0.5, isDashed: isHelp)))
        }
    }
    let any = StyleRule(
        legend: "tournée", symbol: .line(StyleStroke(colour: StyleColour.categories[0], widthMillimetres: 0.5)))
    return Style(
        layer: layer.name, title: "Tournées à domicile",
        groups: [StyleGroup(heading: "Tournées, par équipe infirmière", rules: rules.isEmpty ? [any] : rules)])
}

extension ResultLayer {
    /// The different texts of a field, sorted, of the features that fulfil a condition on their values by name.
    fileprivate func texts(
        of field: String, where isWanted: ([String: FieldValue]) -> Bool = { _ in true }
    ) -> [String] {
        guard let index = fields.firstIndex(where: { $0.name == field }) else { return [] }
        let wanted = features.filter { feature in
            isWanted(Dictionary(zip(fields.map(\.name), feature.values)) { first, _ in first })
        }
        return Set(wanted.compactMap { $0.values[index].text }).sorted()
    }
}

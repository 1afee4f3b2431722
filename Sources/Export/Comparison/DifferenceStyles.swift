import Layers

/// How the communes of a comparison look: violet where people gain, orange where they lose; for each kind the people
/// covered, then the minutes, of which only the first of the main kind is shown at first.
func communeDifferencesStyle(_ layer: ResultLayer, kinds: [StyleKind]) -> Style {
    let groups = kinds.flatMap { kind in
        [
            group(
                "Couverture gagnée ou perdue — \(kind.name())", field: "\(kind.id)_covered_share_change",
                breaks: (0.1, 0.5), factor: 100, unit: "% des habitants", missing: "aucun habitant"),
            group(
                "Minutes gagnées ou perdues — \(kind.name)", field: "\(kind.id)_mean_minutes_gained",
                breaks: (5, 10), unit: "min", missing: "hors d’atteinte avant ou après, ou aucun habitant"),
        ]
    }.enumerated().map { place, group in
        var group = group
        group.isShown = place == 0
        return group
    }
    return Style(
        layer: layer.name, title: "Différences", groups: groups,
        labels: [StyleLabel(field: "name", pointSize: 8, priority: 3, scaleDenominator: 250_000)])
}

/// Three classes of loss, none, three of gain. Zero has a class of its own, as most communes do not change.
///
/// - Parameters:
///   - breaks: the two sizes of a change, in the unit of the field, at which the next class begins.
///   - factor: from the unit of the field to that of the legend.
private func group(
    _ heading: String, field: String, breaks: (Double, Double), factor: Double = 1, unit: String, missing: String
) -> StyleGroup {
    let (lower, upper) = breaks
    let (small, great) = (StyleKind.text(lower * factor), StyleKind.text(upper * factor))
    let sizes = ["de moins de \(small) \(unit)", "de \(small) à \(great) \(unit)", "de plus de \(great) \(unit)"]
    func compares(_ comparison: StyleCondition.Comparison, _ value: Double) -> StyleCondition {
        .compares(field: field, comparison, to: .real(value))
    }
    let classes: [(String, StyleCondition)] = [
        ("perte \(sizes[2])", compares(.less, -upper)),
        ("perte \(sizes[1])", .all([compares(.greaterOrEqual, -upper), compares(.less, -lower)])),
        ("perte \(sizes[0])", .all([compares(.greaterOrEqual, -lower), compares(.less, 0)])),
        ("inchangé", compares(.equal, 0)),
        ("gain \(sizes[0])", .all([compares(.greater, 0), compares(.lessOrEqual, lower)])),
        ("gain \(sizes[1])", .all([compares(.greater, lower), compares(.lessOrEqual, upper)])),
        ("gain \(sizes[2])", compares(.greater, upper)),
    ]
    let outline = StyleStroke(colour: .grey, widthMillimetres: 0.1)
    // Hatched: pale grey would look like the pale colour of what does not change.
    let hatching = StyleFill.hatched(
        StyleStroke(colour: .grey, widthMillimetres: 0.15), degrees: 45, spacingMillimetres: 1.5)
    return StyleGroup(
        heading: heading,
        rules: zip(classes, StyleColour.orangeToPurple).map { entry, colour in
            StyleRule(legend: entry.0, condition: entry.1, symbol: .area(fill: .solid(colour), outline: outline))
        } + [
            StyleRule(
                legend: missing, condition: .isNull(field: field), symbol: .area(fill: hatching, outline: outline))
        ])
}

/// Dots for the people who gain and lose; those for whom nothing changes are small and grey.
func populationDifferencesStyle(_ layer: ResultLayer, kinds: [StyleKind]) -> Style {
    let legends: [(AccessShift, String, StyleColour, Double)] = [
        (.unchanged, "inchangé", .grey, 0.6),
        (.farther, "plus loin", StyleColour.orangeToPurple[1], 1.2),
        (.nearer, "plus près", StyleColour.orangeToPurple[5], 1.2),
        (.noLongerCovered, "n’est plus couvert", StyleColour.orangeToPurple[0], 1.6),
        (.newlyCovered, "nouvellement couvert", StyleColour.orangeToPurple[6], 1.6),
    ]
    let groups = kinds.enumerated().map { place, kind in
        StyleGroup(
            heading: "Habitants — \(kind.name())", isShown: place == 0,
            rules: legends.map { shift, legend, colour, size in
                StyleRule(
                    legend: legend,
                    condition: .compares(field: "\(kind.id)_shift", .equal, to: .string(shift.rawValue)),
                    symbol: .marker(
                        .circle, sizeMillimetres: size, fill: colour,
                        outline: StyleStroke(colour: StyleColour.darkGrey.withOpacity(0.35), widthMillimetres: 0.05)))
            })
    }
    return Style(layer: layer.name, title: "Habitants : gains et pertes", groups: groups)
}

import Layers

/// A figure of every commune that a map tells, and may be shaded by.
struct MapFigure {
    var title: BilingualText
    var format: NumberFormat
    /// One a commune.
    var values: [Double?]
    /// Nil: told of a commune, not shaded by.
    var scale: MapScale?
}

/// A word of every commune: its pole, what the rule lacks there.
struct MapText {
    var title: BilingualText
    var values: [BilingualText?]
}

/// Classes of values with their colours.
struct MapScale {
    /// Rising; one class more than breaks.
    var breaks: [Double]
    /// Whether a value that equals a break belongs to the class below it.
    var isUpperInclusive: Bool
    var labels: [BilingualText]
    var colours: [StyleColour]

    /// The class of a value, from 0.
    func place(of value: Double) -> Int {
        breaks.firstIndex { isUpperInclusive ? value <= $0 : value < $0 } ?? breaks.count
    }
}

extension MapScale {
    /// Of minutes to the nearest site of a kind: the kind's limit is one of the breaks.
    static func minutes(limit: Double) -> MapScale {
        let round: (Double) -> Double = { limit >= 6 ? $0.rounded() : ($0 * 10).rounded() / 10 }
        let breaks = [limit / 3, limit * 2 / 3, limit, limit * 2, limit * 3].map(round)
        return ranges(breaks, .tenths, unit: BilingualText(" min"), StyleColour.blueToPurple)
    }

    /// Of shares from none to all.
    static let shares = MapScale(
        breaks: [0, 0.25, 0.5, 0.75, 1 - 1e-12], isUpperInclusive: true,
        labels: [
            BilingualText("0\u{202F}%", "0%"), BilingualText("25\u{202F}% ou moins", "25% or less"),
            BilingualText("plus de 25 à 50\u{202F}%", "over 25 to 50%"),
            BilingualText("plus de 50 à 75\u{202F}%", "over 50 to 75%"),
            BilingualText("plus de 75\u{202F}%", "over 75%"), BilingualText("100\u{202F}%", "100%"),
        ], colours: StyleColour.greenToBlue)

    /// Of any quantity: as many communes in each class, with round breaks between them; nil where all are alike.
    ///
    /// - Parameter colours: six.
    static func quantity(
        _ values: [Double?], format: NumberFormat, unit: BilingualText = BilingualText(""),
        colours: [StyleColour] = StyleColour.greenToBlue
    ) -> MapScale? {
        let known = values.compactMap { $0 }.sorted()
        guard let least = known.first, let greatest = known.last, least < greatest else { return nil }
        var breaks: [Double] = []
        for class_ in 1..<colours.count {
            let value = roundNumber(known[class_ * known.count / colours.count])
            if value > (breaks.last ?? -.infinity), value > least || breaks.isEmpty, value < greatest {
                breaks.append(value)
            }
        }
        guard !breaks.isEmpty else { return nil }
        // Fewer classes take colours from the whole range.
        let chosen = (0...breaks.count).map { colours[$0 * (colours.count - 1) / breaks.count] }
        return ranges(breaks, format, unit: unit, chosen)
    }

    /// Of changes: losses to the left of zero, gains to its right; nil where nothing changes.
    static func changes(_ values: [Double?], format: NumberFormat, unit: BilingualText = BilingualText("")) -> MapScale?
    {
        let sizes = values.compactMap { $0.map(\.magnitude) }.filter { $0 > 0 }.sorted()
        guard let greatest = sizes.last else { return nil }
        let inner = roundNumber(sizes[sizes.count / 3])
        let outer = max(roundNumber(sizes[sizes.count * 3 / 4]), inner * 2)
        let breaks = greatest > inner && outer > inner ? [inner, outer] : [inner]
        // Nothing lies between these two beside zero.
        let none = Double.leastNormalMagnitude
        let rising = breaks.reversed().map { -$0 } + [-none, none] + breaks
        let format = format == .tenths ? NumberFormat.forValues(breaks) : format
        func number(_ value: Double) -> BilingualText { format.text(value) + unit }
        let last = number(breaks[breaks.count - 1])
        func between(_ word: BilingualText) -> [BilingualText] {
            breaks.count < 2
                ? [] : [word + format.text(breaks[0]) + BilingualText(" à ", " to ") + number(breaks[1])]
        }
        let labels =
            [BilingualText("perte de plus de ", "loss over ") + last] + between(BilingualText("perte de ", "loss of "))
            + [
                BilingualText("perte jusqu’à ", "loss up to ") + number(breaks[0]),
                BilingualText("inchangé", "unchanged"),
                BilingualText("gain jusqu’à ", "gain up to ") + number(breaks[0]),
            ] + between(BilingualText("gain de ", "gain of ")) + [
                BilingualText("gain de plus de ", "gain over ") + last
            ]
        let colours = StyleColour.orangeToPurple
        let chosen = breaks.count == 2 ? colours : [colours[0], colours[2], colours[3], colours[4], colours[6]]
        return MapScale(breaks: rising, isUpperInclusive: false, labels: labels, colours: chosen)
    }

    private static func ranges(
        _ breaks: [Double], _ format: NumberFormat, unit: BilingualText, _ colours: [StyleColour]
    ) -> MapScale {
        let isWhole = breaks.allSatisfy { $0 == $0.rounded() }
        let format = isWhole && format == .tenths ? .whole : format
        let labels = (0...breaks.count).map { place -> BilingualText in
            let below = place > 0 ? format.text(breaks[place - 1]) : nil
            let above = place < breaks.count ? format.text(breaks[place]) : nil
            switch (below, above) {
            case (nil, let above?): return above + unit + BilingualText(" ou moins", " or less")
            case (let below?, let above?):
                return BilingualText("plus de ", "over ") + below + BilingualText(" à ", " to ") + above + unit
            case (let below?, nil): return BilingualText("plus de ", "over ") + below + unit
            case (nil, nil): return unit
            }
        }
        return MapScale(breaks: breaks, isUpperInclusive: true, labels: labels, colours: colours)
    }
}

/// The nearest of 1, 1.5, 2, 3, 5, 7 times a power of ten; zero for zero.
private func roundNumber(_ value: Double) -> Double {
    guard value != 0, value.isFinite else { return 0 }
    var power = 1.0
    while power * 10 <= value.magnitude { power *= 10 }
    while power > value.magnitude { power /= 10 }
    let digit = value.magnitude / power
    let round = [1, 1.5, 2, 3, 5, 7, 10].min { abs($0 - digit) < abs($1 - digit) } ?? digit
    let number = power < 1 ? round / (1 / power).rounded() : round * power
    return value < 0 ? -number : number
}

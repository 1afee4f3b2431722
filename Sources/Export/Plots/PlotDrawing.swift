/// The colours of series: Okabe and Ito, "Color Universal Design", 2008, without the yellow, which white paper loses.
/// The darker ones come first.
private let seriesColours = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000"]
private let seriesDashes = ["", "7 3", "2 3", "9 3 2 3", "12 4", "4 2", "1 2"]

extension Plot {
    /// The plot as an `svg` element.
    ///
    /// - Parameter language: in which the numbers stand at first; texts stand in both.
    func markup(_ language: Language) -> Markup {
        let frame = PlotFrame(self, language)
        let marks = series.map { frame.markup($0) }
        return """
            <svg class="plot" xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 \(Self.width) \(frame.height)" \
            data-label-fr="\(title.french)" data-label-en="\(title.english)" aria-label="\(title[language])">
            \(frame.axes(language))<g>\(marks)</g>\(frame.legend())
            </svg>
            """
    }
}

/// Where the values of a plot lie on the paper.
private struct PlotFrame {
    let plot: Plot
    let xRange, yRange: ClosedRange<Double>
    let xTicks, yTicks: [Double]
    let xFormat, yFormat: NumberFormat
    let legendRows: [[(series: Plot.Series, x: Double)]]
    let left: Double
    let right = Plot.width - 22
    let top: Double
    let bottom: Double
    let height: Double

    init(_ plot: Plot, _ language: Language) {
        self.plot = plot
        let xs = plot.series.flatMap { $0.marks.flatMap(\.xValues) }.filter(\.isFinite)
        let ys = plot.series.flatMap { $0.marks.flatMap(\.yValues) }.filter(\.isFinite)
        if let categories = plot.x.categories {
            xRange = -0.5...(Double(max(1, categories.count)) - 0.5)
            xTicks = categories.indices.map(Double.init)
        } else {
            xRange = plot.x.range ?? range(of: xs, startsAtZero: false)
            xTicks = plot.x.ticks ?? whole(roundTicks(xRange, count: 8), plot.x.format)
        }
        yRange = plot.y.range ?? range(of: ys, startsAtZero: true)
        yTicks = plot.y.ticks ?? roundTicks(yRange, count: 5)
        (xFormat, yFormat) = (format(of: xTicks, plot.x.format), format(of: yTicks, plot.y.format))
        let tickFormat = yFormat
        let widest = yTicks.map { tickFormat.text($0, language).count }.max() ?? 1
        left = 34 + 7.2 * Double(widest)
        legendRows = Self.legendRows(plot.series, from: left, to: right)
        top = 14 + 18 * Double(legendRows.count)
        bottom = top + plot.height - 70
        height = bottom + 48
    }

    private static func legendRows(
        _ series: [Plot.Series], from left: Double, to right: Double
    ) -> [[(series: Plot.Series, x: Double)]] {
        var rows: [[(series: Plot.Series, x: Double)]] = []
        var x = left
        for one in series {
            guard let name = one.name else { continue }
            let width = 40 + 7.2 * Double(max(name.french.count, name.english.count))
            if rows.isEmpty || x + width > right {
                rows.append([])
                x = left
            }
            rows[rows.count - 1].append((one, x))
            x += width
        }
        return rows
    }

    func x(_ value: Double) -> Double {
        let span = xRange.upperBound - xRange.lowerBound
        return left + (value - xRange.lowerBound) / (span > 0 ? span : 1) * (right - left)
    }

    func y(_ value: Double) -> Double {
        let span = yRange.upperBound - yRange.lowerBound
        return bottom - (value - yRange.lowerBound) / (span > 0 ? span : 1) * (bottom - top)
    }

    // MARK: Axes

    func axes(_ language: Language) -> Markup {
        let middle = (left + right) / 2
        let grid = yTicks.map { tick -> Markup in
            """
            <line x1="\(left)" x2="\(right)" y1="\(y(tick))" y2="\(y(tick))" stroke="#d9dde2"/>\
            \(text(tick, yFormat, x: left - 6, y: y(tick) + 4, "end", language))
            """
        }
        let labels: [Markup] =
            plot.x.categories.map { names in
                let room = (right - left) / Double(max(1, names.count)) / 7
                return names.enumerated().map { place, name in
                    words(
                        BilingualText { shortened(name[$0], to: Int(room)) }, x: x(Double(place)), y: bottom + 17,
                        "middle")
                }
            }
            ?? xTicks.map { tick in
                """
                <line x1="\(x(tick))" x2="\(x(tick))" y1="\(bottom)" y2="\(bottom + 4)" stroke="#444"/>\
                \(text(tick, xFormat, x: x(tick), y: bottom + 17, "middle", language))
                """
            }
        return """
            <g font-family="system-ui, sans-serif" font-size="13" fill="#222">\(grid)\(labels)
            <line x1="\(left)" x2="\(right)" y1="\(bottom)" y2="\(bottom)" stroke="#444"/>
            \(words(plot.x.label, x: middle, y: bottom + 38, "middle"))
            <g transform="translate(13 \((top + bottom) / 2)) rotate(-90)">\
            \(words(plot.y.label, x: 0, y: 0, "middle"))</g></g>

            """
    }

    private func text(
        _ value: Double, _ format: NumberFormat, x: Double, y: Double, _ anchor: Markup, _ language: Language
    ) -> Markup {
        """
        <text x="\(x)" y="\(y)" text-anchor="\(anchor)" data-v="\(number: value)" data-f="\(format.rawValue)">\
        \(format.text(value, language))</text>
        """
    }

    private func words(_ words: BilingualText, x: Double, y: Double, _ anchor: Markup) -> Markup {
        guard words.french != words.english else {
            return "<text x=\"\(x)\" y=\"\(y)\" text-anchor=\"\(anchor)\">\(words.french)</text>"
        }
        return """
            <text class="fr" lang="fr" x="\(x)" y="\(y)" text-anchor="\(anchor)">\(words.french)</text>\
            <text class="en" lang="en" x="\(x)" y="\(y)" text-anchor="\(anchor)">\(words.english)</text>
            """
    }

    // MARK: Marks

    /// A line that only guides the eye has one style, whatever its series'.
    private func stroke(_ series: Plot.Series) -> (colour: String, dash: Markup) {
        let isGuide = series.marks.contains { if case .guide = $0 { true } else { false } }
        if isGuide { return ("#777", " stroke-dasharray=\"3 3\"") }
        let dash = seriesDashes[series.style % seriesDashes.count]
        return (
            seriesColours[series.style % seriesColours.count], dash.isEmpty ? "" : " stroke-dasharray=\"\(dash)\""
        )
    }

    func markup(_ series: Plot.Series) -> Markup {
        let (colour, stroke) = stroke(series)
        return "\(series.marks.map { markup($0, colour, stroke, style: series.style) })"
    }

    private func markup(_ mark: Plot.Mark, _ colour: String, _ dash: Markup, style: Int) -> Markup {
        switch mark {
        case .line(let points):
            return "<path d=\"\(path(points))\" fill=\"none\" stroke=\"\(colour)\" stroke-width=\"2\"\(dash)/>"
        case .steps(let points):
            var corners: [Plot.Point] = []
            for point in points {
                if let last = corners.last { corners.append(Plot.Point(point.x, last.y)) }
                corners.append(point)
            }
            return "<path d=\"\(path(corners))\" fill=\"none\" stroke=\"\(colour)\" stroke-width=\"2\"\(dash)/>"
        case .guide(let points):
            return "<path d=\"\(path(points))\" fill=\"none\" stroke=\"#777\" stroke-dasharray=\"3 3\"/>"
        case .band(let intervals):
            let around =
                intervals.map { Plot.Point($0.x, $0.upper) } + intervals.reversed().map { Plot.Point($0.x, $0.lower) }
            return "<path d=\"\(path(around))Z\" fill=\"\(colour)\" fill-opacity=\"0.18\"/>"
        case .bars(let bars):
            return "\(bars.map { rectangle($0, colour) })"
        case .points(let points):
            return "\(points.map { symbol($0, colour, style: style) })"
        case .whiskers(let intervals):
            return "\(intervals.map { whisker($0, colour) })"
        case .verticalRule(let value):
            return
                "<path d=\"M\(x(value)) \(top)V\(bottom)\" stroke=\"\(colour)\"\(dash)/>"
        case .horizontalRule(let value):
            return
                "<path d=\"M\(left) \(y(value))H\(right)\" stroke=\"\(colour)\"\(dash)/>"
        }
    }

    private func path(_ points: [Plot.Point]) -> Markup {
        "\(points.enumerated().map { place, point -> Markup in "\(place == 0 ? "M" : "L")\(x(point.x)) \(y(point.y))" })"
    }

    private func rectangle(_ bar: Plot.Bar, _ colour: String) -> Markup {
        let (x1, x2) = (x(bar.start), x(bar.end))
        let (y1, y2) = (y(max(bar.from, bar.to)), y(min(bar.from, bar.to)))
        return """
            <rect x="\(x1)" y="\(y1)" width="\(max(0, x2 - x1))" height="\(max(0, y2 - y1))" fill="\(colour)" \
            stroke="#fff" stroke-width="0.8"/>
            """
    }

    private func symbol(_ point: Plot.Point, _ colour: String, style: Int) -> Markup {
        let (cx, cy) = (x(point.x), y(point.y))
        let shape: Markup =
            switch style % 3 {
            case 0: "<circle cx=\"\(cx)\" cy=\"\(cy)\" r=\"4.5\" fill=\"\(colour)\"/>"
            case 1: "<rect x=\"\(cx - 4)\" y=\"\(cy - 4)\" width=\"8\" height=\"8\" fill=\"\(colour)\"/>"
            default: "<path d=\"M\(cx) \(cy - 5)L\(cx + 5) \(cy + 4)L\(cx - 5) \(cy + 4)Z\" fill=\"\(colour)\"/>"
            }
        guard let name = point.name else { return shape }
        let isRight = cx > right - 90
        return """
            \(shape)<text x="\(isRight ? cx - 8 : cx + 8)" y="\(cy - 6)" font-family="system-ui, sans-serif" font-size="13" \
            fill="#222" text-anchor="\(isRight ? "end" : "start")">\(name)</text>
            """
    }

    private func whisker(_ interval: Plot.Interval, _ colour: String) -> Markup {
        let (cx, low, high) = (x(interval.x), y(interval.lower), y(interval.upper))
        return """
            <path d="M\(cx) \(low)L\(cx) \(high)M\(cx - 4) \(low)L\(cx + 4) \(low)M\(cx - 4) \(high)L\(cx + 4) \(high)" \
            fill="none" stroke="\(colour)" stroke-width="1.5"/>
            """
    }

    // MARK: Legend

    func legend() -> Markup {
        let entries = legendRows.enumerated().flatMap { row, entries in
            entries.map { series, x -> Markup in
                guard let name = series.name else { return .empty }
                let y = 14 + 18 * Double(row)
                let (colour, stroke) = stroke(series)
                let isBars = series.marks.contains { if case .bars = $0 { true } else { false } }
                let isPoints = series.marks.contains { if case .points = $0 { true } else { false } }
                let sample: Markup =
                    isBars
                    ? "<rect x=\"\(x)\" y=\"\(y - 10)\" width=\"14\" height=\"11\" fill=\"\(colour)\"/>"
                    : isPoints
                        ? "<circle cx=\"\(x + 8)\" cy=\"\(y - 4)\" r=\"4.5\" fill=\"\(colour)\"/>"
                        : """
                        <line x1="\(x)" x2="\(x + 24)" y1="\(y - 4)" y2="\(y - 4)" stroke="\(colour)" stroke-width="2"\
                        \(stroke)/>
                        """
                return "\(sample)\(words(name, x: x + 30, y: y, "start"))"
            }
        }
        return "<g font-family=\"system-ui, sans-serif\" font-size=\"13\" fill=\"#222\">\(entries)</g>"
    }
}

/// A range that holds all values and is no point.
private func range(of values: [Double], startsAtZero: Bool) -> ClosedRange<Double> {
    guard var low = values.min(), var high = values.max() else { return 0...1 }
    if startsAtZero { (low, high) = (min(0, low), max(0, high)) }
    if low == high { (low, high) = startsAtZero ? (low, high + 1) : (low - 1, high + 1) }
    return startsAtZero ? low...(high + (high - low) * 0.04) : low...high
}

/// Of years and people no fractions.
private func whole(_ ticks: [Double], _ format: NumberFormat) -> [Double] {
    format == .plain || format == .whole ? ticks.filter { $0 == $0.rounded() } : ticks
}

/// Without decimals where no tick has any.
private func format(of ticks: [Double], _ format: NumberFormat) -> NumberFormat {
    format == .tenths ? NumberFormat.forValues(ticks) : format
}

private func shortened(_ text: String, to count: Int) -> String {
    text.count <= max(3, count) ? text : text.prefix(max(2, count - 1)) + "…"
}

extension Plot.Mark {
    fileprivate var xValues: [Double] {
        switch self {
        case .line(let points), .steps(let points), .points(let points), .guide(let points): points.map(\.x)
        case .band(let intervals), .whiskers(let intervals): intervals.map(\.x)
        case .bars(let bars): bars.flatMap { [$0.start, $0.end] }
        case .verticalRule(let value): [value]
        case .horizontalRule: []
        }
    }

    fileprivate var yValues: [Double] {
        switch self {
        case .line(let points), .steps(let points), .points(let points), .guide(let points): points.map(\.y)
        case .band(let intervals), .whiskers(let intervals): intervals.flatMap { [$0.lower, $0.upper] }
        case .bars(let bars): bars.flatMap { [$0.from, $0.to] }
        case .verticalRule: []
        case .horizontalRule(let value): [value]
        }
    }
}

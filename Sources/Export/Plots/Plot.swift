/// A plot of numbers as SVG that needs nothing else: axes with round ticks, lines, bands, bars, points, a legend.
///
/// Series are told apart by colour (Okabe and Ito's, safe for colour-blind readers) and by dashes or shapes, so that
/// the plot can be read in grey.
struct Plot {
    struct Axis {
        var label: BilingualText
        var format: NumberFormat
        /// Nil: as the marks need it.
        var range: ClosedRange<Double>?
        /// Names in the place of numbers, at 0, 1, 2….
        var categories: [BilingualText]?
        /// Nil: round numbers.
        var ticks: [Double]?

        init(
            _ label: BilingualText, _ format: NumberFormat, range: ClosedRange<Double>? = nil,
            categories: [BilingualText]? = nil, ticks: [Double]? = nil
        ) {
            self.label = label
            self.format = format
            self.range = range
            self.categories = categories
            self.ticks = ticks
        }
    }

    enum Mark {
        case line([Point])
        /// A line that keeps its value until the next point.
        case steps([Point])
        /// Between a lower and an upper value.
        case band([Interval])
        case bars([Bar])
        case points([Point])
        /// Lower and upper value with a whisker.
        case whiskers([Interval])
        /// A value of x, or of y, across the whole plot.
        case verticalRule(Double)
        case horizontalRule(Double)
        /// A line without a meaning of its own, such as the diagonal.
        case guide([Point])
    }

    struct Point {
        var x, y: Double
        var name: String?

        init(_ x: Double, _ y: Double, name: String? = nil) {
            self.x = x
            self.y = y
            self.name = name
        }
    }

    struct Interval {
        var x, lower, upper: Double

        init(_ x: Double, _ lower: Double, _ upper: Double) {
            self.x = x
            self.lower = lower
            self.upper = upper
        }
    }

    /// From `start` to `end` on the x axis.
    struct Bar {
        var start, end, from, to: Double

        init(_ start: Double, _ end: Double, from: Double = 0, to: Double) {
            self.start = start
            self.end = end
            self.from = from
            self.to = to
        }
    }

    struct Series {
        /// Nil: not in the legend.
        var name: BilingualText?
        /// Its place among the colours and dashes.
        var style: Int
        var marks: [Mark]

        init(_ name: BilingualText?, style: Int, _ marks: Mark...) {
            self.name = name
            self.style = style
            self.marks = marks
        }
    }

    /// What a reader who cannot see it is told.
    var title: BilingualText
    var x: Axis
    var y: Axis
    var series: [Series]
    var height = 300.0

    static let width = 520.0
}

/// Round numbers that divide a range: steps of 1, 2 or 5 times a power of ten, about `count` of them.
func roundTicks(_ range: ClosedRange<Double>, count: Int) -> [Double] {
    let span = range.upperBound - range.lowerBound
    guard span > 0, span.isFinite, count > 0 else { return [range.lowerBound] }
    let rough = span / Double(count)
    var power = 1.0
    while power * 10 <= rough { power *= 10 }
    while power > rough { power /= 10 }
    let step = [1, 2, 5, 10].map { $0 * power }.first { $0 >= rough * 0.999 } ?? rough
    let first = Int((range.lowerBound / step - 1e-9).rounded(.up))
    let last = Int((range.upperBound / step + 1e-9).rounded(.down))
    // Powers below one are no exact numbers: 3 × 0.1 would be written 0.30000000000000004.
    return first > last ? [] : (first...last).map { power < 1 ? Double($0) / (1 / step) : Double($0) * step }
}

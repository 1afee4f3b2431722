/// A plot with its title and how to read it.
struct ReportFigure {
    var plot: Plot
    var reading: BilingualText

    func markup(_ language: Language) -> Markup {
        """
        <figure><h3>\(plot.title)</h3>
        \(plot.markup(language))
        <figcaption>\(reading)</figcaption></figure>

        """
    }
}

/// The share of people for whom a value is at most each of `marks`: one a mark, of all people, those without a value
/// included.
func cumulativeShares(_ values: [Double?], people: [Double], at marks: [Double]) -> [Double] {
    let known = zip(values, people).compactMap { value, count in value.map { ($0, count) } }.sorted { $0.0 < $1.0 }
    let all = people.reduce(0, +)
    guard all > 0 else { return marks.map { _ in 0 } }
    var (next, sum) = (0, 0.0)
    return marks.map { mark in
        while next < known.count, known[next].0 <= mark {
            sum += known[next].1
            next += 1
        }
        return min(1, sum / all)
    }
}

/// The Lorenz curve of a quantity: the share of the total that the least-having share of the people has (M. O. Lorenz,
/// Methods of measuring the concentration of wealth, 1905). At most 200 points; none where the total is not positive.
func lorenzCurve(_ values: [Double?], people: [Double]) -> [Plot.Point] {
    let known = zip(values, people).compactMap { value, count in value.map { ($0, count) } }.filter { $0.1 > 0 }
        .sorted { $0 < $1 }
    let all = known.reduce(0) { $0 + $1.1 }
    let total = known.reduce(0) { $0 + $1.0 * $1.1 }
    guard all > 0, total > 0, let least = known.first?.0, least >= 0 else { return [] }
    var points = [Plot.Point(0, 0)]
    var (count, sum) = (0.0, 0.0)
    for (value, weight) in known {
        count += weight
        sum += value * weight
        if count / all - (points.last?.x ?? 0) >= 0.005 { points.append(Plot.Point(count / all, sum / total)) }
    }
    if let last = points.last, last.x < 1 { points.append(Plot.Point(1, 1)) }
    return points
}

/// Counts of values in classes of one width from zero on; the last one takes all that is beyond.
func histogram(_ values: [Double], width: Double, classes: Int) -> [Plot.Bar] {
    var counts = [Double](repeating: 0, count: classes)
    for value in values where value >= 0 {
        counts[min(classes - 1, Int(min(1e9, value / width)))] += 1
    }
    return counts.enumerated().map { place, count in
        Plot.Bar(Double(place) * width, Double(place + 1) * width, to: count)
    }
}

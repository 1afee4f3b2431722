import Equity
import Geometry
import XCTest

@testable import Export

final class ReportFigureTests: XCTestCase {
    // MARK: Outlines

    /// Three lands between whose borders there is no gap: their corners are many and not straight.
    private func jaggedLands(seed: UInt64) -> [MultiPolygon] {
        var random = SeededGenerator(state: seed)
        func border(_ x: Double) -> [Point] {
            (0...200).map { step in
                let isEnd = step == 0 || step == 200
                return Point(x: x + (isEnd ? 0 : Double.random(in: -30...30, using: &random)), y: Double(step) * 50)
            }
        }
        let borders = [0.0, 3000, 6000, 9000].map(border)
        return zip(borders, borders.dropFirst()).map { west, east in
            let ring = west.reversed() + east
            return MultiPolygon([Polygon(exterior: Array(ring) + [ring[0]])])
        }
    }

    private func edges(_ ring: [GridPlace]) -> Set<[GridPlace]> {
        Set(ring.indices.map { [ring[$0], ring[($0 + 1) % ring.count]].sorted(by: <) })
    }

    func testSharedBordersStayShared() {
        for seed in 1...5 as ClosedRange<UInt64> {
            let lands = jaggedLands(seed: seed)
            let grid = MapGrid(lands.map(\.boundingBox).reduce(into: .empty) { $0.extend(to: $1) })
            for tolerance in [0.5, 5, 40, 400] {
                let outlines = MapOutlines(lands, on: grid, tolerance: tolerance, most: .max)
                let all = outlines.rings.map { edges($0[0]) }
                // An edge belongs to two neighbours, or lies on the rim; the borders between have both ends in common.
                XCTAssertFalse(all[0].isDisjoint(with: all[1]))
                let inner = all[1].subtracting(all[0]).subtracting(all[2])
                let horizontal = inner.filter { $0[0].y == $0[1].y }
                XCTAssertEqual(inner, horizontal, "seed \(seed), tolerance \(tolerance)")
                XCTAssertTrue(all[0].isDisjoint(with: all[2]))
            }
        }
    }

    func testThinnedOutlinesStayNear() {
        let land = jaggedLands(seed: 7)[0]
        let grid = MapGrid(land.boundingBox)
        let exact = MapOutlines([land], on: grid, tolerance: 0, most: .max).rings[0][0]
        let thinned = MapOutlines([land], on: grid, tolerance: 12, most: .max).rings[0][0]
        XCTAssertLessThan(thinned.count, exact.count)
        XCTAssertTrue(Set(thinned).isSubset(of: exact))
        func distance(_ place: GridPlace, _ a: GridPlace, _ b: GridPlace) -> Double {
            let (ax, ay, bx, by) = (Double(a.x), Double(a.y), Double(b.x), Double(b.y))
            let (px, py) = (Double(place.x), Double(place.y))
            let length = (bx - ax) * (bx - ax) + (by - ay) * (by - ay)
            let share = length > 0 ? min(1, max(0, ((px - ax) * (bx - ax) + (py - ay) * (by - ay)) / length)) : 0
            return Point(x: px, y: py).distance(to: Point(x: ax + share * (bx - ax), y: ay + share * (by - ay)))
        }
        for place in exact {
            let nearest = thinned.indices.map { distance(place, thinned[$0], thinned[($0 + 1) % thinned.count]) }.min()
            XCTAssertLessThanOrEqual(nearest ?? .infinity, 12.000001)
        }
    }

    func testThereAreNeverTooManyPlaces() {
        let lands = jaggedLands(seed: 3)
        let grid = MapGrid(lands.map(\.boundingBox).reduce(into: .empty) { $0.extend(to: $1) })
        let outlines = MapOutlines(lands, on: grid, tolerance: 0.1, most: 60)
        XCTAssertLessThanOrEqual(outlines.rings.joined().map(\.count).reduce(0, +), 60)
        XCTAssertTrue(outlines.rings.allSatisfy { !$0.isEmpty })
    }

    func testAPathIsTheRing() {
        let land = MultiPolygon([
            Polygon(
                exterior: [(0, 0), (12, 0), (12, 12), (0, 12), (0, 0)].map { Point(x: $0.0, y: $0.1) },
                holes: [[(3, 3), (3, 6), (6, 6), (3, 3)].map { Point(x: $0.0, y: $0.1) }])
        ])
        let grid = MapGrid(land.boundingBox)
        // 12 m are 12 000 units: a kilometre of units a metre, from the north-western corner.
        XCTAssertEqual(grid.metres, 0.001, accuracy: 1e-12)
        let path = MapOutlines([land], on: grid, tolerance: 0.5, most: .max).path(0)
        XCTAssertEqual(path.filter { $0 == "z" }.count, 2)
        // Walked along, the path comes to every corner.
        var (x, y, startX, startY) = (0, 0, 0, 0)
        var places: Set<[Int]> = []
        for piece in path.split(separator: "z") {
            let numbers = piece.replacing("m", with: " ").replacing("l", with: " ").replacing("-", with: " -")
                .split(separator: " ").compactMap { Int($0) }
            (x, y) = (startX, startY)
            for pair in stride(from: 0, to: numbers.count, by: 2) {
                (x, y) = (x + numbers[pair], y + numbers[pair + 1])
                if pair == 0 { (startX, startY) = (x, y) }
                places.insert([x, y])
            }
        }
        XCTAssertEqual(
            places,
            [[0, 0], [12_000, 0], [12_000, 12_000], [0, 12_000], [3000, 9000], [3000, 6000], [6000, 6000]])
    }

    // MARK: Plots

    func testCumulativeSharesByCounting() {
        var random = SeededGenerator(state: 5)
        let values = (0..<300).map { number in
            number % 3 == 0 ? nil : Double.random(in: 0...60, using: &random)
        }
        let people = (0..<300).map { _ in Double(Int.random(in: 0...9, using: &random)) }
        let marks = [0, 5, 15.5, 30, 60, 90.0]
        let all = people.reduce(0, +)
        let expected = marks.map { mark in
            zip(values, people).reduce(0) { $0 + (($1.0 ?? .infinity) <= mark ? $1.1 : 0) } / all
        }
        for (share, wanted) in zip(cumulativeShares(values, people: people, at: marks), expected) {
            XCTAssertEqual(share, wanted, accuracy: 1e-12)
        }
        XCTAssertEqual(cumulativeShares([nil], people: [0], at: [1]), [0])
    }

    func testTheLorenzCurveHasTheAreaOfTheGiniIndex() throws {
        var random = SeededGenerator(state: 11)
        let values = (0..<2000).map { _ in Double.random(in: 0...40, using: &random) }
        let people = (0..<2000).map { _ in Double(Int.random(in: 1...9, using: &random)) }
        let curve = lorenzCurve(values, people: people)
        XCTAssertLessThanOrEqual(curve.count, 203)
        let area = zip(curve, curve.dropFirst()).reduce(0) { $0 + ($1.1.x - $1.0.x) * ($1.1.y + $1.0.y) / 2 }
        let gini = try XCTUnwrap(giniIndex(of: WeightedDistribution(values: values, weights: people)).value)
        XCTAssertEqual(1 - 2 * area, gini, accuracy: 1e-3)
        XCTAssertTrue(lorenzCurve([0, 0], people: [1, 1]).isEmpty)
        XCTAssertTrue(lorenzCurve([-1, 2], people: [1, 1]).isEmpty)
    }

    func testTicksAreRoundAndInside() {
        var random = SeededGenerator(state: 2)
        for _ in 0..<500 {
            let low = Double.random(in: -1e4...1e4, using: &random)
            let range = low...(low + Double.random(in: 0.001...1e6, using: &random))
            let ticks = roundTicks(range, count: 6)
            XCTAssertTrue((1...13).contains(ticks.count), "\(range): \(ticks)")
            let slack = (range.upperBound - range.lowerBound) * 1e-6
            XCTAssertTrue(ticks.allSatisfy { $0 >= range.lowerBound - slack && $0 <= range.upperBound + slack })
            XCTAssertEqual(ticks, ticks.sorted())
        }
        XCTAssertEqual(roundTicks(0...1, count: 5), [0, 0.2, 0.4, 0.6, 0.8, 1])
        XCTAssertEqual(roundTicks(0...47, count: 5), [0, 10, 20, 30, 40])
        XCTAssertEqual(roundTicks(2026...2036, count: 5), [2026, 2028, 2030, 2032, 2034, 2036])
        XCTAssertEqual(roundTicks(5...5, count: 5), [5])
    }

    func testEveryMarkIsDrawnInsideThePaper() {
        let points = (0...10).map { Plot.Point(Double($0), Double($0 * $0), name: $0 == 3 ? "<trois>" : nil) }
        let intervals = points.map { Plot.Interval($0.x, $0.y - 1, $0.y + 1) }
        let plot = Plot(
            title: BilingualText("Essai & <titre>", "Trial"), x: .init(BilingualText("x"), .whole),
            y: .init(BilingualText("y"), .tenths),
            series: [
                Plot.Series(BilingualText("a<b", "c"), style: 0, .line(points), .band(intervals), .whiskers(intervals)),
                Plot.Series(BilingualText("points"), style: 1, .points(points), .steps(points)),
                Plot.Series(nil, style: 2, .bars([Plot.Bar(0, 1, to: 5)]), .verticalRule(2), .horizontalRule(3)),
                Plot.Series(BilingualText("guide"), style: 3, .guide(points)),
            ])
        for language in Language.allCases {
            let reading = ReportPageReading(plot.markup(language).source)
            XCTAssertNil(reading.failure)
            XCTAssertTrue(reading.all("text").contains { $0.text == "<trois>" })
            for element in reading.elements {
                for name in ["x", "x1", "x2", "cx"] {
                    // The label of the vertical axis stands in a frame of its own.
                    guard let value = element.attributes[name].flatMap(Double.init), element.name != "text"
                    else { continue }
                    XCTAssertTrue((0...Plot.width).contains(value), "\(element.name) \(name) \(value)")
                }
            }
        }
    }

    // MARK: Numbers and classes

    func testNumbersInBothLanguages() {
        XCTAssertEqual(NumberFormat.whole.text(1_234_567.4, .french), "1\u{202F}234\u{202F}567")
        XCTAssertEqual(NumberFormat.tenths.text(-1234.56, .english), "−1,234.6")
        XCTAssertEqual(NumberFormat.tenths.text(-0.04, .french), "0,0")
        XCTAssertEqual(NumberFormat.thousandths.text(0.0405, .french), "0,041")
        XCTAssertEqual(NumberFormat.percent.text(0.26638, .french), "26,6\u{202F}%")
        XCTAssertEqual(NumberFormat.wholePercent.text(1, .english), "100%")
        XCTAssertEqual(NumberFormat.signedWhole.text(12, .english), "+12")
        XCTAssertEqual(NumberFormat.signedTenths.text(0.04, .english), "0.0")
        XCTAssertEqual(NumberFormat.plain.text(2031, .english), "2031")
        for format in [NumberFormat.whole, .tenths, .percent, .signedTenths] {
            XCTAssertEqual(format.text(nil, .french), "–")
            XCTAssertEqual(format.text(.infinity, .french), "–")
            XCTAssertFalse(format.text(1e300, .french).isEmpty)
        }
        XCTAssertEqual(NumberFormat.asNeeded(0.95), .hundredths)
        XCTAssertEqual(NumberFormat.asNeeded(15), .whole)
    }

    func testClassesHoldEveryValueOnce() {
        let minutes = MapScale.minutes(limit: 15)
        XCTAssertEqual(minutes.breaks, [5, 10, 15, 30, 45])
        // Limits are inclusive.
        XCTAssertEqual([0, 5, 5.1, 15, 15.01, 45, 400].map(minutes.place), [0, 0, 1, 2, 3, 4, 5])
        XCTAssertEqual([0, 0.1, 0.25, 0.6, 0.9999, 1].map(MapScale.shares.place), [0, 1, 1, 3, 4, 5])
        let changes = MapScale.changes([-120, -3, 0, 4, 900, nil], format: .whole)
        XCTAssertEqual(changes?.labels.count, changes?.colours.count)
        XCTAssertEqual(changes?.breaks.count, (changes?.labels.count ?? 0) - 1)
        if let changes {
            let middle = changes.labels.count / 2
            XCTAssertEqual(changes.place(of: 0), middle)
            XCTAssertEqual(changes.labels[middle].english, "unchanged")
            XCTAssertLessThan(changes.place(of: -0.001), middle)
            XCTAssertGreaterThan(changes.place(of: 0.001), middle)
        }
        XCTAssertNil(MapScale.changes([0, 0, nil], format: .whole))
        XCTAssertNil(MapScale.quantity([4, 4, nil], format: .whole))
        var random = SeededGenerator(state: 8)
        for _ in 0..<50 {
            let values = (0..<40).map { _ in Optional(Double.random(in: 0...5000, using: &random)) }
            guard let scale = MapScale.quantity(values, format: .whole) else { return XCTFail("no classes") }
            XCTAssertEqual(scale.labels.count, scale.breaks.count + 1)
            XCTAssertEqual(scale.colours.count, scale.labels.count)
            XCTAssertEqual(scale.breaks, scale.breaks.sorted())
        }
    }

    func testTextsAreEscaped() {
        let name = "a<b>&\"'\u{0}"
        let markup: Markup = "<p title=\"\(name)\">\(name)</p>"
        XCTAssertEqual(
            markup.source,
            "<p title=\"a&lt;b&gt;&amp;&quot;&#39;\u{FFFD}\">a&lt;b&gt;&amp;&quot;&#39;\u{FFFD}</p>")
        let words: Markup = "\(BilingualText("<", "<"))\(BilingualText("a", "b"))"
        XCTAssertEqual(
            words.source,
            "&lt;<span class=\"fr\" lang=\"fr\">a</span><span class=\"en\" lang=\"en\">b</span>")
        let numbers: Markup = "\(12.0) \(-0.256) \(1.5) \(Double.nan) \(0.05)"
        XCTAssertEqual(numbers.source, "12 -0.26 1.5 0 0.05")
    }
}

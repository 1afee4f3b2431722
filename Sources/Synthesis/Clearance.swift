import Foundation
internal import Geometry

/// Lines of the open country and the towns they must keep away from, in a grid of square cells, so that a
/// new line can be tried against what lies near it.
struct Clearance {
    /// Every line by its number; a line can be replaced and is then looked at in its new shape.
    private(set) var lines: [[Point]] = []
    private let towns: [(centre: Point, radius: Double)]
    private let origin: Point
    private let cell: Double
    private let columns: Int
    private let rows: Int
    /// Linked lists: the first entry of each cell, and of each entry what it is and the next one.
    private var firstEntry: [Int32]
    private var entries: [(line: Int32, piece: Int32, next: Int32)] = []

    /// - Parameter cell: the side of a cell in metres.
    init(towns: [(centre: Point, radius: Double)], cell: Double) {
        self.towns = towns
        let box = BoundingBox(of: towns.map(\.centre)).grown(by: 2 * cell)
        origin = box.minimum
        self.cell = cell
        columns = max(1, Int((box.width / cell).rounded(.up)))
        rows = max(1, Int((box.height / cell).rounded(.up)))
        firstEntry = Array(repeating: -1, count: columns * rows)
        for (index, town) in towns.enumerated() {
            let reach = Point(x: town.radius, y: town.radius)
            insert(
                line: -1, piece: Int32(index),
                within: BoundingBox(
                    minimum: Point(x: town.centre.x - reach.x, y: town.centre.y - reach.y),
                    maximum: Point(x: town.centre.x + reach.x, y: town.centre.y + reach.y)))
        }
    }

    /// Returns the line's number.
    mutating func add(_ line: [Point]) -> Int {
        lines.append([])
        replace(lines.count - 1, with: line)
        return lines.count - 1
    }

    /// Entries of the old shape stay where they are: they lead to the new one, which does no harm.
    mutating func replace(_ number: Int, with line: [Point]) {
        lines[number] = line
        for piece in 0..<(line.count - 1) {
            insert(
                line: Int32(number), piece: Int32(piece),
                within: BoundingBox(of: [line[piece], line[piece + 1]]))
        }
    }

    /// Whether every piece of `line` keeps `margin` metres from all other lines, and out of the towns.
    ///
    /// - Parameter ignoring: pieces that touch by intention.
    func isClear(
        _ line: [Point], margin: Double, ignoring: (_ line: Int, _ piece: Int) -> Bool
    ) -> Bool {
        for (start, end) in zip(line, line.dropFirst()) {
            let (lowest, highest) = cells(of: BoundingBox(of: [start, end]).grown(by: margin))
            for row in lowest.row...highest.row {
                for column in lowest.column...highest.column {
                    var entry = firstEntry[row * columns + column]
                    while entry >= 0 {
                        let (number, piece, next) = entries[Int(entry)]
                        entry = next
                        if number < 0 {
                            let town = towns[Int(piece)]
                            // Roads start on the very edge of their town.
                            if distance(from: town.centre, toSegment: start, end) < town.radius - 0.05 { return false }
                        } else if !ignoring(Int(number), Int(piece)) {
                            let other = lines[Int(number)]
                            let (a, b) = (other[Int(piece)], other[Int(piece) + 1])
                            if segmentsCross(start, end, a, b) || segmentDistance(start, end, a, b) < margin {
                                return false
                            }
                        }
                    }
                }
            }
        }
        return true
    }

    private mutating func insert(line: Int32, piece: Int32, within box: BoundingBox) {
        let (lowest, highest) = cells(of: box)
        for row in lowest.row...highest.row {
            for column in lowest.column...highest.column {
                let index = row * columns + column
                entries.append((line, piece, firstEntry[index]))
                firstEntry[index] = Int32(entries.count - 1)
            }
        }
    }

    private func cells(of box: BoundingBox) -> (lowest: (row: Int, column: Int), highest: (row: Int, column: Int)) {
        func cellOf(_ point: Point) -> (row: Int, column: Int) {
            (
                row: min(rows - 1, max(0, Int((point.y - origin.y) / cell))),
                column: min(columns - 1, max(0, Int((point.x - origin.x) / cell)))
            )
        }
        return (cellOf(box.minimum), cellOf(box.maximum))
    }
}

/// Twice the signed area of a triangle: positive when it turns left.
private func turn(_ a: Point, _ b: Point, _ c: Point) -> Double {
    (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
}

func segmentsCross(_ a: Point, _ b: Point, _ c: Point, _ d: Point) -> Bool {
    (turn(a, b, c) > 0) != (turn(a, b, d) > 0) && (turn(c, d, a) > 0) != (turn(c, d, b) > 0)
}

func distance(from place: Point, toSegment a: Point, _ b: Point) -> Double {
    let (dx, dy) = (b.x - a.x, b.y - a.y)
    let squared = dx * dx + dy * dy
    guard squared > 0 else { return place.distance(to: a) }
    let along = ((place.x - a.x) * dx + (place.y - a.y) * dy) / squared
    return place.distance(to: a.interpolated(to: b, fraction: min(1, max(0, along))))
}

/// Between segments that do not cross.
private func segmentDistance(_ a: Point, _ b: Point, _ c: Point, _ d: Point) -> Double {
    min(
        min(distance(from: a, toSegment: c, d), distance(from: b, toSegment: c, d)),
        min(distance(from: c, toSegment: a, b), distance(from: d, toSegment: a, b)))
}

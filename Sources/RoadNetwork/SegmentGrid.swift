import Geometry

/// The straight pieces of all roads, listed by the cells of a regular grid that they pass through: finds
/// the nearest road of a place by looking at the cells around it, ring by ring. Where roads are dense, cells are
/// divided into parts.
struct SegmentGrid: @unchecked Sendable {
    /// Where the cells lie.
    struct Frame: Codable, Hashable, Sendable {
        var originX: Double
        var originY: Double
        /// Side of a cell in metres.
        var cellMetres: Double
        var columns: Int
        var rows: Int

        func column(_ x: Double) -> Int { Int(((x - originX) / cellMetres).rounded(.down)) }
        func row(_ y: Double) -> Int { Int(((y - originY) / cellMetres).rounded(.down)) }
    }

    let frame: Frame
    /// Where the parts of each cell start among `first`, one more than cells: none where there are no roads, else
    /// 1, 4, 16, 64 or 256, row by row from the south-west.
    let cells: UnsafeBufferPointer<UInt32>
    /// Where the segments of each part start, one more than parts.
    let first: UnsafeBufferPointer<UInt32>
    /// A segment is the position of its first point among the network's points.
    let segments: UnsafeBufferPointer<UInt32>

    /// The place on a road that is nearest to another place.
    struct Nearest {
        var segment: Int
        /// 0…1 along the segment.
        var fraction: Double
        var squaredMetres: Double
    }

    /// The nearest place on any segment within `maximum` metres (inclusive); of several at the same
    /// distance the one with the smallest segment.
    ///
    /// - Parameter guess: a segment that is probably near; it saves looking farther away than it is.
    func nearest(
        to place: Point, within maximum: Double, points: UnsafeBufferPointer<Point>, guess: Int? = nil
    ) -> Nearest? {
        guard frame.columns > 0, place.isFinite, maximum >= 0 else { return nil }
        // Far outside the grid nothing can be near; this also keeps the cell numbers in range.
        let reach = maximum + frame.cellMetres
        guard place.x > frame.originX - reach, place.y > frame.originY - reach,
            place.x < frame.originX + Double(frame.columns) * frame.cellMetres + reach,
            place.y < frame.originY + Double(frame.rows) * frame.cellMetres + reach
        else { return nil }
        let column = frame.column(place.x)
        let row = frame.row(place.y)
        var best = Nearest(segment: -1, fraction: 0, squaredMetres: maximum * maximum)
        if let guess {
            let candidate = nearestPlace(on: points[guess], points[guess + 1], to: place)
            if candidate.squared <= best.squaredMetres {
                best = Nearest(segment: guess, fraction: candidate.fraction, squaredMetres: candidate.squared)
            }
        }
        var ring = 0
        while true {
            // Everything not yet seen lies beyond the rings before this one: at least this far.
            let clear = Double(ring - 1) * frame.cellMetres + distanceToCellBorder(place, column, row)
            if ring > 0, clear > 0, clear * clear > best.squaredMetres { break }
            visit(ring, column, row) { cell, cellColumn, cellRow in
                guard cells[cell] < cells[cell + 1] else { return }
                let square = Square(frame, column: cellColumn, row: cellRow)
                guard square.squaredDistance(to: place) <= best.squaredMetres else { return }
                look(atParts: Int(cells[cell])..<Int(cells[cell + 1]), of: square, place, points, &best)
            }
            ring += 1
        }
        return best.segment >= 0 ? best : nil
    }

    /// Looks for a nearer segment in the parts of a cell, first in that where the place lies.
    @inline(__always)
    private func look(
        atParts parts: Range<Int>, of square: Square, _ place: Point, _ points: UnsafeBufferPointer<Point>,
        _ best: inout Nearest
    ) {
        let across = partsAcross(parts.count)
        if across == 1 { return look(atPart: parts.lowerBound, place, points, &best) }
        let side = square.side / Double(across)
        let home = (
            column: Int(max(0, min(Double(across - 1), (place.x - square.west) / side))),
            row: Int(max(0, min(Double(across - 1), (place.y - square.south) / side)))
        )
        look(atPart: parts.lowerBound + home.row * across + home.column, place, points, &best)
        let reach = best.squaredMetres.squareRoot() + Square.hair
        func part(_ metres: Double) -> Int { Int(max(0, min(Double(across - 1), metres / side))) }
        for row in part(place.y - reach - square.south)...part(place.y + reach - square.south) {
            for column in part(place.x - reach - square.west)...part(place.x + reach - square.west) {
                let position = parts.lowerBound + row * across + column
                guard first[position] < first[position + 1], row != home.row || column != home.column else { continue }
                let part = Square(
                    west: square.west + Double(column) * side, south: square.south + Double(row) * side, side: side)
                if part.squaredDistance(to: place) <= best.squaredMetres {
                    look(atPart: position, place, points, &best)
                }
            }
        }
    }

    @inline(__always)
    private func look(
        atPart part: Int, _ place: Point, _ points: UnsafeBufferPointer<Point>, _ best: inout Nearest
    ) {
        for position in Int(first[part])..<Int(first[part + 1]) {
            let segment = Int(segments[position])
            let (a, b) = (points[segment], points[segment + 1])
            // Most lie on a line that is clearly too far, which needs no division to see.
            let (dx, dy) = (b.x - a.x, b.y - a.y)
            let across = dx * (place.y - a.y) - dy * (place.x - a.x)
            if across * across > (best.squaredMetres * 1.0001 + 1e-6) * (dx * dx + dy * dy) { continue }
            let candidate = nearestPlace(on: a, b, to: place)
            if candidate.squared < best.squaredMetres
                || (candidate.squared == best.squaredMetres && (best.segment < 0 || segment < best.segment))
            {
                best = Nearest(segment: segment, fraction: candidate.fraction, squaredMetres: candidate.squared)
            }
        }
    }

    /// Calls `body` with every segment in the parts of cells that a circle around `place` may touch, some of them
    /// more than once.
    func forEachSegment(within metres: Double, of place: Point, _ body: (Int) -> Void) {
        let rows = max(0, frame.row(place.y - metres))...max(0, min(frame.rows - 1, frame.row(place.y + metres)))
        let columns =
            max(0, frame.column(place.x - metres))...max(0, min(frame.columns - 1, frame.column(place.x + metres)))
        for row in rows where row < frame.rows {
            for column in columns where column < frame.columns {
                let cell = row * frame.columns + column
                let parts = Int(cells[cell])..<Int(cells[cell + 1])
                let square = Square(frame, column: column, row: row)
                let across = partsAcross(parts.count)
                let side = square.side / Double(across)
                for part in parts {
                    let position = part - parts.lowerBound
                    let piece = Square(
                        west: square.west + Double(position % across) * side,
                        south: square.south + Double(position / across) * side, side: side)
                    guard piece.squaredDistance(to: place) <= metres * metres else { continue }
                    for entry in Int(first[part])..<Int(first[part + 1]) { body(Int(segments[entry])) }
                }
            }
        }
    }

    private func distanceToCellBorder(_ place: Point, _ column: Int, _ row: Int) -> Double {
        let x = place.x - frame.originX - Double(column) * frame.cellMetres
        let y = place.y - frame.originY - Double(row) * frame.cellMetres
        return min(x, y, frame.cellMetres - x, frame.cellMetres - y)
    }

    /// The cells at Chebyshev distance `ring`, those inside the grid.
    @inline(__always)
    private func visit(
        _ ring: Int, _ column: Int, _ row: Int, _ body: (_ cell: Int, _ column: Int, _ row: Int) -> Void
    ) {
        let left = column - ring
        let right = column + ring
        for y in (row - ring)...(row + ring) where y >= 0 && y < frame.rows {
            if abs(y - row) == ring {
                var x = max(0, left)
                while x <= min(right, frame.columns - 1) {
                    body(y * frame.columns + x, x, y)
                    x += 1
                }
            } else {
                if left >= 0, left < frame.columns { body(y * frame.columns + left, left, y) }
                if right >= 0, right < frame.columns { body(y * frame.columns + right, right, y) }
            }
        }
    }
}

/// A cell or a part of one.
private struct Square {
    var west: Double
    var south: Double
    var side: Double

    /// For rounding: segments are listed a little beyond their ends, and squares are looked at a little beyond theirs.
    static let hair = 0.002

    init(west: Double, south: Double, side: Double) {
        self.west = west
        self.south = south
        self.side = side
    }

    init(_ frame: SegmentGrid.Frame, column: Int, row: Int) {
        west = frame.originX + Double(column) * frame.cellMetres
        south = frame.originY + Double(row) * frame.cellMetres
        side = frame.cellMetres
    }

    /// A hair less than it is.
    @inline(__always)
    func squaredDistance(to place: Point) -> Double {
        let x = max(0, west - Self.hair - place.x, place.x - west - side - Self.hair)
        let y = max(0, south - Self.hair - place.y, place.y - south - side - Self.hair)
        return x * x + y * y
    }

    /// Calls `body` with the position, row by row from the south-west, of each part that a segment passes through, of
    /// the square divided into `across` parts each way.
    func forEachPart(across: Int, from a: Point, to b: Point, _ body: (Int) -> Void) {
        let part = side / Double(across)
        func number(_ metres: Double) -> Int { Int(max(-1, min(Double(across), (metres / part).rounded(.down)))) }
        let rows = (low: number(min(a.y, b.y) - south - 0.001), high: number(max(a.y, b.y) - south + 0.001))
        for row in max(0, rows.low)..<max(0, rows.low, min(across, rows.high + 1)) {
            // The part of the segment inside this row, with a hair of margin for rounding.
            var fromX = min(a.x, b.x)
            var toX = max(a.x, b.x)
            if rows.low != rows.high, a.y != b.y {
                let bottom = south + Double(row) * part
                let slope = (b.x - a.x) / (b.y - a.y)
                let x0 = a.x + (bottom - 0.001 - a.y) * slope
                let x1 = a.x + (bottom + part + 0.001 - a.y) * slope
                fromX = max(fromX, min(x0, x1))
                toX = min(toX, max(x0, x1))
            }
            let columns = (low: number(fromX - west - 0.001), high: number(toX - west + 0.001))
            for column in max(0, columns.low)..<max(0, columns.low, min(across, columns.high + 1)) {
                body(row * across + column)
            }
        }
    }
}

/// Parts along one side of a cell that is divided into `count`.
@inline(__always)
private func partsAcross(_ count: Int) -> Int { 1 << (count.trailingZeroBitCount / 2) }

/// Into how many parts a cell with so many segments is divided: about four segments each.
private func partCount(segments: UInt32) -> UInt32 {
    switch segments {
    case 0: 0
    case ...8: 1
    case ...32: 4
    case ...128: 16
    case ...512: 64
    default: 256
    }
}

/// The place on the segment from `a` to `b` nearest to `place`: the fraction of the way, and the squared
/// distance.
@inline(__always)
func nearestPlace(on a: Point, _ b: Point, to place: Point) -> (fraction: Double, squared: Double) {
    let dx = b.x - a.x
    let dy = b.y - a.y
    let squaredLength = dx * dx + dy * dy
    var fraction = 0.0
    if squaredLength > 0 {
        fraction = min(1, max(0, ((place.x - a.x) * dx + (place.y - a.y) * dy) / squaredLength))
    }
    let x = a.x + fraction * dx - place.x
    let y = a.y + fraction * dy - place.y
    return (fraction, x * x + y * y)
}

/// Lists the segments of the links by the cells, and parts of cells, that they pass through. Ferries are left
/// out: nobody boards one at sea.
///
/// - Parameter firstPoint: where each link's points start; one more entry than links.
func buildSegmentGrid(
    points: [Point], firstPoint: [UInt32], roadClasses: [RoadClass]
) -> (frame: SegmentGrid.Frame, cells: [UInt32], first: [UInt32], segments: [UInt32]) {
    let box = BoundingBox(of: points)
    guard !box.isEmpty else {
        return (SegmentGrid.Frame(originX: 0, originY: 0, cellMetres: 1, columns: 0, rows: 0), [0], [0], [])
    }
    let segmentCount = max(1, points.count - (firstPoint.count - 1))
    // About two segments a cell if they were spread evenly.
    let side = (max(1, box.width) * max(1, box.height) * 2 / Double(segmentCount)).squareRoot()
    // Coarser where a few roads far apart would take millions of empty cells.
    let coarsest = max(2000, (box.width * box.height / 1e7).squareRoot().rounded())
    let cell = min(coarsest, max(50, side.rounded()))
    let frame = SegmentGrid.Frame(
        originX: (box.minimum.x / cell).rounded(.down) * cell,
        originY: (box.minimum.y / cell).rounded(.down) * cell, cellMetres: cell,
        columns: Int(box.width / cell) + 2, rows: Int(box.height / cell) + 2)

    func forEachCell(_ body: (_ column: Int, _ row: Int, _ segment: UInt32) -> Void) {
        for link in 0..<(firstPoint.count - 1) where roadClasses[link] != .ferry {
            for segment in Int(firstPoint[link])..<max(Int(firstPoint[link]), Int(firstPoint[link + 1]) - 1) {
                let a = points[segment]
                let b = points[segment + 1]
                let low = frame.row(min(a.y, b.y))
                let high = frame.row(max(a.y, b.y))
                for row in low...high {
                    // The part of the segment inside this row of cells, with a hair of margin for rounding.
                    var fromX = min(a.x, b.x)
                    var toX = max(a.x, b.x)
                    if low != high {
                        let bottom = frame.originY + Double(row) * cell
                        let slope = (b.x - a.x) / (b.y - a.y)
                        let x0 = a.x + (bottom - a.y) * slope
                        let x1 = a.x + (bottom + cell - a.y) * slope
                        fromX = max(fromX, min(x0, x1) - 0.001)
                        toX = min(toX, max(x0, x1) + 0.001)
                    }
                    for column in frame.column(fromX)...max(frame.column(fromX), frame.column(toX)) {
                        body(min(max(0, column), frame.columns - 1), row, UInt32(segment))
                    }
                }
            }
        }
    }

    var cells = [UInt32](repeating: 0, count: frame.columns * frame.rows + 1)
    forEachCell { column, row, _ in cells[row * frame.columns + column + 1] += 1 }
    for cell in 1..<cells.count { cells[cell] = cells[cell - 1] + partCount(segments: cells[cell]) }

    func forEachPart(_ body: (_ part: Int, _ segment: UInt32) -> Void) {
        forEachCell { column, row, segment in
            let cell = row * frame.columns + column
            let start = Int(cells[cell])
            let across = partsAcross(Int(cells[cell + 1]) - start)
            if across == 1 { return body(start, segment) }
            Square(frame, column: column, row: row).forEachPart(
                across: across, from: points[Int(segment)], to: points[Int(segment) + 1]
            ) { body(start + $0, segment) }
        }
    }
    var first = [UInt32](repeating: 0, count: Int(cells[cells.count - 1]) + 1)
    forEachPart { part, _ in first[part + 1] += 1 }
    for part in 1..<max(1, first.count) { first[part] += first[part - 1] }
    var next = first
    var segments = [UInt32](repeating: 0, count: Int(first[first.count - 1]))
    forEachPart { part, segment in
        segments[Int(next[part])] = segment
        next[part] += 1
    }
    return (frame, cells, first, segments)
}

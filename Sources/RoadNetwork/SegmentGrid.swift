import Geometry

/// The straight pieces of all roads, listed by the cells of a regular grid that they pass through: finds
/// the nearest road of a place by looking at the cells around it, ring by ring.
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
                guard first[cell] < first[cell + 1],
                    squaredDistance(place, toCell: cellColumn, cellRow) <= best.squaredMetres
                else { return }
                for position in Int(first[cell])..<Int(first[cell + 1]) {
                    let segment = Int(segments[position])
                    let candidate = nearestPlace(on: points[segment], points[segment + 1], to: place)
                    if candidate.squared < best.squaredMetres
                        || (candidate.squared == best.squaredMetres
                            && (best.segment < 0 || segment < best.segment))
                    {
                        best = Nearest(
                            segment: segment, fraction: candidate.fraction, squaredMetres: candidate.squared)
                    }
                }
            }
            ring += 1
        }
        return best.segment >= 0 ? best : nil
    }

    /// Calls `body` with every cell that a circle around `place` may touch.
    func forEachCell(within metres: Double, of place: Point, _ body: (Int) -> Void) {
        for row in max(0, frame.row(place.y - metres))...max(0, min(frame.rows - 1, frame.row(place.y + metres))) {
            for column in max(
                0, frame.column(place.x - metres))...max(0, min(frame.columns - 1, frame.column(place.x + metres)))
            {
                if row < frame.rows, column < frame.columns { body(row * frame.columns + column) }
            }
        }
    }

    private func distanceToCellBorder(_ place: Point, _ column: Int, _ row: Int) -> Double {
        let x = place.x - frame.originX - Double(column) * frame.cellMetres
        let y = place.y - frame.originY - Double(row) * frame.cellMetres
        return min(x, y, frame.cellMetres - x, frame.cellMetres - y)
    }

    /// From a place to a cell, a hair less for rounding.
    @inline(__always)
    private func squaredDistance(_ place: Point, toCell column: Int, _ row: Int) -> Double {
        let west = frame.originX + Double(column) * frame.cellMetres - 0.002
        let south = frame.originY + Double(row) * frame.cellMetres - 0.002
        let side = frame.cellMetres + 0.004
        let x = max(0, west - place.x, place.x - west - side)
        let y = max(0, south - place.y, place.y - south - side)
        return x * x + y * y
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

/// Lists the segments of the links by the cells they pass through. Ferries are left out: nobody boards one
/// at sea.
///
/// - Parameter firstPoint: where each link's points start; one more entry than links.
func buildSegmentGrid(
    points: [Point], firstPoint: [UInt32], roadClasses: [RoadClass]
) -> (frame: SegmentGrid.Frame, first: [UInt32], segments: [UInt32]) {
    let box = BoundingBox(of: points)
    guard !box.isEmpty else {
        return (SegmentGrid.Frame(originX: 0, originY: 0, cellMetres: 1, columns: 0, rows: 0), [0], [])
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

    func forEachCell(_ body: (_ cell: Int, _ segment: UInt32) -> Void) {
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
                        body(row * frame.columns + min(max(0, column), frame.columns - 1), UInt32(segment))
                    }
                }
            }
        }
    }

    var first = [UInt32](repeating: 0, count: frame.columns * frame.rows + 1)
    forEachCell { cell, _ in first[cell + 1] += 1 }
    for cell in 1..<first.count { first[cell] += first[cell - 1] }
    var next = first
    var segments = [UInt32](repeating: 0, count: Int(first[first.count - 1]))
    forEachCell { cell, segment in
        segments[Int(next[cell])] = segment
        next[cell] += 1
    }
    return (frame, first, segments)
}

import Geometry

/// A place on the map's grid of whole units, x to the right and y downwards.
struct GridPlace: Hashable {
    var x, y: Int32

    static func < (left: GridPlace, right: GridPlace) -> Bool { (left.x, left.y) < (right.x, right.y) }
}

/// The grid of a map: a frame in the working projection, cut into whole units.
struct MapGrid {
    /// What one unit is, in metres.
    let metres: Double
    let frame: BoundingBox

    /// Units of the longer side: at sixteen times the whole, a unit is less than a pixel of a wide screen.
    static let longerSide = 12_000.0

    init(_ frame: BoundingBox) {
        let side = max(frame.width, frame.height)
        self.frame = frame
        metres = side > 0 ? side / Self.longerSide : 1
    }

    var width: Int { max(1, Int((frame.width / metres).rounded(.up))) }
    var height: Int { max(1, Int((frame.height / metres).rounded(.up))) }

    /// Places far outside the frame are drawn at a distance of some frames from it.
    func place(_ point: Point) -> GridPlace {
        func unit(_ metres: Double) -> Int32 { Int32(min(1e5, max(-1e5, (metres / self.metres).rounded()))) }
        return GridPlace(x: unit(point.x - frame.minimum.x), y: unit(frame.maximum.y - point.y))
    }
}

/// Outlines on the grid, thinned together: a border that several of them share stays shared, as it is cut at the places
/// where borders meet, and each piece is thinned once (Douglas and Peucker, 1973).
struct MapOutlines {
    /// One entry a land, each a list of closed rings without the last place, which is the first.
    private(set) var rings: [[[GridPlace]]]

    /// - Parameters:
    ///   - lands: in the projection of the grid's frame.
    ///   - tolerance: how far an outline may stray, in units of the grid.
    ///   - most: how many places there may be in all; where there are more, the tolerance is doubled, and again.
    init(_ lands: [MultiPolygon], on grid: MapGrid, tolerance: Double, most: Int) {
        let whole = lands.map { land in
            land.polygons.flatMap(\.rings).map { ring in withoutRepetition(ring.map(grid.place)) }.filter {
                $0.count >= 3
            }
        }
        let meetings = meetingPlaces(of: whole.flatMap { $0 })
        var tolerance = tolerance
        rings = whole
        // Ends at the latest where every ring is a triangle.
        for _ in 0..<16 {
            rings = whole.map { land in
                land.map { thinned($0, at: meetings, tolerance: tolerance) }.filter { $0.count >= 3 }
            }
            if rings.reduce(0, { $0 + $1.reduce(0) { $0 + $1.count } }) <= most { break }
            tolerance *= 2
        }
    }

    /// The path of a land for the attribute `d`; empty for land too small to be seen.
    func path(_ land: Int) -> String {
        var path = ""
        // A relative move starts from the first place of the ring before, to which `z` has gone back.
        var origin = GridPlace(x: 0, y: 0)
        for ring in rings[land] {
            path += "m" + pair(ring[0].x - origin.x, ring[0].y - origin.y)
            origin = ring[0]
            var last = origin
            path += "l"
            for (place, here) in ring.dropFirst().enumerated() {
                let step = pair(here.x - last.x, here.y - last.y)
                path += (place > 0 && !step.hasPrefix("-") ? " " : "") + step
                last = here
            }
            path += "z"
        }
        return path
    }
}

private func pair(_ x: Int32, _ y: Int32) -> String { y < 0 ? "\(x)\(y)" : "\(x) \(y)" }

/// The ring as an open list in which no place follows itself.
private func withoutRepetition(_ ring: [GridPlace]) -> [GridPlace] {
    var places: [GridPlace] = []
    places.reserveCapacity(ring.count)
    for place in ring where places.last != place { places.append(place) }
    while places.count > 1, places.first == places.last { places.removeLast() }
    return places
}

/// The places where more than two borders come together.
private func meetingPlaces(of rings: [[GridPlace]]) -> Set<GridPlace> {
    var neighbours: [GridPlace: (GridPlace, GridPlace)] = [:]
    neighbours.reserveCapacity(rings.reduce(0) { $0 + $1.count })
    var meetings: Set<GridPlace> = []
    for ring in rings {
        for place in ring.indices {
            let here = ring[place]
            let (before, after) = (
                ring[place == 0 ? ring.count - 1 : place - 1], ring[place + 1 == ring.count ? 0 : place + 1]
            )
            guard let known = neighbours[here] else {
                neighbours[here] = (before, after)
                continue
            }
            let isSame = known == (before, after) || known == (after, before)
            if !isSame { meetings.insert(here) }
        }
    }
    return meetings
}

private func thinned(_ ring: [GridPlace], at meetings: Set<GridPlace>, tolerance: Double) -> [GridPlace] {
    let cuts = ring.indices.filter { meetings.contains(ring[$0]) }
    guard let first = cuts.first else { return thinnedIsland(ring, tolerance: tolerance) }
    if cuts.count == 1 { return thinnedLoop(ring, from: first, tolerance: tolerance) }
    var places: [GridPlace] = []
    for (number, start) in cuts.enumerated() {
        let end = number + 1 < cuts.count ? cuts[number + 1] : first + ring.count
        let piece = (start...end).map { ring[$0 % ring.count] }
        places += thinnedPiece(piece, tolerance: tolerance).dropLast()
    }
    return places
}

/// A ring that meets others in one place at the most is cut there, else at its least place; and at the farthest one.
private func thinnedIsland(_ ring: [GridPlace], tolerance: Double) -> [GridPlace] {
    let start = ring.indices.min { ring[$0] < ring[$1] } ?? 0
    return thinnedLoop(ring, from: start, tolerance: tolerance)
}

private func thinnedLoop(_ ring: [GridPlace], from start: Int, tolerance: Double) -> [GridPlace] {
    let turned = Array(ring[start...] + ring[..<start])
    let far =
        turned.indices.max { squaredDistance(turned[0], turned[$0]) < squaredDistance(turned[0], turned[$1]) } ?? 0
    guard far > 0 else { return turned }
    let there = thinnedPiece(Array(turned[...far]), tolerance: tolerance)
    let back = thinnedPiece(Array(turned[far...]) + [turned[0]], tolerance: tolerance)
    return there.dropLast() + back.dropLast()
}

/// The same places in whichever direction the piece is walked.
private func thinnedPiece(_ piece: [GridPlace], tolerance: Double) -> [GridPlace] {
    guard piece.count > 2, let first = piece.first, let last = piece.last else { return piece }
    let isBackwards = last < first || (first == last && piece[piece.count - 2] < piece[1])
    let places = isBackwards ? piece.reversed() : piece
    var isKept = [Bool](repeating: false, count: places.count)
    isKept[0] = true
    isKept[places.count - 1] = true
    // A list of work in the place of recursion, which a long coast would make deep.
    var work = [(0, places.count - 1)]
    while let (start, end) = work.popLast() {
        guard end - start > 1 else { continue }
        var worst = start
        var greatest = tolerance * tolerance
        for place in (start + 1)..<end {
            let distance = squaredDistance(places[place], places[start], places[end])
            if distance > greatest { (worst, greatest) = (place, distance) }
        }
        guard worst > start else { continue }
        isKept[worst] = true
        work += [(start, worst), (worst, end)]
    }
    let kept = places.indices.filter { isKept[$0] }.map { places[$0] }
    return isBackwards ? kept.reversed() : kept
}

private func squaredDistance(_ a: GridPlace, _ b: GridPlace) -> Double {
    let (x, y) = (Double(b.x) - Double(a.x), Double(b.y) - Double(a.y))
    return x * x + y * y
}

/// From a place to the straight piece between two others.
private func squaredDistance(_ place: GridPlace, _ a: GridPlace, _ b: GridPlace) -> Double {
    let (x, y) = (Double(b.x) - Double(a.x), Double(b.y) - Double(a.y))
    let length = x * x + y * y
    guard length > 0 else { return squaredDistance(place, a) }
    let (px, py) = (Double(place.x) - Double(a.x), Double(place.y) - Double(a.y))
    let share = min(1, max(0, (px * x + py * y) / length))
    let (dx, dy) = (px - share * x, py - share * y)
    return dx * dx + dy * dy
}

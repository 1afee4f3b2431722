import Foundation
internal import Geometry
import Statistics

/// The roads of the open country: from town to town, and lanes from them to the hamlets.
struct CountryRoads {
    /// For each road of the town graph its line from the edge of one town to the edge of the other.
    var lines: [[Point]]
    /// Each lane: its line, the first point being point `place` of road `road`.
    var lanes: [(road: Int, place: Int, line: [Point])]
    /// Lanes whose ends are joined by one more, as positions in `lanes`.
    var links: [(a: Int, b: Int)]

    /// Junctions in the country: the ends at the towns' edges belong to the towns.
    var junctionCount: Int {
        lines.reduce(0) { $0 + $1.count - 2 } + lanes.reduce(0) { $0 + $1.line.count - 1 }
    }
}

/// Other lines keep this far from each other.
private let marginInMetres = 12.0

/// Lays the country roads so that none crosses another or enters a town.
///
/// Straight lines between the edges of Gabriel neighbours cross nothing, so each road may fall back to
/// its straight line, however the others have been bent before.
///
/// - Parameter junctions: how many there should be, about; two fifths of them on the roads, the others on
///   lanes.
func layCountryRoads(
    of graph: TownGraph, towns: [Town], radii: [Double], junctions: Int, seed: UInt64
) -> CountryRoads {
    let straight = graph.edges.map { edge -> [Point] in
        let (a, b) = (towns[edge.a].location, towns[edge.b].location)
        return [a.moved(radii[edge.a], towards: a.angle(to: b)), b.moved(radii[edge.b], towards: b.angle(to: a))]
    }
    let metres = straight.reduce(0) { $0 + $1[0].distance(to: $1[1]) }
    // Never closer than 250 m, never farther than 3 km.
    let spacing = min(3000, max(250, metres / max(1, 0.4 * Double(junctions))))
    var clearance = Clearance(towns: towns.indices.map { (towns[$0].location, radii[$0]) }, cell: 2 * spacing)
    for line in straight { _ = clearance.add(inPieces(line, spacing: spacing)) }

    for (road, edge) in graph.edges.enumerated() {
        var generator = SplitMix64(seed: seed, stream: edge.a << 24 ^ edge.b)
        let line = clearance.lines[road]
        var bend = 0.16
        // Every other try bends half as much; after four the road stays straight.
        for _ in 0..<4 where line.count > 2 {
            let bent = bentLine(line, by: bend, &generator)
            if clearance.isClear(bent, margin: marginInMetres, ignoring: { number, _ in number == road }) {
                clearance.replace(road, with: bent)
                break
            }
            bend /= 2
        }
    }

    let lines = Array(clearance.lines)
    let wanted = junctions - lines.reduce(0) { $0 + $1.count - 2 }
    var places = lines.indices.flatMap { road in
        (1..<max(1, lines[road].count - 1)).map { (road: road, place: $0) }
    }
    var generator = SplitMix64(seed: seed, stream: -1)
    for index in places.indices.dropFirst() { places.swapAt(index, generator.integer(below: index + 1)) }
    var lanes: [(road: Int, place: Int, line: [Point])] = []
    var laid = 0
    // Both sides of every place at most, the second only where lanes are still wanted.
    for side in [0.5 * .pi, -0.5 * .pi] {
        for (road, place) in places where laid < wanted {
            let lane = laneLine(
                from: lines[road][place], along: lines[road][place - 1].angle(to: lines[road][place + 1]) + side,
                spacing: spacing, upTo: min(4, wanted - laid), &generator)
            let isClear = clearance.isClear(lane, margin: marginInMetres) { number, piece in
                number == road && (piece == place || piece == place - 1)
            }
            guard isClear else { continue }
            _ = clearance.add(lane)
            lanes.append((road, place, lane))
            laid += lane.count - 1
        }
    }
    let links = linkEnds(of: lanes, firstNumber: lines.count, reach: 2.5 * spacing, &clearance)
    return CountryRoads(lines: lines, lanes: lanes, links: links)
}

/// Joins the ends of lanes of different roads where a straight link fits, each to the nearest that is
/// left.
///
/// - Parameters:
///   - firstNumber: the number of the first lane in `clearance`.
///   - reach: the longest link in metres.
private func linkEnds(
    of lanes: [(road: Int, place: Int, line: [Point])], firstNumber: Int, reach: Double,
    _ clearance: inout Clearance
) -> [(a: Int, b: Int)] {
    struct Cell: Hashable { var column, row: Int }
    func cell(_ place: Point) -> Cell {
        Cell(column: Int((place.x / reach).rounded(.down)), row: Int((place.y / reach).rounded(.down)))
    }
    func end(_ lane: Int) -> Point { lanes[lane].line[lanes[lane].line.count - 1] }
    /// Whether a way from the end of a lane turns back beside it.
    func turnsBack(_ lane: Int, towards place: Point) -> Bool {
        let line = lanes[lane].line
        let (here, before) = (line[line.count - 1], line[line.count - 2])
        let dot = (before.x - here.x) * (place.x - here.x) + (before.y - here.y) * (place.y - here.y)
        return dot > 0.5 * here.distance(to: before) * here.distance(to: place)
    }
    var byCell: [Cell: [Int]] = [:]
    for lane in lanes.indices { byCell[cell(end(lane)), default: []].append(lane) }
    var isLinked = lanes.map { _ in false }
    var links: [(a: Int, b: Int)] = []
    for lane in lanes.indices where !isLinked[lane] {
        let here = end(lane)
        let home = cell(here)
        var candidates: [Int] = []
        for column in (home.column - 1)...(home.column + 1) {
            for row in (home.row - 1)...(home.row + 1) {
                candidates += (byCell[Cell(column: column, row: row)] ?? []).filter {
                    $0 > lane && !isLinked[$0] && lanes[$0].road != lanes[lane].road
                        && here.distance(to: end($0)) <= reach
                }
            }
        }
        candidates.sort { (here.distance(to: end($0)), $0) < (here.distance(to: end($1)), $1) }
        let partner = candidates.prefix(4).first { other in
            guard !turnsBack(lane, towards: end(other)), !turnsBack(other, towards: here) else { return false }
            return clearance.isClear([here, end(other)], margin: marginInMetres) { number, piece in
                (number == firstNumber + lane && piece == lanes[lane].line.count - 2)
                    || (number == firstNumber + other && piece == lanes[other].line.count - 2)
            }
        }
        guard let partner else { continue }
        _ = clearance.add([here, end(partner)])
        isLinked[lane] = true
        isLinked[partner] = true
        links.append((lane, partner))
    }
    return links
}

/// A straight line cut into even pieces of about `spacing` metres.
private func inPieces(_ line: [Point], spacing: Double) -> [Point] {
    let pieces = max(1, Int((line[0].distance(to: line[1]) / spacing).rounded()))
    return (0...pieces).map { line[0].interpolated(to: line[1], fraction: Double($0) / Double(pieces)) }
}

/// The same line with its inner points moved along it and aside.
private func bentLine(_ line: [Point], by bend: Double, _ generator: inout SplitMix64) -> [Point] {
    let piece = line[0].distance(to: line[1])
    let direction = line[0].angle(to: line[line.count - 1])
    var bent = line
    var aside = 0.0
    for index in 1..<(line.count - 1) {
        // What is aside draws back, so that a long road keeps its course.
        aside = 0.6 * aside + generator.uniform(-bend, bend) * piece
        bent[index] = line[index]
            .moved(generator.uniform(-0.2, 0.2) * piece, towards: direction)
            .moved(aside, towards: direction + .pi / 2)
    }
    return bent
}

/// A lane of one to `limit` junctions from a place on a road.
private func laneLine(
    from start: Point, along direction: Double, spacing: Double, upTo limit: Int, _ generator: inout SplitMix64
) -> [Point] {
    var heading = direction + generator.uniform(-0.35, 0.35)
    var line = [start]
    var place = start
    for _ in 0...generator.integer(below: limit) {
        place = place.moved(min(1000, 1.4 * spacing) * generator.uniform(0.35, 0.75), towards: heading)
        line.append(place)
        heading += generator.uniform(-0.45, 0.45)
    }
    return line
}

import Foundation
public import Geometry

extension Network {
    /// Makes a routable network of links.
    ///
    /// Coordinates are taken into `crs` (default: the links' own where it is in metres, else a projection
    /// in metres that suits the place). Lengths are those of the links, never measured again.
    ///
    /// - Throws: `GeometryError` for coordinates without a place in the projection, `NetworkError` when
    ///   there is nothing to travel on, or more than a network can hold.
    public convenience init(
        links: RoadLinks, profile: String, crs target: CoordinateReferenceSystem? = nil, sources: [String] = [],
        settings: [NetworkSetting] = []
    ) throws {
        guard links.count > 0 else { throw NetworkError.noLinks }
        guard links.points.count < Int(UInt32.max), links.count < Int(Int32.max) else {
            throw NetworkError.tooLarge(links: links.count)
        }
        var points = links.points
        let crs = try target ?? metricSystem(of: links)
        try CoordinateTransformation(from: links.crs, to: crs).transform(&points)

        let box = BoundingBox(of: points)
        let extent = max(box.width, box.height)
        guard extent <= greatestExtentMetres else { throw NetworkError.tooWide(metres: extent) }

        let junctions = orderedJunctions(of: links, points: points, in: box)
        var number: [Int64: UInt32] = [:]
        number.reserveCapacity(junctions.count)
        for (position, junction) in junctions.enumerated() { number[junction.key] = UInt32(position) }
        func junction(_ key: Int64) -> UInt32 {
            guard let found = number[key] else { preconditionFailure("a link's end has no junction") }
            return found
        }

        // Links in one order, whatever the order of the rows.
        let order = (0..<links.count).map { link in
            (tail: junction(links.tails[link]), head: junction(links.heads[link]), link: link)
        }.sorted { left, right in
            if (left.tail, left.head) != (right.tail, right.head) {
                return (left.tail, left.head) < (right.tail, right.head)
            }
            return links.precedes(left.link, right.link)
        }
        var newIndex = [UInt32](repeating: 0, count: links.count)
        var linkPoints: [Point] = []
        linkPoints.reserveCapacity(points.count)
        var firstPoint: [UInt32] = [0]
        for (position, entry) in order.enumerated() {
            newIndex[entry.link] = UInt32(position)
            linkPoints.append(contentsOf: points[links.firstPoints[entry.link]..<links.firstPoints[entry.link + 1]])
            firstPoint.append(UInt32(linkPoints.count))
        }

        var ways: [OpenWay] = []
        for (link, entry) in order.enumerated() {
            func note(from: UInt32, to: UInt32, _ time: TravelTime) {
                guard time.isReachable else { return }
                let cost = TravelCost(time: time, metres: links.metres[entry.link])
                ways.append(OpenWay(link: UInt32(link), from: from, to: to, cost: cost))
            }
            note(from: entry.tail, to: entry.head, links.forwardTimes[entry.link])
            note(from: entry.head, to: entry.tail, links.backwardTimes[entry.link])
        }
        guard !ways.isEmpty else { throw NetworkError.noLinks }
        let turns = links.turnRestrictions.compactMap { turn in
            number[turn.viaJunction].map {
                NetworkTurn(
                    from: newIndex[turn.fromLink], via: $0, to: newIndex[turn.toLink], isMandatory: turn.isMandatory)
            }
        }
        let (copies, honoured) = makeTurnCopies(turns, ways: ways, junctionCount: junctions.count)
        var arcs: [(tail: UInt32, head: UInt32, cost: TravelCost)] = []
        arcs.reserveCapacity(ways.count)
        for way in ways {
            let head = copies.node(ofArrivalBy: way.link, at: way.to)
            copies.forEachNode(ofDepartureBy: way.link, at: way.from) { arcs.append(($0, head, way.cost)) }
        }
        let nodeCount = junctions.count + copies.firstArrival.count - 1
        let outgoing = adjacency(arcs.map { ($0.tail, $0.head, $0.cost) }, nodes: nodeCount)
        let incoming = adjacency(arcs.map { ($0.head, $0.tail, $0.cost) }, nodes: nodeCount)
        let components = componentsOfJunctions(
            strongComponents(first: outgoing.first, heads: outgoing.ends), copies, junctionCount: junctions.count)
        let grid = buildSegmentGrid(
            points: linkPoints, firstPoint: firstPoint, roadClasses: order.map { links.roadClasses[$0.link] })

        let description = NetworkDescription(
            profile: profile, crs: crs.definition, sources: sources, settings: settings,
            stronglyConnectedJunctions: components.sizes.first ?? 0, components: components.sizes.count,
            openDirections: ways.count,
            lengthKilometres: order.reduce(0) { $0 + links.metres[$1.link] } / 1000,
            boundingBox: try geographicBox(of: linkPoints, crs: crs), grid: grid.frame)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let metadata = Array(try encoder.encode(description))

        var contents = SectionContents<NetworkSection>()
        contents.put(.metadata, metadata)
        contents.put(.junctionX, count: junctions.count) { junctions[$0].place.x }
        contents.put(.junctionY, count: junctions.count) { junctions[$0].place.y }
        contents.put(.junctionKeys, count: junctions.count) { junctions[$0].key }
        contents.put(.junctionComponents, components.component)
        contents.put(.outFirst, outgoing.first)
        contents.put(.outHeads, outgoing.ends)
        contents.put(.outCosts, outgoing.costs)
        contents.put(.inFirst, incoming.first)
        contents.put(.inTails, incoming.ends)
        contents.put(.inCosts, incoming.costs)
        contents.put(.linkTails, count: order.count) { order[$0].tail }
        contents.put(.linkHeads, count: order.count) { order[$0].head }
        contents.put(.linkForward, count: order.count) { links.forwardTimes[order[$0].link].milliseconds }
        contents.put(.linkBackward, count: order.count) { links.backwardTimes[order[$0].link].milliseconds }
        contents.put(.linkMetres, count: order.count) { links.metres[order[$0].link] }
        contents.put(.linkClasses, count: order.count) { links.roadClasses[order[$0].link].rawValue }
        contents.put(.linkFirstPoint, firstPoint)
        contents.put(.points, linkPoints)
        contents.put(.gridFirst, grid.first)
        contents.put(.gridSegments, grid.segments)
        contents.put(.restrictions, honoured.flatMap(\.numbers))
        contents.put(.turnCopyFirst, copies.first)
        contents.put(.turnFirstArrival, copies.firstArrival)
        contents.put(.turnArrivals, copies.arrivals)
        contents.put(.turnFirstForbidden, copies.firstForbidden)
        contents.put(.turnForbidden, copies.forbidden)
        try self.init(SectionBlock(contents), hierarchy: nil)
    }
}

/// Why links make no network.
public enum NetworkError: Error, Hashable, Sendable, CustomStringConvertible {
    case noLinks
    case tooLarge(links: Int)
    case tooWide(metres: Double)

    public var description: String {
        switch self {
        case .noLinks: "there is no road that the profile may use"
        case .tooLarge(let links): "\(links) links are more than a network can hold"
        case .tooWide(let metres): "the roads are \(metres) m apart, which is more than the Earth is round"
        }
    }

    public var remedy: String {
        switch self {
        case .noLinks: "check the profile and the road classes"
        case .tooLarge: "take the roads of a smaller land"
        case .tooWide: "correct the coordinate that is wrong, or the coordinate reference system"
        }
    }
}

extension RoadLinks {
    /// A total order of links between the same junctions.
    fileprivate func precedes(_ a: Int, _ b: Int) -> Bool {
        let left = (forwardTimes[a].milliseconds, backwardTimes[a].milliseconds, metres[a], roadClasses[a].rawValue)
        let right = (forwardTimes[b].milliseconds, backwardTimes[b].milliseconds, metres[b], roadClasses[b].rawValue)
        if left != right { return left < right }
        return line(of: a).lexicographicallyPrecedes(line(of: b))
    }
}

/// More than twice round the Earth: a coordinate is wrong.
private let greatestExtentMetres = 1e8

/// One junction for each key, at its least coordinates, in the order along a space-filling curve.
private func orderedJunctions(
    of links: RoadLinks, points: [Point], in box: BoundingBox
) -> [(curve: UInt64, key: Int64, place: Point)] {
    var places: [Int64: Point] = [:]
    func note(_ key: Int64, _ point: Point) {
        places[key] = places[key].map { min($0, point) } ?? point
    }
    for link in 0..<links.count {
        note(links.tails[link], points[links.firstPoints[link]])
        note(links.heads[link], points[links.firstPoints[link + 1] - 1])
    }
    return places.map { (curve: hilbertPosition($0.value, in: box), key: $0.key, place: $0.value) }
        .sorted { ($0.curve, $0.key) < ($1.curve, $1.key) }
}

private func metricSystem(of links: RoadLinks) throws -> CoordinateReferenceSystem {
    if links.crs.isInMetres { return links.crs }
    let centre = try CoordinateTransformation(from: links.crs, to: .wgs84).transform(
        BoundingBox(of: links.points).centre)
    return try .metric(at: centre)
}

private func geographicBox(of points: [Point], crs: CoordinateReferenceSystem) throws -> [Double] {
    var geographic = points
    try CoordinateTransformation(from: crs, to: .wgs84).transform(&geographic)
    let box = BoundingBox(of: geographic)
    func rounded(_ degrees: Double) -> Double { (degrees * 1e7).rounded() / 1e7 }
    return [box.minimum.x, box.minimum.y, box.maximum.x, box.maximum.y].map(rounded)
}

/// Arcs by their first node, in the order they were given.
private func adjacency(
    _ arcs: [(from: UInt32, to: UInt32, cost: TravelCost)], nodes: Int
) -> (first: [UInt32], ends: [UInt32], costs: [TravelCost]) {
    var first = [UInt32](repeating: 0, count: nodes + 1)
    for arc in arcs { first[Int(arc.from) + 1] += 1 }
    for node in 1...nodes { first[node] += first[node - 1] }
    var next = first
    var ends = [UInt32](repeating: 0, count: arcs.count)
    var costs = [TravelCost](repeating: .zero, count: arcs.count)
    for arc in arcs {
        let position = Int(next[Int(arc.from)])
        ends[position] = arc.to
        costs[position] = arc.cost
        next[Int(arc.from)] += 1
    }
    return (first, ends, costs)
}

/// The position of a place along a Hilbert curve of 65 536 × 65 536 cells over the box.
///
/// Hilbert, D. (1891), Über die stetige Abbildung einer Linie auf ein Flächenstück; the iteration over
/// the bits of both coordinates turns each quadrant into the curve's own frame.
func hilbertPosition(_ place: Point, in box: BoundingBox) -> UInt64 {
    let side = 65_536.0
    func cell(_ value: Double, _ low: Double, _ extent: Double) -> UInt32 {
        extent > 0 ? UInt32(min(side - 1, max(0, (value - low) / extent * side))) : 0
    }
    let extent = max(box.width, box.height)
    var x = cell(place.x, box.minimum.x, extent)
    var y = cell(place.y, box.minimum.y, extent)
    var position: UInt64 = 0
    var bit: UInt32 = 1 << 15
    while bit > 0 {
        let right: UInt32 = x & bit != 0 ? 1 : 0
        let upper: UInt32 = y & bit != 0 ? 1 : 0
        position += UInt64(bit) * UInt64(bit) * UInt64((3 * right) ^ upper)
        if upper == 0 {
            if right == 1 {
                x = 65_535 - x
                y = 65_535 - y
            }
            swap(&x, &y)
        }
        bit >>= 1
    }
    return position
}

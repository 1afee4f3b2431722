import Geometry

@testable import RoadNetwork

/// A small world in metres, built with words: places with names and streets between them.
struct StreetPlan {
    private(set) var places: [String: Point] = [:]
    private var names: [String] = []
    var links = RoadLinks(crs: .lambert93)
    /// So that coordinates are where Lambert-93 is at home.
    static let origin = Point(x: 700_000, y: 6_600_000)

    mutating func place(_ name: String, _ x: Double, _ y: Double) {
        places[name] = Point(x: Self.origin.x + x, y: Self.origin.y + y)
        names.append(name)
    }

    func key(_ name: String) -> Int64 { Int64(names.firstIndex(of: name)!) }

    /// A straight street, drawn and measured in metres.
    mutating func street(
        _ from: String, _ to: String, metresPerSecond: Double = 10, metres: Double? = nil, oneWay: Bool = false,
        roadClass: RoadClass = .residential, via: [Point] = []
    ) {
        let line = [places[from]!] + via.map { Point(x: Self.origin.x + $0.x, y: Self.origin.y + $0.y) } + [places[to]!]
        let metres = metres ?? LineString(line).length
        let time = Speed(metresPerSecond: metresPerSecond).time(overMetres: metres)
        links.append(
            tail: key(from), head: key(to), forward: time, backward: oneWay ? .unreachable : time, metres: metres,
            roadClass: roadClass, points: line)
    }

    /// The street last drawn between two places.
    func link(_ from: String, _ to: String) -> Int {
        (0..<links.count).last { Set([links.tails[$0], links.heads[$0]]) == Set([key(from), key(to)]) }!
    }

    /// Forbids the turn from one street into another, or all others than it.
    mutating func restrict(from: Int, via: String, to: Int, only: Bool = false) {
        links.turnRestrictions.append(
            TurnRestriction(fromLink: from, viaJunction: key(via), toLink: to, isMandatory: only))
    }

    /// The same between the streets last drawn.
    mutating func restrict(_ from: String, _ via: String, _ to: String, only: Bool = false) {
        restrict(from: link(from, via), via: via, to: link(via, to), only: only)
    }

    func network() throws -> Network { try Network(links: links, profile: "test") }

    static func at(_ x: Double, _ y: Double) -> Point { Point(x: origin.x + x, y: origin.y + y) }
}

/// A small seeded generator (SplitMix64), so that a failure can be seen again.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// Random roads over random places, some one-way, some parallel, some loops, in several islands.
func randomLinks(junctions: Int, links count: Int, seed: UInt64) -> RoadLinks {
    var random = SeededGenerator(state: seed)
    var links = RoadLinks(crs: .lambert93)
    let places = (0..<junctions).map { _ in
        StreetPlan.at(
            Double.random(in: 0..<5000, using: &random), Double.random(in: 0..<5000, using: &random))
    }
    for _ in 0..<count {
        let a = Int.random(in: 0..<junctions, using: &random)
        let b = Int.random(in: 0..<junctions, using: &random)
        let metres = places[a].distance(to: places[b]) * Double.random(in: 1..<2, using: &random)
        let time = Speed(metresPerSecond: Double.random(in: 5..<30, using: &random)).time(overMetres: metres)
        let oneWay = Int.random(in: 0..<3, using: &random) == 0
        links.append(
            tail: Int64(a), head: Int64(b), forward: time, backward: oneWay ? .unreachable : time, metres: metres,
            roadClass: .tertiary, points: [places[a], places[b]])
    }
    return links
}

/// Streets between neighbours of a jittered grid, as roads mostly are, with islands, one-way streets and loops,
/// duplicates, streets of no length, and ties.
func townLinks(side: Int, seed: UInt64) -> RoadLinks {
    var random = SeededGenerator(state: seed)
    var links = RoadLinks(crs: .lambert93)
    func place(_ junction: Int) -> Point {
        var own = SeededGenerator(state: seed &+ UInt64(junction) &* 77)
        return StreetPlan.at(
            Double(junction % side) * 100 + Double.random(in: 0..<60, using: &own),
            Double(junction / side) * 100 + Double.random(in: 0..<60, using: &own))
    }
    func street(_ a: Int, _ b: Int) {
        // Few different times, so that many ways tie; some streets of no length.
        let seconds = UInt32.random(in: 0..<5, using: &random)
        let isOneWay = Int.random(in: 0..<5, using: &random) == 0
        let time = TravelTime(milliseconds: seconds * 1000)
        links.append(
            tail: Int64(a), head: Int64(b), forward: time, backward: isOneWay ? .unreachable : time,
            metres: Double(seconds) * Double.random(in: 5..<15, using: &random), roadClass: .residential,
            points: [place(a), place(b)])
    }
    for junction in 0..<side * side {
        // A gap in the middle makes islands.
        let column = junction % side
        if column != side / 2, column + 1 < side, Int.random(in: 0..<10, using: &random) > 1 {
            street(junction, junction + 1)
        }
        if junction + side < side * side, Int.random(in: 0..<10, using: &random) > 1 {
            street(junction, junction + side)
        }
        switch Int.random(in: 0..<30, using: &random) {
        case 0: street(junction, junction)
        case 1 where junction > 0 && column != side / 2 + 1 && column != 0: street(junction, junction - 1)
        default: break
        }
    }
    return links
}

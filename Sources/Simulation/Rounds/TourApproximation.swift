import Geometry

/// How long rounds are by formula, to check those that were routed.
///
/// One tour through n places: k √(A n), k = 0.7124 (J. Beardwood, J. H. Halton and J. M. Hammersley, "The shortest path
/// through many points", Proc. Cambridge Phil. Soc. 55 (1959); the constant after Johnson, McGeoch and Rothberg 1996).
/// Rounds from a base at the mean distance r: 2 r m + 0.57 √(A n) for m rounds (C. F. Daganzo, "The distance traveled
/// to visit N points with a maximum of C stops per vehicle", Transportation Science 18 (1984)). Both are straight-line
/// lengths, and count here with how much longer the routed legs are than straight lines.
public struct TourApproximation: Hashable, Sendable {
    /// Visits of a day, on average over the days.
    public var visits: Double
    /// Of the convex hull of the places visited and the base.
    public var squareKilometres: Double
    /// Metres of road for a metre of straight line, over all legs.
    public var winding: Double
    /// Of one tour through all visits, a day.
    public var tourKilometres: Double
    /// Of the rounds, a day.
    public var roundsKilometres: Double
    /// As routed, a day.
    public var routedKilometres: Double

    /// Routed kilometres for one kilometre by the formula for rounds.
    public var ratio: Double? { roundsKilometres > 0 ? routedKilometres / roundsKilometres : nil }

    static let tourConstant = 0.7124
    static let roundsConstant = 0.57

    /// Nil where there is nothing to compare: no visits, or all at the base.
    ///
    /// - Parameters:
    ///   - rounds: on each day, places in the order of each round.
    ///   - base: in metres, as the places.
    init?(rounds: [[[Point]]], base: Point, routedMetres: Double) {
        let days = Double(rounds.count)
        let stops = rounds.flatMap { $0.flatMap { $0 } }
        let straight = rounds.reduce(0.0) { sum, day in
            day.reduce(sum) { sum, round in
                let way = [base] + round + [base]
                return zip(way, way.dropFirst()).reduce(sum) { $0 + $1.0.distance(to: $1.1) }
            }
        }
        guard !stops.isEmpty, straight > 0 else { return nil }
        visits = Double(stops.count) / days
        squareKilometres = areaOfConvexHull(stops + [base]) / 1e6
        winding = routedMetres / straight
        let distance = stops.reduce(0) { $0 + $1.distance(to: base) } / 1000 / Double(stops.count)
        let roundCount = Double(rounds.reduce(0) { $0 + $1.count }) / days
        let spread = (squareKilometres * visits).squareRoot()
        tourKilometres = winding * Self.tourConstant * spread
        roundsKilometres = winding * (2 * distance * roundCount + Self.roundsConstant * spread)
        routedKilometres = routedMetres / 1000 / days
    }
}

/// Square metres of the smallest convex area that holds all points (A. M. Andrew 1979).
func areaOfConvexHull(_ points: [Point]) -> Double {
    let sorted = points.sorted()
    guard let start = sorted.first else { return 0 }
    func turn(_ a: Point, _ b: Point, _ c: Point) -> Double {
        (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
    }
    func half(_ points: some Sequence<Point>) -> [Point] {
        var hull: [Point] = []
        for point in points {
            while hull.count > 1, turn(hull[hull.count - 2], hull[hull.count - 1], point) <= 0 { hull.removeLast() }
            hull.append(point)
        }
        return hull
    }
    let ring = half(sorted).dropLast() + half(sorted.reversed()).dropLast()
    let corners = Array(ring)
    // From the first corner on, so that large coordinates do not swallow small areas.
    return zip(corners, corners.dropFirst()).reduce(0) { $0 + turn(start, $1.0, $1.1) / 2 }
}

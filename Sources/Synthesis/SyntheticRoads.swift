import Foundation
public import Geometry

/// Junctions and the straight roads between them, as parallel arrays: millions stay small. Roads meet at
/// junctions only.
public struct SyntheticRoads: Sendable {
    /// In the working projection, metres, whole centimetres.
    public private(set) var junctions: [Point] = []
    /// Positions in `junctions`.
    public private(set) var tails: [Int32] = []
    public private(set) var heads: [Int32] = []
    public private(set) var standards: [RoadStandard] = []
    /// Inside a town: the lower of the standard's two speeds holds.
    public private(set) var isBuiltUp: [Bool] = []
    /// Only from tail to head.
    public private(set) var isOneWay: [Bool] = []

    public var count: Int { tails.count }

    /// Length along the road in metres: the straight length times the winding factor, in centimetres.
    public func metres(of road: Int) -> Double {
        let straight = junctions[Int(tails[road])].distance(to: junctions[Int(heads[road])])
        return (straight * standards[road].windingFactor * 100).rounded() / 100
    }

    /// Mean speed in km/h.
    public func speed(of road: Int) -> Double {
        isBuiltUp[road] ? standards[road].builtUpSpeed : standards[road].openCountrySpeed
    }

    mutating func reserve(junctions count: Int) {
        junctions.reserveCapacity(count)
        let roads = count * 3 / 2
        tails.reserveCapacity(roads)
        heads.reserveCapacity(roads)
        standards.reserveCapacity(roads)
        isBuiltUp.reserveCapacity(roads)
        isOneWay.reserveCapacity(roads)
    }

    mutating func addJunction(at place: Point) -> Int32 {
        junctions.append(place.inCentimetres)
        return Int32(junctions.count - 1)
    }

    /// Returns the position of the road.
    @discardableResult
    mutating func addRoad(
        _ tail: Int32, _ head: Int32, _ standard: RoadStandard, isBuiltUp builtUp: Bool
    ) -> Int {
        tails.append(tail)
        heads.append(head)
        standards.append(standard)
        isBuiltUp.append(builtUp)
        isOneWay.append(false)
        return tails.count - 1
    }

    /// Makes a road one-way, away from `tail`.
    mutating func makeOneWay(_ road: Int, from tail: Int32) {
        if tails[road] != tail { swap(&tails[road], &heads[road]) }
        isOneWay[road] = true
    }
}

extension Point {
    /// Rounded to whole centimetres, so that the last bits of sines and cosines never show.
    var inCentimetres: Point {
        Point(x: (x * 100).rounded() / 100, y: (y * 100).rounded() / 100)
    }

    func moved(_ distance: Double, towards angle: Double) -> Point {
        Point(x: x + distance * cos(angle), y: y + distance * sin(angle))
    }

    /// The angle of the way to `other`, anticlockwise from east, in radians.
    func angle(to other: Point) -> Double {
        atan2(other.y - y, other.x - x)
    }
}

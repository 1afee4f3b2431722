/// A place in the plane of some coordinate reference system: metres in a projected one,
/// degrees (longitude first) in a geographic one.
public struct Point: Hashable, Sendable {
    public var x: Double
    public var y: Double

    public init(x: Double, y: Double) {
        self.x = x
        self.y = y
    }

    public var isFinite: Bool { x.isFinite && y.isFinite }

    /// The straight-line distance, in the unit of the coordinates.
    public func distance(to other: Point) -> Double {
        let dx = other.x - x
        let dy = other.y - y
        return (dx * dx + dy * dy).squareRoot()
    }

    /// The place at `fraction` (0…1) of the way to `other`.
    public func interpolated(to other: Point, fraction: Double) -> Point {
        Point(x: x + (other.x - x) * fraction, y: y + (other.y - y) * fraction)
    }
}

/// Order by x, then y: the fixed order wherever places have no identifier.
extension Point: Comparable {
    public static func < (left: Point, right: Point) -> Bool {
        (left.x, left.y) < (right.x, right.y)
    }
}

/// An axis-parallel rectangle; empty (nothing inside) until it is extended.
public struct BoundingBox: Hashable, Sendable {
    public var minimum: Point
    public var maximum: Point

    public static let empty = BoundingBox(
        minimum: Point(x: .infinity, y: .infinity), maximum: Point(x: -.infinity, y: -.infinity))

    public init(minimum: Point, maximum: Point) {
        self.minimum = minimum
        self.maximum = maximum
    }

    public init(of points: some Sequence<Point>) {
        self = .empty
        for point in points { extend(to: point) }
    }

    public var isEmpty: Bool { !(minimum.x <= maximum.x && minimum.y <= maximum.y) }
    public var width: Double { isEmpty ? 0 : maximum.x - minimum.x }
    public var height: Double { isEmpty ? 0 : maximum.y - minimum.y }
    public var centre: Point {
        Point(x: (minimum.x + maximum.x) / 2, y: (minimum.y + maximum.y) / 2)
    }

    public mutating func extend(to point: Point) {
        minimum.x = min(minimum.x, point.x)
        minimum.y = min(minimum.y, point.y)
        maximum.x = max(maximum.x, point.x)
        maximum.y = max(maximum.y, point.y)
    }

    public mutating func extend(to other: BoundingBox) {
        guard !other.isEmpty else { return }
        extend(to: other.minimum)
        extend(to: other.maximum)
    }

    /// The box grown by `margin` on every side, in the unit of the coordinates.
    public func grown(by margin: Double) -> BoundingBox {
        guard !isEmpty else { return self }
        return BoundingBox(
            minimum: Point(x: minimum.x - margin, y: minimum.y - margin),
            maximum: Point(x: maximum.x + margin, y: maximum.y + margin))
    }

    public func contains(_ point: Point) -> Bool {
        point.x >= minimum.x && point.x <= maximum.x && point.y >= minimum.y && point.y <= maximum.y
    }

    public func intersects(_ other: BoundingBox) -> Bool {
        minimum.x <= other.maximum.x && other.minimum.x <= maximum.x
            && minimum.y <= other.maximum.y && other.minimum.y <= maximum.y
    }
}

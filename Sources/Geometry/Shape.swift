/// An open or closed line of two or more points.
public struct LineString: Hashable, Sendable {
    public var points: [Point]

    public init(_ points: [Point]) {
        self.points = points
    }

    /// Length in the unit of the coordinates.
    public var length: Double {
        zip(points, points.dropFirst()).reduce(0) { $0 + $1.0.distance(to: $1.1) }
    }
}

/// A polygon: rings are closed (first point repeated last).
public struct Polygon: Hashable, Sendable {
    public var exterior: [Point]
    public var holes: [[Point]]

    public init(exterior: [Point], holes: [[Point]] = []) {
        self.exterior = exterior
        self.holes = holes
    }

    public var rings: [[Point]] { [exterior] + holes }

    /// The plane area in the square of the coordinates' unit, holes taken off.
    public var area: Double {
        abs(signedArea(ofRing: exterior)) - holes.reduce(0) { $0 + abs(signedArea(ofRing: $1)) }
    }
}

/// Any number of polygons; empty means no land at all.
public struct MultiPolygon: Hashable, Sendable {
    public var polygons: [Polygon]

    public init(_ polygons: [Polygon] = []) {
        self.polygons = polygons
    }

    public static let empty = MultiPolygon()

    public var isEmpty: Bool { polygons.isEmpty }

    /// The plane area in the square of the coordinates' unit: square metres in a projection in metres.
    public var area: Double { polygons.reduce(0) { $0 + $1.area } }

    public var boundingBox: BoundingBox {
        BoundingBox(of: polygons.lazy.flatMap(\.exterior))
    }
}

/// What a feature of a layer may carry.
public enum Shape: Hashable, Sendable {
    case point(Point)
    case multiPoint([Point])
    case lineString(LineString)
    case multiLineString([LineString])
    case polygon(Polygon)
    case multiPolygon(MultiPolygon)
}

extension Shape {
    /// The land of a polygon or multipolygon; nil for anything else.
    public var multiPolygon: MultiPolygon? {
        switch self {
        case .polygon(let polygon): MultiPolygon([polygon])
        case .multiPolygon(let multiPolygon): multiPolygon
        default: nil
        }
    }

    /// The lines of a line or multiline; nil for anything else.
    public var lineStrings: [LineString]? {
        switch self {
        case .lineString(let line): [line]
        case .multiLineString(let lines): lines
        default: nil
        }
    }

    /// The place of a single point; nil for anything else.
    public var point: Point? {
        switch self {
        case .point(let point): point
        case .multiPoint(let points) where points.count == 1: points[0]
        default: nil
        }
    }

    /// The same shape with every point replaced.
    public func mapPoints<E: Error>(_ transform: (Point) throws(E) -> Point) throws(E) -> Shape {
        func line(_ points: [Point]) throws(E) -> [Point] {
            var mapped: [Point] = []
            mapped.reserveCapacity(points.count)
            for point in points { mapped.append(try transform(point)) }
            return mapped
        }
        func polygon(_ polygon: Polygon) throws(E) -> Polygon {
            var holes: [[Point]] = []
            for hole in polygon.holes { holes.append(try line(hole)) }
            return Polygon(exterior: try line(polygon.exterior), holes: holes)
        }
        switch self {
        case .point(let point):
            return .point(try transform(point))
        case .multiPoint(let points):
            return .multiPoint(try line(points))
        case .lineString(let string):
            return .lineString(LineString(try line(string.points)))
        case .multiLineString(let strings):
            var mapped: [LineString] = []
            for string in strings { mapped.append(LineString(try line(string.points))) }
            return .multiLineString(mapped)
        case .polygon(let value):
            return .polygon(try polygon(value))
        case .multiPolygon(let value):
            var mapped: [Polygon] = []
            for part in value.polygons { mapped.append(try polygon(part)) }
            return .multiPolygon(MultiPolygon(mapped))
        }
    }

    /// Every point, in order.
    public var points: [Point] {
        switch self {
        case .point(let point): [point]
        case .multiPoint(let points): points
        case .lineString(let line): line.points
        case .multiLineString(let lines): lines.flatMap(\.points)
        case .polygon(let polygon): polygon.rings.flatMap { $0 }
        case .multiPolygon(let multiPolygon): multiPolygon.polygons.flatMap { $0.rings.flatMap { $0 } }
        }
    }
}

/// The shoelace area of a closed ring: positive when it turns anticlockwise.
public func signedArea(ofRing ring: [Point]) -> Double {
    guard let origin = ring.first else { return 0 }
    // Taken about the first point, so that coordinates of millions of metres keep their digits.
    var twice = 0.0
    for (a, b) in zip(ring, ring.dropFirst()) {
        twice += (a.x - origin.x) * (b.y - origin.y) - (b.x - origin.x) * (a.y - origin.y)
    }
    return twice / 2
}

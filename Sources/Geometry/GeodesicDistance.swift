internal import CPROJ

/// Distances on the WGS 84 ellipsoid (Karney 2013, through PROJ's `geodesic.h`).
public struct Geodesic: Sendable {
    private nonisolated(unsafe) let ellipsoid: UnsafeMutablePointer<geod_geodesic>

    /// The ellipsoid of WGS 84: made once, read only afterwards, kept for the life of the program.
    public static let wgs84 = Geodesic()

    private init() {
        ellipsoid = .allocate(capacity: 1)
        geod_init(ellipsoid, 6_378_137, 1 / 298.257223563)
    }

    /// Metres between two places given as longitude and latitude in degrees.
    public func metres(from: Point, to: Point) -> Double {
        var distance = 0.0
        geod_inverse(ellipsoid, from.y, from.x, to.y, to.x, &distance, nil, nil)
        return distance
    }

    /// How many metres on the ground one metre of a projection is at a place of it: within a thousandth or so
    /// of 1 where the projection is made for the place, 0.7 of Web Mercator in France.
    ///
    /// - Throws: `GeometryError` where the place has no longitude and latitude.
    public func groundMetresPerMetre(at place: Point, in crs: CoordinateReferenceSystem) throws(GeometryError) -> Double
    {
        guard let metresPerUnit = crs.metresPerUnit else { return 1 }
        let step = 500 / metresPerUnit
        let transformation = try CoordinateTransformation(from: crs, to: .wgs84)
        func ground(_ x: Double, _ y: Double) throws(GeometryError) -> Double {
            metres(
                from: try transformation.transform(Point(x: place.x - x, y: place.y - y)),
                to: try transformation.transform(Point(x: place.x + x, y: place.y + y))) / 1000
        }
        return try (ground(step, 0) + ground(0, step)) / 2
    }

    /// Metres along a line of longitudes and latitudes.
    public func metres(along points: some Sequence<Point>) -> Double {
        var iterator = points.makeIterator()
        guard var previous = iterator.next() else { return 0 }
        var total = 0.0
        while let point = iterator.next() {
            total += metres(from: previous, to: point)
            previous = point
        }
        return total
    }
}

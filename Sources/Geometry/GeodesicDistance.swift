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

/// What can go wrong between coordinates and shapes. Each case says what was attempted, and on what.
public enum GeometryError: Error, Sendable, CustomStringConvertible {
    /// A coordinate reference system that PROJ does not know.
    case unknownCoordinateReferenceSystem(definition: String, reason: String)
    /// No way from one system into the other.
    case noTransformation(from: String, to: String, reason: String)
    /// A point for which PROJ has no answer (it says `inf` without an error).
    case notProjectable(Point, from: String, to: String)
    /// GEOS failed.
    case operationFailed(operation: String, reason: String)
    /// A shape with coordinates that are no numbers, or a ring of fewer than four points.
    case malformed(String)

    public var description: String {
        switch self {
        case .unknownCoordinateReferenceSystem(let definition, let reason):
            "unknown coordinate reference system \"\(definition.prefix(60))\" (\(reason)); "
                + "give an EPSG code such as EPSG:2154, or WKT"
        case .noTransformation(let source, let target, let reason):
            "no transformation from \(source) to \(target): \(reason)"
        case .notProjectable(let point, let source, let target):
            "the point (\(point.x), \(point.y)) of \(source) has no place in \(target); "
                + "is it outside that projection, or are longitude and latitude swapped?"
        case .operationFailed(let operation, let reason):
            "\(operation) failed: \(reason)"
        case .malformed(let what):
            what
        }
    }
}

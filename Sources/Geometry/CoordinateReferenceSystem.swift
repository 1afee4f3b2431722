internal import CPROJ

/// A coordinate reference system, checked by PROJ when it is made. Axes are always taken easting or
/// longitude first, whatever the authority says.
public struct CoordinateReferenceSystem: Hashable, Sendable, CustomStringConvertible {
    /// What it was made from: an authority's code such as `EPSG:2154`, or WKT.
    public let definition: String
    /// The name PROJ gives it: "RGF93 v1 / Lambert-93".
    public let name: String
    /// True when coordinates are degrees of longitude and latitude.
    public let isGeographic: Bool
    /// Metres in one unit of the coordinates; nil when they are degrees.
    public let metresPerUnit: Double?

    /// - Parameter definition: an EPSG code (`EPSG:2154`, or `2154` alone) or WKT.
    /// - Throws: `GeometryError.unknownCoordinateReferenceSystem`.
    public init(_ definition: String) throws(GeometryError) {
        let trimmed = definition.trimmingWhitespace
        let isCode = !trimmed.isEmpty && trimmed.allSatisfy(\.isNumber)
        let definition = isCode ? "EPSG:" + trimmed : trimmed

        func unknown(_ reason: String) -> GeometryError {
            .unknownCoordinateReferenceSystem(definition: definition, reason: reason)
        }
        guard !definition.isEmpty else { throw unknown("it is empty") }
        guard let context = proj_context_create() else { throw unknown("PROJ gave no context") }
        defer { proj_context_destroy(context) }
        proj_log_level(context, PJ_LOG_NONE)
        guard let parsed = proj_create(context, definition) else {
            throw unknown(projErrorText(context))
        }
        var object = parsed
        defer { proj_destroy(object) }
        // A .prj of an institute often carries TOWGS84: the system is inside a bound one.
        if proj_get_type(object) == PJ_TYPE_BOUND_CRS, let source = proj_get_source_crs(context, object) {
            proj_destroy(object)
            object = source
        }
        guard proj_is_crs(object) == 1 else { throw unknown("it is no coordinate reference system") }

        self.definition = definition
        self.name = proj_get_name(object).map { String(cString: $0) } ?? definition
        switch proj_get_type(object) {
        case PJ_TYPE_GEOGRAPHIC_2D_CRS, PJ_TYPE_GEOGRAPHIC_3D_CRS:
            isGeographic = true
            metresPerUnit = nil
        case PJ_TYPE_PROJECTED_CRS, PJ_TYPE_COMPOUND_CRS, PJ_TYPE_ENGINEERING_CRS:
            isGeographic = false
            metresPerUnit = Self.metresPerUnit(context, object)
        default:
            throw unknown("it is neither geographic nor projected")
        }
    }

    /// Longitude and latitude in degrees, as GPS and RFC 7946 have them.
    public static let wgs84 = known("EPSG:4326")
    /// Lambert-93, the legal projection of metropolitan France, in metres.
    public static let lambert93 = known("EPSG:2154")

    /// Whether distances and areas can be taken in it: projected, in metres.
    public var isInMetres: Bool {
        !isWebMercator && metresPerUnit.map { abs($0 - 1) < 1e-9 } ?? false
    }

    /// The projection of maps on the web, whose metres are 0.7 m on the ground in France.
    public var isWebMercator: Bool {
        name.contains("Pseudo-Mercator") || name.contains("Popular Visualisation") || name.contains("Web_Mercator")
    }

    public var description: String {
        definition.hasPrefix("EPSG:") ? definition : name
    }

    /// A projection in metres that suits a place: Lambert-93 in metropolitan France, else the UTM zone.
    ///
    /// - Parameter place: longitude and latitude in degrees.
    public static func metric(at place: Point) throws(GeometryError) -> CoordinateReferenceSystem {
        // EPSG's area of use of Lambert-93.
        let france = BoundingBox(minimum: Point(x: -9.86, y: 41.15), maximum: Point(x: 10.38, y: 51.56))
        if france.contains(place) { return lambert93 }
        guard place.isFinite, abs(place.x) <= 180, abs(place.y) <= 84 else {
            throw .notProjectable(place, from: "EPSG:4326", to: "a UTM zone")
        }
        let zone = min(60, Int((place.x + 180) / 6) + 1)
        return try CoordinateReferenceSystem("EPSG:\((place.y < 0 ? 32700 : 32600) + zone)")
    }

    private static func known(_ code: String) -> CoordinateReferenceSystem {
        // Without its database PROJ can do nothing at all, and neither can we.
        do { return try CoordinateReferenceSystem(code) } catch {
            fatalError("PROJ does not know \(code): \(error). Is proj-data installed?")
        }
    }

    private static func metresPerUnit(_ context: OpaquePointer, _ object: OpaquePointer) -> Double? {
        guard let system = proj_crs_get_coordinate_system(context, object) else { return nil }
        defer { proj_destroy(system) }
        var factor = 1.0
        guard
            proj_cs_get_axis_info(context, system, 0, nil, nil, nil, &factor, nil, nil, nil) == 1
        else { return nil }
        return factor
    }
}

/// The last error of a context in PROJ's words.
func projErrorText(_ context: OpaquePointer) -> String {
    let code = proj_context_errno(context)
    guard code != 0, let pointer = proj_context_errno_string(context, code) else { return "no reason given" }
    let text = String(cString: pointer)
    return text.hasPrefix("Unknown error") ? "PROJ does not know it" : text
}

extension String {
    var trimmingWhitespace: String {
        let start = firstIndex { !$0.isWhitespace } ?? endIndex
        let end = lastIndex { !$0.isWhitespace }.map(index(after:)) ?? start
        return String(self[start..<end])
    }
}

internal import CGDAL
import Foundation

/// GDAL set up once for the program, and its errors caught call by call.
enum GDALSession {
    /// Registers the drivers, once.
    static let ready: Void = {
        // A fixed date in place of the clock, so that the same layers are the same bytes.
        CPLSetConfigOption("OGR_CURRENT_DATE", "2000-01-01T00:00:00Z")
        // GeoJSON of any size in one object.
        CPLSetConfigOption("OGR_GEOJSON_MAX_OBJ_SIZE", "0")
        GDALAllRegister()
    }()

    final class Messages {
        var failures: [String] = []
        var warnings: [String] = []
        /// What went wrong, on one line.
        var text: String { failures.joined(separator: "; ") }
    }

    /// Runs `body` while GDAL's errors of this thread are kept in `messages` instead of printed.
    static func collecting<T>(_ body: (Messages) throws -> T) rethrows -> T {
        _ = ready
        let messages = Messages()
        CPLPushErrorHandlerEx(
            { severity, _, text in
                guard let box = CPLGetErrorHandlerUserData(), let text else { return }
                let messages = Unmanaged<Messages>.fromOpaque(box).takeUnretainedValue()
                var line = String(cString: text).split(whereSeparator: \.isNewline).joined(separator: " ")
                // Whole SQL programs: what failed stands at the beginning, why at the end.
                if line.count > 300 { line = "\(line.prefix(100)) … \(line.suffix(150))" }
                if severity.rawValue >= CE_Failure.rawValue {
                    messages.failures.append(line)
                } else if severity == CE_Warning {
                    messages.warnings.append(line)
                }
            }, Unmanaged.passUnretained(messages).toOpaque())
        defer { CPLPopErrorHandler() }
        return try withExtendedLifetime(messages) { try body(messages) }
    }

    /// A NULL-terminated list of strings for GDAL, freed after `body`.
    static func withStrings<T>(
        _ strings: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) throws -> T
    ) rethrows -> T {
        var list: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
        for string in strings { list = CSLAddString(list, string) }
        defer { CSLDestroy(list) }
        return try body(list)
    }

    /// The same for the calls that declare the list constant.
    static func withConstantStrings<T>(
        _ strings: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>?) throws -> T
    ) rethrows -> T {
        try withStrings(strings) { list in
            try body(
                list.map { UnsafeRawPointer($0).assumingMemoryBound(to: UnsafePointer<CChar>?.self) })
        }
    }

    /// The texts of a list that GDAL made, which is freed.
    static func strings(_ list: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> [String] {
        guard let list else { return [] }
        defer { CSLDestroy(list) }
        return (0..<Int(CSLCount(list))).compactMap { list[$0].map { String(cString: $0) } }
    }
}

internal import CGDAL
import Foundation
public import Geometry

/// The formats that layers are written in.
public enum LayerFormat: String, Sendable, CaseIterable {
    case shapefile, geoPackage, geoJSON, flatGeobuf, csv

    /// By the extension of a file: .shp, .gpkg, .geojson or .json, .fgb, .csv.
    public init?(path: String) {
        switch URL(fileURLWithPath: path).pathExtension.lowercased() {
        case "shp": self = .shapefile
        case "gpkg": self = .geoPackage
        case "geojson", "json": self = .geoJSON
        case "fgb": self = .flatGeobuf
        case "csv": self = .csv
        default: return nil
        }
    }

    public var fileExtension: String {
        switch self {
        case .shapefile: "shp"
        case .geoPackage: "gpkg"
        case .geoJSON: "geojson"
        case .flatGeobuf: "fgb"
        case .csv: "csv"
        }
    }

    var driver: String {
        switch self {
        case .shapefile: "ESRI Shapefile"
        case .geoPackage: "GPKG"
        case .geoJSON: "GeoJSON"
        case .flatGeobuf: "FlatGeobuf"
        case .csv: "CSV"
        }
    }
}

/// A file of layers being written by GDAL, in a folder of its own beside the target; `finish()` moves it
/// to its place. Until then nothing stands under the final name, and whatever is not finished is removed.
///
/// GeoJSON is RFC 7946: its features must be handed over in WGS 84, cut at the antimeridian.
public final class LayerWriter {
    public let path: String
    private let format: LayerFormat
    private let folder: URL
    private var dataset: GDALDatasetH?
    private var layer: OGRLayerH?
    private var fields: [Field] = []
    private var geometry: GeometryType?

    /// A file without layers yet; only a GeoPackage may have several.
    ///
    /// - Throws: `Problem` when the folder cannot be written.
    public init(path: String, format: LayerFormat) throws {
        self.path = path
        self.format = format
        let target = URL(fileURLWithPath: path).resolvingSymlinksInPath()
        // In the same folder, so that moving is renaming.
        folder = URL(fileURLWithPath: UnfinishedOutput.path(beside: path))
        UnfinishedOutput.begin(folder.path)
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        } catch {
            UnfinishedOutput.end(folder.path)
            throw Problem(
                .output, file: path, "cannot be written (\(reason(error)))",
                remedy: "check that its folder exists and may be written")
        }
        let aside = folder.appendingPathComponent(target.lastPathComponent).path
        let (created, why) = GDALSession.collecting { messages in
            let driver = GDALGetDriverByName(format.driver)
            // A fixed version keeps the same bytes from one GDAL to the next.
            let options = format == .geoPackage ? ["VERSION=1.2"] : []
            let dataset = GDALSession.withStrings(options) { GDALCreate(driver, aside, 0, 0, 0, GDT_Unknown, $0) }
            return (dataset, messages.text)
        }
        guard let created else {
            UnfinishedOutput.end(folder.path)
            throw Self.failure(path, why)
        }
        dataset = created
    }

    /// A file of one layer, ready for features.
    ///
    /// - Throws: `Problem` when it cannot be written.
    public convenience init(
        path: String, format: LayerFormat, name: String, fields: [Field], geometry: GeometryType?,
        crs: CoordinateReferenceSystem?
    ) throws {
        try self.init(path: path, format: format)
        try beginLayer(name: name, fields: fields, geometry: geometry, crs: crs)
    }

    deinit {
        if let dataset { GDALSession.collecting { _ in GDALClose(dataset) } }
        UnfinishedOutput.end(folder.path)
    }

    /// Starts a layer; features that follow belong to it.
    ///
    /// - Throws: `Problem` when it cannot be written.
    public func beginLayer(
        name: String, fields: [Field], geometry: GeometryType?, crs: CoordinateReferenceSystem?
    ) throws {
        let why = GDALSession.collecting { messages -> String? in
            if layer != nil, format == .geoPackage { GDALDatasetCommitTransaction(dataset) }
            let reference = crs.flatMap { crs -> OGRSpatialReferenceH? in
                guard format != .geoJSON, let reference = OSRNewSpatialReference(nil) else { return nil }
                OSRSetFromUserInput(reference, crs.definition)
                OSRSetAxisMappingStrategy(reference, OAMS_TRADITIONAL_GIS_ORDER)
                return reference
            }
            defer { OSRDestroySpatialReference(reference) }
            layer = GDALSession.withStrings(layerOptions(geometry)) {
                GDALDatasetCreateLayer(dataset, name, reference, Self.type(geometry), $0)
            }
            guard let layer else { return messages.text }
            for field in fields {
                let definition = OGR_Fld_Create(field.name, type(of: field))
                defer { OGR_Fld_Destroy(definition) }
                if field.type == .boolean { OGR_Fld_SetSubType(definition, OFSTBoolean) }
                // Room for the integers and texts that a .dbf fits tightly by default.
                if format == .shapefile, field.type == .string { OGR_Fld_SetWidth(definition, 120) }
                guard OGR_L_CreateField(layer, definition, 0) == OGRERR_NONE else { return messages.text }
            }
            if format == .geoPackage { GDALDatasetStartTransaction(dataset, 0) }
            return nil
        }
        if let why { throw failure(why) }
        self.fields = fields
        self.geometry = geometry
    }

    /// - Throws: `Problem` when the feature cannot be written.
    public func write(_ feature: Feature) throws {
        guard let layer else { throw Problem(.output, file: path, "a feature came before its layer") }
        let why = GDALSession.collecting { messages -> String? in
            let handle = OGR_F_Create(OGR_L_GetLayerDefn(layer))
            defer { OGR_F_Destroy(handle) }
            for (index, value) in feature.values.enumerated() {
                set(handle, Int32(index), value)
            }
            if let geometry, let shape = feature.shape {
                // Takes ownership of the geometry.
                OGR_F_SetGeometryDirectly(handle, ogrGeometry(shape, as: geometry))
            }
            guard OGR_L_CreateFeature(layer, handle) == OGRERR_NONE else { return messages.text }
            return nil
        }
        if let why { throw failure(why) }
    }

    /// Runs one SQL statement on a GeoPackage, for what OGR has no call for (styles).
    ///
    /// - Throws: `Problem` with SQLite's reason.
    public func execute(sql: String) throws {
        let failures = GDALSession.collecting { messages in
            let answer = GDALDatasetExecuteSQL(dataset, sql, nil, nil)
            if answer != nil { GDALDatasetReleaseResultSet(dataset, answer) }
            return messages.failures
        }
        if let first = failures.first { throw failure(first) }
    }

    /// Closes the file and moves it (and its sisters: .dbf, .shx, .prj, .cpg) to its final name.
    ///
    /// - Throws: `Problem` when the disk is full or the target cannot be replaced.
    public func finish() throws {
        let failures = GDALSession.collecting { messages in
            if format == .geoPackage { GDALDatasetCommitTransaction(dataset) }
            GDALClose(dataset)
            return messages.failures
        }
        dataset = nil
        layer = nil
        if let first = failures.first { throw failure(first) }
        do {
            let target = folder.deletingLastPathComponent()
            let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
            for file in files { try checkWhole(folder.appendingPathComponent(file)) }
            try UnfinishedOutput.settle {
                for file in files {
                    try moveReplacing(folder.appendingPathComponent(file), target.appendingPathComponent(file))
                }
            }
        } catch let problem as Problem {
            throw problem
        } catch {
            throw failure(reason(error))
        }
    }

    private static func failure(_ path: String, _ why: String) -> Problem {
        Problem(.output, file: path, "cannot be written (\(why))", remedy: "make room on the disk, or write elsewhere")
    }

    private func failure(_ why: String) -> Problem { Self.failure(path, why) }

    /// GDAL writes GeoJSON and CSV without looking whether the disk took it all: a GeoJSON file that is whole
    /// ends with the brace that it began with, and what the disk lacks is lacking at the end.
    private func checkWhole(_ file: URL) throws {
        guard format == .geoJSON else { return }
        let handle = try FileHandle(forReadingFrom: file)
        defer { try? handle.close() }
        let size = try handle.seekToEnd()
        try handle.seek(toOffset: size < 16 ? 0 : size - 16)
        let end = String(decoding: try handle.readToEnd() ?? Data(), as: UTF8.self).filter { !$0.isWhitespace }
        guard end.hasSuffix("]}") else { throw failure(String(cString: strerror(ENOSPC))) }
    }

    private func layerOptions(_ geometry: GeometryType?) -> [String] {
        switch format {
        // Fields as narrow as their values allow, and no clock time in the .dbf: its header wants a date.
        case .shapefile: ["ENCODING=UTF-8", "RESIZE=YES", "DBF_DATE_LAST_UPDATE=2000-01-01"]
        case .geoPackage: ["GEOMETRY_NAME=geom", "FID=fid"]
        // Right-hand rings, WGS 84, seven decimals. GDAL's own cut at the antimeridian would turn every
        // MultiPolygon of one part into a Polygon.
        case .geoJSON: ["RFC7946=YES", "WRAPDATELINE=NO"]
        case .flatGeobuf: []
        case .csv: geometry == .point ? ["GEOMETRY=AS_XY"] : []
        }
    }

    private func type(of field: Field) -> OGRFieldType {
        switch field.type {
        case .string: OFTString
        case .integer: OFTInteger64
        case .boolean: OFTInteger
        case .real: OFTReal
        case .stringList: format == .geoJSON ? OFTStringList : OFTString
        }
    }

    private static func type(_ geometry: GeometryType?) -> OGRwkbGeometryType {
        switch geometry {
        case nil: wkbNone
        case .point: wkbPoint
        case .lineString: wkbLineString
        case .multiLineString: wkbMultiLineString
        case .polygon: wkbPolygon
        case .multiPolygon: wkbMultiPolygon
        }
    }

    private func set(_ handle: OGRFeatureH?, _ index: Int32, _ value: FieldValue) {
        switch value {
        case .null: OGR_F_SetFieldNull(handle, index)
        case .string(let text): OGR_F_SetFieldString(handle, index, text)
        case .integer(let number): OGR_F_SetFieldInteger64(handle, index, number)
        case .real(let number): OGR_F_SetFieldDouble(handle, index, number)
        case .boolean(let flag): OGR_F_SetFieldInteger(handle, index, flag ? 1 : 0)
        case .stringList(let list):
            if format == .geoJSON {
                GDALSession.withStrings(list) { OGR_F_SetFieldStringList(handle, index, $0) }
            } else {
                OGR_F_SetFieldString(handle, index, list.joined(separator: ","))
            }
        }
    }
}

/// Renames over what stands there, in one step.
func moveReplacing(_ source: URL, _ target: URL) throws {
    guard rename(source.path, target.path) == 0 else {
        throw NSError(domain: NSPOSIXErrorDomain, code: Int(errno))
    }
}

/// An error of the system in its own short words.
public func reason(_ error: any Error) -> String {
    let error = error as NSError
    let cause = error.userInfo[NSUnderlyingErrorKey] as? NSError ?? error
    return cause.domain == NSPOSIXErrorDomain
        ? String(cString: strerror(Int32(cause.code))) : error.localizedDescription
}

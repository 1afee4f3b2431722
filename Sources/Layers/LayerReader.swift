internal import CGDAL
import Foundation
public import Geometry

/// How to read a layer where the file does not say it itself.
public struct ReadingOptions: Sendable, Hashable {
    /// Which layer of a file that holds several; default: the only one.
    public var layerName: String?
    /// The coordinate reference system where the file has none.
    public var crs: CoordinateReferenceSystem?
    /// The encoding of a Shapefile's texts where neither its .cpg nor its .dbf tells: `UTF-8`, `ISO-8859-1`.
    public var encoding: String?
    /// The columns of a CSV that hold the coordinates; default: `lon` and `lat` and their usual spellings.
    public var xField: String?
    public var yField: String?

    public init(
        layerName: String? = nil, crs: CoordinateReferenceSystem? = nil, encoding: String? = nil,
        xField: String? = nil, yField: String? = nil
    ) {
        self.layerName = layerName
        self.crs = crs
        self.encoding = encoding
        self.xField = xField
        self.yField = yField
    }
}

/// A vector layer, read as a stream by GDAL: Shapefile, GeoPackage, GeoJSON, FlatGeobuf, CSV, and these
/// zipped. Not shared between threads.
public final class LayerReader {
    public let path: String
    public let name: String
    public let fields: [Field]
    /// The coordinate reference system of the shapes; nil for a plain table, or where none is known.
    public let crs: CoordinateReferenceSystem?
    /// Every file read: the .dbf and its sisters too.
    public let files: [String]
    /// How many features the file says it holds; nil where only reading tells.
    public let featureCount: Int?

    private let dataset: GDALDatasetH
    private let layer: OGRLayerH
    private let isCSV: Bool
    private let single: SingleColumnTable?
    /// The CSV columns the points are made from, when they are made here.
    private let coordinateFields: (x: Int, y: Int)?

    /// - Throws: `Problem`: unreadable when the file is missing or no layer, content when it is damaged.
    public init(path: String, options: ReadingOptions = ReadingOptions()) throws {
        try Self.checkReadable(path)
        if let encoding = options.encoding, !isKnownEncoding(encoding) {
            throw Problem(
                .content, file: path, "the encoding \"\(encoding)\" is unknown",
                remedy: "name one such as UTF-8, ISO-8859-1 or CP1252")
        }
        let source = try LayerSource(path: path, layerName: options.layerName)
        let isCSV = source.isCSV
        var openOptions: [String] = []
        if let encoding = options.encoding, !isCSV { openOptions.append("ENCODING=\(encoding)") }
        // Codes such as 01004 must stay text, so GDAL is not asked to guess types.
        if isCSV { openOptions.append("KEEP_GEOM_COLUMNS=YES") }

        var (opened, why): (GDALDatasetH?, String) = Self.open(source.name, openOptions)
        let single = opened == nil && isCSV ? SingleColumnTable(path: path) : nil
        if let single { opened = Self.open(single.name, openOptions).dataset }
        var keep = false
        defer { if !keep { single?.remove() } }
        guard let dataset = opened else { throw Self.notOpened(path, why) }
        defer { if !keep { GDALClose(dataset) } }
        self.single = single

        let layer = try Self.layer(
            of: dataset, path: path, name: options.layerName, orTheOnlyOne: source.isChosenByLayerName)
        let definition = OGR_L_GetLayerDefn(layer)
        var fields: [Field] = []
        for index in 0..<OGR_FD_GetFieldCount(definition) {
            let field = OGR_FD_GetFieldDefn(definition, index)
            fields.append(
                Field(String(cString: OGR_Fld_GetNameRef(field)), Self.type(OGR_Fld_GetType(field))))
        }
        self.path = path
        self.name = String(cString: OGR_L_GetName(layer))
        self.fields = fields
        self.isCSV = isCSV
        self.dataset = dataset
        self.layer = layer
        let count = GDALSession.collecting { _ in OGR_L_GetFeatureCount(layer, 0) }
        featureCount = count >= 0 ? Int(count) : nil
        files = Self.files(of: dataset, path: path)

        let ownCRS = try Self.crs(of: layer, path: path)
        if isCSV {
            let named = [options.xField, options.yField].compactMap { $0 }
            coordinateFields = try Self.coordinateFields(fields, named: named, path: path)
            crs = coordinateFields == nil ? nil : options.crs ?? ownCRS ?? .wgs84
        } else {
            coordinateFields = nil
            crs = ownCRS ?? options.crs
        }
        keep = true
    }

    deinit {
        GDALClose(dataset)
        single?.remove()
    }

    /// NULL from GDAL, and why, where it is no layer.
    private static func open(_ name: String, _ options: [String]) -> (dataset: GDALDatasetH?, why: String) {
        GDALSession.collecting { messages in
            let dataset = GDALSession.withConstantStrings(options) {
                GDALOpenEx(
                    name, UInt32(GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR), nil, $0, nil)
            }
            return (dataset, messages.text)
        }
    }

    /// - Throws: `Problem` when the layer has no coordinate reference system and none was given.
    public func requireCRS() throws -> CoordinateReferenceSystem {
        if let crs { return crs }
        if isCSV {
            throw Problem(
                .content, file: path, place: "header", "no columns with coordinates",
                remedy: "name them lon and lat, or say which columns they are")
        }
        throw Problem(
            .content, file: path, "the layer has no coordinate reference system (no .prj?)",
            remedy: "say which it is, for example EPSG:2154 (option --crs, or crs: in the territory file)")
    }

    /// The position of a field, its name compared exactly, else without regard to case.
    ///
    /// - Throws: `Problem` that lists the fields there are.
    public func fieldIndex(_ name: String) throws -> Int {
        if let exact = fields.firstIndex(where: { $0.name == name }) { return exact }
        if let close = fields.firstIndex(where: { $0.name.lowercased() == name.lowercased() }) { return close }
        guard !fields.isEmpty else {
            throw Problem(
                .content, file: path, "the layer has no fields, and most likely no features",
                remedy: "check the file and the layer's name, or export it again")
        }
        let names = fields.map(\.name)
        throw Problem(
            .content, file: path, place: isCSV ? "header" : "fields", "no field \"\(name)\"",
            remedy: [suggestion(for: name, among: names), "the fields are \(names.joined(separator: ", "))"]
                .compactMap { $0 }.joined(separator: " "))
    }

    /// Where a feature stands: `line 13` of a CSV, `feature 12` of anything else.
    public func place(of feature: Feature) -> String {
        isCSV ? "line \(feature.id + 1)" : "feature \(feature.id)"
    }

    /// Hands over every feature in the order of the file, one at a time.
    ///
    /// - Throws: what `body` throws, and `Problem` when the file turns out to be damaged.
    public func forEach(_ body: (Feature) throws -> Void) throws {
        let definition = OGR_L_GetLayerDefn(layer)
        let types = (0..<Int32(fields.count)).map { OGR_Fld_GetType(OGR_FD_GetFieldDefn(definition, $0)) }
        OGR_L_ResetReading(layer)
        var last: Int64?
        while true {
            let (next, why) = GDALSession.collecting { messages in
                (OGR_L_GetNextFeature(layer), messages.failures.isEmpty ? nil : messages.text)
            }
            if let why {
                if let next { OGR_F_Destroy(next) }
                throw Problem(
                    .content, file: path, place: last.map { "after feature \($0)" },
                    "the file is damaged or cut short: \(why)", remedy: "fetch or export it again")
            }
            guard let next else { break }
            defer { OGR_F_Destroy(next) }
            last = OGR_F_GetFID(next)
            try body(feature(next, types: types))
        }
    }

    // MARK: One feature

    private func feature(_ handle: OGRFeatureH, types: [OGRFieldType]) throws -> Feature {
        let id = OGR_F_GetFID(handle)
        var values: [FieldValue] = []
        values.reserveCapacity(types.count)
        for (index, type) in types.enumerated() {
            values.append(Self.value(handle, Int32(index), type))
        }
        var feature = Feature(id: id, shape: nil, values: values)
        if let (x, y) = coordinateFields {
            feature.shape = try point(of: feature, x: x, y: y).map(Shape.point)
        } else if let geometry = OGR_F_GetGeometryRef(handle) {
            feature.shape = shape(fromOGR: geometry)
        }
        return feature
    }

    private func point(of feature: Feature, x: Int, y: Int) throws -> Point? {
        let values = [feature.values[x], feature.values[y]]
        if values.allSatisfy(\.isBlank) { return nil }
        guard let x = values[0].number, let y = values[1].number, x.isFinite, y.isFinite else {
            let texts = values.map { $0.text ?? "" }.joined(separator: ", ")
            throw Problem(
                .content, file: path, place: place(of: feature), "the coordinates (\(texts)) are no numbers",
                remedy: "write them with a decimal point, longitude and latitude in two columns")
        }
        return Point(x: x, y: y)
    }

    private static func value(_ handle: OGRFeatureH, _ index: Int32, _ type: OGRFieldType) -> FieldValue {
        guard OGR_F_IsFieldSetAndNotNull(handle, index) == 1 else { return .null }
        switch type {
        case OFTInteger, OFTInteger64:
            return .integer(OGR_F_GetFieldAsInteger64(handle, index))
        case OFTReal:
            return .real(OGR_F_GetFieldAsDouble(handle, index))
        case OFTStringList:
            var list: [String] = []
            var item = OGR_F_GetFieldAsStringList(handle, index)
            while let pointer = item?.pointee {
                list.append(text(pointer))
                item = item?.advanced(by: 1)
            }
            return .stringList(list)
        default:
            guard let pointer = OGR_F_GetFieldAsString(handle, index) else { return .null }
            return .string(text(pointer))
        }
    }

    /// UTF-8, or Latin-1 where the bytes are not UTF-8 (a CSV saved by a spreadsheet).
    private static func text(_ pointer: UnsafePointer<CChar>) -> String {
        if let text = String(validatingCString: pointer) { return text }
        let bytes = UnsafeBufferPointer(start: pointer, count: strlen(pointer)).map { UInt8(bitPattern: $0) }
        return String(bytes: bytes, encoding: .windowsCP1252)
            ?? String(bytes: bytes, encoding: .isoLatin1) ?? String(decoding: bytes, as: UTF8.self)
    }

    private static func type(_ type: OGRFieldType) -> FieldType {
        switch type {
        case OFTInteger, OFTInteger64: .integer
        case OFTReal: .real
        case OFTStringList: .stringList
        default: .string
        }
    }

    // MARK: Opening

    private static func checkReadable(_ path: String) throws {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw Problem(.unreadable, file: path, "there is no such file", remedy: "check the path")
        }
        guard FileManager.default.isReadableFile(atPath: path) else {
            throw Problem(.unreadable, file: path, "the file may not be read", remedy: "check its permissions")
        }
        if !isFolder.boolValue,
            (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) == 0
        {
            throw Problem(.content, file: path, "the file is empty", remedy: "fetch or export it again")
        }
    }

    private static func notOpened(_ path: String, _ why: String) -> Problem {
        let url = URL(fileURLWithPath: path)
        if url.pathExtension.lowercased() == "shp" {
            let index = url.deletingPathExtension().appendingPathExtension("shx")
            let upper = url.deletingPathExtension().appendingPathExtension("SHX")
            if ![index, upper].contains(where: { FileManager.default.fileExists(atPath: $0.path) }) {
                return Problem(
                    .unreadable, file: path, "its index \(index.lastPathComponent) is missing",
                    remedy: "copy the .shx beside it, or restore it with "
                        + "ogrinfo --config SHAPE_RESTORE_SHX YES \(url.lastPathComponent)")
            }
        }
        if let start = FileHandle(forReadingAtPath: path)?.readData(ofLength: 2),
            [[0xFF, 0xFE], [0xFE, 0xFF]].contains(Array(start))
        {
            return Problem(
                .content, file: path, "the text is in the encoding UTF-16", remedy: "save it in the encoding UTF-8")
        }
        return Problem(
            .content, file: path,
            "no layer that can be read" + (why.isEmpty ? "" : " (\(why))"),
            remedy: "Shapefile, GeoPackage, GeoJSON, FlatGeobuf and CSV are read, zipped or not")
    }

    private static func layer(
        of dataset: GDALDatasetH, path: String, name: String?, orTheOnlyOne: Bool
    ) throws -> OGRLayerH {
        let names = (0..<GDALDatasetGetLayerCount(dataset)).compactMap {
            GDALDatasetGetLayer(dataset, $0).map { String(cString: OGR_L_GetName($0)) }
        }
        let wanted: String?
        if let name {
            wanted = names.first { $0 == name } ?? (orTheOnlyOne && names.count == 1 ? names[0] : nil)
        } else {
            // A GeoPackage's style table is no layer of ours.
            let candidates = names.filter { $0 != "layer_styles" }
            guard candidates.count <= 1 else {
                throw Problem(
                    .content, file: path, "the file holds several layers: \(candidates.joined(separator: ", "))",
                    remedy: "say which one (layer_name: in the territory file)")
            }
            wanted = candidates.first
        }
        guard let wanted, let layer = GDALDatasetGetLayerByName(dataset, wanted) else {
            throw Problem(
                .content, file: path, name.map { "no layer \"\($0)\"" } ?? "the file holds no layer",
                remedy: names.isEmpty ? nil : "its layers are \(names.joined(separator: ", "))")
        }
        return layer
    }

    private static func crs(of layer: OGRLayerH, path: String) throws -> CoordinateReferenceSystem? {
        guard let reference = OGR_L_GetSpatialRef(layer) else { return nil }
        // An authority's code is shorter and surer than the WKT of a .prj.
        if let authority = OSRGetAuthorityName(reference, nil), let code = OSRGetAuthorityCode(reference, nil),
            let crs = try? CoordinateReferenceSystem("\(String(cString: authority)):\(String(cString: code))")
        {
            return crs
        }
        let identified = GDALSession.collecting { _ in OSRAutoIdentifyEPSG(reference) == OGRERR_NONE }
        if identified, let code = OSRGetAuthorityCode(reference, nil),
            let crs = try? CoordinateReferenceSystem("EPSG:\(String(cString: code))")
        {
            return crs
        }
        var text: UnsafeMutablePointer<CChar>?
        defer { VSIFree(text) }
        let exported = GDALSession.withConstantStrings(["FORMAT=WKT2_2019"]) {
            OSRExportToWktEx(reference, &text, $0)
        }
        guard exported == OGRERR_NONE, let text else { return nil }
        do {
            return try CoordinateReferenceSystem(String(cString: text))
        } catch {
            throw Problem(.content, file: path, "\(error)", remedy: "mend its .prj, or give the right one")
        }
    }

    private static func coordinateFields(_ fields: [Field], named: [String], path: String) throws -> (x: Int, y: Int)? {
        func index(_ name: String) -> Int? {
            fields.firstIndex { $0.name.lowercased() == name.lowercased() }
        }
        if named.count == 2 {
            let found = named.map { name in (name, index(name)) }
            if let missing = found.first(where: { $0.1 == nil }) {
                throw Problem(
                    .content, file: path, place: "header", "no column \"\(missing.0)\"",
                    remedy: "the columns are \(fields.map(\.name).joined(separator: ", "))")
            }
            return found[0].1.flatMap { x in found[1].1.map { (x, $0) } }
        }
        for (x, y) in [("lon", "lat"), ("longitude", "latitude"), ("lng", "lat"), ("long", "lat")] {
            if let x = index(x), let y = index(y) { return (x, y) }
        }
        return nil
    }

    private static func files(of dataset: GDALDatasetH, path: String) -> [String] {
        let files = GDALSession.strings(GDALGetFileList(dataset))
        // What lies inside a zipped delivery is read from the one file.
        let real = files.filter { !$0.hasPrefix("/vsi") }
        return real.isEmpty ? [path] : real.sorted()
    }
}

/// Whether texts of an encoding such as `ISO-8859-1` can be read.
public func isKnownEncoding(_ name: String) -> Bool {
    GDALSession.collecting { _ in CPLCanRecode("a", name, "UTF-8") != 0 }
}

import Foundation
import Geometry
import XCTest

@testable import Layers

final class LayerRoundTripTests: XCTestCase {
    var folder = URL(fileURLWithPath: NSTemporaryDirectory())

    override func setUpWithError() throws {
        folder = URL(fileURLWithPath: NSTemporaryDirectory()).appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    override func tearDownWithError() throws {
        try FileManager.default.removeItem(at: folder)
    }

    func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

    func read(_ path: String, _ options: ReadingOptions = ReadingOptions()) throws -> [Feature] {
        var features: [Feature] = []
        try LayerReader(path: path, options: options).forEach { features.append($0) }
        return features
    }

    let fields = [Field("code", .string), Field("nom", .string), Field("count", .integer), Field("share", .real)]
    let features = [
        Feature(
            shape: .point(Point(x: 9.149, y: 42.3063)),
            values: [.string("01004"), .string("Ambérieu-en-Bugey"), .integer(14_000_000_000), .real(0.1)]),
        Feature(
            shape: .point(Point(x: -1.25, y: 48.5)),
            values: [.string("2A004"), .string("Cœur d’Hérault"), .null, .real(1e-7)]),
    ]

    func testEveryFormatKeepsTextsNumbersPlacesAndSystem() throws {
        for format in LayerFormat.allCases {
            let target = path("layer.\(format.fileExtension)")
            let writer = try LayerWriter(
                path: target, format: format, name: "layer", fields: fields, geometry: .point, crs: .wgs84)
            for feature in features { try writer.write(feature) }
            XCTAssertFalse(FileManager.default.fileExists(atPath: target), "nothing under the final name yet")
            try writer.finish()

            let reader = try LayerReader(
                path: target,
                options: ReadingOptions(xField: format == .csv ? "X" : nil, yField: format == .csv ? "Y" : nil))
            XCTAssertEqual(reader.crs?.definition, "EPSG:4326", "\(format)")
            let code = try reader.fieldIndex("CODE")
            let name = try reader.fieldIndex("nom")
            let count = try reader.fieldIndex("count")
            let share = try reader.fieldIndex("share")
            var readBack: [Feature] = []
            try reader.forEach { readBack.append($0) }
            // FlatGeobuf orders its features along a curve, for its index.
            readBack.sort { ($0.values[code].text ?? "") < ($1.values[code].text ?? "") }
            XCTAssertEqual(readBack.map { $0.values[code].text }, ["01004", "2A004"], "\(format)")
            XCTAssertEqual(readBack.map { $0.values[name].text }, ["Ambérieu-en-Bugey", "Cœur d’Hérault"], "\(format)")
            XCTAssertEqual(readBack[0].values[count].number, 14_000_000_000, "\(format)")
            XCTAssertTrue(readBack[1].values[count].isBlank, "\(format)")
            XCTAssertEqual(try XCTUnwrap(readBack[0].values[share].number), 0.1, accuracy: 1e-12, "\(format)")
            XCTAssertEqual(try XCTUnwrap(readBack[0].shape?.point).x, 9.149, accuracy: 1e-7, "\(format)")
        }
    }

    func testGeoJSONTextIsShortAndTheSameTwice() throws {
        func write(_ name: String) throws -> Data {
            let writer = try LayerWriter(
                path: path(name), format: .geoJSON, name: "sites",
                fields: [Field("share", .real), Field("sites", .stringList), Field("n", .real)], geometry: .point,
                crs: .wgs84)
            try writer.write(
                Feature(
                    shape: .point(Point(x: 0.1, y: 48.123456789)),
                    values: [.real(0.1), .stringList(["a", "b,c"]), .real(355_486)]))
            try writer.finish()
            return try Data(contentsOf: URL(fileURLWithPath: path(name)))
        }
        let first = try write("a.geojson")
        XCTAssertEqual(first, try write("b.geojson"))
        let text = String(decoding: first, as: UTF8.self)
        XCTAssertTrue(text.contains("\"share\": 0.1,"), text)
        XCTAssertTrue(text.contains("[ \"a\", \"b,c\" ]"), text)
        XCTAssertTrue(text.contains("[ 0.1, 48.1234568 ]"), text)
        XCTAssertFalse(text.contains("\"crs\""), text)
    }

    func testGeoPackageBytesDoNotDependOnTheClock() throws {
        func write(_ name: String) throws -> Data {
            let writer = try LayerWriter(
                path: path(name), format: .geoPackage, name: "sites", fields: fields, geometry: .point, crs: .wgs84)
            for feature in features { try writer.write(feature) }
            try writer.finish()
            return try Data(contentsOf: URL(fileURLWithPath: path(name)))
        }
        let first = try write("a.gpkg")
        Thread.sleep(forTimeInterval: 1.1)
        XCTAssertEqual(first, try write("b.gpkg"))
    }

    func testAShapefileInLatin1() throws {
        let writer = try LayerWriter(
            path: path("utf8.shp"), format: .shapefile, name: "utf8", fields: [Field("nom", .string)], geometry: .point,
            crs: .lambert93)
        try writer.write(Feature(shape: .point(Point(x: 0, y: 0)), values: [.string("Gacé")]))
        try writer.finish()
        XCTAssertEqual(try read(path("utf8.shp"))[0].values[0].text, "Gacé")
        // The same table as an institute writes it: Latin-1 bytes, and no .cpg that says so.
        var table = try Data(contentsOf: URL(fileURLWithPath: path("utf8.dbf")))
        let utf8 = try XCTUnwrap(table.range(of: Data("Gacé".utf8)))
        table.replaceSubrange(utf8, with: Data([0x47, 0x61, 0x63, 0xE9, 0x20]))
        try table.write(to: URL(fileURLWithPath: path("utf8.dbf")))
        try FileManager.default.removeItem(atPath: path("utf8.cpg"))
        XCTAssertEqual(try read(path("utf8.shp"))[0].values[0].text, "Gacé")
    }

    func testCSVWithSemicolonsCommasAndLatin1() throws {
        var data = Data("code;nom;longitude;latitude\n01004;Amb".utf8)
        data.append(0xE9)
        data.append(Data("rieu;5,36;45,96\n".utf8))
        try data.write(to: URL(fileURLWithPath: path("towns.csv")))
        let reader = try LayerReader(path: path("towns.csv"))
        XCTAssertEqual(reader.crs, .wgs84)
        try reader.forEach { feature in
            XCTAssertEqual(feature.values[0].text, "01004")
            XCTAssertEqual(feature.values[1].text, "Ambérieu")
            XCTAssertEqual(feature.shape, .point(Point(x: 5.36, y: 45.96)))
            XCTAssertEqual(reader.place(of: feature), "line 2")
        }
    }

    func testCSVOfOneColumn() throws {
        for (position, text) in ["id\nb\n\"a, é\"\n", "id\r\nb\r\n\"a, é\"", "\"id\"\n\"b\"\n\"a, é\"\n"].enumerated() {
            try Data(text.utf8).write(to: URL(fileURLWithPath: path("ids\(position).csv")))
            let reader = try LayerReader(path: path("ids\(position).csv"))
            let field = try reader.fieldIndex("id")
            var ids: [String?] = []
            var places: [String] = []
            try reader.forEach { feature in
                ids.append(feature.values[field].text)
                places.append(reader.place(of: feature))
            }
            XCTAssertEqual(ids, ["b", "a, é"])
            XCTAssertEqual(places, ["line 2", "line 3"])
            XCTAssertEqual(reader.files, [path("ids\(position).csv")])
        }
        // Other text is still no layer.
        try Data("just words".utf8).write(to: URL(fileURLWithPath: path("words.txt")))
        XCTAssertThrowsError(try LayerReader(path: path("words.txt")))
    }

    /// Zips files and folders; what lies in a folder keeps it.
    private func zip(_ sources: [String], as name: String) throws -> String {
        let zip = Process()
        zip.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        zip.arguments = ["python3", "-m", "zipfile", "-c", path(name)] + sources.map(path)
        try zip.run()
        zip.waitUntilExit()
        try XCTSkipIf(zip.terminationStatus != 0, "python3 is not there to make a zip file")
        return path(name)
    }

    private func write(_ name: String, _ format: LayerFormat, crs: CoordinateReferenceSystem = .wgs84) throws {
        let writer = try LayerWriter(
            path: path(name), format: format, name: "sites", fields: fields, geometry: .point, crs: crs)
        for feature in features { try writer.write(feature) }
        try writer.finish()
    }

    func testZippedDeliveries() throws {
        try write("sites.geojson", .geoJSON)
        let zipped = try zip(["sites.geojson"], as: "sites.geojson.zip")
        XCTAssertEqual(try read(zipped).count, 2)
        XCTAssertEqual(try LayerReader(path: zipped).files, [zipped])
    }

    func testEveryFormatZippedUnderAnyNameAndInAnyFolder() throws {
        try FileManager.default.createDirectory(
            atPath: path("DELIVERY/DATA"), withIntermediateDirectories: true)
        for (ending, format) in [("gpkg", LayerFormat.geoPackage), ("shp", .shapefile), ("fgb", .flatGeobuf)] {
            try write("DELIVERY/DATA/sites.\(ending)", format)
            try Data("{}".utf8).write(to: URL(fileURLWithPath: path("DELIVERY/metadata.json")))
            let zipped = try zip(["DELIVERY"], as: "delivery-\(ending).zip")
            XCTAssertEqual(try read(zipped).map(\.shape), features.map(\.shape), ending)
            for name in try FileManager.default.contentsOfDirectory(atPath: path("DELIVERY/DATA")) {
                try FileManager.default.removeItem(atPath: path("DELIVERY/DATA/\(name)"))
            }
        }
    }

    func testAZippedTableOfPointsHasItsCoordinates() throws {
        try Data("code,lon,lat\n01004,5.36,45.96\n".utf8).write(to: URL(fileURLWithPath: path("homes.csv")))
        let reader = try LayerReader(path: zip(["homes.csv"], as: "homes.zip"))
        XCTAssertEqual(reader.crs, .wgs84)
        try reader.forEach { feature in
            XCTAssertEqual(feature.values[0].text, "01004")
            XCTAssertEqual(feature.shape, .point(Point(x: 5.36, y: 45.96)))
            XCTAssertEqual(reader.place(of: feature), "line 2")
        }
    }

    func testALayerOfSeveralInAZipFileIsNamed() throws {
        try write("a.gpkg", .geoPackage)
        try write("b.geojson", .geoJSON)
        let zipped = try zip(["a.gpkg", "b.geojson"], as: "both.zip")
        XCTAssertThrowsError(try LayerReader(path: zipped)) { error in
            let problem = error as? Problem
            XCTAssertEqual(problem?.kind, .content)
            XCTAssert("\(error)".contains("a.gpkg, b.geojson"), "\(error)")
        }
        XCTAssertEqual(try LayerReader(path: zipped, options: ReadingOptions(layerName: "b")).featureCount, 2)
    }
}

final class BadLayerTests: XCTestCase {
    var folder = URL(fileURLWithPath: NSTemporaryDirectory())

    override func setUpWithError() throws {
        folder = URL(fileURLWithPath: NSTemporaryDirectory()).appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let writer = try LayerWriter(
            path: path("roads.shp"), format: .shapefile, name: "roads", fields: [Field("class", .string)],
            geometry: .lineString, crs: .lambert93)
        for index in 0..<50 {
            let x = Double(index) * 100
            try writer.write(
                Feature(
                    shape: .lineString(LineString([Point(x: x, y: 0), Point(x: x + 100, y: 5)])),
                    values: [.string("primary")]))
        }
        try writer.finish()
    }

    override func tearDownWithError() throws {
        try FileManager.default.removeItem(at: folder)
    }

    func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

    func problem(_ path: String, _ body: (LayerReader) throws -> Void = { _ in }) -> Problem? {
        do {
            let reader = try LayerReader(path: path)
            try body(reader)
            try reader.forEach { _ in }
            return nil
        } catch {
            return error as? Problem
        }
    }

    func testAMissingFileIsUnreadable() {
        XCTAssertEqual(problem(path("nowhere.shp"))?.kind, .unreadable)
    }

    func testAnEmptyFileSaysSo() throws {
        try Data().write(to: URL(fileURLWithPath: path("empty.geojson")))
        XCTAssertEqual(problem(path("empty.geojson"))?.text, "the file is empty")
    }

    func testAMissingIndexNamesIt() throws {
        try FileManager.default.removeItem(atPath: path("roads.shx"))
        let found = problem(path("roads.shp"))
        XCTAssertEqual(found?.kind, .unreadable)
        XCTAssertTrue(found?.description.contains("roads.shx") ?? false, "\(found?.description ?? "")")
    }

    func testACutShapefileIsDamaged() throws {
        let data = try Data(contentsOf: URL(fileURLWithPath: path("roads.shp")))
        try data.prefix(data.count / 2).write(to: URL(fileURLWithPath: path("roads.shp")))
        XCTAssertEqual(problem(path("roads.shp"))?.kind, .content)
    }

    func testACutGeoJSONIsDamaged() throws {
        try Data("{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"geom".utf8)
            .write(to: URL(fileURLWithPath: path("cut.geojson")))
        XCTAssertEqual(problem(path("cut.geojson"))?.kind, .content)
    }

    func testALayerWithoutASystemAsksForOne() throws {
        try FileManager.default.removeItem(atPath: path("roads.prj"))
        let found = problem(path("roads.shp")) { _ = try $0.requireCRS() }
        XCTAssertTrue(found?.remedy?.contains("EPSG:2154") ?? false)
        let reader = try LayerReader(path: path("roads.shp"), options: ReadingOptions(crs: .lambert93))
        XCTAssertEqual(try reader.requireCRS(), .lambert93)
    }

    func testAnUnknownFieldListsThoseThereAre() {
        let found = problem(path("roads.shp")) { _ = try $0.fieldIndex("speed") }
        XCTAssertEqual(found?.remedy, "the fields are class")
    }

    func testCoordinatesThatAreNoNumbers() throws {
        try Data("id,lon,lat\na,1,2\nb,east,2\n".utf8).write(to: URL(fileURLWithPath: path("points.csv")))
        let found = problem(path("points.csv"))
        XCTAssertEqual(found?.place, "line 3")
        try Data("id,lon,lat\na,NaN,2\n".utf8).write(to: URL(fileURLWithPath: path("points.csv")))
        XCTAssertEqual(problem(path("points.csv"))?.place, "line 2")
    }

    func testAFolderThatIsNotThereCannotBeWritten() {
        XCTAssertThrowsError(try LayerWriter(path: path("no/such/folder.csv"), format: .csv)) {
            XCTAssertEqual(($0 as? Problem)?.kind, .output)
        }
    }

    func testAnUnfinishedFileLeavesNothing() throws {
        do {
            let writer = try LayerWriter(
                path: path("half.gpkg"), format: .geoPackage, name: "half", fields: [], geometry: .point, crs: .wgs84)
            try writer.write(Feature(shape: .point(Point(x: 0, y: 0)), values: []))
        }
        XCTAssertEqual(
            try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.contains("half") }, [])
    }
}

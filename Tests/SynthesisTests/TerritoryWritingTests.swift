import Geometry
import Layers
import XCTest

@testable import Synthesis

final class TerritoryWritingTests: XCTestCase {
    private var folder = URL(fileURLWithPath: "/")

    override func setUpWithError() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("synthesis-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    override func tearDownWithError() throws {
        try FileManager.default.removeItem(at: folder)
    }

    private var demonstration: URL {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Shapefiles/basse-normandie")
    }

    private func contents(of folder: URL) throws -> [String: Data] {
        var files: [String: Data] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            files[name] = try Data(contentsOf: folder.appendingPathComponent(name))
        }
        return files
    }

    private func file(_ name: String, _ text: String) throws -> String {
        let url = folder.appendingPathComponent(name)
        try Data(text.utf8).write(to: url)
        return url.path
    }

    /// The committed demonstration is what the program makes of its committed sources, to the byte.
    func testTheDemonstrationCanBeMadeAgain() throws {
        func source(_ name: String) -> String { demonstration.appendingPathComponent(name).path }
        let crs = CoordinateReferenceSystem.lambert93
        let territory = try synthesize(
            SynthesisRequest(
                name: "Basse-Normandie", crs: crs,
                settlement: .towns(
                    readTowns(path: source("towns.csv"), crs: crs),
                    outline: readOutline(path: source("outline.geojson"), crs: crs)),
                junctions: 14_000, seed: 1, sites: readSites(path: source("poles.csv"), crs: crs)))
        let notes = try String(contentsOfFile: source("sources.md"), encoding: .utf8)
        try write(territory, to: folder.path, notes: notes)

        let committed = try contents(of: demonstration)
        let made = try contents(of: folder)
        XCTAssertEqual(made.count, 22)
        for (name, data) in made {
            XCTAssertEqual(committed[name], data, "\(name) differs: make it again as README.md says")
            XCTAssertLessThan(data.count, 2_000_000, name)
        }
        XCTAssertEqual(territory.sites.map(\.professionals), [10, 12, 8, 17, 22])
        let people = territory.population.reduce(0) { $0 + Int($1.inhabitants) }
        XCTAssertEqual(people, territory.towns.reduce(0) { $0 + $1.inhabitants })
    }

    func testLayersSayWhatTheyAreAndReadBack() throws {
        let territory = try synthesize(SynthesisRequest(name: "L'essai \"un\"", junctions: 1000, seed: 2))
        try write(territory, to: folder.path)
        func reader(_ name: String) throws -> LayerReader {
            try LayerReader(path: folder.appendingPathComponent("\(name).shp").path)
        }
        let roads = try reader("roads")
        XCTAssertEqual(roads.featureCount, territory.roads.count)
        XCTAssertTrue(try roads.requireCRS().isInMetres)
        let columns = try ["HIGHWAY", "LENGTH_M", "SPEED_KMH", "DIRECTION", "ORIGIN"].map { try roads.fieldIndex($0) }
        var road = 0
        try roads.forEach { feature in
            let values = columns.map { feature.values[$0] }
            XCTAssertEqual(values[0].text, territory.roads.standards[road].name)
            XCTAssertEqual(try XCTUnwrap(values[1].number), territory.roads.metres(of: road), accuracy: 1e-9)
            XCTAssertEqual(values[2].number, territory.roads.speed(of: road))
            XCTAssertEqual(values[3].text, territory.roads.isOneWay[road] ? "Forward" : "Both")
            XCTAssertEqual(values[4].text, "synthetic: approximate, not surveyed")
            let line = try XCTUnwrap(feature.shape?.lineStrings?.first)
            XCTAssertEqual(line.points.first, territory.roads.junctions[Int(territory.roads.tails[road])])
            XCTAssertEqual(line.points.last, territory.roads.junctions[Int(territory.roads.heads[road])])
            road += 1
        }
        var inhabitants = 0.0
        let population = try reader("population")
        let column = try population.fieldIndex("INHABITANT")
        try population.forEach { inhabitants += $0.values[column].number ?? .nan }
        XCTAssertEqual(inhabitants, 12_000)
        var names: [String?] = []
        let communes = try reader("communes")
        try communes.forEach { names.append($0.values[1].text) }
        XCTAssertEqual(names, territory.towns.map(\.name))

        let yaml = try String(contentsOf: folder.appendingPathComponent("territory.yaml"), encoding: .utf8)
        XCTAssertTrue(yaml.contains("name: \"L'essai \\\"un\\\"\""))
        XCTAssertTrue(yaml.contains("note: \"Invented territory"))
        let readme = try String(contentsOf: folder.appendingPathComponent("README.md"), encoding: .utf8)
        XCTAssertTrue(readme.contains("| trunk | 1.04 | 90 | 45 |"))
    }

    func testWrittenTwiceTheBytesAreTheSame() throws {
        let territory = try synthesize(SynthesisRequest(name: "Essai", junctions: 1000, seed: 3))
        for format in synthesisFormats {
            let folders = ["a", "b"].map { folder.appendingPathComponent("\(format.rawValue)-\($0)") }
            for folder in folders { try write(territory, to: folder.path, format: format) }
            let first = try contents(of: folders[0])
            for (name, data) in try contents(of: folders[1]) {
                XCTAssertEqual(first[name], data, name)
            }
            XCTAssertNotNil(first["roads.\(format.fileExtension)"])
        }
    }

    func testAnotherTerritoryFileIsLeftAlone() throws {
        _ = try file("territory.yaml", "territory: 1\nname: A real one\n")
        let territory = try synthesize(SynthesisRequest(name: "Essai", junctions: 1000, seed: 3))
        XCTAssertThrowsError(try write(territory, to: folder.path)) { error in
            XCTAssertEqual((error as? Problem)?.kind, .output)
        }
        XCTAssertEqual(try FileManager.default.contentsOfDirectory(atPath: folder.path), ["territory.yaml"])
    }

    func testTownsOfATable() throws {
        let path = try file(
            "towns.csv",
            "id,name,lon,lat,inhabitants\n14001,Orbec,0.41667,49.01667,2703\n01002,Gacé,0.29624,48.79344,2163\n")
        let towns = try readTowns(path: path, crs: .lambert93)
        XCTAssertEqual(towns.map(\.id), ["14001", "01002"])
        XCTAssertEqual(towns.map(\.name), ["Orbec", "Gacé"])
        XCTAssertEqual(towns.map(\.inhabitants), [2703, 2163])
        // On the ellipsoid they lie as far apart as on the plane, to the 0.1 % by which Lambert-93 stretches.
        let metres = Geodesic.wgs84.metres(
            from: Point(x: 0.41667, y: 49.01667), to: Point(x: 0.29624, y: 48.79344))
        XCTAssertEqual(towns[0].location.distance(to: towns[1].location) / metres, 1, accuracy: 1e-3)
    }

    func testAllThatIsWrongWithATableIsToldAtOnce() throws {
        let path = try file(
            "towns.csv",
            "id,name,lon,lat,inhabitants\na,A,0.4,49.0,many\nb,B,0.5,49.0,-3\nc,C,0.6,49.0,100\nc,D,0.7,49.0,100\ne,E,0.8,49.0,1.5\n"
        )
        XCTAssertThrowsError(try readTowns(path: path, crs: .lambert93)) { error in
            let list = (error as? Problems)?.list ?? []
            XCTAssertEqual(list.map(\.place), ["line 2", "line 3", "line 5", "line 6"])
            XCTAssertTrue(list.allSatisfy { $0.kind == .content })
        }
        let sites = try file(
            "sites.csv",
            "id,name,kind,lon,lat,professionals\n,A,msp,0.4,49,3\nb,B,,0.4,49,3\nc,C,msp,0.4,49,x\nd,D,msp,0.4,49,3\nd,E,msp,0.4,49,3\n"
        )
        XCTAssertThrowsError(try readSites(path: sites, crs: .lambert93)) { error in
            XCTAssertEqual((error as? Problems)?.list.map(\.place), ["line 2", "line 3", "line 4", "line 6"])
        }
        XCTAssertThrowsError(try readTowns(path: "/nowhere/towns.csv", crs: .lambert93)) { error in
            XCTAssertEqual((error as? Problem)?.kind, .unreadable)
        }
        let unnamed = try file("unnamed.csv", "lon,lat,inhabitants\n0.4,49,3\n")
        XCTAssertThrowsError(try readTowns(path: unnamed, crs: .lambert93))
        let empty = try file("empty.csv", "lon,lat,name,inhabitants\n")
        XCTAssertThrowsError(try readTowns(path: empty, crs: .lambert93))
    }
}

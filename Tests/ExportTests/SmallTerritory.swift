import Foundation
import Geometry

/// A folder that goes when nobody holds it any more.
final class TemporaryFolder: Sendable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("small-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
    }
}

/// A territory of 18 × 12 km written as files, whose rows may stand in any order: three communes, of which
/// `C` has no inhabitants; a grid of roads with one-way streets; a home far from every road and one outside
/// the communes; sites of several kinds, a satellite, a site that is unattached.
struct SmallTerritory {
    /// Where the people come from.
    enum Homes {
        /// Points with ids of their own.
        case named
        case nameless
        /// Figures of communes, spread over road junctions.
        case communesOverJunctions
        /// Figures of communes, spread over the points.
        case communesOverPoints
    }

    let folder: TemporaryFolder
    private var random: SeededGenerator
    private let isShuffled: Bool
    private let toDegrees: CoordinateTransformation

    /// - Parameters:
    ///   - rows: a seed for the order of the rows; nil leaves them as they are.
    ///   - unit: everybody counts for so many inhabitants.
    init(rows: UInt64? = nil, unit: Double = 1, homes: Homes = .named, changes: String = "[]") throws {
        random = SeededGenerator(state: rows ?? 0)
        isShuffled = rows != nil
        toDegrees = try CoordinateTransformation(from: .lambert93, to: .wgs84)
        folder = try TemporaryFolder()
        try writeCommunes()
        try writeRoads()
        try writeHomes(unit: unit, named: homes == .named)
        try writeSites()
        try writeTables()
        let columns = "columns: {inhabitants: people, age_75_plus: old}"
        let population =
            switch homes {
            case .named: "{layer: homes.csv, id: home, \(columns)}"
            case .nameless: "{layer: homes.csv, \(columns)}"
            case .communesOverJunctions: "{layer: census.csv, commune: code, \(columns), spread: junctions}"
            case .communesOverPoints: "{layer: census.csv, commune: code, \(columns), spread: {layer: homes.csv}}"
            }
        try write(
            "territory.yaml",
            """
            territory: 1
            name: Petit pays
            crs: EPSG:2154
            communes: {layer: communes.geojson, id: code, name: nom}
            population:
              - \(population)
            roads: {layer: roads.geojson, length: METRES, speed: KMH, speed_unit: kmh, class: CLASS, direction: {field: WAY, both: both, forward: forward}}
            sites:
              - {layer: sites.csv, kind_field: kind, id: id, name: name, professionals: {nurse: nurses}, satellite_of: main}
            professionals:
              - {layer: supply.csv, commune: code, columns: {general_practitioner: doctors}}
            divisions:
              - {name: canton, table: cantons.csv, commune: code, id: canton}
            """)
        try write(
            "scenario.yaml",
            """
            scenario: 1
            name: Essai
            territory: territory.yaml
            rules: {minutes: {msp: 4, cds: 6, nurse_pool: 4, telemedicine: 5}, three_15s: {inhabitants: 500, professionals: 3, minutes: 4}}
            travel: {resolution_metres: 100}
            equity: {kind: msp, groups: [age_75_plus], divisions: [canton], threshold: 5}
            changes: \(changes)
            """)
    }

    func path(_ name: String) -> String { folder.url.appendingPathComponent(name).path }

    func write(_ name: String, _ text: String) throws {
        try text.write(toFile: path(name), atomically: true, encoding: .utf8)
    }

    /// `x,y` in degrees, of metres from the south-western corner.
    func degrees(_ x: Double, _ y: Double, _ separator: String = ",") throws -> String {
        let place = try toDegrees.transform(Point(x: 500_000 + x, y: 6_870_000 + y))
        return "\(place.x)\(separator)\(place.y)"
    }

    private mutating func ordered<Row>(_ rows: [Row]) -> [Row] { isShuffled ? rows.shuffled(using: &random) : rows }

    private mutating func collection(_ features: [String]) -> String {
        "{\"type\": \"FeatureCollection\", \"features\": [\n" + ordered(features).joined(separator: ",\n") + "\n]}\n"
    }

    private mutating func writeCommunes() throws {
        let features = try ["A", "B", "C"].enumerated().map { number, code in
            let west = Double(number) * 6000
            let corners = [(west, 0.0), (west + 6000, 0), (west + 6000, 12_000), (west, 12_000), (west, 0)]
            let ring = try corners.map { "[\(try degrees($0.0, $0.1))]" }.joined(separator: ", ")
            return "{\"type\": \"Feature\", \"properties\": {\"code\": \"\(code)\", \"nom\": \"Commune \(code)\"}, "
                + "\"geometry\": {\"type\": \"Polygon\", \"coordinates\": [[\(ring)]]}}"
        }
        try write("communes.geojson", collection(features))
    }

    /// Every 1.5 km over the western two communes, 45 km/h: a link takes two minutes. Every third street runs
    /// one way. And an island of two junctions in the east.
    private mutating func writeRoads() throws {
        var features: [String] = []
        func street(_ a: (Double, Double), _ b: (Double, Double), oneWay: Bool) throws {
            features.append(
                "{\"type\": \"Feature\", \"properties\": {\"METRES\": 1500.0, \"KMH\": 45, \"CLASS\": \"tertiary\", "
                    + "\"WAY\": \"\(oneWay ? "forward" : "both")\"}, \"geometry\": {\"type\": \"LineString\", "
                    + "\"coordinates\": [[\(try degrees(a.0, a.1))], [\(try degrees(b.0, b.1))]]}}")
        }
        for column in 0..<8 {
            for row in 0..<8 {
                let here = (750 + Double(column) * 1500, 750 + Double(row) * 1500)
                if column < 7 { try street(here, (here.0 + 1500, here.1), oneWay: row % 3 == 1) }
                if row < 7 { try street(here, (here.0, here.1 + 1500), oneWay: column % 3 == 1) }
            }
        }
        try street((15_000, 2000), (16_500, 2000), oneWay: false)
        try write("roads.geojson", collection(features))
    }

    private mutating func writeHomes(unit: Double, named: Bool) throws {
        var places = SeededGenerator(state: 3)
        var rows: [String] = []
        func home(_ x: Double, _ y: Double, _ people: Int) throws {
            let name = named ? "h\(rows.count)," : ""
            rows.append("\(name)\(try degrees(x, y)),\(Double(people) * unit),\(Double(people / 4) * unit)")
        }
        for _ in 0..<200 {
            try home(
                Double.random(in: 0..<12_000, using: &places), Double.random(in: 0..<12_000, using: &places),
                Int.random(in: 1...40, using: &places))
        }
        // Outside the communes, yet near a road; in the corner of B, more than a kilometre from every road.
        try home(3000, -200, 7)
        try home(11_990, 11_990, 5)
        try write(
            "homes.csv", (named ? "home," : "") + "lon,lat,people,old\n" + ordered(rows).joined(separator: "\n") + "\n")
    }

    private mutating func writeSites() throws {
        let rows = try [
            ("m1", "msp", 2250.0, 2250.0, 2, ""), ("m2", "msp", 9750, 9750, 5, ""), ("m3", "msp", 6000, 6000, 1, "m1"),
            ("m4", "msp", 9750, 9750, 0, ""), ("c1", "cds", 8250, 3750, 4, ""), ("p1", "pharmacy", 3750, 9000, 1, ""),
            ("n1", "nurse_pool", 5250, 5250, 6, ""), ("x1", "pharmacy", 17_500, 11_000, 1, ""),
            ("i1", "pharmacy", 15_000, 2000, 1, ""),
        ].map { id, kind, x, y, nurses, main in "\(id),\(kind),\(try degrees(x, y)),Site \(id),\(nurses),\(main)" }
        try write("sites.csv", "id,kind,lon,lat,name,nurses,main\n" + ordered(rows).joined(separator: "\n") + "\n")
    }

    private mutating func writeTables() throws {
        try write(
            "census.csv",
            "code,people,old\n" + ordered(["A,1003,250", "B,777,190", "C,0,0"]).joined(separator: "\n") + "\n")
        try write("supply.csv", "code,doctors\n" + ordered(["A,3", "B,2", "C,0"]).joined(separator: "\n") + "\n")
        try write(
            "cantons.csv", "code,canton\n" + ordered(["A,west", "B,middle", "C,west"]).joined(separator: "\n") + "\n")
    }
}

/// A small seeded generator (SplitMix64), so that a failure can be seen again.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

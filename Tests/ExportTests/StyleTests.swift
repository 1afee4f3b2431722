import Foundation
import FoundationXML
import Layers
import Simulation
import XCTest

@testable import Export

/// The styles of `maillage.gpkg`: rows of `layer_styles`, QML and SLD.
final class StyleTests: XCTestCase {
    private var folder = URL(fileURLWithPath: "")
    private let layers = [
        "communes", "territories", "uncovered_zones", "catchments", "overlaps", "population", "sites",
    ]

    override func setUpWithError() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("styles-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    override func tearDownWithError() throws {
        try FileManager.default.removeItem(at: folder)
    }

    /// Three communes along a road of 25 km, the northern one empty; a pole with a satellite and a pole
    /// without professionals enough; a kind and a division whose names need quoting.
    private func result() throws -> SimulationResult {
        func square(_ code: String, west: Double, south: Double) -> String {
            let (east, north) = (west + 0.15, south + 0.1)
            let ring =
                "[[\(west),\(south)],[\(east),\(south)],[\(east),\(north)],[\(west),\(north)],[\(west),\(south)]]"
            return """
                {"type":"Feature","properties":{"code":"\(code)","nom":"Commune \(code)"},\
                "geometry":{"type":"Polygon","coordinates":[\(ring)]}}
                """
        }
        let communes = [
            square("2B001", west: 9, south: 42.25), square("2B002", west: 9.15, south: 42.25),
            square("2B003", west: 9, south: 42.35),
        ]
        let files = [
            "communes.geojson": #"{"type":"FeatureCollection","features":["# + communes.joined(separator: ",") + "]}",
            "roads.geojson": """
            {"type":"FeatureCollection","features":[{"type":"Feature","properties":{"HIGHWAY":"primary"},\
            "geometry":{"type":"LineString","coordinates":[[9.0,42.3],[9.05,42.3],[9.1,42.3],[9.15,42.3],[9.2,42.3],[9.25,42.3],[9.3,42.3]]}}]}
            """,
            "people.csv": """
            id,lon,lat,commune,pop
            a,9.01,42.3001,2B001,40
            b,9.06,42.3001,2B001,30
            c,9.14,42.3001,2B001,40
            d,9.20,42.3001,2B002,10
            e,9.29,42.3001,2B002,50
            """,
            "sites.csv": """
            id,lon,lat,kind,name,nurses,main
            west,9.02,42.3,msp,L'Ouest,20,
            annex,9.08,42.3,msp,Annexe,1,west
            east,9.28,42.3,msp,<Est> & "mer",1,
            aid,9.15,42.3,aide d'ici,Aide,0,
            """,
            "divisions.csv": "code,id\n2B001,n'ord\n2B003,n'ord\n2B002,sud\n",
            "territory.yaml": """
            territory: 1
            name: Essai
            crs: EPSG:2154
            communes: {layer: communes.geojson, id: code, name: nom}
            population:
              - {layer: people.csv, id: id, commune: commune, columns: {inhabitants: pop}}
            roads: {layer: roads.geojson, class: HIGHWAY}
            sites:
              - {layer: sites.csv, kind_field: kind, id: id, name: name, professionals: {nurse: nurses}, satellite_of: main}
            divisions:
              - {name: "pays d'ici", table: divisions.csv, commune: code, id: id}
            """,
            "scenario.yaml": """
            scenario: 1
            name: Essai
            territory: territory.yaml
            profile: car
            rules:
              three_15s: {inhabitants: 15, professionals: 15, minutes: 60}
              minutes: {msp: 5}
            """,
        ]
        for (name, text) in files {
            try text.write(to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
        }
        return try loadScenario(path: folder.appendingPathComponent("scenario.yaml").path).analysed(threads: 1)
    }

    private func package(_ result: SimulationResult, _ name: String) throws -> String {
        let path = folder.appendingPathComponent(name).path
        try writeGeoPackage(
            resultLayers(of: result), kinds: result.kinds.map { ($0.kind, $0.coverage.limit.minutes) }, to: path)
        return path
    }

    /// The rows of `layer_styles` as dictionaries, in the order of the table.
    private func styleRows(_ path: String) throws -> [[String: FieldValue]] {
        let reader = try LayerReader(path: path, options: ReadingOptions(layerName: "layer_styles"))
        let names = reader.fields.map(\.name)
        var rows: [[String: FieldValue]] = []
        try reader.forEach { rows.append(Dictionary(uniqueKeysWithValues: zip(names, $0.values))) }
        return rows
    }

    func testEveryLayerHasOneDefaultStyleWhereQGISLooksForIt() throws {
        let path = try package(result(), "a.gpkg")
        let rows = try styleRows(path)
        XCTAssertEqual(rows.compactMap { $0["f_table_name"]?.text }.sorted(), layers.sorted())
        for row in rows {
            // QGIS asks for the empty schema, this table and this column.
            XCTAssertEqual(row["f_table_schema"], .string(""))
            XCTAssertEqual(row["f_geometry_column"], .string("geom"))
            XCTAssertEqual(row["useAsDefault"]?.number, 1)
            XCTAssertEqual(row["update_time"]?.text?.hasPrefix("2000"), true)
            XCTAssertLessThanOrEqual(row["styleName"]?.text?.count ?? .max, 30)
            XCTAssertNotEqual(row["description"]?.text ?? "", "")
        }
    }

    func testQMLNamesFieldsThatTheLayerHasAndSymbolsThatItDefines() throws {
        let result = try result()
        let path = try package(result, "a.gpkg")
        for row in try styleRows(path) {
            let layer = try XCTUnwrap(row["f_table_name"]?.text)
            let fields = Set(try LayerReader(path: path, options: ReadingOptions(layerName: layer)).fields.map(\.name))
            let root = try rootElement(row["styleQML"])
            XCTAssertEqual(root.name, "qgis")
            let rules = elements(root, "//renderer-v2//rule")
            let filters = elements(root, "//rule").compactMap { $0.attribute(forName: "filter")?.stringValue }
            let labels = elements(root, "//text-style").compactMap { $0.attribute(forName: "fieldName")?.stringValue }
            let named = Set(filters.flatMap(quotedNames) + labels)
            XCTAssertTrue(named.isSubset(of: fields), "\(layer): \(named.subtracting(fields))")
            XCTAssertFalse(layer != "territories" && named.isEmpty, layer)

            let wanted = rules.compactMap { $0.attribute(forName: "symbol")?.stringValue }
            let defined = elements(root, "//renderer-v2/symbols/symbol").compactMap {
                $0.attribute(forName: "name")?.stringValue
            }
            XCTAssertEqual(wanted, defined, layer)
            XCTAssertFalse(wanted.isEmpty)
            XCTAssertTrue(rules.allSatisfy { $0.attribute(forName: "label")?.stringValue?.isEmpty == false })
        }
    }

    func testSLDNamesFieldsThatTheLayerHas() throws {
        let path = try package(result(), "a.gpkg")
        for row in try styleRows(path) {
            let layer = try XCTUnwrap(row["f_table_name"]?.text)
            let fields = Set(try LayerReader(path: path, options: ReadingOptions(layerName: layer)).fields.map(\.name))
            let root = try rootElement(row["styleSLD"])
            XCTAssertEqual(root.name, "StyledLayerDescriptor")
            let named = Set(elements(root, "//*[local-name()='PropertyName']").compactMap(\.stringValue))
            XCTAssertTrue(named.isSubset(of: fields), "\(layer): \(named.subtracting(fields))")
            XCTAssertFalse(elements(root, "//*[local-name()='Rule']").isEmpty)
        }
    }

    /// Every feature of a layer falls into exactly one class of its kind.
    func testClassesAreDisjointAndComplete() throws {
        let result = try result()
        let kinds = styleKinds(result.kinds.map { ($0.kind, $0.coverage.limit.minutes) })
        XCTAssertEqual(kinds.first?.id, "msp")
        var seen = Set<String>()
        for layer in resultLayers(of: result) {
            let style = try XCTUnwrap(style(of: layer, kinds: kinds))
            for feature in layer.features {
                let values = Dictionary(uniqueKeysWithValues: zip(layer.fields.map(\.name), feature.values))
                let fulfilled = style.groups.filter { holds($0.condition, values) }.flatMap(\.rules)
                    .filter { holds($0.condition, values) }
                XCTAssertEqual(fulfilled.count, 1, "\(layer.name) \(values): \(fulfilled.map(\.legend))")
                seen.formUnion(fulfilled.map { "\(layer.name) \($0.legend)" })
            }
        }
        // The places c and d are farther than 5 minutes from every msp: 70 of 110 people are covered in
        // the first commune, 50 of 60 in the second, and nobody lives in the third.
        for legend in [
            "communes aucun habitant", "communes 50 à 75 %", "communes 75 à moins de 100 %",
            "population 1,7 à 3,3 min", "sites Maison de santé (MSP) : les trois 15 atteints",
            "sites Maison de santé (MSP) : au moins un 15 manqué", "sites Maison de santé (MSP) : antenne",
            "sites aide d'ici", "territories pays d'ici", "uncovered_zones zone sans habitant",
        ] {
            XCTAssertTrue(seen.contains(legend), "\(legend) not in \(seen.sorted())")
        }
    }

    /// Every round is drawn once, whoever it is for.
    func testRoundsAreDrawnByPool() throws {
        let fields = [Field("site", .string), Field("for_another_pool", .boolean)]
        let rounds: [(site: String, isHelp: Bool)] = [("b", false), ("a", false), ("a", true)]
        let layer = ResultLayer(
            name: "rounds", fields: fields, geometry: .lineString, crs: .lambert93,
            features: rounds.map {
                Feature(shape: nil, values: [.string($0.site), .boolean($0.isHelp)])
            })
        let rules = try XCTUnwrap(style(of: layer, kinds: [])).groups.flatMap(\.rules)
        XCTAssertEqual(rules.map(\.legend), ["a", "a, pour une autre équipe", "b"])
        for (site, isHelp) in rounds {
            let values: [String: FieldValue] = ["site": .string(site), "for_another_pool": .boolean(isHelp)]
            let drawn = rules.filter { holds($0.condition, values) }
            XCTAssertEqual(drawn.count, 1)
            guard case .line(let stroke)? = drawn.first?.symbol else { return XCTFail("no line") }
            XCTAssertEqual(stroke.isDashed, isHelp)
        }
        let empty = ResultLayer(name: "rounds", fields: fields, geometry: .lineString, crs: .lambert93, features: [])
        XCTAssertEqual(style(of: empty, kinds: [])?.groups.flatMap(\.rules).count, 1)
    }

    func testTheClockLeavesNoTrace() throws {
        let result = try result()
        let first = try Data(contentsOf: URL(fileURLWithPath: package(result, "a.gpkg")))
        Thread.sleep(forTimeInterval: 1.1)
        let second = try Data(contentsOf: URL(fileURLWithPath: package(result, "b.gpkg")))
        XCTAssertTrue(first == second)
    }

    func testNamesAreQuoted() {
        let condition = StyleCondition.all([
            .compares(field: "kind", .equal, to: .string("aide d'ici")), .isFalse(field: "a\"b"),
        ])
        XCTAssertEqual(condition.expression, #""kind" = 'aide d''ici' AND NOT "a""b""#)
        XCTAssertEqual(StyleElement("a", ["b": "<\"&"], text: ">").xml(), "<a b=\"&lt;&quot;&amp;\">&gt;</a>")
    }

    private func rootElement(_ value: FieldValue?) throws -> XMLElement {
        try XCTUnwrap(XMLDocument(xmlString: try XCTUnwrap(value?.text)).rootElement())
    }

    private func elements(_ root: XMLElement, _ path: String) -> [XMLElement] {
        (try? root.nodes(forXPath: path).compactMap { $0 as? XMLElement }) ?? []
    }

    /// The names between quotation marks in an expression.
    private func quotedNames(_ expression: String) -> [String] {
        expression.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
            .filter { !$0.offset.isMultiple(of: 2) }.map { String($0.element) }
    }

    private func holds(_ condition: StyleCondition?, _ values: [String: FieldValue]) -> Bool {
        switch condition {
        case nil: return true
        case .all(let conditions): return conditions.allSatisfy { holds($0, values) }
        case .isNull(let field): return values[field] == .null
        case .isTrue(let field): return values[field] == .boolean(true)
        case .isFalse(let field): return values[field] == .boolean(false)
        case .compares(let field, let comparison, let wanted):
            if case .string = wanted { return values[field] == wanted }
            guard let number = values[field]?.number, let wanted = wanted.number else { return false }
            switch comparison {
            case .equal: return number == wanted
            case .less: return number < wanted
            case .lessOrEqual: return number <= wanted
            case .greater: return number > wanted
            case .greaterOrEqual: return number >= wanted
            }
        }
    }
}

import Foundation
import XCTest

/// What is wrong with an input is told with file, place and remedy, under the exit code of the interface, and
/// nothing is left behind.
final class BadInputTests: XCTestCase {
    func testYAML() throws {
        try expect(
            66, ["scenario.yaml: line 3, territory: there is no file teritory.yaml", "did you mean `territory.yaml`?"]
        ) {
            try $0.replace("territory.yaml", by: "teritory.yaml", in: "scenario.yaml")
        }
        try expect(66, [".: is a folder"]) {
            try $0.replace("territory: territory.yaml", by: "territory: .", in: "scenario.yaml")
        }
        try expect(
            65, ["territory.yaml: is a territory file, and a scenario is asked for"],
            of: ["run", "territory.yaml", "--output", "result"]
        ) { _ in }
        try expect(65, ["scenario.yaml: is a scenario file"]) {
            try $0.replace("territory: territory.yaml", by: "territory: scenario.yaml", in: "scenario.yaml")
        }
        try expect(65, ["the key `ruls` is unknown; did you mean `rules`?", "the key `at` is missing"]) {
            try $0.replace("rules:", by: "ruls:", in: "scenario.yaml")
            try $0.replace(" at: [2.955, 46.465],", by: "", in: "scenario.yaml")
        }
        try expect(65, ["general_practitioner: expected a number at least 0 and at most 1000000000, found 1e+308"]) {
            try $0.replace("general_practitioner: 2", by: "general_practitioner: 1e308", in: "scenario.yaml")
        }
        try expect(
            65,
            ["[46.465, 2.955] lies more than 50 km outside the territory; longitude comes first: write [2.955, 46.465]"]
        ) {
            try $0.replace("[2.955, 46.465]", by: "[46.465, 2.955]", in: "scenario.yaml")
        }
        try expect(65, ["scenario.yaml: the file is empty"]) { try $0.write("scenario.yaml", "") }
        try expect(65, ["there is no site msp-z"]) {
            try $0.replace("equity:", by: "  - close: {id: msp-z}\nequity:", in: "scenario.yaml")
        }
    }

    func testOpeningsRelocationsAndTransport() throws {
        let at = "at: [2.955, 46.465]"
        for (change, text) in [
            ("open: {id: s, kind: msp, \(at), satellite_of: nobody}", "open.satellite_of: there is no site nobody"),
            (
                "open: {id: s, kind: msp, \(at), decided: 2027, from: 2026}",
                "open.decided: decided in 2027, after it opens"
            ),
            (
                "open: {id: s, kind: msp, \(at), professionals: {nurse: -1}}",
                "open.professionals.nurse: expected a number"
            ),
            (
                "open: {id: s, kind: msp, \(at), professionals: {nurse: 900}, taken_from: msp-a}",
                "open.taken_from.nurse: msp-a has"
            ),
            ("relocate: {id: nobody, into: msp-a}", "relocate: there is no site nobody"),
            (
                "mobile_unit: {id: bus, stops: [{\(at), days_per_week: 8}]}",
                "mobile_unit.stops[0].days_per_week: expected"
            ),
            (
                "transport_on_demand: {id: t, area: {communes: [none]}, fare_euros: 1, cost_per_trip_euros: 2}",
                "transport_on_demand.group: the population has no group without_car"
            ),
        ] {
            try expect(65, [text]) {
                try $0.replace("equity:", by: "  - \(change)\nequity:", in: "scenario.yaml")
            }
        }
    }

    func testTwentyProblemsInFullThenACount() throws {
        let program = try Program()
        try SmallCountry.write(to: program)
        let closings = (0..<33).map { "  - close: {id: no-\($0)}\n" }.joined()
        try program.replace("equity:", by: closings + "equity:", in: "scenario.yaml")
        let outcome = try program.run("validate", "scenario.yaml")
        XCTAssertEqual(outcome.status, 65)
        XCTAssertEqual(outcome.output, "")
        XCTAssertEqual(outcome.errorLines.count, 21)
        XCTAssertEqual(outcome.errorLines.last, "… and 13 more problems")
    }

    func testProjections() throws {
        for (definition, text) in [
            ("EPSG:4326", "is not in metres"), ("EPSG:3857", "is not in metres"),
            ("EPSG:99999", "unknown coordinate reference system"),
            ("EPSG:2975", "is not made for these communes"),
        ] {
            try expect(65, ["territory.yaml: crs: ", text, "EPSG:2154"]) {
                try $0.replace("crs: EPSG:2154", by: "crs: \(definition)", in: "territory.yaml")
            }
        }
    }

    func testFigures() throws {
        try expect(
            65,
            [
                "people.csv: line 2: inhabitants is nan", "people.csv: line 3: inhabitants is -11",
                "people.csv: line 4: inhabitants is \"12 ou 13\"",
                "people.csv: line 5: the inhabitants are missing; write 0",
                "people.csv: line 6: the id p3 stands twice (first: line 5)",
                "sites.csv: line 2: gp is -3, which is negative", "sites.csv: line 3: the site msp-a stands twice",
            ]
        ) { program in
            let lines = try program.read("people.csv").components(separatedBy: "\n")
            var wrong = lines
            for (line, figure) in [(1, "NaN"), (2, "-11"), (3, "12 ou 13"), (4, "")] {
                wrong[line] = lines[line].split(separator: ",")[..<3].joined(separator: ",") + "," + figure
            }
            wrong[5] = lines[5].replacingOccurrences(of: "p4,", with: "p3,")
            try program.write("people.csv", wrong.joined(separator: "\n"))
            try program.replace("MSP A,3", by: "MSP A,-3", in: "sites.csv")
            try program.replace("msp-b", by: "msp-a", in: "sites.csv")
        }
        try expect(65, ["nobody lives in the territory"]) { try $0.write("people.csv", "id,lon,lat,inhabitants\n") }
    }

    func testPlaces() throws {
        try expect(65, ["people.csv: ", "(100 %) lie outside every commune", "longitude and latitude are swapped"]) {
            try $0.replace("lon,lat", by: "lat,lon", in: "people.csv")
        }
        try expect(65, ["communes.geojson: feature 0: commune 03001 has no polygon"]) { program in
            let lines = try program.read("communes.geojson").components(separatedBy: "\n")
            var wrong = lines
            wrong[1] = #"{"type":"Feature","properties":{"code":"03001","nom":"x"},"geometry":null},"#
            try program.write("communes.geojson", wrong.joined(separator: "\n"))
        }
        try expect(65, ["communes.geojson: feature 1: the code 03001 stands twice (first: feature 0)"]) {
            try $0.replace("03002", by: "03001", in: "communes.geojson")
        }
        try expect(
            65, ["roads.geojson: all the roads lie outside the territory", "longitude and latitude are swapped"]
        ) { program in
            let swapped = try program.read("roads.geojson").replacing(/\[([0-9.]+),([0-9.]+)\]/) { "[\($0.2),\($0.1)]" }
            try program.write("roads.geojson", swapped)
        }
        try expect(65, ["roads.geojson: feature 0: a latitude lies beyond the poles"]) {
            try $0.replace("[[2.9,46.45],[2.91,46.45]]", by: "[[2.9,46.45],[2.91,95]]", in: "roads.geojson")
        }
        try expect(65, ["roads.geojson: the layer has no fields, and most likely no features"]) {
            try $0.write("roads.geojson", #"{"type":"FeatureCollection","features":[]}"#)
        }
        for name in ["roads.geojson", "communes.geojson"] {
            try expect(65, [name, "no layer that can be read"]) {
                try $0.write(name, String($0.read(name).prefix(700)))
            }
            try expect(65, [name, "the file is empty"]) { try $0.write(name, "") }
            try expect(66, ["there is no file \(name)"]) { try FileManager.default.removeItem(atPath: $0.path(name)) }
        }
    }

    func testAnInvalidPolygonIsRepairedAndReported() throws {
        let program = try Program()
        try SmallCountry.write(to: program)
        let lines = try program.read("communes.geojson").components(separatedBy: "\n")
        var wrong = lines
        wrong[1] =
            #"{"type":"Feature","properties":{"code":"03001","nom":"x"},"geometry":{"type":"Polygon","coordinates":[[[2.9,46.45],[2.95,46.5],[2.95,46.45],[2.9,46.5],[2.9,46.45]]]}},"#
        try program.write("communes.geojson", wrong.joined(separator: "\n"))
        let outcome = try program.run("validate", "territory.yaml")
        XCTAssertEqual(outcome.status, 0, outcome.errors)
        XCTAssertTrue(outcome.output.contains("the polygon of commune 03001 was repaired"), outcome.output)
    }

    /// The same people under every spelling of CSV.
    func testSpellingsOfCSV() throws {
        let program = try Program()
        try SmallCountry.write(to: program)
        let plain = try program.read("people.csv")
        var reports: Set<String> = []
        for text in [
            plain, "\u{FEFF}" + plain, plain.replacingOccurrences(of: "\n", with: "\r\n"),
            plain.replacingOccurrences(of: ",", with: ";").replacingOccurrences(of: ".", with: ","),
            plain.replacingOccurrences(of: ",", with: "\t"),
        ] {
            try program.write("people.csv", text)
            let outcome = try program.run("validate", "territory.yaml", "--json")
            XCTAssertEqual(outcome.status, 0, outcome.errors)
            reports.insert(outcome.output)
        }
        XCTAssertEqual(reports.count, 1)
        XCTAssertEqual(try program.json(try XCTUnwrap(reports.first))["inhabitants"] as? Int, SmallCountry.inhabitants)
    }

    func testNetworkFiles() throws {
        let program = try Program()
        try SmallCountry.write(to: program)
        try program.run(
            "network", "build", "--roads", "roads.geojson", "--class-field", "class", "--profile", "foot", "--output",
            "n.network", "--quiet")
        try program.replace(
            "roads: {layer: roads.geojson, class: class, direction: {field: sens, both: Double}}",
            by: "roads: {network: n.network}", in: "territory.yaml")
        let other = try program.run("run", "scenario.yaml", "--output", "result")
        XCTAssertEqual(other.status, 65)
        XCTAssertTrue(other.errors.contains("was built for the profile foot, and car is asked for"), other.errors)
        let whole = try Data(contentsOf: program.folder.appendingPathComponent("n.network"))
        var flipped = whole
        flipped[flipped.count / 2] ^= 16
        for (data, text) in [
            (flipped, "is damaged or cut short"), (whole.prefix(whole.count / 2), "is damaged or cut short"),
            (Data("scenario: 1\n".utf8), "is no network file of maillage"), (Data(), "is no network file of maillage"),
        ] {
            try data.write(to: program.folder.appendingPathComponent("n.network"))
            let outcome = try program.run("network", "info", "n.network", "--json")
            XCTAssertEqual(outcome.status, 65)
            XCTAssertEqual(outcome.output, "")
            XCTAssertTrue(outcome.errors.contains("n.network: \(text)"), outcome.errors)
        }
    }

    func testUsage() throws {
        let program = try Program()
        try SmallCountry.write(to: program)
        let matrix = ["matrix", "--network", "n", "--origins", "sites.csv", "--destinations", "sites.csv", "--output"]
        let catchments = ["catchments", "--network", "n", "--sites", "sites.csv", "--output", "c.geojson", "--minutes"]
        for arguments in [
            ["bogus"], ["run"], ["run", "scenario.yaml"], ["run", "scenario.yaml", "--output", "x", "--threads", "0"],
            ["run", "scenario.yaml", "--output", "x", "--lang", "de"],
            ["run", "scenario.yaml", "--output", "x", "--bogus"],
            ["validate", "scenario.yaml", "--profile", "car"], ["validate", "territory.yaml", "--profile", "tank"],
            ["network", "build", "--output", "x"], ["network", "build", "--osm", "a", "--roads", "b", "--output", "x"],
            matrix + ["sites.csv"], matrix + ["m.csv", "--max-minutes", "nan"],
            matrix + ["m.csv", "--access-kmh", "0"],
            matrix + ["m.csv", "--max-access-metres", "1e300"], matrix + ["m.csv", "--encoding", "klingon"],
            catchments + [""], catchments + ["5,x"], catchments + ["0"], catchments + ["nan"], catchments + ["5,,10"],
            catchments + ["5", "--population", "people.csv"], ["schema", "zebra"], ["synthesize", "--output", "x"],
        ] {
            let outcome = try program.run(list: arguments)
            XCTAssertEqual(outcome.status, 64, "\(arguments): \(outcome.errors)")
            XCTAssertEqual(outcome.output, "", "\(arguments)")
            XCTAssertTrue(outcome.errors.hasPrefix("Error: "), outcome.errors)
        }
    }
}

import Foundation
import XCTest

/// What a user sees who does everything right.
final class CommandTests: XCTestCase {
    func testARunWritesEverythingAndPrintsATable() throws {
        let program = try Program()
        try SmallCountry.write(to: program)
        let french = try program.run(
            "run", "scenario.yaml", "--output", "résultat", environment: ["LC_ALL": "fr_FR.UTF-8"])
        XCTAssertEqual(french.status, 0, french.errors)
        XCTAssertTrue(french.output.contains("habitants"), french.output)
        let files = try FileManager.default.contentsOfDirectory(atPath: program.path("résultat"))
        for name in [
            "summary.json", "manifest.json", "maillage.gpkg", "sites.geojson", "catchments.geojson",
            "uncovered_zones.geojson", "overlaps.geojson", "communes.geojson", "territories.geojson", "report.html",
        ] {
            XCTAssertTrue(files.contains(name), name)
        }
        let summary = try program.json(try program.read("résultat/summary.json"))
        let msp = try XCTUnwrap((summary["kinds"] as? [String: Any])?["msp"] as? [String: Any])
        let covered = try XCTUnwrap(msp["covered_inhabitants"] as? Int)
        let uncovered = try XCTUnwrap(msp["uncovered_inhabitants"] as? Int)
        XCTAssertEqual(covered + uncovered, SmallCountry.inhabitants)

        // Into its own earlier result, in English, the same figures as one JSON object and nothing else.
        let english = try program.run(
            "run", "scenario.yaml", "--output", "résultat", "--lang", "en", environment: ["LANG": "fr_FR"])
        XCTAssertEqual(english.status, 0, english.errors)
        XCTAssertTrue(english.output.contains("inhabitants"), english.output)
        let json = try program.run("run", "scenario.yaml", "--output", "résultat", "--json")
        XCTAssertEqual(json.status, 0)
        XCTAssertTrue(NSDictionary(dictionary: try program.json(json.output)).isEqual(to: summary))
        let quiet = try program.run("run", "scenario.yaml", "--output", "résultat", "--quiet")
        XCTAssertEqual([quiet.output, quiet.errors], ["", ""])
        let content = try program.content()
        XCTAssertFalse(content.contains { $0.hasPrefix(".") }, "\(content)")
    }

    func testAMatrixHasOneRowAPairInTheOrderGiven() throws {
        let program = try Program()
        try SmallCountry.write(to: program)
        XCTAssertEqual(
            try program.run(
                "network", "build", "--roads", "roads.geojson", "--class-field", "class", "--output", "n.network"
            ).status, 0)
        // The second on a junction, the first half-way along a link, the third far from everything.
        try program.write("o.csv", "id,lon,lat\n\"é, \"\"1\"\"\",2.905,46.45\nb,2.9,46.45\nfar,2.5,46.45\n")
        try program.write("d.csv", "id;lon;lat\nz;2,91;46,45\na;2,9;46,45\n")
        let outcome = try program.run(
            "matrix", "--network", "n.network", "--origins", "o.csv", "--destinations", "d.csv", "--output", "m.csv")
        XCTAssertEqual(outcome.status, 0, outcome.errors)
        XCTAssertTrue(outcome.errors.contains("far"), outcome.errors)
        let lines = try program.read("m.csv").split(separator: "\n").map(String.init)
        XCTAssertEqual(lines[0], "origin,destination,seconds,metres")
        XCTAssertEqual(lines.count, 1 + 3 * 2)
        XCTAssertTrue(lines[1].hasPrefix("\"é, \"\"1\"\"\",z,") && lines[2].hasPrefix("\"é, \"\"1\"\"\",a,"), lines[1])
        XCTAssertEqual(lines[4], "b,a,0.000,0.00")
        XCTAssertEqual(Array(lines[5...]), ["far,z,,", "far,a,,"])
        func figures(_ line: String) -> [Double] { line.split(separator: ",").suffix(2).compactMap { Double($0) } }
        let (half, whole) = (figures(lines[2]), figures(lines[3]))
        XCTAssertEqual(half[1] * 2, whole[1], accuracy: 0.1, "half a link is half its length")
        // A straight line in degrees bends a little in the projection: a few centimetres to walk.
        XCTAssertEqual(half[0] * 2, whole[0], accuracy: 0.1)
        XCTAssertNotNil(lines[3].wholeMatch(of: /b,z,\d+\.\d{3},\d+\.\d{2}/), lines[3])

        let limit = String(whole[0] / 60 - 0.001)
        XCTAssertEqual(
            try program.run(
                "matrix", "--network", "n.network", "--origins", "o.csv", "--destinations", "d.csv", "--max-minutes",
                limit,
                "--output", "m.csv"
            ).status, 0)
        let within = try program.read("m.csv").split(separator: "\n").map(String.init)
        XCTAssertEqual([within[2], within[3]], [lines[2], "b,z,,"])
    }

    func testCatchmentsAreMultiPolygonsByIdWhateverTheOrderOfTheRows() throws {
        let program = try Program()
        try SmallCountry.write(to: program)
        try program.run(
            "network", "build", "--roads", "roads.geojson", "--class-field", "class", "--output", "n.network", "--quiet"
        )
        var texts: Set<String> = []
        for turned in [false, true] {
            for name in ["sites.csv", "people.csv"] where turned {
                let lines = try program.read(name).split(separator: "\n")
                try program.write(name, ([lines[0]] + lines.dropFirst().reversed()).joined(separator: "\n") + "\n")
            }
            let outcome = try program.run(
                "catchments", "--network", "n.network", "--sites", "sites.csv", "--minutes", "15,5,10", "--population",
                "people.csv", "--population-field", "inhabitants", "--output", "c.geojson", "--threads",
                turned ? "1" : "2")
            XCTAssertEqual(outcome.status, 0, outcome.errors)
            texts.insert(try program.read("c.geojson"))
        }
        XCTAssertEqual(texts.count, 1, "the same bytes")
        let features = try XCTUnwrap(try program.json(try XCTUnwrap(texts.first))["features"] as? [[String: Any]])
        let properties = features.compactMap { $0["properties"] as? [String: Any] }
        XCTAssertEqual(
            properties.compactMap { $0["site"] as? String }, ["msp-a", "msp-a", "msp-a", "msp-b", "msp-b", "msp-b"])
        XCTAssertEqual(properties.compactMap { $0["minutes"] as? Int }, [5, 10, 15, 5, 10, 15])
        for feature in features {
            XCTAssertEqual((feature["geometry"] as? [String: Any])?["type"] as? String, "MultiPolygon")
        }
        let people = properties.compactMap { $0["inhabitants"] as? Int }
        XCTAssertTrue(people[0] <= people[1] && people[1] < people[2], "\(people)")
    }

    func testRunsFromAnotherFolderWithRelativeAndAbsolutePaths() throws {
        let program = try Program()
        try SmallCountry.write(to: program)
        try FileManager.default.createDirectory(atPath: program.path("ailleurs"), withIntermediateDirectories: true)
        try program.write(
            "ailleurs/s.yaml",
            SmallCountry.scenario.replacingOccurrences(of: "territory.yaml", with: "../territory.yaml"))
        XCTAssertEqual(try program.run("validate", "ailleurs/s.yaml").status, 0)
        try program.write(
            "s.yaml",
            SmallCountry.scenario.replacingOccurrences(of: "territory: ", with: "territory: '")
                .replacingOccurrences(
                    of: "territory.yaml",
                    with: program.path("territory.yaml").replacingOccurrences(of: "'", with: "''") + "'"))
        let absolute = try program.run("validate", program.path("s.yaml"))
        XCTAssertEqual(absolute.status, 0, absolute.errors)
    }

    func testHelpOfEveryCommandHasAnExampleThatIsNotBroken() throws {
        let program = try Program()
        for command in [
            ["run"], ["compare"], ["validate"], ["network", "build"], ["network", "info"], ["matrix"], ["catchments"], ["schema"],
            ["equity"],
            ["synthesize"],
        ] {
            let process = try program.start(command + ["--help"])
            let pipe = Pipe()
            process.standardOutput = pipe
            try process.run()
            let text = String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
            process.waitUntilExit()
            XCTAssertEqual(process.terminationStatus, 0)
            XCTAssertTrue(text.contains("maillage \(command.joined(separator: " ")) "), text)
            // An example that the width of the terminal breaks cannot be copied: each line of it ends the command
            // or goes on with a backslash.
            let lines = text.components(separatedBy: "\n")
            let usage = lines.firstIndex { $0.hasPrefix("USAGE") } ?? lines.count
            for (line, next) in zip(lines[..<usage], lines[..<usage].dropFirst())
            where line.contains("maillage \(command[0]) ") {
                XCTAssertTrue(line.hasSuffix("\\") || next.isEmpty || next.contains("maillage "), "\(line)\n\(next)")
            }
        }
    }
}

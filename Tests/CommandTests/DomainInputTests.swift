import Foundation
import XCTest

/// What is wrong with the people, structures, zones and years of a scenario is told with file and key path; what is
/// only odd is a finding, or a null with its reason.
final class DomainInputTests: XCTestCase {
    private let beds = "temporary_stay: {id: ht, at: [2.955, 46.465], beds: "

    private func add(_ changes: String..., then section: String = "", to program: Program) throws {
        let lines = changes.map { "  - \($0)\n" }.joined()
        try program.replace("equity:", by: "\(lines)\(section)\nequity:", in: "scenario.yaml")
    }

    /// The summary of a run that ends well, and its folder.
    private func summary(_ program: Program) throws -> [String: Any] {
        let outcome = try program.run("run", "scenario.yaml", "--output", "result")
        XCTAssertEqual(outcome.status, 0, outcome.errors)
        return try program.json(program.read("result/summary.json"))
    }

    private func findings(_ summary: [String: Any]) throws -> [String] {
        try XCTUnwrap(summary["findings"] as? [[String: Any]]).map { finding in
            ["severity", "where", "text"].compactMap { finding[$0] as? String }.joined(separator: ": ")
        }
    }

    private func value(_ summary: [String: Any], _ path: String...) throws -> Any {
        var value: Any = summary
        for key in path { value = try XCTUnwrap((value as? [String: Any])?[key], "\(key) of \(path)") }
        return value
    }

    /// Satellites of nobody, and fewer beds than none, in a layer of sites.
    func testSitesOfALayer() throws {
        try expect(
            65,
            [
                "sites.csv: line 2: the main site nobody of the satellite msp-a is missing; name a main site",
                "sites.csv: line 3: beds is -4, which is negative",
            ]
        ) { program in
            try program.write(
                "sites.csv",
                """
                id,lon,lat,kind,name,gp,main,beds
                msp-a,2.925,46.475,msp,MSP A,3,nobody,2
                msp-b,2.975,46.525,msp,MSP B,16,,-4

                """)
            try program.replace(
                "name: name, professionals", by: "name: name, satellite_of: main, beds: beds, professionals",
                in: "territory.yaml")
        }
    }

    func testNegativeBeds() throws {
        for change in ["\(beds)-5}", "open: {id: h, kind: hospital, at: [2.955, 46.465], beds: -5}"] {
            try expect(65, ["scenario.yaml: line 8, changes[1].", ".beds: expected ", ", found -5"]) {
                try self.add(change, to: $0)
            }
        }
    }

    func testAYearBeforeTheHorizon() throws {
        try expect(
            65,
            [
                "scenario.yaml: line 8, changes[1].open.from: 2020 is before the horizon, which begins in 2026; leave",
                "scenario.yaml: line 9, changes[2].close.until: 2021 is before the horizon",
            ]
        ) {
            try self.add(
                "open: {id: late, kind: msp, at: [2.955, 46.465], from: 2020}", "close: {id: msp-a, until: 2021}",
                then: "years: {from: 2026, to: 2030}", to: $0)
        }
    }

    func testMorePeopleThanThereAre() throws {
        // Taken: the pole has 3 and 16 general practitioners.
        for (change, text) in [
            (
                "staff: {id: msp-b, add: {general_practitioner: 4}, taken_from: msp-a}",
                "changes[1].staff.add.general_practitioner: msp-a has 3 of general_practitioner, fewer than 4"
            ),
            ("staff: {id: msp-a, remove: {general_practitioner: 4}}", "changes[1].staff"),
        ] {
            try expect(65, ["scenario.yaml: line 8, \(text)"]) { try self.add(change, to: $0) }
        }
        // In a group: more than live there.
        try expect(65, ["people.csv: line 3: age_75_plus is 12, more than the 11 inhabitants"]) { program in
            let lines = try program.read("people.csv").components(separatedBy: "\n")
            let wrong = lines.enumerated().map { $0 == 0 ? "\($1),old" : $1.isEmpty ? "" : "\($1),\($0 == 2 ? 12 : 1)" }
            try program.write("people.csv", wrong.joined(separator: "\n"))
            try program.replace(
                "{inhabitants: inhabitants}", by: "{inhabitants: inhabitants, age_75_plus: old}", in: "territory.yaml")
        }
    }

    func testAGroupColumnThatALayerDoesNotHave() throws {
        try expect(
            65,
            [
                "territory.yaml: population[0].columns.age_75_plus: people.csv has no field \"inhabitant\"; "
                    + "did you mean `inhabitants`? the fields are id, lon, lat, inhabitants"
            ]
        ) {
            try $0.replace(
                "{inhabitants: inhabitants}", by: "{inhabitants: inhabitants, age_75_plus: inhabitant}",
                in: "territory.yaml")
        }
        try expect(65, ["territory.yaml: sites[0].professionals.general_practitioner: sites.csv has no field \"gps\""])
        {
            try $0.replace("general_practitioner: gp}", by: "general_practitioner: gps}", in: "territory.yaml")
        }
    }

    /// A second layer of 30 people that does not name the group: a finding, and the run goes on.
    func testAGroupThatOneLayerDoesNotName() throws {
        let program = try Program()
        try SmallCountry.write(to: program)
        let people = try program.read("people.csv").components(separatedBy: "\n")
        try program.write(
            "people.csv",
            people.enumerated().map { $0 == 0 ? "\($1),old" : $1.isEmpty ? "" : "\($1),1" }.joined(separator: "\n"))
        try program.write("more.csv", "id,lon,lat,people\nm1,2.921,46.471,10\nm2,2.981,46.531,20\n")
        try program.replace(
            "  - {layer: people.csv, id: id, columns: {inhabitants: inhabitants}}",
            by: """
                  - {layer: people.csv, id: id, columns: {inhabitants: inhabitants, age_75_plus: old}}
                  - {layer: more.csv, id: id, columns: {inhabitants: people}}
                """, in: "territory.yaml")
        let summary = try summary(program)
        let told = try findings(summary).filter { $0.contains("names no column for the group age_75_plus") }
        XCTAssertEqual(told.count, 1)
        XCTAssertTrue(told.first?.hasPrefix("warning: more.csv: population[1].columns ") ?? false, "\(told)")
        XCTAssertTrue(told.first?.contains("30 of its 30 inhabitants count as none") ?? false, "\(told)")
    }

    /// A commune in the west, and one twelve kilometres away.
    func testACPTSThatIsNotContiguous() throws {
        let program = try Program()
        try SmallCountry.write(to: program)
        try program.replace(
            "\n]}",
            by: """
                ,
                {"type":"Feature","properties":{"code":"03005","nom":"Commune 5"},"geometry":{"type":"Polygon",\
                "coordinates":[[[3.1,46.45],[3.15,46.45],[3.15,46.5],[3.1,46.5],[3.1,46.45]]]}}
                ]}
                """, in: "communes.geojson")
        try add("cpts: {id: apart, communes: [\"03001\", \"03005\"]}", to: program)
        let summary = try summary(program)
        let territories = try XCTUnwrap(summary["territories"] as? [[String: Any]])
        XCTAssertEqual(territories.map { $0["territory"] as? String }, ["apart"])
        XCTAssertEqual(territories.map { $0["contiguous"] as? Bool }, [false])
        let told = try findings(summary).filter { $0.contains("is not contiguous: its communes lie in 2 pieces") }
        XCTAssertEqual(told.count, 1)
        let layer = try program.json(program.read("result/territories.geojson"))
        let features = try XCTUnwrap(layer["features"] as? [[String: Any]])
        XCTAssertEqual(features.map { ($0["properties"] as? [String: Any])?["contiguous"] as? Bool }, [false])
    }

    func testWeightsThatSumToZero() throws {
        let program = try Program()
        try SmallCountry.write(to: program)
        try add(
            "\(beds)3}",
            then: """
                services: {general_practice: {need: {others: 0}}}
                stays: {arrivals: {inhabitants: {crises_per_inhabitant: 0}}, replicates: 2}
                """, to: program)
        try program.replace(
            "kind: msp}", by: "kind: msp, composite: {weights: {gini: 0, share_beyond: 0}}}", in: "scenario.yaml")
        let summary = try summary(program)
        XCTAssertTrue(try value(summary, "equity", "composite", "score") is NSNull)
        XCTAssertEqual(try value(summary, "equity", "composite", "reason") as? String, "the weights sum to zero")

        let service = try XCTUnwrap(value(summary, "adequacy", "general_practice") as? [String: Any])
        XCTAssertTrue(
            try value(service, "access", "per_100000_standardised_inhabitants") is NSNull
                || value(service, "access", "per_100000_standardised_inhabitants", "mean") is NSNull)
        let reasons = try XCTUnwrap(service["reasons"] as? [String: String])
        XCTAssertTrue(reasons.values.contains("the weights of need of all people sum to zero"), "\(reasons)")

        XCTAssertTrue(try value(summary, "temporary_stays", "total") is NSNull)
        XCTAssertEqual(
            try value(summary, "temporary_stays", "reason") as? String,
            "the rates of stays.arrivals times the people add up to zero")
    }

    func testAgesOfATerritory() throws {
        try expect(
            65,
            [
                "supply.csv: line 3: professionals[0].ages.general_practitioner counts 5 by age, more than the 4 there"
                    + " are; correct the counts by age"
            ]
        ) {
            try $0.write("supply.csv", "code,gp,young,old\n03001,4,1,3\n03002,4,2,3\n")
            try $0.replace(
                "roads:",
                by: """
                    professionals:
                      - layer: supply.csv
                        commune: code
                        columns: {general_practitioner: gp}
                        ages: {general_practitioner: {under_50: young, 50_plus: old}}
                    roads:
                    """, in: "territory.yaml")
        }
    }

    /// Shares of ages have no null to stand for: nobody could be simulated.
    func testAgesThatSumToZero() throws {
        try expect(65, ["scenario.yaml: line 8, years.ages[0].shares: the shares sum to 0; give one band"]) {
            try self.add(
                then: "years: {from: 2026, to: 2030, ages: [{shares: {under_50: 0, 50_plus: 0}}]}", to: $0)
        }
    }
}

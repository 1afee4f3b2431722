import Geometry
import Layers
import XCTest

@testable import Territory

final class TerritoryReadingTests: XCTestCase {
    private func people(_ land: LandOfSquares) throws -> [PopulationSource] {
        let points = try land.layer(
            "points.csv",
            ["n,x,y", "4,\(land.place(500, 500))", "4,\(land.place(1500, 500))", "2,\(land.place(2500, 500))"])
        return [PopulationSource(layer: points, columns: ["inhabitants": ["n"]])]
    }

    func testSitesOfAnyKind() throws {
        let land = try LandOfSquares()
        let layer = try land.layer(
            "sites.csv",
            [
                "id,name,type,open,gp,nurses,gp_fte,main,days,places,x,y",
                "s2,Annexe,msp,1,1,,0.5,s1,2,,\(land.place(1500, 10))",
                "s1,Maison,msp,1,4,6,3.5,,,,\(land.place(10, 10))",
                "s3,Hôpital,hospital,1.0,,,,,,80,\(land.place(-10, 10))",
                "s4,Fermé,hospital,0,,,,,,80,\(land.place(10, 10))",
            ])
        let source = SiteSource(
            layer: layer, kind: .field("type"), idField: "id", nameField: "name", condition: ["open": ["1"]],
            professionals: ["general_practitioner": "gp", "nurse": "nurses"],
            fullTimeEquivalents: ["general_practitioner": "gp_fte"], satelliteOfField: "main",
            daysPerWeekField: "days", bedsField: "places")
        let territory = try readTerritory(land.description(population: try people(land), sites: [source]))
        XCTAssertEqual(territory.sites.map(\.id.text), ["s1", "s2", "s3"])
        XCTAssertEqual(territory.sites.map(\.kind), ["msp", "msp", "hospital"])
        XCTAssertEqual(territory.sites.map(\.commune), [0, 1, nil])
        XCTAssertEqual(
            territory.sites[0].professionals.total, ProfessionalCount(headcount: 10, fullTimeEquivalents: 9.5))
        XCTAssertEqual(territory.sites[1].satelliteOf, SiteID("s1"))
        XCTAssertEqual(territory.sites[1].daysPerWeek, 2)
        XCTAssertEqual(territory.sites[2].beds, 80)
        XCTAssertEqual(territory.siteIndex(SiteID("s2")), 1)
        XCTAssertNil(territory.siteIndex(SiteID("s4")))
        XCTAssertEqual(territory.communeIndex(CommuneID("01003")), 2)
        XCTAssertTrue(territory.hasFinding(.warning, "1 of 3 sites", "outside"))
    }

    func testProblemsOfSitesAreToldAtOnce() throws {
        let land = try LandOfSquares()
        let layer = try land.layer(
            "sites.csv",
            [
                "id,main,gp,days,x,y", "a,,1,1,\(land.place(1, 1))", "a,,1,1,\(land.place(1, 1))",
                "b,missing,1,1,\(land.place(1, 1))", "c,b,1,1,\(land.place(1, 1))", ",,1,1,\(land.place(1, 1))",
                "d,,-1,9,\(land.place(1, 1))", "e,e,1,1,\(land.place(1, 1))", "f,,1,1,,",
            ])
        let source = SiteSource(
            layer: layer, kind: .constant("msp"), idField: "id", professionals: ["nurse": "gp"],
            satelliteOfField: "main", daysPerWeekField: "days")
        let texts = problemTexts {
            try readTerritory(land.description(population: try people(land), sites: [source]))
        }
        for (line, words) in [
            (3, "stands twice"), (4, "main site missing"), (5, "itself a satellite"), (6, "no id"),
            (7, "negative"), (7, "9 days a week"), (8, "satellite of itself"), (9, "no coordinates"),
        ] {
            XCTAssertTrue(texts.contains { $0.contains("line \(line): ") && $0.contains(words) }, "\(words): \(texts)")
        }
        XCTAssertEqual(texts.count, 8)
    }

    func testMissingFieldsListThoseThatAreThere() throws {
        let land = try LandOfSquares()
        let layer = try land.layer("sites.csv", ["id,x,y", "a,\(land.place(1, 1))"])
        let source = SiteSource(layer: layer, kind: .constant("msp"), idField: "code", nameField: "nom")
        let texts = problemTexts {
            try readTerritory(land.description(population: try people(land), sites: [source]))
        }
        XCTAssertEqual(texts.count, 2)
        XCTAssertTrue(texts.allSatisfy { $0.contains("the fields are id, x, y") })
    }

    func testProfessionalsByCommune() throws {
        let land = try LandOfSquares()
        let layer = try land.layer("supply.csv", ["code,gp,nurse", "01003,2,", "01001,1,5"])
        let source = ProfessionalSource(
            layer: layer, communeField: "code", columns: ["general_practitioner": "gp", "nurse": "nurse"])
        let territory = try readTerritory(land.description(population: try people(land), professionals: [source]))
        XCTAssertEqual(territory.supply.professionals.map(\.total.headcount), [6, 0, 2])
        XCTAssertEqual(territory.supply.total["nurse"], ProfessionalCount(5))
        let twice = problemTexts {
            try readTerritory(land.description(population: try people(land), professionals: [source, source]))
        }
        XCTAssertEqual(twice.count, 2)
        XCTAssertTrue(twice.allSatisfy { $0.contains("is given by") })
    }

    func testDivisionsByPolygonsAndByTable() throws {
        let land = try LandOfSquares()
        // One polygon over the first two communes, in two features; the third is in none.
        let polygons = try land.write(
            "zones.geojson",
            land.communesGeoJSON([
                ("west", land.square(at: 0)), ("west", land.square(at: 1)), ("far", land.square(at: 9)),
            ]))
        let table = try land.layer("table.csv", ["code,epci", "01001,A", "01002,B", "01003,B", "01001,B", "75056,C"])
        let territory = try readTerritory(
            land.description(
                population: try people(land),
                divisions: [
                    DivisionSource(name: "zone", layer: LayerSource(path: polygons), idField: "code"),
                    DivisionSource(name: "EPCI", layer: table, idField: "epci", communeField: "code"),
                ]))
        let zone = territory.divisions[0].territories
        XCTAssertEqual(zone.map(\.id), ["west"])
        XCTAssertEqual(zone[0].communes, [0, 1])
        XCTAssertEqual(zone[0].points, [0, 1])
        XCTAssertEqual(zone[0].boundary.area, 2_000_000, accuracy: 1)
        XCTAssertTrue(territory.hasFinding(.warning, "in no zone", "01003"))
        XCTAssertTrue(territory.hasFinding(.information, "1 of 2 territories of zone"))
        let epci = territory.divisions[1].territories
        XCTAssertEqual(epci.map(\.communes), [[0], [0, 1, 2]])
        XCTAssertEqual(epci[1].points, [0, 1, 2])
        XCTAssertTrue(territory.hasFinding(.warning, "in several EPCI", "01001"))
        XCTAssertTrue(territory.hasFinding(.information, "not in the territory", "75056"))
    }

    func testCommunesAreCheckedAsAWhole() throws {
        let land = try LandOfSquares()
        let square = land.square(at: 0)
        let bow = [square[0], square[2], square[1], square[3], square[0]]
        try land.write(
            "communes.geojson",
            land.communesGeoJSON([
                ("01002", land.square(at: 1, side: 1100)), ("01003", land.square(at: 2)), ("01001", bow),
            ]))
        let territory = try readTerritory(land.description(population: try people(land)))
        XCTAssertEqual(territory.communes.map(\.id.text), ["01001", "01002", "01003"])
        // The bow tie of two triangles has half of the square.
        XCTAssertEqual(territory.communes[0].boundary.area, 500_000, accuracy: 1)
        XCTAssertTrue(territory.hasFinding(.warning, "01001", "repaired", "intersection"))
        // The second reaches 100 m into the third, over 1 000 m.
        XCTAssertTrue(territory.hasFinding(.warning, "01002 and 01003 overlap by 100000 m²"))

        try land.write("communes.geojson", land.communesGeoJSON([("01001", square), ("01001", land.square(at: 1))]))
        let texts = problemTexts { try readTerritory(land.description(population: try people(land))) }
        XCTAssertEqual(texts.count, 1)
        XCTAssertTrue(texts[0].contains("the code 01001 stands twice"))
    }

    func testWorkingProjectionMustBeInMetres() throws {
        let land = try LandOfSquares()
        var description = land.description(population: try people(land))
        description.crs = "EPSG:4326"
        XCTAssertTrue(problemTexts { try readTerritory(description) }[0].contains("not in metres"))
        description.crs = "Lambert"
        XCTAssertTrue(
            problemTexts { try readTerritory(description) }[0].contains("unknown coordinate reference system"))
    }

    func testOrderOfSiteAndCommuneRowsDoesNotMatter() throws {
        var territories: [StudyTerritory] = []
        for isReversed in [false, true] {
            let land = try LandOfSquares()
            var rows = (0..<8).map { "s\($0),\($0),\(land.place(Double($0) * 300, 40))" }
            var squares = land.communeIDs.enumerated().map { ($1, land.square(at: $0)) }
            if isReversed {
                rows.reverse()
                squares.reverse()
            }
            try land.write("communes.geojson", land.communesGeoJSON(squares))
            let layer = try land.layer("sites.csv", ["id,gp,x,y"] + rows)
            let source = SiteSource(layer: layer, kind: .constant("msp"), idField: "id", professionals: ["gp": "gp"])
            var territory = try readTerritory(land.description(population: try people(land), sites: [source]))
            // The folders differ.
            territory.inputs = []
            territory.findings = []
            territories.append(territory)
        }
        XCTAssertEqual(territories[0], territories[1])
    }
}

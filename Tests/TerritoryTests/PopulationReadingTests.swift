import Geometry
import Layers
import XCTest

@testable import Territory

final class PopulationReadingTests: XCTestCase {
    func testCommuneFiguresSpreadOverHomes() throws {
        let land = try LandOfSquares()
        let figures = try land.layer("figures.csv", ["code,people,old", "01001,100,20", "01002,7,7", "01003,3,0"])
        // Two homes in 01001 (one of them three times), one in 01002, none in 01003.
        let homes = try land.layer(
            "homes.csv",
            ["x,y"]
                + [
                    land.place(100, 100), land.place(100, 100), land.place(100, 100), land.place(900, 900),
                    land.place(1500, 500),
                ])
        let territory = try readTerritory(
            land.description(population: [
                PopulationSource(
                    layer: figures, communeField: "code", columns: ["inhabitants": ["people"], "age_75_plus": ["old"]],
                    spread: .layer(homes, weightField: nil))
            ]))
        XCTAssertEqual(territory.inhabitantsByCommune, ["01001": 100, "01002": 7, "01003": 3])
        XCTAssertEqual(territory.population.count, 4)
        XCTAssertEqual(territory.population.inhabitants, [75, 25, 7, 3])
        XCTAssertEqual(territory.population.counts(ofGroup: "age_75_plus"), [15, 5, 7, 0])
        XCTAssertEqual(territory.population.communes, [0, 0, 1, 2])
        XCTAssertTrue(territory.hasFinding(.warning, "at one place", "01003"))
        XCTAssertEqual(territory.inputs.first, "territory.yaml")
        XCTAssertTrue(territory.inputs.contains(homes.path))
    }

    func testCommuneFiguresSpreadOverJunctionsWithoutAnythingBetter() throws {
        let land = try LandOfSquares(communes: ["2A004"])
        let figures = try land.layer("figures.csv", ["code,people", "2A004,10"])
        let corner = land.corner
        var calls = 0
        let territory = try readTerritory(
            land.description(population: [
                PopulationSource(layer: figures, communeField: "code", columns: ["inhabitants": ["people"]])
            ])
        ) {
            calls += 1
            return [
                WeightedPlace(location: Point(x: corner.x + 10, y: corner.y + 10), weight: 3),
                WeightedPlace(location: Point(x: corner.x + 20, y: corner.y + 20), weight: 2),
                WeightedPlace(location: Point(x: corner.x - 20, y: corner.y + 20), weight: 9),
            ]
        }
        XCTAssertEqual(calls, 1)
        XCTAssertEqual(territory.population.inhabitants, [6, 4])
        XCTAssertEqual(territory.findings.filter { $0.severity == .warning }, [])
    }

    func testJunctionsAreNotAskedForWithoutNeed() throws {
        let land = try LandOfSquares()
        let points = try land.layer("points.csv", ["id,n,x,y", "a,4,\(land.place(1, 1))"])
        let source = PopulationSource(layer: points, idField: "id", columns: ["inhabitants": ["n"]])
        let territory = try readTerritory(land.description(population: [source])) {
            XCTFail("no figures need junctions")
            return []
        }
        XCTAssertEqual(territory.population.ids, ["a"])
        XCTAssertTrue(territory.hasFinding(.warning, "without figures", "01002", "01003"))
    }

    func testColumnsAreAddedUpAndPlacesMerged() throws {
        let land = try LandOfSquares()
        let points = try land.layer(
            "points.csv",
            [
                "young,old,x,y", "1,2,\(land.place(100, 100))", "10,20,\(land.place(100, 100))",
                "5,0,\(land.place(1200, 100))", "0,0,\(land.place(1300, 100))",
            ])
        let source = PopulationSource(
            layer: points, columns: ["inhabitants": ["young", "old"], "age_75_plus": ["old"]])
        let territory = try readTerritory(land.description(population: [source]))
        XCTAssertEqual(territory.population.inhabitants, [33, 5])
        XCTAssertEqual(territory.population.counts(ofGroup: "age_75_plus"), [22, 0])
        XCTAssertTrue(territory.hasFinding(.information, "1 places where nobody lives"))
    }

    func testCommuneFiguresAreComparedWithPlacesAndGiveThemGroups() throws {
        let land = try LandOfSquares(communes: ["01001", "01002"])
        let points = try land.layer(
            "points.csv", ["n,x,y", "4,\(land.place(1, 1))", "4,\(land.place(2, 2))", "5,\(land.place(1500, 1))"])
        let figures = try land.layer("figures.csv", ["code,n,old", "01001,10,2", "01002,5,1"])
        let territory = try readTerritory(
            land.description(population: [
                PopulationSource(layer: points, columns: ["inhabitants": ["n"]]),
                PopulationSource(
                    layer: figures, communeField: "code", columns: ["inhabitants": ["n"], "age_75_plus": ["old"]]),
            ]))
        XCTAssertEqual(territory.population.totalInhabitants, 13)
        XCTAssertEqual(territory.population.counts(ofGroup: "age_75_plus"), [1, 1, 1])
        XCTAssertTrue(territory.hasFinding(.warning, "differ", "01001 (inhabitants: places 8, commune 10)"))
        XCTAssertFalse(territory.hasFinding(.warning, "differ", "01002"))
    }

    func testOrderOfRowsDoesNotMatter() throws {
        var territories: [StudyTerritory] = []
        for isReversed in [false, true] {
            let land = try LandOfSquares()
            var homes: [String] = []
            for index in 0..<60 {
                homes.append(land.place(Double(index * 47 % 29) * 100, Double(index * 31 % 9) * 100))
            }
            var figures = ["01001,101.5,20", "01002,77,7", "01003,53,11"]
            var weighted = ["0.1,\(land.place(5, 5))", "0.2,\(land.place(5, 5))", "0.3,\(land.place(5, 5))"]
            if isReversed {
                homes.reverse()
                figures.reverse()
                weighted.reverse()
            }
            let table = try land.layer("figures.csv", ["code,people,old"] + figures)
            let layer = try land.layer("homes.csv", ["x,y"] + homes)
            let extra = try land.layer("extra.csv", ["blind,x,y"] + weighted)
            _ = extra
            territories.append(
                try readTerritory(
                    land.description(population: [
                        PopulationSource(
                            layer: table, communeField: "code",
                            columns: ["inhabitants": ["people"], "age_75_plus": ["old"]],
                            spread: .layer(layer, weightField: nil))
                    ])))
            let points = PopulationSource(layer: extra, columns: ["inhabitants": ["blind"]])
            territories.append(try readTerritory(land.description(population: [points])))
        }
        XCTAssertEqual(territories[0].population, territories[2].population)
        XCTAssertEqual(territories[1].population, territories[3].population)
        XCTAssertEqual(territories[0].population.totalInhabitants, 231.5)
    }

    func testAllProblemsAreToldAtOnceWithTheirPlaces() throws {
        let land = try LandOfSquares()
        let points = try land.layer(
            "points.csv",
            [
                "id,n,old,x,y", "a,-3,0,\(land.place(1, 1))", "b,many,0,\(land.place(1, 2))",
                "c,NaN,0,\(land.place(1, 3))", "d,,0,\(land.place(1, 4))", "e,4,0,\(land.place(1, 5))",
                "e,4,0,\(land.place(1, 6))", "f,4,5,\(land.place(1, 7))",
            ])
        let source = PopulationSource(
            layer: points, idField: "id", columns: ["inhabitants": ["n"], "age_75_plus": ["old"]])
        let texts = problemTexts { try readTerritory(land.description(population: [source])) }
        for (line, words) in [
            (2, "negative"), (3, "no number"), (4, "no finite number"), (5, "missing"), (7, "stands twice"),
        ] {
            XCTAssertTrue(texts.contains { $0.contains("line \(line): ") && $0.contains(words) }, "\(words): \(texts)")
        }
        XCTAssertEqual(texts.count, 5)
    }

    func testGroupLargerThanThePopulationIsRefused() throws {
        let land = try LandOfSquares()
        let points = try land.layer("points.csv", ["n,old,x,y", "4,5,\(land.place(1, 7))"])
        let source = PopulationSource(layer: points, columns: ["inhabitants": ["n"], "age_75_plus": ["old"]])
        let texts = problemTexts { try readTerritory(land.description(population: [source])) }
        XCTAssertEqual(texts, ["\(points.path): line 2: age_75_plus is 5, more than the 4 inhabitants"])
    }

    func testUnknownCommuneHintsAtALostZero() throws {
        let land = try LandOfSquares()
        let figures = try land.layer("figures.csv", ["code,n", "1001,3", "01002,4", "01002,4"])
        let source = PopulationSource(layer: figures, communeField: "code", columns: ["inhabitants": ["n"]])
        let texts = problemTexts { try readTerritory(land.description(population: [source])) }
        XCTAssertEqual(texts.count, 2)
        XCTAssertTrue(texts[0].contains("line 2") && texts[0].contains("01001 is there: was a leading zero lost?"))
        XCTAssertTrue(texts[1].contains("line 4") && texts[1].contains("twice (first: line 3)"))
    }

    func testSwappedCoordinatesAreRecognised() throws {
        let land = try LandOfSquares()
        let toDegrees = try CoordinateTransformation(from: .lambert93, to: .wgs84)
        let place = try toDegrees.transform(Point(x: land.corner.x + 500, y: land.corner.y + 500))
        for (lon, lat, isSwapped) in [(place.x, place.y, false), (place.y, place.x, true)] {
            let path = try land.write("points.csv", "n,lon,lat\n8,\(lon),\(lat)\n")
            let source = PopulationSource(layer: LayerSource(path: path), columns: ["inhabitants": ["n"]])
            let read = { try readTerritory(land.description(population: [source])) }
            if isSwapped {
                XCTAssertTrue(problemTexts(read).contains { $0.contains("longitude and latitude are swapped") })
            } else {
                XCTAssertEqual(try read().inhabitantsByCommune, ["01001": 8])
            }
        }
    }

    func testPolygonsOfWholeCommunesAreToldApartFromSquares() throws {
        let land = try LandOfSquares(communes: ["1001", "1002"])
        // The codes serve as figures: one polygon a commune, then two squares in the first.
        for (name, rings, isTold) in [
            ("whole.geojson", [land.square(at: 0), land.square(at: 1)], true),
            ("squares.geojson", [land.square(at: 0, side: 200), land.square(at: 0, side: 100)], false),
        ] {
            let path = try land.write(name, land.communesGeoJSON(rings.map { ("10", $0) }))
            let source = PopulationSource(layer: LayerSource(path: path), columns: ["inhabitants": ["code"]])
            let territory = try readTerritory(land.description(population: [source]))
            XCTAssertEqual(territory.population.totalInhabitants, 20)
            XCTAssertEqual(territory.hasFinding(.warning, "each commune has one polygon"), isTold)
        }
    }

    func testPopulationOutsideIsKeptAndTold() throws {
        let land = try LandOfSquares()
        let points = try land.layer("points.csv", ["n,x,y", "4,\(land.place(1, 1))", "6,\(land.place(-500, 1))"])
        let source = PopulationSource(layer: points, columns: ["inhabitants": ["n"]])
        let territory = try readTerritory(land.description(population: [source]))
        XCTAssertEqual(territory.population.communes, [0, nil])
        XCTAssertTrue(territory.hasFinding(.warning, "6 of 10 inhabitants (60 %) lie outside"))
        let far = try land.layer("far.csv", ["n,x,y", "6,\(land.place(-50_000, 1))"])
        let texts = problemTexts {
            try readTerritory(
                land.description(population: [PopulationSource(layer: far, columns: ["inhabitants": ["n"]])]))
        }
        XCTAssertTrue(texts.first?.contains("is its coordinate reference system right") ?? false, "\(texts)")
    }

    func testPopulationOutsideIsLeftOutWhereAsked() throws {
        let land = try LandOfSquares()
        // Places: 4 people inside, 6 outside.
        let points = try land.layer("points.csv", ["n,x,y", "4,\(land.place(1, 1))", "6,\(land.place(-500, 1))"])
        let places = PopulationSource(layer: points, columns: ["inhabitants": ["n"]], outside: .leaveOut)
        let territory = try readTerritory(land.description(population: [places]))
        XCTAssertEqual(territory.population.inhabitants, [4])
        XCTAssertTrue(territory.hasFinding(.information, "6 of 10 inhabitants (60 %) lie outside"))

        // Figures of a whole country, of which two communes are ours.
        let table = try land.layer("country.csv", ["code,n", "01001,3", "01002,5", "99001,7"])
        var figures = PopulationSource(
            layer: table, communeField: "code", columns: ["inhabitants": ["n"]], outside: .leaveOut)
        let ours = try readTerritory(land.description(population: [figures]))
        XCTAssertEqual(ours.population.totalInhabitants, 8)
        XCTAssertTrue(ours.hasFinding(.information, "left out: 1"))
        figures.outside = .keep
        let texts = problemTexts { try readTerritory(land.description(population: [figures])) }
        XCTAssertTrue(texts.first?.contains("no commune has the code 99001") ?? false, "\(texts)")
        // A code that lost its zero is a fault all the same.
        let lost = try land.layer("lost.csv", ["code,n", "01001,3", "1002,5"])
        let faulty = PopulationSource(
            layer: lost, communeField: "code", columns: ["inhabitants": ["n"]], outside: .leaveOut)
        XCTAssertTrue(
            problemTexts { try readTerritory(land.description(population: [faulty])) }.first?.contains("leading zero")
                ?? false)
    }
}

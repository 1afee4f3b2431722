import Geometry
import Layers
import XCTest

@testable import Territory

/// Columns of groups that a layer does not have, and groups that a source does not name.
final class PopulationGroupsTests: XCTestCase {
    private func findings(_ territory: StudyTerritory) -> [Finding] {
        territory.findings.filter { $0.text.contains("names no column for the group") }
    }

    func testAColumnThatTheLayerDoesNotHave() throws {
        let land = try LandOfSquares()
        let points = try land.layer("points.csv", ["n,old_75,x,y", "4,1,\(land.place(1, 1))"])
        let homes = try land.layer("homes.csv", ["homes,x,y", "3,\(land.place(1, 1))"])
        let figures = try land.layer("figures.csv", ["code,n", "01002,5"])
        let texts = problemTexts {
            try readTerritory(
                land.description(population: [
                    PopulationSource(
                        layer: points, columns: ["inhabitants": ["n"], "age_75_plus": ["old"], "women": ["zebra"]]),
                    PopulationSource(
                        layer: figures, communeField: "commune", columns: ["inhabitants": ["n"]],
                        spread: .layer(homes, weightField: nil)),
                ]))
        }
        let file = "territory.yaml"
        XCTAssertEqual(texts.count, 3, "\(texts)")
        for (start, end) in [
            (
                "\(file): population[0].columns.age_75_plus: \(points.path) has no field \"old\"; ",
                "did you mean `old_75`? the fields are n, old_75, x, y"
            ),
            (
                "\(file): population[0].columns.women: \(points.path) has no field \"zebra\"; ",
                "the fields are n, old_75"
            ),
            ("\(file): population[1].commune: \(figures.path) has no field \"commune\"; ", "the fields are code, n"),
        ] {
            XCTAssertTrue(texts.contains { $0.hasPrefix(start + end) }, "\(start)\(end)\n\(texts)")
        }
    }

    func testTheColumnOfAWeightThatTheLayerDoesNotHave() throws {
        let land = try LandOfSquares()
        let homes = try land.layer("homes.csv", ["homes,x,y", "3,\(land.place(1, 1))"])
        let figures = try land.layer("figures.csv", ["code,n", "01001,5"])
        let texts = problemTexts {
            try readTerritory(
                land.description(population: [
                    PopulationSource(
                        layer: figures, communeField: "code", columns: ["inhabitants": ["n"]],
                        spread: .layer(homes, weightField: "home"))
                ]))
        }
        XCTAssertTrue(
            texts.first?.contains(
                "population[0].spread.weight: \(homes.path) has no field \"home\"; did you mean `homes`?")
                ?? false, "\(texts)")
    }

    func testAGroupThatOneSourceDoesNotName() throws {
        let land = try LandOfSquares()
        let first = try land.layer("first.csv", ["n,old,x,y", "10,2,\(land.place(100, 100))"])
        // 6 at the same place, 5 in the second commune, 4 in the third, 3 outside.
        let second = try land.layer(
            "second.csv",
            [
                "n,x,y", "6,\(land.place(100, 100))", "5,\(land.place(1500, 500))", "4,\(land.place(2500, 500))",
                "3,\(land.place(-100, 500))",
            ])
        let groups = try land.layer("groups.csv", ["code,old", "01003,1"])
        let territory = try readTerritory(
            land.description(population: [
                PopulationSource(layer: first, columns: ["inhabitants": ["n"], "age_75_plus": ["old"]]),
                PopulationSource(layer: second, columns: ["inhabitants": ["n"]]),
                PopulationSource(layer: groups, communeField: "code", columns: ["age_75_plus": ["old"]]),
            ]))
        XCTAssertEqual(territory.population.inhabitants, [16, 5, 4, 3])
        // The third commune's figure gives its place the group; the others have what the first source says.
        XCTAssertEqual(territory.population.counts(ofGroup: "age_75_plus"), [2, 0, 1, 0])
        let found = findings(territory)
        XCTAssertEqual(found.count, 1, "\(found)")
        XCTAssertEqual(found.first?.severity, .warning)
        XCTAssertEqual(found.first?.where, second.path)
        // 6 + 5 + 3 of 6 + 5 + 4 + 3.
        XCTAssertTrue(found.first?.text.contains("14 of its 18 inhabitants count as none") ?? false, "\(found)")
        XCTAssertTrue(found.first?.text.hasPrefix("population[1].columns names no column") ?? false, "\(found)")
        XCTAssertTrue(found.first?.text.contains("the group age_75_plus") ?? false, "\(found)")
    }

    func testFiguresOfCommunesWithoutAGroup() throws {
        let land = try LandOfSquares(communes: ["01001", "01002"])
        let points = try land.layer("points.csv", ["n,old,x,y", "10,2,\(land.place(100, 100))"])
        let figures = try land.layer("figures.csv", ["code,n", "01001,10", "01002,7"])
        let homes = try land.layer("homes.csv", ["x,y", land.place(1500, 1), land.place(1600, 1)])
        let territory = try readTerritory(
            land.description(population: [
                PopulationSource(layer: points, columns: ["inhabitants": ["n"], "age_75_plus": ["old"]]),
                PopulationSource(
                    layer: figures, communeField: "code", columns: ["inhabitants": ["n"]],
                    spread: .layer(homes, weightField: nil)),
            ]))
        // The ten of the first commune are those of its places, of whom the group is known.
        XCTAssertEqual(findings(territory).count, 1)
        XCTAssertTrue(findings(territory).first?.text.contains("7 of its 7 inhabitants") ?? false)
    }

    func testNothingIsToldWhereFiguresOfCommunesGiveTheGroup() throws {
        let land = try LandOfSquares(communes: ["01001", "01002"])
        let points = try land.layer("points.csv", ["n,x,y", "4,\(land.place(1, 1))", "5,\(land.place(1500, 1))"])
        let figures = try land.layer("figures.csv", ["code,n,old", "01001,4,2", "01002,5,1"])
        let territory = try readTerritory(
            land.description(population: [
                PopulationSource(layer: points, columns: ["inhabitants": ["n"]]),
                PopulationSource(
                    layer: figures, communeField: "code", columns: ["inhabitants": ["n"], "age_75_plus": ["old"]]),
            ]))
        XCTAssertEqual(territory.population.counts(ofGroup: "age_75_plus"), [2, 1])
        XCTAssertEqual(findings(territory), [])
    }
}

import Layers
import XCTest

@testable import Territory

/// Professionals of communes by bands of ages.
final class AgeReadingTests: XCTestCase {
    private func read(
        _ lines: [String], ages: [String: String] = ["under_50": "young", "50_plus": "old"]
    ) throws -> (territory: StudyTerritory, path: String) {
        let land = try LandOfSquares()
        let people = try land.layer("points.csv", ["n,x,y", "4,\(land.place(1, 1))"])
        let layer = try land.layer("supply.csv", lines)
        let territory = try readTerritory(
            land.description(
                population: [PopulationSource(layer: people, columns: ["inhabitants": ["n"]])],
                professionals: [
                    ProfessionalSource(
                        layer: layer, communeField: "code", columns: ["general_practitioner": "gp"],
                        ages: ["general_practitioner": ages])
                ]))
        return (territory, layer.path)
    }

    private func ages(_ commune: Int, _ counts: [String: Double]) -> ProfessionalAges {
        ProfessionalAges(commune: commune, profession: "general_practitioner", counts: counts)
    }

    func testCountsByBandAndCommune() throws {
        let (territory, _) = try read(["code,gp,young,old", "01003,2,,2", "01001,5,3,2", "01002,0,0,0"])
        XCTAssertEqual(
            territory.supply.ages, [ages(0, ["under_50": 3, "50_plus": 2]), ages(2, ["50_plus": 2])])
        XCTAssertFalse(territory.findings.contains { $0.text.contains("tells no age") })
    }

    func testFewerByAgeThanThereAreAreTold() throws {
        // 2 of 5 and 1 of 1 without an age.
        let (territory, path) = try read(["code,gp,young,old", "01001,5,3,0", "01002,1,,", "01003,2,1,1"])
        XCTAssertEqual(
            territory.supply.ages, [ages(0, ["under_50": 3]), ages(2, ["under_50": 1, "50_plus": 1])])
        let told = territory.findings.filter { $0.text.contains("tells no age of 3 of the 8") }
        XCTAssertEqual(told.map(\.severity), [.warning])
        XCTAssertEqual(told.map(\.where), [path])
    }

    func testMoreByAgeThanThereAreAreRefused() throws {
        let texts = problemTexts { try read(["code,gp,young,old", "01001,5,3,2", "01002,4,3,2"]) }
        XCTAssertEqual(texts.count, 1)
        XCTAssertTrue(
            texts.first?.contains(
                "line 3: professionals[0].ages.general_practitioner counts 5 by age, more than the 4 there are")
                ?? false,
            "\(texts)")
    }

    func testAColumnThatTheTableDoesNotHave() throws {
        let texts = problemTexts {
            try read(["code,gp,young,old", "01001,5,3,2"], ages: ["under_50": "yuong", "50_plus": "old"])
        }
        XCTAssertEqual(texts.count, 1)
        XCTAssertTrue(
            texts.first?.hasPrefix("territory.yaml: professionals[0].ages.general_practitioner.under_50: ") ?? false)
        XCTAssertTrue(texts.first?.contains("did you mean `young`?") ?? false, "\(texts)")
    }
}

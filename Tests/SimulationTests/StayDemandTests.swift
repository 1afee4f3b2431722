import Geometry
import Territory
import XCTest

@testable import Simulation

final class StayDemandTests: XCTestCase {
    private func settings(_ stays: String = "") throws -> StaySettings {
        let files = try TextFiles([
            "scenario.yaml": "scenario: 1\nname: Essai\nterritory: territory.yaml\n" + stays,
            "territory.yaml": "territory: 1",
        ])
        return try ScenarioFile(path: files.path("scenario.yaml")).settings.stays
    }

    private func population(_ groups: [String: [Double]]) -> Population {
        let places = [Point(x: 0, y: 0), Point(x: 1, y: 0)]
        return Population(
            ids: ["a", "b"], locations: places, communes: [0, 0], inhabitants: [100, 60],
            groups: groups.sorted { $0.key < $1.key }.map { PopulationGroup(name: $0.key, counts: $0.value) })
    }

    func testWithoutAgeGroupsThereIsAReason() throws {
        let demand = StayDemand(population([:]), settings: try settings())
        XCTAssertEqual(demand.arrivals.total, 0)
        XCTAssertTrue(
            try XCTUnwrap(demand.reason).hasPrefix("the population has no age group (age_75_plus, age_85_plus)"))
    }

    func testRatesThatAddUpToZero() throws {
        let people = population(["age_75_plus": [20, 6]])
        let none = StayDemand(
            people,
            settings: try settings(
                "stays: {arrivals: {age_75_plus: {share_of_discharges: 0, crises_per_inhabitant: 0}}}"))
        XCTAssertEqual(none.reason, "the rates of stays.arrivals times the people add up to zero", "none of them asks")
        let nobody = StayDemand(population(["age_75_plus": [0, 0]]), settings: try settings())
        XCTAssertEqual(nobody.reason, "the rates of stays.arrivals times the people add up to zero")
        let never = StayDemand(
            people,
            settings: try settings("stays: {winter: {months: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], factor: 0}}"))
        XCTAssertEqual(never.reason, "stays.winter.factor is 0 in every month")
    }

    /// Of 100 people 20 are 75 or older, 5 of them 85 or older: 80, 15 and 5 count, nobody twice.
    func testAgeGroupsThatLieWithinEachOther() throws {
        let people = population(["age_75_plus": [20, 6], "age_85_plus": [5, 0], "no_car": [30, 30]])
        let demand = StayDemand(
            people,
            settings: try settings(
                """
                stays:
                  arrivals:
                    age_85_plus: {discharges_per_inhabitant: 0.7, share_of_discharges: 0.1, crises_per_inhabitant: 0.03}
                    inhabitants: {crises_per_inhabitant: 0.001}
                    age_75_plus: {discharges_per_inhabitant: 0.5, share_of_discharges: 0.1, crises_per_inhabitant: 0}
                """))
        XCTAssertNil(demand.reason)
        XCTAssertEqual(demand.findings, [])
        let rates = (younger: 0.001, middle: 0.5 * 0.1, old: 0.7 * 0.1 + 0.03)
        XCTAssertEqual(
            demand.arrivals.perYear[0], 80 * rates.younger + 15 * rates.middle + 5 * rates.old, accuracy: 1e-12)
        XCTAssertEqual(demand.arrivals.perYear[1], 54 * rates.younger + 6 * rates.middle, accuracy: 1e-12)
        XCTAssertEqual(demand.arrivals.total, demand.arrivals.perYear[0] + demand.arrivals.perYear[1])
    }

    func testAGroupThatIsMissingOrTooGreatIsTold() throws {
        let younger = StayDemand(population(["age_75_plus": [20, 6]]), settings: try settings())
        XCTAssertEqual(younger.findings.map(\.severity), [.information])
        XCTAssertEqual(younger.arrivals.perYear[0], 20 * (0.584 * 0.01 + 0.002), accuracy: 1e-12)
        let wrong = StayDemand(
            population(["age_75_plus": [4, 6], "age_85_plus": [5, 0]]), settings: try settings())
        XCTAssertEqual(wrong.findings.map(\.severity), [.warning])
        XCTAssertTrue(wrong.findings[0].text.hasPrefix("1 people are in the group age_85_plus"))
    }

    func testWinter() throws {
        let settings = try settings("stays: {winter: {months: [2, 12], factor: 1.5}}")
        XCTAssertEqual(settings.monthFactors, [1, 1.5, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1.5])
        XCTAssertEqual(settings.meanFactor, (306 + 1.5 * (28 + 31)) / 365, accuracy: 1e-12)
    }

    func testAgesOfGroups() {
        XCTAssertEqual(PopulationBand.leastAge("age_75_plus"), 75)
        XCTAssertEqual(PopulationBand.leastAge("inhabitants"), 0)
        for name in ["no_car", "age_plus", "age_0_plus", "age_x_plus", "age_7.5_plus", "under_16", "age_-3_plus"] {
            XCTAssertNil(PopulationBand.leastAge(name), name)
        }
    }
}

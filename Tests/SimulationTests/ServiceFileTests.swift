import Coverage
import Geometry
import Layers
import Territory
import XCTest

@testable import Simulation

/// `services` of a scenario file: defaults, what is read, and everything that can be wrong with it.
final class ServiceFileTests: XCTestCase {
    private func read(_ services: String) throws -> ScenarioFile {
        let text =
            "scenario: 1\nname: Essai\nterritory: territory.yaml\nservices:\n"
            + services.split(separator: "\n").map { "  \($0)\n" }.joined()
        let files = try TextFiles(["scenario.yaml": text, "territory.yaml": "territory: 1"])
        return try ScenarioFile(path: files.path("scenario.yaml"))
    }

    private func assertProblem(_ services: String, _ parts: String..., line: UInt = #line) {
        XCTAssertThrowsError(try read(services), line: line) { error in
            for part in parts { XCTAssertTrue("\(error)".contains(part), "\(error)", line: line) }
        }
    }

    func testDefaultsOfGeneralPractice() throws {
        let file = try read("general_practice: {}")
        let service = try XCTUnwrap(file.settings.services.first)
        XCTAssertEqual(service.professions, ["general_practitioner"])
        XCTAssertEqual(service.kinds, [])
        XCTAssertEqual(service.minutes, 15)
        XCTAssertEqual(service.decay, try TravelDecay("steps:10=1,15=0.6667,20=0.3333"))
        XCTAssertEqual(service.need, NeedWeights(groups: ["age_75_plus": 2]))
        XCTAssertEqual(service.consultationsPerUnit, 5000)
        XCTAssertEqual(service.cutOffs.unit, .consultations)
        XCTAssertEqual(service.cutOffs.unmetBelow, 2.5)
        let keys = file.settings.inForce.filter { $0.key.hasPrefix("services.general_practice.") }
        XCTAssertTrue(keys.contains { $0.key == "services.general_practice.cut_offs.unmet_below" })
        XCTAssertTrue(keys.allSatisfy { !$0.source.isEmpty && !$0.source.contains("line") })
    }

    func testEverythingIsRead() throws {
        let file = try read(
            """
            soins: {professions: [nurse, midwife], kinds: [msp], minutes: 20, supply: headcount, method: 3sfca, decay: "binary:30", need: {others: 1, age_75_plus: 2.5, chronic: {weight: 3, within: age_75_plus}}, consultations_per_year: 3000, orientation_kinds: [dac], orientation_minutes: 25, cut_offs: {unit: per_100000, unmet_below: 1, abundant_from: 2, redundant_from: 3, redundant_choices: 4}, zoning: {division: zonage, zones: [1_ZIP, 2_ZAC, 3_HZ], cut_offs: [2.5, 4]}}
            emergency: {}
            """)
        XCTAssertEqual(file.settings.services.map(\.name), ["emergency", "soins"])
        XCTAssertEqual(file.settings.services[0].kinds, ["emergency"])
        XCTAssertEqual(file.settings.services[0].minutes, 30)
        let service = file.settings.services[1]
        XCTAssertEqual(service.professions, ["midwife", "nurse"])
        XCTAssertEqual(service.kinds, ["msp"])
        XCTAssertEqual(service.supplyUnit, .headcount)
        XCTAssertEqual(service.method, .threeStep)
        XCTAssertEqual(service.decay, .binary(minutes: 30))
        XCTAssertEqual(
            service.need,
            NeedWeights(groups: ["age_75_plus": 2.5, "chronic": 3], within: ["chronic": "age_75_plus"]))
        XCTAssertEqual(service.consultationsPerUnit, 3000)
        XCTAssertEqual(service.orientationKinds, ["dac"])
        XCTAssertEqual(
            service.cutOffs,
            AdequacyCutOffs(
                unit: .perHundredThousand, unmetBelow: 1, abundantFrom: 2, redundantFrom: 3, redundantChoices: 4))
        XCTAssertEqual(
            service.zoning, ServiceZoning(division: "zonage", zones: ["1_ZIP", "2_ZAC", "3_HZ"], cutOffs: [2.5, 4]))
        XCTAssertTrue(
            file.settings.inForce.contains {
                $0.key == "services.soins.zoning.cut_offs" && $0.value == .texts(["2.5", "4"])
                    && $0.source == "scenario file, line 5"
            })
    }

    func testNothingWithoutServices() throws {
        let files = try TextFiles([
            "scenario.yaml": "scenario: 1\nname: Essai\nterritory: territory.yaml\n", "territory.yaml": "territory: 1",
        ])
        let file = try ScenarioFile(path: files.path("scenario.yaml"))
        XCTAssertEqual(file.settings.services, [])
        XCTAssertFalse(file.settings.inForce.contains { $0.key.hasPrefix("services") })
    }

    func testBadFiles() {
        assertProblem("general_practise: {}", "services.general_practise", "did you mean `general_practice`?")
        assertProblem("soins: {}", "services.soins", "name its `professions` or its `kinds`")
        assertProblem("a.b: {kinds: [msp]}", "the name of a service becomes that of a column")
        assertProblem("nursing: {minuts: 5}", "minuts", "minutes")
        assertProblem("nursing: {minutes: 0}", "services.nursing.minutes")
        assertProblem("nursing: {decay: \"steps:20=1,10=2\"}", "services.nursing.decay", "minutes rise")
        assertProblem("nursing: {need: {others: -1}}", "services.nursing.need.others")
        assertProblem(
            "nursing: {need: {age_85_plus: {weight: 2, within: age_75}, age_75_plus: 1}}",
            "services.nursing.need.age_85_plus.within", "did you mean `age_75_plus`?")
        assertProblem(
            "nursing: {need: {a: {weight: 2, within: b}, b: {weight: 2, within: a}}}", "cannot lie within itself")
        assertProblem(
            "nursing: {cut_offs: {unmet_below: 2, abundant_from: 1}}", "services.nursing.cut_offs", "do not rise")
        assertProblem("nursing: {cut_offs: {unmet_below: 3}}", "do not rise")
        assertProblem(
            "nursing: {cut_offs: {unit: consultations}}", "services.nursing.cut_offs.unit", "consultations_per_year")
        assertProblem(
            "nursing: {zoning: {division: z, zones: [a, b, c], cut_offs: [1]}}", "services.nursing.zoning.cut_offs",
            "3 zones have 2 cut-offs between them")
        assertProblem("nursing: {zoning: {division: z, zones: [a, b, c], cut_offs: [2, 1]}}", "do not rise")
        assertProblem("nursing: {zoning: {division: z, zones: [a, a], cut_offs: [2]}}", "a zone stands twice")
        assertProblem("nursing: {method: huff}", "services.nursing.method")
    }

    private func land() throws -> StudyTerritory {
        let square = MultiPolygon([
            Polygon(exterior: [
                Point(x: 700_000, y: 6_600_000), Point(x: 710_000, y: 6_600_000), Point(x: 710_000, y: 6_610_000),
                Point(x: 700_000, y: 6_610_000), Point(x: 700_000, y: 6_600_000),
            ])
        ])
        return StudyTerritory(
            name: "Land", crs: .lambert93, communes: [Commune(id: CommuneID("A"), name: "A", boundary: square)],
            population: Population(
                ids: ["p"], locations: [Point(x: 705_000, y: 6_605_000)], communes: [0], inhabitants: [10],
                groups: [PopulationGroup(name: "age_75_plus", counts: [2])]),
            sites: [], supply: CommuneSupply(professionals: [Professionals(["nurse": ProfessionalCount(2)])]),
            divisions: [
                Division(
                    name: "zonage",
                    territories: [
                        DivisionTerritory(id: "1_ZIP", name: "ZIP", boundary: square, communes: [0], points: [0])
                    ])
            ])
    }

    func testNamesThatTheTerritoryDoesNotHave() throws {
        let land = try land()
        func problem(_ services: String, _ parts: String..., line: UInt = #line) throws {
            let file = try read(services)
            XCTAssertThrowsError(try resolve(file, on: land), line: line) { error in
                for part in parts { XCTAssertTrue("\(error)".contains(part), "\(error)", line: line) }
            }
        }
        try problem(
            "soins: {professions: [nurses]}", "services.soins.professions", "no professionals called nurses",
            "did you mean `nurse`?")
        try problem("general_practice: {}", "services.general_practice.professions", "general_practitioner")
        try problem(
            "nursing: {need: {age_75_pluss: 2}}", "services.nursing.need", "no group age_75_pluss", "`age_75_plus`")
        try problem(
            "nursing: {zoning: {division: zonages, zones: [a, b], cut_offs: [1]}}", "services.nursing.zoning.division",
            "did you mean `zonage`?")
        try problem(
            "nursing: {zoning: {division: zonage, zones: [1_ZIP, 1_ZAC], cut_offs: [1]}}",
            "services.nursing.zoning.zones", "has no territory 1_ZAC")
        // The default need counts where the population has its group, and is no fault where not.
        var young = land
        young.population.groups = []
        XCTAssertNoThrow(try resolve(try read("nursing: {}"), on: young))
    }
}

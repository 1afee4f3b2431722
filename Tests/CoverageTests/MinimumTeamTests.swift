import Coverage
import Territory
import XCTest

final class MinimumTeamTests: XCTestCase {
    private let rule = MinimumTeamRule(
        generalPractitioners: 2, paramedical: 1, kinds: ["msp"],
        generalPractitionerProfessions: ["general_practitioner"],
        paramedicalProfessions: ["nurse", "physiotherapist"], untoldProfessions: ["professional"])

    private func team(_ professionals: [String: Double]) -> MinimumTeam {
        MinimumTeam(Professionals(professionals.mapValues { ProfessionalCount($0) }), rule: rule)
    }

    func testEachRequirementHasItsGap() {
        let team = team(["general_practitioner": 1, "nurse": 2, "physiotherapist": 1, "dentist": 9])
        XCTAssertEqual(team.generalPractitioners.gap, 1 - 2)
        XCTAssertFalse(team.generalPractitioners.passes)
        XCTAssertEqual(team.paramedical.value, 2 + 1)
        XCTAssertEqual(team.paramedical.gap, 3 - 1)
        XCTAssertEqual(team.passes, false, "dentists are neither")
    }

    func testTwoAndOneAreEnough() {
        XCTAssertEqual(team(["general_practitioner": 2, "physiotherapist": 1]).passes, true)
        XCTAssertEqual(team(["general_practitioner": 2]).passes, false)
        XCTAssertEqual(team([:]).passes, false)
    }

    func testWhoseProfessionIsNotToldMayBeWhoIsMissing() {
        XCTAssertNil(team(["professional": 3]).passes)
        XCTAssertEqual(team(["professional": 2]).passes, false, "three are missing")
        XCTAssertNil(team(["professional": 1, "general_practitioner": 2]).passes)
        XCTAssertEqual(team(["professional": 1, "general_practitioner": 2, "nurse": 1]).passes, true)
    }

    func testHeadsCountAndNotTime() {
        let half = ProfessionalCount(headcount: 2, fullTimeEquivalents: 0.5)
        XCTAssertEqual(
            MinimumTeam(Professionals(["general_practitioner": half, "nurse": half]), rule: rule).passes, true)
    }

    func testAPolesTeamIsThatOfAllItsSitesAndIsJudgedApart() throws {
        var world = World()
        world.place("town", 0, 0)
        world.place("hamlet", 3000, 0)
        world.street("town", "hamlet", seconds: 300)
        world.village("v", at: "town", inhabitants: 20_000)
        world.site("main", at: "town")
        world.site("satellite", at: "hamlet", satelliteOf: "main")
        world.site("centre", at: "hamlet", kind: "cds")
        world.change("main") { $0.professionals = Professionals(["general_practitioner": ProfessionalCount(1)]) }
        world.change("satellite") {
            $0.professionals = Professionals([
                "general_practitioner": ProfessionalCount(1), "nurse": ProfessionalCount(13),
            ])
        }
        let threeFifteens = ThreeFifteensRule(
            inhabitants: 15_000, professionals: 15, minutes: 15, inhabitantsBasis: .allocated,
            professionalsBasis: .headcount, kinds: ["cds", "msp"], tolerance: 0, minutesQuantile: 0.95)
        let poles = judgePoles(try world.reach(), rule: threeFifteens, minimumTeam: rule).poles
        XCTAssertEqual(poles.map(\.site), [world.position("centre"), world.position("main")])
        XCTAssertNil(poles[0].minimumTeam, "a health centre needs none")
        XCTAssertEqual(poles[1].minimumTeam?.passes, true)
        XCTAssertTrue(poles[1].professionals.passes, "1 + 1 + 13")
        // Without the least team the three verdicts are the same.
        let without = judgePoles(try world.reach(), rule: threeFifteens).poles
        XCTAssertEqual(without.map(\.passes), poles.map(\.passes))
        XCTAssertEqual(without.map(\.professionals), poles.map(\.professionals))
    }
}

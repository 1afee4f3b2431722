import Territory
import XCTest

@testable import Simulation

/// Professionals who age, retire, move away, arrive, and follow the changes.
final class ProfessionalPathTests: XCTestCase {
    private func follow(
        _ world: HorizonWorld, _ settings: HorizonSettings, changes: [[Change]]? = nil, replicate: Int = 0
    ) -> (path: ProfessionalPath, plan: ProfessionalPlan) {
        let plan = world.plan(changes ?? Array(repeating: [], count: settings.years.count))
        return (
            followProfessionals(plan, world.dynamics(settings, plan), seed: settings.seed, replicate: replicate), plan
        )
    }

    func testNobodyRetiresAndNobodyComes() {
        let (path, _) = follow(HorizonWorld(practitioners: [3, 2]), .everybody(60, retiring: [:], to: 2046))
        XCTAssertEqual(path.present, Array(repeating: [3, 2], count: 21))
        XCTAssertTrue(path.isCertain)
    }

    func testACertainRetirementComesInItsYear() {
        // Sixty in 2026, sixty-five in 2031.
        let (path, _) = follow(HorizonWorld(practitioners: [3, 2]), .everybody(60, retiring: [65: 1]))
        XCTAssertEqual(path.totals, [5, 5, 5, 5, 5, 0, 0, 0, 0, 0, 0])
        XCTAssertEqual(path.flows[5][0].retired, 5)
        XCTAssertTrue(path.isCertain, "nothing is left to chance")
    }

    func testSurvivorsAreAsManyAsTheHazardsSay() {
        let hazard = RetirementHazard([.init(age: 60, hazard: 0.1), .init(age: 63, hazard: 0.3)])
        // Birthdays 60, 61, 62 with a tenth, 63 and 64 with three tenths.
        let survival = 0.9 * 0.9 * 0.9 * 0.7 * 0.7
        XCTAssertEqual(hazard.survival(from: 59, years: 5), survival, accuracy: 1e-12)
        let people = 200.0
        let replicates = 400
        let settings = HorizonSettings.everybody(59, retiring: [60: 0.1, 63: 0.3], to: 2031)
        let sum = (0..<replicates).reduce(0.0) { sum, replicate in
            sum
                + Double(
                    follow(HorizonWorld(practitioners: [people]), settings, replicate: replicate).path.totals.last ?? 0)
        }
        let mean = sum / Double(replicates)
        // Four standard errors of the mean of binomial counts: wrong once in 16 000 seeds.
        let standardError = (people * survival * (1 - survival) / Double(replicates)).squareRoot()
        XCTAssertEqual(mean, people * survival, accuracy: 4 * standardError)
        XCTAssertNotEqual(mean, people * survival, "it was drawn")
    }

    func testSupplyIsConservedEachYear() {
        let nurse = ["nurse": ProfessionalCount(9), "general_practitioner": ProfessionalCount(6)]
        let world = HorizonWorld(practitioners: [20, 5, 0], sites: [("m", 0, nurse), ("n", 1, nurse)])
        let open = Change.open(
            Site(
                id: SiteID("o"), name: "o", kind: "msp", location: .init(x: 0, y: 0), commune: 2,
                professionals: Professionals(["nurse": ProfessionalCount(4)])))
        let moved = Professionals(["general_practitioner": ProfessionalCount(3)])
        let staff = Change.staff(SiteID("o"), added: moved, removed: .none, takenFrom: .commune(0))
        let changes: [[Change]] = [
            [], [open], [open, staff], [open, staff, .close(SiteID("m"))], [open, staff, .close(SiteID("m"))], [open],
            [],
        ]
        for settlement in Settlement.allCases {
            var settings = HorizonSettings.everybody(
                60, retiring: [60: 0.1, 65: 0.5], movesAway: 0.05, arrivals: Arrivals(number: 1.5, replaced: 0.7),
                settle: settlement, to: 2032)
            settings.ages[0].shares.append(.init(band: AgeBand(first: 35, last: 50), share: 3))
            for replicate in 0..<20 {
                let (path, plan) = follow(world, settings, changes: changes, replicate: replicate)
                for year in 1..<changes.count {
                    for profession in plan.professions.indices {
                        func total(_ year: Int) -> Int {
                            (0..<plan.placeCount).reduce(0) { $0 + Int(path.present[year][plan.cell($1, profession)]) }
                        }
                        XCTAssertEqual(total(year), total(year - 1) + path.flows[year][profession].balance)
                    }
                    for place in 0..<plan.placeCount where !plan.years[year].isOpen[place] {
                        for profession in plan.professions.indices {
                            XCTAssertEqual(
                                path.present[year][plan.cell(place, profession)], 0, "a closed site is empty")
                        }
                    }
                }
            }
        }
    }

    func testThoseWhoJoinAPoleLeaveTheirCommuneAndComeBack() {
        let open = Change.open(
            Site(id: SiteID("m"), name: "m", kind: "msp", location: .init(x: 0, y: 0), commune: 1))
        let moved = Professionals(["general_practitioner": ProfessionalCount(2)])
        let staff = Change.staff(SiteID("m"), added: moved, removed: .none, takenFrom: .commune(0))
        // In the third year the staff of the second goes back to where it came from.
        let (path, plan) = follow(
            HorizonWorld(practitioners: [5, 1]), .everybody(40, retiring: [:], to: 2028),
            changes: [[open], [open, staff], [open]])
        XCTAssertEqual(plan.sites, [SiteID("m")])
        XCTAssertEqual(path.present, [[5, 1, 0], [3, 1, 2], [5, 1, 0]])
        XCTAssertEqual(path.totals, [6, 6, 6])
        XCTAssertTrue(path.flows.allSatisfy { $0[0] == ProfessionalFlows() }, "nobody came and nobody left")
    }

    func testThoseWhoOpenASiteLeaveTheirPractices() {
        let two = Professionals(["general_practitioner": ProfessionalCount(2)])
        let open = Change.open(
            Site(
                id: SiteID("m"), name: "m", kind: "msp", location: .init(x: 0, y: 0), commune: 1, professionals: two))
        let (path, _) = follow(
            HorizonWorld(practitioners: [5, 1]), .everybody(40, retiring: [:], to: 2027),
            changes: [[], [open, .leave(.commune(0), two)]])
        XCTAssertEqual(path.present, [[5, 1, 0], [3, 1, 2]])
        XCTAssertTrue(path.flows.allSatisfy { $0[0] == ProfessionalFlows() }, "nobody came and nobody left")
    }

    func testNoMoreJoinThanAreStillThere() {
        let open = Change.open(Site(id: SiteID("m"), name: "m", kind: "msp", location: .init(x: 0, y: 0), commune: 1))
        let moved = Professionals(["general_practitioner": ProfessionalCount(2)])
        let staff = Change.staff(SiteID("m"), added: moved, removed: .none, takenFrom: .commune(0))
        // All of A retire before the two of them would join.
        let (path, _) = follow(
            HorizonWorld(practitioners: [3, 0]), .everybody(63, retiring: [65: 1], to: 2029),
            changes: [[open], [open], [open, staff], [open, staff]])
        XCTAssertEqual(path.present, [[3, 0, 0], [3, 0, 0], [0, 0, 0], [0, 0, 0]])
    }

    func testArrivalsTakeVacanciesAndNothingElse() {
        // Two retire, three want to come: two settle where they are missing.
        var settings = HorizonSettings.everybody(64, retiring: [65: 1], arrivals: Arrivals(number: 3), to: 2027)
        let (path, _) = follow(HorizonWorld(practitioners: [2, 0]), settings)
        XCTAssertEqual(path.present[1], [2, 0])
        XCTAssertEqual(path.flows[1][0].arrived, 2)
        XCTAssertEqual(path.flows[1][0].unsettled, 1)
        // With the inhabitants all of them settle, where people live.
        settings.settlement = .inhabitants
        let (other, _) = follow(HorizonWorld(practitioners: [2, 0], inhabitants: [0, 1000]), settings)
        XCTAssertEqual(other.present[1], [0, 3])
        // With the supply nobody does where nobody is left.
        settings.settlement = .supply
        XCTAssertEqual(follow(HorizonWorld(practitioners: [2, 0]), settings).path.present[1], [0, 0])
    }

    func testPolesComeBeforeTheOthers() {
        let pole = ["general_practitioner": ProfessionalCount(2)]
        let settings = HorizonSettings.everybody(
            64, retiring: [65: 1], arrivals: Arrivals(number: 2), settle: .poles, to: 2027)
        let (path, _) = follow(HorizonWorld(practitioners: [9], sites: [("m", 0, pole)]), settings)
        XCTAssertEqual(path.present[1], [0, 2])
    }

    func testPartsOfPeopleStayAsTheyAre() {
        let world = HorizonWorld(practitioners: [2.5])
        let plan = world.plan([[], []])
        XCTAssertEqual(plan.years[0].people, [2])
        XCTAssertEqual(plan.years[0].remainders, [0.5])
    }

    func testTheClosestDescriptionOfAnAgeCounts() {
        var settings = HorizonSettings.everybody(40, retiring: [65: 1], to: 2028)
        func entry(_ age: Int, professions: [String] = [], communes: [String] = [], sites: [String] = []) -> AgeEntry {
            AgeEntry(
                professions: professions, communes: communes, sites: sites,
                shares: [.init(band: AgeBand(first: age, last: age), share: 1)])
        }
        // In A they are 64, at the site m in A 63, and everybody else is 40.
        settings.ages += [
            entry(64, communes: ["A"]), entry(63, sites: ["m"]), entry(40, professions: ["general_practitioner"]),
        ]
        let pole = ["general_practitioner": ProfessionalCount(2)]
        let (path, _) = follow(HorizonWorld(practitioners: [3, 4], sites: [("m", 0, pole), ("n", 1, pole)]), settings)
        XCTAssertEqual(path.present, [[3, 4, 2, 2], [0, 4, 2, 2], [0, 4, 0, 2]])
    }

    func testReplicatesDifferAndRepeat() {
        var settings = HorizonSettings.everybody(60, retiring: [60: 0.2])
        settings.ages[0].shares.append(.init(band: AgeBand(first: 30, last: 59), share: 1))
        let world = HorizonWorld(practitioners: [40, 30])
        func present(_ replicate: Int) -> [[Int32]] { follow(world, settings, replicate: replicate).path.present }
        XCTAssertEqual(present(3), present(3))
        XCTAssertNotEqual(present(3), present(4))
    }
}

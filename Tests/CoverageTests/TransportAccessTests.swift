import RoadNetwork
import Territory
import XCTest

@testable import Coverage

final class TransportAccessTests: XCTestCase {
    /// A site at `town`; `near` 1 km and one minute away, `far` 8 km and ten minutes, `other` the same in another
    /// commune. Ten people without a car in each.
    private func world() -> World {
        var world = World()
        world.commune("C", rectangle(-1000, -1000, 9000, 1000))
        world.commune("D", rectangle(-1000, 7000, 1000, 9000))
        world.place("town", 0, 0)
        world.place("near", 1000, 0)
        world.place("far", 8000, 0)
        world.place("other", 0, 8000)
        // Ten metres a second: 100 s are a kilometre.
        world.street("town", "near", seconds: 100)
        world.street("town", "far", seconds: 800)
        world.street("town", "other", seconds: 800)
        for name in ["near", "far", "other"] { world.village(name, at: name, inhabitants: 100) }
        world.group("without_car", ["near": 10, "far": 10, "other": 10])
        world.site("msp", at: "town")
        return world
    }

    private func transport(
        waiting: Double = 0, budget: Double? = nil, fare: Double = 5, cost: Double = 25, group: String = "without_car",
        kinds: [String] = []
    ) -> TransportOnDemand {
        TransportOnDemand(
            id: SiteID("tad"), name: "TAD", area: [0], kinds: kinds, group: group, waitingMinutes: waiting,
            fareEuros: fare, costPerTripEuros: cost, yearlyBudgetEuros: budget, tripsPerPersonYear: 4)
    }

    private func access(_ transport: TransportOnDemand, walking: Double = 5) throws -> TransportAccess? {
        let reach = try world().reach()
        let coverage = KindCoverage(reach, kind: "msp", limit: TravelTime(minutes: 15))
        return transportAccess(transport, reach, coverages: [coverage], walkingKilometresPerHour: walking)
    }

    func testWithoutTheGroupThereIsNothingToCount() throws {
        XCTAssertNil(try access(transport(group: "without_bicycle")))
    }

    func testPeopleWalkAndThoseOfTheAreaRide() throws {
        let found = try XCTUnwrap(try access(transport()))
        XCTAssertEqual(found.people, 30)
        XCTAssertEqual(found.peopleInArea, 20)
        // 1 km at 5 km/h are 12 minutes; 8 km are 96, and 13.3 by car.
        XCTAssertEqual(found.kinds, [.init(kind: "msp", coveredBefore: 10, coveredAfter: 20)])
        XCTAssertEqual(found.passengers, 10, "who walks there does not ride, and `other` lies outside the area")
        XCTAssertEqual(found.tripsDemanded, 10 * 4)
        XCTAssertEqual(found.paidShare, 1, "no limit")
        XCTAssertEqual(found.costEuros, 40 * 25)
        XCTAssertEqual(found.faresEuros, 40 * 5)
        XCTAssertEqual(found.publicCostEuros, 40 * (25 - 5))
    }

    func testTheLimitOnFootIsInclusive() throws {
        // 1 km in 15 minutes is 4 km/h.
        XCTAssertEqual(try access(transport(), walking: 4)?.kinds[0].coveredBefore, 10)
        XCTAssertEqual(try access(transport(), walking: 3.99)?.kinds[0].coveredBefore, 0)
    }

    func testWaitingCounts() throws {
        // 13 min 20 s by car: there is time to wait for 1 min 40 s.
        XCTAssertEqual(try access(transport(waiting: 100.0 / 60))?.passengers, 10)
        XCTAssertEqual(try access(transport(waiting: 1.7))?.passengers, 0)
        XCTAssertNil(try XCTUnwrap(try access(transport(waiting: 1.7))).paidShare, "nobody asks")
    }

    func testTheBudgetPaysForSoManyTrips() throws {
        let found = try XCTUnwrap(try access(transport(budget: 200)))
        XCTAssertEqual(found.tripsPaid, 200 / 20)
        XCTAssertEqual(found.paidShare, 10.0 / 40)
        XCTAssertEqual(found.publicCostEuros, 200)
        XCTAssertEqual(try access(transport(budget: 0))?.tripsPaid, 0)
        XCTAssertEqual(try access(transport(budget: 1e9))?.tripsPaid, 40)
        // Passengers who pay more than it costs need no budget.
        XCTAssertEqual(try access(transport(budget: 0, fare: 30))?.tripsPaid, 40)
        XCTAssertEqual(try access(transport(budget: 0, fare: 30))?.publicCostEuros, 0)
    }

    func testKindsThatItDoesNotServe() throws {
        XCTAssertEqual(try access(transport(kinds: ["pharmacy"]))?.kinds, [])
        XCTAssertEqual(try access(transport(kinds: ["pharmacy"]))?.passengers, 0)
    }
}

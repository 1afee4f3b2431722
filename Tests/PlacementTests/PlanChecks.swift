import Coverage
import RoadNetwork
import XCTest

@testable import Placement

/// What every plan must be, whatever the model: checked from its allocation alone.
func check(_ plan: Plan, _ instance: SmallInstance, _ question: SitingQuestion, line: UInt = #line) {
    let sites = Set(plan.sites)
    XCTAssertEqual(plan.sites, sites.sorted(), "ascending, each once", line: line)
    XCTAssertTrue(instance.existing.isSubset(of: sites), "existing sites stay", line: line)
    if let most = question.sites { XCTAssertLessThanOrEqual(sites.count, most, line: line) }
    XCTAssertEqual(plan.allocation.count, instance.demandCount, line: line)
    for (demand, site) in plan.allocation.enumerated() {
        guard let site else { continue }
        XCTAssertTrue(sites.contains(site), "a site that is not open", line: line)
        XCTAssertNotNil(instance.times[demand][site], "a way that is not there", line: line)
        if question.model.hasLimit, let time = instance.times[demand][site] {
            XCTAssertLessThanOrEqual(time, question.limit.milliseconds, line: line)
        }
        guard question.model != .partition else { continue }
        XCTAssertEqual(instance.times[demand][site], instance.nearest(demand, sites), "not the nearest", line: line)
        // Ties go to the first.
        let first = plan.sites.first { instance.times[demand][$0] == instance.nearest(demand, sites) }
        XCTAssertEqual(site, first, line: line)
    }
    if let objective = plan.objective, let bound = plan.bound {
        let slack = 1e-9 * max(abs(objective), 1)
        if plan.model.isMaximised {
            XCTAssertGreaterThanOrEqual(bound, objective - slack, line: line)
        } else {
            XCTAssertLessThanOrEqual(bound, objective + slack, line: line)
        }
        if plan.status == .optimal { XCTAssertEqual(bound, objective, accuracy: slack, line: line) }
    }
    if plan.status == .optimal { XCTAssertFalse(plan.sites.isEmpty, "an empty plan is not optimal", line: line) }
}

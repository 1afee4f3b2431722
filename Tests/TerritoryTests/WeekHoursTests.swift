import Territory
import XCTest

final class WeekHoursTests: XCTestCase {
    func testNothingAndEverything() {
        XCTAssertTrue(WeekHours.none.isEmpty)
        XCTAssertEqual(WeekHours.none.days, 0)
        XCTAssertEqual(WeekHours.all.hoursAWeek, 7 * 24)
        XCTAssertEqual(WeekHours.all.days, 7)
        XCTAssertTrue(WeekHours.all.contains(.none))
        XCTAssertFalse(WeekHours.all.overlaps(.none), "nothing meets nothing")
    }

    func testHoursAreCountedInQuarters() {
        // Monday and Tuesday from 08:15 to 12:00.
        let hours = WeekHours.none.with(days: 0..<2, from: 33, to: 48)
        XCTAssertEqual(hours.hoursAWeek, 2 * 3.75)
        XCTAssertEqual(hours.days, 2)
        XCTAssertFalse(hours.overlaps(.none.with(days: 0..<7, from: 32, to: 33)), "08:00 to 08:15")
        XCTAssertTrue(hours.overlaps(.none.with(days: 1..<2, from: 47, to: 60)))
        XCTAssertFalse(hours.overlaps(.none.with(days: 1..<2, from: 48, to: 60)), "12:00 is over")
    }

    func testANightGoesOnIntoTheNextDay() {
        let sunday = WeekHours.none.with(days: 6..<7, from: 80, to: 32)
        XCTAssertEqual(sunday.hoursAWeek, 12)
        XCTAssertEqual(sunday.days, 2)
        XCTAssertTrue(sunday.overlaps(.none.with(days: 0..<1, from: 0, to: 32)), "Monday before 08:00")
        XCTAssertFalse(sunday.overlaps(.none.with(days: 6..<7, from: 0, to: 80)))
    }

    func testUnionAndIntersection() {
        let morning = WeekHours.none.with(days: 0..<5, from: 32, to: 48)
        let day = WeekHours.none.with(days: 0..<5, from: 32, to: 80)
        XCTAssertEqual(morning.union(day), day)
        XCTAssertEqual(morning.intersection(day), morning)
        XCTAssertTrue(day.contains(morning))
        XCTAssertFalse(morning.contains(day))
    }

    func testMonths() {
        let winter = Months([12, 1, 2])
        XCTAssertEqual(winter.names, ["january", "february", "december"])
        XCTAssertTrue(Months.all.contains(winter))
        XCTAssertFalse(winter.overlaps(Months(3...11)))
        XCTAssertEqual(Months([0, 13]), Months([]))
    }

    func testASiteIsOpenByItsOwnTimesElseByThoseOfItsKind() {
        let day = WeekHours.none.with(days: 0..<5, from: 32, to: 80)
        let night = Moment(name: "night", hours: .none.with(days: 0..<7, from: 80, to: 32))
        let kinds = SiteKinds([
            SiteKind(name: "msp", opening: OpeningTimes(hours: day), daysPerWeek: 5),
            SiteKind(name: "summer", opening: OpeningTimes(months: Months(6...8))),
        ])
        func site(_ kind: String, opening: OpeningTimes? = nil, days: Double? = nil) -> Site {
            Site(
                id: SiteID("s"), name: "s", kind: kind, location: .init(x: 0, y: 0), daysPerWeek: days, opening: opening
            )
        }
        XCTAssertFalse(kinds.isOpen(site("msp"), at: night))
        XCTAssertTrue(kinds.isOpen(site("msp", opening: OpeningTimes(hours: .all)), at: night))
        XCTAssertTrue(kinds.isOpen(site("unheard_of"), at: night), "nothing is known of its hours")
        XCTAssertTrue(kinds.isOpen(site("summer"), at: night))
        XCTAssertFalse(kinds.isOpen(site("summer"), at: Moment(name: "w", hours: .all, months: Months([12, 1, 2]))))
        XCTAssertEqual(kinds.daysPerWeek(of: site("msp")), 5)
        XCTAssertEqual(kinds.daysPerWeek(of: site("msp", days: 2)), 2)
        XCTAssertEqual(kinds.daysPerWeek(of: site("msp", opening: OpeningTimes(hours: .all))), 7)
        XCTAssertNil(kinds.daysPerWeek(of: site("unheard_of")))
    }
}

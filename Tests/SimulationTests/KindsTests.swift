import Coverage
import Territory
import XCTest

@testable import Simulation

final class KindsTests: XCTestCase {
    private func file(_ head: String) throws -> ScenarioFile {
        let files = try TextFiles([
            "scenario.yaml": "scenario: 1\nname: Essai\nterritory: territory.yaml\n\(head)\n",
            "territory.yaml": "territory: 1",
        ])
        return try ScenarioFile(path: files.path("scenario.yaml"))
    }

    func testWhatIsWrongIsToldAtOnce() {
        let problems = problemsThrown {
            try file(
                """
                rules: {minutes: {mmg: 20}}
                kinds:
                  mmg: {minutes: 30, times: [nihgt], season: wintre}
                  stop: {times: [day], hours: {monday: "08:00-12:00"}}
                """)
        }
        XCTAssertEqual(
            problems,
            [
                "line 6, kinds.mmg.times[0]: `nihgt` is no moment: did you mean `night`?",
                "line 6, kinds.mmg.season: `wintre` is no season and no month: did you mean `winter`?",
                "line 6, kinds.mmg.minutes: rules.minutes gives the minutes of mmg too: keep one of them",
                "line 7, kinds.stop.hours: `times` says already when it is open: keep one of them",
            ])
    }

    func testFormsThatTheSchemaRefuses() {
        for (head, place) in [
            ("kinds: {mmg: {covers: walking}}", "kinds.mmg.covers"), ("kinds: {mmg: {hour: {}}}", "kinds.mmg.hour"),
            ("kinds: {mmg: {hours: {monday: \"08:10-12:00\"}}}", "kinds.mmg.hours.monday"),
            ("kinds: {mmg: {hours: {monday: \"24:00-08:00\"}}}", "kinds.mmg.hours.monday"),
            ("kinds: {mmg: {hours: {monday: \"08:00-25:00\"}}}", "kinds.mmg.hours.monday"),
            ("kinds: {mmg: {hours: {monday: 8}}}", "kinds.mmg.hours.monday"),
            ("kinds: {mmg: {hours: {mondays: \"08:00-12:00\"}}}", "kinds.mmg.hours.mondays"),
            ("kinds: {mmg: {days_per_week: 8}}", "kinds.mmg.days_per_week"),
            ("kinds: {mmg: {days_per_week: -1}}", "kinds.mmg.days_per_week"),
            ("kinds: {mmg: {minutes: -5}}", "kinds.mmg.minutes"),
            ("kinds: {mmg: {setup_years: -1}}", "kinds.mmg.setup_years"),
            ("rules: {seasons: {flu: [decembre]}}", "rules.seasons.flu[0]"),
        ] {
            let problems = problemsThrown { try file(head) }
            XCTAssertEqual(problems.count, 1, "\(head): \(problems)")
            XCTAssertTrue(problems[0].contains(place), "\(head): \(problems)")
        }
    }

    func testTheWordsOfMomentsPartTheWeek() throws {
        let moments = try file("").settings.moments
        XCTAssertEqual(moments.map(\.name), ["day", "night", "weekend"])
        let lengths: [Double] = [64, 84, 20]
        XCTAssertEqual(moments.map(\.hours.hoursAWeek), lengths, "5 × 12 + 4, 7 × 12, 8 + 12")
        for a in moments {
            for b in moments where a.name != b.name { XCTAssertFalse(a.hours.overlaps(b.hours)) }
        }
        var together = WeekHours.none
        for moment in moments { together.formUnion(moment.hours) }
        XCTAssertEqual(together, .all)
        let seasons = try file("").settings.seasons
        XCTAssertEqual(seasons.values.reduce(0) { $0 + $1.names.count }, 12)
    }

    func testAKindIsData() throws {
        let settings = try file(
            """
            rules: {moments: {evening: {every_day: "20:00-24:00"}}, seasons: {epidemic: [december, january]}}
            kinds:
              mmg: {minutes: 30, times: [evening, weekend]}
              bus: {name: Bus de santé, covers: mobile, response: orientation, days_per_week: 2, season: epidemic}
              dentist_bus: {hours: {weekdays: ["08:00-12:00", "14:00-18:00"], saturday: "08:00-12:00"}}
            """
        ).settings
        XCTAssertEqual(settings.minutes(ofKind: "mmg"), 30)
        XCTAssertEqual(settings.kinds["mmg"].opening.hours?.hoursAWeek, 7 * 4 + 20)
        let bus = settings.kinds["bus"]
        XCTAssertEqual(bus.title, "Bus de santé")
        XCTAssertEqual(travelDirection(of: bus), .fromSite)
        XCTAssertEqual(bus.response, .orientation)
        XCTAssertEqual(bus.opening.months?.names, ["january", "december"])
        XCTAssertNil(bus.opening.hours)
        XCTAssertEqual(bus.daysPerWeek, 2)
        XCTAssertEqual(settings.kinds["dentist_bus"].opening.hours?.hoursAWeek, 5 * 8 + 4)
        XCTAssertEqual(settings.kinds["dentist_bus"].opening.hours?.days, 6)
        let stated = settings.inForce.filter { $0.key == "kinds.bus" }
        XCTAssertEqual(stated.map(\.source), ["scenario file, line 7"])
    }

    func testPresetsHoldUntilTheFileSaysOtherwise() throws {
        let presets = try file("").settings
        XCTAssertEqual(travelDirection(of: presets.kinds["nurse_pool"]), .fromSite)
        XCTAssertEqual(travelDirection(of: presets.kinds["msp"]), .toSite)
        XCTAssertEqual(travelDirection(of: presets.kinds["unheard_of"]), .toSite)
        XCTAssertEqual(presets.kinds["telemedicine"].response, .orientation)
        XCTAssertEqual(presets.minutes(ofKind: "mmg"), 15, "presets change no minutes")
        for name in presets.kinds.names {
            XCTAssertEqual(presets.inForce.count { $0.key == "kinds.\(name)" }, 1, "\(name) stands in the manifest")
        }
        let changed = try file("kinds: {nurse_pool: {covers: catchment}, msp: {times: [day, weekend]}}").settings
        XCTAssertEqual(travelDirection(of: changed.kinds["nurse_pool"]), .toSite)
        XCTAssertEqual(
            changed.kinds["nurse_pool"].opening, presets.kinds["nurse_pool"].opening, "what is not said stays")
        let seasonal = try file("kinds: {msp: {season: summer}}").settings.kinds["msp"]
        XCTAssertEqual(seasonal.opening.hours, presets.kinds["msp"].opening.hours, "a season says nothing of hours")
        XCTAssertEqual(seasonal.daysPerWeek, 5)
        XCTAssertNil(changed.kinds["msp"].daysPerWeek, "the days of the preset went with its hours")
    }
}

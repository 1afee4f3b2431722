import Geometry
import Layers
import Territory
import XCTest

@testable import Simulation

final class OpeningResolutionTests: XCTestCase {
    private func resolved(_ changes: String..., head: String = "") throws -> Scenario {
        try resolve(try corteScenario(changes, head: head), on: corteTerritory())
    }

    private func after(_ changes: String..., head: String = "") throws -> StudyTerritory {
        let territory = try corteTerritory()
        return apply(try resolve(try corteScenario(changes, head: head), on: territory), to: territory)
    }

    private func problems(_ changes: String..., head: String = "") throws -> [String] {
        let territory = try corteTerritory()
        return problemsThrown { try resolve(try corteScenario(changes, head: head), on: territory) }
    }

    private func site(_ id: String, _ territory: StudyTerritory) throws -> Site {
        territory.sites[try XCTUnwrap(territory.siteIndex(SiteID(id)), id)]
    }

    private func total(_ territory: StudyTerritory) -> ProfessionalCount {
        (territory.supply.professionals + territory.sites.map(\.professionals)).reduce(.none, +).total
    }

    // MARK: bad input

    func testWhatTheFileAloneTells() throws {
        let open = "open: {id: n, at: [9.1, 42.3]"
        for (change, place, text) in [
            ("\(open), kind: msp, setup_years: 3}", "open.setup_years", "counts from a year"),
            (
                "\(open), kind: msp, decided: 2026, from: 2025}", "open.decided",
                "decided in 2026, after it opens (2025)"
            ),
            (
                "\(open), kind: msp, decided: 2026, from: 2028, setup_years: 2}", "open.setup_years",
                "`from` says already"
            ),
            ("\(open), kind: kiosk, decided: 2026}", "open.decided", "nothing is known of how long"),
            ("\(open), kind: msp, setup_years: -1, decided: 2026}", "open.setup_years", "at least 0"),
            ("\(open), kind: msp, filled: 0.5}", "open.filled", "there are none"),
            ("\(open), kind: msp, filled: 1.5, professionals: {nurse: 2}}", "open.filled", "at most 1"),
            ("\(open), kind: msp, filled: -0.5, professionals: {nurse: 2}}", "open.filled", "at least 0"),
            ("\(open), kind: msp, professionals: {nurse: -2}}", "open.professionals.nurse", "at least 0"),
            ("\(open), kind: msp, taken_from: {other: {nurse: -1}}}", "open.taken_from.other.nurse", "at least 0"),
            ("\(open), kind: msp, zone: {communes: [2B096]}}", "open.zone", "it has no zone"),
            ("\(open), kind: dac, zone: {division: canton}}", "open.zone", "needs the key `value`"),
            ("\(open), kind: msp, times: [nihgt]}", "open.times[0]", "is no moment: did you mean `night`?"),
            ("mobile_unit: {id: bus, stops: []}", "mobile_unit.stops", "1 values or more"),
            (
                "transport_on_demand: {id: t, area: {communes: [2B096]}, fare_euros: -1, cost_per_trip_euros: 20}",
                "transport_on_demand.fare_euros", "at least 0"
            ),
        ] {
            let problems = try problems(change)
            XCTAssertEqual(problems.count, 1, "\(change): \(problems)")
            XCTAssertTrue(problems.first?.contains("changes[0].\(place)") ?? false, "\(change): \(problems)")
            XCTAssertTrue(problems.first?.contains(text) ?? false, "\(change): \(problems)")
        }
    }

    func testWhatTheTerritoryTells() throws {
        let found = try problems(
            "open: {id: a, kind: msp, at: [9.1, 42.3], satellite_of: nobody}",
            "open: {id: b, kind: msp, at: [9.1, 42.3], professionals: {nurse: 9}, taken_from: {2B096: {nurse: 6}}}",
            "open: {id: c, kind: msp, at: [9.1, 42.3], professionals: {nurse: 1}, taken_from: {other: {nurse: 2}}}",
            "open: {id: d, kind: msp, at: [9.1, 42.3], professionals: {nurse: 1}, taken_from: d}",
            "open: {id: e, kind: msp, at: [9.1, 42.3], professionals: {nurse: 4}, filled: 0.5, taken_from: {main: {nurse: 3}}}",
            "open: {id: f, kind: msp, at: [9.1, 42.3], professionals: {nurse: {count: 1, fte: 0.5}}, taken_from: {other: {nurse: 1}}}",
            "relocate: {id: other, into: nowhere}", "relocate: {id: other, into: other}",
            "open: {id: g, kind: dac, at: [9.1, 42.3], zone: {communes: [2B69]}}",
            "open: {id: h, kind: dac, at: [9.1, 42.3], zone: {division: canton, value: x}}",
            "mobile_unit: {id: bus, stops: [{at: [9.1, 42.3], days_per_week: 4}, {at: [9.1, 42.31], days_per_week: 4}]}",
            "transport_on_demand: {id: t, area: {communes: [2B096]}, fare_euros: 5, cost_per_trip_euros: 20}")
        let expected = [
            "changes[0].open.satellite_of: there is no site nobody",
            "changes[1].open.taken_from.2B096.nurse: 2B096 has 5 of nurse, fewer than 6",
            "changes[2].open.taken_from: 2 of nurse leave for a site where 1 work: take fewer",
            "changes[3].open.taken_from: the site takes professionals from itself",
            "changes[3].open.taken_from: there is no site and no commune d",
            "changes[4].open.taken_from: 3 of nurse leave for a site where 2 work: take fewer, or raise `professionals` or `filled`",
            "changes[5].open.professionals.nurse: 0.5 full-time equivalents, fewer than the 1 of those who join",
            "changes[6].relocate.into: there is no site nowhere", "changes[7].relocate.into: the practice joins itself",
            "changes[8].open.zone.communes: there is no commune 2B69: did you mean `2B096`?",
            "changes[9].open.zone.division: the territory has no division canton",
            "changes[10].mobile_unit.stops: the unit tours 8 days a week",
            "changes[11].transport_on_demand.group: the population has no group without_car",
        ]
        for text in expected {
            XCTAssertTrue(found.contains { $0.contains(text) }, "\(text)\n\(found.joined(separator: "\n"))")
        }
        XCTAssertEqual(found.count, expected.count, found.joined(separator: "\n"))
    }

    // MARK: relocation

    func testAnOpeningConservesWhatItTakes() throws {
        let before = try corteTerritory()
        let after = try after(
            "open: {id: new, kind: msp, at: [9.1, 42.3], professionals: {nurse: 6}, taken_from: {main: {nurse: 2}, 2B096: {nurse: 4}}}"
        )
        XCTAssertEqual(total(after), total(before))
        // Of main's 4 nurses (3 full-time equivalents) two bring half.
        XCTAssertEqual(
            try site("new", after).professionals["nurse"], ProfessionalCount(headcount: 6, fullTimeEquivalents: 1.5 + 4)
        )
        XCTAssertEqual(
            try site("main", after).professionals["nurse"], ProfessionalCount(headcount: 2, fullTimeEquivalents: 1.5))
        XCTAssertEqual(after.supply.professionals[0]["nurse"], ProfessionalCount(1))
        let changes = SupplyChanges(from: before, to: after)
        XCTAssertEqual(changes.sites.map(\.site.text), ["main", "new"])
        XCTAssertEqual(changes.sites[0].professions.map(\.change.headcount), [-2])
        XCTAssertEqual(changes.total.map(\.change), [.none])
        // Its place is in the commune that it takes from: that one loses nobody in all.
        XCTAssertEqual(changes.losingCommunes, [])
    }

    func testLosingCommunesAreListed() throws {
        let before = try corteTerritory()
        // 9.2 is east of Corte.
        let after = try after(
            "open: {id: new, kind: msp, at: [9.2, 42.3], professionals: {nurse: 3, dentist: 1}, taken_from: {2B096: {nurse: 2}}}"
        )
        let changes = SupplyChanges(from: before, to: after)
        XCTAssertEqual(changes.losingCommunes.map(\.commune), [0])
        XCTAssertEqual(changes.communes.map(\.commune), [0, 1])
        XCTAssertEqual(changes.communes[0].professions.map(\.profession), ["nurse"])
        // 4 at main, 2 at other, 5 known by commune.
        XCTAssertEqual(changes.communes[0].professions[0].before.headcount, 4 + 2 + 5)
        XCTAssertEqual(changes.communes[0].professions[0].after.headcount, 11 - 2)
        XCTAssertEqual(changes.communes[1].professions.map(\.profession), ["dentist", "nurse"])
        XCTAssertEqual(changes.total.map(\.change.headcount), [1, 1], "a dentist and a nurse are new")
        XCTAssertTrue(SupplyChanges(from: before, to: before).isEmpty)
        let whole = try self.after(
            "open: {id: new, kind: msp, at: [9.2, 42.3], professionals: {nurse: 2}, taken_from: other}")
        XCTAssertEqual(
            whole.sites.map { $0.professionals["nurse"].headcount }, [4, 2, 0, 0], "all of them come from there")
    }

    func testAPracticeThatRelocatesBringsAllAndCloses() throws {
        let before = try corteTerritory()
        let after = try after("relocate: {id: other, into: main}")
        XCTAssertNil(after.siteIndex(SiteID("other")))
        XCTAssertEqual(total(after), total(before))
        XCTAssertEqual(
            try site("main", after).professionals["nurse"], ProfessionalCount(headcount: 6, fullTimeEquivalents: 5))
        let twice = try problems("relocate: {id: other, into: main}", "close: {id: other}")
        XCTAssertEqual(twice.count, 1, "\(twice)")
        XCTAssertTrue(twice.first?.contains("is closed already (line 6, changes[0].relocate)") ?? false, "\(twice)")
    }

    func testOpeningThenClosingIsTheBaseline() throws {
        let before = try corteTerritory()
        let dac = "open: {id: n, kind: dac, at: [9.1, 42.3], zone: {communes: [2B096]}}"
        XCTAssertEqual(try after(dac, "close: {id: n}"), before)
        XCTAssertEqual(
            try after("mobile_unit: {id: bus, stops: [{at: [9.1, 42.3], days_per_week: 2}]}", "close: {id: bus-1}"),
            before)
    }

    // MARK: visiting, touring

    func testTheHeadsOfVisitorsStayAndTheirTimeMoves() throws {
        let before = try corteTerritory()
        let after = try after(
            "open: {id: v, kind: consultation_avancee, at: [9.1, 42.3], days_per_week: 2, professionals: {nurse: 1}, taken_from: other}",
            "open: {id: w, kind: consultation_avancee, at: [9.1, 42.3], professionals: {cardiologist: 1}}")
        XCTAssertEqual(
            try site("v", after).professionals["nurse"], ProfessionalCount(headcount: 0, fullTimeEquivalents: 2.0 / 5))
        XCTAssertEqual(
            try site("other", after).professionals["nurse"],
            ProfessionalCount(headcount: 2, fullTimeEquivalents: 2 - 2.0 / 5))
        // Who comes from nowhere is a head, for one day a week (the kind's).
        XCTAssertEqual(
            try site("w", after).professionals["cardiologist"],
            ProfessionalCount(headcount: 1, fullTimeEquivalents: 1.0 / 5))
        XCTAssertEqual(total(after).headcount, total(before).headcount + 1)
        XCTAssertEqual(total(after).fullTimeEquivalents, total(before).fullTimeEquivalents + 0.2, accuracy: 1e-12)
    }

    func testAMobileUnitIsSharedOutOverItsStops() throws {
        let after = try after(
            """
            mobile_unit: {id: bus, name: Bus, professionals: {nurse: 2}, minutes: 8, season: winter, \
            stops: [{at: [9.1, 42.3], name: Gare, days_per_week: 3}, {at: [9.2, 42.3], days_per_week: 1}]}
            """)
        let stops = [try site("bus-1", after), try site("bus-2", after)]
        XCTAssertEqual(stops.map(\.name), ["Gare", "Bus, arrêt 2"])
        XCTAssertEqual(stops.map(\.kind), ["mobile_unit", "mobile_unit"])
        XCTAssertEqual(stops.map(\.daysPerWeek), [3, 1])
        XCTAssertEqual(stops.map(\.minutes), [8, 8])
        XCTAssertEqual(stops.map { $0.professionals["nurse"].headcount }, [2 * 3.0 / 4, 2 * 1.0 / 4])
        // Two nurses for four days of five: 1.6 full-time equivalents.
        XCTAssertEqual(stops.reduce(0) { $0 + $1.professionals["nurse"].fullTimeEquivalents }, 1.6, accuracy: 1e-12)
        XCTAssertEqual(stops[0].opening?.months?.names, ["january", "february", "december"])
    }

    func testAMobileUnitMayBeTemporary() throws {
        let unit = "mobile_unit: {id: bus, stops: [{at: [9.1, 42.3], days_per_week: 2}], from: 2027, until: 2029}"
        XCTAssertEqual(
            try [2026, 2027, 2029, 2030].map { try resolved(unit, head: "year: \($0)").changes.count }, [0, 1, 1, 0])
    }

    // MARK: delays, empty premises

    func testASiteOpensWhenItIsSetUp() throws {
        func opens(_ keys: String, head: String = "") throws -> Int? {
            try corteScenario(["open: {id: n, at: [9.1, 42.3], \(keys)}"], head: head).changes[0].from
        }
        XCTAssertEqual(try opens("kind: msp, decided: 2026"), 2026 + 4)
        XCTAssertEqual(try opens("kind: msp, decided: 2026, setup_years: 2.5"), 2029, "in whole years")
        XCTAssertEqual(try opens("kind: msp, decided: 2026, from: 2027"), 2027, "known better")
        XCTAssertEqual(try opens("kind: kiosk, decided: 2026", head: "kinds: {kiosk: {setup_years: 1}}"), 2027)
        XCTAssertNil(try opens("kind: msp"))
        let open = "open: {id: n, kind: msp, at: [9.1, 42.3], decided: 2026}"
        XCTAssertEqual(try resolved(open, head: "year: 2029").changes, [])
        XCTAssertEqual(try resolved(open, head: "year: 2030").changes.count, 1)
    }

    func testAHouseThatFailsToFill() throws {
        let open =
            "open: {id: n, kind: msp, at: [9.1, 42.3], professionals: {dentist: 2, general_practitioner: 5, "
            + "nurse: {count: 5, fte: 4}, physiotherapist: 3}, filled: 0.6}"
        let site = try site("n", after(open))
        // 9 of 15: quotas 1.2, 3, 3, 1.8; the one that is left goes to the greatest remainder.
        XCTAssertEqual(
            site.professionals.names.map { site.professionals[$0].headcount }, [1, 3, 3, 2],
            "\(site.professionals.names)")
        XCTAssertEqual(site.professionals["nurse"].fullTimeEquivalents, 4 * 3.0 / 5, accuracy: 1e-12)
        XCTAssertEqual(site.planned?.total.headcount, 15)
        let findings = try resolved(open).findings.map(\.description)
        XCTAssertTrue(findings.contains { $0.contains("of 15 professionals planned 9 come") }, "\(findings)")
    }

    func testNobodyComesByHalves() throws {
        func heads(_ filled: Double, of planned: Int) throws -> Double {
            try site(
                "n",
                after(
                    "open: {id: n, kind: msp, at: [9.1, 42.3], professionals: {nurse: \(planned)}, filled: \(filled)}")
            ).professionals.total.headcount
        }
        XCTAssertEqual(try heads(0.7, of: 10), 7, "7.000000000000001 or 6.999999999999999 in binary")
        XCTAssertEqual(try heads(0.5, of: 3), 1)
        XCTAssertEqual(try heads(0, of: 3), 0)
        XCTAssertEqual(try heads(1, of: 3), 3)
        XCTAssertNil(
            try site("n", after("open: {id: n, kind: msp, at: [9.1, 42.3], professionals: {nurse: 3}, filled: 1}"))
                .planned)
    }

    // MARK: moments

    func testSitesThatAreClosedAtAMomentDropOut() throws {
        let settings = try corteScenario([], head: "moment: night\nseason: winter").settings
        let moment = try XCTUnwrap(settings.moment)
        XCTAssertEqual(moment.months.names, ["january", "february", "december"])
        var territory = try after(
            "open: {id: always, kind: emergency, at: [9.1, 42.3]}", "open: {id: kiosk, kind: kiosk, at: [9.1, 42.3]}",
            "open: {id: summer, kind: emergency, at: [9.1, 42.3], season: summer}",
            "open: {id: mmg, kind: mmg, at: [9.1, 42.3]}",
            "open: {id: msp, kind: msp, at: [9.1, 42.3], season: winter}")
        territory.findings = []
        let open = territory.open(at: moment, kinds: settings.kinds)
        XCTAssertEqual(open.sites.map(\.id.text), ["always", "kiosk", "mmg"])
        XCTAssertEqual(
            open.findings.map(\.text),
            [
                "1 of 2 sites are closed at the moment night (january, february, december) and left out: summer",
                // A season of its own says nothing of the hours of its kind.
                "4 of 4 sites are closed at the moment night (january, february, december) and left out: "
                    + "main, msp, other, satellite",
            ])
        XCTAssertEqual(territory.unknownHoursFindings(settings.kinds).map(\.where), ["kiosk"])
    }

    func testMomentsThatAreNone() {
        let problems = problemsThrown {
            try corteScenario([], head: "moment: nihgt\nseason: wintr\nmoments: [day, nigth, day]")
        }
        XCTAssertEqual(
            problems,
            [
                "line 4, moment: `nihgt` is no moment: did you mean `night`?",
                "line 6, moments[1]: `nigth` is no moment: did you mean `night`?",
                "line 5, season: `wintr` is no season and no month: did you mean `winter`?",
                "line 6, moments[2]: day stands twice: name it once",
            ])
    }
}

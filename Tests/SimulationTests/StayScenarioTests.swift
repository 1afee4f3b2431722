import Geometry
import Territory
import XCTest

@testable import Simulation

/// The section `stays` and the change `temporary_stay`, as files say them.
final class StayScenarioTests: XCTestCase {
    private let head = "scenario: 1\nname: Essai\nterritory: territory.yaml\n"

    private func read(_ text: String) throws -> ScenarioFile {
        let files = try TextFiles(["scenario.yaml": head + text, "territory.yaml": "territory: 1"])
        return try ScenarioFile(path: files.path("scenario.yaml"))
    }

    func testEveryWrongValueIsToldWithItsPlace() {
        let problems = problemsThrown {
            try read(
                """
                changes:
                  - temporary_stay: {id: a, at: [9, 42], beds: -1}
                  - temporary_stay: {id: b, at: [9, 42], beds: 2.5}
                  - temporary_stay: {id: c, beds: 2}
                  - temporary_stay: {id: d, at: [9, 42], at_site: x, beds: 2}
                  - temporary_stay: {id: e, at: [9, 42]}
                  - temporary_stay: {id: f, at: [9, 42], beds: 2, bed: 2}
                stays:
                  arrivals: {age_75_plus: {share_of_discharges: 1.2, crises_per_inhabitant: -1}}
                  length: {distribution: lognormal, mean_days: 0, longest_days: 0}
                  home_support: {share: 2}
                  winter: {months: [0, 13], factor: -1}
                  longest_wait_days: 400
                  replicates: 0
                  confidence: 1
                  warmup_days: 3
                seed: -1
                """)
        }
        for expected in [
            "line 5, changes[0].temporary_stay.beds: expected a whole number from 0 to 100000, found -1",
            "line 6, changes[1].temporary_stay.beds: expected a whole number from 0 to 100000, found 2.5",
            "line 7, changes[2].temporary_stay: expected exactly one of the keys at, at_site, found none",
            "line 8, changes[3].temporary_stay: expected exactly one of the keys at, at_site, found",
            "line 9, changes[4].temporary_stay: the key `beds` is missing",
            "line 10, changes[5].temporary_stay.bed: the key `bed` is unknown",
            "stays.arrivals.age_75_plus.share_of_discharges: expected a number at least 0 and at most 1, found 1.2",
            "stays.arrivals.age_75_plus.crises_per_inhabitant: expected a number at least 0",
            "stays.length.distribution: `lognormal` is not one of exponential, fixed, uniform",
            "stays.length.mean_days: expected a number greater than 0",
            "stays.length.longest_days: expected a number greater than 0 and at most 365, found 0",
            "stays.home_support.share: expected a number at least 0 and at most 1, found 2",
            "stays.winter.months[0]: expected a whole number from 1 to 12, found 0",
            "stays.winter.months[1]: expected a whole number from 1 to 12, found 13",
            "stays.winter.factor: expected a number at least 0 and at most 100, found -1",
            "stays.longest_wait_days: expected a number at least 0 and at most 365, found 400",
            "stays.replicates: expected a whole number from 1 to 1000, found 0",
            "seed: expected a whole number from 0",
            "stays.confidence: expected a number at least 0.5 and at most 0.999, found 1",
            "the key `warmup_days` is unknown: did you mean `warm_up_days`?",
        ] {
            XCTAssertTrue(
                problems.contains { $0.contains(expected) }, "\(expected)\n\(problems.joined(separator: "\n"))")
        }
        for longest in ["366", "-3"] {
            XCTAssertTrue(
                problemsThrown { try read("stays: {length: {longest_days: \(longest)}}") }[0]
                    .contains("stays.length.longest_days: expected a number greater than 0 and at most 365"))
        }
    }

    func testDefaultsHaveTheirSources() throws {
        let stays = try read("").settings.stays
        XCTAssertFalse(stays.isAsked)
        XCTAssertEqual(stays.bands.map(\.group), ["age_75_plus", "age_85_plus"])
        XCTAssertEqual(stays.longestWaitDays, 7)
        XCTAssertEqual(stays.replicates, 100)
        XCTAssertEqual(stays.monthFactors, [Double](repeating: 1, count: 12))
        XCTAssertTrue(stays.inForce.allSatisfy { !$0.source.isEmpty && ($0.key.hasPrefix("stays.") || $0.key == "seed") })
        XCTAssertEqual(Set(stays.inForce.map(\.key)).count, stays.inForce.count)
        XCTAssertFalse(
            try read("").settings.inForce.contains { $0.key.hasPrefix("stays.") }, "in force where there are stays")
    }

    func testEverythingIsRead() throws {
        let file = try read(
            """
            changes:
              - temporary_stay: {id: a, name: Lits, at: [9, 42], beds: 8, minutes: 40, from: 2030}
              - temporary_stay: {id: b, at_site: ehpad, beds: 4}
            stays:
              arrivals: {age_80_plus: {discharges_per_inhabitant: 0.6, share_of_discharges: 0.5}, inhabitants: {}}
              length: {distribution: fixed, mean_days: 12, longest_days: 10}
              home_support: {share: 0.25, days: 5}
              winter: {months: [12, 1, 12], factor: 2}
              longest_wait_days: 0
              days: 100
              warm_up_days: 0
              replicates: 3
              confidence: 0.9
              erlang_tolerance: 0
            seed: 99
            """)
        XCTAssertEqual(file.changes.map(\.from), [2030, nil])
        XCTAssertEqual(
            file.changes.map(\.action),
            [
                .temporaryStay(
                    TemporaryStayEntry(name: "Lits", place: .coordinates(Point(x: 9, y: 42)), beds: 8, minutes: 40)),
                .temporaryStay(TemporaryStayEntry(place: .site(SiteID("ehpad")), beds: 4)),
            ])
        let stays = file.settings.stays
        XCTAssertTrue(stays.isAsked)
        XCTAssertEqual(stays.bands.map(\.group), ["inhabitants", "age_80_plus"], "from the youngest")
        XCTAssertEqual(stays.bands.map(\.arrivalsPerInhabitant), [0, 0.3])
        XCTAssertEqual(stays.length.meanOccupiedDays, 10)
        XCTAssertEqual([stays.homeSupportShare, stays.homeSupportDays], [0.25, 5])
        XCTAssertEqual(stays.winter, WinterEpidemic(months: [1, 12], factor: 2))
        XCTAssertEqual([stays.days, stays.warmUpDays, stays.replicates], [100, 0, 3])
        XCTAssertEqual(stays.seed, 99)
        XCTAssertEqual([stays.longestWaitDays, stays.confidence, stays.erlangTolerance], [0, 0.9, 0])
        XCTAssertEqual(
            stays.inForce.first { $0.key == "seed" },
            Setting(key: "seed", value: .number(99), source: "scenario file, line 18"))
    }

    // MARK: On a territory

    /// One commune of 20 km around Corte with one site.
    private func territory() throws -> StudyTerritory {
        let toMetres = try CoordinateTransformation(from: .wgs84, to: .lambert93)
        let centre = try toMetres.transform(Point(x: 9.149, y: 42.3063))
        let corners = [
            (-10_000.0, -10_000.0), (10_000, -10_000), (10_000, 10_000), (-10_000, 10_000), (-10_000, -10_000),
        ]
        return StudyTerritory(
            name: "Corte", crs: .lambert93,
            communes: [
                Commune(
                    id: CommuneID("2B096"), name: "Corte",
                    boundary: MultiPolygon([
                        Polygon(exterior: corners.map { Point(x: centre.x + $0.0, y: centre.y + $0.1) })
                    ]))
            ],
            population: Population(
                ids: ["p"], locations: [centre], communes: [0], inhabitants: [7000],
                groups: [
                    PopulationGroup(name: "age_75_plus", counts: [700]), PopulationGroup(name: "no_car", counts: [900]),
                ]),
            sites: [Site(id: SiteID("ehpad"), name: "EHPAD", kind: "ehpad", location: centre, commune: 0)],
            supply: CommuneSupply(professionals: [.none]))
    }

    func testBedsOpenAtAPlaceOrAtASite() throws {
        let territory = try territory()
        let scenario = try resolve(
            try read(
                """
                changes:
                  - temporary_stay: {id: a, at: [9.2, 42.3], beds: 8, minutes: 40}
                  - temporary_stay: {id: b, at_site: ehpad, beds: 4}
                """), on: territory)
        let sites = apply(scenario, to: territory).sites
        XCTAssertEqual(sites.map(\.id.text), ["a", "b", "ehpad"])
        XCTAssertEqual(sites.map(\.kind), ["temporary_stay", "temporary_stay", "ehpad"])
        XCTAssertEqual(sites.map(\.beds), [8, 4, nil])
        XCTAssertEqual(sites.map(\.minutes), [40, nil, nil])
        XCTAssertEqual(sites[1].location, territory.sites[0].location)
        XCTAssertEqual(sites[1].commune, 0)
    }

    func testWhatTheTerritoryDoesNotHave() throws {
        let territory = try territory()
        let problems = problemsThrown {
            try resolve(
                try read(
                    """
                    changes:
                      - temporary_stay: {id: a, at_site: ehpat, beds: 8}
                      - temporary_stay: {id: ehpad, at: [9.2, 42.3], beds: 4}
                      - temporary_stay: {id: b, at: [2.3, 48.8], beds: 4}
                    stays: {arrivals: {age_57_plus: {}, no_car: {}, age_75_plus: {}}}
                    """), on: territory)
        }
        XCTAssertEqual(
            problems,
            [
                "line 5, changes[0].temporary_stay.at_site: there is no site ehpat: did you mean `ehpad`?",
                "line 6, changes[1].temporary_stay: there is a site ehpad already: give the beds an id of their own",
                "line 7, changes[2].temporary_stay.at: [2.3, 48.8] lies more than 50 km outside the territory: "
                    + "check the coordinates: longitude, then latitude, in degrees",
                "stays.arrivals.age_57_plus: the population has no age band age_57_plus: did you mean `age_75_plus`?",
                "stays.arrivals.no_car: the population has no age band no_car: known: inhabitants, age_75_plus",
            ])
    }
}

import Coverage
import Geometry
import RoadNetwork
import Simulation
import Synthesis
import Territory
import XCTest

/// A small seeded generator (SplitMix64), so that a failure can be seen again.
private struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// What must hold of any scenario, on a synthetic territory.
final class SimulationInvariantsTests: XCTestCase {
    private struct Study {
        var roads: LoadedRoads
        var loaded: LoadedScenario
        var baseline: SimulationResult
    }

    private static let study = Result { () -> Study in
        let files = try TextFiles()
        let folder = files.path("territory")
        try write(try synthesize(SynthesisRequest(name: "Essai", junctions: 600, seed: 7)), to: folder)
        let path = try files.write(
            "scenario.yaml",
            """
            scenario: 1
            name: Essai
            territory: territory/territory.yaml
            rules: {minutes: {msp: 10, cds: 5, nurse_pool: 10}, three_15s: {minutes: 10}}
            travel: {resolution_metres: 400}
            changes: []
            equity: {kind: msp, groups: [age_75_plus], threshold: 10}
            """)
        let loaded = try loadScenario(path: path)
        // The same roads in another projection than the territory's.
        let description = try XCTUnwrap(TerritoryFile(path: files.path("territory/territory.yaml")).roads)
        let roads = try loadRoads(description, profile: loaded.profile, crs: CoordinateReferenceSystem("EPSG:32631"))
        return Study(roads: roads, loaded: loaded, baseline: try loaded.analysed(threads: 2))
    }

    private func study() throws -> Study { try Self.study.get() }

    private func analyse(_ changes: [Change]) throws -> SimulationResult {
        var loaded = try study().loaded
        loaded.scenario.changes = changes
        return try loaded.analysed(threads: 2)
    }

    private func site(_ id: String, at location: Point, kind: String = "msp") throws -> Site {
        let nurses = Professionals(["nurse": ProfessionalCount(16)])
        return Site(id: SiteID(id), name: id, kind: kind, location: location, professionals: nurses)
    }

    func testTheEmptyScenarioIsTheBaseline() throws {
        let study = try study()
        let territory = study.loaded.baseline
        XCTAssertEqual(study.loaded.territory, territory)
        let people = try study.loaded.attachedPeople(threads: 1)
        var evaluation = try evaluate(
            territory, named: "Essai", for: people, settings: study.loaded.settings, threads: 1)
        evaluation.findings = study.loaded.findings + evaluation.findings
        let analysed = SimulationResult(
            evaluation: evaluation, maps: try draw(evaluation, for: people, threads: 1))
        assertSame(analysed, study.baseline)
        XCTAssertFalse(study.baseline.kinds.isEmpty)
        XCTAssertNotNil(study.baseline.equity)
        try assertTotalsAddUp(study.baseline)
    }

    /// Scenario after scenario with one cache: each result is as without, and only sites that are new or moved are
    /// computed.
    func testACacheComputesOnlyWhatChanged() throws {
        var loaded = try study().loaded
        let cache = SiteTravelCache()
        func result(_ changes: [Change]) throws -> SimulationResult {
            loaded.scenario.changes = changes
            let cached = try loaded.analysed(cache: cache, threads: 2)
            assertSame(cached, try loaded.analysed(threads: 2))
            return cached
        }
        _ = try result([])
        let ofBaseline = cache.count
        XCTAssertEqual(
            ofBaseline, loaded.baseline.sites.count - (try study().baseline.unattachedSites.count),
            "each attached site once")
        let sites = loaded.baseline.sites
        _ = try result([.close(sites[0].id)])
        XCTAssertEqual(cache.count, ofBaseline)
        let home = loaded.baseline.population.locations[0]
        _ = try result([.open(site("new", at: home))])
        XCTAssertEqual(cache.count, ofBaseline + 1)
        _ = try result([.open(site("other", at: home))])
        XCTAssertEqual(cache.count, ofBaseline + 1, "times belong to places, not to names")
    }

    func testOpeningASiteMakesNobodyWorseOff() throws {
        let study = try study()
        let population = study.loaded.baseline.population
        var random = SeededGenerator(state: 11)
        for _ in 0..<15 {
            // Near homes, in the fields and out of the land.
            let home = population.locations.randomElement(using: &random) ?? Point(x: 0, y: 0)
            let location = Point(
                x: home.x + Double.random(in: -3000...3000, using: &random),
                y: home.y + Double.random(in: -3000...3000, using: &random))
            let kind = ["msp", "cds", "nurse_pool"].randomElement(using: &random) ?? "msp"
            let message = "\(kind) at \(location)"
            let result = try analyse([.open(site("new", at: location, kind: kind))])
            try assertTotalsAddUp(result)
            for after in result.kinds {
                guard let before = study.baseline.kinds.first(where: { $0.kind == after.kind }) else { continue }
                for point in 0..<population.count {
                    XCTAssertLessThanOrEqual(
                        after.coverage.nearestTime[point], before.coverage.nearestTime[point], message)
                    XCTAssertGreaterThanOrEqual(
                        after.coverage.sitesWithin[point].count, before.coverage.sitesWithin[point].count, message)
                    if after.kind != kind {
                        XCTAssertEqual(after.coverage.nearestTime[point], before.coverage.nearestTime[point], message)
                    }
                }
                XCTAssertGreaterThanOrEqual(after.figures.covered, before.figures.covered, message)
                for (group, earlier) in zip(after.groups, before.groups) {
                    XCTAssertGreaterThanOrEqual(group.figures.covered, earlier.figures.covered, message)
                }
                let zones = after.uncoveredZones.reduce(0) { $0 + $1.land.area }
                let earlier = before.uncoveredZones.reduce(0) { $0 + $1.land.area }
                XCTAssertLessThanOrEqual(zones, earlier * (1 + 1e-9), message)
            }
            for point in 0..<population.count {
                XCTAssertLessThanOrEqual(
                    result.poles.nearestTime[point], study.baseline.poles.nearestTime[point], message)
            }
        }
    }

    func testClosingWhatWasOpenedGivesTheBaselineBack() throws {
        let study = try study()
        let home = try XCTUnwrap(study.loaded.baseline.population.locations.first)
        let result = try analyse([
            .open(site("new", at: home)), .open(site("also", at: home, kind: "unheard_of")), .close(SiteID("new")),
            .close(SiteID("also")),
        ])
        assertSame(result, study.baseline)
    }

    func testMovingToTheSamePlaceChangesNothing() throws {
        let study = try study()
        let sites = study.loaded.baseline.sites
        let moves = sites.map { Change.move($0.id, to: $0.location, commune: $0.commune) }
        XCTAssertFalse(moves.isEmpty)
        assertSame(try analyse(moves), study.baseline)
    }

    func testMovingThereAndBackInAFileChangesNothing() throws {
        let study = try study()
        let toDegrees = try CoordinateTransformation(from: study.loaded.baseline.crs, to: .wgs84)
        let home = try toDegrees.transform(study.loaded.baseline.population.locations[0])
        let head = "scenario: 1\nname: Essai\nterritory: territory.yaml\nchanges:\n"
        let open = "  - open: {id: new, kind: msp, at: [\(home.x), \(home.y)]}\n"
        let files = try TextFiles([
            "territory.yaml": "territory: 1", "opened.yaml": head + open,
            "moved.yaml": head + open + "  - move: {id: new, to: [\(home.x + 0.01), \(home.y)]}\n"
                + "  - move: {id: new, to: [\(home.x), \(home.y)]}\n",
        ])
        func after(_ name: String) throws -> StudyTerritory {
            apply(
                try resolve(ScenarioFile(path: files.path(name)), on: study.loaded.baseline), to: study.loaded.baseline)
        }
        XCTAssertEqual(try after("moved.yaml"), try after("opened.yaml"))
    }

    func testAnyNumberOfThreadsGivesTheSame() throws {
        let study = try study()
        for threads in [1, 5] {
            assertSame(try study.loaded.analysed(threads: threads), study.baseline, "\(threads) threads")
        }
    }

    func testRoadsInAnotherProjection() throws {
        let study = try study()
        var loaded = study.loaded
        loaded.network = study.roads.network
        XCTAssertNotEqual(loaded.network.crs, loaded.baseline.crs)
        let result = try loaded.analysed(threads: 2)
        try assertTotalsAddUp(result)
        for (kind, before) in zip(result.kinds, study.baseline.kinds) {
            for (land, other) in zip(kind.catchments, before.catchments) {
                XCTAssertNil(try land.repaired().report, "valid in the territory's projection too")
                XCTAssertEqual(land.area, other.area, accuracy: max(1e4, other.area * 0.02))
            }
            for (time, other) in zip(kind.coverage.nearestTime, before.coverage.nearestTime) {
                // Walks to the road are measured in the network's projection: a thousandth of some minutes.
                XCTAssertEqual(time.seconds ?? -1, other.seconds ?? -1, accuracy: 5)
            }
        }
    }

    func testAKindThatIsNamedWithoutSitesCoversNobody() throws {
        let result = try study().baseline
        let pool = try XCTUnwrap(result.kinds.first { $0.kind == "nurse_pool" }, "rules.minutes names it")
        XCTAssertEqual(pool.coverage.sites, [])
        XCTAssertEqual(pool.figures.covered, 0)
        XCTAssertEqual(pool.figures.uncovered, result.territory.population.totalInhabitants)
        XCTAssertNil(pool.figures.minutesToNearest.max)
        XCTAssertEqual(pool.mosaic, [])
        XCTAssertEqual(pool.pairs, [])
    }

    func testASiteFarOutsideReachesNobodyAndIsTold() throws {
        let box = try study().loaded.network.boundingBox
        let away = Point(x: box.maximum.x + 20_000, y: box.maximum.y + 20_000)
        let result = try analyse([.open(site("away", at: away))])
        XCTAssertEqual(result.unattachedSites, [SiteID("away")])
        XCTAssertTrue(result.findings.contains { $0.where == "site away" })
        try assertTotalsAddUp(result)
        let kind = try XCTUnwrap(result.kinds.first { $0.kind == "msp" })
        let position = try XCTUnwrap(result.territory.siteIndex(SiteID("away")))
        let place = try XCTUnwrap(kind.coverage.sites.firstIndex(of: position))
        XCTAssertTrue(kind.catchments[place].isEmpty)
        XCTAssertFalse(kind.coverage.sitesWithin.contains { $0.contains(position) })
    }
}

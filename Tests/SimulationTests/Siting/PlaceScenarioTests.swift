import Coverage
import Geometry
import Placement
import RoadNetwork
import Territory
import XCTest

@testable import Simulation

/// `place` in a scenario, from the file to the figures.
final class PlaceScenarioTests: XCTestCase {
    private func world() throws -> PlaceWorld { try PlaceWorld.shared.get() }

    private func place(_ more: String) -> String { "place: {kind: msp, candidates: communes, \(more)}" }

    private func covered(_ evaluation: Evaluation, _ kind: String = "msp") -> Double {
        evaluation.kinds.first { $0.kind == kind }?.figures.covered ?? 0
    }

    /// A house that exists before anything is placed, at the first candidate.
    private func firstCandidate() throws -> SitingCandidate {
        try XCTUnwrap(communeCandidates(in: try world().load([]).baseline).first)
    }

    private func opening(_ id: String, at candidate: SitingCandidate, _ loaded: LoadedScenario) throws -> String {
        let place = try CoordinateTransformation(from: loaded.baseline.crs, to: .wgs84).transform(candidate.location)
        return "open: {id: \(id), kind: msp, at: [\(place.x), \(place.y)]}"
    }

    func testTheRunCoversWhatThePlanSaysAndNoOtherSitesCoverMore() throws {
        let world = try world()
        let open = try opening("first", at: firstCandidate(), world.load([]))
        let loaded = try world.load([open, place("model: mclp, sites: 2")])
        let outcome = try XCTUnwrap(loaded.scenario.placements.first)
        XCTAssertEqual(outcome.plan.status, .optimal)
        XCTAssertEqual(outcome.existing.map(\.id.text).filter { $0 == "first" }, ["first"])
        let evaluation = try world.evaluated(loaded)
        XCTAssertEqual(covered(evaluation), outcome.coveredInhabitants)
        XCTAssertEqual(outcome.plan.objective, outcome.coveredInhabitants)
        XCTAssertEqual(covered(try world.evaluated(world.load([open]))), outcome.coveredBefore)

        // Every pair of candidates, on the coverage that the run itself finds.
        let (within, _) = try world.sitesWithin(
            loaded, before: Array(loaded.scenario.changes.prefix(1)), candidates: outcome.candidates)
        let people = loaded.baseline.population.inhabitants
        let existing = outcome.existing.count
        let best = combinations(of: outcome.candidates.count, taking: 2).map { pair in
            within.indices.reduce(0.0) { sum, point in
                within[point].contains { $0 < existing || pair.contains($0 - existing) } ? sum + people[point] : sum
            }
        }.max()
        XCTAssertEqual(best, outcome.plan.objective)
        XCTAssertGreaterThan(outcome.coveredInhabitants, outcome.coveredBefore)

        // What it says of its sites: allocated within the minutes, newly covered ones add up.
        let new = outcome.placed.reduce(0) { $0 + $1.newInhabitants }
        XCTAssertEqual(new, outcome.coveredInhabitants - outcome.coveredBefore)
        for site in outcome.placed {
            let position = outcome.candidates[site.candidate].id
            XCTAssertEqual(site.id.text, "msp-\(position)")
            XCTAssertNotNil(evaluation.territory.siteIndex(site.id))
        }
    }

    func testMedianIsTheLeastTravelOfAllPairs() throws {
        let world = try world()
        let loaded = try world.load([place("model: p-median, sites: 2, existing: false")])
        let outcome = try XCTUnwrap(loaded.scenario.placements.first)
        XCTAssertEqual(outcome.existing, [])
        // Sites that exist apart, those of all candidates follow them.
        let (_, times) = try world.sitesWithin(loaded, before: [], candidates: outcome.candidates)
        let people = loaded.baseline.population.inhabitants
        let skipped = (times.first?.count ?? 0) - outcome.candidates.count
        func cost(_ pair: [Int]) -> Double? {
            var sum = 0.0
            for point in times.indices where people[point] > 0 {
                let row = times[point][skipped...]
                guard row.contains(where: \.isReachable) else { continue }
                let nearest = pair.map { row[skipped + $0] }.min() ?? .unreachable
                guard nearest.isReachable else { return nil }
                sum += people[point] * Double(nearest.milliseconds) / 1000
            }
            return sum
        }
        let best = combinations(of: outcome.candidates.count, taking: 2).compactMap(cost).min()
        XCTAssertEqual(outcome.plan.status, best == nil ? .infeasible : .optimal)
        if let best {
            XCTAssertEqual(try XCTUnwrap(outcome.plan.objective), best, accuracy: best * 1e-9)
        }
    }

    func testEveryModelGivesSitesThatTheRunHas() throws {
        let world = try world()
        for model in SitingModel.allCases {
            let more =
                switch model {
                case .setCovering: ""
                case .partition: ", min_inhabitants: 500, minutes: 20, existing: false"
                default: ", sites: 2"
                }
            let loaded = try world.load([place("model: \(model.rawValue)\(more)")])
            let outcome = try XCTUnwrap(loaded.scenario.placements.first)
            XCTAssertEqual(outcome.plan.model, model)
            XCTAssertFalse(outcome.plan.sites.isEmpty, model.rawValue)
            let territory = loaded.territory
            for site in outcome.placed { XCTAssertNotNil(territory.siteIndex(site.id), model.rawValue) }
            if outcome.request.demand == .places, outcome.request.minutes == 5 {
                XCTAssertEqual(covered(try world.evaluated(loaded)), outcome.coveredInhabitants, model.rawValue)
            }
        }
    }

    func testTheOrderOfChangesCountsAndLaterOnesMayNameWhatIsPlaced() throws {
        let world = try world()
        let bare = try world.load([])
        let candidate = try firstCandidate()
        let open = try opening("first", at: candidate, bare)
        let placing = place("model: mclp, sites: 1")
        let withFirst = try world.load([open, placing])
        let withoutFirst = try world.load([open, "close: {id: first}", placing])
        let houses = bare.baseline.sites.count { $0.kind == "msp" }
        XCTAssertEqual(withFirst.scenario.placements[0].existing.count, houses + 1)
        XCTAssertEqual(withoutFirst.scenario.placements[0].existing.count, houses)
        let id = try XCTUnwrap(withFirst.scenario.placements[0].placed.first).id
        let staffed = try world.load([open, placing, "staff: {id: \(id), add: {nurse: 3}}"])
        XCTAssertEqual(
            staffed.territory.sites.first { $0.id == id }?.professionals, Professionals(["nurse": ProfessionalCount(3)])
        )
        let closed = try world.load([open, placing, "close: {id: \(id)}"])
        XCTAssertNil(closed.territory.siteIndex(id))
        XCTAssertTrue(
            problemsThrown { try world.load([open, placing, "close: {id: msp-nowhere}"]) }
                .contains { $0.contains("there is no site msp-nowhere") })

        // A second placement sees the first one's sites, and ids stay apart.
        let twice = try world.load([placing, placing])
        XCTAssertEqual(twice.scenario.placements[1].existing.count, houses + 1)
        XCTAssertEqual(Set(twice.territory.sites.map(\.id)).count, twice.territory.sites.count)
        let count = communeCandidates(in: bare.baseline).count
        let taken = try world.load([
            try opening("msp-\(candidate.id)", at: candidate, bare),
            place("model: p-median, sites: \(count), existing: false"),
        ])
        XCTAssertEqual(taken.scenario.placements[0].placed.count, count)
        XCTAssertEqual(taken.scenario.placements[0].placed[0].id.text, "msp-\(candidate.id)-2", "the id is taken")
    }

    /// Without the clock every thread makes the same plan, and the same zones.
    func testThreadsDoNotMatter() throws {
        let world = try world()
        let changes = [place("model: mclp, sites: 3, curve: true, with: [{nurse_pool: {nurses: 2}}]")]
        let results = try [1, 2].map { threads in
            try world.load(changes, options: SitingOptions(threads: threads)).analysed(threads: threads)
        }
        XCTAssertEqual(results[0].placements, results[1].placements)
        XCTAssertEqual(results[0].placements.count, 1)
        XCTAssertFalse(results[0].placements[0].zones.isEmpty)
        XCTAssertEqual(results[0].territory.sites, results[1].territory.sites)
    }

    func testZonesAreNewLandAndOpenNothing() throws {
        let world = try world()
        let open = try opening("first", at: firstCandidate(), world.load([]))
        let loaded = try world.load([open, place("model: mclp, sites: 3, only_zones: true")])
        let result = try loaded.analysed(threads: 2)
        let placement = try XCTUnwrap(result.placements.first)
        XCTAssertEqual(
            result.territory.sites.map(\.id), try world.load([open]).territory.sites.map(\.id), "nothing opens")
        XCTAssertEqual(placement.outcome.opened, [])
        XCTAssertEqual(
            placement.zones.reduce(0) { $0 + $1.inhabitants },
            placement.outcome.coveredInhabitants - placement.outcome.coveredBefore)
        XCTAssertEqual(placement.zones.map(\.inhabitants), placement.zones.map(\.inhabitants).sorted(by: >))
        let catchments = try XCTUnwrap(result.kinds.first { $0.kind == "msp" }).catchments
        let before = try MultiPolygon.unionOfAll(catchments)
        for (position, zone) in placement.zones.enumerated() {
            XCTAssertGreaterThan(zone.land.area, 0)
            XCTAssertFalse(zone.communes.isEmpty)
            XCTAssertLessThan(try zone.land.intersection(before).area, 1e4, "nothing that was covered")
            for other in placement.zones[(position + 1)...] {
                XCTAssertLessThan(try zone.land.intersection(other.land).area, 1e3, "zones do not overlap")
            }
        }
    }

    func testSitesOfOtherKindsOpenBeside() throws {
        let loaded = try world().load([
            place(
                "model: mclp, sites: 2, name: MSP de, professionals: {nurse: 6, dentist: {count: 2, fte: 1}}, "
                    + "with: [{nurse_pool: {nurses: 4, minutes: 12}}, {temporary_stay: {beds: 8}}, "
                    + "{open: {kind: pharmacy, professionals: {pharmacist: 1}}}]")
        ])
        let outcome = loaded.scenario.placements[0]
        XCTAssertEqual(outcome.opened.count, 2 * 4)
        for placed in outcome.placed {
            let candidate = outcome.candidates[placed.candidate]
            let sites = loaded.territory.sites.filter {
                $0.location == candidate.location && $0.id.text.hasSuffix("-\(candidate.id)")
            }
            XCTAssertEqual(
                sites.map(\.id.text).sorted(),
                ["msp", "nurse_pool", "pharmacy", "temporary_stay"].map { "\($0)-\(candidate.id)" })
            let house = try XCTUnwrap(sites.first { $0.kind == "msp" })
            XCTAssertEqual(house.name, siteName("MSP de", at: candidate.name))
            XCTAssertEqual(house.professionals["dentist"], ProfessionalCount(headcount: 2, fullTimeEquivalents: 1))
            XCTAssertEqual(sites.first { $0.kind == "nurse_pool" }?.minutes, 12)
            XCTAssertEqual(sites.first { $0.kind == "nurse_pool" }?.professionals["nurse"].headcount, 4)
            XCTAssertEqual(sites.first { $0.kind == "temporary_stay" }?.beds, 8)
        }
    }

    func testNamesInFrench() {
        XCTAssertEqual(siteName("MSP de", at: "Corte"), "MSP de Corte")
        XCTAssertEqual(siteName("MSP de", at: "Évisa"), "MSP d'Évisa")
        XCTAssertEqual(siteName("MSP de", at: "Le Havre"), "MSP du Havre")
        XCTAssertEqual(siteName("MSP de", at: "Les Pieux"), "MSP des Pieux")
        XCTAssertEqual(siteName("MSP", at: "Octeville"), "MSP Octeville")
    }

    func testStaffRule() throws {
        let team = ["general_practitioner": 5.0, "midwife": 1, "nurse": 6, "physiotherapist": 3]
        let rule = StaffRule(inhabitantsPerTeam: 15_000, team: team)
        func heads(_ inhabitants: Double) -> [String: Double] {
            rule.professionals(forInhabitants: inhabitants, least: 15).byProfession.mapValues(\.headcount)
        }
        XCTAssertEqual(heads(30_000), ["general_practitioner": 10, "midwife": 2, "nurse": 12, "physiotherapist": 6])
        XCTAssertEqual(heads(1), team, "15 at least")
        // 15 001 / 15 000 × 15 = 15.001: 16 heads; shares 5.33, 1.07, 6.4, 3.2, the largest remainder has the nurse.
        XCTAssertEqual(heads(15_001), ["general_practitioner": 5, "midwife": 1, "nurse": 7, "physiotherapist": 3])
        XCTAssertEqual(heads(15_000), team, "no more than the ratio asks")

        let loaded = try world().load([
            place("model: mclp, sites: 1, staff: {per_inhabitants: 100, team: {nurse: 2}, at_least: 1}")
        ])
        let placed = try XCTUnwrap(loaded.scenario.placements[0].placed.first)
        let house = try XCTUnwrap(loaded.territory.sites.first { $0.id == placed.id })
        XCTAssertEqual(house.professionals["nurse"].headcount, (placed.inhabitants / 100 * 2 - 1e-9).rounded(.up))
    }

    func testInfeasibleBoundsAreAFindingAndOpenNothing() throws {
        let loaded = try world().load([place("model: maillage, min_inhabitants: 100000000, existing: false")])
        let outcome = loaded.scenario.placements[0]
        XCTAssertEqual(outcome.plan.status, .infeasible)
        XCTAssertNil(outcome.plan.objective)
        XCTAssertEqual(outcome.opened, [])
        XCTAssertTrue(
            loaded.findings.contains { $0.severity == .warning && $0.text.contains("no plan does what the model") })
        XCTAssertEqual(try loaded.analysed(threads: 1).placements[0].zones, [])
    }

    func testContiguousAreas() throws {
        let world = try world()
        let loaded = try world.load([
            place("model: maillage, min_inhabitants: 800, minutes: 30, existing: false, contiguous: true")
        ])
        let outcome = loaded.scenario.placements[0]
        XCTAssertFalse(outcome.placed.isEmpty)
        let neighbours = CommuneGeography(loaded.baseline).neighbours
        for site in Set(outcome.plan.allocation.compactMap { $0 }) {
            let area = outcome.plan.allocation.indices.filter { outcome.plan.allocation[$0] == site }
            XCTAssertTrue(isContiguous(area, neighbours: neighbours))
            XCTAssertGreaterThanOrEqual(area.reduce(0) { $0 + outcome.inhabitants[$1] }, 800)
        }
    }

    func testSeveralProfilesHoldTogether() throws {
        let world = try world()
        let free = try world.load([place("model: mclp, sites: 2")]).scenario.placements[0]
        let both = try world.load([place("model: mclp, sites: 2, profiles: [car, car-peak], robust: worst")])
            .scenario.placements[0]
        let peak = try world.load([place("model: mclp, sites: 2")], head: "profile: car-peak").scenario.placements[0]
        let (ofFree, ofBoth, ofPeak) = try (
            XCTUnwrap(free.plan.objective), XCTUnwrap(both.plan.objective), XCTUnwrap(peak.plan.objective)
        )
        XCTAssertLessThanOrEqual(ofBoth, ofFree)
        XCTAssertLessThanOrEqual(ofBoth, ofPeak + 1e-9)
    }

    func testAWeightChangesThePlanOnlyByWhatItCounts() throws {
        let world = try world()
        let plain = try world.load([place("model: mclp, sites: 2")]).scenario.placements[0]
        let twice = try world.load([place("model: mclp, sites: 2, weights: {inhabitants: 2}")]).scenario.placements[0]
        XCTAssertEqual(twice.plan.sites, plain.plan.sites)
        XCTAssertEqual(twice.plan.objective, plain.plan.objective.map { $0 * 2 })
        let old = try world.load([place("model: mclp, sites: 2, weights: {age_75_plus: 1}")]).scenario.placements[0]
        let population = try world.load([]).baseline.population
        let counts = try XCTUnwrap(population.counts(ofGroup: "age_75_plus"))
        let covered = counts.indices.reduce(0) { old.isCoveredAfter[$1] ? $0 + counts[$1] : $0 }
        XCTAssertEqual(try XCTUnwrap(old.plan.objective), covered, accuracy: 1e-6)
    }

    func testYearsAndLaterYears() throws {
        let world = try world()
        let changes = [
            "place: {kind: msp, candidates: communes, model: mclp, sites: 1, from: 2028, professionals: {general_practitioner: 2}}",
            "place: {kind: msp, candidates: communes, model: mclp, sites: 1, id: next, from: 2029}",
        ]
        XCTAssertEqual(try world.load(changes, head: "year: 2027").scenario.placements, [])
        XCTAssertEqual(try world.load(changes, head: "year: 2028").scenario.placements.count, 1)
        let horizon = try XCTUnwrap(
            world.load(changes, head: "years: {from: 2026, to: 2030, replicates: 1}").scenario.horizon)
        XCTAssertEqual(horizon.years.map(\.changes.count), [0, 0, 1, 2, 2])
        XCTAssertEqual(horizon.years[3].changes[0], horizon.years[2].changes[0], "what is built stays")
    }
}

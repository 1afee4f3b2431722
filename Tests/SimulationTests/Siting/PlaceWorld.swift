import Coverage
import Foundation
import RoadNetwork
import Simulation
import Synthesis
import Territory
import XCTest

/// An invented country of 600 junctions, on which scenarios place sites.
struct PlaceWorld {
    let files: TextFiles

    static let shared = Result { try PlaceWorld() }

    private init() throws {
        files = try TextFiles()
        try write(try synthesize(SynthesisRequest(name: "Essai", junctions: 600, seed: 7)), to: files.path("territory"))
    }

    /// The path of a scenario whose changes stand one a line.
    func scenario(_ changes: [String], head: String = "") throws -> String {
        try files.write(
            "scenario-\(UUID().uuidString).yaml",
            """
            scenario: 1
            name: Essai
            territory: territory/territory.yaml
            rules: {minutes: {msp: 5, cds: 5, nurse_pool: 10}, three_15s: {minutes: 5}}
            travel: {resolution_metres: 400}
            equity: {kind: msp}
            \(head)
            changes:

            """ + changes.map { "  - \($0)\n" }.joined())
    }

    func load(
        _ changes: [String], head: String = "", options: SitingOptions = SitingOptions(threads: 2)
    ) throws -> LoadedScenario {
        try loadScenario(path: scenario(changes, head: head), siting: options)
    }

    func evaluated(_ loaded: LoadedScenario) throws -> Evaluation {
        try loaded.evaluated(for: loaded.attachedPeople(threads: 2), threads: 2)
    }

    /// For each population point, the positions of the candidates within the minutes, as a run finds them that opens a
    /// site at every one; those of `before` come first.
    func sitesWithin(
        _ loaded: LoadedScenario, before: [Change], candidates: [SitingCandidate], kind: String = "msp"
    ) throws -> (within: [[Int]], times: [[TravelTime]]) {
        var all = loaded
        // Ids that keep the order of the candidates.
        all.scenario.changes =
            before
            + candidates.enumerated().map { number, candidate in
                .open(
                    Site(
                        id: SiteID("zz" + String(10_000 + number)), name: candidate.name, kind: kind,
                        location: candidate.location, commune: candidate.commune))
            }
        let evaluation = try evaluated(all)
        let coverage = try XCTUnwrap(evaluation.kinds.first { $0.kind == kind }).coverage
        let positions = Dictionary(uniqueKeysWithValues: coverage.sites.enumerated().map { ($1, $0) })
        return (
            coverage.sitesWithin.map { $0.compactMap { positions[$0] } },
            (0..<evaluation.territory.population.count).map { point in
                coverage.sites.map { evaluation.reach.times.time(site: $0, place: point) }
            }
        )
    }
}

/// All ways to take `count` of `total`.
func combinations(of total: Int, taking count: Int) -> [[Int]] {
    guard count > 0 else { return [[]] }
    guard total >= count else { return [] }
    return combinations(of: total - 1, taking: count)
        + combinations(of: total - 1, taking: count - 1).map { $0 + [total - 1] }
}

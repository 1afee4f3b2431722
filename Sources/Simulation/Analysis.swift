import Coverage
import Equity
import Foundation
import Geometry
public import RoadNetwork
public import Territory

/// Analyses a territory on its roads: who reaches what in how many minutes, the poles by the rule of the
/// three 15s, overlaps, uncovered zones, equity.
///
/// - Parameters:
///   - name: of the scenario that the territory is the outcome of.
///   - cache: travel times of sites from earlier analyses on the same network; only sites that are new, moved or of
///     another direction are computed. The result does not depend on it.
///   - threads: how many may work at once; the result does not depend on it.
/// - Throws: `GeometryError`, `EquityError`.
public func analyse(
    _ territory: StudyTerritory, named name: String, on network: Network, settings: ScenarioSettings,
    cache: SiteTravelCache? = nil, threads: Int
) throws -> SimulationResult {
    let places = try AttachedPlaces(territory, network: network, travel: settings.travel)
    let reach = try places.reach(cache: cache, threads: threads)
    let kindNames = Set(territory.sites.map(\.kind)).union(settings.minutesByKind.keys).sorted()
    let coverages = kindNames.map { kind in
        KindCoverage(reach, kind: kind, limit: TravelTime(minutes: settings.minutes(ofKind: kind)))
    }
    let land = try MultiPolygon.unionOfAll(territory.communes.map(\.boundary))
    let catchments = try places.catchments(of: coverages, land: land, travel: settings.travel, threads: threads)
    var kinds = [Result<KindResult, any Error>?](repeating: nil, count: coverages.count)
    kinds.withUnsafeMutableBufferPointer { buffer in
        // Each entry is written by one thread only.
        nonisolated(unsafe) let kinds = buffer
        inParallel(count: coverages.count, threads: threads) {
            { index in
                kinds[index] = Result {
                    try kindResult(
                        coverages[index], catchments: catchments[index], land: land, in: territory,
                        resolutionMetres: settings.travel.resolutionMetres)
                }
            }
        }
    }
    let divisions = try territory.divisions.flatMap { division in
        try division.territories.map {
            DivisionResult(division: division.name, territory: $0, figures: try figures(of: $0, in: territory))
        }
    }
    let kindResults = try kinds.compactMap { try $0?.get() }
    let equity = try equity(of: coverages, in: territory, settings: settings.equity)
    return SimulationResult(
        scenario: name, territory: territory, network: network.description, networkFingerprint: network.fingerprint,
        settings: settings, kinds: kindResults, poles: judgePoles(reach, rule: settings.threeFifteens),
        divisions: divisions, equity: equity,
        unattachedInhabitants: reach.inhabitants { !reach.attachedPoints[$0] },
        unattachedSites: territory.sites.indices.filter { !reach.attachedSites[$0] }.map { territory.sites[$0].id },
        findings: territory.findings + places.findings() + coverages.flatMap { unreachableFindings($0, reach) }
            + (equity == nil ? [noEquityFinding(settings.equity)] : []))
}

private func kindResult(
    _ coverage: KindCoverage, catchments: [MultiPolygon], land: MultiPolygon, in territory: StudyTerritory,
    resolutionMetres: Double
) throws -> KindResult {
    KindResult(
        coverage: coverage, figures: CoverageFigures(coverage, people: territory.population.inhabitants),
        groups: territory.population.groups.map { ($0.name, CoverageFigures(coverage, people: $0.counts)) },
        catchments: catchments,
        uncoveredZones: try uncoveredZones(coverage, catchments: catchments, land: land, in: territory),
        mosaic: try overlapMosaic(coverage, catchments: catchments, in: territory, resolutionMetres: resolutionMetres),
        pairs: overlappingPairs(coverage, in: territory))
}

/// The inequality of the minutes to the nearest site, over the people who can reach one.
private func equity(
    of coverages: [KindCoverage], in territory: StudyTerritory, settings: EquitySettings
) throws -> EquityIndices? {
    guard let coverage = coverages.first(where: { $0.kind == settings.kind }) else { return nil }
    let population = territory.population
    let known = (0..<population.count).filter { coverage.nearestTime[$0].isReachable && population.inhabitants[$0] > 0 }
    guard !known.isEmpty else { return nil }
    let groups: [Grouping] =
        settings.divisions.compactMap { name in
            guard let division = territory.divisions.first(where: { $0.name == name }) else { return nil }
            var labels = [String](repeating: "", count: population.count)
            for part in division.territories { for point in part.points { labels[point] = part.id } }
            return .division(name: name, labels: known.map { labels[$0] })
        }
        + settings.groups.compactMap { name in
            population.counts(ofGroup: name).map { counts in .population(name: name, weights: known.map { counts[$0] })
            }
        }
    return try equityIndices(
        values: known.map { Double(coverage.nearestTime[$0].milliseconds) / 60_000 },
        weights: known.map { population.inhabitants[$0] }, groups: groups,
        threshold: settings.threshold)
}

private func noEquityFinding(_ settings: EquitySettings) -> Finding {
    Finding(
        .information, where: "equity",
        "nobody reaches a site of the kind \(settings.kind), so that there are no inequality figures; "
            + "equity.kind names another")
}

/// People who are attached to the roads, and still cannot get to any site of a kind that has sites.
private func unreachableFindings(_ coverage: KindCoverage, _ reach: Reach) -> [Finding] {
    guard !coverage.sites.isEmpty else { return [] }
    let people = reach.inhabitants { reach.attachedPoints[$0] && !coverage.nearestTime[$0].isReachable }
    guard people > 0 else { return [] }
    return [
        Finding(
            .warning, where: coverage.kind,
            "\(roundedToTenths(people)) inhabitants are attached to the roads but have no way to any site of this kind "
                + "(an island of the road network); they count as uncovered and are not in its minutes")
    ]
}

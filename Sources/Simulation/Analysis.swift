import Coverage
import Foundation
import Geometry
import RoadNetwork
import Territory

/// Draws the maps of an evaluation: catchments, uncovered zones, the mosaic of overlaps.
///
/// - Parameters:
///   - people: those that the evaluation was made for.
///   - threads: how many may work at once; the result does not depend on it.
/// - Throws: `GeometryError`.
public func draw(_ evaluation: Evaluation, for people: AttachedPeople, threads: Int) throws -> [KindMaps] {
    let territory = evaluation.territory
    let travel = evaluation.settings.travel
    let coverages = evaluation.kinds.map(\.coverage)
    let land = try MultiPolygon.unionOfAll(territory.communes.map(\.boundary))
    let sites = try AttachedSites(territory.sites, crs: territory.crs, like: people)
    let catchments = try catchments(
        of: coverages, sites: sites, for: people, in: territory, land: land, kinds: evaluation.settings.kinds,
        travel: travel, threads: threads)
    var maps = [Result<KindMaps, any Error>?](repeating: nil, count: coverages.count)
    maps.withUnsafeMutableBufferPointer { buffer in
        // Each entry is written by one thread only.
        nonisolated(unsafe) let maps = buffer
        inParallel(count: coverages.count, threads: threads) {
            { index in
                maps[index] = Result {
                    KindMaps(
                        catchments: catchments[index],
                        uncoveredZones: try uncoveredZones(
                            coverages[index], catchments: catchments[index] + perimeters(coverages[index], territory),
                            land: land, in: territory),
                        mosaic: try overlapMosaic(
                            coverages[index], catchments: catchments[index], in: territory,
                            resolutionMetres: travel.resolutionMetres))
                }
            }
        }
    }
    return try maps.compactMap { try $0?.get() }
}

/// The land of the territories by which a kind covers; none where it covers by its sites.
private func perimeters(_ coverage: KindCoverage, _ territory: StudyTerritory) -> [MultiPolygon] {
    coverage.isByDivision ? territory.territories(ofKind: coverage.kind).map(\.boundary) : []
}

/// The catchments of each kind's sites at their minutes, cut to the land, in the territory's projection.
private func catchments(
    of coverages: [KindCoverage], sites: AttachedSites, for people: AttachedPeople, in territory: StudyTerritory,
    land: MultiPolygon, kinds: SiteKinds, travel: TravelSettings, threads: Int
) throws -> [[MultiPolygon]] {
    let inward = try CoordinateTransformation(from: territory.crs, to: people.network.crs)
    let outward = try CoordinateTransformation(from: people.network.crs, to: territory.crs)
    let frame = try inward.transform(land)
    let grid = AccessGrid(people.network, spacing: travel.resolutionMetres, access: people.access)
    // Where a division's territories say who is covered, their seats have no catchment of minutes.
    func isTravelled(_ coverage: KindCoverage, _ site: Int) -> Bool {
        territory.sites[site].zone == nil && !coverage.isByDivision
    }
    let requests = coverages.flatMap { coverage in
        zip(coverage.sites, coverage.limits).filter { isTravelled(coverage, $0.0) }.map { site, limit in
            CatchmentRequest(
                site: sites.attachments[site], direction: travelDirection(of: kinds[coverage.kind]),
                limits: [limit])
        }
    }
    let drawn = try drawCatchments(
        requests,
        people: Inhabitants(
            places: people.places, attachments: people.attachments, counts: territory.population.inhabitants),
        grid: grid, drawing: CatchmentDrawing(land: frame), threads: threads)
    var next = 0
    return try coverages.map { coverage in
        try coverage.sites.map { site in
            if let zone = territory.sites[site].zone {
                return try MultiPolygon.unionOfAll(zone.map { territory.communes[$0].boundary })
            }
            guard isTravelled(coverage, site) else { return .empty }
            defer { next += 1 }
            return try outward.transform(drawn[next].lands.first ?? .empty)
        }
    }
}

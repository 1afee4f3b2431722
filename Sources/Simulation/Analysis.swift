import Coverage
import Foundation
public import Geometry
import RoadNetwork
public import Territory

/// Draws the maps of an evaluation: catchments, uncovered zones, the mosaic of overlaps.
///
/// - Parameters:
///   - people: those that the evaluation was made for.
///   - threads: how many may work at once; the result does not depend on it.
/// - Throws: `GeometryError`.
public func draw(_ evaluation: Evaluation, for people: AttachedPeople, threads: Int) throws -> [KindMaps] {
    let ground = try MapGround(evaluation.territory, for: people, travel: evaluation.settings.travel)
    return try ground.draw(evaluation, threads: threads)
}

/// What the maps of a territory are drawn on, made once for as many evaluations as wanted: no scenario changes the land,
/// its roads, and where people live.
public struct MapGround: Sendable {
    public let people: AttachedPeople
    /// All communes together, in the territory's projection.
    public let land: MultiPolygon
    private let catchmentGround: CatchmentGround

    /// - Throws: `GeometryError`.
    public init(_ territory: StudyTerritory, for people: AttachedPeople, travel: TravelSettings) throws {
        self.people = people
        land = try MultiPolygon.unionOfAll(territory.communes.map(\.boundary))
        let inward = try CoordinateTransformation(from: territory.crs, to: people.network.crs)
        catchmentGround = CatchmentGround(
            grid: AccessGrid(people.network, spacing: travel.resolutionMetres, access: people.access),
            people: Inhabitants(
                places: people.places, attachments: people.attachments, counts: territory.population.inhabitants),
            drawing: CatchmentDrawing(land: try inward.transform(land)))
    }

    /// - Parameter cache: catchments that were drawn before on the same ground; the result does not depend on it.
    /// - Throws: `GeometryError`.
    public func draw(_ evaluation: Evaluation, cache: CatchmentCache? = nil, threads: Int) throws -> [KindMaps] {
        let catchments = try catchments(of: evaluation, cache: cache, threads: threads)
        var maps = [Result<KindMaps, any Error>?](repeating: nil, count: evaluation.kinds.count)
        maps.withUnsafeMutableBufferPointer { buffer in
            // Each entry is written by one thread only.
            nonisolated(unsafe) let maps = buffer
            inParallel(count: evaluation.kinds.count, threads: threads) {
                { index in
                    maps[index] = Result {
                        KindMaps(
                            catchments: catchments[index],
                            uncoveredZones: try uncoveredZones(
                                of: evaluation, kind: index, catchments: catchments[index]),
                            mosaic: try mosaic(of: evaluation, kind: index, catchments: catchments[index]))
                    }
                }
            }
        }
        return try maps.compactMap { try $0?.get() }
    }

    /// - Parameters:
    ///   - kind: its position in the evaluation's kinds.
    ///   - catchments: those of the kind's sites.
    /// - Throws: `GeometryError`.
    public func uncoveredZones(
        of evaluation: Evaluation, kind: Int, catchments: [MultiPolygon]
    ) throws -> [UncoveredZone] {
        let coverage = evaluation.kinds[kind].coverage
        return try Coverage.uncoveredZones(
            coverage, catchments: catchments + perimeters(coverage, evaluation.territory), land: land,
            in: evaluation.territory)
    }

    /// - Parameters: as of `uncoveredZones`.
    /// - Throws: `GeometryError`.
    public func mosaic(of evaluation: Evaluation, kind: Int, catchments: [MultiPolygon]) throws -> [OverlapPiece] {
        try overlapMosaic(
            evaluation.kinds[kind].coverage, catchments: catchments, in: evaluation.territory,
            resolutionMetres: evaluation.settings.travel.resolutionMetres)
    }

    /// The catchments of each kind's sites at their minutes, cut to the land, in the territory's projection.
    ///
    /// - Throws: `GeometryError`.
    public func catchments(
        of evaluation: Evaluation, cache: CatchmentCache? = nil, threads: Int
    ) throws -> [[MultiPolygon]] {
        let territory = evaluation.territory
        let coverages = evaluation.kinds.map(\.coverage)
        let sites = try AttachedSites(territory.sites, crs: territory.crs, like: people)
        // Where a division's territories say who is covered, their seats have no catchment of minutes.
        func isTravelled(_ coverage: KindCoverage, _ site: Int) -> Bool {
            territory.sites[site].zone == nil && !coverage.isByDivision
        }
        let requests = coverages.flatMap { coverage in
            zip(coverage.sites, coverage.limits).filter { isTravelled(coverage, $0.0) }.map { site, limit in
                CatchmentRequest(
                    site: sites.attachments[site],
                    direction: travelDirection(of: evaluation.settings.kinds[coverage.kind]), limits: [limit])
            }
        }
        let drawn = try lands(of: requests, crs: territory.crs, cache: cache, threads: threads)
        var next = 0
        return try coverages.map { coverage in
            try coverage.sites.map { site in
                if let zone = territory.sites[site].zone {
                    return try MultiPolygon.unionOfAll(zone.map { territory.communes[$0].boundary })
                }
                guard isTravelled(coverage, site) else { return .empty }
                defer { next += 1 }
                return drawn[next]
            }
        }
    }

    private func lands(
        of requests: [CatchmentRequest], crs: CoordinateReferenceSystem, cache: CatchmentCache?, threads: Int
    ) throws -> [MultiPolygon] {
        var lands = requests.map { cache?[$0] }
        let missing = lands.indices.filter { lands[$0] == nil }
        if !missing.isEmpty {
            let outward = try CoordinateTransformation(from: people.network.crs, to: crs)
            let drawn = try drawCatchments(missing.map { requests[$0] }, on: catchmentGround, threads: threads)
            for (position, catchments) in zip(missing, drawn) {
                let land = try outward.transform(catchments.lands.first ?? .empty)
                lands[position] = land
                cache?[requests[position]] = land
            }
        }
        return lands.map { $0 ?? .empty }
    }
}

/// The land of the territories by which a kind covers; none where it covers by its sites.
private func perimeters(_ coverage: KindCoverage, _ territory: StudyTerritory) -> [MultiPolygon] {
    coverage.isByDivision ? territory.territories(ofKind: coverage.kind).map(\.boundary) : []
}

import Foundation
internal import Geometry

/// A plausible territory: roads that form a planar, hierarchical and strongly connected network, people
/// along the streets, and sites.
///
/// - Throws: `SynthesisError` for a request that cannot be met; `GeometryError`.
public func synthesize(_ request: SynthesisRequest) throws -> SyntheticTerritory {
    guard request.crs.isInMetres else { throw SynthesisError.notInMetres(request.crs.description) }
    var towns: [Town]
    var outline: MultiPolygon?
    let isSeeded: Bool
    switch request.settlement {
    case .towns(let given, let land):
        towns = given.sorted { $0.id < $1.id }
        outline = land
        isSeeded = false
    case .seeded(let count):
        let count = count ?? min(25_000, max(4, request.junctions / 100))
        guard count > 0 else { throw SynthesisError.noTowns }
        guard request.junctions >= 12 * count else {
            throw SynthesisError.tooFewJunctions(asked: request.junctions, least: 12 * count)
        }
        let seeded = seededTowns(count: count, junctions: request.junctions, seed: request.seed)
        towns = seeded.towns
        outline = seeded.outline
        isSeeded = true
    }
    for index in towns.indices { towns[index].location = towns[index].location.inCentimetres }
    try check(towns)

    let land = try outline.map { try BorderLocator($0) }
    let graph = try townGraph(of: towns.map(\.location)) { place in try land?.contains(place) ?? true }
    for edge in graph.edges {
        let metres = towns[edge.a].location.distance(to: towns[edge.b].location)
        guard metres >= leastTownDistance else {
            throw SynthesisError.townsTooClose(towns[edge.a].id, towns[edge.b].id, metres: metres)
        }
    }
    if let land {
        let outside = try towns.filter { try !land.contains($0.location) }
        guard outside.isEmpty else { throw SynthesisError.outsideOutline(outside.map(\.id)) }
    }
    let standards = try roadHierarchy(of: graph, towns: towns)
    // Less than half way to the nearest town: inside the commune, and no passing road comes so close.
    let radii = towns.indices.map {
        min(0.42 * graph.nearestDistance[$0], builtUpRadius(inhabitants: towns[$0].inhabitants))
    }
    let finalOutline = try grownOutline(outline, towns: towns, radii: radii)
    let builder = try TerritoryBuilder(
        request: request, towns: towns, graph: graph, standards: standards, radii: radii, outline: finalOutline)
    let (roads, homes) = try builder.build()
    return SyntheticTerritory(
        name: request.name, crs: request.crs, seed: request.seed, towns: towns, townsAreInvented: isSeeded,
        outline: finalOutline, roads: roads, population: populate(homes, towns: towns),
        sites: request.sites?.sorted { $0.id < $1.id } ?? seededSites(towns: towns, seed: request.seed))
}

private func check(_ towns: [Town]) throws {
    guard !towns.isEmpty else { throw SynthesisError.noTowns }
    for town in towns {
        guard town.location.isFinite else { throw SynthesisError.notFinite(id: town.id) }
        guard town.inhabitants >= 0 else { throw SynthesisError.negativeInhabitants(id: town.id) }
    }
    for (town, next) in zip(towns, towns.dropFirst()) where town.id == next.id {
        throw SynthesisError.duplicateTown(id: town.id)
    }
    var places: [Point: String] = [:]
    for town in towns {
        if let other = places.updateValue(town.id, forKey: town.location) {
            throw SynthesisError.townsTooClose(other, town.id, metres: 0)
        }
    }
}

/// The land: the outline that is given, or else all within 8 km of a town, smoothed; and in any case the
/// built-up areas.
private func grownOutline(_ outline: MultiPolygon?, towns: [Town], radii: [Double]) throws -> MultiPolygon {
    func circles(_ radius: (Int) -> Double) -> [MultiPolygon] {
        towns.indices.map { MultiPolygon([Polygon.circle(around: towns[$0].location, radius: radius($0))]) }
    }
    if let outline {
        // The circle is a polygon: a little wider, so that the edge of the town is inside.
        let border = try BorderLocator(outline)
        let beyond = try towns.indices.filter {
            try border.isBorder(within: 1.1 * radii[$0], of: towns[$0].location)
        }
        guard !beyond.isEmpty else { return outline }
        return try MultiPolygon.unionOfAll(
            [outline]
                + beyond.map {
                    MultiPolygon([Polygon.circle(around: towns[$0].location, radius: 1.05 * radii[$0])])
                })
    }
    let around = try MultiPolygon.unionOfAll(circles { max(8000, 1.5 * radii[$0]) })
    let filled = MultiPolygon(around.polygons.map { Polygon(exterior: $0.exterior) })
    return try filled.buffered(by: -3000).union(MultiPolygon.unionOfAll(circles { 1.05 * radii[$0] }))
}

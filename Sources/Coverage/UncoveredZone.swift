public import Geometry
import Territory

/// A part of the land that no site of a kind covers (*zone blanche*).
public struct UncoveredZone: Hashable, Sendable {
    public var land: MultiPolygon
    /// People without a site within the minutes who live here.
    public var inhabitants: Double
    /// Positions of the communes it touches with more than a sliver, ascending.
    public var communes: [Int]
}

/// The land of the communes outside every catchment of a kind, in connected pieces, ranked by the people
/// in them (then by area, then by place). Pieces that hold nobody are listed too.
///
/// The uncovered people are those of the travel times; each is counted in the piece where it lives, or in
/// the nearest one (people live within the drawing resolution of a border, or off the drawn coast).
///
/// - Parameters:
///   - land: all communes together.
///   - smallestSquareMetres: pieces below it are rounding, not land.
/// - Throws: `GeometryError`.
public func uncoveredZones(
    _ coverage: KindCoverage, catchments: [MultiPolygon], land: MultiPolygon, in territory: StudyTerritory,
    smallestSquareMetres: Double = 1
) throws -> [UncoveredZone] {
    let free = try land.difference(.unionOfAll(catchments))
    var pieces = free.polygons.filter { $0.area >= smallestSquareMetres }.map { MultiPolygon([$0]) }
    let population = territory.population
    let uncovered = (0..<population.count).filter { !coverage.isCovered($0) && population.inhabitants[$0] > 0 }
    if pieces.isEmpty, !uncovered.isEmpty {
        // Everything drawn is covered: the places of the uncovered people themselves are the zones.
        let discs = uncovered.map { MultiPolygon([.circle(around: population.locations[$0], radius: 10)]) }
        pieces = try MultiPolygon.unionOfAll(discs).polygons.map { MultiPolygon([$0]) }
    }

    let locator = try PolygonLocator(pieces)
    var inhabitants = [Double](repeating: 0, count: pieces.count)
    for point in uncovered {
        let place = population.locations[point]
        let piece = try locator.first(containing: place) ?? locator.nearest(to: place)?.position
        if let piece { inhabitants[piece] += population.inhabitants[point] }
    }
    let order = pieces.indices.sorted { a, b in
        (-inhabitants[a], -pieces[a].area, a) < (-inhabitants[b], -pieces[b].area, b)
    }
    let boxes = territory.communes.map(\.boundary.boundingBox)
    return try order.map { piece in
        let box = pieces[piece].boundingBox
        let communes = try territory.communes.indices.filter { commune in
            guard boxes[commune].intersects(box) else { return false }
            return try territory.communes[commune].boundary.intersection(pieces[piece]).area >= smallestSquareMetres
        }
        return UncoveredZone(land: pieces[piece], inhabitants: inhabitants[piece], communes: communes)
    }
}

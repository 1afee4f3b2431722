import Geometry
import Territory

/// What the check of one territory of a division found.
public struct DivisionTerritoryFigures: Hashable, Sendable {
    public var inhabitants: Double
    public var squareMetres: Double
    /// Whether its communes hang together: one can walk from each to each without leaving it.
    public var isContiguous: Bool
    /// 1 to 4: under 40 000, 40 000 to 80 000, 80 000 to 175 000, over 175 000 inhabitants.
    public var sizeClass: Int
}

/// The size class in the agreement of 2019 between the health insurance and the CPTS: 1 under 40 000
/// inhabitants, 2 to 80 000, 3 to 175 000, 4 over 175 000.
public func sizeClass(ofInhabitants inhabitants: Double) -> Int {
    if inhabitants < 40_000 { return 1 }
    if inhabitants < 80_000 { return 2 }
    return inhabitants <= 175_000 ? 3 : 4
}

/// Inhabitants, area, contiguity and size class of a territory of a division.
///
/// - Throws: `GeometryError`.
public func figures(of part: DivisionTerritory, in territory: StudyTerritory) throws -> DivisionTerritoryFigures {
    let inhabitants = part.points.reduce(0) { $0 + territory.population.inhabitants[$1] }
    return DivisionTerritoryFigures(
        inhabitants: inhabitants, squareMetres: part.boundary.area, isContiguous: try isContiguous(part, in: territory),
        sizeClass: sizeClass(ofInhabitants: inhabitants))
}

/// Communes hang together where their borders come within 5 m of each other (generalised outlines leave
/// slivers between neighbours); a commune with an islet counts as one.
private func isContiguous(_ part: DivisionTerritory, in territory: StudyTerritory) throws -> Bool {
    let lands =
        part.communes.isEmpty
        ? part.boundary.polygons.map { MultiPolygon([$0]) } : part.communes.map { territory.communes[$0].boundary }
    guard lands.count > 1 else { return true }
    let grown = try lands.map { try $0.buffered(by: 2.5) }
    let pieces = try MultiPolygon.unionOfAll(grown).polygons.map { MultiPolygon([$0]) }
    let locator = try PolygonLocator(pieces)
    // Two pieces are joined by a commune that has land in both.
    var group = Array(pieces.indices)
    func root(_ piece: Int) -> Int { group[piece] == piece ? piece : root(group[piece]) }
    for land in lands {
        let touched = try land.polygons.compactMap { polygon in
            try MultiPolygon([polygon]).interiorPoint().flatMap { try locator.first(containing: $0) }
        }
        for piece in touched.dropFirst() { group[root(piece)] = root(touched[0]) }
    }
    return Set(pieces.indices.map(root)).count == 1
}

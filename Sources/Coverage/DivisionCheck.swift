public import Territory

/// What the check of one territory of a division found.
public struct DivisionTerritoryFigures: Hashable, Sendable {
    public var inhabitants: Double
    public var squareMetres: Double
    /// Whether its communes hang together: one can walk from each to each without leaving it.
    public var isContiguous: Bool
    /// 1 to 4: under 40 000, 40 000 to 80 000, 80 000 to 175 000, over 175 000 inhabitants.
    public var sizeClass: Int
    /// From 0 to 1 for a circle (Polsby & Popper 1991); nil without an outline.
    public var compactness: Double?
    /// Those known by commune and those of the sites inside.
    public var professionals: Professionals
    /// Sites inside by kind, ordered by kind.
    public var structures: [StructureCount]
    /// Of the residents who can reach a structure that people go to, the share whose nearest one lies inside; nil where
    /// nobody can.
    public var servedInsideShare: Double?
    /// The same by kind of site, in the order of the coverages.
    public var servedInsideShareByKind: [KindShare]
}

/// How many sites of a kind there are.
public struct StructureCount: Hashable, Sendable {
    public var kind: String
    public var count: Int
}

/// A share that belongs to a kind of site; nil where it has none.
public struct KindShare: Hashable, Sendable {
    public var kind: String
    public var share: Double?
}

/// The size class in the agreement of 2019 between the health insurance and the CPTS: 1 under 40 000
/// inhabitants, 2 to 80 000, 3 to 175 000, 4 over 175 000.
public func sizeClass(ofInhabitants inhabitants: Double) -> Int {
    if inhabitants < 40_000 { return 1 }
    if inhabitants < 80_000 { return 2 }
    return inhabitants <= 175_000 ? 3 : 4
}

/// Who lives, who works and what stands in a territory of a division, and what its outline is like.
///
/// - Parameters:
///   - division: its name.
///   - coverages: for the share of residents whose nearest site lies inside, by kind.
///   - flows: the same over all structures that people go to.
public func figures(
    of part: DivisionTerritory, in division: String, _ territory: StudyTerritory, geography: CommuneGeography,
    coverages: [KindCoverage] = [], flows: PeopleFlows? = nil
) -> DivisionTerritoryFigures {
    let people = territory.population.inhabitants
    let inhabitants = part.points.reduce(0) { $0 + people[$1] }
    let shape = geography.shape(of: part, in: division)
    let isInside = sitesInside(part, territory, isMadeOfCommunes: shape.isMadeOfCommunes)
    let inside = territory.sites.indices.filter { isInside[$0] }
    let supply = part.communes.reduce(Professionals.none) { $0 + territory.supply.professionals[$1] }
    func servedInside(_ nearestSite: [Int?]) -> Double? {
        var served = 0.0
        var reaching = 0.0
        for point in part.points {
            guard let site = nearestSite[point] else { continue }
            reaching += people[point]
            if isInside[site] { served += people[point] }
        }
        return reaching > 0 ? served / reaching : nil
    }
    return DivisionTerritoryFigures(
        inhabitants: inhabitants, squareMetres: shape.squareMetres, isContiguous: shape.isContiguous,
        sizeClass: sizeClass(ofInhabitants: inhabitants), compactness: shape.compactness,
        professionals: inside.reduce(supply) { $0 + territory.sites[$1].professionals },
        structures: Dictionary(grouping: inside) { territory.sites[$0].kind }.sorted { $0.key < $1.key }
            .map { StructureCount(kind: $0.key, count: $0.value.count) },
        servedInsideShare: flows.flatMap { servedInside($0.nearestSite) },
        servedInsideShareByKind: coverages.map { KindShare(kind: $0.kind, share: servedInside($0.nearestSite)) })
}

/// For each site whether it stands in a territory: by its commune where the territory is made of communes, else by its
/// place.
private func sitesInside(_ part: DivisionTerritory, _ territory: StudyTerritory, isMadeOfCommunes: Bool) -> [Bool] {
    if isMadeOfCommunes {
        var isMember = [Bool](repeating: false, count: territory.communes.count)
        for commune in part.communes { isMember[commune] = true }
        return territory.sites.map { $0.commune.map { isMember[$0] } ?? false }
    }
    let box = part.boundary.boundingBox
    return territory.sites.map { box.contains($0.location) && contains($0.location, in: part.boundary) }
}

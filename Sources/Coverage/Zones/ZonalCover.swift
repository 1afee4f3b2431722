public import Territory

/// How a zonal kind covers the people: by the perimeters that it is responsible for, however far anybody is from a
/// site.
public struct ZonalCover: Hashable, Sendable {
    /// For each population point the number of perimeters that it lies in.
    public var perimetersOfPoint: [Int]
    /// Territories of the kind's division, and zones of its sites that are none of these.
    public var perimeters: Int
    /// Whether the kind's division has territories. Its sites without a zone then are seats of these, and cover nobody
    /// by their minutes.
    public var isByDivision: Bool

    /// Inhabitants in no perimeter, in one, in two or more.
    public func inhabitants(_ people: [Double]) -> (inNone: Double, inOne: Double, inSeveral: Double) {
        var sums = [0.0, 0, 0]
        for (point, count) in perimetersOfPoint.enumerated() { sums[min(2, count)] += people[point] }
        return (sums[0], sums[1], sums[2])
    }
}

/// Where a zonal kind covers people by zone: the territories of the division of its name, whatever its case (`dac`: DAC),
/// and the zones of its sites. A site whose zone is one of the territories is that territory's seat and counts once with
/// it. Nil where there is no perimeter.
///
/// - Parameter isOpen: whether the territories of the division count; its sites' zones do in any case.
public func zonalCover(ofKind kind: String, in territory: StudyTerritory, isOpen: Bool = true) -> ZonalCover? {
    let parts = isOpen ? territory.territories(ofKind: kind) : []
    let zones = territory.sites.filter { $0.kind == kind }.compactMap(\.zone)
        .filter { zone in !parts.contains { $0.communes == zone } }
    guard !parts.isEmpty || !zones.isEmpty else { return nil }
    var count = [Int](repeating: 0, count: territory.population.count)
    for part in parts {
        for point in part.points { count[point] += 1 }
    }
    for zone in zones {
        for (point, isInZone) in pointsLie(in: zone, territory).enumerated() where isInZone { count[point] += 1 }
    }
    return ZonalCover(
        perimetersOfPoint: count, perimeters: parts.count + zones.count, isByDivision: !parts.isEmpty)
}

extension StudyTerritory {
    /// The territories of the division that has the name of a kind of site, whatever its case.
    public func territories(ofKind kind: String) -> [DivisionTerritory] {
        divisions.filter { $0.name.lowercased() == kind.lowercased() }.flatMap(\.territories)
    }
}

/// Whether each population point lies in one of the communes.
func pointsLie(in communes: [Int], _ territory: StudyTerritory) -> [Bool] {
    var isInZone = [Bool](repeating: false, count: territory.communes.count)
    for commune in communes { isInZone[commune] = true }
    return territory.population.communes.map { $0.map { isInZone[$0] } ?? false }
}

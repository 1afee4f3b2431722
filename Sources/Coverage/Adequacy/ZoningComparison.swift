public import Territory

/// An official zoning beside the computed one, commune by commune.
public struct ZoningComparison: Sendable {
    /// Communes and people of one official and one computed zone.
    public struct Cell: Hashable, Sendable {
        /// Nil: in no zone of the division, or where nothing can be computed.
        public var official: String?
        public var computed: String?
        public var communes: Int
        public var inhabitants: Double
    }

    public var zoning: ServiceZoning
    /// Of each commune; nil where the division has no territory for it. The first territory where there are several.
    public var official: [String?]
    /// Of each commune; nil where nobody lives or access is undefined.
    public var computed: [String?]
    /// Official zones in their order, those that the zoning does not name after them by id, none last; computed ones in
    /// their order within each. Only what there is.
    public var cells: [Cell]

    /// Whether both are known and differ.
    public func disagrees(_ commune: Int) -> Bool? {
        guard let official = official[commune], let computed = computed[commune] else { return nil }
        return official != computed
    }

    /// The share of the people in communes of which both are known where both agree; nil where nobody is.
    public var agreement: Double? {
        let known = cells.filter { $0.official != nil && $0.computed != nil }
        let people = known.reduce(0) { $0 + $1.inhabitants }
        return people > 0 ? known.reduce(0) { $1.official == $1.computed ? $0 + $1.inhabitants : $0 } / people : nil
    }
}

/// Nil where the territory has no such division.
func compare(
    _ zoning: ServiceZoning, with communes: [AreaAdequacy], in territory: StudyTerritory
) -> ZoningComparison? {
    guard let division = territory.divisions.first(where: { $0.name == zoning.division }) else { return nil }
    var official = [String?](repeating: nil, count: communes.count)
    for part in division.territories {
        for commune in part.communes where official[commune] == nil { official[commune] = part.id }
    }
    let computed = communes.map { $0.accessInUnit.map(zoning.zone) }
    let further = division.territories.map(\.id).filter { !zoning.zones.contains($0) }
    let rows: [String?] = (zoning.zones + further).map { $0 } + [nil]
    let columns: [String?] = zoning.zones.map { $0 } + [nil]
    var counts = [Int](repeating: 0, count: rows.count * columns.count)
    var people = [Double](repeating: 0, count: counts.count)
    for commune in communes.indices {
        guard let row = rows.firstIndex(of: official[commune]), let column = columns.firstIndex(of: computed[commune])
        else { continue }
        counts[row * columns.count + column] += 1
        people[row * columns.count + column] += communes[commune].inhabitants
    }
    let cells = rows.indices.flatMap { row in
        columns.indices.compactMap { column -> ZoningComparison.Cell? in
            let cell = row * columns.count + column
            guard counts[cell] > 0 else { return nil }
            return ZoningComparison.Cell(
                official: rows[row], computed: columns[column], communes: counts[cell], inhabitants: people[cell])
        }
    }
    return ZoningComparison(zoning: zoning, official: official, computed: computed, cells: cells)
}

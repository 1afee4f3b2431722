public import Geometry

/// A way to divide the land, for one purpose: EPCI, cantons, CPTS, *secteurs de garde*… Several live side
/// by side, and none has to follow another's limits.
public struct Division: Hashable, Sendable {
    public var name: String
    /// Ordered by id.
    public var territories: [DivisionTerritory]

    public init(name: String, territories: [DivisionTerritory]) {
        self.name = name
        self.territories = territories
    }
}

/// One territory of a division.
public struct DivisionTerritory: Hashable, Sendable {
    public var id: String
    public var name: String
    public var boundary: MultiPolygon
    /// Positions in the territory's communes, ascending.
    public var communes: [Int]
    /// Positions of its population points, ascending.
    public var points: [Int]
    /// Whether a scenario has made it; else it came with the territory.
    public var isOfScenario: Bool

    public init(
        id: String, name: String, boundary: MultiPolygon, communes: [Int], points: [Int], isOfScenario: Bool = false
    ) {
        self.isOfScenario = isOfScenario
        self.id = id
        self.name = name
        self.boundary = boundary
        self.communes = communes
        self.points = points
    }
}

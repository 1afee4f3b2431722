public import Geometry

/// Where people live: parallel arrays, one entry a point, ordered by commune id, then point id; the
/// points outside every commune come last.
public struct Population: Hashable, Sendable {
    public var ids: [String]
    /// In the working projection of the territory.
    public var locations: [Point]
    /// Positions in the territory's communes; nil outside all of them.
    public var communes: [Int?]
    public var inhabitants: [Double]
    /// Parts of the inhabitants, ordered by name.
    public var groups: [PopulationGroup]

    public init(
        ids: [String] = [], locations: [Point] = [], communes: [Int?] = [], inhabitants: [Double] = [],
        groups: [PopulationGroup] = []
    ) {
        self.ids = ids
        self.locations = locations
        self.communes = communes
        self.inhabitants = inhabitants
        self.groups = groups
    }

    public var count: Int { ids.count }
    public var totalInhabitants: Double { inhabitants.reduce(0, +) }

    /// The counts of a group, one a point; nil for a name that is no group.
    public func counts(ofGroup name: String) -> [Double]? {
        groups.first { $0.name == name }?.counts
    }
}

/// A part of the inhabitants: an age band, households without a car, a chronic condition…
public struct PopulationGroup: Hashable, Sendable {
    public var name: String
    /// People of the group, one entry a population point; never more than its inhabitants.
    public var counts: [Double]

    public init(name: String, counts: [Double]) {
        self.name = name
        self.counts = counts
    }
}

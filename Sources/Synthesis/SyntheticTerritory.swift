public import Geometry

/// A plausible territory: real or invented towns, and everything else made up around them. Nothing of it
/// is surveyed, and whoever shows it must say so.
public struct SyntheticTerritory: Sendable {
    public var name: String
    public var crs: CoordinateReferenceSystem
    public var seed: UInt64
    /// Sorted by id.
    public var towns: [Town]
    /// Whether the towns are invented too.
    public var townsAreInvented: Bool
    public var outline: MultiPolygon
    public var roads: SyntheticRoads
    public var population: [PopulationPoint]
    public var sites: [SyntheticSite]

    /// The land of each town, in their order: what is nearer to it than to any other town (Voronoi),
    /// inside the outline.
    ///
    /// - Throws: `GeometryError`.
    public func communes() throws(GeometryError) -> [MultiPolygon] {
        try voronoiCells(of: towns.map(\.location), within: outline)
    }
}

/// People who live at one junction.
public struct PopulationPoint: Hashable, Sendable {
    /// Position in the roads' junctions.
    public var junction: Int32
    /// Position in the towns.
    public var town: Int32
    public var inhabitants: Int32
    /// Of them 75 years and older.
    public var age75Plus: Int32
}

/// A place of care.
public struct SyntheticSite: Hashable, Sendable {
    public var id: String
    /// A kind of site: `msp`, `gp_practice`, …
    public var kind: String
    public var name: String
    /// In the working projection, metres.
    public var location: Point
    /// All professions together.
    public var professionals: Int
    public var source: String

    public init(id: String, kind: String, name: String, location: Point, professionals: Int, source: String) {
        self.id = id
        self.kind = kind
        self.name = name
        self.location = location
        self.professionals = professionals
        self.source = source
    }
}

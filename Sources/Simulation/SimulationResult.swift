public import Coverage
public import Equity
public import Geometry
public import RoadNetwork
public import Territory

/// One kind of site, analysed.
public struct KindResult: Sendable {
    public var coverage: KindCoverage
    public var figures: CoverageFigures
    /// By name of the group.
    public var groups: [(name: String, figures: CoverageFigures)]
    /// Of each of the kind's sites, in their order, in the working projection.
    public var catchments: [MultiPolygon]
    public var uncoveredZones: [UncoveredZone]
    public var mosaic: [OverlapPiece]
    public var pairs: [OverlappingPair]

    public var kind: String { coverage.kind }
    /// People with two sites or more within the minutes.
    public var overlappedInhabitants: Double { figures.choices[2] + figures.choices[3] }
}

/// A territory of a division with its figures.
public struct DivisionResult: Sendable {
    public var division: String
    public var territory: DivisionTerritory
    public var figures: DivisionTerritoryFigures
}

/// Everything that the analysis of a scenario found.
public struct SimulationResult: Sendable {
    /// The name of the scenario.
    public var scenario: String
    /// The territory with the changes applied.
    public var territory: StudyTerritory
    public var network: NetworkDescription
    public var networkFingerprint: String
    public var settings: ScenarioSettings
    /// Ordered by name.
    public var kinds: [KindResult]
    public var poles: PoleAnalysis
    public var divisions: [DivisionResult]
    /// Nil where the kind it asks for reaches nobody.
    public var equity: EquityIndices?
    public var unattachedInhabitants: Double
    public var unattachedSites: [SiteID]
    /// Those of the territory and those of the analysis.
    public var findings: [Finding]
}

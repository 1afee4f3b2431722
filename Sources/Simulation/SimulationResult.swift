public import Coverage
public import Geometry

/// The maps of one kind of site.
public struct KindMaps: Sendable {
    /// Of each of the kind's sites, in their order, in the working projection.
    public var catchments: [MultiPolygon]
    public var uncoveredZones: [UncoveredZone]
    public var mosaic: [OverlapPiece]

    public init(catchments: [MultiPolygon], uncoveredZones: [UncoveredZone], mosaic: [OverlapPiece]) {
        self.catchments = catchments
        self.uncoveredZones = uncoveredZones
        self.mosaic = mosaic
    }
}

/// One kind of site, analysed and drawn.
@dynamicMemberLookup
public struct KindResult: Sendable {
    public var evaluation: KindEvaluation
    public var maps: KindMaps

    public subscript<Value>(dynamicMember path: KeyPath<KindEvaluation, Value>) -> Value { evaluation[keyPath: path] }
    public subscript<Value>(dynamicMember path: KeyPath<KindMaps, Value>) -> Value { maps[keyPath: path] }
}

/// Everything that the analysis of a scenario found: the figures of its evaluation, and the maps.
@dynamicMemberLookup
public struct SimulationResult: Sendable {
    public var evaluation: Evaluation
    /// In the order of the evaluation's kinds.
    public var maps: [KindMaps]
    /// Nil where the scenario has no temporary stays.
    public var stays: StayResult?
    /// Nil where the scenario asks for no rounds of nurses.
    public var rounds: NurseRounds?
    /// Nil where no years are simulated.
    public var years: HorizonResult?
    /// Sites placed by siting models, in the order of the changes.
    public var placements: [PlacementResult]

    public init(
        evaluation: Evaluation, maps: [KindMaps], stays: StayResult? = nil, rounds: NurseRounds? = nil,
        years: HorizonResult? = nil, placements: [PlacementResult] = []
    ) {
        self.evaluation = evaluation
        self.maps = maps
        self.stays = stays
        self.rounds = rounds
        self.years = years
        self.placements = placements
    }

    /// Ordered by name.
    public var kinds: [KindResult] { zip(evaluation.kinds, maps).map(KindResult.init) }

    public subscript<Value>(dynamicMember path: KeyPath<Evaluation, Value>) -> Value { evaluation[keyPath: path] }
}

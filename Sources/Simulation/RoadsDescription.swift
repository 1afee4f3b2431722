public import Territory

/// Where the roads come from: a literal mirror of `roads:` in the territory file, its paths resolved.
public enum RoadsDescription: Hashable, Sendable {
    case layer(RoadLayerDescription)
    /// An OpenStreetMap extract: `.osm.pbf`, `.osm.gz`, `.osm`.
    case openStreetMap(path: String)
    /// A network that was built and saved.
    case network(path: String)
}

/// A layer of roads and the meaning of its fields.
public struct RoadLayerDescription: Hashable, Sendable {
    public enum SpeedUnit: String, CaseIterable, Hashable, Sendable {
        case kilometresPerHour = "kmh"
        case metresPerSecond = "mps"
    }

    /// The words by which a field tells in which direction a road may be travelled.
    public struct Direction: Hashable, Sendable {
        public var field: String
        public var both: [String]
        public var forward: [String]
        public var backward: [String]

        public init(field: String, both: [String] = [], forward: [String] = [], backward: [String] = []) {
            self.field = field
            self.both = both
            self.forward = forward
            self.backward = backward
        }
    }

    public var source: LayerSource
    /// `bdtopo`, `route500` or `osm-shapefile`: the fields of a known product.
    public var preset: String?
    /// Metres; without it the line's own length.
    public var lengthField: String?
    /// Without it the speed follows from the class.
    public var speedField: String?
    public var speedUnit: SpeedUnit
    public var classField: String?
    /// Without it every road is two-way.
    public var direction: Direction?
    /// Junctions at both ends; without them junctions are where line ends share exact coordinates.
    public var fromField: String?
    public var toField: String?

    public static let presets = ["bdtopo", "route500", "osm-shapefile"]

    public init(
        source: LayerSource, preset: String? = nil, lengthField: String? = nil, speedField: String? = nil,
        speedUnit: SpeedUnit = .kilometresPerHour, classField: String? = nil, direction: Direction? = nil,
        fromField: String? = nil, toField: String? = nil
    ) {
        self.source = source
        self.preset = preset
        self.lengthField = lengthField
        self.speedField = speedField
        self.speedUnit = speedUnit
        self.classField = classField
        self.direction = direction
        self.fromField = fromField
        self.toField = toField
    }
}

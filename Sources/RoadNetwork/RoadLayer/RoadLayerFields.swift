/// What the fields of a road layer mean. Names are compared without regard to case; what has no field
/// follows from the line itself or from the road's class.
public struct RoadLayerFields: Hashable, Sendable {
    public enum SpeedUnit: String, CaseIterable, Hashable, Sendable {
        case kilometresPerHour = "kmh"
        case metresPerSecond = "mps"
    }

    /// The speed that cars drive on each road off-peak. Cars have it × the profile's traffic factor of the
    /// class; walkers and cyclists have the profile's own speed of the class instead.
    public struct SpeedField: Hashable, Sendable {
        public var field: String
        public var unit: SpeedUnit

        public init(field: String, unit: SpeedUnit) {
            self.field = field
            self.unit = unit
        }
    }

    /// The directions in which a road is open, and the values that say so. A value that is none of these
    /// is a fault of the layer.
    public struct DirectionField: Hashable, Sendable {
        public var field: String
        public var both: [String]
        /// Open in the order in which the line is drawn only.
        public var forward: [String]
        /// Open against the order in which the line is drawn only.
        public var backward: [String]

        public init(field: String, both: [String] = [], forward: [String] = [], backward: [String] = []) {
            self.field = field
            self.both = both
            self.forward = forward
            self.backward = backward
        }
    }

    /// The junctions at the start and at the end of each line: whole numbers, or any texts.
    public struct JunctionFields: Hashable, Sendable {
        public var from: String
        public var to: String

        public init(from: String, to: String) {
            self.from = from
            self.to = to
        }
    }

    /// Metres; else the line's own length.
    public var length: String?
    /// Else the speed follows from the class.
    public var speed: SpeedField?
    /// OpenStreetMap's words for classes (`primary`, `residential` …); else every road is `unclassified`,
    /// which is possible only with a speed field.
    public var roadClass: String?
    /// Else every road is open in both directions.
    public var direction: DirectionField?
    /// Else lines meet where their ends share exact coordinates.
    public var junctions: JunctionFields?

    public init(
        length: String? = nil, speed: SpeedField? = nil, roadClass: String? = nil,
        direction: DirectionField? = nil, junctions: JunctionFields? = nil
    ) {
        self.length = length
        self.speed = speed
        self.roadClass = roadClass
        self.direction = direction
        self.junctions = junctions
    }
}

/// Deliveries whose fields are known.
public enum RoadLayerPreset: String, CaseIterable, Hashable, Sendable {
    /// IGN's BD TOPO, version 2 (`ROUTE`) and version 3 (`TRONCON_DE_ROUTE`).
    case bdtopo
    /// IGN's ROUTE 500 (`TRONCON_ROUTE`).
    case route500
    /// OpenStreetMap as Geofabrik's shapefiles have it (`fclass`, `oneway`, `maxspeed`), or under its own
    /// keys (`highway`, `oneway`, `maxspeed`, `access` …).
    case openStreetMapShapefile = "osm-shapefile"
}

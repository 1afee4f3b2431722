public import Geometry

/// A structure, or a practice: a place where professionals are.
public struct Site: Hashable, Sendable {
    public var id: SiteID
    public var name: String
    /// `msp`, `cds`, `emergency`, `pharmacy`… Any word is a kind.
    public var kind: String
    /// In the working projection of the territory.
    public var location: Point
    /// Position in the territory's communes; nil outside all of them (supply from beyond the border).
    public var commune: Int?
    public var professionals: Professionals
    /// The main site of a pole that has several.
    public var satelliteOf: SiteID?
    /// Days a week that it is open, where it is known.
    public var daysPerWeek: Double?
    /// Beds or places, where it is known.
    public var beds: Double?
    /// How far people travel to it, in minutes, where that differs from its kind.
    public var minutes: Double?
    /// When it is open, where that differs from its kind.
    public var opening: OpeningTimes?
    /// Positions of the communes that it is responsible for, ascending; of zonal kinds only.
    public var zone: [Int]?
    /// Who was planned to work there, where not all of them came.
    public var planned: Professionals?

    public init(
        id: SiteID, name: String, kind: String, location: Point, commune: Int? = nil,
        professionals: Professionals = .none, satelliteOf: SiteID? = nil, daysPerWeek: Double? = nil,
        beds: Double? = nil, minutes: Double? = nil, opening: OpeningTimes? = nil, zone: [Int]? = nil,
        planned: Professionals? = nil
    ) {
        self.id = id
        self.name = name
        self.kind = kind
        self.location = location
        self.commune = commune
        self.professionals = professionals
        self.satelliteOf = satelliteOf
        self.daysPerWeek = daysPerWeek
        self.beds = beds
        self.minutes = minutes
        self.opening = opening
        self.zone = zone
        self.planned = planned
    }
}

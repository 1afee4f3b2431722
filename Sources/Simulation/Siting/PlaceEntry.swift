public import Geometry
public import Placement
public import Territory

/// Sites to place by a siting model, as a scenario file writes it.
public struct PlaceEntry: Hashable, Sendable {
    /// Where the sites may stand.
    public enum Candidates: Hashable, Sendable {
        /// In each commune where most of its people live.
        case communes
        /// At the sites of a kind that exist.
        case sites(ofKind: String)
        /// At the points of a layer.
        case layer(LayerSource, idField: String, nameField: String?, costField: String?)
    }

    public var kind: String
    public var model: SitingModel
    /// New ones, beside those that exist.
    public var sites: Int?
    public var budget: Double?
    /// Nil: those of the kind.
    public var minutes: Double?
    public var candidates: Candidates
    /// Whether the sites of the kind that exist count, and stay.
    public var countsExisting: Bool
    /// Nil: communes for a maillage, else places.
    public var demand: SitingDemand?
    /// By group; empty: the inhabitants.
    public var weights: [String: Double]
    public var leastInhabitants: Double?
    public var mostInhabitants: Double?
    public var isContiguous: Bool
    /// Empty: the scenario's own.
    public var profiles: [ScenarioFile.Profile]
    public var robust: RobustTravel
    public var method: SitingMethod
    public var timeLimitSeconds: Double
    /// What the ids of the sites begin with.
    public var idPrefix: String
    /// What the names of the sites begin with; nil: the kind's title.
    public var namePrefix: String?
    /// The same at each site; nil where the file does not tell.
    public var professionals: [String: StaffEntry.Count]?
    public var staffRule: StaffRule?
    public var companions: [SitingCompanion]
    /// Whether only the zones are drawn in which sites would stand, and none opens.
    public var drawsOnlyZones: Bool
    /// Whether the number of people covered by number of sites is asked for.
    public var wantsCurve: Bool
}

/// What people are counted by when sites are placed.
public enum SitingDemand: String, CaseIterable, Hashable, Sendable {
    /// Each place where people live.
    case places
    /// The people of a commune together, where most of them live.
    case communes
}

/// Professionals in proportion to the people of a site.
public struct StaffRule: Hashable, Sendable {
    /// The inhabitants that one team is for.
    public var inhabitantsPerTeam: Double
    /// By profession.
    public var team: [String: Double]
    /// Professionals of each site, at least; nil: those of the rule of the three 15s.
    public var leastProfessionals: Double?

    public init(inhabitantsPerTeam: Double, team: [String: Double], leastProfessionals: Double? = nil) {
        self.inhabitantsPerTeam = inhabitantsPerTeam
        self.team = team
        self.leastProfessionals = leastProfessionals
    }

    /// The team of a site: whole heads in the proportions of the team (largest remainders), as many as the inhabitants
    /// ask for, rounded up, and at least `least`.
    public func professionals(forInhabitants inhabitants: Double, least: Double) -> Professionals {
        let ordered = team.sorted { $0.key < $1.key }
        let whole = ordered.reduce(0) { $0 + $1.value }
        // A hair of a person comes of dividing.
        let asked = (inhabitants / inhabitantsPerTeam * whole - 1e-9).rounded(.up)
        let heads = max(asked, least.rounded(.up), 0)
        guard whole > 0 else { return .none }
        var shares = ordered.map { (heads * $0.value / whole).rounded(.down) }
        let remainders = zip(ordered, shares).map { heads * $0.value / whole - $1 }
        let missing = Int(heads - shares.reduce(0, +))
        let order = shares.indices.sorted { (-remainders[$0], $0) < (-remainders[$1], $1) }
        for position in order.prefix(missing) { shares[position] += 1 }
        return Professionals(
            Dictionary(
                uniqueKeysWithValues: zip(ordered, shares).filter { $1 > 0 }.map { ($0.key, ProfessionalCount($1)) }))
    }
}

/// A site of another kind that opens at the place of each placed one.
public struct SitingCompanion: Hashable, Sendable {
    public var kind: String
    public var professionals: Professionals
    public var beds: Double?
    /// How far it serves, where that differs from its kind.
    public var minutes: Double?

    public init(kind: String, professionals: Professionals = .none, beds: Double? = nil, minutes: Double? = nil) {
        self.kind = kind
        self.professionals = professionals
        self.beds = beds
        self.minutes = minutes
    }
}

/// A place where a site may stand.
public struct SitingCandidate: Hashable, Sendable {
    public var id: String
    public var name: String
    /// In the working projection of the territory.
    public var location: Point
    /// Position in the territory's communes; nil outside all of them.
    public var commune: Int?
    /// What a site there costs, where there is a budget.
    public var cost: Double?

    public init(id: String, name: String, location: Point, commune: Int?, cost: Double? = nil) {
        self.id = id
        self.name = name
        self.location = location
        self.commune = commune
        self.cost = cost
    }
}

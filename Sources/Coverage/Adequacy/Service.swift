import Territory

/// A service that people need near them: who gives it, where, how far people travel to it, and what counts as enough.
public struct Service: Hashable, Sendable {
    /// What professionals are counted in.
    public enum SupplyUnit: String, CaseIterable, Sendable {
        case fullTimeEquivalents = "fte"
        case headcount
    }

    public var name: String
    /// The professions that give it, in order; none where a site of the kinds is the service (emergencies).
    public var professions: [String]
    /// The kinds of site where it is given, in order; none: at every kind.
    public var kinds: [String]
    /// How far people travel to it; limits are inclusive.
    public var minutes: Double
    public var supplyUnit: SupplyUnit
    public var method: AccessMethod
    public var decay: TravelDecay
    public var need: NeedWeights
    /// Consultations a year of one unit of supply; nil where it is not known.
    public var consultationsPerUnit: Double?
    /// Kinds of site that tell people where to go. The service is not given there, unless `kinds` names them.
    public var orientationKinds: [String]
    /// Kinds whose professionals come from elsewhere: their time counts there, their heads where they are based.
    public var visitingKinds: [String]
    public var orientationMinutes: Double
    public var cutOffs: AdequacyCutOffs
    public var zoning: ServiceZoning?

    public init(
        name: String, professions: [String] = [], kinds: [String] = [], minutes: Double,
        supplyUnit: SupplyUnit = .fullTimeEquivalents, method: AccessMethod = .enhancedTwoStep, decay: TravelDecay,
        need: NeedWeights = NeedWeights(), consultationsPerUnit: Double? = nil, orientationKinds: [String] = [],
        visitingKinds: [String] = [], orientationMinutes: Double = 15, cutOffs: AdequacyCutOffs,
        zoning: ServiceZoning? = nil
    ) {
        self.name = name
        self.professions = professions
        self.kinds = kinds
        self.minutes = minutes
        self.supplyUnit = supplyUnit
        self.method = method
        self.decay = decay
        self.need = need
        self.consultationsPerUnit = consultationsPerUnit
        self.orientationKinds = orientationKinds
        self.visitingKinds = visitingKinds
        self.orientationMinutes = orientationMinutes
        self.cutOffs = cutOffs
        self.zoning = zoning
    }

    /// Its professionals among others.
    func headcount(of professionals: Professionals) -> Double {
        professions.reduce(0) { $0 + professionals[$1].headcount }
    }

    func fullTimeEquivalents(of professionals: Professionals) -> Double {
        professions.reduce(0) { $0 + professionals[$1].fullTimeEquivalents }
    }

    /// In the unit of supply.
    func supply(of professionals: Professionals) -> Double {
        supplyUnit == .headcount ? headcount(of: professionals) : fullTimeEquivalents(of: professionals)
    }

    /// Whether a site gives it, as far as its kind says.
    func isGiven(at site: Site) -> Bool {
        kinds.isEmpty ? !orientationKinds.contains(site.kind) : kinds.contains(site.kind)
    }
}

/// What access to a service is told in.
public enum AccessUnit: String, CaseIterable, Sendable {
    /// Units of supply for 100 000 standardised inhabitants.
    case perHundredThousand = "per_100000"
    /// Consultations a year for one standardised inhabitant.
    case consultations
    /// Multiples of the mean of all inhabitants.
    case relative = "relative_to_mean"
}

/// How much of a service is too little, and how much is more than enough: by access in a unit, and by choices.
public struct AdequacyCutOffs: Hashable, Sendable {
    public var unit: AccessUnit
    /// Below it the need is unmet.
    public var unmetBelow: Double
    /// From it on supply is abundant.
    public var abundantFrom: Double
    /// From it on it is redundant, where people have the choices too.
    public var redundantFrom: Double
    /// Places of supply within the minutes, on the average of the people.
    public var redundantChoices: Double

    public init(
        unit: AccessUnit, unmetBelow: Double, abundantFrom: Double, redundantFrom: Double, redundantChoices: Double
    ) {
        self.unit = unit
        self.unmetBelow = unmetBelow
        self.abundantFrom = abundantFrom
        self.redundantFrom = redundantFrom
        self.redundantChoices = redundantChoices
    }

    /// - Parameters:
    ///   - access: in the unit of the cut-offs.
    ///   - choices: mean number of places of supply within the minutes.
    public func level(access: Double, choices: Double) -> AdequacyLevel {
        if access < unmetBelow { return .unmet }
        if access < abundantFrom { return .adequate }
        return access >= redundantFrom && choices >= redundantChoices ? .redundant : .abundant
    }
}

/// How supply stands to need.
public enum AdequacyLevel: String, CaseIterable, Sendable {
    case unmet, adequate, abundant, redundant
}

/// An official zoning of the land for a service, and how to compute the same from access.
public struct ServiceZoning: Hashable, Sendable {
    /// The division whose territories are the official zones.
    public var division: String
    /// Ids of the zones from the least served to the best served.
    public var zones: [String]
    /// Rising, one less than the zones, in the unit of the cut-offs: access below the first is the first zone.
    public var cutOffs: [Double]

    public init(division: String, zones: [String], cutOffs: [Double]) {
        self.division = division
        self.zones = zones
        self.cutOffs = cutOffs
    }

    func zone(access: Double) -> String {
        zones[cutOffs.firstIndex { access < $0 } ?? cutOffs.count]
    }
}

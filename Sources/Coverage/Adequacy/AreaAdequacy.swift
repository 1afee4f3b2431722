/// The adequacy of one service in an area: a commune, a territory of a division, or all.
public struct AreaAdequacy: Hashable, Sendable {
    public var inhabitants: Double
    /// Nil where need is undefined.
    public var standardisedInhabitants: Double?
    /// Of the service's professions, in the communes of the area.
    public var headcount: Double
    public var fullTimeEquivalents: Double
    /// Mean access of the inhabitants, in units of supply for one standardised inhabitant; nil where it is undefined
    /// or where nobody lives.
    public var access: Double?
    /// The same in the unit of the service's cut-offs.
    public var accessInUnit: Double?
    /// Mean number of places within the minutes.
    public var choices: Double?
    public var level: AdequacyLevel?
    public var states: ResponseCounts

    /// Professionals for so many inhabitants; nil where nobody lives.
    public func density(per inhabitants: Double) -> Double? {
        self.inhabitants > 0 ? headcount / self.inhabitants * inhabitants : nil
    }

    /// Professionals for so many standardised inhabitants.
    public func ageWeightedDensity(per inhabitants: Double) -> Double? {
        guard let standardisedInhabitants, standardisedInhabitants > 0 else { return nil }
        return headcount / standardisedInhabitants * inhabitants
    }
}

/// What somebody who needs a service finds within the minutes.
public enum ResponseState: String, CaseIterable, Sendable {
    /// The service itself.
    case response
    /// Only somebody who tells where to go.
    case orientation
    case nothing
}

/// People by what they find: together all of them.
public struct ResponseCounts: Hashable, Sendable {
    public var response = 0.0
    public var orientation = 0.0
    public var nothing = 0.0

    public init(response: Double = 0, orientation: Double = 0, nothing: Double = 0) {
        self.response = response
        self.orientation = orientation
        self.nothing = nothing
    }

    public var total: Double { response + orientation + nothing }

    public subscript(state: ResponseState) -> Double {
        get {
            switch state {
            case .response: response
            case .orientation: orientation
            case .nothing: nothing
            }
        }
        set {
            switch state {
            case .response: response = newValue
            case .orientation: orientation = newValue
            case .nothing: nothing = newValue
            }
        }
    }
}

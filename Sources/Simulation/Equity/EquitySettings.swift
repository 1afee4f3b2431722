public import Equity

/// A quantity that inequality figures are taken of.
public enum EquityQuantity: String, CaseIterable, Sendable {
    /// Minutes, and kilometres, to the nearest site of a kind.
    case minutesToNearest = "minutes_to_nearest"
    case kilometresToNearest = "kilometres_to_nearest"
    /// Sites of a kind, or places of a service, within the minutes.
    case choices
    /// Units of a service's supply for 100 000 standardised inhabitants.
    case access

    /// Which end of it the worst served have.
    public var worst: WorstEnd {
        switch self {
        case .minutesToNearest, .kilometresToNearest: .highest
        case .choices, .access: .lowest
        }
    }
}

/// The variable by which people are ranked for the social axis.
public enum EquityRank: Hashable, Sendable {
    /// The share of a population group at each point.
    case group(String)
    /// A figure of each commune, from a table: median income, an index of deprivation.
    case table(RankTable)
}

/// A table of one figure by commune.
public struct RankTable: Hashable, Sendable {
    public var path: String
    public var communeField: String
    public var valueField: String
    /// By code of the commune; empty until the table is read.
    public var values: [String: Double] = [:]
}

/// A figure that a composite score may be made of; each is 0 where nothing is wrong.
public enum CompositePart: String, CaseIterable, Sendable {
    case gini
    case atkinson05 = "atkinson_0_5"
    case atkinson1 = "atkinson_1"
    /// The absolute value of the standard concentration index.
    case concentration
    /// Of the first threshold.
    case shareBeyond = "share_beyond"
    case depthBeyond = "depth_beyond"
    case severityBeyond = "severity_beyond"
    /// Of all inhabitants: without a site, or a response, within the minutes.
    case uncoveredShare = "uncovered_share"
}

/// What the inequality figures are taken of.
public struct EquitySettings: Hashable, Sendable {
    public var quantity: EquityQuantity
    /// The kind of site; of no meaning where a service is named.
    public var kind: String
    public var service: String?
    /// Names of population groups.
    public var groups: [String]
    /// Names of divisions.
    public var divisions: [String]
    /// In the unit of the quantity; nil: no threshold was named.
    public var threshold: Double?
    /// Rising, in the unit of the quantity; none: what the kind or the service sets.
    public var thresholds: [Double] = []
    public var rank: EquityRank?
    /// Weights of the parts of a composite score; nil: no score is asked for.
    public var composite: [CompositePart: Double]?
    /// Whether the scenario names it; one quantity is looked at where it names none.
    public var isAsked = false

    /// `minutes_to_nearest:msp`.
    public var title: String { "\(quantity.rawValue):\(service ?? kind)" }
}

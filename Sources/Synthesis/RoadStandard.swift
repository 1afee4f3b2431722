/// The functional classes of synthetic roads, in OpenStreetMap's words, with what is assumed of each.
public enum RoadStandard: UInt8, CaseIterable, Sendable, Hashable, Comparable {
    /// Between cities.
    case trunk
    /// Between larger towns.
    case primary
    /// Between small towns.
    case secondary
    /// Between villages, and the boulevards of large towns.
    case tertiary
    /// Lanes to hamlets, and the edges of towns.
    case unclassified
    /// Streets.
    case residential

    /// The value of `highway`.
    public var name: String { "\(self)" }

    /// Length along the road over the straight line between its ends (an assumption).
    public var windingFactor: Double {
        switch self {
        case .trunk: 1.04
        case .primary: 1.08
        case .secondary: 1.12
        case .tertiary: 1.16
        case .unclassified: 1.20
        case .residential: 1.05
        }
    }

    /// Mean speed in open country, km/h (an assumption, off-peak).
    public var openCountrySpeed: Double {
        switch self {
        case .trunk: 90
        case .primary: 72
        case .secondary: 63
        case .tertiary: 54
        case .unclassified: 40
        case .residential: 28
        }
    }

    /// Mean speed inside a town, km/h (an assumption, off-peak; the limit is 50).
    public var builtUpSpeed: Double {
        switch self {
        case .trunk: 45
        case .primary: 42
        case .secondary: 40
        case .tertiary: 36
        case .unclassified: 32
        case .residential: 28
        }
    }

    public static func < (left: RoadStandard, right: RoadStandard) -> Bool {
        left.rawValue < right.rawValue
    }
}

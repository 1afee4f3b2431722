public import Geometry

/// The functional class of a road, in OpenStreetMap's words (`highway=*`, and `ferry`): the common
/// language into which every source's own classes are read.
public enum RoadClass: UInt8, CaseIterable, Sendable, Hashable {
    case motorway, motorwayLink, trunk, trunkLink, primary, primaryLink, secondary, secondaryLink
    case tertiary, tertiaryLink, unclassified, residential, livingStreet, service, track
    case pedestrian, footway, cycleway, path, bridleway, steps, ferry

    /// OpenStreetMap's spelling: `motorway_link`, `living_street`, …
    public var name: String {
        switch self {
        case .motorwayLink: "motorway_link"
        case .trunkLink: "trunk_link"
        case .primaryLink: "primary_link"
        case .secondaryLink: "secondary_link"
        case .tertiaryLink: "tertiary_link"
        case .livingStreet: "living_street"
        default: "\(self)"
        }
    }

    public init?(name: String) {
        guard let match = RoadClass.byName[name] else { return nil }
        self = match
    }

    private static let byName = Dictionary(uniqueKeysWithValues: allCases.map { ($0.name, $0) })

    /// Whether people live along roads of this class: its junctions may stand for homes where nothing
    /// better is known.
    public var isBuiltUp: Bool {
        self == .residential || self == .livingStreet
    }

    /// Whether houses may stand along roads of this class.
    var mayHaveHomes: Bool {
        switch self {
        case .motorway, .motorwayLink, .trunk, .trunkLink, .ferry: false
        default: true
        }
    }
}

/// Roads between junctions as a source gives them, before they become a graph: parallel arrays, one
/// entry a link, so that millions of links stay small.
///
/// A link runs from its tail junction to its head junction along its points; each direction has its own
/// time, `.unreachable` where travel that way is not permitted.
public struct RoadLinks: Sendable {
    /// The coordinate reference system of `points`.
    public var crs: CoordinateReferenceSystem
    /// The source's own junction identifiers (OSM node ids, or numbers given to shared line ends).
    public private(set) var tails: [Int64] = []
    public private(set) var heads: [Int64] = []
    public private(set) var forwardTimes: [TravelTime] = []
    public private(set) var backwardTimes: [TravelTime] = []
    /// True lengths in metres, which may exceed those of the drawn lines.
    public private(set) var metres: [Double] = []
    public private(set) var roadClasses: [RoadClass] = []
    /// Where each link's points start in `points`; one more entry than links.
    public private(set) var firstPoints: [Int] = [0]
    public private(set) var points: [Point] = []
    /// Turns that are forbidden or the only ones permitted; travel times honour them.
    public var turnRestrictions: [TurnRestriction] = []

    public init(crs: CoordinateReferenceSystem) {
        self.crs = crs
    }

    public var count: Int { tails.count }

    public mutating func append(
        tail: Int64, head: Int64, forward: TravelTime, backward: TravelTime, metres: Double,
        roadClass: RoadClass, points line: some Sequence<Point>
    ) {
        tails.append(tail)
        heads.append(head)
        forwardTimes.append(forward)
        backwardTimes.append(backward)
        self.metres.append(metres)
        roadClasses.append(roadClass)
        points.append(contentsOf: line)
        firstPoints.append(points.count)
    }

    /// The line of link `index`, from tail to head.
    public func line(of index: Int) -> ArraySlice<Point> {
        points[firstPoints[index]..<firstPoints[index + 1]]
    }
}

/// A turn from one link over a junction to another link that is forbidden, or (`isMandatory`) the only
/// one allowed there. Links are positions in `RoadLinks`. Where the two ends of a link are the junction, the
/// restriction holds for both; from a link into itself it forbids turning back.
public struct TurnRestriction: Hashable, Sendable {
    public var fromLink: Int
    public var viaJunction: Int64
    public var toLink: Int
    public var isMandatory: Bool

    public init(fromLink: Int, viaJunction: Int64, toLink: Int, isMandatory: Bool) {
        self.fromLink = fromLink
        self.viaJunction = viaJunction
        self.toLink = toLink
        self.isMandatory = isMandatory
    }
}

public import Geometry

/// What to synthesise.
public struct SynthesisRequest: Sendable {
    public enum Settlement: Sendable {
        /// Towns that are given, and where known the outline of the land, in the working projection.
        case towns([Town], outline: MultiPolygon?)
        /// So many towns invented from the seed; nil for one a hundred junctions.
        case seeded(count: Int?)
    }

    public var name: String
    /// The working projection, in metres.
    public var crs: CoordinateReferenceSystem
    public var settlement: Settlement
    /// Road junctions in all, met exactly where the towns have room for them.
    public var junctions: Int
    /// The same seed gives the same territory, to the byte.
    public var seed: UInt64
    /// Sites that are given; nil to invent some from the seed.
    public var sites: [SyntheticSite]?

    public init(
        name: String, crs: CoordinateReferenceSystem = .lambert93, settlement: Settlement = .seeded(count: nil),
        junctions: Int, seed: UInt64 = 1, sites: [SyntheticSite]? = nil
    ) {
        self.name = name
        self.crs = crs
        self.settlement = settlement
        self.junctions = junctions
        self.seed = seed
        self.sites = sites
    }
}

/// Why a territory cannot be synthesised.
public enum SynthesisError: Error, Hashable, Sendable, CustomStringConvertible {
    case notInMetres(String)
    case noTowns
    case duplicateTown(id: String)
    /// Inhabitants are counted: none is less than zero.
    case negativeInhabitants(id: String)
    case notFinite(id: String)
    case townsTooClose(String, String, metres: Double)
    case outsideOutline([String])
    case tooFewJunctions(asked: Int, least: Int)
    case tooManyJunctions(asked: Int, most: Int)

    public var description: String {
        switch self {
        case .notInMetres(let crs):
            "the projection \(crs) is not in metres; give a projected one such as EPSG:2154"
        case .noTowns:
            "there are no towns"
        case .duplicateTown(let id):
            "two towns have the id \"\(id)\""
        case .negativeInhabitants(let id):
            "town \(id): the inhabitants are negative"
        case .notFinite(let id):
            "town \(id): its place is no number"
        case .townsTooClose(let a, let b, let metres):
            "the towns \(a) and \(b) lie \(Int(metres)) m apart, and there must be \(Int(leastTownDistance)) m; "
                + "remove one, or join them"
        case .outsideOutline(let ids):
            "\(ids.count) towns lie outside the outline: \(ids.prefix(10).joined(separator: ", "))"
        case .tooFewJunctions(let asked, let least):
            "\(asked) junctions are too few for these towns; ask for \(least) at least"
        case .tooManyJunctions(let asked, let most):
            "\(asked) junctions are more than these towns have room for; ask for \(most) at most"
        }
    }
}

/// Metres between two towns at least.
let leastTownDistance = 300.0

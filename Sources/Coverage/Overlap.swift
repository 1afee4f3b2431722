public import Geometry
import Territory

/// Two sites of one kind that serve the same people.
public struct OverlappingPair: Hashable, Sendable {
    /// Positions in the territory, `a` before `b`.
    public var a: Int
    public var b: Int
    /// People with both within the minutes.
    public var inhabitants: Double
    /// Their share of all people within the minutes of `a`, and of `b`.
    public var shareOfA: Double
    public var shareOfB: Double
    /// Shared people over people of either (Jaccard 1901).
    public var jaccard: Double
    /// Whether both belong to one pole, and so do not compete.
    public var isSamePole: Bool
}

/// A piece of the mosaic: the land and the people that exactly these sites cover.
public struct OverlapPiece: Hashable, Sendable {
    /// Positions in the territory, ascending.
    public var sites: [Int]
    public var land: MultiPolygon
    /// Counted from travel times, not from the land.
    public var inhabitants: Double
}

/// The pairs of a kind's sites that share people, ordered by site ids.
public func overlappingPairs(_ coverage: KindCoverage, in territory: StudyTerritory) -> [OverlappingPair] {
    var shared: [[Int]: Double] = [:]
    var total: [Int: Double] = [:]
    for (point, sites) in coverage.sitesWithin.enumerated() {
        let people = territory.population.inhabitants[point]
        for (position, a) in sites.enumerated() {
            total[a, default: 0] += people
            for b in sites[(position + 1)...] { shared[[a, b], default: 0] += people }
        }
    }
    func pole(_ site: Int) -> SiteID { territory.sites[site].satelliteOf ?? territory.sites[site].id }
    return shared.keys.sorted { $0.lexicographicallyPrecedes($1) }.compactMap { pair in
        let (a, b) = (pair[0], pair[1])
        guard let people = shared[pair], people > 0, let ofA = total[a], let ofB = total[b] else { return nil }
        return OverlappingPair(
            a: a, b: b, inhabitants: people, shareOfA: people / ofA, shareOfB: people / ofB,
            jaccard: people / (ofA + ofB - people), isSamePole: pole(a) == pole(b))
    }
}

/// The mosaic of a kind's catchments by which sites cover each piece.
///
/// People are counted by the sites that their travel times say. Where people stand on a set of sites that
/// the drawn lands do not show (they live within the drawing resolution of a border), a small disc of the
/// union around them becomes its piece, so that every set with people has land and the pieces still are
/// a partition of the union.
///
/// - Parameter catchments: of each of `coverage.sites`, in their order.
/// - Throws: `GeometryError`.
public func overlapMosaic(
    _ coverage: KindCoverage, catchments: [MultiPolygon], in territory: StudyTerritory, resolutionMetres: Double
) throws -> [OverlapPiece] {
    var people: [[Int]: Double] = [:]
    var places: [[Int]: [Point]] = [:]
    for (point, sites) in coverage.sitesWithin.enumerated() where !sites.isEmpty {
        people[sites, default: 0] += territory.population.inhabitants[point]
        places[sites, default: []].append(territory.population.locations[point])
    }
    var lands: [[Int]: MultiPolygon] = [:]
    for piece in try partition(of: catchments) {
        lands[piece.sources.map { coverage.sites[$0] }] = piece.land
    }
    let missing = people.keys.filter { lands[$0] == nil && (people[$0] ?? 0) > 0 }
        .sorted { $0.lexicographicallyPrecedes($1) }
    if !missing.isEmpty {
        var free = try MultiPolygon.unionOfAll(catchments)
        for sites in missing {
            var disc = MultiPolygon.empty
            var radius = resolutionMetres / 8
            while disc.isEmpty, radius <= 4 * resolutionMetres {
                disc = try MultiPolygon.unionOfAll(
                    (places[sites] ?? []).map { MultiPolygon([.circle(around: $0, radius: radius)]) }
                ).intersection(free)
                radius *= 2
            }
            guard !disc.isEmpty else { continue }
            for (others, land) in lands { lands[others] = try land.difference(disc) }
            lands[sites] = disc
            free = try free.difference(disc)
        }
    }
    return Set(lands.keys).union(people.keys.filter { (people[$0] ?? 0) > 0 })
        .sorted { $0.lexicographicallyPrecedes($1) }
        .map { OverlapPiece(sites: $0, land: lands[$0] ?? .empty, inhabitants: people[$0] ?? 0) }
        .filter { !$0.land.isEmpty || $0.inhabitants > 0 }
}

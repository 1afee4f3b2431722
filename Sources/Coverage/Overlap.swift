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
    let inhabitants = territory.population.inhabitants
    let total = Dictionary(uniqueKeysWithValues: zip(coverage.sites, coverage.peopleWithin(inhabitants)))
    /// People by the first site of a pair, then by the second.
    var shared: [Int: [Int: Double]] = [:]
    for (sites, people) in zip(coverage.sitesWithin, inhabitants) {
        for (position, a) in sites.enumerated() {
            for b in sites[(position + 1)...] { shared[a, default: [:]][b, default: 0] += people }
        }
    }
    func pole(_ site: Int) -> SiteID { territory.sites[site].satelliteOf ?? territory.sites[site].id }
    return shared.sorted { $0.key < $1.key }.flatMap { a, others in
        others.sorted { $0.key < $1.key }.compactMap { b, people in
            guard people > 0, let ofA = total[a], let ofB = total[b] else { return nil }
            return OverlappingPair(
                a: a, b: b, inhabitants: people, shareOfA: people / ofA, shareOfB: people / ofB,
                jaccard: people / (ofA + ofB - people), isSamePole: pole(a) == pole(b))
        }
    }
}

/// The mosaic of a kind's catchments by which sites cover each piece.
///
/// People are counted by the sites that their travel times say. Where people stand on a set of sites that
/// the drawn lands do not show (they live within the drawing resolution of a border), a small disc of the
/// union around them becomes its piece, so that every set with people has land and the pieces still are
/// a partition of the union.
///
/// - Parameters:
///   - catchments: of each of `coverage.sites`, in their order.
///   - smallestSquareMetres: pieces below it are rounding, not land.
/// - Throws: `GeometryError`.
public func overlapMosaic(
    _ coverage: KindCoverage, catchments: [MultiPolygon], in territory: StudyTerritory, resolutionMetres: Double,
    smallestSquareMetres: Double = 1
) throws -> [OverlapPiece] {
    var people: [[Int]: Double] = [:]
    var places: [[Int]: [Point]] = [:]
    for (point, sites) in coverage.sitesWithin.enumerated() where !sites.isEmpty {
        people[sites, default: 0] += territory.population.inhabitants[point]
        places[sites, default: []].append(territory.population.locations[point])
    }
    var pieces = try partition(of: catchments).filter { $0.land.area >= smallestSquareMetres }.map { piece in
        OverlapPiece(sites: piece.sources.map { coverage.sites[$0] }, land: piece.land, inhabitants: 0)
    }
    let drawn = Set(pieces.map(\.sites))
    let missing = people.keys.filter { !drawn.contains($0) && (people[$0] ?? 0) > 0 }
        .sorted { $0.lexicographicallyPrecedes($1) }
    var carving = Carving(pieces)
    for sites in missing {
        let land = try carving.carve(around: places[sites] ?? [], resolutionMetres: resolutionMetres)
        carving.pieces.append(OverlapPiece(sites: sites, land: land, inhabitants: 0))
    }
    pieces = carving.pieces
    for index in pieces.indices { pieces[index].inhabitants = people[pieces[index].sites] ?? 0 }
    return pieces.filter { $0.land.area >= smallestSquareMetres || $0.inhabitants > 0 }
        .sorted { $0.sites.lexicographicallyPrecedes($1.sites) }
}

/// Takes small discs out of the pieces of a mosaic.
private struct Carving {
    /// Those of the partition first, then what was carved out of them.
    var pieces: [OverlapPiece]
    private var boxes: [BoundingBox]
    private var carved: [(land: MultiPolygon, box: BoundingBox)] = []

    init(_ pieces: [OverlapPiece]) {
        self.pieces = pieces
        boxes = pieces.map(\.land.boundingBox)
    }

    /// The land of discs around the places, as far as pieces of the partition reach; the discs grow until
    /// there is some, as people live within the resolution of it. Empty where even that finds none.
    mutating func carve(around places: [Point], resolutionMetres: Double) throws -> MultiPolygon {
        // Small enough not to take the land of neighbours who have other sites.
        var radius = min(resolutionMetres / 8, 10)
        while radius <= 4 * resolutionMetres {
            var disc = try MultiPolygon.unionOfAll(places.map { MultiPolygon([.circle(around: $0, radius: radius)]) })
            let box = disc.boundingBox
            for earlier in carved where earlier.box.intersects(box) { disc = try disc.difference(earlier.land) }
            var taken: [MultiPolygon] = []
            for index in boxes.indices where boxes[index].intersects(box) {
                let part = try pieces[index].land.intersection(disc)
                guard !part.isEmpty else { continue }
                taken.append(part)
                pieces[index].land = try pieces[index].land.difference(disc)
                boxes[index] = pieces[index].land.boundingBox
            }
            if !taken.isEmpty {
                let land = try MultiPolygon.unionOfAll(taken)
                carved.append((land, land.boundingBox))
                return land
            }
            radius *= 2
        }
        return .empty
    }
}

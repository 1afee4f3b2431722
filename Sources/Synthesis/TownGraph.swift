internal import Geometry

/// Which towns are joined by a road: the Gabriel graph of the towns, which is planar and connected.
///
/// Two towns are neighbours where no third lies inside the circle that has the way between them for
/// diameter: K. R. Gabriel and R. R. Sokal, "A new statistical approach to geographic variation
/// analysis", Systematic Zoology 18 (1969). It is a part of the Delaunay triangulation.
struct TownGraph {
    /// Positions of towns, smaller first, sorted.
    var edges: [(a: Int, b: Int)]
    /// The Delaunay neighbours of each town: among them is the nearest one.
    var neighbours: [[Int]]
    /// Metres to the nearest other town; infinite where there is none.
    var nearestDistance: [Double]
}

/// - Parameter contains: whether a place is land; roads over the sea are left out where the towns stay
///   connected without them.
func townGraph(
    of places: [Point], onLand contains: (Point) throws -> Bool
) throws -> TownGraph {
    var delaunay = try delaunayEdges(of: places)
    if delaunay.isEmpty, places.count > 1 {
        // All in one line: there is no triangle, and each is joined to the next.
        let order = places.indices.sorted { places[$0] < places[$1] }
        delaunay = zip(order, order.dropFirst()).map { (min($0, $1), max($0, $1)) }
    }
    var neighbours = [[Int]](repeating: [], count: places.count)
    var nearest = [Double](repeating: .infinity, count: places.count)
    for (a, b) in delaunay {
        neighbours[a].append(b)
        neighbours[b].append(a)
        let distance = places[a].distance(to: places[b])
        nearest[a] = min(nearest[a], distance)
        nearest[b] = min(nearest[b], distance)
    }
    // Of a Delaunay edge only the tips of its two triangles can lie in the circle, and these are
    // neighbours of both ends.
    let gabriel = delaunay.filter { a, b in
        let middle = places[a].interpolated(to: places[b], fraction: 0.5)
        let radius = places[a].distance(to: places[b]) / 2
        return !neighbours[a].contains { $0 != b && places[$0].distance(to: middle) < radius }
            && !neighbours[b].contains { $0 != a && places[$0].distance(to: middle) < radius }
    }
    var kept: [(a: Int, b: Int)] = []
    var overSea: [(a: Int, b: Int)] = []
    for (a, b) in gabriel {
        let isDry = try (1..<16).allSatisfy {
            try contains(places[a].interpolated(to: places[b], fraction: Double($0) / 16))
        }
        if isDry { kept.append((a, b)) } else { overSea.append((a, b)) }
    }
    // The shortest of the others first, and only where they join what is apart (Kruskal).
    var parts = DisjointSets(count: places.count)
    for edge in kept { parts.join(edge.a, edge.b) }
    let byLength = overSea.sorted {
        (places[$0.a].distance(to: places[$0.b]), $0.a, $0.b) < (places[$1.a].distance(to: places[$1.b]), $1.a, $1.b)
    }
    for edge in byLength where parts.join(edge.a, edge.b) { kept.append(edge) }
    kept.sort { ($0.a, $0.b) < ($1.a, $1.b) }
    return TownGraph(edges: kept, neighbours: neighbours, nearestDistance: nearest)
}

/// Sets that only ever merge.
struct DisjointSets {
    private var parent: [Int]

    init(count: Int) {
        parent = Array(0..<count)
    }

    mutating func root(of element: Int) -> Int {
        var element = element
        while parent[element] != element {
            parent[element] = parent[parent[element]]
            element = parent[element]
        }
        return element
    }

    /// False where the two were in one set already.
    @discardableResult
    mutating func join(_ a: Int, _ b: Int) -> Bool {
        let (a, b) = (root(of: a), root(of: b))
        guard a != b else { return false }
        parent[max(a, b)] = min(a, b)
        return true
    }
}

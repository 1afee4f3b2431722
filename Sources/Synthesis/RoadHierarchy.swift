internal import Geometry

/// The standard of each road of the town graph: trunk along the shortest ways between neighbouring
/// cities, then primary between the larger towns, secondary between the small ones, and tertiary.
///
/// Cities are the largest fortieth of the towns, larger towns the largest tenth, small towns the largest
/// third (an assumption). A better road attracts the ways of the next standard, as a length cut by a
/// fourth: so roads bundle instead of running side by side.
func roadHierarchy(of graph: TownGraph, towns: [Town]) throws -> [RoadStandard] {
    let bySize = towns.indices.sorted { (-towns[$0].inhabitants, $0) < (-towns[$1].inhabitants, $1) }
    var standards = [RoadStandard](repeating: .tertiary, count: graph.edges.count)
    var ways = WaySearch(graph: graph, towns: towns)
    let levels: [(share: Double, standard: RoadStandard)] = [
        (1.0 / 40, .trunk), (1.0 / 10, .primary), (1.0 / 3, .secondary),
    ]
    for (share, standard) in levels {
        let count = max(2, Int((Double(towns.count) * share).rounded()))
        let centres = bySize.prefix(count).sorted()
        let pairs = try townGraph(of: centres.map { towns[$0].location }, onLand: { _ in true }).edges
        for pair in pairs {
            for edge in ways.shortest(from: centres[pair.a], to: centres[pair.b]) {
                standards[edge] = min(standards[edge], standard)
            }
        }
        for edge in standards.indices where standards[edge] <= standard { ways.attract(edge) }
    }
    return standards
}

/// Shortest ways over the town graph, one pair at a time (Dijkstra).
private struct WaySearch {
    private let first: [Int]
    private let arcs: [(town: Int, edge: Int)]
    private let lengths: [Double]
    private var isAttractive: [Bool]
    private var distance: [Double]
    private var reachedBy: [(edge: Int, town: Int)]
    private var touched: [Int] = []

    init(graph: TownGraph, towns: [Town]) {
        var adjacency = [[(town: Int, edge: Int)]](repeating: [], count: towns.count)
        for (index, edge) in graph.edges.enumerated() {
            adjacency[edge.a].append((edge.b, index))
            adjacency[edge.b].append((edge.a, index))
        }
        var first = [0]
        for list in adjacency { first.append(first[first.count - 1] + list.count) }
        self.first = first
        arcs = adjacency.flatMap { $0 }
        lengths = graph.edges.map { towns[$0.a].location.distance(to: towns[$0.b].location) }
        isAttractive = graph.edges.map { _ in false }
        distance = towns.map { _ in .infinity }
        reachedBy = towns.map { _ in (-1, -1) }
    }

    mutating func attract(_ edge: Int) {
        isAttractive[edge] = true
    }

    /// The edges of the way, from its end to its start.
    mutating func shortest(from start: Int, to end: Int) -> [Int] {
        for town in touched { distance[town] = .infinity }
        touched = [start]
        distance[start] = 0
        var heap = Heap()
        heap.push(0, start)
        while let (reached, town) = heap.pop() {
            guard reached == distance[town] else { continue }
            if town == end { break }
            for arc in arcs[first[town]..<first[town + 1]] {
                let candidate = reached + lengths[arc.edge] * (isAttractive[arc.edge] ? 0.75 : 1)
                guard candidate < distance[arc.town] else { continue }
                if distance[arc.town] == .infinity { touched.append(arc.town) }
                distance[arc.town] = candidate
                reachedBy[arc.town] = (arc.edge, town)
                heap.push(candidate, arc.town)
            }
        }
        var way: [Int] = []
        guard distance[end] < .infinity else { return way }
        var town = end
        while town != start {
            way.append(reachedBy[town].edge)
            town = reachedBy[town].town
        }
        return way
    }
}

/// A binary heap of towns by distance; ties by town, so that ways do not depend on history.
private struct Heap {
    private var items: [(key: Double, town: Int)] = []

    mutating func push(_ key: Double, _ town: Int) {
        items.append((key, town))
        var child = items.count - 1
        while child > 0, items[child] < items[(child - 1) / 2] {
            items.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    mutating func pop() -> (Double, Int)? {
        guard let top = items.first, let last = items.popLast() else { return nil }
        guard !items.isEmpty else { return top }
        items[0] = last
        var parent = 0
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2] where child < items.count && items[child] < items[least] {
                least = child
            }
            if least == parent { return top }
            items.swapAt(parent, least)
            parent = least
        }
    }
}

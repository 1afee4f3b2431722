/// Which way people travel between a site and the places around it.
public enum TravelDirection: String, Hashable, Sendable, CaseIterable {
    /// People travel to the site: the times of the reversed graph.
    case toSite = "to-site"
    /// Professionals travel from the site to people.
    case fromSite = "from-site"
}

/// A reusable one-to-many search from one site, with times and distances. Heavy to make (one label a
/// node), light to run again: only what the last run reached is cleared.
///
/// Dijkstra, E. W. (1959), A note on two problems in connexion with graphs, Numer. Math. 1, with a 4-ary
/// heap in which outdated entries are skipped. Not shared between threads.
public final class RoadSearch {
    let network: Network
    let labels: UnsafeMutablePointer<TravelCost>
    private var queue = CostQueue()
    private(set) var reached: [UInt32] = []
    private(set) var site: Attachment?
    private var direction = TravelDirection.toSite

    public init(_ network: Network) {
        self.network = network
        labels = .allocate(capacity: max(1, network.nodeCount))
        labels.initialize(repeating: .unreachable, count: max(1, network.nodeCount))
    }

    deinit {
        labels.deallocate()
    }

    /// Searches from the site until everything within `limit` (inclusive) is settled.
    ///
    /// The costs include the walk between the site and its road.
    public func run(from site: Attachment, direction: TravelDirection, limit: TravelTime = .unreachable) {
        for node in reached { labels[Int(node)] = .unreachable }
        reached.removeAll(keepingCapacity: true)
        self.site = site
        self.direction = direction
        let limit = TravelCost.limit(limit)
        network.forEachApproach(of: site, leaving: direction == .fromSite) { seed($0, $1, limit) }
        let arcs = direction == .fromSite ? network.outgoing : network.incoming
        // The buffers' owner must outlive the raw pointers below.
        withExtendedLifetime(network) {
            guard let first = arcs.first.baseAddress, let ends = arcs.ends.baseAddress,
                let costs = arcs.costs.baseAddress
            else { return }
            settle(first, ends, costs, labels, &queue, &reached, limit)
        }
    }

    /// The cost between the site and a place, walks at both ends included; unreachable where there is no
    /// way within the limit of the search.
    func cost(of place: Attachment) -> TravelCost {
        guard let site else { return .unreachable }
        var best = TravelCost.unreachable
        network.forEachApproach(of: place, leaving: direction == .toSite) { node, cost in
            best = min(best, labels[Int(node)] + cost)
        }
        return min(best, network.cost(insideLinkBetween: site, and: place, direction))
    }

    /// The travel time between the site and a place; unreachable where there is no way within the limit.
    public func time(of place: Attachment) -> TravelTime { cost(of: place).time }

    /// The distance along the fastest way, in metres; nil where there is none.
    public func metres(of place: Attachment) -> Double? {
        let cost = cost(of: place)
        return cost.isReachable ? cost.metres : nil
    }

    /// Whether the last search reached a junction, by whatever link.
    func isReached(junction: UInt32) -> Bool {
        labels[Int(junction)].isReachable
            || network.turnCopies.copies(ofJunction: junction).contains { labels[Int($0)].isReachable }
    }

    private func seed(_ node: UInt32, _ cost: TravelCost, _ limit: TravelCost) {
        guard cost <= limit else { return }
        if labels[Int(node)] == .unreachable { reached.append(node) }
        if cost < labels[Int(node)] {
            labels[Int(node)] = cost
            queue.push(cost, node)
        }
    }
}

/// The inner loop: settles nodes in the order of their cost.
func settle(
    _ first: UnsafePointer<UInt32>, _ ends: UnsafePointer<UInt32>, _ costs: UnsafePointer<TravelCost>,
    _ labels: UnsafeMutablePointer<TravelCost>, _ queue: inout CostQueue, _ reached: inout [UInt32],
    _ limit: TravelCost
) {
    while let (cost, node) = queue.pop() {
        let v = Int(node)
        // An outdated entry: the node was reached at less since.
        if cost > labels[v] { continue }
        for arc in Int(first[v])..<Int(first[v + 1]) {
            let candidate = TravelCost(bits: cost.bits &+ costs[arc].bits)
            let w = Int(ends[arc])
            // Below `cost` only where the sum wrapped: no way that long exists.
            if candidate > limit || candidate < cost { continue }
            let known = labels[w]
            if candidate < known {
                if known == .unreachable { reached.append(ends[arc]) }
                labels[w] = candidate
                queue.push(candidate, ends[arc])
            }
        }
    }
}

/// A 4-ary heap of nodes by cost.
struct CostQueue {
    private var costs: [TravelCost] = []
    private var nodes: [UInt32] = []

    mutating func push(_ cost: TravelCost, _ node: UInt32) {
        costs.append(cost)
        nodes.append(node)
        costs.withUnsafeMutableBufferPointer { costs in
            nodes.withUnsafeMutableBufferPointer { nodes in
                var position = costs.count - 1
                while position > 0 {
                    let parent = (position - 1) / 4
                    if costs[parent] <= cost { break }
                    costs[position] = costs[parent]
                    nodes[position] = nodes[parent]
                    position = parent
                }
                costs[position] = cost
                nodes[position] = node
            }
        }
    }

    mutating func pop() -> (TravelCost, UInt32)? {
        guard let lastCost = costs.popLast(), let lastNode = nodes.popLast() else { return nil }
        guard let topCost = costs.first else { return (lastCost, lastNode) }
        let topNode = nodes[0]
        costs.withUnsafeMutableBufferPointer { costs in
            nodes.withUnsafeMutableBufferPointer { nodes in
                var position = 0
                while true {
                    let firstChild = position * 4 + 1
                    if firstChild >= costs.count { break }
                    var least = firstChild
                    for child in (firstChild + 1)..<max(firstChild + 1, min(firstChild + 4, costs.count))
                    where costs[child] < costs[least] {
                        least = child
                    }
                    if costs[least] >= lastCost { break }
                    costs[position] = costs[least]
                    nodes[position] = nodes[least]
                    position = least
                }
                costs[position] = lastCost
                nodes[position] = lastNode
            }
        }
        return (topCost, topNode)
    }
}

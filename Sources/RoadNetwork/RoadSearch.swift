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
    private var queue = NodeQueue()
    private(set) var reached: [UInt32] = []
    private(set) var site: Attachment?
    private(set) var direction = TravelDirection.toSite

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
            queue.push(cost.time.milliseconds, node)
        }
    }
}

/// The inner loop: settles nodes in the order of their time.
func settle(
    _ first: UnsafePointer<UInt32>, _ ends: UnsafePointer<UInt32>, _ costs: UnsafePointer<TravelCost>,
    _ labels: UnsafeMutablePointer<TravelCost>, _ queue: inout NodeQueue, _ reached: inout [UInt32],
    _ limit: TravelCost
) {
    while let (milliseconds, node) = queue.pop() {
        let v = Int(node)
        let cost = labels[v]
        // An outdated entry: the node was reached sooner since.
        if milliseconds > cost.time.milliseconds { continue }
        for arc in Int(first[v])..<Int(first[v + 1]) {
            let candidate = TravelCost(bits: cost.bits &+ costs[arc].bits)
            let w = Int(ends[arc])
            // Below `cost` only where the sum wrapped: no way that long exists.
            if candidate > limit || candidate < cost { continue }
            let known = labels[w]
            if candidate < known {
                if known == .unreachable { reached.append(ends[arc]) }
                labels[w] = candidate
                queue.push(candidate.time.milliseconds, ends[arc])
            }
        }
    }
}

/// A 4-ary heap of nodes by time: milliseconds in the upper half of each entry, the node in the lower.
///
/// Of equal times the order does not matter: a label that gets a shorter distance at the same time is queued again.
struct NodeQueue: ~Copyable {
    private var entries: UnsafeMutablePointer<UInt64>
    private var count = 0
    private var capacity = 1024

    init() {
        entries = .allocate(capacity: capacity)
    }

    deinit {
        entries.deallocate()
    }

    @inline(__always)
    mutating func push(_ milliseconds: UInt32, _ node: UInt32) {
        if count == capacity { grow() }
        let entry = UInt64(milliseconds) << 32 | UInt64(node)
        var position = count
        count += 1
        while position > 0 {
            let parent = (position - 1) / 4
            if entries[parent] <= entry { break }
            entries[position] = entries[parent]
            position = parent
        }
        entries[position] = entry
    }

    @inline(__always)
    mutating func pop() -> (milliseconds: UInt32, node: UInt32)? {
        guard count > 0 else { return nil }
        let top = entries[0]
        count -= 1
        let last = entries[count]
        var position = 0
        while true {
            let child = 4 * position + 1
            if child >= count { break }
            var least = child
            if child + 3 < count {
                let left = entries[child] <= entries[child + 1] ? child : child + 1
                let right = entries[child + 2] <= entries[child + 3] ? child + 2 : child + 3
                least = entries[left] <= entries[right] ? left : right
            } else {
                for other in (child + 1)..<max(child + 1, count) where entries[other] < entries[least] { least = other }
            }
            if entries[least] >= last { break }
            entries[position] = entries[least]
            position = least
        }
        entries[position] = last
        return (UInt32(truncatingIfNeeded: top >> 32), UInt32(truncatingIfNeeded: top))
    }

    mutating func removeAll() { count = 0 }

    private mutating func grow() {
        let larger = UnsafeMutablePointer<UInt64>.allocate(capacity: 2 * capacity)
        larger.initialize(from: entries, count: count)
        entries.deallocate()
        entries = larger
        capacity *= 2
    }
}

/// The nodes of the graph next to each of many places, and the costs between them: those of place `p` are the
/// entries `first[p]..<first[p + 1]`. A node may stand there more than once; the smallest cost counts.
///
/// With them a search needs neither links nor fractions: it starts at the approaches of its site with their
/// costs, and the cost of a place is the smallest sum of a node's cost and the approach's. Only the way between
/// two places inside one link, which meets no node, is apart (`RoadSearch.cost(of:)`).
struct Approaches: Sendable {
    /// Where the entries of each place start; one more than places.
    private(set) var first: [UInt32] = [0]
    private(set) var nodes: [UInt32] = []
    /// The walk between the place and its road included; always reachable.
    private(set) var costs: [TravelCost] = []

    /// - Parameters:
    ///   - places: nil (or `Attachment.unattached`) where unattached: such a place has no approaches.
    ///   - leaving: true for the ways from the places to the nodes, false for those from the nodes to the places.
    init(_ network: Network, _ places: [Attachment?], leaving: Bool) {
        first.reserveCapacity(places.count + 1)
        nodes.reserveCapacity(2 * places.count)
        costs.reserveCapacity(2 * places.count)
        for place in places {
            if let place, place.isAttached {
                network.forEachApproach(of: place, leaving: leaving) { node, cost in
                    guard cost.isReachable else { return }
                    nodes.append(node)
                    costs.append(cost)
                }
            }
            first.append(UInt32(nodes.count))
        }
    }

    /// Places that are nodes themselves.
    init(nodes: [UInt32]) {
        first = (0...UInt32(nodes.count)).map { $0 }
        self.nodes = nodes
        costs = [TravelCost](repeating: .zero, count: nodes.count)
    }

    /// Whether each place is a node, without a walk to it.
    var areNodes: Bool { nodes.count == placeCount && costs.allSatisfy { $0 == .zero } }

    var placeCount: Int { first.count - 1 }
}

extension Network {
    /// Calls `body` with each node next to an attached place, and the cost between them, walk included, which is
    /// unreachable where the way is not open.
    ///
    /// - Parameter leaving: true for the ways from the place to the nodes, false for those from the nodes to it.
    @inline(__always)
    func forEachApproach(of place: Attachment, leaving: Bool, _ body: (_ node: UInt32, _ cost: TravelCost) -> Void) {
        guard place.link != Attachment.noLink else {
            // Who starts at a junction may take any link; who ends there may have arrived by any.
            body(place.junction, place.walk)
            if !leaving { for copy in turnCopies.copies(ofJunction: place.junction) { body(copy, place.walk) } }
            return
        }
        approach(place, atHead: false, leaving: leaving, body)
        approach(place, atHead: true, leaving: leaving, body)
    }

    /// The approaches at one end of the link that a place lies in.
    @inline(__always)
    private func approach(
        _ place: Attachment, atHead: Bool, leaving: Bool, _ body: (_ node: UInt32, _ cost: TravelCost) -> Void
    ) {
        let link = Int(place.link)
        let end = atHead ? 1.0 : 0
        let junction = atHead ? linkHeads[link] : linkTails[link]
        let along =
            leaving
            ? cost(ofLink: link, from: place.fraction, to: end) : cost(ofLink: link, from: end, to: place.fraction)
        let cost = along + place.walk
        if leaving {
            body(turnCopies.node(ofArrivalBy: place.link, at: junction), cost)
        } else {
            turnCopies.forEachNode(ofDepartureBy: place.link, at: junction) { body($0, cost) }
        }
    }

    /// The cost between a site and a place inside the same link, along it and without a node, walks included;
    /// unreachable where they do not lie in one link or the way is not open.
    func cost(insideLinkBetween site: Attachment, and place: Attachment, _ direction: TravelDirection) -> TravelCost {
        guard place.link == site.link, place.link != Attachment.noLink else { return .unreachable }
        let along =
            direction == .toSite
            ? cost(ofLink: Int(place.link), from: place.fraction, to: site.fraction)
            : cost(ofLink: Int(place.link), from: site.fraction, to: place.fraction)
        return place.walk + along + site.walk
    }
}

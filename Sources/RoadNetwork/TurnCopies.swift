/// The copies of junctions that let a search over nodes honour turn restrictions.
///
/// Arriving at a junction by a link from which some turn is forbidden there ends not at the junction but at a
/// copy of it, which only the permitted links leave. Links with the same turns forbidden share a copy. All other
/// links arrive at the junction itself, which all links leave: so only what a restriction touches is edge-based
/// (Caldwell, T. (1961), On finding minimum routes in a network with turn penalties, Commun. ACM 4(2), makes
/// every link a node). On a link whose two ends are the junction a restriction holds for both ends.
///
/// The numbers lie in arrays while a network is built, and in its file afterwards.
struct TurnCopies<Numbers: RandomAccessCollection<UInt32>> where Numbers.Index == Int {
    /// The copies of junction `v` are the nodes `first[v]..<first[v + 1]`, numbered after the junctions; empty
    /// when no junction has any.
    let first: Numbers
    /// The links that arrive at copy `c` are `arrivals[firstArrival[c]..<firstArrival[c + 1]]`, ascending.
    let firstArrival: Numbers
    let arrivals: Numbers
    /// The links that may not be taken from copy `c`, alike.
    let firstForbidden: Numbers
    let forbidden: Numbers

    /// The nodes that are copies of a junction.
    @inline(__always)
    func copies(ofJunction junction: UInt32) -> Range<UInt32> {
        first.isEmpty ? 0..<0 : first[Int(junction)]..<first[Int(junction) + 1]
    }

    /// The node at which a link arrives at a junction: a copy of it, or the junction itself.
    @inline(__always)
    func node(ofArrivalBy link: UInt32, at junction: UInt32) -> UInt32 {
        for node in copies(ofJunction: junction) where lists(firstArrival, arrivals, node, link) { return node }
        return junction
    }

    /// Calls `body` with each node from which a link leaves a junction: the junction itself and copies of it.
    @inline(__always)
    func forEachNode(ofDepartureBy link: UInt32, at junction: UInt32, _ body: (UInt32) -> Void) {
        body(junction)
        for node in copies(ofJunction: junction) where !lists(firstForbidden, forbidden, node, link) { body(node) }
    }

    private func lists(_ firsts: Numbers, _ links: Numbers, _ node: UInt32, _ link: UInt32) -> Bool {
        // Copies are numbered after the junctions, of which `first` has one entry more.
        let copy = Int(node) - (first.count - 1)
        return links[Int(firsts[copy])..<Int(firsts[copy + 1])].contains(link)
    }
}

/// A turn restriction in the network's numbers.
struct NetworkTurn: Hashable, Comparable {
    var from: UInt32
    var via: UInt32
    var to: UInt32
    var isMandatory: Bool

    var numbers: [UInt32] { [from, via, to, isMandatory ? 1 : 0] }

    static func < (left: NetworkTurn, right: NetworkTurn) -> Bool {
        left.numbers.lexicographicallyPrecedes(right.numbers)
    }
}

/// One direction of a link that is open.
struct OpenWay {
    var link: UInt32
    var from: UInt32
    var to: UInt32
    var cost: TravelCost
}

/// The turn copies that restrictions ask for, and those restrictions that have an effect: from a link that arrives
/// at the junction into one that leaves it.
///
/// The restrictions from one link over one junction add up: what one of them forbids is forbidden. A mandatory
/// turn forbids all others, turning back included; of several mandatory ones each is permitted.
func makeTurnCopies(
    _ turns: [NetworkTurn], ways: [OpenWay], junctionCount: Int
) -> (copies: TurnCopies<[UInt32]>, honoured: [NetworkTurn]) {
    struct Passage: Hashable {
        var junction: UInt32
        var link: UInt32
    }
    let vias = Set(turns.map(\.via))
    var arriving: Set<Passage> = []
    var leaving: Set<Passage> = []
    var linksLeaving: [UInt32: Set<UInt32>] = [:]
    for way in ways {
        if vias.contains(way.to) { arriving.insert(Passage(junction: way.to, link: way.link)) }
        if vias.contains(way.from) {
            leaving.insert(Passage(junction: way.from, link: way.link))
            linksLeaving[way.from, default: []].insert(way.link)
        }
    }
    let honoured = Set(turns).filter {
        arriving.contains(Passage(junction: $0.via, link: $0.from))
            && leaving.contains(Passage(junction: $0.via, link: $0.to))
    }

    let restricted = Dictionary(grouping: honoured) { Passage(junction: $0.via, link: $0.from) }
        .map { arrival, turns in
            var forbidden = Set(turns.lazy.filter { !$0.isMandatory }.map(\.to))
            let mandatory = Set(turns.lazy.filter(\.isMandatory).map(\.to))
            if !mandatory.isEmpty {
                forbidden.formUnion(linksLeaving[arrival.junction, default: []].subtracting(mandatory))
            }
            return (arrival: arrival, forbidden: forbidden.sorted())
        }
        .filter { !$0.forbidden.isEmpty }
        .sorted { left, right in
            if left.arrival.junction != right.arrival.junction { return left.arrival.junction < right.arrival.junction }
            if left.forbidden != right.forbidden { return left.forbidden.lexicographicallyPrecedes(right.forbidden) }
            return left.arrival.link < right.arrival.link
        }

    var first = [UInt32](repeating: UInt32(junctionCount), count: restricted.isEmpty ? 0 : junctionCount + 1)
    var firstArrival: [UInt32] = [0]
    var arrivals: [UInt32] = []
    var firstForbidden: [UInt32] = [0]
    var forbidden: [UInt32] = []
    for (position, entry) in restricted.enumerated() {
        let junction = Int(entry.arrival.junction)
        let previous = position > 0 ? restricted[position - 1] : nil
        if previous?.arrival.junction != entry.arrival.junction || previous?.forbidden != entry.forbidden {
            forbidden += entry.forbidden
            firstForbidden.append(UInt32(forbidden.count))
            firstArrival.append(UInt32(arrivals.count))
            first[junction + 1] = UInt32(junctionCount + firstArrival.count - 1)
        }
        arrivals.append(entry.arrival.link)
        firstArrival[firstArrival.count - 1] = UInt32(arrivals.count)
    }
    for junction in first.indices.dropFirst() { first[junction] = max(first[junction - 1], first[junction]) }
    let copies = TurnCopies(
        first: first, firstArrival: firstArrival, arrivals: arrivals, firstForbidden: firstForbidden,
        forbidden: forbidden)
    return (copies, honoured.sorted())
}

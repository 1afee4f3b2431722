/// The links at each junction: those of junction `v` are `links[first[v]..<first[v + 1]]`, ascending. A link whose
/// two ends are the junction stands there twice.
struct IncidentLinks: Sendable {
    private(set) var first: [UInt32]
    private(set) var links: [UInt32]

    init(_ network: Network) {
        first = [UInt32](repeating: 0, count: network.junctionCount + 1)
        links = [UInt32](repeating: 0, count: 2 * network.linkCount)
        for junction in network.linkTails { first[Int(junction) + 1] += 1 }
        for junction in network.linkHeads { first[Int(junction) + 1] += 1 }
        for junction in 1..<first.count { first[junction] += first[junction - 1] }
        var next = first
        for link in 0..<network.linkCount {
            for junction in [network.linkTails[link], network.linkHeads[link]] {
                links[Int(next[Int(junction)])] = UInt32(link)
                next[Int(junction)] += 1
            }
        }
    }
}

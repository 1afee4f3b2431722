/// Travel times between many sites and many places, site by site: the engine that everything else asks.
///
/// Where the network has a hierarchy and the work is large enough, many sites are swept at once; else each site is
/// searched from. Both give the same values.
struct TravelFromSites: Sendable {
    private let network: Network
    private let sites: [Attachment?]
    private let places: [Attachment?]
    private let direction: TravelDirection
    private let limit: TravelTime
    private let siteApproaches: Approaches
    private let placeApproaches: Approaches
    /// Places inside the links that sites lie in: between them a way need not meet any node.
    private let placesInLinks: [UInt32: [Int]]

    /// - Parameters:
    ///   - sites, places: nil where unattached.
    ///   - direction: which way people travel.
    ///   - limit: times beyond it (inclusive limit) count as unreachable.
    init(
        _ network: Network, sites: [Attachment?], places: [Attachment?], direction: TravelDirection,
        limit: TravelTime = .unreachable
    ) {
        self.network = network
        self.sites = sites
        self.places = places
        self.direction = direction
        self.limit = limit
        siteApproaches = Approaches(network, sites, leaving: direction == .fromSite)
        placeApproaches = Approaches(network, places, leaving: direction == .toSite)
        let links = Set(sites.compactMap { $0?.link }).subtracting([Attachment.noLink])
        var placesInLinks: [UInt32: [Int]] = [:]
        for (position, place) in places.enumerated() {
            if let place, links.contains(place.link) { placesInLinks[place.link, default: []].append(position) }
        }
        self.placesInLinks = placesInLinks
    }

    /// Calls `body` once for each site with one value a place: milliseconds (`UInt32`) or the bits of a `TravelCost`
    /// (`UInt64`), the greatest number where there is no way within the limit. Sites come in any order and on any
    /// thread; the values are gone after the call.
    func forEachSite<Value: SweepValue>(
        threads: Int, _ body: @escaping @Sendable (_ site: Int, _ values: UnsafeMutableBufferPointer<Value>) -> Void
    ) {
        if let hierarchy = network.hierarchy, sweepsPay(hierarchy, Value.self) {
            sweep(hierarchy, threads: threads, body)
        } else {
            search(threads: threads, body)
        }
    }

    func sweep<Value: SweepValue>(
        _ hierarchy: Hierarchy, threads: Int,
        _ body: @escaping @Sendable (_ site: Int, _ values: UnsafeMutableBufferPointer<Value>) -> Void
    ) {
        hierarchy.sweep(
            from: siteApproaches, to: placeApproaches, direction, threads: threads
        ) { (site, values: UnsafeMutableBufferPointer<Value>) in
            finish(site, values)
            body(site, values)
        }
    }

    private func search<Value: SweepValue>(
        threads: Int, _ body: @escaping @Sendable (_ site: Int, _ values: UnsafeMutableBufferPointer<Value>) -> Void
    ) {
        let placesOfNodes = PlacesOfNodes(placeApproaches, nodeCount: network.nodeCount)
        inParallel(count: sites.count, threads: threads) {
            let search = RoadSearch(network)
            var row = [Value](repeating: .max, count: places.count)
            return { index in
                row.withUnsafeMutableBufferPointer { values in
                    values.update(repeating: .max)
                    if let site = sites[index], site.isAttached {
                        search.run(from: site, direction: direction, limit: limit)
                        for node in search.reached {
                            placesOfNodes.forEach(of: node) { place, cost in
                                let value = Value(costBits: (search.labels[Int(node)] + cost).bits)
                                if value < values[place] { values[place] = value }
                            }
                        }
                    }
                    finish(index, values)
                    body(index, values)
                }
            }
        }
    }

    /// Adds the ways that stay inside one link, and takes out what lies beyond the limit.
    private func finish<Value: SweepValue>(_ index: Int, _ values: UnsafeMutableBufferPointer<Value>) {
        if let site = sites[index], let places = placesInLinks[site.link] {
            for position in places {
                guard let place = self.places[position] else { continue }
                let cost = network.cost(insideLinkBetween: site, and: place, direction)
                values[position] = min(values[position], Value(costBits: cost.bits))
            }
        }
        let greatest = Value(costBits: TravelCost.limit(limit).bits)
        for position in values.indices where values[position] > greatest { values[position] = .max }
    }

    // MARK: Which of the two

    /// Whether sweeps take less time than searches. The figures are nanoseconds on one core of 2024, of which only the
    /// ratios matter; both give the same values.
    private func sweepsPay<Value: SweepValue>(_ hierarchy: Hierarchy, _: Value.Type) -> Bool {
        let arcs = Double(hierarchy.down.higher.count + placeApproaches.nodes.count)
        let siteCount = Double(sites.count)
        let searchPerNode = 40.0
        let selectionPerArc = 12.0
        let sweepPerArc = 0.045 * Double(MemoryLayout<Value>.size)
        let upwardPerSite = 30_000.0
        let sweeps = arcs * selectionPerArc + siteCount * (upwardPerSite + arcs * sweepPerArc)
        return sweeps < siteCount * settledNodesOfASearch() * searchPerNode
    }

    /// How many nodes a search from a site settles: all, or within a limit what three of the searches find.
    private func settledNodesOfASearch() -> Double {
        guard limit.isReachable else { return Double(network.nodeCount) }
        let attached = sites.compactMap { $0 }
        guard !attached.isEmpty else { return 0 }
        let search = RoadSearch(network)
        let probes = [attached[0], attached[attached.count / 2], attached[attached.count - 1]]
        let settled = probes.reduce(0) { sum, site in
            search.run(from: site, direction: direction, limit: limit)
            return sum + search.reached.count
        }
        return Double(settled) / Double(probes.count)
    }
}

/// The places next to each node: approaches looked at from the other side.
private struct PlacesOfNodes: Sendable {
    private let first: [UInt32]
    private let places: [UInt32]
    private let costs: [TravelCost]

    init(_ approaches: Approaches, nodeCount: Int) {
        var first = [UInt32](repeating: 0, count: nodeCount + 1)
        for node in approaches.nodes { first[Int(node) + 1] += 1 }
        for node in 0..<nodeCount { first[node + 1] += first[node] }
        var next = first
        var places = [UInt32](repeating: 0, count: approaches.nodes.count)
        var costs = [TravelCost](repeating: .zero, count: approaches.nodes.count)
        for place in 0..<approaches.placeCount {
            for entry in Int(approaches.first[place])..<Int(approaches.first[place + 1]) {
                let node = Int(approaches.nodes[entry])
                places[Int(next[node])] = UInt32(place)
                costs[Int(next[node])] = approaches.costs[entry]
                next[node] += 1
            }
        }
        self.first = first
        self.places = places
        self.costs = costs
    }

    func forEach(of node: UInt32, _ body: (_ place: Int, _ cost: TravelCost) -> Void) {
        for entry in Int(first[Int(node)])..<Int(first[Int(node) + 1]) { body(Int(places[entry]), costs[entry]) }
    }
}

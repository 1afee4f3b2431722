/// Travel times, and the distances that go with them, between sites (rows) and places (columns).
public struct TravelTimeMatrix: Sendable {
    public let siteCount: Int
    public let placeCount: Int
    private var costs: [TravelCost]

    /// The time between a site and a place; unreachable where there is no way within the limit asked, or
    /// where one of them is unattached.
    public func time(site: Int, place: Int) -> TravelTime { costs[site * placeCount + place].time }

    /// Metres along the fastest way (of equally fast ones the shortest); nil where unreachable.
    public func metres(site: Int, place: Int) -> Double? {
        let cost = costs[site * placeCount + place]
        return cost.isReachable ? cost.metres : nil
    }

    /// Searches from every site on up to `threads` threads.
    ///
    /// - Parameters:
    ///   - sites: nil where unattached.
    ///   - directions: which way people travel for each site.
    ///   - places: nil where unattached.
    ///   - limit: times beyond it (inclusive limit) count as unreachable.
    public init(
        network: Network, sites: [Attachment?], directions: [TravelDirection], places: [Attachment?],
        limit: TravelTime = .unreachable, threads: Int
    ) {
        siteCount = sites.count
        placeCount = places.count
        var costs = [TravelCost](repeating: .unreachable, count: sites.count * places.count)
        costs.withUnsafeMutableBufferPointer { buffer in
            // Each row is written by one thread only.
            nonisolated(unsafe) let rows = buffer
            let placeCount = places.count
            inParallel(count: sites.count, threads: threads) {
                let search = RoadSearch(network)
                return { row in
                    guard let site = sites[row] else { return }
                    search.run(from: site, direction: directions[row], limit: limit)
                    for (column, place) in places.enumerated() {
                        guard let place else { continue }
                        let cost = search.cost(of: place)
                        if cost.time <= limit { rows[row * placeCount + column] = cost }
                    }
                }
            }
        }
        self.costs = costs
    }

    /// The same with one direction for all sites.
    public init(
        network: Network, sites: [Attachment?], places: [Attachment?], direction: TravelDirection,
        limit: TravelTime = .unreachable, threads: Int
    ) {
        self.init(
            network: network, sites: sites, directions: sites.map { _ in direction }, places: places, limit: limit,
            threads: threads)
    }
}

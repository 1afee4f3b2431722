/// Travel times, and the distances that go with them, between sites (rows) and places (columns), in memory:
/// 8 bytes a pair.
public struct TravelTimeMatrix: Sendable {
    public let placeCount: Int
    /// One for each site. Rows that come from a cache are shared with it.
    private var rows: [[TravelCost]]

    public var siteCount: Int { rows.count }

    /// The time between a site and a place; unreachable where there is no way within the limit asked, or
    /// where one of them is unattached.
    public func time(site: Int, place: Int) -> TravelTime { rows[site][place].time }

    /// Metres along the fastest way (of equally fast ones the shortest); nil where unreachable.
    public func metres(site: Int, place: Int) -> Double? {
        let cost = rows[site][place]
        return cost.isReachable ? cost.metres : nil
    }

    /// - Parameters:
    ///   - sites: nil where unattached.
    ///   - directions: which way people travel for each site.
    ///   - places: nil where unattached.
    ///   - limit: times beyond it (inclusive limit) count as unreachable.
    ///   - cache: what it holds is taken from it, and what is computed is put into it.
    ///   - threads: how many may work at once; the result does not depend on it.
    public init(
        network: Network, sites: [Attachment?], directions: [TravelDirection], places: [Attachment?],
        limit: TravelTime = .unreachable, cache: SiteTravelCache? = nil, threads: Int
    ) {
        placeCount = places.count
        let question = cache.map { _ in SiteTravelCache.Question(network, places, limit: limit) }
        var rows = [[TravelCost]?](repeating: nil, count: sites.count)
        for site in sites.indices {
            guard let attachment = sites[site] else {
                rows[site] = [TravelCost](repeating: .unreachable, count: places.count)
                continue
            }
            if let cache, let question { rows[site] = cache.costs(of: attachment, directions[site], question) }
        }
        for direction in TravelDirection.allCases {
            let asked = sites.indices.filter { rows[$0] == nil && directions[$0] == direction }
            if asked.isEmpty { continue }
            let travel = TravelFromSites(
                network, sites: asked.map { sites[$0] }, places: places, direction: direction, limit: limit)
            rows.withUnsafeMutableBufferPointer { buffer in
                // Each row is written by one thread only.
                nonisolated(unsafe) let rows = buffer
                travel.forEachSite(threads: threads) { (position, bits: UnsafeMutableBufferPointer<UInt64>) in
                    rows[asked[position]] = bits.map(TravelCost.init(bits:))
                }
            }
            if let cache, let question {
                for site in asked {
                    if let attachment = sites[site], let row = rows[site] {
                        cache.keep(row, of: attachment, direction, question)
                    }
                }
            }
        }
        self.rows = rows.map { $0 ?? [] }
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

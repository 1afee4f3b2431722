extension Network {
    /// Travel times and distances from each origin to each destination, row by row: `row` is called once for each
    /// origin, in their order, with one cost a destination. No more than 8 million pairs are in memory at once.
    ///
    /// Where there are fewer destinations than origins, the searches start from them, against the roads' directions:
    /// the costs are the same.
    ///
    /// - Parameters:
    ///   - origins, destinations: nil where unattached.
    ///   - limit: pairs beyond it (inclusive limit) are unreachable.
    ///   - threads: how many may work at once; the result does not depend on it.
    public func forEachOrigin(
        _ origins: [Attachment?], to destinations: [Attachment?], limit: TravelTime = .unreachable, threads: Int,
        _ row: (_ origin: Int, _ costs: UnsafeBufferPointer<TravelCost>) throws -> Void
    ) rethrows {
        let columns = destinations.count
        let rowsInBlock = max(1, Self.pairsInBlock / max(1, columns))
        let block = UnsafeMutablePointer<TravelCost>.allocate(
            capacity: max(1, min(origins.count, rowsInBlock) * columns))
        defer { block.deallocate() }
        for start in stride(from: 0, to: origins.count, by: rowsInBlock) {
            let rows = start..<min(start + rowsInBlock, origins.count)
            // Each cost is written by one thread only.
            nonisolated(unsafe) let costs = block
            if columns < rows.count {
                let travel = TravelFromSites(
                    self, sites: destinations, places: Array(origins[rows]), direction: .toSite, limit: limit)
                travel.forEachSite(threads: threads) { (column, values: UnsafeMutableBufferPointer<UInt64>) in
                    for (row, bits) in values.enumerated() {
                        costs[row * columns + column] = TravelCost(bits: bits)
                    }
                }
            } else {
                let travel = TravelFromSites(
                    self, sites: Array(origins[rows]), places: destinations, direction: .fromSite, limit: limit)
                travel.forEachSite(threads: threads) { (row, values: UnsafeMutableBufferPointer<UInt64>) in
                    for (column, bits) in values.enumerated() {
                        costs[row * columns + column] = TravelCost(bits: bits)
                    }
                }
            }
            for origin in rows {
                try row(origin, UnsafeBufferPointer(start: block + (origin - start) * columns, count: columns))
            }
        }
    }

    private static var pairsInBlock: Int { 8_000_000 }
}

import Foundation
import Geometry
import RoadNetwork

/// Catchments that were drawn before on one ground, for a process that draws again and again with few changes: only
/// those of sites that are new or moved, or have other minutes, are drawn. Safe to share between threads.
public final class CatchmentCache: @unchecked Sendable {
    private struct Entry {
        var land: MultiPolygon
        /// When it was last asked for, in lookups.
        var lastUse: Int
    }

    private let lock = NSLock()
    private var entries: [CatchmentRequest: Entry] = [:]
    private var lookups = 0
    private var points = 0
    /// What they may have together; those not asked for longest make room.
    private let greatestPoints: Int

    /// - Parameter greatestPoints: default 8 million, 128 MB.
    public init(greatestPoints: Int = 8_000_000) {
        self.greatestPoints = greatestPoints
    }

    /// How many are held.
    public var count: Int { lock.withLock { entries.count } }

    subscript(request: CatchmentRequest) -> MultiPolygon? {
        get {
            lock.withLock {
                lookups += 1
                entries[request]?.lastUse = lookups
                return entries[request]?.land
            }
        }
        set {
            guard let land = newValue else { return }
            lock.withLock {
                lookups += 1
                guard entries[request] == nil else { return }
                entries[request] = Entry(land: land, lastUse: lookups)
                points += land.pointCount
                if points > greatestPoints { makeRoom() }
            }
        }
    }

    /// Forgets a quarter, so that room is not made again at once.
    private func makeRoom() {
        for (request, entry) in entries.sorted(by: { $0.value.lastUse < $1.value.lastUse }) {
            if points <= greatestPoints / 4 * 3 { return }
            entries[request] = nil
            points -= entry.land.pointCount
        }
    }
}

extension MultiPolygon {
    fileprivate var pointCount: Int { polygons.reduce(0) { $0 + $1.rings.reduce(0) { $0 + $1.count } } }
}

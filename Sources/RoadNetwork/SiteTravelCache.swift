import Foundation
import Layers

/// Travel times and distances of sites that have been computed before, for a process that asks again and again with few changes:
/// a site that is added, moved or reopened is computed, every other one is found here.
///
/// Entries are keyed by the network's fingerprint, the places, the limit, the direction and how the site is attached,
/// so that a change of any of them cannot give times of another. Safe to share between threads.
public final class SiteTravelCache: @unchecked Sendable {
    /// What is asked for, apart from the site.
    struct Question: Hashable {
        let networkFingerprint: String
        /// SHA-256 of how the places are attached.
        let places: [UInt8]
        let limit: TravelTime

        init(_ network: Network, _ places: [Attachment?], limit: TravelTime) {
            networkFingerprint = network.fingerprint
            let parts = places.flatMap { place -> [UInt64] in
                guard let place else { return [.max, .max, .max] }
                return [
                    UInt64(place.link) << 32 | UInt64(place.junction), place.fraction.bitPattern, place.walk.bits,
                ]
            }
            self.places = parts.withUnsafeBytes { sha256($0) }
            self.limit = limit
        }
    }

    private struct Key: Hashable {
        let question: Question
        let site: Attachment
        let direction: TravelDirection
    }

    private struct Entry {
        var costs: [TravelCost]
        /// When it was last asked for, in lookups.
        var lastUse: Int
    }

    private let lock = NSLock()
    private var entries: [Key: Entry] = [:]
    private var lookups = 0
    private var bytes = 0
    /// What they may take together; those not asked for longest make room.
    public let greatestBytes: Int

    /// - Parameter greatestBytes: default 1 GiB.
    public init(greatestBytes: Int = 1 << 30) {
        self.greatestBytes = greatestBytes
    }

    /// How many sites' times are held.
    public var count: Int { lock.withLock { entries.count } }

    func costs(of site: Attachment, _ direction: TravelDirection, _ question: Question) -> [TravelCost]? {
        lock.withLock {
            lookups += 1
            let key = Key(question: question, site: site, direction: direction)
            entries[key]?.lastUse = lookups
            return entries[key]?.costs
        }
    }

    func keep(_ costs: [TravelCost], of site: Attachment, _ direction: TravelDirection, _ question: Question) {
        let size = costs.count * MemoryLayout<TravelCost>.stride
        guard size <= greatestBytes else { return }
        lock.withLock {
            lookups += 1
            let key = Key(question: question, site: site, direction: direction)
            guard entries[key] == nil else { return }
            entries[key] = Entry(costs: costs, lastUse: lookups)
            bytes += size
            if bytes > greatestBytes { makeRoom() }
        }
    }

    /// Forgets a quarter, so that room is not made again at once.
    private func makeRoom() {
        for (key, entry) in entries.sorted(by: { $0.value.lastUse < $1.value.lastUse }) {
            if bytes <= greatestBytes / 4 * 3 { return }
            entries[key] = nil
            bytes -= entry.costs.count * MemoryLayout<TravelCost>.stride
        }
    }
}

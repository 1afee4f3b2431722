import Coverage
import RoadNetwork
import Statistics

@testable import Placement

/// Siting questions small enough for all subsets, with ties, pairs without a way, places where nobody lives and
/// candidates that nobody reaches.
struct SmallInstance {
    var times: [[UInt32?]]
    var inhabitants: [Double]
    var existing: Set<Int>
    var sites: Int

    init(_ random: inout SplitMix64, demand most: Int = 9, candidates mostCandidates: Int = 7) {
        let demand = 1 + random.integer(below: most)
        let candidates = 1 + random.integer(below: mostCandidates)
        let density = [0.5, 0.85, 1.0][random.integer(below: 3)]
        let isWhole = random.chance(0.7)
        times = (0..<demand).map { _ in
            (0..<candidates).map { _ in
                random.chance(density) ? UInt32(60_000 * random.integer(below: 30)) : nil
            }
        }
        inhabitants = (0..<demand).map { _ in
            if random.chance(0.1) { return 0 }
            return isWhole ? Double(1 + random.integer(below: 50)) : random.uniform(0.5, 50)
        }
        existing = []
        if random.chance(0.4) { existing.insert(random.integer(below: candidates)) }
        sites = max(1 + random.integer(below: candidates), existing.count)
    }

    init(times: [[UInt32?]], inhabitants: [Double], existing: Set<Int> = [], sites: Int = 1) {
        self.times = times
        self.inhabitants = inhabitants
        self.existing = existing
        self.sites = sites
    }

    var demandCount: Int { times.count }
    var candidateCount: Int { times[0].count }

    func question(_ model: SitingModel, minutes: Double = 15, method: SitingMethod = .exact) -> SitingQuestion {
        var pairs: [TravelPairs.Pair] = []
        for (demand, row) in times.enumerated() {
            for (candidate, time) in row.enumerated() {
                pairs.append(
                    TravelPairs.Pair(
                        demand: demand, supply: candidate,
                        time: time.map(TravelTime.init(milliseconds:)) ?? .unreachable))
            }
        }
        return SitingQuestion(
            model: model,
            travel: TravelPairs(pairs, demandCount: demandCount, supplyCount: candidateCount),
            inhabitants: inhabitants, existing: existing, sites: model.needsSites ? sites : nil,
            limit: TravelTime(minutes: minutes), method: method)
    }

    /// All sets that hold the existing sites, of exactly so many sites where a number is given.
    func sets(of count: Int?) -> [Set<Int>] {
        (0..<(1 << candidateCount)).compactMap { bits in
            let set = Set((0..<candidateCount).filter { bits >> $0 & 1 == 1 })
            return existing.isSubset(of: set) && count ?? set.count == set.count ? set : nil
        }
    }

    func nearest(_ demand: Int, _ sites: Set<Int>) -> UInt32? { sites.compactMap { times[demand][$0] }.min() }

    /// Places that a candidate reaches within so many minutes.
    func reached(within minutes: Double = .infinity) -> [Int] {
        times.indices.filter { times[$0].contains { $0.map { Double($0) <= minutes * 60_000 } ?? false } }
    }

    func covered(_ sites: Set<Int>, minutes: Double) -> Double {
        times.indices.reduce(0) { sum, demand in
            let isWithin = nearest(demand, sites).map { Double($0) <= minutes * 60_000 } ?? false
            return sum + (isWithin ? inhabitants[demand] : 0)
        }
    }

    func travelSeconds(_ sites: Set<Int>) -> Double {
        times.indices.reduce(0) { $0 + inhabitants[$1] * Double(nearest($1, sites) ?? 0) } / 1000
    }

    func servesAll(_ sites: Set<Int>) -> Bool {
        reached().allSatisfy { inhabitants[$0] == 0 || nearest($0, sites) != nil }
    }
}

import Coverage
import RoadNetwork

/// Gives visits that are undone to pools with whole rounds to spare, pool by pool in the order of their sites.
///
/// A pool plans its rounds for others from all visits of other pools within its minutes, those first that their own
/// pool would do last, whether they are done or not, and makes those of these rounds in which something is undone. The
/// plan thus does not depend on how many nurses anybody has; with more nurses anywhere less is undone when a pool's
/// turn comes, it has as many rounds to spare or more, and gets at least as far down its plan: what is left undone is a
/// part of what was left before.
func help(
    among pools: inout [PoolWork], days: Int, coverage: KindCoverage, settings: RoundsSettings, roads: RoundRoads
) {
    let day = RoundDay(settings)
    let visitsInDay = max(1, day.roundMilliseconds / max(1, day.visitMilliseconds))
    for helper in pools.indices {
        guard let base = pools[helper].base else { continue }
        for number in 0..<days {
            var spare = pools[helper].wholeRounds - pools[helper].days[number].rounds.count
            if spare <= 0 { continue }
            let bundles = bundles(
                for: helper, of: pools, day: number, coverage: coverage, visits: 2 * visitsInDay)
            for bundle in bundles where spare > 0 && bundle.contains(where: { !pools.isDone($0, day: number) }) {
                let points = Array(Set(bundle.map(\.point))).sorted()
                let legs = RoundLegs(
                    roads.network, base: base, places: points.map { roads.attachments[$0] },
                    within: pools[helper].limit, threads: roads.threads)
                let rowOfPoint = Dictionary(
                    uniqueKeysWithValues: points.enumerated().map { ($0.element, $0.offset + 1) })
                let rows = bundle.map { rowOfPoint[$0.point] ?? 0 }
                for round in makeRounds(places: rows, legs: legs, day: day) where spare > 0 {
                    let undone = round.filter { !pools.isDone(bundle[$0], day: number) }
                    if undone.isEmpty { continue }
                    spare -= 1
                    let travel = legs.travel(undone.map { rows[$0] })
                    pools[helper].days[number].made.append(
                        MadeRound(
                            points: undone.map { bundle[$0].point }, milliseconds: travel.milliseconds,
                            centimetres: travel.centimetres, isHelp: true))
                    for visit in undone { pools.markDone(bundle[visit], day: number) }
                }
            }
        }
    }
}

/// A visit of another pool.
private struct VisitOfOthers {
    var owner: Int
    /// Of its round; nil for one that is too far for its own pool.
    var rank: Int?
    var position: Int
    var point: Int
}

/// The visits of other pools within a pool's minutes, in bundles of rounds that follow each other, from the one that
/// each pool would make last; the last bundles of all pools first.
private func bundles(
    for helper: Int, of pools: [PoolWork], day: Int, coverage: KindCoverage, visits: Int
) -> [[VisitOfOthers]] {
    let site = pools[helper].site
    var bundles: [(number: Int, owner: Int, visits: [VisitOfOthers])] = []
    for owner in pools.indices where owner != helper {
        let work = pools[owner].days[day]
        var bundle: [VisitOfOthers] = []
        var number = 0
        func close() {
            if !bundle.isEmpty { bundles.append((number, owner, bundle)) }
            bundle = []
            number += 1
        }
        func add(_ points: [Int], rank: Int?) {
            for (position, point) in points.enumerated() where coverage.sitesWithin[point].contains(site) {
                bundle.append(VisitOfOthers(owner: owner, rank: rank, position: position, point: point))
            }
            if bundle.count >= visits { close() }
        }
        add(work.tooFar, rank: nil)
        for rank in work.rounds.indices.reversed() { add(work.rounds[rank].points, rank: rank) }
        close()
    }
    return bundles.sorted { ($0.number, $0.owner) < ($1.number, $1.owner) }.map(\.visits)
}

extension [PoolWork] {
    fileprivate func isDone(_ visit: VisitOfOthers, day: Int) -> Bool {
        let work = self[visit.owner].days[day]
        return visit.rank.map { work.isDone[$0][visit.position] } ?? work.isFarDone[visit.position]
    }

    fileprivate mutating func markDone(_ visit: VisitOfOthers, day: Int) {
        if let rank = visit.rank {
            self[visit.owner].days[day].isDone[rank][visit.position] = true
        } else {
            self[visit.owner].days[day].isFarDone[visit.position] = true
        }
        self[visit.owner].days[day].helpedCount += 1
    }
}

import Geometry
import RoadNetwork

/// Plans the rounds of every pool on every day for all visits of its people, without a limit on nurses, and marks as
/// done what its nurses have time for.
///
/// Pools are routed in cells of so many places at the most, and so many pairs of places are in memory at once.
func planRounds(_ pools: inout [PoolWork], days: [[Int]], settings: RoundsSettings, roads: RoundRoads) {
    let day = RoundDay(settings)
    var cells: [(pool: Int, points: [Int])] = []
    for (pool, work) in pools.enumerated() where work.base != nil {
        let visited = work.points.filter { point in days.contains { $0[point] > 0 } }
        for cell in Simulation.cells(of: visited, at: roads.locations, limit: placesInCell) where !cell.isEmpty {
            cells.append((pool, cell))
        }
    }
    var plans = [[CellPlan]](repeating: [], count: cells.count)
    var next = 0
    while next < cells.count {
        var end = next
        var pairs = 0
        repeat {
            pairs += (cells[end].points.count + 1) * (cells[end].points.count + 1)
            end += 1
        } while end < cells.count && pairs < pairsInBatch
        let batch = next..<end
        let legs = batch.map { cell -> RoundLegs? in
            let (pool, points) = cells[cell]
            return pools[pool].base.map { base in
                RoundLegs(
                    roads.network, base: base, places: points.map { roads.attachments[$0] }, within: pools[pool].limit,
                    threads: roads.threads)
            }
        }
        let parts = batch.map { pools[cells[$0].pool].part }
        var planned = [CellPlan?](repeating: nil, count: batch.count * days.count)
        planned.withUnsafeMutableBufferPointer { buffer in
            // Each entry is written by one thread only.
            nonisolated(unsafe) let planned = buffer
            let (points, first) = (cells.map(\.points), batch.lowerBound)
            inParallel(count: batch.count * days.count, threads: roads.threads) {
                { piece in
                    let (cell, dayNumber) = (piece / days.count, piece % days.count)
                    guard let legs = legs[cell] else { return }
                    planned[piece] = CellPlan(
                        points: points[first + cell], visits: days[dayNumber], legs: legs, day: day,
                        part: parts[cell])
                }
            }
        }
        for (piece, plan) in planned.enumerated() {
            if let plan { plans[next + piece / days.count].append(plan) }
        }
        next = end
    }
    for pool in pools.indices {
        let own = cells.indices.filter { cells[$0].pool == pool }
        pools[pool].days = days.indices.map { day in
            let rounds = own.flatMap { plans[$0][day].rounds }
            // The order of the cells breaks ties.
            let ordered = rounds.enumerated().sorted {
                (-$0.element.points.count, $0.element.milliseconds, $0.offset)
                    < (-$1.element.points.count, $1.element.milliseconds, $1.offset)
            }
            return PoolDay(
                rounds: ordered.map(\.element), tooFar: own.flatMap { plans[$0][day].tooFar },
                wholeRounds: pools[pool].wholeRounds)
        }
    }
}

private let placesInCell = 1200
private let pairsInBatch = 8_000_000

/// The rounds of one cell on one day.
private struct CellPlan {
    var rounds: [PlannedRound]
    var tooFar: [Int]

    /// - Parameters:
    ///   - points: of the cell; their rows in the legs follow the base's.
    ///   - visits: of the day, at each point of the territory.
    ///   - part: of a day, for the round that is cut short.
    init(points: [Int], visits: [Int], legs: RoundLegs, day: RoundDay, part: Double) {
        var rows: [Int] = []
        var pointOfVisit: [Int] = []
        for (position, point) in points.enumerated() {
            for _ in 0..<visits[point] {
                rows.append(position + 1)
                pointOfVisit.append(point)
            }
        }
        let made = makeRounds(places: rows, legs: legs, day: day)
        var isPlanned = [Bool](repeating: false, count: rows.count)
        for visit in made.flatMap({ $0 }) { isPlanned[visit] = true }
        tooFar = rows.indices.filter { !isPlanned[$0] }.map { pointOfVisit[$0] }
        rounds = made.map { visits in
            var round = PlannedRound(visits, rows: rows, points: pointOfVisit, legs: legs)
            if part > 0 {
                let kept = shortened(
                    visits, places: rows, legs: legs, day: day,
                    toMilliseconds: Int(Double(day.roundMilliseconds) * part))
                let isKept = Set(kept)
                let travel = legs.travel(kept.map { rows[$0] })
                round.part = (visits.map(isKept.contains), travel.milliseconds, travel.centimetres)
            }
            return round
        }
    }
}

extension RoundLegs {
    /// Of a round from the base through the places of these rows and back; nothing for no places.
    func travel(_ rows: [Int]) -> (milliseconds: Int, centimetres: Int) {
        guard let last = rows.last else { return (0, 0) }
        var (time, length, from) = (0, 0, 0)
        for row in rows {
            time += Int(milliseconds[from * count + row])
            length += Int(centimetres[from * count + row])
            from = row
        }
        return (time + Int(milliseconds[last * count]), length + Int(centimetres[last * count]))
    }
}

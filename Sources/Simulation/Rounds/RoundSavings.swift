/// First rounds: one for each visit, then those that save most travel by becoming one are joined, as long as the day
/// allows, either of them turned round where that is what saves.
///
/// G. Clarke and J. W. Wright, "Scheduling of vehicles from a central depot to a number of delivery points",
/// Operations Research 12 (1964), the parallel version; saving of going from i to j: t(i,0) + t(0,j) − t(i,j).
///
/// - Parameters:
///   - places: row of each visit's place in the legs, from visit 1.
///   - neighbours: of each visit, those that it may be joined to first.
/// - Returns: visits (from 1) in order, every one once. A visit whose own round is longer than the day stands alone.
func roundsBySavings(
    places: [Int], legs: RoundLegs, day: RoundDay, neighbours: [[Int32]]
) -> [[Int32]] {
    legs.milliseconds.withUnsafeBufferPointer { table in
        var joining = RoundJoining(places: places, legs: table, legCount: legs.count, day: day)
        joining.join(
            neighbours.enumerated().flatMap { index, others in others.map { (from: Int32(index + 1), to: $0) } })
        // Neighbours may all lie inside rounds by now; the ends of the rounds that are left are compared with each other.
        while joining.join(joining.pairsOfEnds()) {}
        return joining.rounds.filter { !$0.isEmpty }
    }
}

private struct RoundJoining {
    let rows: [Int]
    let legs: UnsafeBufferPointer<UInt32>
    let legCount: Int
    let day: RoundDay
    var rounds: [[Int32]]
    var roundOf: [Int]
    /// Travel inside each round, without the ways from and to the base, in its order and backwards.
    var inside: [Int]
    var backwards: [Int]

    init(places: [Int], legs: UnsafeBufferPointer<UInt32>, legCount: Int, day: RoundDay) {
        rows = [0] + places
        self.legs = legs
        self.legCount = legCount
        self.day = day
        rounds = places.indices.map { [Int32($0 + 1)] }
        roundOf = [0] + Array(places.indices)
        inside = [Int](repeating: 0, count: places.count)
        backwards = inside
    }

    @inline(__always)
    func leg(_ from: Int32, _ to: Int32) -> Int { Int(legs[rows[Int(from)] * legCount + rows[Int(to)]]) }

    func saving(_ from: Int32, _ to: Int32) -> Int { leg(from, 0) + leg(0, to) - leg(from, to) }

    /// Joins rounds at the ends named, the greatest saving first.
    @discardableResult
    mutating func join(_ pairs: [(from: Int32, to: Int32)]) -> Bool {
        var savings = pairs.compactMap { pair in
            let saving = saving(pair.from, pair.to)
            return saving > 0 ? (saving: saving, pair: pair) : nil
        }
        savings.sort { ($1.saving, $0.pair.from, $0.pair.to) < ($0.saving, $1.pair.from, $1.pair.to) }
        var isJoined = false
        for entry in savings where join(entry.pair.from, entry.pair.to) { isJoined = true }
        return isJoined
    }

    /// Makes one round of two, in which `to` follows `from`.
    private mutating func join(_ from: Int32, _ to: Int32) -> Bool {
        let (head, tail) = (roundOf[Int(from)], roundOf[Int(to)])
        guard head != tail, let first = rounds[head].first, let last = rounds[head].last,
            let tailFirst = rounds[tail].first, let tailLast = rounds[tail].last,
            from == first || from == last, to == tailFirst || to == tailLast
        else { return false }
        let turnsHead = from != last
        let turnsTail = to != tailFirst
        let start = turnsHead ? last : first
        let end = turnsTail ? tailFirst : tailLast
        let headTravel = turnsHead ? backwards[head] : inside[head]
        let tailTravel = turnsTail ? backwards[tail] : inside[tail]
        let travel = leg(0, start) + headTravel + leg(from, to) + tailTravel + leg(end, 0)
        let apart =
            leg(0, first) + inside[head] + leg(last, 0) + leg(0, tailFirst) + inside[tail] + leg(tailLast, 0)
        guard travel < apart,
            day.allows(visits: rounds[head].count + rounds[tail].count, travelMilliseconds: travel)
        else { return false }
        let back =
            (turnsTail ? inside[tail] : backwards[tail]) + leg(to, from)
            + (turnsHead ? inside[head] : backwards[head])
        if turnsHead { rounds[head].reverse() }
        if turnsTail { rounds[tail].reverse() }
        for visit in rounds[tail] { roundOf[Int(visit)] = head }
        rounds[head] += rounds[tail]
        rounds[tail] = []
        inside[head] = headTravel + leg(from, to) + tailTravel
        backwards[head] = back
        return true
    }

    func pairsOfEnds() -> [(from: Int32, to: Int32)] {
        let ends = rounds.flatMap { round -> [Int32] in
            guard let first = round.first, let last = round.last else { return [] }
            return first == last ? [first] : [first, last]
        }
        return ends.flatMap { from in
            ends.compactMap { to in roundOf[Int(from)] == roundOf[Int(to)] ? nil : (from: from, to: to) }
        }
    }
}

/// Of each visit (from 1) those that lie near, there and back: at its own place, then at the places nearest by travel.
func nearVisits(places: [Int], legs: RoundLegs, count: Int) -> [[Int32]] {
    let atOnePlace = 3
    var visitsAt = [[Int32]](repeating: [], count: legs.count)
    for (index, place) in places.enumerated() { visitsAt[place].append(Int32(index + 1)) }
    let visited = (1..<max(1, legs.count)).filter { !visitsAt[$0].isEmpty }
    let nearPlaces = legs.milliseconds.withUnsafeBufferPointer { table in
        visited.map { place -> [Int] in
            // The nearest so far, in order; there are few, so that they are simply moved up.
            var nearest: [(time: Int, place: Int)] = []
            for other in visited where other != place {
                let time = Int(table[place * legs.count + other]) + Int(table[other * legs.count + place])
                if nearest.count == count, let last = nearest.last, time >= last.time { continue }
                if nearest.count == count { nearest.removeLast() }
                let position = nearest.lastIndex { $0.time <= time }.map { $0 + 1 } ?? 0
                nearest.insert((time, other), at: position)
            }
            return nearest.map(\.place)
        }
    }
    var near = [[Int32]](repeating: [], count: places.count)
    for (place, around) in zip(visited, nearPlaces) {
        for (position, visit) in visitsAt[place].enumerated() {
            var found: [Int32] = []
            for other in [place] + around {
                let there = visitsAt[other]
                // Neighbours at a place of many visits are not the same for all.
                for step in 0..<min(atOnePlace, there.count) {
                    let candidate = there[(position + step + 1) % there.count]
                    if candidate != visit { found.append(candidate) }
                }
                if found.count >= count { break }
            }
            near[Int(visit) - 1] = found
        }
    }
    return near
}

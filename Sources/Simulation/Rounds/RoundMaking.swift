/// Rounds for all visits of a day from one base: by savings, improved move by move, then filled one after the other,
/// the best first.
///
/// The result is a fixed order of rounds, so that what `k` nurses do are the first `k` of them: more nurses never do
/// fewer visits.
///
/// - Parameters:
///   - places: of each visit, its row in the legs (from 1).
/// - Returns: positions of visits in `places`, in the order of each round; rounds with more visits first, of equal
///   ones the shorter travel. Every visit stands in one round, save those whose own round is longer than the day: they
///   stand in none.
func makeRounds(places: [Int], legs: RoundLegs, day: RoundDay) -> [[Int]] {
    let possible = places.indices.filter { visit in
        let place = places[visit]
        return day.allows(
            visits: 1,
            travelMilliseconds: Int(legs.milliseconds[place]) + Int(legs.milliseconds[place * legs.count]))
    }
    guard !possible.isEmpty else { return [] }
    let rows = possible.map { places[$0] }
    let neighbours = nearVisits(places: rows, legs: legs, count: 16)
    let first = roundsBySavings(places: rows, legs: legs, day: day, neighbours: neighbours)
    let made = legs.milliseconds.withUnsafeBufferPointer { table -> [[Int32]] in
        guard let base = table.baseAddress else { return first }
        var plan = RoundPlan(rounds: first, places: rows, legs: base, legCount: legs.count, day: day)
        improve(&plan, neighbours)
        return filled(&plan)
    }
    return made.map { round in round.map { possible[Int($0) - 1] } }
}

/// Makes moves between near visits until none shortens the travel.
func improve(_ plan: inout RoundPlan, _ neighbours: [[Int32]]) {
    // Every move shortens the whole by a millisecond at least, so that this ends by itself; the bound is against days
    // of work for nothing.
    for _ in 0..<60 {
        var isImproved = false
        for visit in 1...plan.visitCount {
            if plan.reverse(between: 0, and: visit) { isImproved = true }
            for neighbour in neighbours[visit - 1] {
                let other = Int(neighbour)
                if plan.round(of: visit) == plan.round(of: other) {
                    if plan.reverse(between: visit, and: other) { isImproved = true }
                } else {
                    if plan.exchangeTails(visit, other) { isImproved = true }
                    if plan.exchange(visit, other) { isImproved = true }
                }
                for length in 1...3 {
                    if plan.relocate(visit, length: length, nextTo: other, behind: true) { isImproved = true }
                    if plan.relocate(visit, length: length, nextTo: other, behind: false) { isImproved = true }
                }
            }
        }
        if !isImproved { return }
    }
}

/// Makes moves inside one round until none shortens it.
private func improve(_ plan: inout RoundPlan, round: Int) {
    for _ in 0..<60 {
        var isImproved = false
        let visits = plan.visits(ofRound: round).map(Int.init).sorted()
        for visit in visits {
            if plan.reverse(between: 0, and: visit) { isImproved = true }
            for other in visits where other != visit {
                if plan.reverse(between: visit, and: other) { isImproved = true }
                for length in 1...3 {
                    if plan.relocate(visit, length: length, nextTo: other, behind: true) { isImproved = true }
                    if plan.relocate(visit, length: length, nextTo: other, behind: false) { isImproved = true }
                }
            }
        }
        if !isImproved { return }
    }
}

/// Goes through the rounds, those with the most visits first, and fills each with visits of later rounds, the one that
/// adds the least travel first.
private func filled(_ plan: inout RoundPlan) -> [[Int32]] {
    var isLeft = [Bool](repeating: true, count: plan.roundCount)
    var order: [Int] = []
    while let round = best(plan, isLeft) {
        isLeft[round] = false
        order.append(round)
        improve(&plan, round: round)
        while fill(&plan, round, fromThoseLeft: isLeft) { improve(&plan, round: round) }
    }
    let done = order.filter { plan.count(ofRound: $0) > 0 }.map {
        (visits: plan.visits(ofRound: $0), travel: plan.travelMilliseconds(ofRound: $0))
    }
    return done.enumerated().sorted {
        (-$0.element.visits.count, $0.element.travel, $0.offset)
            < (-$1.element.visits.count, $1.element.travel, $1.offset)
    }.map(\.element.visits)
}

/// Of the rounds that are left the one with the most visits; of equal ones that with the shorter travel.
private func best(_ plan: borrowing RoundPlan, _ isLeft: [Bool]) -> Int? {
    var best: (visits: Int, travel: Int, round: Int)?
    for round in isLeft.indices where isLeft[round] && plan.count(ofRound: round) > 0 {
        let key = (-plan.count(ofRound: round), plan.travelMilliseconds(ofRound: round), round)
        if best.map({ key < ($0.visits, $0.travel, $0.round) }) ?? true { best = key }
    }
    return best?.round
}

/// Puts visits of rounds that are left into this one for as long as there is time; true where there was any.
private func fill(_ plan: inout RoundPlan, _ round: Int, fromThoseLeft isLeft: [Bool]) -> Bool {
    var isFilled = false
    while true {
        var best: (added: Int, visit: Int, position: Int)?
        for visit in 1...plan.visitCount where isLeft[plan.round(of: visit)] {
            guard let place = plan.insertion(of: visit, into: round) else { continue }
            if best.map({ place.added < $0.added }) ?? true { best = (place.added, visit, place.position) }
        }
        guard let best else { return isFilled }
        plan.insert(best.visit, into: round, at: best.position)
        isFilled = true
    }
}

/// A round that is too long for a part of a day: the visit whose leaving out saves the most travel goes first.
func shortened(_ round: [Int], places: [Int], legs: RoundLegs, day: RoundDay, toMilliseconds limit: Int) -> [Int] {
    var round = round
    func leg(_ from: Int, _ to: Int) -> Int { Int(legs.milliseconds[from * legs.count + to]) }
    while !round.isEmpty {
        let stops = [0] + round.map { places[$0] } + [0]
        let travel = zip(stops, stops.dropFirst()).reduce(0) { $0 + leg($1.0, $1.1) }
        if round.count * day.visitMilliseconds + travel <= limit { break }
        var farthest = (saved: Int.min, position: 0)
        for position in round.indices {
            let saved =
                leg(stops[position], stops[position + 1]) + leg(stops[position + 1], stops[position + 2])
                - leg(stops[position], stops[position + 2])
            if saved >= farthest.saved { farthest = (saved, position) }
        }
        round.remove(at: farthest.position)
    }
    return round
}

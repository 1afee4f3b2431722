/// Rounds in the making: every visit (from 1; 0 is the base) stands in one round, at one position. Costs of changes
/// are read from running totals, in whole milliseconds.
struct RoundPlan: ~Copyable {
    let visitCount: Int
    let day: RoundDay
    private(set) var roundCount: Int
    /// Row of each visit's place in the table of legs; that of the base is 0.
    private let rows: UnsafeMutablePointer<Int>
    private let legs: UnsafePointer<UInt32>
    private let legCount: Int
    /// Room in each round.
    private let room: Int
    private let stops: UnsafeMutablePointer<Int32>
    private let counts: UnsafeMutablePointer<Int>
    private let travel: UnsafeMutablePointer<Int>
    private let roundOf: UnsafeMutablePointer<Int>
    private let positionOf: UnsafeMutablePointer<Int>
    /// Travel from the base along the round to each visit, and the same way travelled backwards.
    private let before: UnsafeMutablePointer<Int>
    private let backwards: UnsafeMutablePointer<Int>
    private let scratch: UnsafeMutablePointer<Int32>
    private let otherScratch: UnsafeMutablePointer<Int32>

    /// - Parameters:
    ///   - rounds: visits in the order of each round; every visit stands in one of them, and each round is within the
    ///     day.
    ///   - places: row of each visit's place in `legs`, from visit 1.
    ///   - legs: must outlive the plan.
    init(rounds: [[Int32]], places: [Int], legs: UnsafePointer<UInt32>, legCount: Int, day: RoundDay) {
        visitCount = places.count
        self.day = day
        roundCount = rounds.count
        self.legs = legs
        self.legCount = legCount
        let longest = rounds.map(\.count).max() ?? 0
        room = max(longest, min(places.count, day.roundMilliseconds / max(1, day.visitMilliseconds))) + 1
        rows = .allocate(capacity: places.count + 1)
        stops = .allocate(capacity: max(1, rounds.count * room))
        counts = .allocate(capacity: max(1, rounds.count))
        travel = .allocate(capacity: max(1, rounds.count))
        roundOf = .allocate(capacity: places.count + 1)
        positionOf = .allocate(capacity: places.count + 1)
        before = .allocate(capacity: places.count + 1)
        backwards = .allocate(capacity: places.count + 1)
        scratch = .allocate(capacity: room)
        otherScratch = .allocate(capacity: room)
        rows[0] = 0
        for (visit, place) in places.enumerated() { rows[visit + 1] = place }
        for visit in 0...places.count {
            roundOf[visit] = 0
            positionOf[visit] = 0
            before[visit] = 0
            backwards[visit] = 0
        }
        for (round, visits) in rounds.enumerated() {
            for (position, visit) in visits.enumerated() { stops[round * room + position] = visit }
            counts[round] = visits.count
            refresh(round)
        }
    }

    deinit {
        for pointer in [counts, travel, rows, roundOf, positionOf, before, backwards] { pointer.deallocate() }
        for pointer in [stops, scratch, otherScratch] { pointer.deallocate() }
    }

    // MARK: Reading

    @inline(__always)
    private func leg(_ from: Int, _ to: Int) -> Int { Int(legs[rows[from] * legCount + rows[to]]) }

    @inline(__always)
    private func stop(_ round: Int, _ position: Int) -> Int {
        position >= 0 && position < counts[round] ? Int(stops[round * room + position]) : 0
    }

    func visits(ofRound round: Int) -> [Int32] { (0..<counts[round]).map { stops[round * room + $0] } }
    func count(ofRound round: Int) -> Int { counts[round] }
    func travelMilliseconds(ofRound round: Int) -> Int { travel[round] }
    func round(of visit: Int) -> Int { roundOf[visit] }

    /// Counts what a round's order comes to.
    private func refresh(_ round: Int) {
        var there = 0
        var back = 0
        var last = 0
        for position in 0..<counts[round] {
            let visit = Int(stops[round * room + position])
            there += leg(last, visit)
            back += leg(visit, last)
            roundOf[visit] = round
            positionOf[visit] = position
            before[visit] = there
            backwards[visit] = back
            last = visit
        }
        travel[round] = counts[round] == 0 ? 0 : there + leg(last, 0)
    }

    private func set(_ round: Int, to visits: UnsafeMutablePointer<Int32>, count: Int) {
        for position in 0..<count { stops[round * room + position] = visits[position] }
        counts[round] = count
        refresh(round)
    }

    // MARK: Moves; each is made only where it shortens the travel, and keeps every round within the day

    /// 2-opt (Croes 1958): `next` follows `visit`, and what stood between is travelled the other way round. `visit`
    /// may be the base.
    mutating func reverse(between visit: Int, and next: Int) -> Bool {
        let round = roundOf[next]
        let position = visit == 0 ? -1 : positionOf[visit]
        let end = positionOf[next]
        guard visit == 0 || roundOf[visit] == round, position + 1 < end else { return false }
        let first = stop(round, position + 1)
        let after = stop(round, end + 1)
        let old = leg(visit, first) + before[next] - before[first] + leg(next, after)
        let new = leg(visit, next) + backwards[next] - backwards[first] + leg(first, after)
        guard new < old, day.allows(visits: counts[round], travelMilliseconds: travel[round] + new - old) else {
            return false
        }
        var (low, high) = (round * room + position + 1, round * room + end)
        while low < high {
            (stops[low], stops[high]) = (stops[high], stops[low])
            low += 1
            high -= 1
        }
        refresh(round)
        return true
    }

    /// Or-opt (Or 1976), within a round and between two: `length` visits from `visit` on go behind or before `other`.
    mutating func relocate(_ visit: Int, length: Int, nextTo other: Int, behind: Bool) -> Bool {
        let (round, target) = (roundOf[visit], roundOf[other])
        let start = positionOf[visit]
        guard start + length <= counts[round] else { return false }
        let last = stop(round, start + length - 1)
        let gap = positionOf[other] + (behind ? 1 : 0)
        if round == target, gap >= start, gap <= start + length { return false }
        let (left, right) = (stop(target, gap - 1), stop(target, gap))
        let (previous, next) = (stop(round, start - 1), stop(round, start + length))
        let inside = before[last] - before[visit]
        let closing = counts[round] == length ? 0 : leg(previous, next)
        let removal = closing - leg(previous, visit) - leg(last, next) - inside
        let insertion = leg(left, visit) + leg(last, right) - leg(left, right) + inside
        guard removal + insertion < 0 else { return false }
        if round == target {
            guard day.allows(visits: counts[round], travelMilliseconds: travel[round] + removal + insertion) else {
                return false
            }
        } else {
            guard counts[target] + length < room,
                day.allows(visits: counts[target] + length, travelMilliseconds: travel[target] + insertion),
                day.allows(visits: counts[round] - length, travelMilliseconds: travel[round] + removal)
            else { return false }
        }
        move(round, start, length, to: target, gap)
        return true
    }

    /// Takes `length` visits out of a round, and puts them before position `gap` of another or of the same.
    private func move(_ round: Int, _ start: Int, _ length: Int, to target: Int, _ gap: Int) {
        var count = 0
        func add(_ round: Int, _ range: Range<Int>) {
            for position in range {
                scratch[count] = stops[round * room + position]
                count += 1
            }
        }
        if round == target {
            if gap < start {
                add(round, 0..<gap)
                add(round, start..<(start + length))
                add(round, gap..<start)
                add(round, (start + length)..<counts[round])
            } else {
                add(round, 0..<start)
                add(round, (start + length)..<gap)
                add(round, start..<(start + length))
                add(round, gap..<counts[round])
            }
            set(round, to: scratch, count: count)
        } else {
            add(target, 0..<gap)
            add(round, start..<(start + length))
            add(target, gap..<counts[target])
            set(target, to: scratch, count: count)
            for position in (start + length)..<max(start + length, counts[round]) {
                stops[round * room + position - length] = stops[round * room + position]
            }
            counts[round] -= length
            refresh(round)
        }
    }

    /// Two visits of different rounds change places.
    mutating func exchange(_ visit: Int, _ other: Int) -> Bool {
        let (round, target) = (roundOf[visit], roundOf[other])
        guard round != target else { return false }
        let (position, place) = (positionOf[visit], positionOf[other])
        let (previous, next) = (stop(round, position - 1), stop(round, position + 1))
        let (left, right) = (stop(target, place - 1), stop(target, place + 1))
        let here = leg(previous, other) + leg(other, next) - leg(previous, visit) - leg(visit, next)
        let there = leg(left, visit) + leg(visit, right) - leg(left, other) - leg(other, right)
        guard here + there < 0, day.allows(visits: counts[round], travelMilliseconds: travel[round] + here),
            day.allows(visits: counts[target], travelMilliseconds: travel[target] + there)
        else { return false }
        stops[round * room + position] = Int32(other)
        stops[target * room + place] = Int32(visit)
        refresh(round)
        refresh(target)
        return true
    }

    /// 2-opt* (Potvin and Rousseau 1995): `other` and all behind it follow `visit`, and what followed `visit` follows
    /// the one before `other`.
    mutating func exchangeTails(_ visit: Int, _ other: Int) -> Bool {
        let (round, target) = (roundOf[visit], roundOf[other])
        guard round != target else { return false }
        let (head, place) = (positionOf[visit] + 1, positionOf[other])
        let next = stop(round, head)
        let left = stop(target, place - 1)
        let newHere = before[visit] + leg(visit, other) + travel[target] - before[other]
        let rest = next == 0 ? leg(left, 0) : leg(left, next) + travel[round] - before[next]
        let newThere = left == 0 && next == 0 ? 0 : (left == 0 ? 0 : before[left]) + rest
        let countHere = head + counts[target] - place
        let countThere = place + counts[round] - head
        guard newHere + newThere < travel[round] + travel[target], countHere < room, countThere < room,
            day.allows(visits: countHere, travelMilliseconds: newHere),
            day.allows(visits: countThere, travelMilliseconds: newThere)
        else { return false }
        for position in 0..<head { scratch[position] = stops[round * room + position] }
        for position in place..<counts[target] {
            scratch[head + position - place] = stops[target * room + position]
        }
        for position in 0..<place { otherScratch[position] = stops[target * room + position] }
        for position in head..<max(head, counts[round]) {
            otherScratch[place + position - head] = stops[round * room + position]
        }
        set(round, to: scratch, count: countHere)
        set(target, to: otherScratch, count: countThere)
        return true
    }

    // MARK: Filling

    /// The cheapest place for a visit in a round of another: added travel and the position to stand before; nil where
    /// the round has no room for it.
    func insertion(of visit: Int, into round: Int) -> (added: Int, position: Int)? {
        guard counts[round] + 1 < room else { return nil }
        var best: (added: Int, position: Int)?
        var left = 0
        for position in 0...counts[round] {
            let right = stop(round, position)
            let added = leg(left, visit) + leg(visit, right) - leg(left, right)
            if best.map({ added < $0.added }) ?? true { best = (added, position) }
            left = right
        }
        guard let best,
            day.allows(visits: counts[round] + 1, travelMilliseconds: travel[round] + best.added)
        else { return nil }
        return best
    }

    mutating func insert(_ visit: Int, into round: Int, at position: Int) {
        move(roundOf[visit], positionOf[visit], 1, to: round, position)
    }
}

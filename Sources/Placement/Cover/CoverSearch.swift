import Statistics

/// Smaller and smaller covers of a problem in which columns are counted, by exchanges with weights on the rows [gao2015]:
/// a column goes, and as long as rows are without one, the column that is missed least makes room for the one that the
/// uncovered rows want most. Rows weigh more the longer they are uncovered; a column that has just left comes back only
/// once a neighbour has changed.
struct CoverSearch {
    private let lists: CoverLists
    private let neighbours: [[Int32]]
    private var isIn: [Bool]
    /// Of a column inside: the weight of the rows that it has alone; outside: that of the uncovered rows that it has.
    private var scores: [Int]
    private var coverings: [Int32]
    private var weights: [Int]
    private var changedAt: [Int]
    private var mayEnter: [Bool]
    private var uncovered: [Int32] = []
    private var uncoveredPosition: [Int32]

    init(_ lists: CoverLists, from cover: [Int]) {
        self.lists = lists
        neighbours = (0..<lists.columnCount).map { column in
            var found: Set<Int32> = []
            for row in lists.rows(of: column) { found.formUnion(lists.columns(of: Int(row))) }
            found.remove(Int32(column))
            return found.sorted()
        }
        isIn = Array(repeating: false, count: lists.columnCount)
        weights = Array(repeating: 1, count: lists.rowCount)
        coverings = Array(repeating: 0, count: lists.rowCount)
        scores = (0..<lists.columnCount).map { lists.rows(of: $0).count }
        changedAt = Array(repeating: 0, count: lists.columnCount)
        mayEnter = Array(repeating: true, count: lists.columnCount)
        uncovered = (0..<Int32(lists.rowCount)).map { $0 }
        uncoveredPosition = uncovered
        for column in cover { enter(column) }
    }

    /// The smallest cover found in so many steps, as positions in the lists; the given one where none is smaller.
    ///
    /// - Parameter least: no cover has fewer columns.
    mutating func run(steps: Int, least: Int, seed: UInt64, deadline: Deadline) -> [Int] {
        var inside = lists.names.indices.filter { isIn[$0] }
        var best = inside
        var random = SplitMix64(seed: seed, stream: 77)
        var entered = -1
        for step in 1...max(steps, 1) {
            if step & 255 == 0, deadline.isPast { break }
            while uncovered.isEmpty {
                best = inside
                guard best.count > least, let slot = missedLeast(inside, but: entered) else { return best.sorted() }
                leave(inside[slot], at: step)
                inside.remove(at: slot)
            }
            guard let slot = missedLeast(inside, but: entered) else { break }
            leave(inside[slot], at: step)
            inside.remove(at: slot)
            let row = Int(uncovered[random.integer(below: uncovered.count)])
            if let wanted = wantedMost(in: row) {
                enter(wanted)
                changedAt[wanted] = step
                for other in neighbours[wanted] { mayEnter[Int(other)] = true }
                inside.append(wanted)
                entered = wanted
            }
            for row in uncovered {
                weights[Int(row)] += 1
                for column in lists.columns(of: Int(row)) { scores[Int(column)] += 1 }
            }
        }
        return best.sorted()
    }

    /// The slot of the column of the least score, of equals the one that changed first.
    private func missedLeast(_ inside: [Int], but entered: Int) -> Int? {
        var best: (slot: Int, score: Int, changed: Int)?
        for (slot, column) in inside.enumerated() where column != entered {
            let (score, changed) = (scores[column], changedAt[column])
            if best.map({ (score, changed, column) < ($0.score, $0.changed, inside[$0.slot]) }) ?? true {
                best = (slot, score, changed)
            }
        }
        return best?.slot
    }

    private func wantedMost(in row: Int) -> Int? {
        lists.columns(of: row).lazy.map { Int($0) }.filter { mayEnter[$0] }
            .max { (scores[$0], -changedAt[$0], -$0) < (scores[$1], -changedAt[$1], -$1) }
    }

    private mutating func enter(_ column: Int) {
        isIn[column] = true
        for row in lists.rows(of: column) {
            let row = Int(row)
            coverings[row] += 1
            if coverings[row] == 1 {
                for other in lists.columns(of: row) where Int(other) != column { scores[Int(other)] -= weights[row] }
                // The last one takes its place.
                let place = Int(uncoveredPosition[row])
                let last = uncovered.removeLast()
                if Int(last) != row {
                    uncovered[place] = last
                    uncoveredPosition[Int(last)] = Int32(place)
                }
            } else if coverings[row] == 2, let other = alone(in: row, but: column) {
                scores[other] -= weights[row]
            }
        }
    }

    private mutating func leave(_ column: Int, at step: Int) {
        isIn[column] = false
        changedAt[column] = step
        mayEnter[column] = false
        for other in neighbours[column] { mayEnter[Int(other)] = true }
        for row in lists.rows(of: column) {
            let row = Int(row)
            coverings[row] -= 1
            if coverings[row] == 0 {
                for other in lists.columns(of: row) where Int(other) != column { scores[Int(other)] += weights[row] }
                uncoveredPosition[row] = Int32(uncovered.count)
                uncovered.append(Int32(row))
            } else if coverings[row] == 1, let other = alone(in: row, but: column) {
                scores[other] += weights[row]
            }
        }
    }

    private func alone(in row: Int, but column: Int) -> Int? {
        lists.columns(of: row).first { isIn[Int($0)] && Int($0) != column }.map(Int.init)
    }
}

/// Bounds and covers from the Lagrangian relaxation of the covering constraints [beasley1990]: rows pay multipliers uᵢ ≥ 0,
/// and
///
///     L(u) = Σ uᵢ + Σ over columns of min(0, cⱼ − Σ over its rows of uᵢ)
///
/// is below the price of every cover. L is raised step by step; at each u the columns whose use (or lack) would put it
/// above the best cover known are dropped (or taken) for good, and the columns that pay for themselves are made a cover.
struct CoverRelaxation {
    /// Of the price of what is left.
    private(set) var bound = 0.0
    /// Columns of the problem that no better cover has, and those that every better one has.
    private(set) var dropped: [Int] = []
    private(set) var taken: [Int] = []
    /// The best cover found, and its price.
    private(set) var cover: [Int]?
    private(set) var price: Double

    private let lists: CoverLists
    private let isCounted: Bool
    private var state: [State]
    private var multipliers: [Double]

    private enum State { case open, dropped, taken }

    /// - Parameter below: only covers of what is left that cost less are of interest.
    init(_ problem: CoverProblem, _ lists: CoverLists, below: Double) {
        price = below
        isCounted = problem.isCounted
        self.lists = lists
        state = Array(repeating: .open, count: lists.columnCount)
        multipliers = (0..<lists.rowCount).map { row in
            lists.columns(of: row).reduce(.infinity) {
                min($0, lists.prices[Int($1)] / Double(lists.rows(of: Int($1)).count))
            }
        }
    }

    private var names: [Int] { lists.names }
    private var prices: [Double] { lists.prices }
    private var rowCount: Int { lists.rowCount }
    private func rows(_ column: Int) -> ArraySlice<Int32> { lists.rows(of: column) }
    private func columns(_ row: Int) -> ArraySlice<Int32> { lists.columns(of: row) }

    /// What a bound must be above so that no better cover is left; counted covers cost the whole number below `price`.
    private var proof: Double {
        isCounted ? (price - 1e-9).rounded(.up) - 1 + 1e-6 : price - 1e-9 * max(price, 1)
    }

    /// Raises the bound by the volume algorithm [barahona2000]: steps go from the best multipliers along a mean of the
    /// subgradients, whose parts are those of a solution of the linear programme. Ends when the bound proves the best cover,
    /// has come to rest, or so many iterations are over.
    mutating func ascend(iterations: Int, deadline: Deadline) {
        var reduced = [Double](repeating: 0, count: lists.columnCount)
        var gradient = [Double](repeating: 0, count: rowCount)
        var bestMultipliers = multipliers
        var best = relaxed(&reduced, &gradient)
        bound = max(bound, best)
        fix(at: best, reduced)
        var mean = gradient
        var (strength, stalled, greatestPart, earlier) = (0.1, 0, 0.1, best)
        for iteration in 1...max(iterations, 1) where !deadline.isPast {
            if bound > proof { return }
            var length = 0.0
            // Where a multiplier is 0 it cannot fall.
            func isStuck(_ row: Int) -> Bool { bestMultipliers[row] <= 0 && mean[row] < 0 }
            for row in 0..<rowCount where !isStuck(row) { length += mean[row] * mean[row] }
            guard length > 1e-12 else { return }
            let target = min(price, best * 1.05 + 0.01)
            let move = strength * max(target - best, 1e-9) / length
            for row in 0..<rowCount {
                multipliers[row] = isStuck(row) ? 0 : max(bestMultipliers[row] + move * mean[row], 0)
            }
            let value = relaxed(&reduced, &gradient)
            if iteration % 20 == 0 { offerCover(reduced) }
            fix(at: value, reduced)
            if value > best {
                if zip(mean, gradient).reduce(0, { $0 + $1.0 * $1.1 }) > 0 { strength = min(strength * 1.1, 2) }
                (best, stalled) = (value, 0)
                bestMultipliers = multipliers
                bound = max(bound, value)
            } else {
                stalled += 1
                if stalled == 20 { (strength, stalled) = (max(strength * 0.66, 1e-4), 0) }
            }
            let part = partOfNewest(gradient, mean, atMost: greatestPart)
            for row in 0..<rowCount { mean[row] += part * (gradient[row] - mean[row]) }
            if iteration % 100 == 0 {
                if best < earlier + 1e-5 * abs(best) { return }
                if best < earlier * 1.01 { greatestPart = max(greatestPart / 2, 1e-5) }
                earlier = best
            }
        }
    }

    /// How much of the newest subgradient makes the mean shortest.
    private func partOfNewest(_ newest: [Double], _ mean: [Double], atMost most: Double) -> Double {
        var (along, length) = (0.0, 0.0)
        for row in 0..<rowCount {
            let difference = newest[row] - mean[row]
            along -= mean[row] * difference
            length += difference * difference
        }
        return length > 0 ? min(max(along / length, most / 10), most) : most
    }

    /// L(u), the reduced prices and the subgradient.
    private func relaxed(_ reduced: inout [Double], _ gradient: inout [Double]) -> Double {
        var value = multipliers.reduce(0, +)
        for row in 0..<rowCount { gradient[row] = 1 }
        for column in names.indices {
            guard state[column] != .dropped else { continue }
            var price = prices[column]
            for row in rows(column) { price -= multipliers[Int(row)] }
            reduced[column] = price
            guard price < 0 || state[column] == .taken else { continue }
            value += price
            for row in rows(column) { gradient[Int(row)] -= 1 }
        }
        return value
    }

    private mutating func fix(at value: Double, _ reduced: [Double]) {
        for column in names.indices where state[column] == .open {
            if reduced[column] > 0, value + reduced[column] > proof {
                state[column] = .dropped
                dropped.append(names[column])
            } else if reduced[column] < 0, value - reduced[column] > proof {
                state[column] = .taken
                taken.append(names[column])
            }
        }
    }

    /// The columns of reduced prices below 0, then for each row without one the column that costs least for each row it
    /// adds; then those that are not needed go, the dearest first.
    private mutating func offerCover(_ reduced: [Double]) {
        var coverings = [Int32](repeating: 0, count: rowCount)
        var chosen: [Int] = []
        func open(_ column: Int) {
            chosen.append(column)
            for row in rows(column) { coverings[Int(row)] += 1 }
        }
        for column in names.indices where state[column] == .taken || (state[column] == .open && reduced[column] < 0) {
            open(column)
        }
        for row in 0..<rowCount where coverings[row] == 0 {
            var best: (column: Int, worth: Double)?
            for column in columns(row).map(Int.init) where state[column] == .open {
                var adds = 0.0
                for other in rows(column) where coverings[Int(other)] == 0 { adds += 1 }
                let worth = max(reduced[column], 1e-6) / adds
                if worth < best?.worth ?? .infinity { best = (column, worth) }
            }
            guard let column = best?.column else { return }
            open(column)
        }
        for column in chosen.sorted(by: { (reduced[$1], $0) < (reduced[$0], $1) })
        where rows(column).allSatisfy({ coverings[Int($0)] > 1 }) {
            for row in rows(column) { coverings[Int(row)] -= 1 }
            chosen.removeAll { $0 == column }
        }
        let sum = chosen.reduce(0) { $0 + prices[$1] }
        if sum < price - 1e-9 {
            price = sum
            cover = chosen.map { names[$0] }
        }
    }
}

/// Sites for the p-center problem [hakimi1964]: the least longest travel time.
struct CenterSolution {
    /// Nil where no affordable set of sites reaches everybody.
    var open: [Int]?
    /// Milliseconds.
    var radius: UInt32
    var bound: UInt32
    var isProved: Bool
    var isOutOfTime: Bool
}

/// Searches the distinct travel times by halves [minieka1970]: a radius is feasible when a set cover within it is
/// affordable. Greedy covers lower the upper end, dual bounds raise the lower one, and only what these leave open is
/// branched on.
///
/// - Parameters:
///   - rows: of the demand that somebody can reach.
///   - open: sites that exist already, at no price.
func solveCenter(
    _ rows: NearestFirst, demand: [Int], prices: [Double], budget: Double, open: [Bool], closed: [Bool],
    proves: Bool, deadline: Deadline
) -> CenterSolution {
    // Below the greatest of the nearest times somebody reaches nothing.
    var least: UInt32 = 0
    var radii: [UInt32] = []
    for place in demand {
        let usable = rows.row(place).filter { !closed[Int(rows.candidates[$0])] }
        if let nearest = usable.first { least = max(least, rows.times[nearest]) }
        radii += usable.map { rows.times[$0] }
    }
    radii.sort()
    var distinct: [UInt32] = []
    for radius in radii where radius >= least && radius != distinct.last { distinct.append(radius) }
    guard !distinct.isEmpty else {
        return CenterSolution(open: [], radius: 0, bound: 0, isProved: true, isOutOfTime: false)
    }
    func cover(_ radius: UInt32) -> CoverProblem {
        CoverProblem(
            columnsOf: demand.map { place in
                rows.row(place).prefix { rows.times[$0] <= radius }.map { Int(rows.candidates[$0]) }
                    .filter { !closed[$0] }
            }, prices: prices, open: open)
    }
    // A cover must cost less than this.
    let below = budget + 1e-6 * max(budget, 1)
    var (low, high) = (0, distinct.count - 1)
    var best: (open: [Int], position: Int)?
    // First without branching: most radii are settled so.
    func ask(_ position: Int, proves: Bool) -> (columns: [Int]?, isProved: Bool, isOutOfTime: Bool) {
        let answer = solve(
            cover(distinct[position]), below: below, anyWill: true, proves: proves,
            deadline: deadline)
        return (answer.columns, answer.columns != nil || answer.isProved, answer.isOutOfTime)
    }
    // The least radius at which greedy succeeds.
    var (from, to) = (low, high)
    while from <= to, !deadline.isPast || best == nil {
        let middle = best == nil && deadline.isPast ? to : (from + to) / 2
        let answer = ask(middle, proves: false)
        if let columns = answer.columns {
            best = (columns, middle)
            to = middle - 1
        } else {
            if answer.isProved { low = max(low, middle + 1) }
            from = middle + 1
        }
    }
    if let best { high = best.position }
    var isOutOfTime = deadline.isPast
    // [low, high): open. High is feasible, where `best` is there.
    while proves, low < high || best == nil, low <= high, !isOutOfTime {
        let middle = best == nil ? high : (low + high) / 2
        let answer = ask(middle, proves: true)
        if let columns = answer.columns {
            best = (columns, middle)
            high = middle
        } else if answer.isProved {
            low = middle + 1
        } else {
            isOutOfTime = answer.isOutOfTime || deadline.isPast
            break
        }
    }
    guard let best else {
        return CenterSolution(
            open: nil, radius: .max, bound: low < distinct.count ? distinct[low] : .max,
            isProved: low >= distinct.count, isOutOfTime: isOutOfTime)
    }
    let isProved = low >= best.position
    return CenterSolution(
        open: best.open, radius: distinct[best.position], bound: distinct[min(low, best.position)],
        isProved: isProved, isOutOfTime: !isProved && isOutOfTime)
}

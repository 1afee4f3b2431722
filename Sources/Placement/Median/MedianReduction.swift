/// Makes a problem smaller without changing its optimum: rows that are alike become one, and candidates go that
/// another one serves everywhere as well for no more money.
func reduced(_ problem: MedianProblem) -> MedianProblem {
    let merged = mergedRows(problem)
    let dominated = dominatedCandidates(of: merged)
    guard dominated.contains(true) else { return merged }
    let none = [Bool](repeating: false, count: merged.candidateCount)
    // Rows may be alike once the dominated candidates are gone.
    return mergedRows(merged.settled(isOpen: none, isClosed: dominated))
}

/// Rows with the same candidates at the same costs and the same cost of being left out count as one.
private func mergedRows(_ problem: MedianProblem) -> MedianProblem {
    var first: [Int: [Int]] = [:]
    var next = problem
    next.weights = []
    next.leftOut = []
    next.starts = [0]
    next.candidates = []
    next.costs = []
    for row in 0..<problem.demandCount {
        let entries = problem.starts[row]..<problem.starts[row + 1]
        var hasher = Hasher()
        hasher.combine(problem.leftOut[row])
        for entry in entries {
            hasher.combine(problem.candidates[entry])
            hasher.combine(problem.costs[entry])
        }
        let key = hasher.finalize()
        let same = first[key, default: []].first { other in
            let others = next.starts[other]..<next.starts[other + 1]
            return next.leftOut[other] == problem.leftOut[row]
                && next.candidates[others].elementsEqual(problem.candidates[entries])
                && next.costs[others].elementsEqual(problem.costs[entries])
        }
        if let same {
            next.weights[same] += problem.weights[row]
            continue
        }
        first[key, default: []].append(next.weights.count)
        next.weights.append(problem.weights[row])
        next.leftOut.append(problem.leftOut[row])
        next.candidates += problem.candidates[entries]
        next.costs += problem.costs[entries]
        next.starts.append(next.candidates.count)
    }
    return next
}

/// A table of all pairs is made up to this many; beyond it the search for dominated candidates would take longer than
/// it saves.
private let mostDensePairs = 4_000_000

/// Which candidates another one dominates; of equal ones the first stays.
private func dominatedCandidates(of problem: MedianProblem) -> [Bool] {
    let candidateCount = problem.candidateCount
    var isDominated = [Bool](repeating: false, count: candidateCount)
    guard problem.demandCount * candidateCount <= mostDensePairs, problem.demandCount > 0 else { return isDominated }
    var dense = [UInt32](repeating: .max, count: problem.demandCount * candidateCount)
    var rowsOf = [[Int32]](repeating: [], count: candidateCount)
    // The row in which the fewest candidates do as well, and how many.
    var best = [(row: Int, rivals: Int)](repeating: (-1, .max), count: candidateCount)
    for row in 0..<problem.demandCount {
        let entries = problem.starts[row]..<problem.starts[row + 1]
        var end = entries.lowerBound
        for entry in entries {
            let candidate = Int(problem.candidates[entry])
            dense[candidate * problem.demandCount + row] = problem.costs[entry]
            rowsOf[candidate].append(Int32(row))
            while end < entries.upperBound, problem.costs[end] <= problem.costs[entry] { end += 1 }
            if end - entries.lowerBound < best[candidate].rivals { best[candidate] = (row, end - entries.lowerBound) }
        }
    }
    for candidate in (0..<candidateCount).reversed() {
        guard best[candidate].row >= 0 else {
            // Of no use to anybody. It stays where it costs nothing to keep: a plan may need to be filled up.
            continue
        }
        let start = problem.starts[best[candidate].row]
        for entry in start..<(start + best[candidate].rivals) {
            let rival = Int(problem.candidates[entry])
            if rival == candidate || isDominated[rival] || problem.prices[rival] > problem.prices[candidate] {
                continue
            }
            var isStrict =
                problem.prices[rival] < problem.prices[candidate] || rowsOf[rival].count > rowsOf[candidate].count
            let isAsGood = rowsOf[candidate].allSatisfy { row in
                let (own, other) = (
                    dense[candidate * problem.demandCount + Int(row)], dense[rival * problem.demandCount + Int(row)]
                )
                if other < own { isStrict = true }
                return other <= own
            }
            if isAsGood, isStrict || rival < candidate {
                isDominated[candidate] = true
                break
            }
        }
    }
    return isDominated
}

/// Columns that cover, and what is known of their price.
struct CoverSolution {
    /// Nil where no cover within the price asked was found.
    var columns: [Int]?
    var price: Double
    /// No cover costs less.
    var bound: Double
    var isProved: Bool
    var isOutOfTime: Bool
}

/// The cheapest cover that costs less than `limit`: reduction, greedy, Lagrangian bounds that fix columns, then branching
/// on the row with the fewest columns, with reduction and a dual bound at each node. What is left after that many nodes
/// goes to the integer programme.
///
/// - Parameters:
///   - anyWill: stop at the first cover that costs less than the limit.
///   - proves: whether to search on after the bounds.
func solve(
    _ problem: CoverProblem, below limit: Double = .infinity, anyWill: Bool = false, proves: Bool,
    deadline: Deadline
) -> CoverSolution {
    var root = problem
    root.reduce(deadline)
    var tree = CoverTree(limit: limit, anyWill: anyWill, deadline: deadline, isCounted: problem.isCounted)
    guard !root.isInfeasible else {
        return CoverSolution(columns: nil, price: .infinity, bound: .infinity, isProved: true, isOutOfTime: false)
    }
    if let columns = root.greedy() { tree.offer(root, columns) }
    var bound = tree.bound(root)
    func solution(isProved: Bool, _ bound: Double) -> CoverSolution {
        CoverSolution(
            columns: tree.columns, price: tree.columns == nil ? .infinity : tree.best,
            bound: isProved ? tree.best : min(bound, tree.best), isProved: isProved,
            isOutOfTime: !isProved && deadline.isPast)
    }
    var isOpen = !root.isSolved && bound < tree.best - 1e-9
    if isOpen, tree.best < .infinity, !(anyWill && tree.columns != nil) {
        isOpen = relax(&root, &tree, &bound, deadline)
    }
    guard isOpen else { return solution(isProved: true, tree.best) }
    guard proves, !(anyWill && tree.columns != nil) else { return solution(isProved: false, bound) }
    // Without what is decided: nodes are copied.
    let (small, names) = root.compacted()
    let given = root.takenPrice
    var branches = CoverTree(
        limit: tree.best - given, anyWill: anyWill, deadline: deadline, isCounted: problem.isCounted)
    if small.rows.words.count < mostTreeWords { branches.search(small) } else { branches.isCutShort = true }
    var isProved = !branches.isCutShort
    if !isProved, !deadline.isPast, !(anyWill && branches.columns != nil) {
        let rest = programme(small, branches, bound - given, deadline)
        (branches.best, branches.columns) = (min(branches.best, rest.price), rest.columns ?? branches.columns)
        (isProved, bound) = (rest.isProved, max(bound, rest.bound + given))
    }
    if let columns = branches.columns { tree.offer(root, columns.map { names[$0] }) }
    if anyWill, branches.columns != nil { isProved = false }
    return solution(isProved: isProved, bound)
}

/// Steps of the search by exchanges, for each column and at the most.
private let searchSteps = (ofColumn: 200, most: 400_000)

/// Pairs of row and column that the relaxation goes through.
private let relaxationWork = 500_000_000

/// Finds covers by exchanges; raises the bound and settles columns by the Lagrangian relaxation, with reduction in between,
/// as long as a good part is settled. False where the best cover is proved.
private func relax(
    _ root: inout CoverProblem, _ tree: inout CoverTree, _ bound: inout Double, _ deadline: Deadline
) -> Bool {
    for _ in 0..<8 where !deadline.isPast {
        let lists = CoverLists(root)
        if tree.isCounted, let greedy = root.greedy() {
            let position = Dictionary(uniqueKeysWithValues: lists.names.enumerated().map { ($0.element, $0.offset) })
            var search = CoverSearch(lists, from: greedy.compactMap { position[$0] })
            let steps = min(lists.columnCount * searchSteps.ofColumn, searchSteps.most) / (tree.anyWill ? 8 : 1)
            // Where any cover below the limit will do, the largest such one is small enough.
            let enough = tree.anyWill ? (tree.best - 1e-9).rounded(.up) - 1 : bound
            let least = Int(max(max(enough, bound) - root.takenPrice, 0).rounded(.up))
            tree.offer(
                root, search.run(steps: steps, least: least, seed: 1, deadline: deadline).map { lists.names[$0] })
            if bound >= tree.best - 1e-9 || (tree.anyWill && tree.columns != nil) { return bound < tree.best - 1e-9 }
        }
        var relaxation = CoverRelaxation(root, lists, below: tree.best - root.takenPrice)
        let iterations = min(max(relaxationWork / max(lists.pairCount, 1), 60), 2000) / (tree.anyWill ? 2 : 1)
        relaxation.ascend(iterations: iterations, deadline: deadline)
        if let cover = relaxation.cover { tree.offer(root, cover) }
        let whole = root.takenPrice + relaxation.bound
        bound = max(bound, tree.isCounted ? (whole - 1e-6).rounded(.up) : whole)
        if bound >= tree.best - 1e-9 || (tree.anyWill && tree.columns != nil) { return bound < tree.best - 1e-9 }
        let before = root.activeColumns.count
        for column in relaxation.taken { root.take(column) }
        for column in relaxation.dropped { root.drop(column: column) }
        // Without the columns that no better cover has, there is no better cover.
        if root.isInfeasible { return false }
        root.reduce(deadline)
        if root.isInfeasible { return false }
        if root.isSolved {
            tree.offer(root, [])
            return false
        }
        if root.activeColumns.count * 10 > before * 9 { break }
    }
    return true
}

/// Nodes before the integer programme takes over.
private let mostNodes = 3000

/// A problem whose rows take more words than this goes to the integer programme at once.
private let mostTreeWords = 100_000

private struct CoverTree {
    var best: Double
    var columns: [Int]?
    let anyWill: Bool
    let deadline: Deadline
    let isCounted: Bool
    var nodes = 0
    var isCutShort = false

    init(limit: Double, anyWill: Bool, deadline: Deadline, isCounted: Bool) {
        best = limit
        self.anyWill = anyWill
        self.deadline = deadline
        self.isCounted = isCounted
    }

    mutating func offer(_ problem: CoverProblem, _ more: [Int]) {
        let price = problem.takenPrice + more.reduce(0) { $0 + problem.prices[$1] }
        guard price < best - 1e-9 else { return }
        best = price
        columns = (problem.taken + more).sorted()
    }

    /// What any cover of this node costs at least; whole where sites are counted.
    func bound(_ problem: CoverProblem) -> Double {
        let bound = problem.takenPrice + problem.dualBound()
        return isCounted ? (bound - 1e-6).rounded(.up) : bound
    }

    mutating func search(_ given: CoverProblem) {
        if isCutShort || (anyWill && columns != nil) { return }
        nodes += 1
        if nodes > mostNodes || deadline.isPast {
            isCutShort = true
            return
        }
        var problem = given
        problem.reduce(deadline)
        if problem.isInfeasible { return }
        if problem.isSolved { return offer(problem, []) }
        if bound(problem) >= best - 1e-9 { return }
        if let columns = problem.greedy() { offer(problem, columns) }
        if bound(problem) >= best - 1e-9 { return }
        let active = problem.activeRows
        guard let row = active.min(by: { (problem.rows.count($0), $0) < (problem.rows.count($1), $1) }) else { return }
        let choices = problem.rows.elements(row)
            .map { (column: $0, worth: Double(problem.columns.count($0)) / max(problem.prices[$0], 1e-9)) }
            .sorted { ($1.worth, $0.column) < ($0.worth, $1.column) }
        for choice in choices {
            var next = problem
            next.take(choice.column)
            search(next)
            // From here on without it.
            problem.drop(column: choice.column)
            if problem.isInfeasible { return }
        }
    }
}

/// The rest of the problem as an integer programme.
private func programme(
    _ problem: CoverProblem, _ tree: CoverTree, _ rootBound: Double, _ deadline: Deadline
) -> CoverSolution {
    var model = IntegerProgramme()
    let names = problem.activeColumns
    var variables = [Int](repeating: -1, count: problem.prices.count)
    for column in names {
        variables[column] = model.addVariable(objective: problem.prices[column], isInteger: true, upper: 1)
    }
    for row in problem.activeRows {
        model.addConstraint(problem.rows.elements(row).map { (variables[$0], 1) }, .atLeast, 1)
    }
    // Where sites are counted the next better cover has the whole number below.
    let cutoff = tree.isCounted ? (tree.best - 1e-9).rounded(.up) - 0.5 : tree.best - 1e-7 * max(tree.best, 1)
    let answer = model.minimise(
        cutoff: tree.best < .infinity ? cutoff - problem.takenPrice : nil, seconds: deadline.secondsLeft)
    var best = tree
    if let values = answer.values {
        best.offer(problem, names.filter { values[variables[$0]] > 0.5 })
    }
    var bound = max(rootBound, answer.bound + problem.takenPrice)
    if best.isCounted { bound = (bound - 1e-6).rounded(.up) }
    let isProved = answer.isProved || bound >= best.best - 1e-9
    return CoverSolution(
        columns: best.columns, price: best.columns == nil ? .infinity : best.best,
        bound: isProved ? best.best : min(bound, best.best), isProved: isProved,
        isOutOfTime: !isProved && answer.isOutOfTime)
}

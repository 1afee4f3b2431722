internal import CCbc

/// A mixed integer programme, built row by row and solved by CBC [cbc] on one thread, without a word on the terminal.
struct IntegerProgramme {
    enum Sense { case atMost, atLeast, equal }

    private var objective: [Double] = []
    private var upper: [Double] = []
    private var isInteger: [Bool] = []
    private var rowLower: [Double] = []
    private var rowUpper: [Double] = []
    /// (variable, coefficient) by constraint.
    private var rows: [[(Int, Double)]] = []

    var variableCount: Int { objective.count }

    /// A variable from 0 to `upper`; returns its position.
    mutating func addVariable(objective: Double, isInteger: Bool, upper: Double) -> Int {
        self.objective.append(objective)
        self.isInteger.append(isInteger)
        self.upper.append(upper)
        return self.objective.count - 1
    }

    /// - Parameter terms: each variable once at most.
    mutating func addConstraint(_ terms: [(Int, Double)], _ sense: Sense, _ right: Double) {
        rows.append(terms)
        rowLower.append(sense == .atMost ? -.infinity : right)
        rowUpper.append(sense == .atLeast ? .infinity : right)
    }

    mutating func setObjective(_ variable: Int, _ value: Double) { objective[variable] = value }
    mutating func fix(_ variable: Int, at value: Double) { fixed.append((variable, value)) }
    private var fixed: [(Int, Double)] = []

    struct Answer {
        /// By variable, integers rounded; nil where none was found.
        var values: [Double]?
        var objective: Double
        var bound: Double
        /// Optimal, or proved to have no solution (better than the cutoff, where there is one).
        var isProved: Bool
        var isOutOfTime: Bool
        /// Proved to have no solution at all (or none better than the cutoff).
        var isInfeasible: Bool
    }

    /// - Parameters:
    ///   - cutoff: only what costs less is looked for. This is how a plan that is known already helps: CBC 2.10 takes
    ///     a start (MIPStart) for the optimum at times, and then calls it proved.
    ///   - seconds: by the wall clock.
    func minimise(cutoff: Double?, seconds: Double?) -> Answer {
        // Cbc_newModel never answers NULL; the model is released on every path.
        let model = Cbc_newModel()
        defer { Cbc_deleteModel(model) }
        load(into: model)
        Cbc_setLogLevel(model, 0)
        for (name, value) in [("timeMode", "elapsed"), ("threads", "0"), ("randomSeed", "1"), ("randomCbcSeed", "1")] {
            Cbc_setParameter(model, name, value)
        }
        if let seconds {
            // CBC takes 0 for no limit.
            Cbc_setMaximumSeconds(model, max(seconds, 0.01))
        }
        if let cutoff { Cbc_setCutoff(model, cutoff) }
        // 0: it ran to an end of some kind, which the questions below tell apart.
        _ = Cbc_solve(model)
        return answer(of: model)
    }

    private func load(into model: UnsafeMutableRawPointer?) {
        var counts = [Int32](repeating: 0, count: variableCount + 1)
        for row in rows { for (variable, _) in row { counts[variable + 1] += 1 } }
        for variable in 0..<variableCount { counts[variable + 1] += counts[variable] }
        var next = counts
        let elementCount = Int(counts[variableCount])
        var indices = [Int32](repeating: 0, count: elementCount)
        var values = [Double](repeating: 0, count: elementCount)
        for (position, row) in rows.enumerated() {
            for (variable, value) in row {
                indices[Int(next[variable])] = Int32(position)
                values[Int(next[variable])] = value
                next[variable] += 1
            }
        }
        var lower = [Double](repeating: 0, count: variableCount)
        var upper = upper
        for (variable, value) in fixed { (lower[variable], upper[variable]) = (value, value) }
        // CBC copies everything.
        Cbc_loadProblem(
            model, Int32(variableCount), Int32(rows.count), counts, indices, values, lower, upper, objective,
            rowLower.map { max($0, -Double.greatestFiniteMagnitude) },
            rowUpper.map { min($0, Double.greatestFiniteMagnitude) })
        for variable in 0..<variableCount where isInteger[variable] { Cbc_setInteger(model, Int32(variable)) }
        // 1: minimise.
        Cbc_setObjSense(model, 1)
    }

    private func answer(of model: UnsafeMutableRawPointer?) -> Answer {
        let isOptimal = Cbc_isProvenOptimal(model) != 0
        let isInfeasible =
            !isOptimal
            && (Cbc_isProvenInfeasible(model) != 0 || Cbc_isInitialSolveProvenPrimalInfeasible(model) != 0)
        var values: [Double]?
        var objective = Double.infinity
        // NULL where there is none; the array belongs to the model.
        if !isInfeasible, let solution = Cbc_bestSolution(model) {
            let found = (0..<variableCount).map { isInteger[$0] ? solution[$0].rounded() : solution[$0] }
            if satisfies(found) {
                values = found
                objective = zip(found, self.objective).reduce(0.0) { $0 + $1.0 * $1.1 }
            }
        }
        let isProved = isInfeasible || (isOptimal && values != nil)
        var bound = Cbc_getBestPossibleObjValue(model)
        if isInfeasible { bound = .infinity } else if isProved { bound = objective }
        // 1e50 and the like mean that there is none.
        if !bound.isFinite && !isInfeasible || abs(bound) > 1e40 { bound = isInfeasible ? .infinity : -.infinity }
        return Answer(
            values: values, objective: objective, bound: min(bound, objective), isProved: isProved,
            isOutOfTime: Cbc_isSecondsLimitReached(model) != 0 || (!isProved && Cbc_status(model) == 1),
            isInfeasible: isInfeasible)
    }

    /// Whether a solution holds, to rounding: what a library says is not taken on trust.
    private func satisfies(_ values: [Double]) -> Bool {
        for (position, row) in rows.enumerated() {
            let sum = row.reduce(0) { $0 + $1.1 * values[$1.0] }
            let scale = row.reduce(1) { max($0, abs($1.1)) }
            if sum < rowLower[position] - 1e-6 * scale || sum > rowUpper[position] + 1e-6 * scale { return false }
        }
        return zip(values, upper).allSatisfy { $0.0 > -1e-6 && $0.0 < $0.1 + 1e-6 }
    }
}

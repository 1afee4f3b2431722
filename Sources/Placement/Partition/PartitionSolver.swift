/// A partition, and what is known of it.
struct PartitionSolution {
    /// Nil where there is none, or none was found.
    var plan: PartitionPlan?
    /// No plan leaves fewer inhabitants out.
    var leftOutBound: Double
    /// No plan that leaves as few out as this one travels less (weight × milliseconds); nil where nothing is known.
    var travelBound: Double?
    var isProved: Bool
    var isOutOfTime: Bool
}

/// The formulation: y open, x allocated, z left out,
///
///     Σⱼ xᵢⱼ + zᵢ = 1,   xᵢⱼ ≤ yⱼ,   L yⱼ ≤ Σᵢ qᵢ xᵢⱼ ≤ U yⱼ,   Σⱼ yⱼ ≤ P
///
/// over the pairs within the limit only. First Σ q z is least, then Σ w t x with Σ q z kept.
func solve(_ problem: PartitionProblem, proves: Bool, deadline: Deadline) -> PartitionSolution {
    let heuristicTime = deadline.secondsLeft.map { deadline.atMost(seconds: $0 / 4) } ?? deadline
    var best = constructPartition(problem, deadline: heuristicTime)
    guard proves else {
        return PartitionSolution(
            plan: best, leftOutBound: 0,
            travelBound: best.map { nearestTravel(problem, servingAll: $0.worth.leftOut == 0) }, isProved: false,
            isOutOfTime: deadline.isPast)
    }
    let eligible = problem.eligible
    let isImpossible = (0..<problem.siteCount).contains { problem.isExisting[$0] && !eligible[$0] }
    if isImpossible || !(0..<problem.siteCount).contains(where: { eligible[$0] }) {
        return PartitionSolution(
            plan: nil, leftOutBound: 0, travelBound: nil, isProved: true, isOutOfTime: false)
    }
    var programme = PartitionProgramme(problem, eligible)
    var leftOutBound = 0.0
    var isLeftOutProved = true
    if best == nil || (best?.worth.leftOut ?? 0) > 0 {
        programme.aimAtPeople()
        let answer = programme.model.minimise(
            cutoff: best.map { below($0.worth.leftOut, whole: problem.hasWholeInhabitants) },
            seconds: deadline.secondsLeft.map { $0 / 2 })
        if answer.isInfeasible, best == nil {
            return PartitionSolution(plan: nil, leftOutBound: 0, travelBound: nil, isProved: true, isOutOfTime: false)
        }
        programme.take(answer.values, into: &best)
        isLeftOutProved = answer.isProved
        leftOutBound = max(answer.isProved ? best?.worth.leftOut ?? 0 : answer.bound, 0)
    }
    guard let first = best else {
        return PartitionSolution(
            plan: nil, leftOutBound: leftOutBound, travelBound: nil, isProved: false, isOutOfTime: true)
    }
    programme.aimAtTravel(leavingOut: first.worth.leftOut)
    let answer = programme.model.minimise(
        cutoff: below(first.worth.travel / travelUnit, whole: false), seconds: deadline.secondsLeft)
    programme.take(answer.values, into: &best)
    let travel = best?.worth.travel ?? 0
    // Nothing below the cutoff: the plan at hand is the best.
    let isProved = answer.isProved
    let bound =
        isProved
        ? travel : max(answer.bound * travelUnit, nearestTravel(problem, servingAll: first.worth.leftOut == 0))
    return PartitionSolution(
        plan: best, leftOutBound: leftOutBound, travelBound: min(bound, travel),
        isProved: isProved && isLeftOutProved, isOutOfTime: !(isProved && isLeftOutProved))
}

/// Objectives in minutes × inhabitants: numbers of a size that the simplex method is at ease with.
private let travelUnit = 60_000.0

/// A cost that only better plans are below.
private func below(_ cost: Double, whole: Bool) -> Double {
    cost - (whole ? 0.5 : max(1e-7 * cost, 1e-9))
}

/// What everybody travels to the nearest eligible site: no plan that serves all travels less.
private func nearestTravel(_ problem: PartitionProblem, servingAll: Bool) -> Double {
    guard servingAll else { return 0 }
    let eligible = problem.eligible
    return problem.choices.indices.reduce(0) { sum, place in
        let nearest = problem.choices[place].first { eligible[Int($0.site)] }
        return sum + problem.weights[place] * Double(nearest?.time ?? 0)
    }
}

private struct PartitionProgramme {
    var model = IntegerProgramme()
    private let problem: PartitionProblem
    private var siteVariables: [Int]
    /// By place and choice; −1 where the site is not eligible.
    private var choiceVariables: [[Int]] = []
    private var leftOutVariables: [Int] = []

    init(_ problem: PartitionProblem, _ eligible: [Bool]) {
        self.problem = problem
        siteVariables = []
        for site in 0..<problem.siteCount {
            siteVariables.append(eligible[site] ? model.addVariable(objective: 0, isInteger: true, upper: 1) : -1)
            if problem.isExisting[site], siteVariables[site] >= 0 { model.fix(siteVariables[site], at: 1) }
        }
        var loads = [[(Int, Double)]](repeating: [], count: problem.siteCount)
        for (place, list) in problem.choices.enumerated() {
            let variables = list.map { choice in
                eligible[Int(choice.site)] ? model.addVariable(objective: 0, isInteger: true, upper: 1) : -1
            }
            let leftOut = model.addVariable(objective: 0, isInteger: false, upper: 1)
            leftOutVariables.append(leftOut)
            choiceVariables.append(variables)
            model.addConstraint(variables.filter { $0 >= 0 }.map { ($0, 1) } + [(leftOut, 1)], .equal, 1)
            for (choice, variable) in zip(list, variables) where variable >= 0 {
                model.addConstraint([(variable, 1), (siteVariables[Int(choice.site)], -1)], .atMost, 0)
                loads[Int(choice.site)].append((variable, problem.inhabitants[place]))
            }
        }
        for site in 0..<problem.siteCount where siteVariables[site] >= 0 {
            model.addConstraint(loads[site] + [(siteVariables[site], -problem.least)], .atLeast, 0)
            if problem.most < .infinity {
                model.addConstraint(loads[site] + [(siteVariables[site], -problem.most)], .atMost, 0)
            }
        }
        if problem.mostSites < problem.siteCount {
            model.addConstraint(
                siteVariables.filter { $0 >= 0 }.map { ($0, 1) }, .atMost, Double(problem.mostSites))
        }
        addContiguity()
    }

    private mutating func addContiguity() {
        guard let nearer = problem.nearerNeighbours else { return }
        for (place, list) in problem.choices.enumerated() {
            for (position, choice) in list.enumerated() {
                let variable = choiceVariables[place][position]
                guard variable >= 0, let neighbours = nearer[place][position] else { continue }
                var terms = [(variable, 1.0)]
                for neighbour in neighbours {
                    let other = problem.choices[Int(neighbour)].firstIndex { $0.site == choice.site }
                    if let other, choiceVariables[Int(neighbour)][other] >= 0 {
                        terms.append((choiceVariables[Int(neighbour)][other], -1))
                    }
                }
                model.addConstraint(terms, .atMost, 0)
            }
        }
    }

    /// Fewest inhabitants left out.
    mutating func aimAtPeople() {
        for (place, variable) in leftOutVariables.enumerated() {
            model.setObjective(variable, problem.inhabitants[place])
        }
    }

    /// Least travel, and no more left out than that.
    mutating func aimAtTravel(leavingOut: Double) {
        for (place, variable) in leftOutVariables.enumerated() {
            model.setObjective(variable, 0)
            if leavingOut == 0, problem.inhabitants[place] > 0 { model.fix(variable, at: 0) }
        }
        if leavingOut > 0 {
            model.addConstraint(
                leftOutVariables.enumerated().map { ($0.element, problem.inhabitants[$0.offset]) }, .atMost,
                leavingOut * (1 + 1e-9))
        }
        for (place, list) in problem.choices.enumerated() {
            for (position, choice) in list.enumerated() where choiceVariables[place][position] >= 0 {
                model.setObjective(
                    choiceVariables[place][position], problem.weights[place] * Double(choice.time) / travelUnit)
            }
        }
    }

    /// Values as a plan, where they are better than the best and keep the bounds.
    func take(_ values: [Double]?, into best: inout PartitionPlan?) {
        guard let values else { return }
        let open = siteVariables.map { $0 >= 0 && values[$0] > 0.5 }
        let allocation = problem.choices.indices.map { place -> Int32 in
            for (position, choice) in problem.choices[place].enumerated() {
                let variable = choiceVariables[place][position]
                if variable >= 0, values[variable] > 0.5 { return choice.site }
            }
            return -1
        }
        guard problem.holds(allocation, open: open) else { return }
        let plan = PartitionPlan(open: open, allocation: allocation, worth: problem.worth(allocation))
        if best.map({ plan.worth < $0.worth }) ?? true { best = plan }
    }
}

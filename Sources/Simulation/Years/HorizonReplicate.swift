import Coverage
import Territory

/// Everything about a horizon that is the same in every replicate.
struct HorizonModel: Sendable {
    var settings: HorizonSettings
    var plan: ProfessionalPlan
    var dynamics: ProfessionalDynamics
    var areas: SupplyAreas
    var leastSupply: [Double]
    /// Position of the threshold's profession in the plan.
    var profession: Int?
    /// By year: the coverage of each kind, and what is lost with sites that nobody is left at.
    var coverage: [StaffedCoverage]
}

/// One replicate of a horizon, in figures.
struct HorizonReplicate: Sendable {
    /// By year, then cell: whole people.
    var present: [[Int32]]
    /// By year, then profession.
    var headcounts: [[Double]]
    var equivalents: [[Double]]
    var flows: [[ProfessionalFlows]]
    /// By year, then area.
    var values: [[Double?]]
    var isUnder: [[Bool]]
    var isWithoutAnswer: [[Bool]]
    /// By year, then step of the escalation.
    var substitutes: [[Int]]
    /// By year, then kind.
    var staffedCovered: [[Double]]
    var isCertain: Bool

    init(_ model: HorizonModel, number: Int) {
        let plan = model.plan
        let path = followProfessionals(plan, model.dynamics, seed: model.settings.seed, replicate: number)
        let threshold = model.settings.threshold
        let steps = model.settings.escalation.indices
        var escalation = Escalation(model.settings.escalation, order: model.areas.byInhabitants)
        present = path.present
        flows = path.flows
        isCertain = path.isCertain
        headcounts = []
        equivalents = []
        values = []
        isUnder = []
        isWithoutAnswer = []
        substitutes = []
        staffedCovered = []
        for (present, year) in zip(path.present, plan.years) {
            var heads = [Double](repeating: 0, count: plan.professions.count)
            var equivalents = heads
            for cell in 0..<plan.cellCount {
                let count = Double(present[cell]) + year.remainders[cell]
                heads[cell % plan.professions.count] += count
                equivalents[cell % plan.professions.count] += count * year.equivalentsPerHead[cell]
            }
            headcounts.append(heads)
            self.equivalents.append(equivalents)

            let supply = model.areas.supply(
                present, in: year, of: plan, profession: model.profession, quantity: threshold.quantity)
            let gaps = zip(model.leastSupply, supply).map { least, supply in
                least - supply > Escalation.rounding ? least - supply : 0
            }
            escalation.advance(gaps: gaps)
            values.append(supply.indices.map { model.areas.value(supply[$0], area: $0, quantity: threshold.quantity) })
            isUnder.append(gaps.map { $0 > 0 })
            isWithoutAnswer.append(
                gaps.indices.map { gaps[$0] > 0 && gaps[$0] - escalation.given(to: $0) > Escalation.rounding })
            substitutes.append(
                steps.map { step in gaps.indices.count { escalation.stands(step, in: $0) } })
        }
        for (year, coverage) in model.coverage.enumerated() {
            staffedCovered.append(coverage.covered(plan, year: year, present: path.present[year]))
        }
    }
}

/// The coverage of each kind in a year, and what becomes of it where sites have lost everybody.
struct StaffedCoverage: Sendable {
    var kinds: [KindEvaluation]
    /// By site of the year's territory: its place in the plan.
    var placeOfSite: [Int?]
    var inhabitants: [Double]

    /// Inhabitants within the minutes of a site that is staffed, by kind. A site is, unless professionals are planned
    /// there and all have gone.
    func covered(_ plan: ProfessionalPlan, year: Int, present: [Int32]) -> [Double] {
        let planned = plan.years[year]
        var isDeserted = [Bool](repeating: false, count: placeOfSite.count)
        var kindsWithDeserted: Set<Int> = []
        for (number, kind) in kinds.enumerated() {
            for site in kind.coverage.sites {
                guard let place = placeOfSite[site] else { continue }
                let cells = (0..<plan.professions.count).map { plan.cell(place, $0) }
                guard cells.contains(where: { planned.people[$0] > 0 }),
                    cells.allSatisfy({ present[$0] == 0 && planned.remainders[$0] == 0 })
                else { continue }
                isDeserted[site] = true
                kindsWithDeserted.insert(number)
            }
        }
        return kinds.enumerated().map { number, kind in
            guard kindsWithDeserted.contains(number), !kind.coverage.isByDivision else { return kind.figures.covered }
            var covered = 0.0
            for (point, sites) in kind.coverage.sitesWithin.enumerated()
            where sites.contains(where: { !isDeserted[$0] }) {
                covered += inhabitants[point]
            }
            return covered
        }
    }
}

/// Which temporary substitutes stand where, year after year: the escalation of subsidiarity. Substitutes come only where
/// the local offer leaves a gap, in the order of the setting, for a time.
///
/// In a year, where an area is under the threshold by its local offer:
/// 1. Substitutes that stand there stay as long as those before them in the order leave a gap and their time is not
///    over. One whose time is over does not come back to the area until its gap has closed.
/// 2. Then, area by area, most inhabitants first, the steps are gone through in their order: one of each comes, if the
///    gap has lasted longer than its delay and one is free, until the gap is filled or no step is left.
///
/// Where the local offer is enough again, all substitutes leave, and everything begins anew with the next gap.
struct Escalation: Sendable {
    private let steps: [Substitute]
    private let order: [Int]
    private var free: [Int]
    /// By area: years in a row, this one included, under the threshold.
    private var yearsUnder: [Int]
    /// By area and step: the years that a substitute has stood there; nil where none stands.
    private var yearsStood: [[Int?]]
    private var isOver: [[Bool]]

    /// - Parameter order: areas in the order in which they are helped.
    init(_ steps: [Substitute], order: [Int]) {
        self.steps = steps
        self.order = order
        free = steps.map { $0.number ?? .max }
        yearsUnder = Array(repeating: 0, count: order.count)
        yearsStood = Array(repeating: Array(repeating: nil, count: steps.count), count: order.count)
        isOver = Array(repeating: Array(repeating: false, count: steps.count), count: order.count)
    }

    /// Whether a substitute of a step stands in an area.
    func stands(_ step: Int, in area: Int) -> Bool { yearsStood[area][step] != nil }

    /// What the substitutes give to an area, in full-time equivalents.
    func given(to area: Int) -> Double {
        steps.indices.reduce(0) { stands($1, in: area) ? $0 + steps[$1].fullTimeEquivalents : $0 }
    }

    /// Goes on to the next year.
    ///
    /// - Parameter gaps: what each area lacks of the threshold by its local offer; 0 or less: nothing.
    mutating func advance(gaps: [Double]) {
        for area in order {
            guard gaps[area] > 0 else {
                yearsUnder[area] = 0
                for step in steps.indices {
                    withdraw(step, from: area)
                    isOver[area][step] = false
                }
                continue
            }
            yearsUnder[area] += 1
            var gap = gaps[area]
            for step in steps.indices {
                guard let stood = yearsStood[area][step] else { continue }
                if let duration = steps[step].durationYears, stood >= duration {
                    withdraw(step, from: area)
                    isOver[area][step] = true
                } else if gap <= Self.rounding {
                    withdraw(step, from: area)
                } else {
                    yearsStood[area][step] = stood + 1
                    gap -= steps[step].fullTimeEquivalents
                }
            }
        }
        for area in order where gaps[area] > 0 {
            for step in steps.indices where gaps[area] - given(to: area) > Self.rounding {
                guard !stands(step, in: area), !isOver[area][step], yearsUnder[area] > steps[step].delayYears,
                    free[step] > 0
                else { continue }
                free[step] -= 1
                yearsStood[area][step] = 1
            }
        }
    }

    private mutating func withdraw(_ step: Int, from area: Int) {
        guard yearsStood[area][step] != nil else { return }
        yearsStood[area][step] = nil
        free[step] += 1
    }

    /// A gap of a hair of a full-time equivalent comes of adding fractions.
    static let rounding = 1e-9
}

/// The yearly hazard of retirement by age: of those who reach an age, the share that retires in that year.
///
/// Between the ages that are named the hazard of the last one holds; before the first it is 0.
public struct RetirementHazard: Hashable, Sendable {
    /// Ascending by age; hazards in 0…1.
    public let steps: [Step]

    public struct Step: Hashable, Sendable {
        public var age: Int
        public var hazard: Double

        public init(age: Int, hazard: Double) {
            self.age = age
            self.hazard = hazard
        }
    }

    public init(_ steps: [Step]) {
        self.steps = steps.sorted { $0.age < $1.age }
    }

    public func hazard(at age: Int) -> Double {
        steps.last { $0.age <= age }?.hazard ?? 0
    }

    /// Whether nobody ever retires.
    public var isZero: Bool { steps.allSatisfy { $0.hazard == 0 } }

    /// The share of those of an age who still practise after some years: Π (1 − hazard), one factor a birthday.
    public func survival(from age: Int, years: Int) -> Double {
        (0..<max(0, years)).reduce(1) { $0 * (1 - hazard(at: age + 1 + $1)) }
    }

    /// The hazards of the ages 0…255, to be looked up in a loop.
    var byAge: [Double] { (0...255).map(hazard) }

    /// `55: 0.01`, one a step.
    var texts: [String] { steps.map { "\($0.age): \($0.hazard)" } }
}

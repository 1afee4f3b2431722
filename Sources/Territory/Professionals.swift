/// How many people practise a profession, and how much of their time.
public struct ProfessionalCount: Hashable, Sendable {
    public var headcount: Double
    public var fullTimeEquivalents: Double

    public init(headcount: Double, fullTimeEquivalents: Double) {
        self.headcount = headcount
        self.fullTimeEquivalents = fullTimeEquivalents
    }

    /// Full-time people.
    public init(_ headcount: Double) {
        self.init(headcount: headcount, fullTimeEquivalents: headcount)
    }

    public static let none = ProfessionalCount(0)

    public var isEmpty: Bool { headcount == 0 && fullTimeEquivalents == 0 }

    public static func + (left: ProfessionalCount, right: ProfessionalCount) -> ProfessionalCount {
        ProfessionalCount(
            headcount: left.headcount + right.headcount,
            fullTimeEquivalents: left.fullTimeEquivalents + right.fullTimeEquivalents)
    }

    public static func - (left: ProfessionalCount, right: ProfessionalCount) -> ProfessionalCount {
        ProfessionalCount(
            headcount: left.headcount - right.headcount,
            fullTimeEquivalents: left.fullTimeEquivalents - right.fullTimeEquivalents)
    }
}

/// Professionals by name of profession: `general_practitioner`, `nurse`, `physiotherapist`… Any name is a
/// profession.
public struct Professionals: Hashable, Sendable {
    public var byProfession: [String: ProfessionalCount]

    public init(_ byProfession: [String: ProfessionalCount] = [:]) {
        self.byProfession = byProfession
    }

    public static let none = Professionals()

    /// The names of the professions, in order.
    public var names: [String] { byProfession.keys.sorted() }
    public var isEmpty: Bool { byProfession.values.allSatisfy(\.isEmpty) }

    /// All professions together, added in the order of their names.
    public var total: ProfessionalCount {
        names.reduce(.none) { $0 + self[$1] }
    }

    /// None for a profession that is not there.
    public subscript(profession: String) -> ProfessionalCount {
        get { byProfession[profession] ?? .none }
        set { byProfession[profession] = newValue }
    }

    public static func + (left: Professionals, right: Professionals) -> Professionals {
        Professionals(left.byProfession.merging(right.byProfession, uniquingKeysWith: +))
    }

    /// The difference by profession; it may be negative.
    public static func - (left: Professionals, right: Professionals) -> Professionals {
        left + Professionals(right.byProfession.mapValues { .none - $0 })
    }
}

public import Territory

/// The least team that makes a *maison de santé pluriprofessionnelle*: two general practitioners and one paramedical
/// professional. It is judged apart from the fifteen professionals of the rule of the three 15s.
public struct MinimumTeamRule: Hashable, Sendable {
    public var generalPractitioners: Double
    public var paramedical: Double
    /// Kinds of site that need it.
    public var kinds: [String]
    /// Professions that count as general practitioners.
    public var generalPractitionerProfessions: [String]
    /// Professions that count as paramedical.
    public var paramedicalProfessions: [String]
    /// Words that sources write where they do not tell the profession.
    public var untoldProfessions: [String]

    public init(
        generalPractitioners: Double, paramedical: Double, kinds: [String], generalPractitionerProfessions: [String],
        paramedicalProfessions: [String], untoldProfessions: [String]
    ) {
        self.generalPractitioners = generalPractitioners
        self.paramedical = paramedical
        self.kinds = kinds
        self.generalPractitionerProfessions = generalPractitionerProfessions
        self.paramedicalProfessions = paramedicalProfessions
        self.untoldProfessions = untoldProfessions
    }
}

/// A pole's team against the least one, by heads.
public struct MinimumTeam: Hashable, Sendable {
    public var generalPractitioners: Criterion
    public var paramedical: Criterion
    /// Professionals whose profession is not told.
    public var untold: Double

    /// Nil where it cannot be told: what is missing may be among those whose profession is not known.
    public var passes: Bool? {
        if generalPractitioners.passes && paramedical.passes { return true }
        let missing = [generalPractitioners, paramedical].reduce(0) { $0 + max(0, -($1.gap ?? 0)) }
        return missing <= untold ? nil : false
    }

    public init(_ professionals: Professionals, rule: MinimumTeamRule) {
        func heads(_ professions: [String]) -> Double {
            professions.reduce(0) { $0 + professionals[$1].headcount }
        }
        generalPractitioners = .atLeast(
            rule.generalPractitioners, heads(rule.generalPractitionerProfessions), tolerance: 0)
        paramedical = .atLeast(rule.paramedical, heads(rule.paramedicalProfessions), tolerance: 0)
        untold = heads(rule.untoldProfessions)
    }
}

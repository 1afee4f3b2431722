/// Professionals known by commune only, not by site: one entry a commune of the territory, in its order.
public struct CommuneSupply: Hashable, Sendable {
    public var professionals: [Professionals]
    /// How old they are, as far as it is known: ordered by commune and profession.
    public var ages: [ProfessionalAges]

    public init(professionals: [Professionals], ages: [ProfessionalAges] = []) {
        self.professionals = professionals
        self.ages = ages
    }

    /// The whole supply, added in the order of the communes.
    public var total: Professionals { professionals.reduce(.none, +) }
}

/// The professionals of one profession in a commune by age.
public struct ProfessionalAges: Hashable, Sendable {
    /// Its position.
    public var commune: Int
    public var profession: String
    /// Heads by band of ages (`under_40`, `40_59`, `60_plus`); together one at least, and no more than there are.
    public var counts: [String: Double]

    public init(commune: Int, profession: String, counts: [String: Double]) {
        self.commune = commune
        self.profession = profession
        self.counts = counts
    }
}

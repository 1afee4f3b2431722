/// A territory of a division that is still to be grown from a seed commune: an evaluation does it, as it knows who goes
/// where in what time.
public struct ZoneGrowth: Hashable, Sendable {
    /// Name of the division that it joins.
    public var division: String
    public var id: String
    public var name: String
    /// Position of the seed in the territory's communes.
    public var seed: Int
    /// The population to reach; nil: it grows side by side with the others of its division that have none, until no
    /// commune is left.
    public var inhabitants: Double?
    /// Whether it may take communes of other territories of the division.
    public var mayOverlap: Bool

    public init(
        division: String, id: String, name: String, seed: Int, inhabitants: Double?, mayOverlap: Bool = false
    ) {
        self.division = division
        self.id = id
        self.name = name
        self.seed = seed
        self.inhabitants = inhabitants
        self.mayOverlap = mayOverlap
    }
}

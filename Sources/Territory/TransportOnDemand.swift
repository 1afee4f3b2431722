/// Transport on demand (*transport à la demande*): carries people without a car out of an area to care and back.
public struct TransportOnDemand: Hashable, Sendable {
    public var id: SiteID
    public var name: String
    /// Positions of the communes in which it fetches people, ascending.
    public var area: [Int]
    /// The kinds of site that it carries people to; empty: all kinds that people travel to.
    public var kinds: [String]
    /// The group of people whom it is for.
    public var group: String
    public var opening: OpeningTimes
    /// Minutes that a journey takes longer than by one's own car: the wait, and the way to fetch others.
    public var waitingMinutes: Double
    /// A trip is there and back.
    public var fareEuros: Double
    public var costPerTripEuros: Double
    /// Nil: it pays for every trip.
    public var yearlyBudgetEuros: Double?
    public var tripsPerPersonYear: Double

    public init(
        id: SiteID, name: String, area: [Int], kinds: [String] = [], group: String,
        opening: OpeningTimes = OpeningTimes(), waitingMinutes: Double, fareEuros: Double, costPerTripEuros: Double,
        yearlyBudgetEuros: Double? = nil, tripsPerPersonYear: Double
    ) {
        self.id = id
        self.name = name
        self.area = area
        self.kinds = kinds
        self.group = group
        self.opening = opening
        self.waitingMinutes = waitingMinutes
        self.fareEuros = fareEuros
        self.costPerTripEuros = costPerTripEuros
        self.yearlyBudgetEuros = yearlyBudgetEuros
        self.tripsPerPersonYear = tripsPerPersonYear
    }
}

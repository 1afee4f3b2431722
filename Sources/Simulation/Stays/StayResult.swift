public import Statistics
public import Territory

/// Means over replicates of what became of some people, each with its interval.
public struct StayFigures: Hashable, Sendable {
    public var demand: MeanInterval
    public var admittedAtNearest: MeanInterval
    public var admittedElsewhere: MeanInterval
    public var waited: MeanInterval
    public var refused: MeanInterval
    public var outOfReach: MeanInterval
    public var stillWaiting: MeanInterval
    public var supportedAtHome: MeanInterval
    /// Of those who asked for a bed; nil where nobody did.
    public var refusedShare: MeanInterval?
    /// Of the admitted, those who did not wait included; nil where nobody was admitted.
    public var waitDays: MeanInterval?
    /// The shortest wait that is not exceeded by nine in ten of the admitted, over all replicates together.
    public var p90WaitDays: Double?

    /// - Parameters:
    ///   - counts: one a replicate.
    ///   - waits: of all replicates, in days, of those who waited, in any order; nil where they are not known.
    /// - Returns: nil without a replicate.
    init?(_ counts: [StayCounts], waits: [Double]?, level: Double) {
        func mean(_ path: KeyPath<StayCounts, Int>) -> MeanInterval? {
            MeanInterval(counts.map { Double($0[keyPath: path]) }, level: level)?.bounded(by: 0...(.infinity))
        }
        guard let demand = mean(\.demand), let nearest = mean(\.admittedAtNearest),
            let elsewhere = mean(\.admittedElsewhere), let waited = mean(\.waited), let refused = mean(\.refused),
            let outOfReach = mean(\.outOfReach), let stillWaiting = mean(\.stillWaiting),
            let supportedAtHome = mean(\.supportedAtHome)
        else { return nil }
        self.demand = demand
        admittedAtNearest = nearest
        admittedElsewhere = elsewhere
        self.waited = waited
        self.refused = refused
        self.outOfReach = outOfReach
        self.stillWaiting = stillWaiting
        self.supportedAtHome = supportedAtHome
        refusedShare = MeanInterval(
            ratioOf: counts.map { Double($0.refused) }, to: counts.map { Double($0.demand - $0.supportedAtHome) },
            level: level)?.bounded(by: 0...1)
        waitDays = MeanInterval(
            ratioOf: counts.map(\.waitedDays), to: counts.map { Double($0.admitted) }, level: level
        )?.bounded(by: 0...(.infinity))
        p90WaitDays = waits.flatMap { quantileOfWaits(0.9, $0, admitted: counts.reduce(0) { $0 + $1.admitted }) }
    }
}

/// The shortest wait not exceeded by a share of the admitted, most of whom may not have waited at all.
private func quantileOfWaits(_ share: Double, _ waits: [Double], admitted: Int) -> Double? {
    guard admitted > 0 else { return nil }
    let position = Int((share * Double(admitted)).rounded(.up)) - 1 - (admitted - waits.count)
    return position < 0 ? 0 : waits.sorted()[min(position, waits.count - 1)]
}

/// The beds of one site over all replicates.
public struct StaySiteFigures: Hashable, Sendable {
    /// Position in the territory's sites.
    public var site: Int
    public var beds: Int
    public var admissions: MeanInterval
    /// Share of the bed days that are taken; nil without beds.
    public var occupancy: MeanInterval?
    /// Share of the time without a free bed; nil without beds.
    public var fullShare: MeanInterval?
    /// The most beds taken at once, over the replicates.
    public var peak: MeanInterval
    /// Those whose nearest site it is; nil where there are none.
    public var nearestPeople: StayFigures?
    public var erlang: ErlangCheck
}

/// Temporary stays of a territory, simulated.
public struct StayResult: Sendable {
    public var settings: StaySettings
    /// Why there are no figures; nil where there are.
    public var reason: String?
    /// People a year, without an epidemic.
    public var expectedPerYear: Double
    /// Nil where there are no figures.
    public var total: StayFigures?
    /// By the month of arrival, January first; those that are simulated.
    public var months: [(month: Int, figures: StayFigures)]
    /// In the order of the territory's sites: all of the kind.
    public var sites: [StaySiteFigures]
    /// One a commune of the territory; nil where nobody asks for a stay.
    public var communes: [StayFigures?]
    /// People who live outside every commune; nil where there are none.
    public var outside: StayFigures?
    public var findings: [Finding]
}

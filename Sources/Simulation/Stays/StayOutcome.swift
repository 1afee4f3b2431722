/// What became of the people who asked in a period; those who arrived in it, whenever they were served.
/// demand = admitted + refused + still waiting + supported at home.
public struct StayCounts: Hashable, Sendable {
    public var demand = 0
    public var admittedAtNearest = 0
    public var admittedElsewhere = 0
    /// Those of the admitted who waited for it.
    public var waited = 0
    public var refused = 0
    /// Those of the refused who reach no site with a bed.
    public var outOfReach = 0
    /// When the simulation ended.
    public var stillWaiting = 0
    public var supportedAtHome = 0
    /// Of the admitted, in days.
    public var waitedDays = 0.0

    public var admitted: Int { admittedAtNearest + admittedElsewhere }

    public init() {}

    static func += (left: inout StayCounts, right: StayCounts) {
        left.demand += right.demand
        left.admittedAtNearest += right.admittedAtNearest
        left.admittedElsewhere += right.admittedElsewhere
        left.waited += right.waited
        left.refused += right.refused
        left.outOfReach += right.outOfReach
        left.stillWaiting += right.stillWaiting
        left.supportedAtHome += right.supportedAtHome
        left.waitedDays += right.waitedDays
    }
}

/// The beds of a site over a period.
public struct StaySiteOutcome: Hashable, Sendable {
    /// Of the people who arrived in the period.
    public var admissions = 0
    public var bedDays = 0.0
    public var occupiedDays = 0.0
    /// Days without a free bed.
    public var fullDays = 0.0
    /// The most beds taken at once.
    public var peak = 0
}

/// What one replicate gives for one period.
public struct StayOutcome: Hashable, Sendable {
    /// In the order of the system's cells.
    public var cells: [StayCounts]
    /// In the order of the system's sites.
    public var sites: [StaySiteOutcome]
    /// By the month of arrival, January first.
    public var months: [StayCounts]
    /// Everybody who was admitted after a wait: cell and days.
    public var waits: [StayWait]

    public struct StayWait: Hashable, Sendable {
        public var cell: Int
        public var days: Double
    }

    init(cellCount: Int, siteCount: Int) {
        cells = [StayCounts](repeating: StayCounts(), count: cellCount)
        sites = [StaySiteOutcome](repeating: StaySiteOutcome(), count: siteCount)
        months = [StayCounts](repeating: StayCounts(), count: 12)
        waits = []
    }

    public var total: StayCounts { cells.reduce(into: StayCounts()) { $0 += $1 } }
}

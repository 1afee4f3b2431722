public import Coverage
public import Equity
import Statistics

/// What the years of a horizon bring, over all replicates.
public struct HorizonResult: Sendable {
    public var settings: HorizonSettings
    /// Those that were run: one where nothing is left to chance.
    public var replicates: Int
    /// Whether nothing was left to chance.
    public var isCertain: Bool
    /// Ordered by name.
    public var professions: [String]
    public var years: [HorizonYearResult]
    /// Ordered as the communes, or as the territories of the threshold's division.
    public var areas: [SupplyAreaResult]
    /// By commune: the first of the areas that it belongs to.
    public var areaOfCommune: [Int?]

    /// The chance that a commune's area is under the threshold in some year, and the median year in which it first is.
    public func area(ofCommune commune: Int) -> SupplyAreaResult? {
        areaOfCommune[commune].map { areas[$0] }
    }
}

/// One year of a horizon.
public struct HorizonYearResult: Sendable {
    public var year: Int
    /// What the sites of the year give, whoever practises there.
    public var kinds: [HorizonKindResult]
    /// As in the evaluation of the year's sites.
    public var equity: EquityIndices?
    /// In the order of the professions.
    public var professionals: [HorizonProfessionResult]
    /// Areas under the threshold by their local offer, and their inhabitants.
    public var areasUnder: ReplicateSpread
    public var inhabitantsUnder: ReplicateSpread
    /// The same after temporary substitutes.
    public var areasWithoutAnswer: ReplicateSpread
    public var inhabitantsWithoutAnswer: ReplicateSpread
    /// Areas where a substitute stands, by step of the escalation.
    public var substitutes: [ReplicateSpread]
    /// The temporary stays of the year; nil where the scenario has none.
    public var stays: StayResult?
    /// Access to each service that the scenario names.
    public var services: [HorizonServiceResult]
}

/// One kind of site in one year.
public struct HorizonKindResult: Sendable {
    public var kind: String
    public var siteCount: Int
    /// Of all sites that are open.
    public var figures: CoverageFigures
    /// Inhabitants within the minutes of a site from which not all planned professionals have gone.
    public var staffedCovered: ReplicateSpread
}

/// One profession in one year; flows are means over the replicates, in people.
public struct HorizonProfessionResult: Sendable {
    public var headcount: ReplicateSpread
    public var fullTimeEquivalents: ReplicateSpread
    public var retired: Double
    public var movedAway: Double
    public var arrived: Double
    public var unsettled: Double
    public var joined: Double
    public var left: Double
}

/// A commune, or a territory of a division, against the threshold.
public struct SupplyAreaResult: Sendable {
    public var id: String
    public var name: String
    public var inhabitants: Double
    /// Mean over the replicates of what is compared with the threshold, by year; nil where nobody lives and a density
    /// is asked for.
    public var meanValues: [Double?]
    /// Share of the replicates in which it is under the threshold by its local offer, by year.
    public var probabilityUnder: [Double]
    /// The same after temporary substitutes.
    public var probabilityWithoutAnswer: [Double]
    /// Share of the replicates in which it is under the threshold in some year.
    public var probabilityEverUnder: Double
    /// Median over the replicates of the first year under the threshold; nil where it stays above in more than half.
    public var firstYearUnder: Int?
    /// Whether it is under the threshold in the first year of the horizon, whatever happens.
    public var isUnderFromTheBeginning: Bool
}

/// A figure over the replicates.
public struct ReplicateSpread: Hashable, Sendable {
    public var mean: Double
    /// Of the mean's confidence interval; nil where there is one replicate.
    public var lower: Double?
    public var upper: Double?
    /// Lower quantiles: the least value up to which there is that share of the replicates.
    public var median: Double
    public var p10: Double
    public var p90: Double

    /// - Parameters:
    ///   - values: one a replicate; at least one.
    ///   - level: of confidence of the mean's interval.
    init(_ values: [Double], level: Double = Defaults.confidenceLevel.value) {
        let sorted = values.sorted()
        func quantile(_ share: Double) -> Double {
            let position = Int((share * Double(sorted.count)).rounded(.up)) - 1
            return sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, max(0, position))]
        }
        let interval = MeanInterval(sorted, level: level)
        mean = interval?.mean ?? 0
        lower = interval?.lower
        upper = interval?.upper
        median = quantile(0.5)
        p10 = quantile(0.1)
        p90 = quantile(0.9)
    }
}

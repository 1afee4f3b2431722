public import Coverage
public import RoadNetwork

/// What the sites shall be best at.
public enum SitingModel: String, CaseIterable, Sendable {
    /// Fewest sites such that all demand is within the limit (location set covering).
    case setCovering = "lscp"
    /// At most so many sites, most weight within the limit (maximal covering).
    case maximalCovering = "mclp"
    /// So many sites, least weighted travel.
    case median = "p-median"
    /// So many sites, least longest travel.
    case center = "p-center"
    /// A partition into catchment areas with bounds on their inhabitants, everybody within the limit.
    case partition = "maillage"
    /// So many sites, least mean travel time of the worst-served tenth.
    case equity = "equity"
    /// So many sites: first most weight within the limit, then the least longest travel, then the least mean.
    case lexicographic = "lexicographic"

    /// Whether it needs a number of sites or a budget.
    public var needsSites: Bool { self != .setCovering && self != .partition }
}

public enum SitingMethod: String, CaseIterable, Sendable {
    /// Searches until the plan is proved, or time is over.
    case exact
    /// Stops after heuristics, with a bound that tells how far from the best they may be.
    case heuristic
    /// Exact up to 5 million pairs of demand and candidate, else heuristic.
    case auto
}

/// A siting problem, by position of demand and candidates. Positions break ties: the smaller one goes first.
public struct SitingQuestion: Sendable {
    public var model: SitingModel
    /// Travel times from demand to candidates; pairs that are missing have no way.
    public var travel: TravelPairs
    /// By place of demand, finite and not negative.
    public var inhabitants: [Double]
    /// What counts in objectives, by place of demand; by default the inhabitants.
    public var weights: [Double]
    /// Candidates that are open already and stay so.
    public var existing: Set<Int>
    /// Candidates that must not be opened.
    public var refused: Set<Int> = []
    /// How many sites, the existing ones included.
    public var sites: Int?
    /// What each candidate costs, above 0, and how much there is; existing sites cost nothing. In place of `sites`.
    public var costs: [Double]?
    public var budget: Double?
    /// How far a site covers, inclusive.
    public var limit: TravelTime
    /// Inhabitants allocated to each site of a partition.
    public var leastInhabitants: Double
    public var mostInhabitants: Double?
    /// Pairs of places of demand that touch: with them the areas of a partition are contiguous.
    public var neighbours: [(Int, Int)]?
    public var method: SitingMethod
    /// Wall-clock seconds; nil: no limit.
    public var timeLimitSeconds: Double?
    public var seed: UInt64

    public init(
        model: SitingModel, travel: TravelPairs, inhabitants: [Double], weights: [Double]? = nil,
        existing: Set<Int> = [], sites: Int? = nil, costs: [Double]? = nil, budget: Double? = nil,
        limit: TravelTime = TravelTime(minutes: 15), leastInhabitants: Double = 15_000,
        mostInhabitants: Double? = nil, neighbours: [(Int, Int)]? = nil, method: SitingMethod = .auto,
        timeLimitSeconds: Double? = nil, seed: UInt64 = 1
    ) {
        self.model = model
        self.travel = travel
        self.inhabitants = inhabitants
        self.weights = weights ?? inhabitants
        self.existing = existing
        self.sites = sites
        self.costs = costs
        self.budget = budget
        self.limit = limit
        self.leastInhabitants = leastInhabitants
        self.mostInhabitants = mostInhabitants
        self.neighbours = neighbours
        self.method = method
        self.timeLimitSeconds = timeLimitSeconds
        self.seed = seed
    }

    public var candidateCount: Int { travel.supplyCount }
    public var demandCount: Int { travel.demandCount }

    /// The method that `auto` stands for.
    var isExact: Bool {
        switch method {
        case .exact: true
        case .heuristic: false
        case .auto: demandCount * candidateCount <= 5_000_000
        }
    }
}

public enum PlanStatus: String, Sendable {
    /// Proved: nothing is better.
    case optimal
    /// A plan that holds; how far from the best it may be, the gap tells.
    case feasible
    /// No plan does what the model asks; the sites given come nearest to it.
    case infeasible
    /// Time ran out before the proof.
    case timeLimit = "time-limit"
}

/// Where the sites go, who goes to which, and how good that is.
public struct Plan: Hashable, Sendable {
    public var model: SitingModel
    /// What was done: `exact` or `heuristic`.
    public var method: SitingMethod
    public var status: PlanStatus
    /// In the model's unit: sites; weight covered; weight × seconds; seconds. Nil where there is none.
    public var objective: Double?
    /// No plan is better than this; nil where nothing is known.
    public var bound: Double?
    /// Candidates, ascending, the existing ones among them.
    public var sites: [Int]
    /// The site of each place of demand; nil: left out.
    public var allocation: [Int?]
    /// Why there is no better plan, or none at all, in a sentence.
    public var notes: [String] = []

    /// |objective − bound| ÷ |objective|; 0 where both are 0, nil where one is not known or the quotient is none.
    public var gap: Double? {
        guard let objective, let bound else { return nil }
        if objective == bound { return 0 }
        return objective == 0 ? nil : abs(objective - bound) / abs(objective)
    }
}

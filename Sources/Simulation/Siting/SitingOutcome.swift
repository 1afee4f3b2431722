public import Placement
public import Territory

/// Where sites go, and why.
public struct SitingOutcome: Hashable, Sendable {
    /// A site of the plan.
    public struct PlacedSite: Hashable, Sendable {
        public var id: SiteID
        /// Position in the candidates.
        public var candidate: Int
        /// Allocated to it within the minutes.
        public var inhabitants: Double
        /// Of these the ones whom no existing site covers.
        public var newInhabitants: Double
    }

    public var request: SitingRequest
    /// Positions count the existing sites first, then the candidates.
    public var plan: Plan
    /// With the same positions.
    public var explanation: Explanation
    /// Sites of the kind that count as existing, ordered by id: positions 0…
    public var existing: [Site]
    /// Those of the request: the positions after the existing sites.
    public var candidates: [SitingCandidate] { request.candidates }
    /// Ordered by position; empty where the plan chooses nothing.
    public var placed: [PlacedSite]
    /// What opens: the sites with their professionals, then those beside them. None where only zones are drawn.
    public var opened: [Site]
    /// Positions of the population's points that the models' demand stands for: travel begins there; nil: nobody lives
    /// in the commune.
    public var demandPoints: [Int?]
    /// Of each population point the place of demand that it belongs to.
    public var placeOfPoint: [Int?]
    /// By place of demand.
    public var inhabitants: [Double]
    /// By place of demand: whether an existing site is within the minutes, and whether one of the plan is.
    public var isCoveredBefore: [Bool]
    public var isCoveredAfter: [Bool]
    /// By candidate: inhabitants within the minutes of it.
    public var inhabitantsWithin: [Double]
    public var curve: [CoveragePoint]?
    /// Those who are in no place of demand: outside all communes.
    public var inhabitantsOutside: Double
    /// Candidates that are not attached to the roads.
    public var unattachedCandidates: [Int]
    public var findings: [Finding] = []

    /// Inhabitants within the minutes of a site that exists, or is in the plan.
    public var coveredInhabitants: Double { sum(isCoveredAfter) }
    public var coveredBefore: Double { sum(isCoveredBefore) }

    private func sum(_ isCounted: [Bool]) -> Double {
        zip(inhabitants, isCounted).reduce(0) { $1.1 ? $0 + $1.0 : $0 }
    }

    /// The candidate of a position of the plan; nil: an existing site.
    public func candidate(at position: Int) -> Int? {
        position < existing.count ? nil : position - existing.count
    }

    /// Name and id of what stands at a position of the plan.
    public func label(of position: Int) -> (id: String, name: String) {
        if let candidate = candidate(at: position) { return (candidates[candidate].id, candidates[candidate].name) }
        return (existing[position].id.text, existing[position].name)
    }
}

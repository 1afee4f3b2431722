import Equity
public import RoadNetwork
public import Territory

/// The rule of the three 15s: 15 000 inhabitants, 15 professionals in the pole, 15 minutes of travel
/// (guide for local actors on access to care, 2010). It is indicative: verdicts are reported with their
/// gaps, and reject nothing.
public struct ThreeFifteensRule: Hashable, Sendable {
    public enum InhabitantsBasis: String, CaseIterable, Hashable, Sendable {
        /// Each inhabitant counts for one pole, the nearest.
        case allocated
        /// Everybody within the minutes counts, for every pole.
        case reachable
    }

    public enum ProfessionalsBasis: String, CaseIterable, Hashable, Sendable {
        case headcount
        case fullTimeEquivalents = "fte"
    }

    /// At least so many inhabitants.
    public var inhabitants: Double
    /// At least so many professionals, satellites included.
    public var professionals: Double
    /// At most so many minutes, inclusive.
    public var minutes: Double
    public var inhabitantsBasis: InhabitantsBasis
    public var professionalsBasis: ProfessionalsBasis
    /// Kinds of site that are poles.
    public var kinds: [String]
    /// Share by which a threshold may be missed ("about 15 000").
    public var tolerance: Double
    /// Share of a pole's inhabitants whose minutes are judged.
    public var minutesQuantile: Double

    public init(
        inhabitants: Double, professionals: Double, minutes: Double, inhabitantsBasis: InhabitantsBasis,
        professionalsBasis: ProfessionalsBasis, kinds: [String], tolerance: Double, minutesQuantile: Double
    ) {
        self.inhabitants = inhabitants
        self.professionals = professionals
        self.minutes = minutes
        self.inhabitantsBasis = inhabitantsBasis
        self.professionalsBasis = professionalsBasis
        self.kinds = kinds
        self.tolerance = tolerance
        self.minutesQuantile = minutesQuantile
    }
}

/// One of the three results: what was found, what is asked, and what is missing (negative) or to spare.
public struct Criterion: Hashable, Sendable {
    /// Nil where there is nothing to judge: nobody's nearest pole has no minutes.
    public var value: Double?
    public var threshold: Double
    public var gap: Double?
    public var passes: Bool

    /// 82 % of 15 000 is a little more than 12 300 in binary: the last digits must not decide.
    private static let rounding = 1e-12

    static func atLeast(_ threshold: Double, _ value: Double, tolerance: Double) -> Criterion {
        Criterion(
            value: value, threshold: threshold, gap: value - threshold,
            passes: value >= threshold * (1 - tolerance) * (1 - rounding))
    }

    static func atMost(_ threshold: Double, _ value: Double?, tolerance: Double) -> Criterion {
        Criterion(
            value: value, threshold: threshold, gap: value.map { threshold - $0 },
            passes: value.map { $0 <= threshold * (1 + tolerance) * (1 + rounding) } ?? false)
    }
}

/// A pole, judged by the rule of the three 15s.
public struct PoleVerdict: Hashable, Sendable {
    /// The main site's position in the territory.
    public var site: Int
    /// Its satellites' positions, ascending.
    public var satellites: [Int]
    public var inhabitants: Criterion
    /// Inhabitants within the rule's minutes of one of its sites.
    public var reachable: Double
    /// Those of them who have no nearer pole.
    public var allocated: Double
    public var professionals: Criterion
    public var minutes: Criterion
    /// Of the inhabitants whose nearest pole it is, the share within the minutes; nil where there are none.
    public var shareWithin: Double?
    /// The farthest of them, in minutes.
    public var farthestMinutes: Double?
    /// Who works at its sites.
    public var team: Professionals
    /// Who was planned to, where not all of them came.
    public var planned: Professionals?
    /// Nil for kinds that need none.
    public var minimumTeam: MinimumTeam?

    public var passes: Bool { inhabitants.passes && professionals.passes && minutes.passes }
}

/// The poles of a territory and who belongs to which.
public struct PoleAnalysis: Sendable {
    /// Ordered by the main site's id.
    public var poles: [PoleVerdict]
    /// For each population point its nearest pole (position in `poles`; ties: the smaller site id),
    /// however far; nil where none can be reached.
    public var nearestPole: [Int?]
    public var nearestTime: [TravelTime]
    /// The rule's minutes.
    public var limit: TravelTime

    /// Whether a point has a pole within the rule's minutes.
    public func isServed(_ point: Int) -> Bool {
        nearestTime[point].isReachable && nearestTime[point] <= limit
    }

    /// Whether a point's nearest pole is within the minutes and passes all three.
    public func isServedByTheRule(_ point: Int) -> Bool {
        isServed(point) && nearestPole[point].map { poles[$0].passes } ?? false
    }

    /// Which of the three fail for the people of a point: `minutes` where no pole is near enough, and what
    /// their nearest pole misses.
    public func failing(_ point: Int) -> [String] {
        guard let pole = nearestPole[point].map({ poles[$0] }) else { return ["minutes"] }
        var failing: [String] = []
        if !pole.inhabitants.passes { failing.append("inhabitants") }
        if !pole.professionals.passes { failing.append("professionals") }
        if !isServed(point) || !pole.minutes.passes { failing.append("minutes") }
        return failing
    }
}

/// Judges every pole: the sites of the rule's kinds that are no satellites. A pole is near where one of its
/// sites is; its professionals are those of all its sites.
///
/// - Parameter minimumTeam: judged apart; it changes none of the three.
public func judgePoles(
    _ reach: Reach, rule: ThreeFifteensRule, minimumTeam: MinimumTeamRule? = nil
) -> PoleAnalysis {
    let sites = reach.territory.sites
    let people = reach.territory.population.inhabitants
    let limit = TravelTime(minutes: rule.minutes)
    let mains = sites.indices.filter { sites[$0].satelliteOf == nil && rule.kinds.contains(sites[$0].kind) }
    let satellitesOfMain = Dictionary(grouping: sites.indices) { sites[$0].satelliteOf }
    let satellites = mains.map { satellitesOfMain[sites[$0].id] ?? [] }

    var nearestPole = [Int?](repeating: nil, count: people.count)
    var nearestTime = [TravelTime](repeating: .unreachable, count: people.count)
    var reachable = [Double](repeating: 0, count: mains.count)
    for pole in mains.indices {
        for point in people.indices {
            let time = satellites[pole].reduce(reach.times.time(site: mains[pole], place: point)) {
                min($0, reach.times.time(site: $1, place: point))
            }
            guard time.isReachable else { continue }
            if time <= limit { reachable[pole] += people[point] }
            // Poles come in the order of their ids, so that the first of equally near ones stays.
            if time < nearestTime[point] {
                nearestTime[point] = time
                nearestPole[point] = pole
            }
        }
    }

    var pointsOfPole = [[Int]](repeating: [], count: mains.count)
    for (point, pole) in nearestPole.enumerated() {
        if let pole { pointsOfPole[pole].append(point) }
    }
    let poles = mains.indices.map { pole -> PoleVerdict in
        let points = pointsOfPole[pole].filter { people[$0] > 0 }
        // Times are finite and people are counted, so that a distribution can always be made.
        let distribution = try? WeightedDistribution(
            values: points.map { Double(nearestTime[$0].milliseconds) / 60_000 }, weights: points.map { people[$0] })
        return PoleVerdict(
            site: mains[pole], satellites: satellites[pole],
            staff: PoleStaff([mains[pole]] + satellites[pole], of: sites, rule: rule, minimumTeam: minimumTeam),
            people: PolePeople(
                reachable: reachable[pole],
                allocated: points.reduce(0) { nearestTime[$1] <= limit ? $0 + people[$1] : $0 },
                area: points.reduce(0) { $0 + people[$1] }, minutes: distribution),
            rule: rule)
    }
    return PoleAnalysis(poles: poles, nearestPole: nearestPole, nearestTime: nearestTime, limit: limit)
}

/// Who works at the sites of a pole.
struct PoleStaff {
    var team: Professionals
    var planned: Professionals?
    /// By the rule's basis.
    var counted: Double
    var minimumTeam: MinimumTeam?

    /// - Parameter ofPole: positions of its sites, the main one first.
    init(_ ofPole: [Int], of sites: [Site], rule: ThreeFifteensRule, minimumTeam: MinimumTeamRule?) {
        let professionals = ofPole.reduce(Professionals.none) { $0 + sites[$1].professionals }
        let total = professionals.total
        team = professionals
        planned =
            ofPole.contains { sites[$0].planned != nil }
            ? ofPole.reduce(Professionals.none) { $0 + (sites[$1].planned ?? sites[$1].professionals) } : nil
        counted = rule.professionalsBasis == .headcount ? total.headcount : total.fullTimeEquivalents
        self.minimumTeam = minimumTeam.flatMap { rule in
            rule.kinds.contains(sites[ofPole[0]].kind) ? MinimumTeam(professionals, rule: rule) : nil
        }
    }
}

/// Who lives around a pole.
struct PolePeople {
    /// Inhabitants within the rule's minutes.
    var reachable: Double
    /// Those of them who have no nearer pole.
    var allocated: Double
    /// All whose nearest pole it is, however far.
    var area: Double
    /// Their minutes; nil where there are none.
    var minutes: WeightedDistribution?
}

extension PoleVerdict {
    init(site: Int, satellites: [Int], staff: PoleStaff, people: PolePeople, rule: ThreeFifteensRule) {
        self.init(
            site: site, satellites: satellites,
            inhabitants: .atLeast(
                rule.inhabitants, rule.inhabitantsBasis == .allocated ? people.allocated : people.reachable,
                tolerance: rule.tolerance),
            reachable: people.reachable, allocated: people.allocated,
            professionals: .atLeast(rule.professionals, staff.counted, tolerance: rule.tolerance),
            minutes: .atMost(
                rule.minutes, people.minutes.flatMap { quantile(rule.minutesQuantile, of: $0).value },
                tolerance: rule.tolerance),
            shareWithin: people.area > 0 ? people.allocated / people.area : nil,
            farthestMinutes: people.minutes.flatMap { maximum(of: $0).value }, team: staff.team,
            planned: staff.planned, minimumTeam: staff.minimumTeam)
    }
}

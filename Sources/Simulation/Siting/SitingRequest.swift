import Geometry
import Layers
public import Placement
public import Territory

/// Sites to place: what a `place` change says, with everything found that it names.
public struct SitingRequest: Hashable, Sendable {
    public var kind: String
    public var model: SitingModel
    /// New sites, beside those that exist. Of a maillage: at most.
    public var sites: Int?
    /// What the new sites may cost together, in place of `sites`.
    public var budget: Double?
    /// How far a site covers.
    public var minutes: Double
    /// In a fixed order, which breaks ties.
    public var candidates: [SitingCandidate]
    /// Whether the sites of the kind that exist count, and stay.
    public var countsExisting = true
    public var demand = SitingDemand.places
    /// What counts in the objective, by group of the population or `inhabitants`; empty: the inhabitants.
    public var weights: [String: Double] = [:]
    /// Of each site of a maillage.
    public var leastInhabitants = 15_000.0
    public var mostInhabitants: Double?
    public var isContiguous = false
    /// How the travel times of several profiles count.
    public var robust = RobustTravel.worst
    public var method = SitingMethod.auto
    public var timeLimitSeconds = 60.0
    public var seed: UInt64 = 1
    /// What the ids of the sites begin with.
    public var idPrefix: String
    public var namePrefix: String
    /// At each site; nil: by the staff rule, else nobody.
    public var professionals: Professionals?
    public var staffRule: StaffRule?
    public var companions: [SitingCompanion] = []
    public var drawsOnlyZones = false
    public var wantsCurve = false
    /// What said so, for findings: a place in the scenario file.
    public var place: String

    public init(
        kind: String, model: SitingModel, sites: Int? = nil, budget: Double? = nil, minutes: Double = 15,
        candidates: [SitingCandidate], place: String = "place"
    ) {
        self.kind = kind
        self.model = model
        self.sites = sites
        self.budget = budget
        self.minutes = minutes
        self.candidates = candidates
        self.place = place
        idPrefix = kind
        namePrefix = kind
    }
}

/// What is wrong with a request.
public struct SitingRequestProblem: Error, Hashable, Sendable, CustomStringConvertible {
    /// The key of the `place` change that says it: `sites`.
    public var key: String
    public var text: String
    public var remedy: String?

    public var description: String { "\(key): \(text)" + (remedy.map { "; \($0)" } ?? "") }
}

extension SitingRequest {
    /// Everything that is wrong with it on a territory, as this stands when sites are placed.
    public func problems(in territory: StudyTerritory, settings: ScenarioSettings) -> [SitingRequestProblem] {
        var found: [SitingRequestProblem] = []
        func add(_ key: String, _ text: String, _ remedy: String? = nil) {
            found.append(SitingRequestProblem(key: key, text: text, remedy: remedy))
        }
        checkKind(in: territory, settings: settings) { add($0, $1, $2) }
        checkNumber { add($0, $1, $2) }
        if !minutes.isFinite || minutes <= 0 { add("minutes", "\(plain(minutes)) minutes: give more than 0") }
        if !timeLimitSeconds.isFinite || timeLimitSeconds <= 0 {
            add("time_limit_seconds", "\(plain(timeLimitSeconds)) seconds: give more than 0")
        }
        let groups = territory.population.groups.map(\.name)
        for (name, factor) in weights.sorted(by: { $0.key < $1.key }) {
            if !(factor >= 0 && factor < .infinity) { add("weights.\(name)", "\(factor) is negative or no number") }
            guard name != PopulationBand.everybody, !groups.contains(name) else { continue }
            add(
                "weights.\(name)", "the population has no group \(name)",
                suggestion(for: name, among: groups + [PopulationBand.everybody]) ?? known(groups))
        }
        if !weights.isEmpty, weights.values.allSatisfy({ $0 == 0 }) {
            add("weights", "all weights are 0: nothing is left to be served")
        }
        if model != .partition {
            if isContiguous { add("contiguous", "only a maillage parts the land into areas", "take it out") }
            if mostInhabitants != nil {
                add("max_inhabitants", "only a maillage bounds the inhabitants of a site", "take it out")
            }
        } else {
            if isContiguous, demand != .communes {
                add(
                    "contiguous", "areas are contiguous as sets of communes",
                    "write demand: communes, or take `contiguous` out")
            }
            if let most = mostInhabitants, most < leastInhabitants {
                add(
                    "max_inhabitants",
                    "\(plain(most)) inhabitants at most, fewer than the \(plain(leastInhabitants)) at least")
            }
        }
        if let staffRule, staffRule.team.values.reduce(0, +) <= 0 { add("staff.team", "nobody is in the team") }
        return found
    }

    private func checkKind(
        in territory: StudyTerritory, settings: ScenarioSettings, _ add: (String, String, String?) -> Void
    ) {
        let described = settings.kinds.names
        let names = Set(described).union(territory.sites.map(\.kind)).union(settings.minutesByKind.keys).sorted()
        if !names.contains(kind) {
            add(
                "kind", "no kind of site \(kind) is known",
                suggestion(for: kind, among: names)
                    ?? "known: \(names.joined(separator: ", ")); or describe it under `kinds`")
        }
        if settings.kinds[kind].covering == .zonal {
            add(
                "kind", "sites of the kind \(kind) are responsible for communes: nobody travels to them",
                "place sites of another kind, or write kinds: {\(kind): {covers: catchment}}")
        }
        if let moment = settings.moment {
            let site = Site(id: SiteID(idPrefix), name: "", kind: kind, location: Point(x: 0, y: 0))
            if !settings.kinds.isOpen(site, at: moment) {
                add(
                    "kind",
                    "sites of the kind \(kind) are closed at the moment \(moment.name): placed ones would serve nobody",
                    "take `moment` out, or tell their hours under `kinds`")
            }
        }
    }

    private func checkNumber(_ add: (String, String, String?) -> Void) {
        if candidates.isEmpty { add("candidates", "there is no candidate", "name places where sites may stand") }
        switch (sites, budget) {
        case (nil, nil) where model.needsSites:
            add("sites", "the model \(model.rawValue) needs a number of sites", "add `sites`, or `budget`")
        case (_?, _?): add("budget", "`sites` is given too", "keep one of them")
        default: break
        }
        if let sites {
            if model == .setCovering {
                add("sites", "the model lscp finds the number of sites itself", "take it out, or write model: mclp")
            } else if sites < 1 {
                add("sites", "\(sites) sites", "give 1 at least")
            } else if sites > candidates.count, !candidates.isEmpty {
                add(
                    "sites", "\(sites) sites are asked for, and there are \(candidates.count) candidates",
                    "lower `sites`, or name more candidates")
            }
        }
        if let budget {
            if !model.needsSites {
                add("budget", "the model \(model.rawValue) finds the number of sites itself", "take it out")
            }
            if !(budget >= 0 && budget < .infinity) { add("budget", "\(budget) is no amount of money", nil) }
            if !candidates.allSatisfy({ ($0.cost ?? 0) > 0 && ($0.cost ?? 0) < .infinity }) {
                add(
                    "budget", "not every candidate has a cost above 0",
                    "name a layer of candidates with a column `cost`")
            }
        }
    }
}

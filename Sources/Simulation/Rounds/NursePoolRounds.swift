public import Territory

/// Visits of people, per day on which rounds are made: the mean of the days simulated.
public struct VisitFigures: Hashable, Sendable {
    /// Whole visits over all days simulated.
    public internal(set) var neededCount = 0
    public internal(set) var doneCount = 0
    /// Of homes that no pool reaches within its minutes.
    public internal(set) var outOfReachCount = 0
    public internal(set) var days = 1

    public var needed: Double { Double(neededCount) / Double(days) }
    public var done: Double { Double(doneCount) / Double(days) }
    public var undone: Double { Double(neededCount - doneCount) / Double(days) }
    public var outOfReach: Double { Double(outOfReachCount) / Double(days) }
    /// Of homes within the minutes of a pool whose days are full.
    public var beyondCapacity: Double { Double(neededCount - doneCount - outOfReachCount) / Double(days) }
    /// Nil where none are needed.
    public var doneShare: Double? { neededCount > 0 ? Double(doneCount) / Double(neededCount) : nil }
}

/// Where the time of a pool's nurses goes, per day.
public struct RoundTime: Hashable, Sendable {
    public internal(set) var visitCount = 0
    public internal(set) var roundCount = 0
    public internal(set) var travelMilliseconds = 0
    public internal(set) var travelCentimetres = 0
    public internal(set) var days = 1

    /// Rounds made, per day.
    public var rounds: Double { Double(roundCount) / Double(days) }
    public var kilometres: Double { Double(travelCentimetres) / 100_000 / Double(days) }
    public var roadMinutes: Double { Double(travelMilliseconds) / 60_000 / Double(days) }
    /// Nil where no visit is made.
    public var kilometresPerVisit: Double? {
        visitCount > 0 ? Double(travelCentimetres) / 100_000 / Double(visitCount) : nil
    }
    public var roadMinutesPerVisit: Double? {
        visitCount > 0 ? Double(travelMilliseconds) / 60_000 / Double(visitCount) : nil
    }
    public var visits: Double { Double(visitCount) / Double(days) }

    public func careMinutes(_ settings: RoundsSettings) -> Double { visits * settings.visitMinutes }
    public func stopMinutes(_ settings: RoundsSettings) -> Double { visits * settings.stopMinutes }
    /// Care out of care, stops and road; nil where there is none.
    public func careShare(_ settings: RoundsSettings) -> Double? {
        let whole = careMinutes(settings) + stopMinutes(settings) + roadMinutes
        return whole > 0 ? careMinutes(settings) / whole : nil
    }

    mutating func add(visits: Int, milliseconds: Int, centimetres: Int) {
        visitCount += visits
        roundCount += 1
        travelMilliseconds += milliseconds
        travelCentimetres += centimetres
    }
}

/// One nurse's round of the first day simulated.
public struct NurseRound: Hashable, Sendable {
    /// Position of the pool's site in the territory.
    public var site: Int
    /// Population points in the order of the visits.
    public var points: [Int]
    public var travelMilliseconds: Int
    public var travelCentimetres: Int
    /// Whether the pool goes to people of another pool.
    public var isHelp: Bool
}

/// What the rounds of one nurse pool come to.
public struct NursePoolRounds: Sendable {
    /// Position of the site in the territory.
    public var site: Int
    /// Full-time equivalents.
    public var nurses: Double
    /// Rounds a day that they make, on average over the year.
    public var roundsAvailable: Double
    /// People whose nearest pool within its minutes it is.
    public var places: Int
    public var inhabitants: Double
    /// Of these, by commune: within the minutes times the share of their visits that are done.
    public var inhabitantsWithinCapacity: Double
    /// Of these people.
    public var visits: VisitFigures
    /// Done by nurses of other pools.
    public var helpedCount: Int
    /// What its own nurses do, for people of other pools too.
    public var time: RoundTime
    /// Rounds for all visits of its people, on the day simulated with the most; visits that no round can hold are left
    /// out.
    public var roundsForAll: Int
    /// Full-time equivalents that make these.
    public var nursesForAll: Double
    /// Rounds for all visits, as routed without a limit on nurses.
    public var timeForAll: RoundTime
    /// Visits that a round cannot hold even alone: the way there and back takes too long.
    public var tooFarCount: Int
    public var approximation: TourApproximation?
    /// Visits of its people, by commune; nil outside all communes.
    public var communes: [(commune: Int?, visits: VisitFigures)]

    /// Full-time equivalents that make the rounds that are made.
    public func nursesUsed(_ settings: RoundsSettings) -> Double {
        min(nurses, time.rounds / settings.roundsPerNurse)
    }
}

/// The rounds of all nurse pools.
public struct NurseRounds: Sendable {
    public var settings: RoundsSettings
    /// In the order of their sites.
    public var pools: [NursePoolRounds]
    public var total: VisitFigures
    /// In the order of the communes.
    public var communes: [VisitFigures]
    public var outsideCommunes: VisitFigures
    /// Those of the first day simulated, by pool.
    public var rounds: [NurseRound]
    public var findings: [Finding]
}

/// What becomes of the access of the people of one place from one run to another.
enum AccessShift: String, CaseIterable {
    /// No site of the kind within its minutes before, one or more now.
    case newlyCovered = "newly_covered"
    case noLongerCovered = "no_longer_covered"
    /// Covered or uncovered as before, and less far from the nearest site.
    case nearer
    case farther
    /// As far from the nearest site as before, to the millisecond.
    case unchanged

    /// - Parameter point: a position in both.
    init(from before: KindAccess, to after: KindAccess, at point: Int) {
        let (wasCovered, isCovered) = (before.choices[point] > 0, after.choices[point] > 0)
        // What cannot be reached is farther than anything that can.
        let (was, now) = (before.milliseconds[point] ?? .max, after.milliseconds[point] ?? .max)
        self =
            switch (wasCovered, isCovered) {
            case (false, true): .newlyCovered
            case (true, false): .noLongerCovered
            default: now < was ? .nearer : now > was ? .farther : .unchanged
            }
    }
}

/// How the access of some people to a kind of site changes from one run to another. Everybody has one shift, so that
/// the five numbers of people add up to all of them.
struct AccessChange: Sendable, Equatable {
    /// In the order of `AccessShift.allCases`.
    private var peopleByShift = [Double](repeating: 0, count: AccessShift.allCases.count)
    /// People who reach a site in both runs.
    private(set) var reachingInBoth = 0.0
    /// Σ people × (milliseconds before − milliseconds after), over those who reach a site in both.
    private(set) var personMilliseconds = 0.0
    /// Σ people × (sites within the minutes after − before).
    private(set) var personChoices = 0.0
    /// People who reach a site now and could not before, and the other way round.
    private(set) var newlyReaching = 0.0
    private(set) var noLongerReaching = 0.0

    mutating func add(_ people: Double, from before: KindAccess, to after: KindAccess, at point: Int) {
        let shift = AccessShift(from: before, to: after, at: point)
        for (place, other) in AccessShift.allCases.enumerated() where other == shift { peopleByShift[place] += people }
        personChoices += people * Double(after.choices[point] - before.choices[point])
        switch (before.milliseconds[point], after.milliseconds[point]) {
        case (let was?, let now?):
            reachingInBoth += people
            personMilliseconds += people * Double(was - now)
        case (nil, .some): newlyReaching += people
        case (.some, nil): noLongerReaching += people
        case (nil, nil): break
        }
    }

    /// The people of a shift.
    subscript(shift: AccessShift) -> Double {
        zip(AccessShift.allCases, peopleByShift).first { $0.0 == shift }?.1 ?? 0
    }

    var inhabitants: Double { peopleByShift.reduce(0, +) }
    /// Covered now less covered before: what the change is on balance.
    var coveredChange: Double { self[.newlyCovered] - self[.noLongerCovered] }
    /// How much nearer the nearest site is on average, over those who reach one in both runs; nil where nobody does.
    var meanMinutesGained: Double? { reachingInBoth > 0 ? personMilliseconds / reachingInBoth / 60_000 : nil }
    /// How many more sites there are within the minutes on average; nil where nobody lives.
    var meanChoicesChange: Double? { inhabitants > 0 ? personChoices / inhabitants : nil }

    /// First the people covered on balance, then the time gained.
    static func gainsLess(_ left: AccessChange, _ right: AccessChange) -> Bool {
        (left.coveredChange, left.personMilliseconds) < (right.coveredChange, right.personMilliseconds)
    }

    private static let nothing = AccessChange()
    var isGain: Bool { Self.gainsLess(Self.nothing, self) }
    var isLoss: Bool { Self.gainsLess(self, Self.nothing) }
}

/// Who gains and who loses by a kind of site from one run to another.
struct GainsAndLosses: Sendable {
    var kind: String
    var all: AccessChange
    /// Nil for a group that one of the runs has not.
    var groups: [(name: String, change: AccessChange?)]
    /// In the order of the run's communes.
    var communes: [AccessChange]
    /// The people outside every commune.
    var outside: AccessChange
    /// In the order of the territories asked for.
    var territories: [AccessChange]

    /// - Parameters:
    ///   - groups: every group of any run, by name.
    ///   - communes: codes, ascending.
    ///   - territories: the codes of the communes of each.
    init(
        of kind: String, from before: RunPeople, to after: RunPeople, groups: [String], communes: [String],
        territories: [[String]]
    ) {
        let was = before.kind(kind) ?? .nobody(kind, pointCount: before.count)
        let now = after.kind(kind) ?? .nobody(kind, pointCount: before.count)
        func change(_ counts: [Double]) -> AccessChange {
            var change = AccessChange()
            for (point, people) in counts.enumerated() { change.add(people, from: was, to: now, at: point) }
            return change
        }
        let positions = Dictionary(communes.enumerated().map { ($1, $0) }) { first, _ in first }
        var byCommune = [AccessChange](repeating: AccessChange(), count: communes.count)
        var outside = AccessChange()
        for (point, people) in before.inhabitants.enumerated() {
            if let commune = before.communes[point].flatMap({ positions[$0] }) {
                byCommune[commune].add(people, from: was, to: now, at: point)
            } else {
                outside.add(people, from: was, to: now, at: point)
            }
        }
        self.kind = kind
        all = change(before.inhabitants)
        self.groups = groups.map { name in
            (name, after.group(name) == nil ? nil : before.group(name).map(change))
        }
        self.communes = byCommune
        self.outside = outside
        self.territories = territories.map { codes in
            codes.compactMap { positions[$0] }.sorted().reduce(into: AccessChange()) { $0.add(byCommune[$1]) }
        }
    }
}

extension AccessChange {
    fileprivate mutating func add(_ other: AccessChange) {
        for place in peopleByShift.indices { peopleByShift[place] += other.peopleByShift[place] }
        reachingInBoth += other.reachingInBoth
        personMilliseconds += other.personMilliseconds
        personChoices += other.personChoices
        newlyReaching += other.newlyReaching
        noLongerReaching += other.noLongerReaching
    }
}

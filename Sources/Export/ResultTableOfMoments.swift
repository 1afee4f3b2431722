import Coverage
import Simulation

/// Moment by moment what each kind covers, where the scenario asks for it.
func momentLines(_ result: SimulationResult, _ words: TableWords) -> [String] {
    guard !result.moments.isEmpty else { return [] }
    let head = [
        words.moment, words.kind, words.openSites, words.covered, words.share, words.uncovered, words.throughout,
        words.mean,
    ]
    let rows = result.moments.flatMap { moment in
        moment.kinds.map { kind in
            let inhabitants = kind.covered + kind.uncovered
            return [
                words.moment(moment.moment.name), kind.kind, "\(kind.openSites)", words.number(kind.covered),
                words.percent(inhabitants > 0 ? kind.covered / inhabitants : nil), words.number(kind.uncovered),
                words.number(kind.coveredThroughout), words.minutes(kind.minutesToNearest.mean),
            ]
        }
    }
    return [""] + columns([head] + rows)
}

/// What each transport on demand changes for people without a car.
func transportLines(_ result: SimulationResult, _ words: TableWords) -> [String] {
    guard !result.transports.isEmpty else { return [] }
    let head = [
        words.transport, words.kind, words.withoutCar, words.coveredBefore, words.coveredAfter, words.tripsPaid,
        words.publicCost,
    ]
    let rows = result.transports.flatMap { access in
        access.kinds.map { kind in
            [
                access.transport.name, kind.kind, words.number(access.people), words.number(kind.coveredBefore),
                words.number(kind.coveredAfter), words.percent(access.paidShare), words.number(access.publicCostEuros),
            ]
        }
    }
    return [""] + columns([head] + rows)
}

/// The communes that lose professionals.
func supplyLines(_ result: SimulationResult, _ words: TableWords) -> [String] {
    let losing = result.supplyChanges?.losingCommunes ?? []
    guard !losing.isEmpty else { return [] }
    let rows = losing.flatMap { entry in
        entry.professions.filter { $0.change.headcount < 0 || $0.change.fullTimeEquivalents < 0 }.map { profession in
            [
                entry.commune.map { result.territory.communes[$0].name } ?? words.outside, profession.profession,
                words.tenths(profession.before.headcount), words.tenths(profession.after.headcount),
                words.tenths(profession.before.fullTimeEquivalents), words.tenths(profession.after.fullTimeEquivalents),
            ]
        }
    }
    let head = [words.losingCommune, words.profession, words.before, words.after, words.fteBefore, words.fteAfter]
    return [""] + columns([head] + rows)
}

extension TableWords {
    fileprivate var moment: String { word("moment", "moment") }
    fileprivate var openSites: String { word("ouverts", "open") }
    fileprivate var throughout: String { word("à toute heure", "at every hour") }
    fileprivate var transport: String { word("transport à la demande", "transport on demand") }
    fileprivate var withoutCar: String { word("sans voiture", "without a car") }
    fileprivate var coveredBefore: String { word("couverts à pied", "covered on foot") }
    fileprivate var coveredAfter: String { word("avec le transport", "with the transport") }
    fileprivate var tripsPaid: String { word("trajets financés", "trips paid") }
    fileprivate var publicCost: String { word("coût public (€/an)", "public cost (€/year)") }
    fileprivate var losingCommune: String { word("commune qui perd", "losing commune") }
    fileprivate var profession: String { word("profession", "profession") }
    fileprivate var before: String { word("avant", "before") }
    fileprivate var after: String { word("après", "after") }
    fileprivate var fteBefore: String { word("ETP avant", "FTE before") }
    fileprivate var fteAfter: String { word("ETP après", "FTE after") }
    fileprivate var outside: String { word("hors du territoire", "outside the territory") }

    fileprivate func moment(_ name: String) -> String {
        switch name {
        case "day": word("jour", name)
        case "night": word("nuit", name)
        case "weekend": word("week-end", name)
        default: name
        }
    }

    /// A count of people or of their time, which may be a fraction.
    fileprivate func tenths(_ number: Double) -> String {
        number == number.rounded() ? self.number(number) : minutes(number)
    }

    /// The verdict on a least team; a dash where none is needed.
    func minimumTeam(_ team: MinimumTeam?) -> String {
        guard let team else { return "–" }
        return team.passes.map { $0 ? passes : fails } ?? word("indéterminé", "unknown")
    }
}

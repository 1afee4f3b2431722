import Coverage
import Equity
public import Foundation
public import Simulation
import Territory

/// A JSON value; members of objects are written in the order of their names.
enum SummaryValue: Encodable, Sendable {
    case null
    case flag(Bool)
    case number(Double)
    case text(String)
    case list([SummaryValue])
    case object([String: SummaryValue])
    /// The members of indices, and further ones beside them.
    case indices(EquityIndices, [String: SummaryValue])

    init(_ number: Double?) {
        self = number.map { .number($0) } ?? .null
    }

    init(_ text: String?) {
        self = text.map { .text($0) } ?? .null
    }

    func encode(to encoder: any Encoder) throws {
        if case .indices(let indices, let further) = self {
            try indices.encode(to: encoder)
            var object = encoder.container(keyedBy: MemberName.self)
            for (name, value) in further { try object.encode(value, forKey: MemberName(stringValue: name)) }
            return
        }
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .flag(let flag): try container.encode(flag)
        case .number(let number): try container.encode(number)
        case .text(let text): try container.encode(text)
        case .list(let list): try container.encode(list)
        case .object(let members): try container.encode(members)
        case .indices: break
        }
    }

    private struct MemberName: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    /// The value as JSON: names sorted, numbers in their shortest exact form.
    func data(pretty: Bool) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting =
            pretty ? [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted] : [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(self)
    }
}

/// The summary of a result as JSON (`summary.json`).
///
/// - Throws: what the encoder throws; every number in it is finite.
public func summaryData(of result: SimulationResult, pretty: Bool = true) throws -> Data {
    try summary(of: result).data(pretty: pretty)
}

func summary(of result: SimulationResult) -> SummaryValue {
    let sites = result.territory.sites
    let kinds = result.kinds.map { kind in
        (kind.kind, summary(of: kind, people: result.territory.population.inhabitants))
    }
    let overlaps = result.kinds.map { kind in
        (
            kind.kind,
            SummaryValue.object([
                "overlapped_inhabitants": .number(kind.overlappedInhabitants),
                "pairs": .list(
                    kind.pairs.map { pair in
                        .object([
                            "a": .text(sites[pair.a].id.description), "b": .text(sites[pair.b].id.description),
                            "inhabitants": .number(pair.inhabitants), "share_of_a": .number(pair.shareOfA),
                            "share_of_b": .number(pair.shareOfB), "jaccard": .number(pair.jaccard),
                            "same_pole": .flag(pair.isSamePole),
                        ])
                    }),
            ])
        )
    }
    let points = 0..<result.territory.population.count
    let people = result.territory.population.inhabitants
    let served = points.reduce(0) { result.poles.isServed($1) ? $0 + people[$1] : $0 }
    let servedByRule = points.reduce(0) { result.poles.isServedByTheRule($1) ? $0 + people[$1] : $0 }
    let communes = result.territory.communes.map(\.name)
    var members: [String: SummaryValue] = [
        "scenario": .text(result.scenario),
        "territory": .text(result.territory.name),
        "note": SummaryValue(result.territory.note),
        "profile": .text(result.network.profile),
        "inhabitants": .number(result.territory.population.totalInhabitants),
        "kinds": .object(Dictionary(uniqueKeysWithValues: kinds)),
        "three_15s": .list(
            result.poles.poles.map { summary(of: $0, in: result.territory, kinds: result.settings.kinds) }),
        "three_15s_served": .object([
            "inhabitants_with_a_pole": .number(served), "inhabitants_served_by_the_rule": .number(servedByRule),
        ]),
        "overlaps": .object(Dictionary(uniqueKeysWithValues: overlaps)),
        "equity": result.equity.map { summary(of: $0, communes: communes) } ?? .null,
        "unattached": .object([
            "inhabitants": .number(result.unattachedInhabitants),
            "sites": .list(result.unattachedSites.map { .text($0.description) }),
        ]),
        "findings": .list(
            result.findings.map {
                .object(["severity": .text($0.severity.rawValue), "where": .text($0.where), "text": .text($0.text)])
            }),
    ]
    if !result.settings.furtherEquity.isEmpty {
        let all = ([result.equity].compactMap { $0 } + result.furtherEquity).map {
            ($0.settings.title, summary(of: $0, communes: communes))
        }
        members["equity_by_quantity"] = .object(Dictionary(all) { first, _ in first })
    }
    if let adequacy = result.adequacy {
        members["adequacy"] = summary(of: adequacy)
        members["basket"] = summary(of: adequacy.basket)
    }
    // What a scenario does not ask for has no key.
    if let moment = result.settings.moment { members["moment"] = summary(of: moment) }
    if !result.moments.isEmpty { members["moments"] = summary(of: result.moments) }
    if !result.transports.isEmpty {
        members["transport_on_demand"] = summary(of: result.transports, in: result.territory)
    }
    if let changes = result.supplyChanges { members["supply_changes"] = summary(of: changes, in: result.territory) }
    if let stays = result.stays { members["temporary_stays"] = summary(of: stays, in: result.territory) }
    members.merge(summaryMembers(of: result.rounds, in: result.territory)) { first, _ in first }
    if !result.placements.isEmpty {
        members["placements"] = summary(of: result.placements, in: result.territory)
    }
    members["years"] = result.years.map { summary(of: $0, communes: result.territory.communes) }
    return .object(members.merging(summaryOfZones(result)) { first, _ in first })
}

private func summary(of kind: KindResult, people: [Double]) -> SummaryValue {
    let figures = kind.figures
    let groups = kind.groups.map { name, figures in
        (
            name,
            SummaryValue.object([
                "total": .number(figures.inhabitants), "covered_inhabitants": .number(figures.covered),
                "uncovered_inhabitants": .number(figures.uncovered),
            ])
        )
    }
    var members: [String: SummaryValue] = [
        "sites": .number(Double(kind.coverage.sites.count)),
        "minutes": SummaryValue(kind.coverage.limit.minutes),
        "covered_inhabitants": .number(figures.covered),
        "uncovered_inhabitants": .number(figures.uncovered),
        "covered_share": SummaryValue(figures.coveredShare),
        "choices": .object([
            "0": .number(figures.choices[0]), "1": .number(figures.choices[1]), "2": .number(figures.choices[2]),
            "3_or_more": .number(figures.choices[3]),
        ]),
        "minutes_to_nearest": summary(of: figures.minutesToNearest),
        "kilometres_to_nearest": summary(of: figures.kilometresToNearest),
        "groups": .object(Dictionary(uniqueKeysWithValues: groups)),
    ]
    if let zonal = kind.coverage.zonal { members["perimeters"] = summary(of: zonal, people: people) }
    if let days = kind.accessDays { members["access_days_per_week"] = summary(of: days) }
    return .object(members)
}

func summary(of distribution: DistributionFigures) -> SummaryValue {
    .object([
        "mean": SummaryValue(distribution.mean), "median": SummaryValue(distribution.median),
        "p90": SummaryValue(distribution.p90), "max": SummaryValue(distribution.max),
    ])
}

func summary(of pole: PoleVerdict, in territory: StudyTerritory, kinds: SiteKinds) -> SummaryValue {
    func criterion(_ criterion: Criterion, _ others: [String: SummaryValue]) -> SummaryValue {
        var members: [String: SummaryValue] = [
            "value": SummaryValue(criterion.value), "threshold": .number(criterion.threshold),
            "gap": SummaryValue(criterion.gap), "passes": .flag(criterion.passes),
        ]
        members.merge(others) { first, _ in first }
        return .object(members)
    }
    let site = territory.sites[pole.site]
    let members: [String: SummaryValue] = [
        "site": .text(site.id.description), "name": .text(site.name), "indicative": .flag(true),
        "passes": .flag(pole.passes),
        "inhabitants": criterion(
            pole.inhabitants, ["reachable": .number(pole.reachable), "allocated": .number(pole.allocated)]),
        "professionals": criterion(
            pole.professionals,
            ["satellites": .list(pole.satellites.map { .text(territory.sites[$0].id.description) })]),
        "minutes": criterion(
            pole.minutes,
            ["share_within": SummaryValue(pole.shareWithin), "max": SummaryValue(pole.farthestMinutes)]),
    ]
    return .object(members.merging(poleMembers(pole, in: territory, kinds: kinds)) { first, _ in first })
}

public import Coverage
import RoadNetwork
public import Territory

/// A territory of a division with its figures.
public struct DivisionResult: Sendable {
    public var division: String
    public var territory: DivisionTerritory
    public var figures: DivisionTerritoryFigures
    /// The population that it was grown to reach; nil where it was not grown.
    public var targetInhabitants: Double?
}

/// What holds of the divisions of a territory as wholes.
public struct ZoneAnalysis: Sendable {
    /// In the order of the territory's divisions.
    public var memberships: [DivisionMembership]
    /// Every pair of divisions, by position, the earlier one first.
    public var agreements: [(first: Int, second: Int, agreement: DivisionAgreement)]
    public var coordination: CoordinationCount
    /// Kinds of site that people go to.
    public var flowsTo: [String]
}

/// How many coordination structures are responsible for the same land.
public struct CoordinationCount: Sendable {
    /// Names of the divisions that count.
    public var divisions: [String]
    /// For each commune how many of their territories have it.
    public var structuresOfCommune: [Int]
    /// Communes, and inhabitants, with none, one, two, three or more.
    public var communes: [Int]
    public var inhabitants: [Double]

    init(_ divisions: [Division], in territory: StudyTerritory) {
        var ofCommune = [Int](repeating: 0, count: territory.communes.count)
        var ofPoint = [Int](repeating: 0, count: territory.population.count)
        for part in divisions.flatMap(\.territories) {
            for commune in part.communes { ofCommune[commune] += 1 }
            for point in part.points { ofPoint[point] += 1 }
        }
        self.divisions = divisions.map(\.name)
        structuresOfCommune = ofCommune
        communes = [0, 0, 0, 0]
        inhabitants = [0, 0, 0, 0]
        for count in ofCommune { communes[min(3, count)] += 1 }
        for (point, count) in ofPoint.enumerated() {
            inhabitants[min(3, count)] += territory.population.inhabitants[point]
        }
    }
}

/// What an evaluation has to say of the divisions.
struct ZoneEvaluation {
    /// With the zones that were grown.
    var territory: StudyTerritory
    var divisions: [DivisionResult] = []
    /// Nil where the territory has no division.
    var whole: ZoneAnalysis?
    var findings: [Finding] = []
}

/// Grows the zones that are still to be grown, and checks every territory of every division.
///
/// - Throws: `GeometryError`.
func evaluateZones(
    of territory: StudyTerritory, coverages: [KindCoverage], for people: AttachedPeople, settings: ScenarioSettings,
    cache: SiteTravelCache?, threads: Int
) throws -> ZoneEvaluation {
    guard !territory.divisions.isEmpty else { return ZoneEvaluation(territory: territory) }
    let geography = people.geography ?? CommuneGeography(territory)
    let kinds = settings.kindsOfFlows
    let flows = PeopleFlows(coverages.filter { kinds.contains($0.kind) }, in: territory)
    let grown = try growZones(
        of: territory, geography: geography, flows: flows, for: people, settings: settings, cache: cache,
        threads: threads)
    var evaluation = ZoneEvaluation(territory: grown.territory, findings: grown.findings)
    evaluation.divisions = grown.territory.divisions.flatMap { division in
        division.territories.map { part in
            DivisionResult(
                division: division.name, territory: part,
                figures: figures(
                    of: part, in: division.name, grown.territory, geography: geography, coverages: coverages,
                    flows: flows),
                targetInhabitants: territory.growths.first { $0.division == division.name && $0.id == part.id }
                    .flatMap(\.inhabitants))
        }
    }
    evaluation.findings += evaluation.divisions.compactMap { contiguityFinding($0, geography, territory) }
    evaluation.whole = ZoneAnalysis(of: grown.territory, settings: settings)
    return evaluation
}

extension ZoneAnalysis {
    fileprivate init(of territory: StudyTerritory, settings: ScenarioSettings) {
        memberships = territory.divisions.map { DivisionMembership($0, in: territory) }
        agreements = []
        for first in memberships.indices {
            for second in memberships.indices.dropFirst(first + 1) {
                let agreement = agreement(
                    of: memberships[first].territoryOfPoint, and: memberships[second].territoryOfPoint,
                    people: territory.population.inhabitants)
                agreements.append((first, second, agreement))
            }
        }
        let names = Set(settings.zones.coordination.map { $0.lowercased() })
        coordination = CoordinationCount(
            territory.divisions.filter { names.contains($0.name.lowercased()) }, in: territory)
        flowsTo = settings.kindsOfFlows
    }
}

private func contiguityFinding(
    _ result: DivisionResult, _ geography: CommuneGeography, _ territory: StudyTerritory
) -> Finding? {
    guard !result.figures.isContiguous, !result.territory.communes.isEmpty else { return nil }
    let pieces = contiguousPieces(result.territory.communes, neighbours: geography.neighbours)
    let heads = pieces.prefix(5).map { territory.communes[$0[0]].id.text }
    return Finding(
        .warning, where: "\(result.division) \(result.territory.id)",
        "is not contiguous: its communes lie in \(pieces.count) pieces, with \(heads.joined(separator: ", "))"
            + (pieces.count > 5 ? "…" : ""))
}

extension ScenarioSettings {
    /// Kinds of site that people go to, which structure the territory.
    var kindsOfFlows: [String] { zones.flowsTo ?? threeFifteens.kinds.sorted() }
}

import Coverage
import RoadNetwork
import Territory

/// Grows the zones that a territory has still to grow: those with a target one after the other in the order of the
/// scenario, then those without one side by side, division by division.
///
/// A zone takes no commune that a territory of its division has, nor the seed of one that is still to be grown, unless
/// it may overlap.
///
/// - Throws: `GeometryError`.
func growZones(
    of territory: StudyTerritory, geography: CommuneGeography, flows: PeopleFlows, for people: AttachedPeople,
    settings: ScenarioSettings, cache: SiteTravelCache?, threads: Int
) throws -> (territory: StudyTerritory, findings: [Finding]) {
    guard !territory.growths.isEmpty else { return (territory, []) }
    var grown = territory
    grown.growths = []
    var findings: [Finding] = []
    let ground = GrowthGround(
        geography: geography, flows: flows, communeOfSite: territory.sites.map(\.commune),
        weights: settings.zones.weights)
    // Seeds are places that people travel to, as sites are.
    let centres = geography.centres.map { $0.flatMap { people.attachments[$0] } }
    let seeds = territory.growths.map { centres[$0.seed] }
    let times = TravelTimeMatrix(
        network: people.network, sites: seeds, directions: seeds.map { _ in .toSite }, places: people.attachments,
        cache: cache, threads: threads)
    func minutes(to number: Int) -> [Double?] {
        geography.centres.map { $0.flatMap { times.time(site: number, place: $0).minutes } }
    }
    /// The communes of the division's territories, and the seeds of those still to be grown.
    func taken(_ division: String, waiting: some Sequence<ZoneGrowth>) -> [Bool] {
        var taken = [Bool](repeating: false, count: territory.communes.count)
        for part in grown.divisions.filter({ $0.name == division }).flatMap(\.territories) {
            for commune in part.communes { taken[commune] = true }
        }
        for other in waiting where other.division == division { taken[other.seed] = true }
        return taken
    }
    func put(_ zone: GrownZone, of growth: ZoneGrowth) throws {
        let outline = try geography.outlines.outline(of: zone.communes, among: territory.communes)
        grown.put(
            DivisionTerritory(
                id: growth.id, name: growth.name, boundary: outline, communes: zone.communes,
                points: zone.communes.flatMap { geography.points[$0] }.sorted(), isOfScenario: true),
            into: growth.division)
    }
    for (number, growth) in territory.growths.enumerated() {
        guard let target = growth.inhabitants else { continue }
        let waiting = territory.growths.enumerated().filter { $0.offset > number || $0.element.inhabitants == nil }
        let zone = growZone(
            from: growth.seed, to: target, minutes: minutes(to: number),
            taken: growth.mayOverlap
                ? territory.communes.map { _ in false } : taken(growth.division, waiting: waiting.map(\.element)),
            on: ground)
        try put(zone, of: growth)
        if let finding = finding(growth, zone, target: target) { findings.append(finding) }
    }
    for division in territory.divisions.map(\.name) {
        let together = territory.growths.indices.filter {
            territory.growths[$0].division == division && territory.growths[$0].inhabitants == nil
        }
        guard !together.isEmpty else { continue }
        let parts = partitionLand(
            from: together.map { territory.growths[$0].seed }, minutes: together.map(minutes(to:)),
            taken: taken(division, waiting: []), on: ground)
        for (number, zone) in zip(together, parts.zones) { try put(zone, of: territory.growths[number]) }
        if !parts.unreached.isEmpty {
            let names = parts.unreached.prefix(10).map { territory.communes[$0].id.text }.joined(separator: ", ")
            findings.append(
                Finding(
                    .warning, where: division,
                    "\(parts.unreached.count) communes are in no territory: none that grows comes beside them: \(names)"
                        + (parts.unreached.count > 10 ? "…" : "")))
        }
    }
    return (grown, findings)
}

/// Where a zone ends more than a tenth away from its target.
private func finding(_ growth: ZoneGrowth, _ zone: GrownZone, target: Double) -> Finding? {
    guard abs(zone.inhabitants - target) > target / 10 else { return nil }
    let reached = "has \(roundedToTenths(zone.inhabitants)) inhabitants, not \(plain(target)): "
    let reason: String
    if zone.inhabitants > target {
        reason = "a single commune brings it so far"
    } else if zone.hasNoNeighbourLeft {
        reason = "no commune beside it is left that it may take"
    } else {
        reason = "no commune beside it brings it nearer"
    }
    return Finding(.warning, where: "\(growth.division) \(growth.id)", reached + reason)
}

import Coverage
import RoadNetwork
import Territory

/// Grows the zones that a territory has still to grow, one after the other in the order of the scenario.
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
    for (number, growth) in territory.growths.enumerated() {
        let minutes = geography.centres.map { $0.flatMap { times.time(site: number, place: $0).minutes } }
        var taken = [Bool](repeating: false, count: territory.communes.count)
        if !growth.mayOverlap {
            for part in grown.divisions.filter({ $0.name == growth.division }).flatMap(\.territories) {
                for commune in part.communes { taken[commune] = true }
            }
            for other in territory.growths[(number + 1)...] where other.division == growth.division {
                taken[other.seed] = true
            }
        }
        let zone = growZone(from: growth.seed, to: growth.inhabitants, minutes: minutes, taken: taken, on: ground)
        let outline = try geography.outlines.outline(of: zone.communes, among: territory.communes)
        grown.put(
            DivisionTerritory(
                id: growth.id, name: growth.name, boundary: outline, communes: zone.communes,
                points: zone.communes.flatMap { geography.points[$0] }.sorted()), into: growth.division)
        if let finding = finding(growth, zone) { findings.append(finding) }
    }
    return (grown, findings)
}

/// Where a zone ends more than a tenth away from its target.
private func finding(_ growth: ZoneGrowth, _ zone: GrownZone) -> Finding? {
    guard abs(zone.inhabitants - growth.inhabitants) > growth.inhabitants / 10 else { return nil }
    let reached = "has \(roundedToTenths(zone.inhabitants)) inhabitants, not \(plain(growth.inhabitants)): "
    let reason: String
    if zone.inhabitants > growth.inhabitants {
        reason = "a single commune brings it so far"
    } else if zone.hasNoNeighbourLeft {
        reason = "no commune beside it is left that it may take"
    } else {
        reason = "no commune beside it brings it nearer"
    }
    return Finding(.warning, where: "\(growth.division) \(growth.id)", reached + reason)
}

import Coverage
public import Geometry
import RoadNetwork
public import Territory

/// A *zone d'implantation prioritaire*: the land that a placed site would newly bring within the minutes.
public struct PriorityZone: Hashable, Sendable {
    /// Of the site that stands in it, or would.
    public var site: SiteID
    public var kind: String
    public var minutes: Double
    /// In the working projection of the territory.
    public var land: MultiPolygon
    /// Allocated to the site within the minutes, and covered by none that existed.
    public var inhabitants: Double
    /// Positions of the communes that it touches, ascending.
    public var communes: [Int]
}

/// Sites that were placed, and the zones that they would serve.
public struct PlacementResult: Hashable, Sendable {
    public var outcome: SitingOutcome
    /// Most inhabitants first.
    public var zones: [PriorityZone]

    public init(outcome: SitingOutcome, zones: [PriorityZone]) {
        self.outcome = outcome
        self.zones = zones
    }
}

/// The priority zones of a placement: for each placed site its catchment at the minutes, without that of the sites that
/// existed. Land that several placed sites reach goes to the one to which most of the people there are allocated; where
/// nobody lives, to the one with more people in all.
///
/// People are counted from travel times, as everywhere, never from the drawn land.
///
/// - Parameters:
///   - people: those that the sites were placed for.
///   - territory: of the same communes and people.
///   - threads: how many may work at once; the result does not depend on it.
/// - Throws: `GeometryError`, `SurfaceTooFine`.
public func priorityZones(
    of outcome: SitingOutcome, for people: AttachedPeople, in territory: StudyTerritory, settings: ScenarioSettings,
    threads: Int
) throws -> [PriorityZone] {
    guard !outcome.placed.isEmpty else { return [] }
    let order = outcome.placed.indices.sorted {
        (-outcome.placed[$0].newInhabitants, outcome.placed[$0].id)
            < (-outcome.placed[$1].newInhabitants, outcome.placed[$1].id)
    }
    let land = try MultiPolygon.unionOfAll(territory.communes.map(\.boundary))
    let catchments = try catchments(
        outcome, placed: order, for: people, in: territory, land: land, settings: settings, threads: threads)
    let before = try MultiPolygon.unionOfAll(catchments.existing)
    var lands = [[MultiPolygon]](repeating: [], count: order.count)
    let allocated = peopleOfZones(outcome, order, in: territory)
    let pieces = try partition(of: catchments.placed.map { try $0.difference(before) })
    let locator = try PolygonLocator(pieces.map(\.land))
    var inhabitants = [[Int: Double]](repeating: [:], count: pieces.count)
    for (position, people) in allocated.enumerated() {
        for (place, count) in people {
            if let piece = try locator.first(containing: place) { inhabitants[piece][position, default: 0] += count }
        }
    }
    for (piece, people) in zip(pieces, inhabitants) {
        // Of equals the one with more people in all: the first.
        let most = piece.sources.map { people[$0] ?? 0 }.max() ?? 0
        if let owner = piece.sources.first(where: { people[$0] ?? 0 == most }) { lands[owner].append(piece.land) }
    }
    let boxes = territory.communes.map(\.boundary.boundingBox)
    return try order.indices.map { position in
        var land = try MultiPolygon.unionOfAll(lands[position])
        if land.area < smallestSquareMetres, !allocated[position].isEmpty {
            // Its people live within the drawing resolution of a border: their places are the zone.
            land = try MultiPolygon.unionOfAll(
                allocated[position].map { MultiPolygon([.circle(around: $0.place, radius: 10)]) })
        }
        let box = land.boundingBox
        let communes = try territory.communes.indices.filter { commune in
            guard boxes[commune].intersects(box) else { return false }
            return try territory.communes[commune].boundary.intersection(land).area >= smallestSquareMetres
        }
        let site = outcome.placed[order[position]]
        return PriorityZone(
            site: site.id, kind: outcome.request.kind, minutes: outcome.request.minutes, land: land,
            inhabitants: site.newInhabitants, communes: communes)
    }
}

/// Below it land is rounding.
private let smallestSquareMetres = 1.0

/// Where the people live who are newly covered, by placed site in the given order.
private func peopleOfZones(
    _ outcome: SitingOutcome, _ order: [Int], in territory: StudyTerritory
) -> [[(place: Point, people: Double)]] {
    var positions: [Int: Int] = [:]
    for (position, placed) in order.enumerated() {
        positions[outcome.existing.count + outcome.placed[placed].candidate] = position
    }
    var people = [[(place: Point, people: Double)]](repeating: [], count: order.count)
    for (point, place) in outcome.placeOfPoint.enumerated() {
        guard let place, outcome.isCoveredAfter[place], !outcome.isCoveredBefore[place],
            territory.population.inhabitants[point] > 0,
            let position = outcome.plan.allocation[place].flatMap({ positions[$0] })
        else { continue }
        people[position].append((territory.population.locations[point], territory.population.inhabitants[point]))
    }
    return people
}

/// Those of the existing sites at their minutes and of the placed ones, cut to the land, in the territory's projection.
private func catchments(
    _ outcome: SitingOutcome, placed order: [Int], for people: AttachedPeople, in territory: StudyTerritory,
    land: MultiPolygon, settings: ScenarioSettings, threads: Int
) throws -> (existing: [MultiPolygon], placed: [MultiPolygon]) {
    let request = outcome.request
    let candidates = order.map { place in
        let candidate = outcome.candidates[outcome.placed[place].candidate]
        return Site(
            id: outcome.placed[place].id, name: candidate.name, kind: request.kind, location: candidate.location)
    }
    let sites = try AttachedSites(outcome.existing + candidates, crs: territory.crs, like: people)
    let direction = travelDirection(of: settings.kinds[request.kind])
    let inward = try CoordinateTransformation(from: territory.crs, to: people.network.crs)
    let outward = try CoordinateTransformation(from: people.network.crs, to: territory.crs)
    let drawn = try drawCatchments(
        zip(sites.sites, sites.attachments).map { site, attachment in
            CatchmentRequest(
                site: attachment, direction: direction, limits: [TravelTime(minutes: site.minutes ?? request.minutes)])
        },
        people: Inhabitants(
            places: people.places, attachments: people.attachments, counts: territory.population.inhabitants),
        grid: AccessGrid(people.network, spacing: settings.travel.resolutionMetres, access: people.access),
        drawing: CatchmentDrawing(land: try inward.transform(land)), threads: threads)
    let lands = try drawn.map { try outward.transform($0.lands.first ?? .empty) }
    let count = outcome.existing.count
    return (Array(lands[..<count]), Array(lands[count...]))
}

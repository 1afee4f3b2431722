import Coverage
public import Geometry
public import RoadNetwork
import Territory

/// How a place, where nobody need live, reaches the sites of an evaluation.
public struct PlaceAccess: Sendable {
    /// Whether a road is near enough.
    public var isAttached: Bool
    /// The travel time between it and each of the territory's sites.
    public var times: [TravelTime]
}

extension AttachedPeople {
    /// - Parameter place: in the projection of the evaluation's territory.
    /// - Throws: `GeometryError`.
    public func access(of place: Point, in evaluation: Evaluation) throws -> PlaceAccess {
        let territory = evaluation.territory
        let sites = try AttachedSites(territory.sites, crs: territory.crs, like: self)
        let attachment = network.attach(
            try CoordinateTransformation(from: territory.crs, to: network.crs).transform(place), access)
        let times = TravelTimeMatrix(
            network: network, sites: sites.attachments,
            directions: territory.sites.map { travelDirection(of: evaluation.settings.kinds[$0.kind]) },
            places: [attachment], threads: 1)
        return PlaceAccess(
            isAttached: attachment != nil,
            times: territory.sites.indices.map { times.time(site: $0, place: 0) })
    }
}

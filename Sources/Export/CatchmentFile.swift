public import Geometry
import Layers
public import RoadNetwork

/// People at places that are attached to a network.
public struct Inhabitants: Sendable {
    /// In the network's projection.
    public var places: [Point]
    /// Nil where unattached.
    public var attachments: [Attachment?]
    public var counts: [Double]

    public init(places: [Point], attachments: [Attachment?], counts: [Double]) {
        self.places = places
        self.attachments = attachments
        self.counts = counts
    }
}

/// The catchment of a site for one limit.
public struct SiteCatchment: Sendable {
    public var site: String
    public var minutes: Double
    /// In the network's projection.
    public var land: MultiPolygon
    /// Counted from the travel times of their places; nil when nobody was asked for.
    public var inhabitants: Double?
}

/// The catchments of sites for several limits, with the people within each.
///
/// - Parameter minutes: ascending.
/// - Returns: in the order of the sites' ids, then of the minutes.
/// - Throws: `GeometryError`; `Problem` where the resolution is too fine for the land.
public func siteCatchments(
    network: Network, sites: (ids: [String], attachments: [Attachment?]), minutes: [Double],
    direction: TravelDirection, people: Inhabitants?, access: AccessSettings, resolutionMetres: Double, threads: Int
) throws -> [SiteCatchment] {
    let limits = minutes.map(TravelTime.init(minutes:))
    let requests = sites.attachments.map { CatchmentRequest(site: $0, direction: direction, limits: limits) }
    let box = reachedBox(network, requests, threads: threads)
    let leastResolution = AccessGrid.leastSpacing(covering: box, access: access)
    guard resolutionMetres >= leastResolution else {
        throw Problem(
            .content, file: "--resolution-metres", "\(resolutionMetres) m is too fine for so large a land",
            remedy: "give \(Int(leastResolution)) at least, or fewer sites or minutes")
    }
    let grid = AccessGrid(network, covering: box, spacing: resolutionMetres, access: access, threads: threads)
    let lands = try drawCatchments(
        network, requests,
        people: zip(people?.places ?? [], people?.attachments ?? []).map { (place: $0, attachment: $1) }, grid: grid,
        drawing: CatchmentDrawing(resolutionMetres: resolutionMetres), threads: threads)
    let times = people.map { people in
        TravelTimeMatrix(
            network: network, sites: sites.attachments, places: people.attachments, direction: direction,
            limit: limits.last ?? .zero, threads: threads)
    }
    var catchments: [SiteCatchment] = []
    // Added up in one order, so that fractions give one sum in any order of the rows.
    let peopleInOrder = people.map { people in
        people.counts.indices.sorted { (people.counts[$0], people.places[$0]) < (people.counts[$1], people.places[$1]) }
    }
    for site in sites.ids.indices.sorted(by: { sites.ids[$0] < sites.ids[$1] }) {
        for (position, limit) in limits.enumerated() {
            var inhabitants: Double?
            if let people, let peopleInOrder, let times {
                inhabitants = peopleInOrder.reduce(0) { sum, place in
                    times.time(site: site, place: place) <= limit ? sum + people.counts[place] : sum
                }
            }
            catchments.append(
                SiteCatchment(
                    site: sites.ids[site], minutes: minutes[position], land: lands[site][position],
                    inhabitants: inhabitants))
        }
    }
    return catchments
}

/// Writes catchments as GeoJSON: one MultiPolygon a site and limit, with `site, minutes, area_km2,
/// inhabitants`.
///
/// - Parameter crs: the projection of the lands.
/// - Throws: `Problem` (output).
public func writeCatchments(
    _ catchments: [SiteCatchment], crs: CoordinateReferenceSystem, to path: String, threads: Int
) throws {
    let fields = [
        Field("site", .string), Field("minutes", minutesType(catchments.map(\.minutes))), Field("area_km2", .real),
        Field("inhabitants", peopleType(catchments.compactMap(\.inhabitants))),
    ]
    let features = catchments.map { catchment in
        Feature(
            shape: .multiPolygon(catchment.land),
            values: [
                .string(catchment.site), people(catchment.minutes), figure(catchment.land.area / 1e6),
                catchment.inhabitants.map(people) ?? .null,
            ])
    }
    try ResultLayer(name: "catchments", fields: fields, geometry: .multiPolygon, crs: crs, features: features)
        .writeGeoJSON(to: path, threads: threads)
}

/// Minutes are mostly whole, and then written as such.
func minutesType(_ minutes: [Double]) -> FieldType { peopleType(minutes) }

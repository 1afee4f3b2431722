public import Geometry
import Layers
public import RoadNetwork

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
    let drawn: [Catchments]
    do {
        drawn = try drawCatchments(
            requests, people: people, grid: AccessGrid(network, spacing: resolutionMetres, access: access),
            threads: threads)
    } catch let error as SurfaceTooFine {
        throw Problem(
            .content, file: "--resolution-metres", "\(resolutionMetres) m is too fine for so large a land",
            remedy: "give \(Int(error.leastMetres)) at least, or fewer minutes")
    }
    return sites.ids.indices.sorted { sites.ids[$0] < sites.ids[$1] }.flatMap { site in
        minutes.indices.map { position in
            SiteCatchment(
                site: sites.ids[site], minutes: minutes[position], land: drawn[site].lands[position],
                inhabitants: people.map { _ in drawn[site].inhabitants[position] })
        }
    }
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

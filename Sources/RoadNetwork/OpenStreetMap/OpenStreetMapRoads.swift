import Layers

/// The roads of an OpenStreetMap file that a profile may use.
public struct OpenStreetMapRoads: Sendable {
    /// In WGS 84, by way and along each way. Junctions are OpenStreetMap nodes; where a barrier keeps
    /// roads apart, each side but the first has a number of its own, below every node id of the file and
    /// below 0.
    public var links: RoadLinks
    public var report: OpenStreetMapReport
}

/// Reads the roads that a profile may use, with their travel times: length along the nodes on the
/// ellipsoid ÷ speed, to the nearest millisecond.
///
/// Ways are cut at the junctions with other used ways, at their ends, and at barriers. The order of the
/// file does not matter. Turn restrictions are kept for cars, on links.
///
/// - Parameter path: an `.osm.pbf`, `.osm`, `.osm.gz` or `.osm.bz2` file.
/// - Throws: `Problem`: unreadable when the file is not there, content when it is no OpenStreetMap data,
///   is cut off, or has no road for the profile.
public func roadLinks(
    openStreetMapFile path: String, profile: SpeedProfile
) throws -> OpenStreetMapRoads {
    let extract = try OpenStreetMapExtract(path: path)
    guard extract.wayCount > 0 else {
        throw Problem(
            .content, file: path, "it contains no roads (no way with the tag highway)",
            remedy: "give an extract that has not been filtered, or check that it is complete")
    }
    var cutter = OpenStreetMapWayCutter(extract: extract, profile: profile)
    cutter.cutWays()
    guard cutter.links.count > 0 else {
        throw Problem(
            .content, file: path,
            "none of its \(extract.wayCount) roads can be used by the profile \(profile.name)",
            remedy: "check that the file contains the nodes of its roads, and choose a profile that uses them")
    }
    var roads = OpenStreetMapRoads(links: cutter.links, report: cutter.report)
    if profile.mode == .car {
        keepTurnRestrictions(of: extract, linksOfWay: cutter.linksOfWay, in: &roads)
    }
    return roads
}

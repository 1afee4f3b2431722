import Coverage
import Geometry
public import RoadNetwork
public import Territory

/// The sites and the population points of a territory, attached to its roads.
struct AttachedPlaces {
    let territory: StudyTerritory
    let network: Network
    let access: AccessSettings
    /// In the network's projection.
    let sitePlaces: [Point]
    let pointPlaces: [Point]
    let sites: [Attachment?]
    let points: [Attachment?]

    init(_ territory: StudyTerritory, network: Network, travel: TravelSettings) throws {
        let projection = try CoordinateTransformation(from: territory.crs, to: network.crs)
        var sitePlaces = territory.sites.map(\.location)
        var pointPlaces = territory.population.locations
        try projection.transform(&sitePlaces)
        try projection.transform(&pointPlaces)
        let access = AccessSettings(
            walkingSpeed: Speed(kilometresPerHour: travel.accessKilometresPerHour),
            maximumMetres: travel.greatestAccessMetres)
        self.territory = territory
        self.network = network
        self.access = access
        self.sitePlaces = sitePlaces
        self.pointPlaces = pointPlaces
        sites = sitePlaces.map { network.attach($0, access) }
        points = pointPlaces.map { network.attach($0, access) }
    }

    /// Travel times between all sites and all points, each kind in the direction in which people travel.
    ///
    /// - Parameter cache: times of sites that have been computed before.
    func reach(cache: SiteTravelCache?, threads: Int) throws -> Reach {
        Reach(
            territory: territory,
            times: TravelTimeMatrix(
                network: try network.prepared(forSites: sites.count, threads: threads), sites: sites,
                directions: territory.sites.map { travelDirection(ofKind: $0.kind) }, places: points, cache: cache,
                threads: threads),
            attachedSites: sites.map { $0 != nil }, attachedPoints: points.map { $0 != nil })
    }

    /// The catchments of each kind's sites at their minutes, cut to the land, in the territory's projection.
    func catchments(
        of coverages: [KindCoverage], land: MultiPolygon, travel: TravelSettings, threads: Int
    ) throws -> [[MultiPolygon]] {
        let inward = try CoordinateTransformation(from: territory.crs, to: network.crs)
        let outward = try CoordinateTransformation(from: network.crs, to: territory.crs)
        let frame = try inward.transform(land)
        let grid = AccessGrid(
            network, covering: frame.boundingBox, spacing: travel.resolutionMetres, access: access, threads: threads)
        let requests = coverages.flatMap { coverage in
            zip(coverage.sites, coverage.limits).map { site, limit in
                CatchmentRequest(
                    site: sites[site], direction: travelDirection(ofKind: coverage.kind), limits: [limit])
            }
        }
        let drawn = try drawCatchments(
            network, requests, people: Array(zip(pointPlaces, points)).map { (place: $0.0, attachment: $0.1) },
            grid: grid,
            drawing: CatchmentDrawing(resolutionMetres: travel.resolutionMetres, land: frame), threads: threads)
        var next = 0
        return try coverages.map { coverage in
            try coverage.sites.map { _ in
                defer { next += 1 }
                return try outward.transform(drawn[next].first ?? .empty)
            }
        }
    }

    /// Who is not attached, or attached to an island of the network.
    func findings() -> [Finding] {
        var findings: [Finding] = []
        let metres = roundedToTenths(access.maximumMetres)
        for (site, attachment) in zip(territory.sites, sites) {
            if let attachment {
                if network.isOnIsland(attachment) {
                    findings.append(
                        Finding(
                            .warning, where: "site \(site.id)",
                            "lies on an island of the road network: most people have no way there and back"))
                }
            } else {
                findings.append(
                    Finding(
                        .warning, where: "site \(site.id)",
                        "is farther than \(metres) m from every road and so reaches nobody; move it, or raise "
                            + "max_access_metres"
                    ))
            }
        }
        let inhabitants = territory.population.inhabitants
        let unattached = points.indices.filter { points[$0] == nil && inhabitants[$0] > 0 }
        if !unattached.isEmpty {
            let people = unattached.reduce(0) { $0 + inhabitants[$1] }
            findings.append(
                Finding(
                    .warning, where: "population",
                    "\(roundedToTenths(people)) inhabitants at \(unattached.count) points live farther than "
                        + "\(metres) m from every road; they count as uncovered"))
        }
        let islanders = points.indices.filter { inhabitants[$0] > 0 && points[$0].map(network.isOnIsland) ?? false }
        if !islanders.isEmpty {
            let people = islanders.reduce(0) { $0 + inhabitants[$1] }
            findings.append(
                Finding(
                    .information, where: "population",
                    "\(roundedToTenths(people)) inhabitants at \(islanders.count) points live on islands of the road "
                        + "network"
                ))
        }
        return findings
    }
}

/// Who and what of a territory is not attached to its roads, or only to an island of them.
///
/// - Throws: `GeometryError`.
public func attachmentFindings(
    _ territory: StudyTerritory, on network: Network, travel: TravelSettings
) throws -> [Finding] {
    try AttachedPlaces(territory, network: network, travel: travel).findings()
}

public import Coverage
public import Geometry
public import RoadNetwork
public import Territory

/// The population points of a territory, attached to its roads once for as many scenarios as wanted: no scenario
/// changes where people live.
public struct AttachedPeople: Sendable {
    public let network: Network
    public let access: AccessSettings
    /// In the network's projection.
    public let places: [Point]
    /// Nil where a place is farther than permitted from every road.
    public let attachments: [Attachment?]
    /// Times to the professionals known by commune only, where a scenario asks for them; computed anew in each
    /// evaluation where they are not here.
    public var communeReach: CommuneReach?
    /// Of the territory that they live in, where evaluations look at divisions; nil: each finds it out itself.
    public var geography: CommuneGeography?

    /// - Parameter threads: how many may work at once; the result does not depend on it.
    /// - Throws: `GeometryError`.
    public init(
        _ population: Population, crs: CoordinateReferenceSystem, network: Network, travel: TravelSettings, threads: Int
    ) throws {
        var places = population.locations
        try CoordinateTransformation(from: crs, to: network.crs).transform(&places)
        self.network = network
        access = AccessSettings(
            walkingSpeed: Speed(kilometresPerHour: travel.accessKilometresPerHour),
            maximumMetres: travel.greatestAccessMetres)
        self.places = places
        attachments = network.attach(places, access, threads: threads)
    }

    /// Travel times between all sites and all points, each kind in the direction in which people travel.
    ///
    /// - Parameter cache: times of sites that have been computed before.
    func reach(
        of sites: AttachedSites, in territory: StudyTerritory, kinds: SiteKinds, cache: SiteTravelCache?, threads: Int
    ) throws -> Reach {
        Reach(
            territory: territory,
            times: TravelTimeMatrix(
                network: network, sites: sites.attachments,
                directions: territory.sites.map { travelDirection(of: kinds[$0.kind]) }, places: attachments,
                cache: cache, threads: threads),
            attachedSites: sites.attachments.map { $0 != nil }, attachedPoints: attachments.map { $0 != nil })
    }

    /// Who is not attached, or attached to an island of the network.
    func findings(_ inhabitants: [Double]) -> [Finding] {
        var findings: [Finding] = []
        let unattached = attachments.indices.filter { attachments[$0] == nil && inhabitants[$0] > 0 }
        if !unattached.isEmpty {
            let people = unattached.reduce(0) { $0 + inhabitants[$1] }
            findings.append(
                Finding(
                    .warning, where: "population",
                    "\(roundedToTenths(people)) inhabitants at \(unattached.count) points live farther than "
                        + "\(roundedToTenths(access.maximumMetres)) m from every road; they count as uncovered"))
        }
        let islanders = attachments.indices.filter {
            inhabitants[$0] > 0 && attachments[$0].map(network.isOnIsland) ?? false
        }
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

/// The sites of a territory, attached to its roads.
struct AttachedSites {
    let sites: [Site]
    let access: AccessSettings
    /// Nil where a site is farther than permitted from every road.
    let attachments: [Attachment?]

    /// - Throws: `GeometryError`.
    init(_ sites: [Site], crs: CoordinateReferenceSystem, like people: AttachedPeople) throws {
        var places = sites.map(\.location)
        try CoordinateTransformation(from: crs, to: people.network.crs).transform(&places)
        self.sites = sites
        access = people.access
        attachments = places.map { people.network.attach($0, people.access) }
    }

    /// Which site is not attached, or attached to an island of the network.
    func findings(_ network: Network) -> [Finding] {
        zip(sites, attachments).compactMap { site, attachment in
            guard let attachment else {
                return Finding(
                    .warning, where: "site \(site.id)",
                    "is farther than \(roundedToTenths(access.maximumMetres)) m from every road and so reaches "
                        + "nobody; move it, or raise max_access_metres")
            }
            guard network.isOnIsland(attachment) else { return nil }
            return Finding(
                .warning, where: "site \(site.id)",
                "lies on an island of the road network: most people have no way there and back")
        }
    }
}

/// Who and what of a territory is not attached to its roads, or only to an island of them.
///
/// - Throws: `GeometryError`.
public func attachmentFindings(
    _ territory: StudyTerritory, on network: Network, travel: TravelSettings
) throws -> [Finding] {
    let people = try AttachedPeople(
        territory.population, crs: territory.crs, network: network, travel: travel, threads: 1)
    return try AttachedSites(territory.sites, crs: territory.crs, like: people).findings(network)
        + people.findings(territory.population.inhabitants)
}

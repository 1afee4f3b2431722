import Coverage
import Layers
import RoadNetwork
import Territory

/// Adequacy of supply to need, by service, and the basket of all of them.
public struct AdequacyEvaluation: Sendable {
    /// Ordered by name.
    public var services: [ServiceAdequacy]
    public var basket: ServiceBasket

    /// The figures of a service; nil for one that was not asked for.
    public func service(named name: String) -> ServiceAdequacy? {
        services.first { $0.service.name == name }
    }
}

/// Nil where the scenario names no services.
///
/// - Throws: `GeometryError`.
func evaluateAdequacy(
    _ reach: Reach, services: [Service], zonal: [String: ZonalCover], people: AttachedPeople, threads: Int
) throws -> AdequacyEvaluation? {
    guard let limit = services.map(\.greatestTime).max() else { return nil }
    let territory = reach.territory
    let communes: CommuneReach
    if let known = people.communeReach, known.holds(territory, limit: limit) {
        communes = known
    } else {
        communes = try communeReach(territory, people: people, limit: limit, threads: threads)
    }
    let points = territory.pointsByCommune
    let found = adequacy(
        of: services, reach: reach, communes: communes, pointsByCommune: points, zonal: zonal)
    return serviceBasket(found, inhabitants: territory.population.inhabitants, pointsByCommune: points).map {
        AdequacyEvaluation(services: found, basket: $0)
    }
}

/// What a reader of the figures must know.
func findings(of adequacy: AdequacyEvaluation, in territory: StudyTerritory) -> [Finding] {
    adequacy.services.flatMap { service in
        var found: [Finding] = []
        let place = "services.\(service.service.name)"
        let kinds = Set(territory.sites.map(\.kind))
        for kind in service.service.kinds where !kinds.contains(kind) {
            let near = suggestion(for: kind, among: kinds).map { "; \($0)" } ?? ""
            found.append(
                Finding(.information, where: "\(place).kinds", "there is no site of the kind \(kind)\(near)"))
        }
        if service.population.countedTwice > 1e-6 {
            found.append(
                Finding(
                    .warning, where: "\(place).need",
                    "the groups count \(roundedToTenths(service.population.countedTwice)) people more than there are, "
                        + "so that they overlap; say with `within` which lies in which"))
        }
        for (figure, reason) in service.reasons.sorted(by: { $0.key < $1.key })
        where !(figure == "access" && service.service.professions.isEmpty) {
            found.append(Finding(.warning, where: place, "\(figure) has no value: \(reason)"))
        }
        if service.supplyOutOfReach > 0 {
            found.append(
                Finding(
                    .information, where: place,
                    "\(roundedToTenths(service.supplyOutOfReach)) of \(roundedToTenths(service.supply)) in supply are "
                        + "within reach of nobody"))
        }
        if let equilibrium = service.equilibrium, !equilibrium.hasConverged {
            found.append(
                Finding(
                    .warning, where: place,
                    "the agents have not settled after \(equilibrium.rounds) rounds: relative gap "
                        + "\(equilibrium.relativeGap)"))
        }
        if let zoning = service.service.zoning, let comparison = service.zoning {
            let further = Set(comparison.official.compactMap { $0 }).subtracting(zoning.zones).sorted()
            if !further.isEmpty {
                found.append(
                    Finding(
                        .warning, where: "\(place).zoning",
                        "zones of the division \(zoning.division) that are not among `zones`, and agree with none: "
                            + further.joined(separator: ", ")))
            }
        }
        return found
    }
}

import Geometry
import Placement
public import Territory

extension SitingOutcome {
    /// The sites that it opens as changes of a scenario file, in their order.
    ///
    /// - Parameter years: `from` and `until` of what asked for them.
    /// - Throws: `GeometryError`.
    public func openingChanges(
        in territory: StudyTerritory, years: [(String, JSONValue)] = []
    ) throws -> [JSONValue] {
        let outward = try CoordinateTransformation(from: territory.crs, to: .wgs84)
        return try opened.map { site in
            let place = try outward.transform(site.location)
            // Seven decimals are a centimetre.
            func degrees(_ number: Double) -> JSONValue { .number((number * 1e7).rounded() / 1e7) }
            var members: [(String, JSONValue)] = [
                ("id", .text(site.id.text)), ("kind", .text(site.kind)), ("name", .text(site.name)),
                ("at", .list([degrees(place.x), degrees(place.y)])),
            ]
            if !site.professionals.names.isEmpty {
                members.append(("professionals", .object(site.professionals.names.map { ($0, count(site, $0)) })))
            }
            if let beds = site.beds { members.append(("beds", .number(beds))) }
            if let minutes = site.minutes { members.append(("minutes", .number(minutes))) }
            return .object([("open", .object(members + years))])
        }
    }

    private func count(_ site: Site, _ profession: String) -> JSONValue {
        let count = site.professionals[profession]
        guard count.fullTimeEquivalents != count.headcount else { return .number(count.headcount) }
        return .object([("count", .number(count.headcount)), ("fte", .number(count.fullTimeEquivalents))])
    }
}

extension JSONValue {
    /// The members `from` and `until` of a change.
    var years: [(String, JSONValue)] {
        guard case .object(let members) = self else { return [] }
        return members.filter { $0.0 == "from" || $0.0 == "until" }
    }
}

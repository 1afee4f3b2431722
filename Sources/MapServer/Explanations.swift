import Coverage
import Export
import Foundation
import Geometry
import RoadNetwork
import Simulation
import Territory

/// Why somebody is covered or not: a word from a fixed list, and the figures that it speaks of.
private func reason(_ key: String, _ values: [(String, JSONText)] = []) -> (String, JSONText) {
    ("reason", .object([("key", .text(key)), ("values", .object(values))]))
}

extension ScenarioState {
    /// `GET /api/sessions/{id}/point`
    ///
    /// - Parameter degrees: longitude and latitude.
    /// - Throws: `Refusal` for a place that is nowhere near; `GeometryError`.
    func explanation(ofPoint degrees: Point, people: AttachedPeople) throws -> JSONText {
        let territory = evaluation.territory
        guard let place = try? CoordinateTransformation(from: .wgs84, to: territory.crs).transform(degrees) else {
            throw Refusal(.badRequest, "query", "lon and lat are no place of the land")
        }
        let commune = try PolygonLocator(territory.communes.map(\.boundary)).first(containing: place)
        let access = try people.access(of: place, in: evaluation)
        let kinds = evaluation.kinds.map { kind in
            (kind.kind, JSONText.object(members(of: kind.coverage, access, commune)))
        }
        return .object([
            ("name", .text(commune.map { territory.communes[$0].name })),
            ("commune", .text(commune.map { territory.communes[$0].id.text })), ("inhabitants", .null),
            ("kinds", .object(kinds)), ("pole", try pole(access)),
        ])
    }

    private func members(
        of coverage: KindCoverage, _ access: PlaceAccess, _ commune: Int?
    ) -> [(String, JSONText)] {
        let sites = evaluation.territory.sites
        let nearest = coverage.sites.filter { access.times[$0].isReachable }.min {
            (access.times[$0], $0) < (access.times[$1], $1)
        }
        let isInZone = { (site: Int) in sites[site].zone.map { zone in commune.map(zone.contains) ?? false } }
        let within = zip(coverage.sites, coverage.limits).filter { site, limit in
            if let isInZone = isInZone(site) { return isInZone }
            return !coverage.isByDivision && access.times[site].isReachable && access.times[site] <= limit
        }.map(\.0).sorted { (access.times[$0], $0) < (access.times[$1], $1) }
        let perimeters = commune.map { commune in
            coverage.isByDivision
                ? evaluation.territory.territories(ofKind: coverage.kind).count { $0.communes.contains(commune) } : 0
        }
        let isCovered = !within.isEmpty || (perimeters ?? 0) > 0
        let isZonal = coverage.isByDivision || coverage.sites.contains { sites[$0].zone != nil }
        return [
            ("minutes", minutes(nearest.flatMap { access.times[$0].minutes })),
            ("limit", .number(coverage.limit.minutes)), ("nearest", site(nearest)),
            ("choices", .list(within.map { choice($0, minutes: access.times[$0].minutes) })),
            ("covered", .flag(isCovered)),
            isCovered
                ? reason(
                    "covered",
                    [
                        ("minutes", minutes(within.first.flatMap { access.times[$0].minutes })),
                        ("limit", .number(within.first.flatMap { limit(of: $0, coverage) } ?? coverage.limit.minutes)),
                    ])
                : reasonUncovered(
                    coverage, isZonal: isZonal, isAttached: access.isAttached,
                    nearest: nearest.flatMap { nearest in access.times[nearest].minutes.map { (nearest, $0) } }),
        ]
    }

    private func reasonUncovered(
        _ coverage: KindCoverage, isZonal: Bool, isAttached: Bool, nearest: (site: Int, minutes: Double)?
    ) -> (String, JSONText) {
        if coverage.sites.isEmpty, !coverage.isByDivision {
            if let moment = loaded.settings.moment, loaded.territory.sites.contains(where: { $0.kind == coverage.kind }) {
                return reason("closed_at_moment", [("moment", .text(moment.name))])
            }
            return reason("no_site")
        }
        if isZonal { return reason("outside_zone") }
        guard isAttached else { return reason("unattached") }
        guard let nearest else { return reason("unreachable") }
        return reason(
            "too_far",
            [
                ("minutes", minutes(nearest.minutes)),
                ("limit", .number(limit(of: nearest.site, coverage) ?? coverage.limit.minutes)),
                ("nearest", .text(evaluation.territory.sites[nearest.site].name)),
            ])
    }

    private func limit(of site: Int, _ coverage: KindCoverage) -> Double? {
        zip(coverage.sites, coverage.limits).first { $0.0 == site }.flatMap { $0.1.minutes }
    }

    private func site(_ site: Int?) -> JSONText {
        guard let site else { return .null }
        let there = evaluation.territory.sites[site]
        return .object([("site", .text(there.id.text)), ("name", .text(there.name))])
    }

    private func choice(_ site: Int, minutes: Double?, people: Double? = nil) -> JSONText {
        let there = evaluation.territory.sites[site]
        var members: [(String, JSONText)] = [
            ("site", .text(there.id.text)), ("name", .text(there.name)), ("minutes", MapServer.minutes(minutes)),
        ]
        if let people { members.append(("inhabitants", .number(people))) }
        return .object(members)
    }

    /// The pole that a place is nearest to, and which of the three 15s fail there.
    private func pole(_ access: PlaceAccess) throws -> JSONText {
        let poles = evaluation.poles.poles
        func time(_ pole: Int) -> TravelTime {
            ([poles[pole].site] + poles[pole].satellites).map { access.times[$0] }.min() ?? .unreachable
        }
        let nearest = poles.indices.min { (time($0), $0) < (time($1), $1) }
        guard let nearest, time(nearest).isReachable else {
            return .object([("site", .null), ("name", .null), ("fails", .texts(["minutes"])), ("three_15s", .null)])
        }
        let verdict = poles[nearest]
        var fails: [String] = []
        if !verdict.inhabitants.passes { fails.append("inhabitants") }
        if !verdict.professionals.passes { fails.append("professionals") }
        if !verdict.minutes.passes || time(nearest) > evaluation.poles.limit { fails.append("minutes") }
        return try pole(nearest, time: time(nearest).minutes, fails: fails)
    }

    private func pole(_ pole: Int, time: Double?, fails: [String]) throws -> JSONText {
        let there = evaluation.territory.sites[evaluation.poles.poles[pole].site]
        return .object([
            ("site", .text(there.id.text)), ("name", .text(there.name)), ("minutes", minutes(time)),
            ("fails", .texts(fails)), ("three_15s", try poleFigures(of: evaluation, pole: pole)),
        ])
    }

    /// `GET /api/sessions/{id}/communes/{code}`
    ///
    /// - Throws: `Refusal` where there is no such commune.
    func explanation(ofCommune code: String) throws -> JSONText {
        let territory = evaluation.territory
        guard let commune = territory.communeIndex(CommuneID(code)) else { throw Refusal.notFound("such commune") }
        let people = territory.population.inhabitants
        let points = territory.population.communes.indices.filter {
            territory.population.communes[$0] == commune && people[$0] > 0
        }
        let kinds = evaluation.kinds.map { kind in
            (kind.kind, JSONText.object(members(of: kind.coverage, points, commune)))
        }
        var byPole: [Int: Double] = [:]
        var fails: Set<String> = []
        for point in points {
            if let pole = evaluation.poles.nearestPole[point] { byPole[pole, default: 0] += people[point] }
            fails.formUnion(evaluation.poles.failing(point))
        }
        let failing = ["inhabitants", "professionals", "minutes"].filter(fails.contains)
        let pole = byPole.min { (-$0.value, $0.key) < (-$1.value, $1.key) }?.key
        return .object([
            ("name", .text(territory.communes[commune].name)), ("commune", .text(code)),
            ("inhabitants", .number(points.reduce(0) { $0 + people[$1] })), ("kinds", .object(kinds)),
            (
                "pole",
                try pole.map { try self.pole($0, time: nil, fails: failing) }
                    ?? .object([("site", .null), ("name", .null), ("fails", .texts(failing)), ("three_15s", .null)])
            ),
        ])
    }

    private func members(of coverage: KindCoverage, _ points: [Int], _ commune: Int) -> [(String, JSONText)] {
        let people = evaluation.territory.population.inhabitants
        let reach = evaluation.reach
        func sum(_ points: some Sequence<Int>) -> Double { points.reduce(0) { $0 + people[$1] } }
        let reaching = points.filter { coverage.nearestTime[$0].isReachable }
        let times = DistributionFigures(
            reaching.map { coverage.nearestTime[$0].minutes }, people: reaching.map { people[$0] })
        let covered = points.filter(coverage.isCovered)
        var byNearest: [Int: Double] = [:]
        for point in reaching { if let site = coverage.nearestSite[point] { byNearest[site, default: 0] += people[point] } }
        let nearest = byNearest.min { (-$0.value, $0.key) < (-$1.value, $1.key) }?.key
        var pointsOfSite: [Int: [Int]] = [:]
        for point in points { for site in coverage.sitesWithin[point] { pointsOfSite[site, default: []].append(point) } }
        let choices = pointsOfSite.map { site, points -> (site: Int, minutes: Double?, people: Double) in
            let times = DistributionFigures(
                points.map { reach.times.time(site: site, place: $0).minutes }, people: points.map { people[$0] })
            return (site, times.mean, sum(points))
        }.sorted { (-$0.people, $0.site) < (-$1.people, $1.site) }
        let isZonal = coverage.isByDivision
            || coverage.sites.contains { evaluation.territory.sites[$0].zone != nil }
        let isCovered = !points.isEmpty && covered.count == points.count
        let uncovered = points.filter { !coverage.isCovered($0) }
        let farthest = uncovered.max {
            (coverage.nearestTime[$0], $1) < (coverage.nearestTime[$1], $0)
        }
        return [
            ("minutes", minutes(times.mean)), ("least_minutes", minutes(reaching.compactMap { coverage.nearestTime[$0].minutes }.min())),
            ("limit", .number(coverage.limit.minutes)), ("nearest", site(nearest)),
            ("choices", .list(choices.map { choice($0.site, minutes: $0.minutes, people: $0.people) })),
            ("covered", .flag(isCovered)), ("covered_inhabitants", .number(sum(covered))),
            ("uncovered_inhabitants", .number(sum(uncovered))),
            isCovered
                ? reason("covered", [("minutes", minutes(times.mean)), ("limit", .number(coverage.limit.minutes))])
                : reasonUncovered(
                    coverage, isZonal: isZonal, isAttached: farthest.map { reach.attachedPoints[$0] } ?? true,
                    nearest: farthest.flatMap { point in
                        coverage.nearestSite[point].flatMap { site in
                            coverage.nearestTime[point].minutes.map { (site, $0) }
                        }
                    }),
        ]
    }
}

import Coverage
import RoadNetwork
import Territory

/// How the zonal kinds cover by zone, by name; those without a perimeter are left out. Territories of a kind that is closed
/// at the moment of the scenario do not count.
func zonalCovers(of territory: StudyTerritory, settings: ScenarioSettings) -> [String: ZonalCover] {
    var covers: [String: ZonalCover] = [:]
    for kind in zonalKinds(of: territory, settings.kinds) {
        covers[kind] = zonalCover(ofKind: kind, in: territory, isOpen: !isClosed(kind, settings))
    }
    return covers
}

/// Coverages with those of zonal kinds by their perimeters, ordered by kind. A kind that has perimeters and no site is
/// added.
func covered(
    _ coverages: [KindCoverage], by zonal: [String: ZonalCover], _ reach: Reach, settings: ScenarioSettings
) -> [KindCoverage] {
    guard !zonal.isEmpty else { return coverages }
    let known = Set(coverages.map(\.kind))
    let added = zonal.keys.filter { !known.contains($0) }.map { kind in
        KindCoverage(reach, kind: kind, limit: TravelTime(minutes: settings.minutes(ofKind: kind)))
    }
    return (coverages + added).sorted { $0.kind < $1.kind }.map { coverage in
        guard let zonal = zonal[coverage.kind] else { return coverage }
        var coverage = coverage
        coverage.cover(by: zonal, in: reach.territory)
        return coverage
    }
}

/// What a reader must know of zonal kinds: sites without a zone, and perimeters that are closed.
func zonalFindings(
    _ territory: StudyTerritory, _ zonal: [String: ZonalCover], settings: ScenarioSettings
) -> [Finding] {
    let sites = territory.sites.filter { settings.kinds[$0.kind].covering == .zonal && $0.zone == nil }.map { site in
        Finding(
            .information, where: "site \(site.id)",
            zonal[site.kind]?.isByDivision ?? false
                ? "has no zone: the territories of its kind say who is covered, not its minutes"
                : "is of a kind that covers a zone, and has none: it covers those within its minutes")
    }
    guard let moment = settings.moment else { return sites }
    let closed = zonalKinds(of: territory, settings.kinds).filter {
        isClosed($0, settings) && !territory.territories(ofKind: $0).isEmpty
    }.map { kind in
        Finding(
            .information, where: kind,
            "the kind is closed at the moment \(moment.name): its territories cover nobody then")
    }
    return sites + closed
}

/// The zonal kinds that have sites, or territories of a division of their name; in order.
private func zonalKinds(of territory: StudyTerritory, _ kinds: SiteKinds) -> [String] {
    Set(kinds.names).union(territory.sites.map(\.kind)).sorted().filter { kind in
        kinds[kind].covering == .zonal
            && (territory.sites.contains { $0.kind == kind } || !territory.territories(ofKind: kind).isEmpty)
    }
}

/// Whether the territories of a kind are closed at the moment of the scenario.
private func isClosed(_ kind: String, _ settings: ScenarioSettings) -> Bool {
    settings.moment.map { !settings.kinds[kind].opening.isOpen(at: $0) } ?? false
}

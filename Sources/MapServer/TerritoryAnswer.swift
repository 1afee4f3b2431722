import Coverage
import Export
import Foundation
import Geometry
import RoadNetwork
import Simulation
import Territory

/// `GET /api/territory`: what is the same for all sessions.
func territoryJSON(
    _ served: ServedScenario, _ state: ScenarioState, _ box: BoundingBox
) -> JSONText {
    let territory = served.loaded.baseline
    let settings = served.loaded.settings
    let professions = Set(territory.supply.total.names)
        .union(state.evaluation.territory.sites.flatMap(\.professionals.names)).sorted()
    return .object([
        ("name", .text(territory.name)), ("scenario", .text(served.file.name)), ("note", .text(territory.note)),
        ("inhabitants", .number(territory.population.totalInhabitants)),
        ("bbox", .list([box.minimum.x, box.minimum.y, box.maximum.x, box.maximum.y].map { .number(($0 * 1e6).rounded() / 1e6) })),
        ("profile", .text(served.loaded.profile.name)), ("kinds", kinds(settings, state.evaluation)),
        ("groups", .texts(territory.population.groups.map(\.name))),
        ("divisions", .texts(territory.divisions.map(\.name))), ("professions", .texts(professions)),
        ("communes", .number(territory.communes.count)), ("points", .number(territory.population.count)),
        ("years", years(served)), ("moments", .texts(settings.moments.map(\.name))),
        ("horizon", .flag(settings.years != nil)), ("figures", figures(state, settings)),
        ("attribution", .text(territory.note ?? "")),
        (
            "onlineTiles",
            .list(
                onlineTiles.map {
                    .object([
                        ("name", .text($0.name)), ("url", .text($0.host + $0.path)), ("attribution", .text($0.attribution)),
                    ])
                })
        ),
    ])
}

/// Every kind that is there or described.
private func kinds(_ settings: ScenarioSettings, _ evaluation: Evaluation) -> JSONText {
    let there = Dictionary(uniqueKeysWithValues: evaluation.kinds.map { ($0.kind, $0.coverage.sites.count) })
    return .list(
        Set(settings.kinds.names).union(there.keys).sorted().map { name in
            let kind = settings.kinds[name]
            let covers =
                switch kind.covering {
                case .catchment: "catchment"
                case .mobile: "outreach"
                case .zonal: "zone"
                }
            return .object([
                ("kind", .text(name)), ("title", .text(kind.title)), ("minutes", .number(settings.minutes(ofKind: name))),
                ("covers", .text(covers)), ("sites", .number(there[name] ?? 0)),
            ])
        })
}

/// The years between which something changes, one before the first included; of a horizon its own.
private func years(_ served: ServedScenario) -> JSONText {
    var range: (Int, Int)?
    if let horizon = served.loaded.settings.years {
        range = (horizon.from, horizon.to)
    } else {
        let named = served.file.changes.flatMap { [$0.from, $0.until.map { $0 + 1 }] }.compactMap { $0 }
        if let least = named.min(), let greatest = named.max() { range = (least - 1, greatest) }
    }
    if let year = served.file.year { range = (min(range?.0 ?? year, year), max(range?.1 ?? year, year)) }
    return range.map { .object([("first", .number($0.0)), ("last", .number($0.1))]) } ?? .null
}

/// The columns by which communes can be shaded.
private func figures(_ state: ScenarioState, _ settings: ScenarioSettings) -> JSONText {
    let kinds = state.evaluation.kinds.map(\.kind)
    let columns = MapLayer(.communes, of: state.result).columns.filter(\.isNumber)
    return .list(
        columns.map { column in
            let kind = kinds.filter { column.name.hasPrefix($0 + "_") }.max { $0.count < $1.count }
            return .object([
                ("id", .text(column.name)), ("unit", .text(unit(of: column.name))), ("kind", .text(kind)),
            ])
        })
}

private func unit(of column: String) -> String? {
    if column.hasSuffix("_minutes") { return "minutes" }
    if column.hasSuffix("_share") { return "share" }
    if column == "inhabitants" || column.hasSuffix("_inhabitants") || column.hasPrefix("age_") { return "inhabitants" }
    return column.hasPrefix("professionals_") ? "professionals" : nil
}

/// `GET /api/population.geojson`: the points where people live, in a box of degrees, those with most people first.
struct PopulationPoints: Sendable {
    private let places: [Point]
    private let inhabitants: [Double]
    private static let greatestCount = 5_000

    /// - Throws: `GeometryError`.
    init(_ territory: StudyTerritory) throws {
        var places = territory.population.locations
        try CoordinateTransformation(from: territory.crs, to: .wgs84).transform(&places)
        self.places = places
        inhabitants = territory.population.inhabitants
    }

    func json(in box: BoundingBox) -> JSONText {
        var points = places.indices.filter { box.contains(places[$0]) && inhabitants[$0] > 0 }
        let isTruncated = points.count > Self.greatestCount
        if isTruncated {
            points = points.sorted { (-inhabitants[$0], $0) < (-inhabitants[$1], $1) }.prefix(Self.greatestCount).sorted()
        }
        let features = points.map {
            feature(
                .geometry(.point(withSixDecimals(places[$0]))),
                [("point", .number($0)), ("inhabitants", .number(inhabitants[$0]))])
        }
        return .object([
            ("type", .text("FeatureCollection")), ("truncated", .flag(isTruncated)), ("features", .list(features)),
        ])
    }
}

import Coverage
import Export
import Foundation
import Geometry
import Simulation
import Territory

extension Session.Revision {
    /// A layer of the map: `GET /api/sessions/{id}/layers/{layer}.geojson`.
    ///
    /// - Parameter kind: nil for every kind.
    /// - Throws: `Refusal` for a layer or a kind that is not there; `GeometryError`.
    func layer(
        _ name: String, kind: String?, by: String?, ground: MapGround, outlines: CommuneOutlines, threads: Int
    ) throws -> JSONText {
        if name == "gains" { return try gains(kind: kind, by: by ?? "points", outlines: outlines) }
        guard let layer = MapLayer.Name(rawValue: name), layer != .population else {
            throw Refusal.notFound("layer \(name.prefix(40))")
        }
        if layer == .sites { return try sites(kind: kind) }
        if let kind, state.kindIndex(kind) == nil { return emptyCollection }
        return try memory.value("layer \(name) \(kind ?? "")") {
            var drawn = MapLayer(layer, of: try result(for: layer, kind: kind, ground: ground))
            if let kind, layer != .communes, layer != .territories { drawn.keep(where: "kind") { $0 == kind } }
            return layer == .communes ? outlines.collection(of: drawn) : try drawn.geoJSON(threads: threads)
        }
    }

    /// With the maps that a layer shows, of the kind asked for.
    private func result(for layer: MapLayer.Name, kind: String?, ground: MapGround) throws -> SimulationResult {
        var result = state.result
        guard layer == .overlaps || layer == .uncoveredZones else { return result }
        for index in result.maps.indices where kind == nil || result.evaluation.kinds[index].kind == kind {
            let catchments = state.catchments[index]
            if layer == .overlaps {
                result.maps[index].mosaic = try ground.mosaic(
                    of: state.evaluation, kind: index, catchments: catchments)
            } else {
                result.maps[index].uncoveredZones = try ground.uncoveredZones(
                    of: state.evaluation, kind: index, catchments: catchments)
            }
        }
        return result
    }

    /// The figures of the communes without their outlines: `GET /api/sessions/{id}/communes.json`.
    func communeTable(baseline isBaseline: Bool) -> JSONText {
        memory.value("communes \(isBaseline)") {
            let layer = MapLayer(.communes, of: (isBaseline ? baseline : state).result)
            return .object([
                ("revision", .number(number)), ("columns", .texts(layer.columns.map(\.name))), ("rows", layer.rows),
            ])
        }
    }
}

let emptyCollection = JSONText.object([("type", .text("FeatureCollection")), ("features", .list([]))])

extension Session.Revision {
    /// Where access to a kind changes against the baseline: population points, or communes.
    ///
    /// - Throws: `Refusal` where no kind is named, or it is none.
    private func gains(kind: String?, by: String, outlines: CommuneOutlines) throws -> JSONText {
        guard let kind else {
            throw Refusal(.badRequest, "query", "gains are of one kind", remedy: "add ?kind=msp")
        }
        guard ["points", "communes"].contains(by) else {
            throw Refusal(.badRequest, "query", "`by` is `points` or `communes`")
        }
        return try memory.value("gains \(kind) \(by)") {
            let before = PointAccess(baseline.evaluation, kind)
            let after = PointAccess(state.evaluation, kind)
            return by == "points"
                ? try pointGains(before, after) : communeGains(before, after, outlines)
        }
    }

    private func pointGains(_ before: PointAccess, _ after: PointAccess) throws -> JSONText {
        let population = state.evaluation.territory.population
        let changed = (0..<population.count).filter { before.differs(from: after, at: $0) }
        var places = changed.map { population.locations[$0] }
        try CoordinateTransformation(from: state.evaluation.territory.crs, to: .wgs84).transform(&places)
        let communes = state.evaluation.territory.communes
        let features = zip(changed, places).map { point, place in
            feature(
                .geometry(.point(withSixDecimals(place))),
                [
                    ("commune", .text(population.communes[point].map { communes[$0].id.text })),
                    ("inhabitants", .number(population.inhabitants[point])),
                    ("minutes_before", minutes(before.minutes(point))), ("minutes_after", minutes(after.minutes(point))),
                    ("gain_minutes", minutes(before.minutes(point).flatMap { was in after.minutes(point).map { was - $0 } })),
                    ("covered_before", .flag(before.isCovered(point))), ("covered_after", .flag(after.isCovered(point))),
                ])
        }
        return .object([("type", .text("FeatureCollection")), ("features", .list(features))])
    }

    private func communeGains(_ before: PointAccess, _ after: PointAccess, _ outlines: CommuneOutlines) -> JSONText {
        let territory = state.evaluation.territory
        let population = territory.population
        var points = [[Int]](repeating: [], count: territory.communes.count)
        for (point, commune) in population.communes.enumerated() {
            if let commune { points[commune].append(point) }
        }
        func covered(_ access: PointAccess, _ points: [Int]) -> Double {
            points.reduce(0) { access.isCovered($1) ? $0 + population.inhabitants[$1] : $0 }
        }
        func mean(_ access: PointAccess, _ points: [Int]) -> Double? {
            let reaching = points.filter { access.minutes($0) != nil }
            let people = reaching.reduce(0) { $0 + population.inhabitants[$1] }
            guard people > 0 else { return nil }
            return reaching.reduce(0) { $0 + population.inhabitants[$1] * (access.minutes($1) ?? 0) } / people
        }
        let features = points.indices.filter { commune in
            points[commune].contains { before.differs(from: after, at: $0) }
        }.map { commune in
            let own = points[commune]
            let (was, now) = (mean(before, own), mean(after, own))
            return feature(
                outlines.geometries[commune],
                [
                    ("code", .text(territory.communes[commune].id.text)), ("name", .text(territory.communes[commune].name)),
                    ("inhabitants", .number(own.reduce(0) { $0 + population.inhabitants[$1] })),
                    ("minutes_before", minutes(was)), ("minutes_after", minutes(now)),
                    ("gain_minutes", minutes(was.flatMap { was in now.map { was - $0 } })),
                    ("covered_before", .number(covered(before, own))), ("covered_after", .number(covered(after, own))),
                ])
        }
        return .object([("type", .text("FeatureCollection")), ("features", .list(features))])
    }
}

/// Minutes to a thousandth.
func minutes(_ minutes: Double?) -> JSONText { .number(minutes.map { ($0 * 1000).rounded() / 1000 }) }

func feature(_ geometry: JSONText, _ properties: [(String, JSONText)]) -> JSONText {
    .object([("type", .text("Feature")), ("properties", .object(properties)), ("geometry", geometry)])
}

func withSixDecimals(_ point: Point) -> Point {
    Point(x: (point.x * 1e6).rounded() / 1e6, y: (point.y * 1e6).rounded() / 1e6)
}

/// How the population points reach a kind of site; nobody reaches one that is not there.
private struct PointAccess {
    let coverage: KindCoverage?

    init(_ evaluation: Evaluation, _ kind: String) {
        coverage = evaluation.kinds.first { $0.kind == kind }?.coverage
    }

    func minutes(_ point: Int) -> Double? { coverage?.nearestTime[point].minutes }
    func isCovered(_ point: Int) -> Bool { coverage?.isCovered(point) ?? false }
    func differs(from other: PointAccess, at point: Int) -> Bool {
        minutes(point) != other.minutes(point) || isCovered(point) != other.isCovered(point)
    }
}

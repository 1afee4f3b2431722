import Geometry
import Layers
import Placement
import Simulation
import Territory

let priorityZonesLayerName = "priority_zones"
let candidatesLayerName = "candidates"

/// The priority zones and the candidates of all placements; none where the scenario places nothing.
func placementLayers(of result: SimulationResult) -> [ResultLayer] {
    guard !result.placements.isEmpty else { return [] }
    return [priorityZonesLayer(of: result), candidatesLayer(of: result)]
}

private func priorityZonesLayer(of result: SimulationResult) -> ResultLayer {
    let territory = result.territory
    let zones = result.placements.flatMap(\.zones).sorted { ($1.inhabitants, $0.site) < ($0.inhabitants, $1.site) }
    let fields = [
        Field("zone", .string), Field("site", .string), Field("kind", .string),
        Field("minutes", minutesType(zones.map(\.minutes))), Field("area_km2", .real),
        Field("inhabitants", peopleType(zones.map(\.inhabitants))), Field("communes", .stringList),
        Field("rank", .integer),
    ]
    let features = zones.enumerated().map { rank, zone in
        Feature(
            shape: .multiPolygon(zone.land),
            values: [
                .string("zip-\(zone.site)"), .string(zone.site.description), .string(zone.kind),
                people(zone.minutes), figure(zone.land.area / 1e6), people(zone.inhabitants),
                .stringList(zone.communes.map { territory.communes[$0].id.description }), .integer(Int64(rank + 1)),
            ])
    }
    return ResultLayer(
        name: priorityZonesLayerName, fields: fields, geometry: .multiPolygon, crs: territory.crs, features: features)
}

/// One point for each candidate of each placement: what a site there is worth, in the model's unit.
private func candidatesLayer(of result: SimulationResult) -> ResultLayer {
    let territory = result.territory
    let outcomes = result.placements.map(\.outcome)
    let fields = [
        Field("id", .string), Field("name", .string), Field("kind", .string), Field("chosen", .boolean),
        Field("adds_alone", .real), Field("adds", .real),
        Field("inhabitants_within", peopleType(outcomes.flatMap(\.inhabitantsWithin))), Field("site", .string),
        Field("commune", .string), Field("placement", .integer), Field("unit", .string), Field("cost", .real),
    ]
    let features = outcomes.enumerated().flatMap { number, outcome in
        let first = outcome.existing.count
        let chosen = Dictionary(uniqueKeysWithValues: outcome.placed.map { ($0.candidate, $0) })
        let worth = Dictionary(uniqueKeysWithValues: outcome.explanation.sites.map { ($0.site, $0.adds) })
        return outcome.candidates.enumerated().map { position, candidate in
            let site = chosen[position]
            let value = outcome.explanation.candidates[first + position]
            return Feature(
                shape: .point(candidate.location),
                values: [
                    .string(candidate.id), .string(candidate.name), .string(outcome.request.kind),
                    .boolean(site != nil), figure(value.alone),
                    figure(site == nil ? value.added : worth[first + position]),
                    people(outcome.inhabitantsWithin[position]), site.map { .string($0.id.description) } ?? .null,
                    candidate.commune.map { .string(territory.communes[$0].id.description) } ?? .null,
                    .integer(Int64(number + 1)), .string(outcome.request.model.unitOfWorth), figure(candidate.cost),
                ])
        }
    }
    return ResultLayer(
        name: candidatesLayerName, fields: fields, geometry: .point, crs: territory.crs, features: features)
}

extension SitingModel {
    /// What sites are worth in: what they add, and what leaving them out costs.
    var unitOfWorth: String { isCovering ? "inhabitants" : "inhabitant_seconds" }

    /// What the objective is counted in.
    var unitOfObjective: String {
        switch self {
        case .setCovering: "sites"
        case .maximalCovering, .lexicographic: "inhabitants"
        case .median, .partition: "inhabitant_seconds"
        case .center, .equity: "seconds"
        }
    }
}

/// Hatched and outlined; the first ones stronger.
func priorityZonesStyle() -> Style {
    func rule(_ legend: String, _ condition: StyleCondition, opacity: Double) -> StyleRule {
        StyleRule(
            legend: legend, condition: condition,
            symbol: .area(
                fill: .solid(priorityColour.withOpacity(opacity)),
                outline: StyleStroke(colour: priorityColour, widthMillimetres: 0.6, isDashed: true)))
    }
    return Style(
        layer: priorityZonesLayerName, title: "Zones d’implantation prioritaires",
        groups: [
            StyleGroup(
                heading: "Zones d’implantation prioritaires",
                rules: [
                    rule("les trois premières", .compares(field: "rank", .lessOrEqual, to: .integer(3)), opacity: 0.45),
                    rule("les suivantes", .compares(field: "rank", .greater, to: .integer(3)), opacity: 0.2),
                ])
        ], labels: [StyleLabel(field: "site", pointSize: 8, isBold: true)])
}

private let priorityColour = StyleColour.categories[1]

/// The larger and the darker, the more a site there would add; chosen ones ringed.
func candidatesStyle(_ layer: ResultLayer) -> Style {
    let worth = layer.fields.firstIndex { $0.name == "adds_alone" }
    let most = layer.features.reduce(0) { most, feature in
        max(most, worth.flatMap { feature.values[$0].number } ?? 0)
    }
    let colours = StyleColour.purples
    func upper(_ place: Int) -> Double { (most * Double(place + 1) / Double(colours.count)).rounded() }
    let values = colours.enumerated().map { place, colour in
        var bounds: [StyleCondition] = [.isFalse(field: "chosen")]
        if place > 0 { bounds.append(.compares(field: "adds_alone", .greater, to: .real(upper(place - 1)))) }
        if place + 1 < colours.count {
            bounds.append(.compares(field: "adds_alone", .lessOrEqual, to: .real(upper(place))))
        }
        return StyleRule(
            legend: place + 1 < colours.count
                ? "jusqu’à \(StyleKind.text(upper(place)))" : "plus de \(StyleKind.text(upper(place - 1)))",
            condition: .all(bounds),
            symbol: .marker(
                .circle, sizeMillimetres: 1.2 + Double(place), fill: colour,
                outline: StyleStroke(colour: .grey, widthMillimetres: 0.1)))
    }
    let chosen = StyleRule(
        legend: "retenu", condition: .isTrue(field: "chosen"),
        symbol: .marker(
            .circle, sizeMillimetres: 5, fill: priorityColour,
            outline: StyleStroke(colour: .darkGrey, widthMillimetres: 0.6)))
    return Style(
        layer: layer.name, title: "Implantations possibles",
        groups: [StyleGroup(heading: "Ce qu’un site y apporterait", rules: values + [chosen])],
        labels: [StyleLabel(condition: .isTrue(field: "chosen"), field: "name", pointSize: 8, isBold: true)])
}

import Coverage
import Geometry
import Layers
import Simulation
import Territory

/// In the GeoPackage only: one point for every place where people live.
let populationLayerName = "population"

/// The layers of a result, in the order in which they are written.
func resultLayers(of result: SimulationResult) -> [ResultLayer] {
    [
        communesLayer(of: result), territoriesLayer(of: result), uncoveredZonesLayer(of: result),
        catchmentsLayer(of: result), overlapsLayer(of: result), populationLayer(of: result), sitesLayer(of: result),
    ] + roundsLayers(of: result) + placementLayers(of: result)
}

func sitesLayer(of result: SimulationResult) -> ResultLayer {
    let territory = result.territory
    let unattached = Set(result.unattachedSites)
    let verdicts = Dictionary(uniqueKeysWithValues: result.poles.poles.map { ($0.site, $0) })
    var fields = [
        Field("site", .string), Field("kind", .string), Field("name", .string), Field("commune", .string),
        Field("professionals", peopleType(territory.sites.map(\.professionals.total.headcount))),
        Field("satellite_of", .string), Field("commune_name", .string), Field("professionals_fte", .real),
        Field("days_per_week", .real), Field("attached", .boolean), Field("three_15s_passes", .boolean),
        Field("three_15s_fails", .stringList), Field("three_15s_inhabitants", .real),
        Field("three_15s_minutes", .real), Field("minimum_team_passes", .boolean),
        Field("minimum_team_general_practitioners", .real), Field("minimum_team_paramedical", .real),
    ]
    let stays = stayFieldsOfSites(result.stays)
    // Where all who were planned came, the column would say nothing.
    let isPlanned = territory.sites.contains { $0.planned != nil }
    if isPlanned { fields.append(Field("planned_professionals", .real)) }
    let features = territory.sites.enumerated().map { index, site in
        let commune = site.commune.map { territory.communes[$0] }
        let verdict = verdicts[index]
        return Feature(
            shape: .point(site.location),
            values: [
                .string(site.id.description), .string(site.kind), .string(site.name),
                commune.map { .string($0.id.description) } ?? .null, people(site.professionals.total.headcount),
                site.satelliteOf.map { .string($0.description) } ?? .null, commune.map { .string($0.name) } ?? .null,
                figure(site.professionals.total.fullTimeEquivalents), figure(site.daysPerWeek),
                .boolean(!unattached.contains(site.id)),
                verdict.map { .boolean($0.passes) } ?? .null,
                verdict.map { .stringList($0.failing) } ?? .null, figure(verdict?.inhabitants.value),
                figure(verdict?.minutes.value),
                verdict?.minimumTeam?.passes.map { .boolean($0) } ?? .null,
                figure(verdict?.minimumTeam?.generalPractitioners.value),
                figure(verdict?.minimumTeam?.paramedical.value),
            ] + (isPlanned ? [figure(site.planned?.total.headcount)] : [])
                + stayValues(ofSite: index, beds: site.beds, result.stays))
    }
    return ResultLayer(name: "sites", fields: fields + stays, geometry: .point, crs: territory.crs, features: features)
}

extension PoleVerdict {
    fileprivate var failing: [String] {
        [("inhabitants", inhabitants), ("professionals", professionals), ("minutes", minutes)]
            .filter { !$0.1.passes }.map(\.0)
    }
}

func catchmentsLayer(of result: SimulationResult) -> ResultLayer {
    let territory = result.territory
    let minutes = result.kinds.flatMap { $0.coverage.limits.map { $0.minutes ?? 0 } }
    let inhabitants = result.kinds.flatMap { $0.coverage.peopleWithin(territory.population.inhabitants) }
    let fields = [
        Field("site", .string), Field("kind", .string), Field("minutes", minutesType(minutes)),
        Field("area_km2", .real),
        Field("inhabitants", peopleType(inhabitants)), Field("name", .string),
    ]
    var features: [Feature] = []
    for kind in result.kinds {
        for (position, site) in kind.coverage.sites.enumerated() {
            let land = kind.catchments[position]
            features.append(
                Feature(
                    shape: .multiPolygon(land),
                    values: [
                        .string(territory.sites[site].id.description), .string(kind.kind),
                        people(minutes[features.count]),
                        figure(land.area / 1e6), people(inhabitants[features.count]),
                        .string(territory.sites[site].name),
                    ]))
        }
    }
    // By site id over all kinds, as the sites themselves.
    features.sort {
        ($0.values[0].text ?? "", $0.values[1].text ?? "") < ($1.values[0].text ?? "", $1.values[1].text ?? "")
    }
    return ResultLayer(
        name: "catchments", fields: fields, geometry: .multiPolygon, crs: territory.crs, features: features)
}

func uncoveredZonesLayer(of result: SimulationResult) -> ResultLayer {
    let territory = result.territory
    let fields = [
        Field("zone", .string), Field("kind", .string),
        Field("minutes", minutesType(result.kinds.compactMap(\.coverage.limit.minutes))), Field("area_km2", .real),
        Field("inhabitants", peopleType(result.kinds.flatMap { $0.uncoveredZones.map(\.inhabitants) })),
        Field("communes", .stringList), Field("rank", .integer),
    ]
    let features = result.kinds.flatMap { kind in
        kind.uncoveredZones.enumerated().map { rank, zone in
            Feature(
                shape: .multiPolygon(zone.land),
                values: [
                    .string("\(kind.kind)-\(rank + 1)"), .string(kind.kind), people(kind.coverage.limit.minutes ?? 0),
                    figure(zone.land.area / 1e6), people(zone.inhabitants),
                    .stringList(zone.communes.map { territory.communes[$0].id.description }), .integer(Int64(rank + 1)),
                ])
        }
    }
    return ResultLayer(
        name: "uncovered_zones", fields: fields, geometry: .multiPolygon, crs: territory.crs, features: features)
}

func overlapsLayer(of result: SimulationResult) -> ResultLayer {
    let territory = result.territory
    let fields = [
        Field("kind", .string), Field("sites", .stringList), Field("count", .integer), Field("area_km2", .real),
        Field("inhabitants", peopleType(result.kinds.flatMap { $0.mosaic.map(\.inhabitants) })),
    ]
    let features = result.kinds.flatMap { kind in
        kind.mosaic.map { piece in
            Feature(
                shape: .multiPolygon(piece.land),
                values: [
                    .string(kind.kind), .stringList(piece.sites.map { territory.sites[$0].id.description }),
                    .integer(Int64(piece.sites.count)), figure(piece.land.area / 1e6), people(piece.inhabitants),
                ])
        }
    }
    return ResultLayer(
        name: "overlaps", fields: fields, geometry: .multiPolygon, crs: territory.crs, features: features)
}

func territoriesLayer(of result: SimulationResult) -> ResultLayer {
    let territory = result.territory
    let adequacy = AdequacyTerritoryColumns(result.adequacy)
    let fields =
        [
            Field("territory", .string), Field("division", .string),
            Field("inhabitants", peopleType(result.divisions.map(\.figures.inhabitants))), Field("area_km2", .real),
            Field("communes", .stringList), Field("contiguous", .boolean), Field("size_class", .integer),
            Field("name", .string),
        ] + adequacy.fields + zoneFieldsOfTerritories(result)
    let features = result.divisions.map { division in
        Feature(
            shape: .multiPolygon(division.territory.boundary),
            values: [
                .string(division.territory.id), .string(division.division), people(division.figures.inhabitants),
                figure(division.figures.squareMetres / 1e6),
                .stringList(division.territory.communes.map { territory.communes[$0].id.description }),
                .boolean(division.figures.isContiguous), .integer(Int64(division.figures.sizeClass)),
                .string(division.territory.name),
            ] + adequacy.values(of: division.division, division.territory.id) + zoneValues(of: division))
    }
    return ResultLayer(
        name: "territories", fields: fields, geometry: .multiPolygon, crs: territory.crs, features: features)
}

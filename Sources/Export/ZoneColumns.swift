import Coverage
import Layers
import Simulation
import Territory

/// Columns that tell of a commune in which territories of each division it is, and how many coordination structures are
/// responsible for it; none where the territory has no division.
func zoneFieldsOfCommunes(_ result: SimulationResult) -> [Field] {
    guard result.zones != nil else { return [] }
    return result.territory.divisions.map { Field("territory_\($0.name)", .stringList) }
        + [Field("coordination_structures", .integer)]
}

/// The values of these columns.
func zoneValues(ofCommune commune: Int, _ result: SimulationResult) -> [FieldValue] {
    guard let zones = result.zones else { return [] }
    return zip(result.territory.divisions, zones.memberships).map { division, membership in
        .stringList(membership.territoriesOfCommune[commune].map { division.territories[$0].id })
    } + [.integer(Int64(zones.coordination.structuresOfCommune[commune]))]
}

/// Columns of a territory of a division after its fixed ones; none where there is no division.
func zoneFieldsOfTerritories(_ result: SimulationResult) -> [Field] {
    guard result.zones != nil else { return [] }
    return [
        Field("compactness", .real),
        Field("professionals", peopleType(result.divisions.map(\.figures.professionals.total.headcount))),
        Field("structures", .integer), Field("served_inside_share", .real), Field("target_inhabitants", .real),
    ]
}

/// The values of these columns.
func zoneValues(of result: DivisionResult) -> [FieldValue] {
    [
        figure(result.figures.compactness), people(result.figures.professionals.total.headcount),
        .integer(Int64(result.figures.structures.reduce(0) { $0 + $1.count })),
        figure(result.figures.servedInsideShare), figure(result.targetInhabitants),
    ]
}

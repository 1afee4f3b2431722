import Geometry
import Layers
import Simulation
import Territory

let roundsLayerName = "rounds"

/// The rounds of the first day simulated: straight lines from the base from home to home and back; the kilometres and
/// minutes are those of the roads. None where the scenario asks for no rounds.
func roundsLayers(of result: SimulationResult) -> [ResultLayer] {
    guard let rounds = result.rounds else { return [] }
    let territory = result.territory
    let fields = [
        Field("round", .string), Field("site", .string), Field("visits", .integer), Field("kilometres", .real),
        Field("road_minutes", .real), Field("for_another_pool", .boolean), Field("points", .stringList),
    ]
    var numbers: [Int: Int] = [:]
    let features = rounds.rounds.map { round in
        let site = territory.sites[round.site]
        numbers[round.site, default: 0] += 1
        let stops = round.points.map { territory.population.locations[$0] }
        return Feature(
            shape: .lineString(LineString([site.location] + stops + [site.location])),
            values: [
                .string("\(site.id)-\(numbers[round.site] ?? 0)"), .string(site.id.description),
                .integer(Int64(round.points.count)), figure(Double(round.travelCentimetres) / 100_000),
                figure(Double(round.travelMilliseconds) / 60_000), .boolean(round.isHelp),
                .stringList(round.points.map { territory.population.ids[$0] }),
            ])
    }
    return [
        ResultLayer(
            name: roundsLayerName, fields: fields, geometry: .lineString, crs: territory.crs, features: features)
    ]
}

/// Columns of the communes; none where the scenario asks for no rounds.
func roundsFields(of result: SimulationResult) -> [Field] {
    guard result.rounds != nil else { return [] }
    return ["needed", "done", "undone", "out_of_reach"].map { Field("nurse_visits_\($0)", .real) }
}

/// Their values: visits a day.
func roundsValues(ofCommune commune: Int, in result: SimulationResult) -> [FieldValue] {
    guard let visits = result.rounds?.communes[commune] else { return [] }
    return [figure(visits.needed), figure(visits.done), figure(visits.undone), figure(visits.outOfReach)]
}

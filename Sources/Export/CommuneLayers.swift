import Coverage
import Geometry
import Layers
import RoadNetwork
import Simulation
import Territory

/// The figures of every commune: people, groups, professionals known by commune, and for each kind who is
/// covered and in how many minutes.
func communesLayer(of result: SimulationResult) -> ResultLayer {
    let territory = result.territory
    let population = territory.population
    let pointsOfCommune = points(byCommuneOf: territory)
    func sum(_ counts: [Double], _ points: [Int]) -> Double { points.reduce(0) { $0 + counts[$1] } }

    var fields = [
        Field("code", .string), Field("name", .string), Field("inhabitants", peopleType(population.inhabitants)),
    ]
    fields += population.groups.map { Field($0.name, peopleType($0.counts)) }
    let professions = territory.supply.total.names
    fields += professions.map { profession in
        Field(
            "professionals_\(profession)", peopleType(territory.supply.professionals.map { $0[profession].headcount }))
    }
    for kind in result.kinds {
        fields += [
            Field("\(kind.kind)_covered_inhabitants", peopleType(population.inhabitants)),
            Field("\(kind.kind)_covered_share", .real), Field("\(kind.kind)_mean_minutes", .real),
            Field("\(kind.kind)_min_minutes", .real),
        ]
    }
    fields += [
        Field("pole", .string), Field("three_15s_served_inhabitants", peopleType(population.inhabitants)),
        Field("three_15s_fails", .stringList),
    ]
    let adequacy = AdequacyColumns(result.adequacy)
    fields += adequacy.fields
    fields += stayFieldsOfCommunes(result.stays)
    fields += zoneFieldsOfCommunes(result)
    fields += roundsFields(of: result)
    fields += yearsFields(of: result)
    let features = territory.communes.indices.map { commune in
        let points = pointsOfCommune[commune]
        let inhabitants = sum(population.inhabitants, points)
        var values: [FieldValue] = [
            .string(territory.communes[commune].id.description), .string(territory.communes[commune].name),
            people(inhabitants),
        ]
        values += population.groups.map { people(sum($0.counts, points)) }
        values += professions.map { people(territory.supply.professionals[commune][$0].headcount) }
        for kind in result.kinds {
            let covered = points.reduce(0) { kind.coverage.isCovered($1) ? $0 + population.inhabitants[$1] : $0 }
            let reaching = points.filter { kind.coverage.nearestTime[$0].isReachable }
            let minutes = DistributionFigures(
                reaching.map { kind.coverage.nearestTime[$0].minutes },
                people: reaching.map { population.inhabitants[$0] })
            values += [
                people(covered), figure(inhabitants > 0 ? covered / inhabitants : nil), figure(minutes.mean),
                figure(reaching.compactMap { kind.coverage.nearestTime[$0].minutes }.min()),
            ]
        }
        values += ruleValues(of: points, in: result)
        values += adequacy.values(ofCommune: commune)
        values += stayValues(ofCommune: commune, result.stays)
        values += zoneValues(ofCommune: commune, result)
        values += roundsValues(ofCommune: commune, in: result)
        values += yearsValues(ofCommune: commune, in: result)
        return Feature(shape: .multiPolygon(territory.communes[commune].boundary), values: values)
    }
    return ResultLayer(
        name: "communes", fields: fields, geometry: .multiPolygon, crs: territory.crs, features: features)
}

/// Of a commune's people: the pole of most of them, those served by the rule, and what fails for the others.
private func ruleValues(of points: [Int], in result: SimulationResult) -> [FieldValue] {
    let people = result.territory.population.inhabitants
    var byPole: [Int: Double] = [:]
    var failing: Set<String> = []
    var served = 0.0
    for point in points where people[point] > 0 {
        if let pole = result.poles.nearestPole[point] { byPole[pole, default: 0] += people[point] }
        if result.poles.isServedByTheRule(point) { served += people[point] }
        failing.formUnion(result.poles.failing(point))
    }
    let pole = byPole.min { (-$0.value, $0.key) < (-$1.value, $1.key) }?.key
    return [
        pole.map { .string(result.territory.sites[result.poles.poles[$0].site].id.description) } ?? .null,
        Export.people(served), .stringList(criteria.filter(failing.contains)),
    ]
}

private let criteria = ["inhabitants", "professionals", "minutes"]

private func points(byCommuneOf territory: StudyTerritory) -> [[Int]] {
    var points = [[Int]](repeating: [], count: territory.communes.count)
    for (point, commune) in territory.population.communes.enumerated() {
        if let commune { points[commune].append(point) }
    }
    return points
}

/// Every place where people live: how many minutes to each kind, its pole, and which criterion fails.
func populationLayer(of result: SimulationResult) -> ResultLayer {
    let territory = result.territory
    let population = territory.population
    var fields = [
        Field("point", .string), Field("commune", .string), Field("inhabitants", peopleType(population.inhabitants)),
    ]
    fields += population.groups.map { Field($0.name, peopleType($0.counts)) }
    for kind in result.kinds {
        fields += [Field("\(kind.kind)_minutes", .real), Field("\(kind.kind)_choices", .integer)]
    }
    fields += [Field("pole", .string), Field("three_15s_served", .boolean), Field("three_15s_fails", .stringList)]
    let adequacy = AdequacyPointColumns(result.adequacy)
    fields += adequacy.fields
    let features = (0..<population.count).map { point in
        var values: [FieldValue] = [
            .string(population.ids[point]),
            population.communes[point].map { .string(territory.communes[$0].id.description) } ?? .null,
            people(population.inhabitants[point]),
        ]
        values += population.groups.map { people($0.counts[point]) }
        for kind in result.kinds {
            values += [
                figure(kind.coverage.nearestTime[point].minutes),
                .integer(Int64(kind.coverage.choices(point))),
            ]
        }
        let pole = result.poles.nearestPole[point].map { result.poles.poles[$0].site }
        values += [
            pole.map { .string(territory.sites[$0].id.description) } ?? .null,
            .boolean(result.poles.isServedByTheRule(point)), .stringList(result.poles.failing(point)),
        ]
        values += adequacy.values(ofPoint: point)
        return Feature(shape: .point(population.locations[point]), values: values)
    }
    return ResultLayer(
        name: populationLayerName, fields: fields, geometry: .point, crs: territory.crs, features: features)
}

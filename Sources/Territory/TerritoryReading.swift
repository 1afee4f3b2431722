import Geometry
import Layers

/// Reads a territory and checks it as a whole.
///
/// Figures of population points count where they are; figures by commune are spread over the points of a
/// layer, or over the commune's built-up road junctions, or put at one place inside it, in this order of
/// preference. Every fallback, repair and difference is told in the findings.
///
/// - Parameter builtUpPlaces: junctions of built-up roads in the working projection; asked for only when
///   some figures need them, and at most once.
/// - Throws: `Problems` with everything that is wrong with the files; what `builtUpPlaces` throws.
public func readTerritory(
    _ description: TerritoryDescription, builtUpPlaces: @escaping () throws -> [WeightedPlace] = { [] }
) throws -> StudyTerritory {
    let crs = try workingProjection(description)
    var log = ReadingLog(territoryFile: description.file)
    log.add(inputs: [description.file])
    let found = readCommunes(description.communes, in: crs, log: &log)
    // Nothing else can be judged without the communes.
    try log.throwIfNeeded()
    let communes = try CommuneIndex(found)
    checkProjection(crs, found, file: description.file, log: &log)

    let population = try readPopulation(
        description.population, in: crs, communes: communes, builtUpPlaces: builtUpPlaces, log: &log)
    let sites = readSites(description.sites, in: crs, communes: communes, log: &log)
    let supply = readSupply(description.professionals, in: crs, communes: communes, log: &log)
    let divisions = description.divisions.enumerated().map { number, division in
        readDivision(
            division, key: "divisions[\(number)]", in: crs, communes: communes, population: population, log: &log)
    }
    try log.throwIfNeeded()
    guard population.totalInhabitants > 0 else {
        throw Problems([
            Problem(
                .content, file: description.file, place: "population", "nobody lives in the territory",
                remedy: "check the population layers: have they rows, and the right column of inhabitants?")
        ])
    }
    log.find(
        .information, description.file,
        "\(roundedToTenths(population.totalInhabitants)) inhabitants at \(population.count) places in "
            + "\(found.count) communes, \(sites.count) sites")
    return StudyTerritory(
        name: description.name, crs: crs, note: description.note, communes: found, population: population,
        sites: sites, supply: supply, divisions: divisions, findings: log.findings, inputs: log.inputs)
}

/// A projection of another part of the world, or one for the screen, has metres that are none on the ground.
private func checkProjection(
    _ crs: CoordinateReferenceSystem, _ communes: [Commune], file: String, log: inout ReadingLog
) {
    var box = BoundingBox.empty
    for commune in communes { box.extend(to: commune.boundary.boundingBox) }
    guard let scale = try? Geodesic.wgs84.groundMetresPerMetre(at: box.centre, in: crs), abs(scale - 1) > 0.01,
        let place = try? CoordinateTransformation(from: crs, to: .wgs84).transform(box.centre)
    else { return }
    let better = (try? CoordinateReferenceSystem.metric(at: place)).map { ", such as \($0.definition)" } ?? ""
    let text =
        "the working projection \(crs) (\(crs.name)) is not made for these communes: "
        + "1 km in it is \(plain((scale * 1000).rounded() / 1000)) km on the ground"
    let remedy =
        "name a projection of the region\(better); or are the communes' longitude and latitude swapped, or their "
        + "coordinate reference system another than the layer says?"
    if abs(scale - 1) > 0.05 {
        log.problems.append(Problem(.content, file: file, place: "crs", text, remedy: remedy))
    } else {
        log.find(.warning, "\(file): crs", "\(text); \(remedy)")
    }
}

private func workingProjection(_ description: TerritoryDescription) throws(Problems) -> CoordinateReferenceSystem {
    let crs: CoordinateReferenceSystem
    do {
        crs = try CoordinateReferenceSystem(description.crs)
    } catch {
        throw Problems([Problem(.content, file: description.file, place: "crs", "\(error)")])
    }
    guard crs.isInMetres else {
        throw Problems([
            Problem(
                .content, file: description.file, place: "crs",
                "the working projection \(crs) (\(crs.name)) is not in metres",
                remedy: "name a projection in metres, such as EPSG:2154 in metropolitan France; "
                    + "layers in degrees are reprojected into it")
        ])
    }
    return crs
}

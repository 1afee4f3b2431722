import Coverage
import Foundation
import Geometry
import Layers
public import RoadNetwork
public import Territory

/// A scenario file with everything that it names read, checked and found: ready to be analysed as often as
/// wanted.
public struct LoadedScenario: Sendable {
    public var scenario: Scenario
    public var settings: ScenarioSettings
    /// Without the changes.
    public var baseline: StudyTerritory
    public var network: Network
    public var profile: SpeedProfile
    /// Every file read, each once, in order of path.
    public var inputs: [String]
    /// Those of the roads and of the scenario; the territory has its own.
    public var findings: [Finding]
    /// What sites were placed with, and can be used again; nil where none are placed.
    public var siting: SitingContext?

    /// The territory with the changes.
    public var territory: StudyTerritory { apply(scenario, to: baseline) }
}

/// Reads a scenario, its territory and its roads.
///
/// - Parameter siting: how sites are placed.
/// - Throws: `Problem`, `Problems`: what is wrong with the first file that has something wrong.
public func loadScenario(path: String, siting: SitingOptions = SitingOptions()) throws -> LoadedScenario {
    let file = try ScenarioFile(path: path)
    let profile = try speedProfile(of: file)
    let loaded = try loadTerritory(path: file.territoryPath, profile: profile)
    let placing = try sitingContext(
        for: file, territory: loaded.territory, network: loaded.network, options: siting)
    return try loadScenario(file, on: loaded, profile: profile, placing: placing)
}

func speedProfile(of file: ScenarioFile) throws -> SpeedProfile {
    switch file.profile {
    case .named(let name): try speedProfile(named: name)
    case .file(let path): try readSpeedProfile(path: path)
    }
}

/// - Parameters:
///   - profile: the one that the scenario names.
///   - placing: what its sites are placed with, and the files read for it.
/// - Throws: `Problem`, `Problems`.
func loadScenario(
    _ file: ScenarioFile, on loaded: LoadedTerritory, profile: SpeedProfile,
    placing: (context: SitingContext?, inputs: Set<String>)
) throws -> LoadedScenario {
    var inputs: Set<String> = [file.path]
    if case .file(let path) = file.profile { inputs.insert(path) }
    try checkResolution(file, loaded)
    let scenario = try resolve(file, on: loaded.territory, siting: placing.context)
    var settings = file.settings
    inputs.formUnion(try settings.readRankTables())
    inputs.formUnion(placing.inputs.union(scenario.inputs))
    settings.inForce += settingsInForce(of: scenario.placements, in: file)
    return LoadedScenario(
        scenario: scenario, settings: settings, baseline: loaded.territory, network: loaded.network,
        profile: profile, inputs: inputs.union(loaded.inputs).sorted(), findings: loaded.findings + scenario.findings,
        siting: placing.context)
}

/// A territory file with its layers and its roads.
public struct LoadedTerritory: Sendable {
    public var territory: StudyTerritory
    public var network: Network
    /// Every file read.
    public var inputs: Set<String>
    /// Those of the roads; the territory has its own.
    public var findings: [Finding]
}

/// Reads a territory and its roads.
///
/// - Throws: `Problem`, `Problems`.
public func loadTerritory(path: String, profile: SpeedProfile) throws -> LoadedTerritory {
    let file = try TerritoryFile(path: path)
    guard let description = file.roads else {
        throw Problem(
            .content, file: path, place: "roads", "the territory names no roads, and travel needs them",
            remedy: "add roads: {layer: …}, {osm: …} or {network: …}")
    }
    let crs: CoordinateReferenceSystem
    do {
        crs = try CoordinateReferenceSystem(file.description.crs)
    } catch {
        throw Problem(.content, file: path, place: "crs", "\(error)")
    }
    let roads = try loadRoads(description, profile: profile, crs: crs)
    let network = roads.network
    let territory = try readTerritory(file.description) {
        let projection = try CoordinateTransformation(from: network.crs, to: crs)
        return try network.builtUpPlaces().map {
            WeightedPlace(location: try projection.transform($0.place), weight: $0.weight)
        }
    }
    if let problem = try misplacedRoads(network, of: description.path, territory) { throw problem }
    return LoadedTerritory(
        territory: territory, network: network, inputs: Set(territory.inputs + roads.files + [path]),
        findings: roads.findings)
}

/// - Throws: `Problem` where catchments cannot be drawn so finely over so large a land.
private func checkResolution(_ file: ScenarioFile, _ loaded: LoadedTerritory) throws {
    let travel = file.settings.travel
    let projection = try CoordinateTransformation(from: loaded.territory.crs, to: loaded.network.crs)
    var box = BoundingBox.empty
    for commune in loaded.territory.communes { box.extend(to: try projection.transform(commune.boundary).boundingBox) }
    let least = AccessGrid.leastSpacing(
        covering: box, access: AccessSettings(maximumMetres: travel.greatestAccessMetres))
    guard travel.resolutionMetres < least else { return }
    throw Problem(
        .content, file: file.path, place: "travel.resolution_metres",
        "\(roundedToTenths(travel.resolutionMetres)) m is too fine for so large a land",
        remedy: "give \(roundedToTenths(least)) at least")
}

/// Roads that lie elsewhere would leave everybody unattached, and every figure at 0.
private func misplacedRoads(
    _ network: Network, of path: String, _ territory: StudyTerritory
) throws(GeometryError) -> Problem? {
    let outward = try CoordinateTransformation(from: territory.crs, to: .wgs84)
    var land = BoundingBox.empty
    for commune in territory.communes {
        for point in commune.boundary.polygons.flatMap(\.exterior) { land.extend(to: try outward.transform(point)) }
    }
    let box = network.description.boundingBox
    guard box.count == 4 else { return nil }
    let (southWest, northEast) = (Point(x: box[0], y: box[1]), Point(x: box[2], y: box[3]))
    guard !BoundingBox(minimum: southWest, maximum: northEast).intersects(land) else { return nil }
    let swapped = BoundingBox(
        minimum: Point(x: southWest.y, y: southWest.x), maximum: Point(x: northEast.y, y: northEast.x))
    return Problem(
        .content, file: path, "all the roads lie outside the territory",
        remedy: swapped.intersects(land)
            ? "longitude and latitude are swapped: swapped back, they lie in it"
            : "are they of the same land as the communes, and is their coordinate reference system right?")
}

extension LoadedScenario {
    /// The people of the territory on its roads, to be made once and given to each evaluation.
    ///
    /// - Throws: `GeometryError`.
    public func attachedPeople(threads: Int) throws -> AttachedPeople {
        let changed = territory
        var people =
            try siting?.people
            ?? AttachedPeople(
                baseline.population, crs: baseline.crs,
                network: network.prepared(forSites: changed.sites.count, threads: threads), travel: settings.travel,
                threads: threads)
        if let limit = settings.services.map(\.greatestTime).max() {
            people.communeReach = try communeReach(baseline, people: people, limit: limit, threads: threads)
        }
        if !changed.divisions.isEmpty { people.geography = CommuneGeography(baseline) }
        return people
    }

    /// Applies the changes and evaluates what comes of them.
    ///
    /// - Parameters:
    ///   - people: those of `attachedPeople`.
    ///   - cache: travel times of sites from earlier evaluations on the same network.
    /// - Throws: `GeometryError`, `EquityError`.
    public func evaluated(
        for people: AttachedPeople, cache: SiteTravelCache? = nil, threads: Int
    ) throws -> Evaluation {
        let territory = territory
        var evaluation = try evaluate(
            territory, named: scenario.name, for: people, settings: settings, cache: cache, threads: threads)
        evaluation.findings = findings + evaluation.findings
        let supply = SupplyChanges(from: baseline, to: territory)
        if !supply.isEmpty { evaluation.supplyChanges = supply }
        return evaluation
    }

    /// Applies the changes, evaluates what comes of them, and draws the maps.
    ///
    /// - Parameter cache: travel times of sites from earlier analyses on the same network.
    /// - Throws: `GeometryError`, `EquityError`.
    public func analysed(cache: SiteTravelCache? = nil, threads: Int) throws -> SimulationResult {
        let people = try attachedPeople(threads: threads)
        // The years of a horizon have most of their sites in common.
        let cache = cache ?? siting?.cache ?? (scenario.horizon == nil ? nil : SiteTravelCache())
        return try analysed(for: people, on: nil, cache: cache, catchments: nil, threads: threads)
    }

    /// The same for people, and on a ground, that are kept.
    ///
    /// - Parameters:
    ///   - people: those of `attachedPeople`.
    ///   - ground: nil: made for this analysis.
    ///   - catchments: drawn before on the same ground.
    /// - Throws: `GeometryError`, `EquityError`.
    public func analysed(
        for people: AttachedPeople, on ground: MapGround?, cache: SiteTravelCache?, catchments: CatchmentCache?,
        threads: Int
    ) throws -> SimulationResult {
        var evaluation = try evaluated(for: people, cache: cache, threads: threads)
        let stays = evaluation.simulatedStays(threads: threads)
        let rounds = try simulateRounds(evaluation, for: people, threads: threads)
        let years = try scenario.horizon.map {
            try simulate($0, on: baseline, for: people, settings: settings, cache: cache, threads: threads)
        }
        evaluation.findings += (stays?.findings ?? []) + (rounds?.findings ?? [])
        let ground = try ground ?? MapGround(evaluation.territory, for: people, travel: settings.travel)
        return SimulationResult(
            evaluation: evaluation, maps: try ground.draw(evaluation, cache: catchments, threads: threads), stays: stays,
            rounds: rounds, years: years, placements: try placementResults(for: people, threads: threads))
    }

    /// Sites that a siting model has placed, with the zones that come first.
    func placementResults(for people: AttachedPeople, threads: Int) throws -> [PlacementResult] {
        try scenario.placements.map { outcome in
            PlacementResult(
                outcome: outcome,
                zones: try priorityZones(
                    of: outcome, for: people, in: baseline, settings: settings, threads: threads))
        }
    }
}

import Coverage
import Export
import Foundation
import Geometry
import Layers
import RoadNetwork
import Simulation
import Territory

/// The scenario that the server was started with, its territory and roads, and everything that is worked out once for all
/// sessions.
final class ServedScenario: @unchecked Sendable {
    let editable: EditableScenario
    let file: ScenarioFile
    /// Changes that place sites and opened none; they are not in the sessions.
    let leftOut: [String]
    let loaded: LoadedScenario
    let people: AttachedPeople
    let ground: MapGround
    let travelCache = SiteTravelCache()
    let catchmentCache = CatchmentCache()
    /// How many threads one long piece of work may take.
    let threads: Int
    private let lock = NSLock()
    private var baselines: [(settings: ScenarioSettings, state: ScenarioState)] = []

    /// - Throws: `Problem`, `Problems`, `GeometryError`.
    init(path: String, threads: Int) throws {
        self.threads = threads
        var editable = try EditableScenario(path: path)
        var loaded = try loadScenario(path: path, siting: SitingOptions(threads: threads))
        // Sites that a model places are placed once; from then on they are sites like others.
        if try !editable.file().placeEntries.isEmpty {
            leftOut = try editable.settle(loaded.scenario.placements, in: loaded.baseline)
            loaded = try loaded.with(editable.file())
        } else {
            leftOut = []
        }
        self.editable = editable
        file = try editable.file()
        // Built once: every site that is moved asks for its times to everybody.
        loaded.network = try loaded.network.prepared(threads: threads)
        self.loaded = loaded
        var people = try loaded.attachedPeople(threads: threads)
        people.geography = CommuneGeography(loaded.baseline)
        self.people = people
        ground = try MapGround(loaded.baseline, for: people, travel: loaded.settings.travel)
    }

    /// What a scenario gives.
    ///
    /// - Parameter check: called between the steps; what it throws ends them.
    /// - Throws: `Problem`, `Problems`: everything that is wrong with the scenario.
    func evaluate(
        _ scenario: EditableScenario, threads: Int = 1, check: () throws -> Void = {}
    ) throws -> ScenarioState {
        let file = try scenario.file()
        try requireSameRoads(file)
        let placing = file.changes.filter(\.isPlacement)
        guard placing.isEmpty else {
            throw Problems(
                placing.map {
                    Problem(
                        .content, file: file.path, place: $0.place, "sites are not placed while a planner waits",
                        remedy: "start maillage serve with that scenario, or have them placed by the job")
                })
        }
        return try state(of: try loaded.with(file), scenario, threads: threads, check: check)
    }

    /// The territory without changes, under the settings of a scenario.
    func baseline(of loaded: LoadedScenario, _ scenario: EditableScenario) throws -> ScenarioState {
        let settings = loaded.settings
        if let known = lock.withLock({ baselines.first { $0.settings == settings } }) { return known.state }
        let made = try state(of: loaded.withoutChanges, scenario, threads: 1, check: {})
        lock.withLock {
            baselines.append((settings, made))
            if baselines.count > 16 { baselines.removeFirst() }
        }
        return made
    }

    private func state(
        of loaded: LoadedScenario, _ scenario: EditableScenario, threads: Int, check: () throws -> Void
    ) throws -> ScenarioState {
        try check()
        let evaluation = try loaded.evaluated(for: people, cache: travelCache, threads: threads)
        try check()
        let catchments = try ground.catchments(of: evaluation, cache: catchmentCache, threads: threads)
        try check()
        return ScenarioState(scenario: scenario, loaded: loaded, evaluation: evaluation, catchments: catchments)
    }

    /// - Throws: `Problems`.
    private func requireSameRoads(_ other: ScenarioFile) throws {
        var problems: [Problem] = []
        func require(_ isSame: Bool, _ place: String, _ what: String) {
            guard !isSame else { return }
            problems.append(
                Problem(
                    .content, file: other.path, place: place, "\(what) differs from that of the server",
                    remedy: "start maillage serve with that scenario"))
        }
        require(other.territoryPath == file.territoryPath, "territory", "the territory")
        require(other.profile == file.profile, "profile", "how people travel")
        require(other.settings.travel == file.settings.travel, "travel", "how places are tied to the roads")
        if !problems.isEmpty { throw Problems(problems) }
    }
}

/// A scenario and what it gives.
struct ScenarioState: Sendable {
    var scenario: EditableScenario
    var loaded: LoadedScenario
    var evaluation: Evaluation
    /// Of each of the evaluation's kinds its sites' catchments.
    var catchments: [[MultiPolygon]]

    /// The result as far as it is drawn: the catchments.
    var result: SimulationResult {
        SimulationResult(
            evaluation: evaluation,
            maps: catchments.map { KindMaps(catchments: $0, uncoveredZones: [], mosaic: []) })
    }

    func kindIndex(_ kind: String) -> Int? { evaluation.kinds.firstIndex { $0.kind == kind } }
}

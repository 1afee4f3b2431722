import Foundation
import Layers
import RoadNetwork
import Territory

/// What many runs have in common: a territory on its roads, its people attached to them, travel times of sites. Safe to
/// share between threads.
final class BatchContext: @unchecked Sendable {
    /// What attaching people depends on.
    private struct Attaching: Hashable {
        var travel: TravelSettings
        var supplyLimit: TravelTime?
        var hasDivisions: Bool
    }

    let territory: LoadedTerritory
    let profile: SpeedProfile
    let cache = SiteTravelCache()
    /// Of all files that were read.
    let digest: String
    private let territoryPath: String
    private let profileOfFile: ScenarioFile.Profile
    private let lock = NSLock()
    private var people: [Attaching: AttachedPeople] = [:]
    private var placing: [Placing: (context: SitingContext?, inputs: Set<String>)] = [:]

    /// What placing sites depends on.
    private struct Placing: Hashable {
        var travel: TravelSettings
        var profiles: [ScenarioFile.Profile]
        var isContiguous: Bool
    }

    private let variedProfile: String?

    /// - Parameter varied: the content of the profile's file, where a run has another one.
    /// - Throws: `Problem`, `Problems`.
    init(_ file: ScenarioFile, profile varied: FileValue?, digestOfFile: (String) throws(Problem) -> String) throws {
        territoryPath = file.territoryPath
        profileOfFile = file.profile
        variedProfile = varied?.canonicalText
        if let varied, case .file(let path) = file.profile {
            profile = try speedProfile(varied, path: path)
        } else {
            profile = try speedProfile(of: file)
        }
        territory = try loadTerritory(path: file.territoryPath, profile: profile)
        var inputs = territory.inputs
        if case .file(let path) = file.profile { inputs.insert(path) }
        var parts = [profile.name, variedProfile ?? "", territory.network.fingerprint]
        // By content: another folder with the same files is the same territory.
        parts += try inputs.sorted().map(digestOfFile)
        digest = Simulation.digest(parts)
    }

    func isOf(_ file: ScenarioFile, _ varied: FileValue?) -> Bool {
        file.territoryPath == territoryPath && file.profile == profileOfFile && varied?.canonicalText == variedProfile
    }

    /// What the sites of a scenario are placed with.
    ///
    /// - Throws: `Problem`, `Problems`, `GeometryError`.
    func placing(for file: ScenarioFile) throws -> (context: SitingContext?, inputs: Set<String>) {
        if file.placeEntries.isEmpty { return (nil, []) }
        let key = Placing(
            travel: file.settings.travel, profiles: file.furtherProfiles,
            isContiguous: file.placeEntries.contains(where: \.isContiguous))
        return try lock.withLock {
            if let known = placing[key] { return known }
            if placing.count >= 4 { placing.removeAll() }
            let made = try sitingContext(
                for: file, territory: territory.territory, network: territory.network, options: SitingOptions())
            placing[key] = made
            return made
        }
    }

    func people(for loaded: LoadedScenario) throws -> AttachedPeople {
        let key = Attaching(
            travel: loaded.settings.travel, supplyLimit: loaded.settings.services.map(\.greatestTime).max(),
            hasDivisions: !loaded.territory.divisions.isEmpty)
        return try lock.withLock {
            if let known = people[key] { return known }
            // A sampled speed of access has as many values as there are runs.
            if people.count >= 4 { people.removeAll() }
            let attached = try loaded.attachedPeople(threads: 1)
            people[key] = attached
            return attached
        }
    }
}

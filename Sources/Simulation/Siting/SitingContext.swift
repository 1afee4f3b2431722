import Coverage
import Layers
public import Placement
public import RoadNetwork
public import Territory

/// How sites are placed while a scenario is loaded.
public struct SitingOptions: Sendable {
    /// How many threads may work at once; no plan depends on it.
    public var threads: Int
    /// Whether plans are made at all; without, `place` changes are checked as far as that goes, and open nothing.
    public var solves: Bool
    public var isCancelled: (@Sendable () -> Bool)?
    public var progress: (@Sendable (SitingProgress) -> Void)?

    public init(
        threads: Int = 1, solves: Bool = true, isCancelled: (@Sendable () -> Bool)? = nil,
        progress: (@Sendable (SitingProgress) -> Void)? = nil
    ) {
        self.threads = threads
        self.solves = solves
        self.isCancelled = isCancelled
        self.progress = progress
    }
}

/// What `place` changes need to be resolved: people on the roads of each profile that is asked for. May be given to the
/// resolution of as many scenarios as wanted on the same territory and roads.
public struct SitingContext: Sendable {
    /// On the roads that the scenario is evaluated on.
    public var people: AttachedPeople
    /// On those of further profiles.
    public var otherPeople: [ScenarioFile.Profile: AttachedPeople]
    public var cache: SiteTravelCache
    public var options: SitingOptions

    public init(
        people: AttachedPeople, otherPeople: [ScenarioFile.Profile: AttachedPeople] = [:],
        cache: SiteTravelCache = SiteTravelCache(), options: SitingOptions = SitingOptions()
    ) {
        self.people = people
        self.otherPeople = otherPeople
        self.cache = cache
        self.options = options
    }
}

extension ScenarioFile {
    /// Its `place` changes, those of other years included.
    public var placeEntries: [PlaceEntry] {
        changes.compactMap(\.placeEntry)
    }

    /// The profiles that its `place` changes name beside its own, in order.
    var furtherProfiles: [Profile] {
        var found: [Profile] = []
        for profile in placeEntries.flatMap(\.profiles) where profile != self.profile && !found.contains(profile) {
            found.append(profile)
        }
        return found
    }
}

/// People on the roads of every profile that a scenario's `place` changes ask for; reads the roads anew for each
/// further one.
///
/// - Parameters:
///   - territory: that of the scenario, as it was read.
///   - network: its roads for the scenario's own profile.
/// - Returns: nil where the scenario places nothing; and every file read.
/// - Throws: `Problem`, `Problems`: those of profiles and roads; `GeometryError`.
public func sitingContext(
    for file: ScenarioFile, territory: StudyTerritory, network: Network, options: SitingOptions
) throws -> (context: SitingContext?, inputs: Set<String>) {
    guard !file.placeEntries.isEmpty, options.solves else { return (nil, []) }
    func people(on network: Network) throws -> AttachedPeople {
        try AttachedPeople(
            territory.population, crs: territory.crs,
            network: network.prepared(forSites: territory.communes.count, threads: options.threads),
            travel: file.settings.travel, threads: options.threads)
    }
    var inputs: Set<String> = []
    var others: [ScenarioFile.Profile: AttachedPeople] = [:]
    for profile in file.furtherProfiles {
        let speeds: SpeedProfile
        switch profile {
        case .named(let name): speeds = try speedProfile(named: name)
        case .file(let path):
            speeds = try readSpeedProfile(path: path)
            inputs.insert(path)
        }
        guard let roads = try TerritoryFile(path: file.territoryPath).roads else { continue }
        others[profile] = try people(on: loadRoads(roads, profile: speeds, crs: territory.crs).network)
    }
    var own = try people(on: network)
    if file.placeEntries.contains(where: \.isContiguous) { own.geography = CommuneGeography(territory) }
    return (SitingContext(people: own, otherPeople: others, options: options), inputs)
}

/// The plans that were made while the changes of one scenario were resolved. A plan is made once, where its change
/// first holds; in later years it stays as it is.
final class PlansMade {
    var byPlace: [String: SitingOutcome] = [:]
}

extension ChangeEntry {
    /// Whether a siting model places what it opens.
    public var isPlacement: Bool { placeEntry != nil }

    var placeEntry: PlaceEntry? {
        if case .place(let entry) = action { return entry }
        return nil
    }
}

import Foundation
public import Layers
public import Territory

/// A scenario that is edited piece by piece while it is looked at. It names the files that the scenario it began as
/// names, and no others, so that one who is not trusted may edit it.
public struct EditableScenario: Sendable {
    /// The path of the scenario it began as.
    public let path: String
    private var root: FileValue
    /// The texts of the paths that it may name.
    private let paths: Set<String>

    /// - Throws: `Problems`: the file cannot be read, or is no YAML.
    public init(path: String) throws(Problems) {
        self.path = path
        root = try readYAML(path: path)
        paths = Set(root.paths(scenarioSchema).compactMap(\.text))
    }

    /// What the scenario says, read as a file of that text would be.
    ///
    /// - Throws: `Problems`: everything that is wrong with it.
    public func file() throws(Problems) -> ScenarioFile {
        let strange = root.paths(scenarioSchema).filter { !paths.contains($0.text ?? "") }
        guard strange.isEmpty else {
            throw Problems(
                strange.map {
                    $0.problem(
                        "names a file that the scenario at hand does not name",
                        remedy: "name \(paths.sorted().joined(separator: " or ")), or start from the other scenario")
                })
        }
        return try ScenarioFile(root, path: path)
    }

    /// Another scenario in the place of this one.
    ///
    /// - Parameter text: of a scenario file in the same folder.
    /// - Throws: `Problems`: the text is no YAML.
    public func replaced(by text: String) throws(Problems) -> EditableScenario {
        var scenario = self
        scenario.root = try parseYAML(text, file: path)
        try requireKind(.scenario, of: scenario.root, file: path)
        return scenario
    }

    public var name: String {
        get { root["name"]?.text ?? "" }
        set { root = root.setting("name", to: value(.text(newValue), "name")) }
    }

    /// The year that is looked at; nil: every change holds.
    public var year: Int? {
        get { root["year"]?.integer }
        set { root = root.setting("year", to: newValue.map { value(.number(Double($0)), "year") }) }
    }

    /// The moment that is looked at; nil: hours do not count.
    public var moment: String? {
        get { root["moment"]?.text }
        set { root = root.setting("moment", to: newValue.map { value(.text($0), "moment") }) }
    }

    /// Of everything that is left to chance; nil: the default.
    public var seed: Int? {
        get { root["seed"]?.integer }
        set { root = root.setting("seed", to: newValue.map { value(.number(Double($0)), "seed") }) }
    }

    /// A list of changes, each as in the file.
    public var changes: JSONValue {
        get { root["changes"]?.json(changesSchema) ?? .list([]) }
        set {
            // With the keys in the order of the format, as people write them.
            let ordered = value(newValue, "changes").json(changesSchema)
            root = root.setting("changes", to: value(ordered, "changes"))
        }
    }

    /// Puts the sites that were placed in the place of the `place` changes that asked for them.
    ///
    /// - Returns: the places of changes that opened nothing, and are left out.
    public mutating func settle(_ placements: [SitingOutcome], in territory: StudyTerritory) throws -> [String] {
        guard case .list(let entries) = changes else { return [] }
        var settled: [JSONValue] = []
        var leftOut: [String] = []
        for (index, entry) in entries.enumerated() {
            guard case .object(let members) = entry, let place = members.first(where: { $0.0 == "place" })?.1 else {
                settled.append(entry)
                continue
            }
            let path = "changes[\(index)].place"
            let outcome = placements.first { $0.request.place.hasSuffix(", \(path)") || $0.request.place == path }
            let opened = try outcome?.openingChanges(in: territory, years: place.years) ?? []
            if opened.isEmpty { leftOut.append(path) }
            settled += opened
        }
        changes = .list(settled)
        return leftOut
    }

    /// The text of a file beside the one it began as, that says the same; without comments.
    ///
    /// - Throws: what the YAML writer throws.
    public func yaml() throws -> String { try root.yaml() }

    private func value(_ json: JSONValue, _ key: String) -> FileValue { FileValue(json, file: path, path: key) }
}

extension LoadedScenario {
    /// The same territory and roads under another scenario file.
    ///
    /// - Parameters:
    ///   - file: with the same territory, profile and travel settings, as the people's ways to the road and the roads'
    ///     times come of these.
    ///   - siting: what plans are made with; nil: `place` changes open nothing.
    /// - Throws: `Problem`, `Problems`: everything that is wrong with the file.
    public func with(_ file: ScenarioFile, siting: SitingContext? = nil) throws -> LoadedScenario {
        let scenario = try resolve(file, on: baseline, siting: siting)
        var loaded = self
        loaded.findings = Array(findings.dropLast(self.scenario.findings.count)) + scenario.findings
        loaded.scenario = scenario
        loaded.settings = file.settings
        _ = try loaded.settings.readRankTables()
        loaded.settings.inForce += settingsInForce(of: scenario.placements, in: file)
        loaded.siting = siting
        return loaded
    }

    /// The same without any change, under the same settings.
    public var withoutChanges: LoadedScenario {
        var loaded = self
        loaded.findings = Array(findings.dropLast(scenario.findings.count))
        loaded.scenario = Scenario(name: scenario.name, changes: [], findings: [])
        return loaded
    }
}

import Layers

/// The speed profile of a plan's scenario, where factors vary something in its file (`profile.limit_factor.value`).
struct VariedProfile: Sendable {
    let path: String
    let root: FileValue

    /// - Returns: nil where no factor varies the profile's own values.
    /// - Throws: `Problem`, `Problems`: the scenario's profile is no file, or what is wrong with it; roads are saved
    ///   with their speeds.
    init?(_ plan: BatchPlan, _ scenario: FileValue) throws {
        let varied = plan.factors.first { factor in
            if case .key(let path) = factor.target { path.insideProfile != nil } else { false }
        }
        guard let varied else { return nil }
        let file = try ScenarioFile(scenario, path: plan.scenarioPath)
        guard case .file(let path) = file.profile else {
            throw varied.value.problem(
                "varies the speeds of a profile, and the scenario's profile is no file",
                remedy: "give the scenario a profile file: profile: FILE.yaml, with based_on: car")
        }
        if case .network? = try TerritoryFile(path: file.territoryPath).roads {
            throw varied.value.problem(
                "varies the speeds of a profile, and the roads are saved with theirs",
                remedy: "name the roads themselves in the territory, or vary `profile` over several files")
        }
        self.path = path
        root = try readYAML(path: path)
        _ = try speedProfile(root, path: path)
    }

    /// The profile of a run.
    ///
    /// - Throws: `Problems`.
    func root(of run: BatchRun, _ plan: BatchPlan) throws(Problems) -> FileValue {
        var root = root
        for (factor, value) in zip(plan.factors, run.values) {
            guard case .key(let keyPath) = factor.target, let inside = keyPath.insideProfile,
                case .value(let content) = value.content
            else { continue }
            guard let changed = root.setting(content, at: inside) else { throw Problems([factor.misplaced(keyPath)]) }
            root = changed
        }
        return root
    }
}

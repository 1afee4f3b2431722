public import Layers

/// Which file this is, by its first key: `scenario: 1`, `territory: 1` or `batch: 1`.
///
/// - Throws: `Problems`.
public func describedFile(path: String) throws(Problems) -> DescribedFile {
    let root = try readYAML(path: path)
    // A plan names its scenario.
    if root["batch"] != nil { return .batch }
    if root["scenario"] != nil { return .scenario }
    if root["territory"] != nil { return .territory }
    throw Problems([
        Problem(
            .content, file: path, "is neither a scenario nor a territory nor a plan",
            remedy: "begin it with scenario: 1, territory: 1 or batch: 1")
    ])
}

/// A territory in the place of a scenario, and the other way about, would only give a list of unknown keys.
func requireKind(_ kind: DescribedFile, of root: FileValue, file: String) throws(Problems) {
    if kind != .batch, root["batch"] != nil {
        throw Problems([
            Problem(
                .content, file: file, "is a plan of many runs, and a \(kind.rawValue) is asked for",
                remedy: "maillage batch runs it; its `scenario` names the scenario")
        ])
    }
    if kind == .batch, root["batch"] == nil, root["territory"] != nil || root["communes"] != nil {
        throw Problems([
            Problem(
                .content, file: file, "is no plan of many runs", remedy: "name a file with batch: 1, name: …, scenario: …")
        ])
    }
    let (isScenario, isTerritory) = (root["scenario"] != nil, root["communes"] != nil)
    if kind == .scenario, isTerritory, !isScenario {
        throw Problems([
            Problem(
                .content, file: file, "is a territory file, and a scenario is asked for",
                remedy: "name a scenario: a file with scenario: 1, name: …, territory: \(file)")
        ])
    }
    if kind == .territory, isScenario, !isTerritory {
        throw Problems([
            Problem(
                .content, file: file, "is a scenario file, and a territory is asked for",
                remedy: "name the territory file itself: one with territory: 1, name: …, communes: …")
        ])
    }
}

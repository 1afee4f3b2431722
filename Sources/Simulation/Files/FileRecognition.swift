public import Layers

/// Which file this is, by its first key: `scenario: 1` or `territory: 1`.
///
/// - Throws: `Problems`.
public func describedFile(path: String) throws(Problems) -> DescribedFile {
    let root = try readYAML(path: path)
    if root["scenario"] != nil { return .scenario }
    if root["territory"] != nil { return .territory }
    throw Problems([
        Problem(
            .content, file: path, "is neither a scenario nor a territory",
            remedy: "begin it with scenario: 1 or territory: 1")
    ])
}

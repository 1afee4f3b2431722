import Foundation

/// The way to a value of a scenario file: `rules.minutes.msp`, `changes[0].place.sites`.
public struct ScenarioKeyPath: Hashable, Sendable, CustomStringConvertible {
    enum Step: Hashable, Sendable {
        case key(String)
        /// From 0.
        case element(Int)
    }

    let steps: [Step]
    public let description: String

    /// - Returns: nil for a text that is no path.
    init?(_ text: String) {
        var steps: [Step] = []
        for part in text.split(separator: ".", omittingEmptySubsequences: false) {
            var rest = part.prefix { $0 != "[" }
            guard !rest.isEmpty else { return nil }
            steps.append(.key(String(rest)))
            rest = part[rest.endIndex...]
            while !rest.isEmpty {
                guard rest.first == "[", let end = rest.firstIndex(of: "]") else { return nil }
                let number = rest[rest.index(after: rest.startIndex)..<end]
                guard number.allSatisfy({ $0.isASCII && $0.isNumber }), let position = Int(number) else { return nil }
                steps.append(.element(position))
                rest = rest[rest.index(after: end)...]
            }
        }
        self.steps = steps
        description = text
    }

    /// The first key.
    var head: String {
        if case .key(let key)? = steps.first { return key }
        return ""
    }

    /// The way inside the profile file, of a path such as `profile.limit_factor.value`; nil of any other.
    var insideProfile: ScenarioKeyPath? {
        guard head == "profile", steps.count > 1 else { return nil }
        return ScenarioKeyPath(String(description.dropFirst("profile.".count)))
    }

    /// Whether one of the two paths leads on from the other.
    func overlaps(_ other: ScenarioKeyPath) -> Bool {
        zip(steps, other.steps).allSatisfy { $0 == $1 }
    }
}

extension FileValue {
    /// With another value at the end of a path; keys that are not there yet are added.
    ///
    /// - Returns: nil where the path leads through something that has no such key or element.
    func setting(_ value: FileValue, at path: ScenarioKeyPath) -> FileValue? {
        setting(value, at: path.steps[...])
    }

    private func setting(_ value: FileValue, at steps: ArraySlice<ScenarioKeyPath.Step>) -> FileValue? {
        guard let step = steps.first else { return value.moved(to: path) }
        var copy = self
        switch step {
        case .key(let key):
            guard isEmpty || isMapping else { return nil }
            var entries = entries
            if let position = entries.firstIndex(where: { $0.key == key }) {
                guard let inner = entries[position].value.setting(value, at: steps.dropFirst()) else { return nil }
                entries[position].value = inner
            } else {
                let empty = FileValue(
                    file: value.file, line: value.line, path: FileValue.path(path, key: key), content: .empty)
                guard let inner = empty.setting(value, at: steps.dropFirst()) else { return nil }
                entries.append(Entry(key: key, line: value.line, value: inner))
            }
            copy.content = .mapping(entries)
        case .element(let position):
            guard case .list(var elements) = content, elements.indices.contains(position),
                let inner = elements[position].setting(value, at: steps.dropFirst())
            else { return nil }
            elements[position] = inner
            copy.content = .list(elements)
        }
        return copy
    }

    private var isMapping: Bool {
        if case .mapping = content { return true }
        return false
    }

    /// The same with paths that begin with another one; lines stay those of where it is written.
    private func moved(to path: String) -> FileValue {
        var copy = self
        copy.path = path
        switch content {
        case .empty, .scalar: break
        case .list(let elements):
            copy.content = .list(elements.enumerated().map { $1.moved(to: "\(path)[\($0)]") })
        case .mapping(let entries):
            copy.content = .mapping(
                entries.map { entry in
                    var entry = entry
                    entry.value = entry.value.moved(to: FileValue.path(path, key: entry.key))
                    return entry
                })
        }
        return copy
    }

    /// The value in one line, the same for the same content however it is written: what runs are told apart by.
    var canonicalText: String {
        switch content {
        case .empty: return "~"
        case .scalar(let text, let isPlain):
            if isPlain, let number { return "\(number)" }
            return "\"" + text.replacingOccurrences(of: "\\", with: "\\\\").replacingOccurrences(of: "\"", with: "\\\"")
                + (isPlain ? "\"" : "\"'")
        case .list(let elements): return "[" + elements.map(\.canonicalText).joined(separator: ",") + "]"
        case .mapping(let entries):
            return "{"
                + entries.sorted { $0.key < $1.key }.map { "\($0.key):\($0.value.canonicalText)" }
                .joined(separator: ",") + "}"
        }
    }
}

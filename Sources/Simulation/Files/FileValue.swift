import Layers

/// A value of a YAML file, with the place it stands at. Scalars are kept as they are written, so that
/// `01004` stays text until somebody asks for a number.
struct FileValue: Sendable {
    enum Content: Sendable {
        /// Nothing, `~` or `null`.
        case empty
        /// `isPlain` tells scalars without quotation marks.
        case scalar(String, isPlain: Bool)
        case list([FileValue])
        case mapping([Entry])
    }

    struct Entry: Sendable {
        var key: String
        /// The line of the key.
        var line: Int
        var value: FileValue
    }

    /// The path as the user gave it.
    var file: String
    /// 0 of what stands in no file.
    var line: Int
    /// `changes[1].open.professionals`; empty at the root.
    var path: String
    var content: Content
}

extension FileValue {
    var place: String { FileValue.place(line: line, path: path) }

    static func place(line: Int, path: String) -> String {
        if line == 0 { return path }
        return path.isEmpty ? "line \(line)" : "line \(line), \(path)"
    }

    func problem(_ text: String, remedy: String? = nil) -> Problem {
        Problem(.content, file: file, place: place, text, remedy: remedy)
    }

    static func path(_ parent: String, key: String) -> String {
        parent.isEmpty ? key : "\(parent).\(key)"
    }

    var isEmpty: Bool {
        if case .empty = content { return true }
        return false
    }

    /// The text of a scalar as it is written.
    var text: String? {
        if case .scalar(let text, _) = content { return text }
        return nil
    }

    /// The number that an unquoted scalar is, if it is finite.
    var number: Double? {
        guard case .scalar(let text, isPlain: true) = content else { return nil }
        return decimalNumber(text)
    }

    var integer: Int? { number.flatMap { Int(exactly: $0) } }

    var boolean: Bool? {
        guard case .scalar(let text, isPlain: true) = content else { return nil }
        switch text {
        case "true", "yes": return true
        case "false", "no": return false
        default: return nil
        }
    }

    /// The elements of a list; none of anything else.
    var elements: [FileValue] {
        if case .list(let elements) = content { return elements }
        return []
    }

    /// The entries of a mapping; none of anything else.
    var entries: [Entry] {
        if case .mapping(let entries) = content { return entries }
        return []
    }

    /// Nil for a key that is not there.
    subscript(key: String) -> FileValue? {
        entries.first { $0.key == key }?.value
    }

    /// The value of a key of a validated mapping.
    func required(_ key: String) throws(Problem) -> FileValue {
        guard let value = self[key] else { throw problem("the key `\(key)` is missing") }
        return value
    }

    func requiredText(_ key: String) throws(Problem) -> String {
        let value = try required(key)
        guard let text = value.text else { throw value.problem("expected a text") }
        return text
    }

    func requiredNumber() throws(Problem) -> Double {
        guard let number else { throw problem("expected a number") }
        return number
    }

    /// A text alone, or a list of texts.
    var texts: [String] {
        if let text { return [text] }
        return elements.compactMap(\.text)
    }

    /// The texts of an open mapping, by key.
    var textByKey: [String: String] {
        Dictionary(entries.compactMap { entry in entry.value.text.map { (entry.key, $0) } }) { first, _ in first }
    }
}

/// A finite decimal number such as `12`, `-0.5` or `1e3`; nil for anything else, hexadecimal included.
func decimalNumber(_ text: String) -> Double? {
    guard text.allSatisfy({ $0.isASCII && ($0.isNumber || "+-.eE".contains($0)) }), let number = Double(text),
        number.isFinite
    else { return nil }
    return number
}

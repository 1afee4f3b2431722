/// One thing that is wrong with an input or an output: which file, where in it, what, and what to do.
public struct Problem: Error, Hashable, Sendable, CustomStringConvertible {
    public enum Kind: Hashable, Sendable {
        /// The input is not there or cannot be read.
        case unreadable
        /// The input is read, and what it says is wrong.
        case content
        /// The output cannot be written.
        case output
    }

    public var kind: Kind
    /// The path as the user gave it.
    public var file: String
    /// Line, feature or key path inside the file.
    public var place: String?
    public var text: String
    /// What to do about it.
    public var remedy: String?

    public init(_ kind: Kind, file: String, place: String? = nil, _ text: String, remedy: String? = nil) {
        self.kind = kind
        self.file = file
        self.place = place
        self.text = text
        self.remedy = remedy
    }

    /// `FILE: PLACE: what is wrong; what to do`
    public var description: String {
        let file = file.isEmpty ? "\"\"" : file
        let head = place.map { "\(file): \($0): \(text)" } ?? "\(file): \(text)"
        return remedy.map { "\(head); \($0)" } ?? head
    }
}

/// Several problems, told at once.
public struct Problems: Error, Sendable, CustomStringConvertible {
    public var list: [Problem]

    public init(_ list: [Problem]) {
        self.list = list
    }

    /// The first 20 in full, then how many more there are.
    public var description: String {
        let shown = list.prefix(20).map(\.description)
        let more = list.count > 20 ? ["… and \(list.count - 20) more problems"] : []
        return (shown + more).joined(separator: "\n")
    }
}

/// The text, or the texts, of problems; other errors in their own words.
public func problems(in error: any Error, file: String) -> [Problem] {
    switch error {
    case let problem as Problem: [problem]
    case let several as Problems: several.list
    default: [Problem(.content, file: file, "\(error)")]
    }
}

/// The exit status of a program that ends with these: 73 an output cannot be written, 66 an input is missing,
/// 65 its content is wrong, 70 a fault of the program (sysexits.h).
package func exitStatus(of problems: [Problem]) -> Int32 {
    if problems.isEmpty { return 70 }
    if problems.contains(where: { $0.kind == .output }) { return 73 }
    return problems.contains { $0.kind == .unreadable } ? 66 : 65
}

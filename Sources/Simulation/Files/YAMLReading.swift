import Foundation
import Layers
internal import Yams

/// Reads a YAML file into values that know their lines.
///
/// - Throws: `Problems`: a file that cannot be read, that is no UTF-8 or no YAML, that is empty, or in
///   which a key stands twice (all of them, each with its line).
func readYAML(path: String) throws(Problems) -> FileValue {
    try parseYAML(readText(path: path), file: path)
}

/// The text of a file.
///
/// - Throws: `Problems`: it cannot be read, or is no UTF-8.
func readText(path: String) throws(Problems) -> String {
    let data: Data
    do {
        data = try Data(contentsOf: URL(fileURLWithPath: path))
    } catch {
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        throw Problems([
            Problem(
                .unreadable, file: path,
                isFolder.boolValue
                    ? "is a folder" : exists ? "cannot be read (\(reason(error)))" : "there is no such file",
                remedy: exists ? "name a YAML file that you may read" : "check the path")
        ])
    }
    guard let text = String(data: data, encoding: .utf8) else {
        throw Problems([
            Problem(.content, file: path, "the file is not UTF-8 text", remedy: "save it in the encoding UTF-8")
        ])
    }
    return text
}

/// - Parameter file: the name that the problems carry.
func parseYAML(_ source: String, file: String) throws(Problems) -> FileValue {
    var text = source.hasPrefix("\u{FEFF}") ? String(source.dropFirst()) : source
    // Yams stops at the first key that stands twice. Each is told apart by a mark in front of it, until
    // the file can be read; the marks become problems below.
    for repetition in 1...200 {
        do {
            guard let root = try compose(yaml: text, .basic) else {
                throw Problems([
                    Problem(
                        .content, file: file, "the file is empty", remedy: "maillage schema tells what belongs in it")
                ])
            }
            var conversion = Conversion(file: file)
            let value = conversion.value(of: root, path: "")
            guard conversion.problems.isEmpty else { throw Problems(conversion.problems) }
            return value
        } catch let problems as Problems {
            throw problems
        } catch {
            guard case YamlError.duplicatedKeysInMapping(_, let context) = error,
                let marked = text.inserting(
                    String(repeating: duplicateMark, count: repetition), line: context.mark.line,
                    column: context.mark.column)
            else { throw Problems([problem(error, file: file)]) }
            text = marked
        }
    }
    throw Problems([Problem(.content, file: file, "more than 200 keys stand twice")])
}

/// A character of Unicode's private area, which no key has.
private let duplicateMark = "\u{E000}"
/// An alias that repeats an alias that repeats… makes a small file a huge one.
private let greatestNodeCount = 250_000

private struct Conversion {
    var file: String
    var problems: [Problem] = []
    var nodeCount = 0

    mutating func value(of node: Node, path: String) -> FileValue {
        let line = node.mark?.line ?? 1
        func made(_ content: FileValue.Content) -> FileValue {
            FileValue(file: file, line: line, path: path, content: content)
        }
        nodeCount += 1
        guard nodeCount <= greatestNodeCount else {
            if nodeCount == greatestNodeCount + 1 {
                let place = FileValue.place(line: line, path: path)
                problems.append(
                    Problem(.content, file: file, place: place, "the file has more than 250 000 values"))
            }
            return made(.empty)
        }
        switch node {
        case .scalar(let scalar):
            let isPlain = scalar.style == .plain || scalar.style == .any
            if isPlain, ["", "~", "null", "Null", "NULL"].contains(scalar.string) { return made(.empty) }
            return made(.scalar(scalar.string, isPlain: isPlain))
        case .sequence(let sequence):
            var elements: [FileValue] = []
            for (index, element) in sequence.enumerated() {
                elements.append(value(of: element, path: "\(path)[\(index)]"))
            }
            return made(.list(elements))
        case .mapping(let mapping):
            return made(.mapping(entries(of: mapping, path: path)))
        case .alias:
            // The parser puts the value itself in the place of its alias.
            return made(.empty)
        }
    }

    private mutating func entries(of mapping: Node.Mapping, path: String) -> [FileValue.Entry] {
        var entries: [FileValue.Entry] = []
        for (key, element) in mapping {
            let line = key.mark?.line ?? 1
            guard let name = key.scalar?.string else {
                let place = FileValue.place(line: line, path: path)
                problems.append(Problem(.content, file: file, place: place, "a key must be a word"))
                continue
            }
            if name.hasPrefix(duplicateMark) {
                let name = name.replacingOccurrences(of: duplicateMark, with: "")
                let place = FileValue.place(line: line, path: FileValue.path(path, key: name))
                problems.append(
                    Problem(
                        .content, file: file, place: place, "the key `\(name)` stands more than once",
                        remedy: "keep one of them"))
                continue
            }
            let value = value(of: element, path: FileValue.path(path, key: name))
            entries.append(FileValue.Entry(key: name, line: line, value: value))
        }
        return entries
    }
}

/// An error of the YAML reader in our words.
private func problem(_ error: any Error, file: String) -> Problem {
    let remedy = "check the indentation, the colons and the brackets there"
    switch error {
    case YamlError.scanner(_, let text, let mark, _), YamlError.parser(_, let text, let mark, _),
        YamlError.composer(_, let text, let mark, _):
        let place = "line \(mark.line), column \(mark.column)"
        return Problem(.content, file: file, place: place, "this is no YAML: \(text)", remedy: remedy)
    case YamlError.reader(let text, _, _, _):
        return Problem(.content, file: file, "this is no YAML: \(text)")
    default:
        return Problem(.content, file: file, "this is no YAML: \(error)", remedy: remedy)
    }
}

extension String {
    /// With `insertion` at a line and column, both from 1, columns in Unicode scalars, as libyaml counts;
    /// behind an opening quotation mark. Nil where the text does not reach.
    fileprivate func inserting(_ insertion: String, line: Int, column: Int) -> String? {
        var scalars = unicodeScalars
        var position = scalars.startIndex
        var currentLine = 1
        while currentLine < line {
            guard let newline = scalars[position...].firstIndex(where: { $0 == "\n" || $0 == "\r" }) else {
                return nil
            }
            position = scalars.index(after: newline)
            if scalars[newline] == "\r", position < scalars.endIndex, scalars[position] == "\n" {
                position = scalars.index(after: position)
            }
            currentLine += 1
        }
        guard var place = scalars.index(position, offsetBy: column - 1, limitedBy: scalars.endIndex),
            place < scalars.endIndex
        else { return nil }
        if scalars[place] == "\"" || scalars[place] == "'" { place = scalars.index(after: place) }
        scalars.insert(contentsOf: insertion.unicodeScalars, at: place)
        return String(scalars)
    }
}

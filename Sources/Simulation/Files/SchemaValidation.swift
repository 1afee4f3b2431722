import Foundation
import Layers
import Territory

/// Every way in which a file departs from its schema, in the order of its lines.
///
/// - Parameter folder: where the relative paths start.
func validate(_ value: FileValue, against schema: ValueSchema, folder: String) -> [Problem] {
    var validation = Validation(folder: folder)
    validation.check(value, schema)
    return validation.found.sorted { $0.line < $1.line }.map(\.problem)
}

private struct Validation {
    var folder: String
    // Sorting in Swift is stable, so problems of one line keep their order.
    var found: [(line: Int, problem: Problem)] = []

    mutating func add(_ value: FileValue, _ text: String, remedy: String? = nil) {
        found.append((value.line, value.problem(text, remedy: remedy)))
    }

    mutating func check(_ value: FileValue, _ schema: ValueSchema) {
        if value.isEmpty {
            // A list or a mapping that is left empty is one without elements.
            switch schema {
            case .list(_, minimumCount: 0), .openMapping: return
            case .mapping(let mapping) where mapping.keys.allSatisfy({ !$0.isRequired }): return
            default: return add(value, "the value is missing: expected \(schema.expectation)")
            }
        }
        switch schema {
        case .text, .identifier:
            if value.text == nil { addWrongForm(value, schema) }
        case .number(let range): checkNumber(value, schema) { range.contains($0) }
        case .integer(let range):
            checkNumber(value, schema) { number in Int(exactly: number).map(range.contains) ?? false }
        case .boolean:
            if value.boolean == nil { addWrongForm(value, schema) }
        case .word(let words):
            guard let text = value.text else { return addWrongForm(value, schema) }
            if !words.contains(text) {
                add(value, "`\(text)` is not \(schema.expectation)", remedy: suggestion(for: text, among: words))
            }
        case .path:
            guard let text = value.text, !text.isEmpty else { return addWrongForm(value, schema) }
            checkPath(value, text)
        case .coordinates: checkCoordinates(value)
        case .hours:
            if value.text.flatMap(quarters) == nil { addWrongForm(value, schema) }
        case .list(let element, let minimumCount):
            guard case .list(let elements) = value.content else { return addWrongForm(value, schema) }
            if elements.count < minimumCount {
                add(value, "expected \(minimumCount) values or more, found \(elements.count)")
            }
            for value in elements { check(value, element) }
        case .mapping(let mapping): checkMapping(value, mapping)
        case .openMapping(let element, _):
            guard case .mapping(let entries) = value.content else { return addWrongForm(value, schema) }
            for entry in entries { check(entry.value, element) }
        case .either(let schemas): checkEither(value, schema, schemas)
        }
    }

    private mutating func addWrongForm(_ value: FileValue, _ schema: ValueSchema) {
        add(value, "expected \(schema.expectation), found \(value.content.summary)")
    }

    private mutating func checkNumber(_ value: FileValue, _ schema: ValueSchema, _ isAllowed: (Double) -> Bool) {
        if let number = value.number {
            if !isAllowed(number) { add(value, "expected \(schema.expectation), found \(plain(number))") }
            return
        }
        guard case .scalar(let text, let isPlain) = value.content else { return addWrongForm(value, schema) }
        let word = text.lowercased().drop { "+-.".contains($0) }
        let decimal = text.replacingOccurrences(of: ",", with: ".")
        if ["nan", "inf", "infinity"].contains(word) || (Double(text).map { !$0.isFinite } ?? false) {
            add(value, "`\(text)` is no finite number: expected \(schema.expectation)")
        } else if decimalNumber(text) != nil, !isPlain {
            add(
                value, "expected \(schema.expectation), found the text \"\(text)\"",
                remedy: "leave out the quotation marks")
        } else if decimalNumber(decimal) != nil {
            add(value, "expected \(schema.expectation), found `\(text)`", remedy: "write \(decimal)")
        } else {
            addWrongForm(value, schema)
        }
    }

    private mutating func checkPath(_ value: FileValue, _ text: String) {
        let path = resolvedPath(text, folder: folder)
        guard !FileManager.default.fileExists(atPath: path) else { return }
        let neighbours = (try? FileManager.default.contentsOfDirectory(atPath: Simulation.folder(of: path))) ?? []
        let name = path.split(separator: "/").last.map(String.init) ?? path
        let problem = Problem(
            .unreadable, file: value.file, place: value.place, "there is no file \(path)",
            remedy: suggestion(for: name, among: neighbours)
                ?? "correct the path: it starts from the folder of \(value.file)")
        found.append((value.line, problem))
    }

    private mutating func checkCoordinates(_ value: FileValue) {
        let numbers = value.elements.compactMap(\.number)
        guard case .list(let elements) = value.content, elements.count == 2, numbers.count == 2 else {
            return addWrongForm(value, .coordinates)
        }
        guard abs(numbers[0]) > 180 || abs(numbers[1]) > 90 else { return }
        let isSwapped = abs(numbers[1]) <= 180 && abs(numbers[0]) <= 90
        add(
            value, "[\(plain(numbers[0])), \(plain(numbers[1]))] is no place in degrees",
            remedy: isSwapped
                ? "longitude comes first: write [\(plain(numbers[1])), \(plain(numbers[0]))]?"
                : "give longitude and latitude in degrees, not metres")
    }

    private mutating func checkMapping(_ value: FileValue, _ schema: MappingSchema) {
        guard case .mapping(let entries) = value.content else { return addWrongForm(value, .mapping(schema)) }
        for entry in entries {
            guard let key = schema.keys.first(where: { $0.name == entry.key }) else {
                let place = FileValue.place(line: entry.line, path: entry.value.path)
                let known = schema.keys.map(\.name)
                let isDecimal = decimalNumber(entry.key) != nil
                let remedy =
                    isDecimal
                    ? "write decimals with a point, such as 1.5"
                    : suggestion(for: entry.key, among: known) ?? "known keys: " + known.joined(separator: ", ")
                let problem = Problem(
                    .content, file: value.file, place: place, "the key `\(entry.key)` is unknown", remedy: remedy)
                found.append((entry.line, problem))
                continue
            }
            check(entry.value, key.schema)
        }
        let present = Set(entries.map(\.key))
        for key in schema.keys where key.isRequired && !present.contains(key.name) {
            add(value, "the key `\(key.name)` is missing", remedy: "add it: \(key.description)")
        }
        let chosen = schema.exactlyOneOf.filter(present.contains)
        // A misspelt key is told already.
        let isMisspelt = chosen.isEmpty && !present.isSubset(of: schema.keys.map(\.name))
        if !schema.exactlyOneOf.isEmpty, chosen.count != 1, !isMisspelt {
            let found = chosen.isEmpty ? "none" : chosen.joined(separator: " and ")
            add(
                value, "expected exactly one of the keys \(schema.exactlyOneOf.joined(separator: ", ")), found \(found)"
            )
        }
    }

    /// A value that fits one form is right. Else the form that looks most like it tells what is wrong.
    private mutating func checkEither(_ value: FileValue, _ schema: ValueSchema, _ schemas: [ValueSchema]) {
        var sameForm: [[(line: Int, problem: Problem)]] = []
        var meant: [[(line: Int, problem: Problem)]] = []
        for candidate in schemas {
            var trial = Validation(folder: folder)
            trial.check(value, candidate)
            if trial.found.isEmpty { return }
            if candidate.isForm(of: value) { sameForm.append(trial.found) }
            if candidate.isMeant(by: value) { meant.append(trial.found) }
        }
        if sameForm.count == 1 {
            found += sameForm[0]
        } else if meant.count == 1 {
            found += meant[0]
        } else {
            let words = schemas.flatMap { schema in if case .word(let words) = schema { words } else { [String]() } }
            add(
                value, "expected \(schema.expectation), found \(value.content.summary)",
                remedy: value.text.flatMap { suggestion(for: $0, among: words) })
        }
    }
}

extension ValueSchema {
    /// Whether a value has one of the keys that a mapping of this schema needs.
    fileprivate func isMeant(by value: FileValue) -> Bool {
        guard case .mapping(let schema) = self else { return false }
        return schema.keys.contains { $0.isRequired && value[$0.name] != nil }
    }

    /// Whether a value has the outer form of this schema: a scalar, a list or a mapping.
    fileprivate func isForm(of value: FileValue) -> Bool {
        switch (self, value.content) {
        case (.list, .list), (.coordinates, .list), (.mapping, .mapping), (.openMapping, .mapping): true
        case (.list, _), (.coordinates, _), (.mapping, _), (.openMapping, _): false
        case (.either(let schemas), _): schemas.contains { $0.isForm(of: value) }
        case (_, .scalar): true
        default: false
        }
    }
}

extension FileValue.Content {
    /// What stands there, for a message.
    fileprivate var summary: String {
        switch self {
        case .empty: "nothing"
        case .scalar(let text, let isPlain): isPlain ? "`\(text.prefix(40))`" : "\"\(text.prefix(40))\""
        case .list(let elements): "a list of \(elements.count)"
        case .mapping(let entries): "the keys " + entries.prefix(5).map(\.key).joined(separator: ", ")
        }
    }
}

/// A path of a file, from the folder of the file that names it.
func resolvedPath(_ path: String, folder: String) -> String {
    if path.hasPrefix("/") || folder.isEmpty || folder == "." { return path }
    return withoutDetours(folder.hasSuffix("/") ? folder + path : folder + "/" + path)
}

/// `Shapefiles/roads.shp` for `Scenarios/../Shapefiles/roads.shp`, as people would write it.
private func withoutDetours(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/", omittingEmptySubsequences: true) {
        if part == ".", !parts.isEmpty { continue }
        if part == "..", let last = parts.last, last != "..", last != "." {
            parts.removeLast()
        } else {
            parts.append(part)
        }
    }
    return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
}

/// The folder of a file: `.` for a bare name.
func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
}

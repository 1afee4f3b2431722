import Territory

extension FileValue {
    /// A value that stands in no file: problems name its path alone.
    ///
    /// - Parameter file: that it belongs to.
    init(_ json: JSONValue, file: String, path: String) {
        self.init(file: file, line: 0, path: path, content: .empty)
        switch json {
        case .null: break
        case .text(let text): content = .scalar(text, isPlain: false)
        case .number(let number): content = .scalar(Territory.plain(number), isPlain: true)
        case .boolean(let flag): content = .scalar(flag ? "true" : "false", isPlain: true)
        case .list(let elements):
            content = .list(
                elements.enumerated().map { FileValue($1, file: file, path: "\(path)[\($0)]") })
        case .object(let members):
            content = .mapping(
                members.map { key, value in
                    Entry(
                        key: key, line: 0,
                        value: FileValue(value, file: file, path: FileValue.path(path, key: key)))
                })
        }
    }

    /// The value as JSON. What is a number and what a text, the schema says: an identifier `01004` stays a text.
    func json(_ schema: ValueSchema) -> JSONValue {
        switch content {
        case .empty: return .null
        case .scalar(let text, _):
            switch schema.form(of: self) {
            case .number, .integer: return number.map { .number($0) } ?? .text(text)
            case .boolean: return boolean.map { .boolean($0) } ?? .text(text)
            default: return .text(text)
            }
        case .list(let elements):
            let element: ValueSchema =
                switch schema.form(of: self) {
                case .list(let element, _): element
                case .coordinates: .number(.any)
                default: .text
                }
            return .list(elements.map { $0.json(element) })
        case .mapping(let entries):
            switch schema.form(of: self) {
            case .mapping(let mapping):
                // In the order of the format.
                let known = mapping.keys.flatMap { key in
                    entries.filter { $0.key == key.name }.map { ($0.key, $0.value.json(key.schema)) }
                }
                let names = Set(mapping.keys.map(\.name))
                return .object(
                    known + entries.filter { !names.contains($0.key) }.map { ($0.key, $0.value.json(.text)) })
            case .openMapping(let element, _): return .object(entries.map { ($0.key, $0.value.json(element)) })
            default: return .object(entries.map { ($0.key, $0.value.json(.text)) })
            }
        }
    }

    /// Every value for which the schema wants a file, with what could be one.
    func paths(_ schema: ValueSchema) -> [FileValue] {
        switch schema {
        case .path: return text == nil ? [] : [self]
        case .list(let element, _): return elements.flatMap { $0.paths(element) }
        case .openMapping(let element, _): return entries.flatMap { $0.value.paths(element) }
        case .mapping(let mapping):
            return entries.flatMap { entry in
                mapping.keys.first { $0.name == entry.key }.map { entry.value.paths($0.schema) } ?? []
            }
        case .either(let schemas):
            let words = schemas.flatMap { if case .word(let words) = $0 { words } else { [String]() } }
            if let text, words.contains(text) { return [] }
            return schemas.flatMap { paths($0) }
        default: return []
        }
    }

    /// With the value of a key; without the key where it is nil.
    func setting(_ key: String, to value: FileValue?) -> FileValue {
        guard case .mapping(var entries) = content else { return self }
        if let position = entries.firstIndex(where: { $0.key == key }) {
            if let value {
                entries[position].value = value
            } else {
                entries.remove(at: position)
            }
        } else if let value {
            entries.append(Entry(key: key, line: value.line, value: value))
        }
        var changed = self
        changed.content = .mapping(entries)
        return changed
    }
}

extension ValueSchema {
    /// Of several forms the one that a value has without a fault, else the first.
    fileprivate func form(of value: FileValue) -> ValueSchema {
        guard case .either(let schemas) = self else { return self }
        // The files that paths name do not matter here.
        let fitting = schemas.first { schema in
            if case .path = schema { return value.text != nil }
            return validate(value, against: schema, folder: ".").allSatisfy { $0.kind == .unreadable }
        }
        return (fitting ?? schemas.first ?? .text).form(of: value)
    }
}

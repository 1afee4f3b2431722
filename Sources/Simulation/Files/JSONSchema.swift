/// A kind of file that people write for the simulator.
public enum DescribedFile: String, CaseIterable, Sendable {
    case scenario, territory

    var schema: ValueSchema {
        switch self {
        case .scenario: scenarioSchema
        case .territory: territorySchema
        }
    }

    fileprivate var title: String {
        switch self {
        case .scenario: "A scenario: changes to a territory, and the rules to judge it by"
        case .territory: "A territory: communes, population, roads, sites, professionals, divisions"
        }
    }
}

/// The JSON Schema (draft 2020-12) of a file, for editors; always the same bytes. Made from the very
/// description that the files are checked against.
public func jsonSchema(for file: DescribedFile) -> String {
    let head: [(String, JSONValue)] = [
        ("$schema", .text("https://json-schema.org/draft/2020-12/schema")),
        ("title", .text(file.title)),
    ]
    return JSONValue.object(head + file.schema.jsonMembers).text() + "\n"
}

extension ValueSchema {
    fileprivate var jsonMembers: [(String, JSONValue)] {
        switch self {
        case .text, .path: return [("type", .text("string"))]
        case .identifier: return [("type", .list([.text("string"), .text("number")]))]
        case .hours:
            return [
                ("type", .text("string")),
                ("pattern", .text("^[0-9]{1,2}:(00|15|30|45)-[0-9]{1,2}:(00|15|30|45)$")),
            ]
        case .boolean: return [("type", .text("boolean"))]
        case .number(let range):
            var members: [(String, JSONValue)] = [("type", .text("number"))]
            if let minimum = range.minimum {
                members.append((range.isAboveMinimum ? "exclusiveMinimum" : "minimum", .number(minimum)))
            }
            if let maximum = range.maximum { members.append(("maximum", .number(maximum))) }
            return members
        case .integer(let range):
            return [
                ("type", .text("integer")), ("minimum", .number(Double(range.lowerBound))),
                ("maximum", .number(Double(range.upperBound))),
            ]
        case .word(let words): return [("enum", .list(words.map(JSONValue.text)))]
        case .coordinates:
            let longitude = ValueSchema.number(.from(-180, to: 180)).jsonMembers
            let latitude = ValueSchema.number(.from(-90, to: 90)).jsonMembers
            return [
                ("type", .text("array")), ("prefixItems", .list([.object(longitude), .object(latitude)])),
                ("minItems", .number(2)), ("maxItems", .number(2)),
            ]
        case .list(let element, let minimumCount):
            let items: [(String, JSONValue)] = [("type", .text("array")), ("items", .object(element.jsonMembers))]
            return minimumCount > 0 ? items + [("minItems", .number(Double(minimumCount)))] : items
        case .openMapping(let element, let keys):
            return [
                ("type", .text("object")), ("description", .text(keys)),
                ("additionalProperties", .object(element.jsonMembers)),
            ]
        case .either(let schemas):
            return [("anyOf", .list(schemas.map { .object($0.jsonMembers) }))]
        case .mapping(let schema): return schema.jsonMembers
        }
    }
}

extension MappingSchema {
    fileprivate var jsonMembers: [(String, JSONValue)] {
        var members: [(String, JSONValue)] = [("type", .text("object"))]
        members.append(("properties", .object(keys.map { ($0.name, .object($0.jsonMembers)) })))
        let required = keys.filter(\.isRequired).map(\.name)
        if !required.isEmpty { members.append(("required", .list(required.map(JSONValue.text)))) }
        if !exactlyOneOf.isEmpty {
            members.append(("oneOf", .list(exactlyOneOf.map { .object([("required", .list([.text($0)]))]) })))
        }
        members.append(("additionalProperties", .boolean(false)))
        return members
    }
}

extension KeySchema {
    fileprivate var jsonMembers: [(String, JSONValue)] {
        // The key's own description says more than the general one of its schema.
        return [("description", .text(description))] + schema.jsonMembers.filter { $0.0 != "description" }
    }
}

import Foundation
import Territory

/// What a value of a file may be. One description drives both the check of a file and the JSON Schema
/// that editors use, so that they cannot disagree.
indirect enum ValueSchema: Sendable {
    /// Any text.
    case text
    /// An identifier: text, which may look like a number (`01004`).
    case identifier
    case number(NumberRange)
    case integer(ClosedRange<Int>)
    case boolean
    /// One of these words.
    case word([String])
    /// A file that exists, relative to the folder of the file that names it.
    case path
    /// `[longitude, latitude]` in degrees.
    case coordinates
    /// Hours of a day, in quarters of an hour: `08:00-20:00`.
    case hours
    case list(of: ValueSchema, minimumCount: Int)
    case mapping(MappingSchema)
    /// Any keys; `keys` says what they are.
    case openMapping(of: ValueSchema, keys: String)
    /// Any of several forms.
    case either([ValueSchema])
}

/// Numbers that a value may be, bounds included unless said otherwise.
struct NumberRange: Sendable {
    var minimum: Double?
    var isAboveMinimum = false
    var maximum: Double?

    static let any = NumberRange()
    /// People, beds: no count comes near the maximum, and sums of such counts stay exact.
    static let count = NumberRange(minimum: 0, maximum: 1e9)
    /// A share of a whole.
    static let share = NumberRange(minimum: 0, maximum: 1)

    static func from(_ minimum: Double, to maximum: Double) -> NumberRange {
        NumberRange(minimum: minimum, maximum: maximum)
    }

    func contains(_ number: Double) -> Bool {
        if let minimum, isAboveMinimum ? number <= minimum : number < minimum { return false }
        if let maximum, number > maximum { return false }
        return true
    }

    var description: String {
        let lower = minimum.map { isAboveMinimum ? "greater than \(plain($0))" : "at least \(plain($0))" }
        let upper = maximum.map { "at most \(plain($0))" }
        return [lower, upper].compactMap { $0 }.joined(separator: " and ")
    }
}

/// The keys of a mapping; no others are allowed.
struct MappingSchema: Sendable {
    var keys: [KeySchema]
    /// Keys of which exactly one must be there.
    var exactlyOneOf: [String] = []
}

struct KeySchema: Sendable {
    var name: String
    var schema: ValueSchema
    var isRequired = false
    var description: String

    static func required(_ name: String, _ schema: ValueSchema, _ description: String) -> KeySchema {
        KeySchema(name: name, schema: schema, isRequired: true, description: description)
    }

    static func optional(_ name: String, _ schema: ValueSchema, _ description: String) -> KeySchema {
        KeySchema(name: name, schema: schema, description: description)
    }
}

extension ValueSchema {
    static let textOrTexts = ValueSchema.either([.identifier, .list(of: .identifier, minimumCount: 1)])

    /// What is expected, for a message: "a number greater than 0".
    var expectation: String {
        switch self {
        case .text: "a text"
        case .identifier: "an identifier"
        case .number(let range): ("a number " + range.description).trimmingCharacters(in: .whitespaces)
        case .integer(let range) where range.count == 1: "\(range.lowerBound)"
        case .integer(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .boolean: "true or false"
        case .word(let words): words.count == 1 ? "`\(words[0])`" : "one of " + words.joined(separator: ", ")
        case .path: "a file"
        case .coordinates: "[longitude, latitude] in degrees"
        case .hours: "hours such as \"08:00-20:00\", in quarters of an hour"
        case .list(let element, _): "a list of values, each \(element.expectation)"
        case .mapping(let schema): "keys and values (\(schema.keys.map(\.name).joined(separator: ", ")))"
        case .openMapping(let element, let keys): "keys and values: \(keys), each with \(element.expectation)"
        case .either(let schemas): schemas.map(\.expectation).joined(separator: ", or ")
        }
    }
}

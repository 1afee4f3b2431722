import Foundation
public import Geometry

/// The type of a field, as far as formats agree on types.
public enum FieldType: Hashable, Sendable {
    case string, integer, real, stringList, boolean
}

public struct Field: Hashable, Sendable {
    public var name: String
    public var type: FieldType

    public init(_ name: String, _ type: FieldType) {
        self.name = name
        self.type = type
    }
}

/// The value of one field of one feature.
public enum FieldValue: Hashable, Sendable {
    case null
    case string(String)
    case integer(Int64)
    case real(Double)
    case stringList([String])
    case boolean(Bool)

    /// The value as text: whole numbers without decimals; nil for null and for lists.
    public var text: String? {
        switch self {
        case .null, .stringList: nil
        case .boolean(let flag): flag ? "1" : "0"
        case .string(let text): text
        case .integer(let number): String(number)
        case .real(let number):
            number == number.rounded() && abs(number) < 1e15
                ? String(Int64(number)) : String(number)
        }
    }

    /// The value as a number: of numbers, and of texts that are one (`12`, `1.5`, `1,5`); nil for null and
    /// for any other text. A text `NaN` or `inf` is a number here, so that it can be refused by name.
    public var number: Double? {
        switch self {
        case .null, .stringList: nil
        case .boolean(let flag): flag ? 1 : 0
        case .integer(let number): Double(number)
        case .real(let number): number
        case .string(let text):
            Double(text.trimmingCharacters(in: .whitespaces).replacingOccurrences(of: ",", with: "."))
        }
    }

    /// Null, or a text of nothing but blanks.
    public var isBlank: Bool {
        switch self {
        case .null: true
        case .string(let text): text.allSatisfy(\.isWhitespace)
        default: false
        }
    }
}

/// One record of a layer: its identifier in the file, its shape and its values in the order of the fields.
public struct Feature: Hashable, Sendable {
    public var id: Int64
    public var shape: Shape?
    public var values: [FieldValue]

    public init(id: Int64 = -1, shape: Shape?, values: [FieldValue]) {
        self.id = id
        self.shape = shape
        self.values = values
    }
}

/// What shapes a layer to be written holds.
public enum GeometryType: Hashable, Sendable {
    case point, lineString, multiLineString, polygon, multiPolygon
}

public import Foundation

/// JSON that is written already: the pieces of an answer, put together without being decoded again.
public struct JSONText: Sendable {
    public private(set) var bytes: [UInt8]

    /// - Parameter json: one whole JSON value.
    public init(json: Data) {
        bytes = Array(json)
    }

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    public static let null = JSONText(bytes: Array("null".utf8))

    /// Numbers that are not finite have no JSON: `null`.
    public static func number(_ number: Double?) -> JSONText {
        guard let number, number.isFinite else { return .null }
        var text = JSONText(bytes: [])
        text.append(number)
        return text
    }

    public static func number(_ number: Int?) -> JSONText {
        number.map { JSONText(bytes: Array(String($0).utf8)) } ?? .null
    }

    public static func flag(_ flag: Bool?) -> JSONText {
        flag.map { JSONText(bytes: Array(($0 ? "true" : "false").utf8)) } ?? .null
    }

    public static func text(_ content: String?) -> JSONText {
        guard let content else { return .null }
        var text = JSONText(bytes: [])
        text.append(quoted: content)
        return text
    }

    public static func texts(_ contents: some Sequence<String>) -> JSONText { .list(contents.map { .text($0) }) }

    public static func list(_ elements: some Sequence<JSONText>) -> JSONText {
        var text = JSONText(bytes: [UInt8(ascii: "[")])
        var isFirst = true
        for element in elements {
            if !isFirst { text.bytes.append(UInt8(ascii: ",")) }
            isFirst = false
            text.bytes += element.bytes
        }
        text.bytes.append(UInt8(ascii: "]"))
        return text
    }

    /// Members in their order.
    public static func object(_ members: some Sequence<(String, JSONText)>) -> JSONText {
        var text = JSONText(bytes: [UInt8(ascii: "{")])
        var isFirst = true
        for (name, value) in members {
            if !isFirst { text.bytes.append(UInt8(ascii: ",")) }
            isFirst = false
            text.append(quoted: name)
            text.bytes.append(UInt8(ascii: ":"))
            text.bytes += value.bytes
        }
        text.bytes.append(UInt8(ascii: "}"))
        return text
    }

    mutating func append(_ raw: StaticString) {
        raw.withUTF8Buffer { bytes += $0 }
    }

    mutating func append(_ other: JSONText) { bytes += other.bytes }

    mutating func append(_ number: Double) {
        if let whole = Int64(exactly: number) {
            bytes += String(whole).utf8
        } else {
            bytes += number.description.utf8
        }
    }

    mutating func append(quoted content: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in content.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case 0..<0x20:
                let digits = Array("0123456789abcdef".utf8)
                bytes += Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}

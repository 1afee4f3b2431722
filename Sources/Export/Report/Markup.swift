/// Source of HTML or SVG. What is put into it as a text is escaped; only literals, and other markup, go in as they are.
struct Markup: ExpressibleByStringInterpolation, Sendable, Equatable {
    private(set) var source: String

    static let empty: Markup = ""

    init(stringLiteral source: String) {
        self.source = source
    }

    init(stringInterpolation: StringInterpolation) {
        source = stringInterpolation.source
    }

    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var source = ""

        init(literalCapacity: Int, interpolationCount: Int) {
            source.reserveCapacity(literalCapacity * 2)
        }

        mutating func appendLiteral(_ literal: String) { source += literal }
        mutating func appendInterpolation(_ text: String) { source += escaped(text) }
        mutating func appendInterpolation(_ number: Int) { source += String(number) }
        mutating func appendInterpolation(_ markup: Markup) { source += markup.source }
        mutating func appendInterpolation(_ parts: [Markup]) { for part in parts { source += part.source } }
        /// A coordinate of a drawing.
        mutating func appendInterpolation(_ coordinate: Double) { source += rounded(coordinate) }
        /// Both texts, of which the style shows one; a text that is the same in both stands once.
        mutating func appendInterpolation(_ words: BilingualText) {
            guard words.french != words.english else {
                source += escaped(words.french)
                return
            }
            source += "<span class=\"fr\" lang=\"fr\">\(escaped(words.french))</span>"
            source += "<span class=\"en\" lang=\"en\">\(escaped(words.english))</span>"
        }
        /// Content of the page's own files.
        mutating func appendInterpolation(verbatim text: String) { source += text }
    }

    static func + (left: Markup, right: Markup) -> Markup { "\(left)\(right)" }
    static func += (left: inout Markup, right: Markup) { left.source += right.source }
}

/// A text that may stand between tags and in quoted attributes, in HTML and in XML.
func escaped(_ text: String) -> String {
    var escaped = ""
    escaped.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
        switch scalar {
        case "&": escaped += "&amp;"
        case "<": escaped += "&lt;"
        case ">": escaped += "&gt;"
        case "\"": escaped += "&quot;"
        case "'": escaped += "&#39;"
        case "\t", "\n", "\r": escaped.unicodeScalars.append(scalar)
        // XML knows no other control characters, and not the two that end each plane.
        case "\0"..<" ", "\u{7F}"..."\u{9F}", "\u{FFFE}", "\u{FFFF}": escaped.unicodeScalars.append("\u{FFFD}")
        default: escaped.unicodeScalars.append(scalar)
        }
    }
    return escaped
}

/// With two decimals at the most: `12`, `12.5`, `-0.25`; "0" for what is no number.
private func rounded(_ coordinate: Double) -> String {
    guard coordinate.isFinite, coordinate.magnitude < 1e12 else { return "0" }
    let hundredths = Int((coordinate * 100).rounded())
    let (whole, rest) = (hundredths.magnitude / 100, hundredths.magnitude % 100)
    let sign = hundredths < 0 ? "-" : ""
    if rest == 0 { return "\(sign)\(whole)" }
    return rest % 10 == 0 ? "\(sign)\(whole).\(rest / 10)" : "\(sign)\(whole).\(rest < 10 ? "0" : "")\(rest)"
}

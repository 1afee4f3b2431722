/// A text in both languages of the program.
struct BilingualText: Hashable, Sendable {
    var french: String
    var english: String

    init(_ french: String, _ english: String) {
        self.french = frenchSpacing(french)
        self.english = english
    }

    /// The same in both: a name, a number that needs no writing.
    init(_ name: String) {
        self.init(name, name)
    }

    subscript(language: Language) -> String { language == .french ? french : english }

    /// Put together from texts that depend on the language.
    init(_ text: (Language) -> String) {
        self.init(text(.french), text(.english))
    }

    static func + (left: BilingualText, right: BilingualText) -> BilingualText {
        BilingualText(left.french + right.french, left.english + right.english)
    }

    static func + (left: BilingualText, right: String) -> BilingualText { left + BilingualText(right) }

    var json: SummaryValue { .object(["fr": .text(french), "en": .text(english)]) }
}

/// With the spaces that French typography keeps at the end of no line.
private func frenchSpacing(_ text: String) -> String {
    guard text.contains(where: { ":;»«%?!".contains($0) }) else { return text }
    return [(" :", "\u{A0}:"), (" ;", "\u{202F};"), ("« ", "«\u{A0}"), (" »", "\u{A0}»"), (" %", "\u{202F}%")]
        .reduce(text) { $0.replacing($1.0, with: $1.1) }
}

extension [BilingualText] {
    func joined(_ separator: String = ", ") -> BilingualText {
        BilingualText { language in map { $0[language] }.joined(separator: separator) }
    }
}

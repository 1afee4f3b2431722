/// How a report writes a number. The script of the page (`numbers.js`) writes it anew, in the same way, when the
/// language is changed; the raw value is the name by which it knows the format.
enum NumberFormat: String, Sendable {
    /// 15 000 or 15,000.
    case whole = "0"
    case tenths = "1"
    case hundredths = "2"
    case thousandths = "3"
    /// Of a share from 0 to 1: 26,6 % or 26.6%.
    case percent = "%"
    case wholePercent = "%0"
    /// +221 908, −11 370.
    case signedWhole = "+0"
    case signedTenths = "+1"
    case signedThousandths = "+3"
    /// Of a difference of shares, in points.
    case signedPoints = "+p"
    /// As it is: a year, a code.
    case plain = "y"

    func text(_ number: Double?, _ language: Language) -> String {
        guard let number, number.isFinite else { return "–" }
        let words = TableWords(language)
        return switch self {
        case .whole: words.number(number)
        case .tenths: decimals(number, 1, words)
        case .hundredths: decimals(number, 2, words)
        case .thousandths: decimals(number, 3, words)
        case .percent: decimals(number * 100, 1, words) + words.word("\u{202F}%", "%")
        case .wholePercent: decimals(number * 100, 0, words) + words.word("\u{202F}%", "%")
        case .signedWhole: (number.rounded() > 0 ? "+" : "") + words.number(number)
        case .signedTenths: sign(number, 10) + decimals(number, 1, words)
        case .signedThousandths: sign(number, 1000) + decimals(number, 3, words)
        case .signedPoints:
            sign(number, 1000) + decimals(number * 100, 1, words) + words.word("\u{202F}pt", "\u{202F}pt")
        case .plain: number == number.rounded() && number.magnitude < 1e15 ? String(Int64(number)) : "\(number)"
        }
    }

    func text(_ number: Double?) -> BilingualText { BilingualText { text(number, $0) } }

    private func sign(_ number: Double, _ units: Double) -> String { (number * units).rounded() > 0 ? "+" : "" }

    private func decimals(_ number: Double, _ count: Int, _ words: TableWords) -> String {
        guard count > 0 else { return words.number(number) }
        let unit = [1.0, 10, 100, 1000][count]
        let units = (number.magnitude * unit).rounded()
        let whole = (units / unit).rounded(.down)
        // Far beyond every figure there are no decimals, yet never a trap.
        let digits = String(Int(exactly: (units - whole * unit).rounded()).map { min(Int(unit) - 1, max(0, $0)) } ?? 0)
        let zeros = String(repeating: "0", count: max(0, count - digits.count))
        return (number < 0 && units > 0 ? "−" : "") + words.number(whole) + words.word(",", ".") + zeros + digits
    }

    /// As many decimals, up to three, as the value needs.
    static func asNeeded(_ value: Double) -> NumberFormat {
        [(NumberFormat.whole, 1.0), (.tenths, 10), (.hundredths, 100)]
            .first { abs((value * $0.1).rounded() - value * $0.1) < 1e-9 }?.0 ?? .thousandths
    }

    /// One decimal where whole numbers would hide something.
    static func forValues(_ values: some Sequence<Double>) -> NumberFormat {
        values.allSatisfy { $0 == $0.rounded() } ? .whole : .tenths
    }
}

extension Markup {
    /// A number that the page writes anew when the language changes.
    static func number(_ value: Double?, _ format: NumberFormat, _ language: Language) -> Markup {
        guard let value, value.isFinite else { return "–" }
        return "<data value=\"\(number: value)\" data-f=\"\(format.rawValue)\">\(format.text(value, language))</data>"
    }
}

extension Markup.StringInterpolation {
    /// The shortest exact decimal form, for a script to read.
    mutating func appendInterpolation(number: Double) {
        appendLiteral(number == number.rounded() && number.magnitude < 1e15 ? String(Int64(number)) : "\(number)")
    }
}

/// The seconds of a ferry's `duration`: `H:MM`, `H:MM:SS`, whole minutes, or ISO 8601 (`PT1H30M`,
/// `P1DT2H`); nil for anything else and for no time at all
/// (https://wiki.openstreetmap.org/wiki/Key:duration).
func ferrySeconds(ofDuration text: String) -> Double? {
    let seconds = text.first == "P" ? secondsOfISO8601(text.dropFirst()) : secondsOfClock(text)
    guard let seconds, seconds > 0 else { return nil }
    return seconds
}

private func secondsOfClock(_ text: String) -> Double? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    let figures = parts.compactMap { $0.allSatisfy(\.isASCII) ? Int($0) : nil }
    guard figures.count == parts.count, figures.allSatisfy({ (0...10_000).contains($0) }) else { return nil }
    switch figures.count {
    case 1: return Double(figures[0] * 60)
    case 2: return Double(figures[0] * 3600 + figures[1] * 60)
    case 3: return Double(figures[0] * 3600 + figures[1] * 60 + figures[2])
    default: return nil
    }
}

/// What follows the `P`. Years and months have no fixed length and are not understood.
private func secondsOfISO8601(_ text: Substring) -> Double? {
    var seconds = 0.0
    var digits = ""
    var isTime = false
    for character in text {
        switch character {
        case "T" where !isTime && digits.isEmpty: isTime = true
        case "0"..."9", ".": digits.append(character)
        default:
            let units: [Character: Double] =
                isTime ? ["H": 3600, "M": 60, "S": 1] : ["W": 604_800, "D": 86_400]
            guard let unit = units[character], let figure = Double(digits) else { return nil }
            seconds += figure * unit
            digits = ""
        }
    }
    return digits.isEmpty ? seconds : nil
}

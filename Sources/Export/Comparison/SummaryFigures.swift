import Territory

/// A figure of a summary: where it stands, and its value.
struct SummaryFigure: Sendable, Equatable {
    /// The names of the members on the way: `kinds`, `msp`, `covered_inhabitants`.
    var path: [String]
    /// Nil where the summary has a null.
    var value: Double?
    /// Why there is no value.
    var reason: String?

    /// The key path in `summary.json`, by which a figure is asked for.
    var name: String { path.joined(separator: ".") }
}

/// Every number of a summary, and every truth as 1 or 0, ordered by path. Members of a list go by what names them: the
/// site, the year, the two sites of a pair; the positions of a list of numbers count from 0.
///
/// - Returns: the figures, and the key paths of the lists whose members have no names, which cannot be compared.
func summaryFigures(_ summary: SummaryValue) -> (figures: [SummaryFigure], unnamedLists: [String]) {
    var collected = Collected()
    for (name, value) in summary.members ?? [] where name != "findings" {
        collected.add(value, [name], Reasons(below: 0, texts: nil))
    }
    return (
        collected.figures.sorted { $0.path.lexicographicallyPrecedes($1.path) }, collected.unnamedLists.sorted()
    )
}

/// Why figures are missing, as the object at a depth of the path says it (`reasons`).
private struct Reasons {
    var below: Int
    var texts: SummaryValue?

    func text(_ path: [String]) -> String? { texts?[path.dropFirst(below).joined(separator: ".")]?.text }
}

/// What says something about a figure and is none; a ranking by name has other members in every run.
private let noFigures: Set = ["reasons", "indicative", "worst_served"]

private struct Collected {
    var figures: [SummaryFigure] = []
    var unnamedLists: [String] = []

    /// - Parameter reasons: the nearest that stand above the value.
    mutating func add(_ value: SummaryValue, _ path: [String], _ reasons: Reasons) {
        switch value {
        case .number(let number): figures.append(SummaryFigure(path: path, value: number))
        case .flag(let flag): figures.append(SummaryFigure(path: path, value: flag ? 1 : 0))
        case .null: figures.append(SummaryFigure(path: path, value: nil, reason: reasons.text(path)))
        case .text, .indices: break
        case .list(let elements): addList(elements, path, reasons)
        case .object:
            let reasons = value["reasons"].map { Reasons(below: path.count, texts: $0) } ?? reasons
            for (name, member) in value.members ?? [] where !noFigures.contains(name) {
                add(member, path + [name], reasons)
            }
        }
    }

    private mutating func addList(_ elements: [SummaryValue], _ path: [String], _ reasons: Reasons) {
        if elements.allSatisfy({ $0.members == nil }) {
            for (place, element) in elements.enumerated() { add(element, path + ["\(place)"], reasons) }
            return
        }
        guard let (names, keys) = namesOfMembers(elements) else {
            unnamedLists.append(path.joined(separator: "."))
            return
        }
        for (name, element) in zip(names, elements) {
            guard case .object(var members) = element else { continue }
            for key in keys { members[key] = nil }
            add(.object(members), path + [name], reasons)
        }
    }
}

/// The members that may name an element of a list, alone or together; the first that tell all of them apart do.
private let namingMembers = [
    ["division", "territory"], ["site"], ["territory"], ["code"], ["commune"], ["commune", "reason"], ["sites"], ["id"],
    ["year"], ["month"],
    ["official", "computed"], ["a", "b"], ["first", "second"], ["threshold"], ["kind"], ["division"], ["group"],
    ["name"],
]

private func namesOfMembers(_ elements: [SummaryValue]) -> (names: [String], keys: [String])? {
    for keys in namingMembers {
        let names = elements.compactMap { element -> String? in
            let parts = keys.compactMap { element[$0].flatMap(name) }
            return parts.count == keys.count ? parts.joined(separator: "+") : nil
        }
        if names.count == elements.count, Set(names).count == names.count { return (names, keys) }
    }
    return nil
}

private func name(_ value: SummaryValue) -> String? {
    switch value {
    case .text(let text): text
    case .number(let number): plain(number)
    // Such as what lies outside every commune.
    case .null: "none"
    default: nil
    }
}

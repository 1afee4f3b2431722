import Geometry
import Layers

/// What a layer says about the junction at an end of a link.
enum LinkEnd: Hashable {
    /// The end of the line itself.
    case place(Point)
    case number(Int64)
    case text(String)

    /// Nil when the value is blank. Texts that are whole numbers are numbers: a CSV has only texts.
    init?(_ value: FieldValue) {
        guard !value.isBlank, let text = value.text else { return nil }
        if let number = Int64(text) {
            self = .number(number)
        } else {
            self = .text(text)
        }
    }

    fileprivate var text: String {
        switch self {
        case .number(let number): String(number)
        case .text(let text): text
        case .place: ""
        }
    }
}

/// The junction numbers of link ends. Whole numbers stay as they are; as soon as one end has another
/// text, texts are numbered from 1 in their order, and so are places: whatever the order of the rows,
/// a junction has the same number.
func junctionNumbers(_ ends: [LinkEnd]) -> [Int64] {
    if ends.contains(where: { if case .text = $0 { true } else { false } }) {
        return ranks(ends.map(\.text))
    }
    let places: [Point] = ends.compactMap { if case .place(let point) = $0 { point } else { nil } }
    if places.count == ends.count { return ranks(places) }
    return ends.map { if case .number(let number) = $0 { number } else { 0 } }
}

private func ranks<Value: Comparable & Hashable>(_ values: [Value]) -> [Int64] {
    var rank: [Value: Int64] = [:]
    for (position, value) in Set(values).sorted().enumerated() {
        rank[value] = Int64(position + 1)
    }
    return values.map { rank[$0] ?? 0 }
}

import Foundation
import Layers

/// A JSON value that is read back has the same cases as one that is written; members of objects have no order.
extension SummaryValue: Decodable {
    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let flag = try? container.decode(Bool.self) {
            self = .flag(flag)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let list = try? container.decode([SummaryValue].self) {
            self = .list(list)
        } else {
            self = .object(try container.decode([String: SummaryValue].self))
        }
    }

    subscript(name: String) -> SummaryValue? {
        if case .object(let members) = self { members[name] } else { nil }
    }

    var text: String? { if case .text(let text) = self { text } else { nil } }
    var number: Double? { if case .number(let number) = self { number } else { nil } }
    var elements: [SummaryValue]? { if case .list(let elements) = self { elements } else { nil } }
    /// In the order of their names.
    var members: [(name: String, value: SummaryValue)]? {
        guard case .object(let members) = self else { return nil }
        return members.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}

/// The JSON object in a file.
///
/// - Throws: `Problem`: unreadable, or content where it is no JSON object.
func storedObject(_ path: String) throws -> SummaryValue {
    let data: Data
    do {
        data = try Data(contentsOf: URL(fileURLWithPath: path))
    } catch {
        throw Problem(.unreadable, file: path, "cannot be read (\(reason(error)))", remedy: "check its permissions")
    }
    guard let value = try? JSONDecoder().decode(SummaryValue.self, from: data), value.members != nil else {
        throw Problem(.content, file: path, "is no JSON object", remedy: "run the scenario again")
    }
    return value
}

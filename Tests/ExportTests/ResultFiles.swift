import Export
import Foundation
import Simulation

/// The files of a result written into a folder, by name.
func resultFiles(_ result: SimulationResult, inputs: [String], to folder: String) throws -> [String: Data] {
    let manifest = try Manifest(version: "1", inputs: inputs, result: result, started: Date())
    try writeResult(result, to: folder, manifest: manifest, threads: 2)
    var files: [String: Data] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
        files[name] = FileManager.default.contents(atPath: "\(folder)/\(name)")
    }
    return files
}

/// A JSON value as it stands in a file.
enum JSON: Decodable, Equatable {
    case null
    case flag(Bool)
    case number(Double)
    case text(String)
    case list([JSON])
    case object([String: JSON])

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
        } else if let list = try? container.decode([JSON].self) {
            self = .list(list)
        } else {
            self = .object(try container.decode([String: JSON].self))
        }
    }

    init(_ data: Data) throws {
        self = try JSONDecoder().decode(JSON.self, from: data)
    }

    subscript(key: String) -> JSON? {
        if case .object(let members) = self { members[key] } else { nil }
    }

    var elements: [JSON] { if case .list(let elements) = self { elements } else { [] } }
    var number: Double? { if case .number(let number) = self { number } else { nil } }
    var text: String? { if case .text(let text) = self { text } else { nil } }
    var keys: Set<String> { if case .object(let members) = self { Set(members.keys) } else { [] } }

    /// `text`, `number`, `flag`, `texts`, `object`… as tests name the types of columns.
    var type: String {
        switch self {
        case .null: "null"
        case .flag: "flag"
        case .number: "number"
        case .text: "text"
        case .list(let list): list.allSatisfy { $0.text != nil } ? "texts" : "list"
        case .object: "object"
        }
    }
}

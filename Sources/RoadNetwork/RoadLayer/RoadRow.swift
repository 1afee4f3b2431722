import Geometry
import Layers

/// One feature of a road layer, understood.
struct RoadRow {
    var roadClass: RoadClass
    var directions: Directions
    var forwardSpeed: Speed
    var backwardSpeed: Speed
    /// Of a ferry: the seconds from end to end, where they are known; they count instead of the speed.
    var crossingSeconds: Double?
    /// Nil for the line's own length.
    var metres: Double?
    /// Nil where the junctions are the ends of the line.
    var junctions: (tail: LinkEnd, head: LinkEnd)?
    var unparsed: [String] = []

    init(roadClass: RoadClass, directions: Directions, speed: Speed) {
        self.roadClass = roadClass
        self.directions = directions
        forwardSpeed = speed
        backwardSpeed = speed
    }
}

enum RoadRowReading {
    case used(RoadRow)
    case leftOut(RoadLayerReport.Reason)
}

/// Understands the features of a layer of some kind.
protocol RoadRowReader {
    /// Nil when the feature has faults, which are told to `faults`.
    func read(_ feature: Feature, faults: inout RoadLayerFaults) -> RoadRowReading?
}

/// The faults of a layer: each once, with its first place and the number of features that share it.
struct RoadLayerFaults {
    private let file: String
    private var positions: [String: Int] = [:]
    private var list: [(problem: Problem, count: Int)] = []
    /// The feature being read.
    var place: String?

    init(file: String) {
        self.file = file
    }

    var isEmpty: Bool { list.isEmpty }

    mutating func add(_ text: String, remedy: String) {
        if let position = positions[text] {
            list[position].count += 1
            return
        }
        positions[text] = list.count
        list.append((Problem(.content, file: file, place: place, text, remedy: remedy), 1))
    }

    mutating func add(_ problem: Problem) {
        // What is wrong with the whole layer comes up for each of its fields.
        guard problem != list.last?.problem else { return }
        list.append((problem, 1))
    }

    /// Ends the list: throws when there are faults.
    func check() throws {
        guard !list.isEmpty else { return }
        throw Problems(
            list.map { problem, count in
                var problem = problem
                if count > 1 { problem.text += " (and \(count - 1) more like it)" }
                return problem
            })
    }
}

extension Feature {
    /// The text of a field without blanks around it; nil when there is none.
    func trimmedText(_ field: Int?) -> String? {
        guard let field, let text = values[field].text else { return nil }
        let trimmed = text.drop(while: \.isWhitespace)
        guard let last = trimmed.lastIndex(where: { !$0.isWhitespace }) else { return nil }
        return String(trimmed[...last])
    }
}

extension LayerReader {
    /// The first of several spellings that the layer has.
    func position(ofAny names: [String]) -> Int? {
        for name in names {
            if let position = fields.firstIndex(where: { $0.name.lowercased() == name.lowercased() }) {
                return position
            }
        }
        return nil
    }

    /// The first of several spellings; the fault lists what fields there are.
    func position(ofAny names: [String], faults: inout RoadLayerFaults) -> Int? {
        if let position = position(ofAny: names) { return position }
        do {
            return try fieldIndex(names[0])
        } catch {
            problems(in: error, file: path).forEach { faults.add($0) }
            return nil
        }
    }
}

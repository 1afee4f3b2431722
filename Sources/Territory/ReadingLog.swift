import Geometry
import Layers

/// What the reading of a territory gathers on its way: problems that forbid it, findings that do not, and
/// the files that were read.
struct ReadingLog {
    /// The territory file, whose keys name the layers and their columns.
    let territoryFile: String
    var problems: [Problem] = []
    var findings: [Finding] = []
    private(set) var inputs: [String] = []

    init(territoryFile: String) {
        self.territoryFile = territoryFile
    }

    mutating func add(inputs files: [String]) {
        for file in files where !inputs.contains(file) { inputs.append(file) }
    }

    mutating func add(_ error: any Error, file: String, place: String? = nil) {
        for var problem in Layers.problems(in: error, file: file) {
            problem.place = problem.place ?? place
            // What is wrong with the whole layer comes up for each of its fields.
            if problem != problems.last { problems.append(problem) }
        }
    }

    mutating func find(_ severity: Finding.Severity, _ place: String, _ text: String) {
        findings.append(Finding(severity, where: place, text))
    }

    mutating func throwIfNeeded() throws(Problems) {
        guard problems.isEmpty else { throw Problems(problems) }
    }
}

/// The first of many names, and how many more there are.
func listed(_ names: [String], atMost limit: Int = 10) -> String {
    let shown = names.prefix(limit).joined(separator: ", ")
    return names.count > limit ? "\(shown) and \(names.count - limit) more" : shown
}

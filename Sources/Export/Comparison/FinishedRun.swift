import Geometry
import Layers

/// A finished run, as `maillage run` left it in a folder.
public struct FinishedRun: Sendable {
    /// Its name among the runs that are compared.
    public var name: String
    /// The folder as the user gave it.
    public var folder: String
    /// The files read.
    public var files: [String]
    var summary: SummaryValue
    var manifest: SummaryValue
    var people: RunPeople
    /// Ordered by code.
    var communes: [RunCommune]
    /// The columns of numbers that the communes have, in the order of the file.
    var communeColumns: [String]
    var crs: CoordinateReferenceSystem
    /// Ordered by division, then id.
    var territories: [RunTerritory]

    public var scenario: String { summary["scenario"]?.text ?? "" }
    public var territory: String { summary["territory"]?.text ?? "" }
    var profile: String { summary["profile"]?.text ?? "" }
    var inhabitants: Double { people.inhabitants.reduce(0, +) }
}

/// The people of a run by place, ordered by commune, then point; the places outside every commune come last.
struct RunPeople: Sendable, Equatable {
    var points: [String]
    /// In the projection of the run.
    var locations: [Point]
    var communes: [String?]
    var inhabitants: [Double]
    /// People of each group, one count a point; ordered by name.
    var groups: [(name: String, counts: [Double])]
    /// Ordered by name.
    var kinds: [KindAccess]

    var count: Int { points.count }

    func kind(_ name: String) -> KindAccess? { kinds.first { $0.kind == name } }
    func group(_ name: String) -> [Double]? { groups.first { $0.name == name }?.counts }

    static func == (left: RunPeople, right: RunPeople) -> Bool {
        left.points == right.points && left.communes == right.communes && left.inhabitants == right.inhabitants
            && left.groups.map(\.name) == right.groups.map(\.name)
            && left.groups.map(\.counts) == right.groups.map(\.counts) && left.kinds == right.kinds
    }
}

/// How far each point is from the sites of a kind.
struct KindAccess: Sendable, Equatable {
    var kind: String
    /// Travel time to the nearest site in milliseconds; nil where none can be reached.
    var milliseconds: [Int?]
    /// Sites within the minutes of the kind.
    var choices: [Int]

    /// Where there is no site of the kind.
    static func nobody(_ kind: String, pointCount: Int) -> KindAccess {
        KindAccess(
            kind: kind, milliseconds: [Int?](repeating: nil, count: pointCount),
            choices: [Int](repeating: 0, count: pointCount))
    }
}

struct RunCommune: Sendable {
    var code: String
    var name: String
    var boundary: Shape?
    /// One value a column of `communeColumns`.
    var figures: [Double?]
}

/// A territory of a division: EPCI, CPTS…
struct RunTerritory: Sendable, Equatable {
    var division: String
    var id: String
    var name: String
    /// Codes, as the file has them.
    var communes: [String]
}

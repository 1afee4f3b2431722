public import Coverage
import Layers
public import Placement

/// What siting reads: people, candidates, existing sites, and the travel times between them. Places and candidates
/// stand in the order of their ids, so that nothing depends on the order of rows.
public struct PlacementTables: Sendable {
    public var demandIDs: [String]
    public var inhabitants: [Double]
    /// What counts in objectives.
    public var weights: [Double]
    public var candidateIDs: [String]
    /// From demand to candidates, of all matrices together.
    public var travel: TravelPairs
    /// By position.
    public var existing: Set<Int>
    public var costs: [Double]?
    public var neighbours: [(Int, Int)]?
    /// What a reader must know of the tables.
    public var warnings: [String]
    /// Pairs of demand and candidate without a row, in all matrices together.
    public var missingPairs: Int

    /// Where the tables are.
    public struct Paths: Sendable {
        public var matrices: [String]
        public var demand: String
        public var candidates: String?
        public var existing: String?
        public var neighbours: String?

        public init(
            matrices: [String], demand: String, candidates: String? = nil, existing: String? = nil,
            neighbours: String? = nil
        ) {
            self.matrices = matrices
            self.demand = demand
            self.candidates = candidates
            self.existing = existing
            self.neighbours = neighbours
        }

        public var all: [String] { matrices + [demand] + [candidates, existing, neighbours].compactMap { $0 } }
    }

    /// Reads the tables; the rows of matrices as a stream.
    ///
    /// - Parameters:
    ///   - paths: matrices `origin,destination,seconds` (empty seconds: no way), demand `id,inhabitants`, candidates and
    ///     existing sites `id`, neighbours `a,b`. Without candidates every destination is one.
    ///   - weights: columns of the demand and their factors; empty: the inhabitants.
    ///   - robust: how several matrices become one.
    ///   - hasCosts: whether the candidates have a column `cost`.
    /// - Throws: `Problems` with everything that is wrong (from 1 000 on a matrix is not read any further).
    public init(
        _ paths: Paths, weights factors: [(column: String, factor: Double)] = [], robust: RobustTravel = .worst,
        hasCosts: Bool = false
    ) throws(Problems) {
        var found: [Problem] = []
        let columns = ["inhabitants"] + factors.map(\.column).filter { $0 != "inhabitants" }
        let people = FigureTable(path: paths.demand, columns: columns, problems: &found)
        let offered = paths.candidates.map {
            FigureTable(path: $0, columns: hasCosts ? ["cost"] : [], problems: &found)
        }
        let present = paths.existing.map { FigureTable(path: $0, columns: [], problems: &found) }
        // A table that cannot be read is not taken for none.
        let isUnreadable = (paths.candidates != nil && offered.flatMap { $0 } == nil)
        var destinations: MatrixDestinations? =
            isUnreadable ? nil : offered.flatMap { $0 }.map(MatrixDestinations.among) ?? .every
        var contents: [MatrixContent] = []
        for path in paths.matrices {
            guard let content = readMatrix(path, demand: people, destinations: destinations, problems: &found) else {
                continue
            }
            contents.append(content)
            if case .every? = destinations {
                destinations = .those(FigureTable(path: path, ids: content.destinationIDs))
            }
        }
        let neighbours = paths.neighbours.map { readNeighbours($0, demand: people, problems: &found) }
        guard let people, let first = contents.first, contents.count == paths.matrices.count else {
            throw Problems(found)
        }
        demandIDs = people.ids
        inhabitants = people.figures[0]
        self.weights = people.ids.indices.map { place in
            factors.isEmpty
                ? people.figures[0][place]
                : factors.reduce(0) { sum, factor in
                    sum + factor.factor * people.figures[columns.firstIndex(of: factor.column) ?? 0][place]
                }
        }
        candidateIDs = first.destinationIDs
        travel = combined(contents.map(\.pairs), robust)
        costs = offered.flatMap { $0 }.flatMap { hasCosts ? $0.figures[0] : nil }
        self.neighbours = neighbours.flatMap { $0 }
        missingPairs = contents.reduce(0) { $0 + $1.missing.count }
        warnings = []
        existing = []
        for (path, content) in zip(paths.matrices, contents) where content.missing.count > 0 {
            let shown = content.missing.first.map {
                "\"\(people.ids[$0.demand])\" to \"\(content.destinationIDs[$0.destination])\""
            }
            warnings.append(
                "warning: \(path): \(content.missing.count) of "
                    + "\(people.ids.count * content.destinationIDs.count) pairs are missing and count as without a way "
                    + "(write them with empty seconds where that is meant): \(shown.joined(separator: ", "))"
                    + (content.missing.count > shown.count ? " …" : ""))
        }
        found += checkedExisting(present.flatMap { $0 }, candidates: paths.candidates ?? paths.matrices[0])
        if let costs, let candidate = costs.firstIndex(of: 0) {
            found.append(
                Problem(
                    .content, file: paths.candidates ?? "", "the cost of \"\(candidateIDs[candidate])\" is 0",
                    remedy: "write more than 0, or name the site among the existing ones"))
        }
        if candidateIDs.isEmpty, found.isEmpty {
            found.append(
                Problem(
                    .content, file: paths.matrices[0], "there are no candidates",
                    remedy: "check the matrix for rows"))
        }
        guard found.isEmpty else { throw Problems(found) }
    }

    private mutating func checkedExisting(_ table: FigureTable?, candidates: String) -> [Problem] {
        guard let table else { return [] }
        let positions = Dictionary(uniqueKeysWithValues: candidateIDs.enumerated().map { ($0.element, $0.offset) })
        var problems: [Problem] = []
        for id in table.ids {
            if let position = positions[id] {
                existing.insert(position)
            } else {
                problems.append(
                    Problem(
                        .content, file: table.path, "the existing site \"\(id)\" is no candidate",
                        remedy: "add it to \(candidates), with its travel times, or take it out"))
            }
        }
        return problems
    }
}

/// Pairs of places that touch, by position; nil where the table cannot be read.
private func readNeighbours(_ path: String, demand: FigureTable?, problems: inout [Problem]) -> [(Int, Int)]? {
    var pairs: [(Int, Int)] = []
    var found: [Problem] = []
    do {
        let reader = try LayerReader(path: path)
        guard let columns = fieldIndices(["a", "b"], of: reader, problems: &problems), let demand else { return nil }
        try reader.forEach { feature in
            var ends: [Int] = []
            for column in columns {
                let id = feature.values[column].text ?? ""
                if let position = demand.positions[id] {
                    ends.append(Int(position))
                } else {
                    found.append(
                        Problem(
                            .content, file: path, place: reader.place(of: feature),
                            "\(demand.path) has no id \"\(id)\"",
                            remedy: "add it there, or take the row out"))
                }
            }
            if ends.count == 2 { pairs.append((ends[0], ends[1])) }
        }
    } catch {
        problems += found + Layers.problems(in: error, file: path)
        return nil
    }
    problems += found
    return pairs
}

public import Coverage
import Layers
import RoadNetwork
import Simulation

/// What the computation of potential access reads: inhabitants, supply, and the travel times between them. Places
/// stand in the order of their ids, so that nothing depends on the order of rows.
public struct AccessTables: Sendable {
    public var demandIDs: [String]
    public var inhabitants: [Double]
    /// The positions of the places of demand in the order of their file.
    public var demandFileOrder: [Int]
    public var supplyIDs: [String]
    public var supply: [Double]
    public var pairs: TravelPairs

    /// Reads the three tables; the rows of the matrix as a stream.
    ///
    /// - Parameters:
    ///   - matrix: `origin,destination,seconds`, as `maillage matrix` writes it, in any order of rows. Origins are
    ///     ids of demand, destinations ids of supply. Empty seconds and pairs that are missing: no way.
    ///   - demand: `id,inhabitants`.
    ///   - supply: `id,supply`.
    /// - Throws: `Problems` with everything that is wrong (from 1 000 on the matrix is not read any further).
    public init(matrix: String, demand: String, supply: String) throws(Problems) {
        var found: [Problem] = []
        let people = FigureTable(path: demand, column: "inhabitants", problems: &found)
        let offers = FigureTable(path: supply, column: "supply", problems: &found)
        let rows = readMatrix(matrix, demand: people, supply: offers, problems: &found)
        guard let people, let offers, let rows, found.isEmpty else { throw Problems(found) }
        demandIDs = people.ids
        inhabitants = people.figures
        demandFileOrder = people.fileOrder
        supplyIDs = offers.ids
        self.supply = offers.figures
        pairs = TravelPairs(rows, demandCount: people.ids.count, supplyCount: offers.ids.count)
    }
}

/// A table of one figure by id, sorted by id.
private struct FigureTable {
    let path: String
    let ids: [String]
    let figures: [Double]
    /// The positions in the order of the file.
    let fileOrder: [Int]
    let positions: [String: Int32]

    /// Nil where it cannot be read at all.
    init?(path: String, column: String, problems: inout [Problem]) {
        var rows: [(id: String, figure: Double)] = []
        var first: [String: String] = [:]
        var found: [Problem] = []
        do {
            let reader = try LayerReader(path: path)
            let columns = fieldIndices(["id", column], of: reader, problems: &problems)
            guard let columns else { return nil }
            try reader.forEach { feature in
                let place = reader.place(of: feature)
                func add(_ text: String, _ remedy: String) {
                    found.append(Problem(.content, file: path, place: place, text, remedy: remedy))
                }
                guard let id = feature.values[columns[0]].text, !feature.values[columns[0]].isBlank else {
                    return add("has no id", "fill it in, or take the row out")
                }
                if let line = first[id] {
                    return add("the id \"\(id)\" stands twice (first: \(line))", "give every row an id of its own")
                }
                first[id] = place
                let value = feature.values[columns[1]]
                // Sums of greater figures would not stay exact.
                let figure = value.number.flatMap { (0...1e12).contains($0) ? $0 : nil }
                rows.append((id, figure ?? 0))
                guard figure == nil else { return }
                if value.isBlank {
                    add("\(column) is missing", "write 0 where there is nothing")
                } else if let number = value.number, number < 0 {
                    add("\(column) is \(value.text ?? ""), which is negative", "write 0 or more")
                } else {
                    add("\(column) is \"\(value.text ?? "")\", which is no number from 0 to 10¹²", "correct it")
                }
            }
        } catch {
            problems += found + Layers.problems(in: error, file: path)
            return nil
        }
        problems += found
        if rows.isEmpty, found.isEmpty {
            problems.append(
                Problem(.content, file: path, "the table has no rows", remedy: "check the file, or export it again"))
            return nil
        }
        let order = rows.indices.sorted { rows[$0].id < rows[$1].id }
        self.path = path
        ids = order.map { rows[$0].id }
        figures = order.map { rows[$0].figure }
        var fileOrder = Array(repeating: 0, count: rows.count)
        for (position, row) in order.enumerated() { fileOrder[row] = position }
        self.fileOrder = fileOrder
        positions = Dictionary(uniqueKeysWithValues: ids.enumerated().map { ($0.element, Int32($0.offset)) })
    }
}

/// A row of the matrix, and where it stands.
private struct MatrixRow {
    var demand: Int32
    var supply: Int32
    var time: TravelTime
    var feature: Int64
}

/// The pairs of a matrix that have a way; nil where it cannot be read. Ids are looked up only where both tables
/// are there.
private func readMatrix(
    _ path: String, demand: FigureTable?, supply: FigureTable?, problems: inout [Problem]
) -> [TravelPairs.Pair]? {
    var rows: [MatrixRow] = []
    var found: [Problem] = []
    do {
        let reader = try LayerReader(path: path)
        guard let columns = fieldIndices(["origin", "destination", "seconds"], of: reader, problems: &problems),
            let demand, let supply
        else { return nil }
        var origins = IDColumn(name: "origin", table: demand, other: supply)
        var destinations = IDColumn(name: "destination", table: supply, other: demand)
        do {
            try reader.forEach { feature in
                func problem(_ text: String, _ remedy: String) -> Problem {
                    Problem(.content, file: path, place: reader.place(of: feature), text, remedy: remedy)
                }
                guard found.count < mostMatrixProblems else { throw Problems([]) }
                let start = origins.position(feature.values[columns[0]], problem, &found)
                let end = destinations.position(feature.values[columns[1]], problem, &found)
                let time = time(feature.values[columns[2]], problem, &found)
                if let start, let end, let time {
                    rows.append(MatrixRow(demand: start, supply: end, time: time, feature: feature.id))
                }
            }
        } catch let enough as Problems where enough.list.isEmpty {
            problems += found
            return nil
        }
        rows.sort { ($0.demand, $0.supply, $0.feature) < ($1.demand, $1.supply, $1.feature) }
        func line(_ row: MatrixRow) -> String {
            reader.place(of: Feature(id: row.feature, shape: nil, values: []))
        }
        var first = 0
        for row in rows.indices.dropFirst() {
            guard rows[row].demand == rows[first].demand, rows[row].supply == rows[first].supply else {
                first = row
                continue
            }
            guard found.count < mostMatrixProblems else { break }
            let names = "\"\(demand.ids[Int(rows[row].demand)])\" to \"\(supply.ids[Int(rows[row].supply)])\""
            found.append(
                Problem(
                    .content, file: path, place: line(rows[row]),
                    "the pair \(names) stands twice (first: \(line(rows[first])))", remedy: "keep one of the rows"))
        }
    } catch {
        problems += found + Layers.problems(in: error, file: path)
        return nil
    }
    problems += found
    return rows.map { TravelPairs.Pair(demand: Int($0.demand), supply: Int($0.supply), time: $0.time) }
}

/// A matrix of another study has as many problems as rows.
private let mostMatrixProblems = 1000

/// The positions of the ids in a column. A matrix names one id many times in a row: the last one is kept.
private struct IDColumn {
    let name: String
    let table: FigureTable
    let other: FigureTable
    private var last: (id: String, position: Int32)?
    /// Each unknown id is told once.
    private var unknown: Set<String> = []

    init(name: String, table: FigureTable, other: FigureTable) {
        self.name = name
        self.table = table
        self.other = other
    }

    mutating func position(
        _ value: FieldValue, _ problem: (String, String) -> Problem, _ found: inout [Problem]
    ) -> Int32? {
        guard let id = value.text, !value.isBlank else {
            found.append(problem("has no \(name)", "fill it in, or take the row out"))
            return nil
        }
        if let last, last.id == id { return last.position }
        guard let position = table.positions[id] else {
            if unknown.insert(id).inserted {
                found.append(
                    problem(
                        "\(table.path) has no id \"\(id)\", the \(name)",
                        other.positions[id] != nil
                            ? "\(other.path) has it: origins are ids of the demand, destinations of the supply"
                            : "add it there, or take its rows out"))
            }
            return nil
        }
        last = (id, position)
        return position
    }
}

/// Unreachable where the seconds are empty; nil, and a problem, where they are no travel time.
private func time(
    _ value: FieldValue, _ problem: (String, String) -> Problem, _ found: inout [Problem]
) -> TravelTime? {
    if value.isBlank { return .unreachable }
    // The plain decimal of `maillage matrix` first: a million of them are read.
    var seconds: Double?
    if case .string(let text) = value { seconds = Double(text) }
    seconds = seconds ?? value.number
    guard let seconds, seconds.isFinite else {
        found.append(
            problem(
                "seconds is \"\(value.text ?? "")\", which is no number", "correct it, or leave it empty without a way")
        )
        return nil
    }
    guard seconds >= 0 else {
        found.append(problem("seconds is \(value.text ?? ""), which is negative", "write 0 or more"))
        return nil
    }
    let time = TravelTime(seconds: seconds)
    guard time.isReachable else {
        found.append(problem("seconds is \(value.text ?? ""), more than 49 days", "leave it empty without a way"))
        return nil
    }
    return time
}

/// The positions of columns; nil, and a problem for each one that is missing, with the name that was meant.
private func fieldIndices(_ names: [String], of reader: LayerReader, problems: inout [Problem]) -> [Int]? {
    var indices: [Int] = []
    for name in names {
        do {
            indices.append(try reader.fieldIndex(name))
        } catch {
            for problem in Layers.problems(in: error, file: reader.path) where problem != problems.last {
                problems.append(problem)
            }
        }
    }
    return indices.count == names.count ? indices : nil
}

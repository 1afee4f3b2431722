import Coverage
import Layers
import RoadNetwork

/// Which destinations of a matrix count.
enum MatrixDestinations {
    /// Those of a table; others are faults.
    case those(FigureTable)
    /// Those of a table; others are passed over.
    case among(FigureTable)
    case every

    var table: FigureTable? {
        switch self {
        case .those(let table), .among(let table): table
        case .every: nil
        }
    }
}

/// What a matrix says.
struct MatrixContent {
    /// The pairs that have a way.
    var pairs: TravelPairs
    /// Sorted.
    var destinationIDs: [String]
    /// Pairs of demand and destination that the matrix has no row for: how many, and the first ones, by position.
    var missing: (count: Int, first: [(demand: Int, destination: Int)])
}

/// A row of the matrix, and where it stands.
private struct MatrixRow {
    var demand: Int32
    var supply: Int32
    var time: TravelTime
    /// From 0; a matrix of 4 billion rows does not fit into memory anyway.
    var feature: UInt32

    var isBefore: (Int32, Int32, UInt32) { (demand, supply, feature) }
}

/// A matrix of travel times `origin,destination,seconds`, in any order of rows; nil where it cannot be read. Ids are
/// looked up only where both tables are there.
func readMatrix(
    _ path: String, demand: FigureTable?, destinations wanted: MatrixDestinations?, problems: inout [Problem]
) -> MatrixContent? {
    var rows: [MatrixRow] = []
    var found: [Problem] = []
    var destinationIDs: [String] = []
    if let demand, let wanted, let content = readPlainMatrix(path, demand: demand, destinations: wanted) {
        return content
    }
    do {
        let reader = try LayerReader(path: path)
        guard let columns = fieldIndices(["origin", "destination", "seconds"], of: reader, problems: &problems),
            let demand, let wanted
        else { return nil }
        var origins = IDColumn(name: "origin", table: demand, other: wanted.table)
        var destinations = IDColumn(destinations: wanted, demand: demand)
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
                    rows.append(
                        MatrixRow(
                            demand: start, supply: end, time: time, feature: UInt32(truncatingIfNeeded: feature.id)))
                }
            }
        } catch let enough as Problems where enough.list.isEmpty {
            problems += found
            return nil
        }
        destinationIDs = destinations.sorted(&rows)
        if !zip(rows, rows.dropFirst()).allSatisfy({ $0.isBefore <= $1.isBefore }) {
            rows.sort { $0.isBefore < $1.isBefore }
        }
        func line(_ row: MatrixRow) -> String {
            reader.place(of: Feature(id: Int64(row.feature), shape: nil, values: []))
        }
        var first = 0
        for row in rows.indices.dropFirst() {
            guard rows[row].demand == rows[first].demand, rows[row].supply == rows[first].supply else {
                first = row
                continue
            }
            guard found.count < mostMatrixProblems else { break }
            let names = "\"\(demand.ids[Int(rows[row].demand)])\" to \"\(destinationIDs[Int(rows[row].supply)])\""
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
    guard let demand else { return nil }
    return MatrixContent(
        pairs: TravelPairs(demandCount: demand.ids.count, supplyCount: destinationIDs.count, sortedCount: rows.count) {
            TravelPairs.Pair(demand: Int(rows[$0].demand), supply: Int(rows[$0].supply), time: rows[$0].time)
        }, destinationIDs: destinationIDs,
        missing: missingPairs(rows, demandCount: demand.ids.count, destinationCount: destinationIDs.count))
}

/// The pairs without a row, of sorted rows without doubles.
private func missingPairs(
    _ rows: [MatrixRow], demandCount: Int, destinationCount: Int
) -> (count: Int, first: [(demand: Int, destination: Int)]) {
    let count = demandCount * destinationCount - rows.count
    var first: [(demand: Int, destination: Int)] = []
    guard count > 0 else { return (0, []) }
    var row = 0
    for demand in 0..<demandCount {
        for destination in 0..<destinationCount {
            if row < rows.count, (Int(rows[row].demand), Int(rows[row].supply)) == (demand, destination) {
                row += 1
            } else {
                first.append((demand, destination))
                if first.count == 5 { return (count, first) }
            }
        }
    }
    return (count, first)
}

/// A matrix of another study has as many problems as rows.
private let mostMatrixProblems = 1000

/// The positions of the ids in a column. A matrix names one id many times in a row: the last one is kept.
private struct IDColumn {
    private enum Unknown { case isFault, isPassedOver, isAdded }

    let name: String
    let table: FigureTable
    let other: FigureTable?
    private let unknown: Unknown
    private var added: [String: Int32] = [:]
    private var last: (id: String, position: Int32)?
    /// Each unknown id is told once.
    private var told: Set<String> = []

    init(name: String, table: FigureTable, other: FigureTable?) {
        self.name = name
        self.table = table
        self.other = other
        unknown = .isFault
    }

    init(destinations: MatrixDestinations, demand: FigureTable) {
        name = "destination"
        other = demand
        switch destinations {
        case .those(let table): (self.table, unknown) = (table, .isFault)
        case .among(let table): (self.table, unknown) = (table, .isPassedOver)
        case .every: (self.table, unknown) = (FigureTable(path: "", ids: []), .isAdded)
        }
    }

    mutating func position(
        _ value: FieldValue, _ problem: (String, String) -> Problem, _ found: inout [Problem]
    ) -> Int32? {
        guard let id = value.text, !value.isBlank else {
            found.append(problem("has no \(name)", "fill it in, or take the row out"))
            return nil
        }
        if let last, last.id == id { return last.position }
        guard let position = table.positions[id] ?? added[id] else {
            switch unknown {
            case .isPassedOver: return nil
            case .isAdded:
                let position = Int32(added.count)
                added[id] = position
                last = (id, position)
                return position
            case .isFault:
                if told.insert(id).inserted {
                    found.append(
                        problem(
                            "\(table.path) has no id \"\(id)\", the \(name)",
                            other?.positions[id] != nil
                                ? "\(other?.path ?? "") has it: origins are ids of the demand, destinations of the "
                                    + "supply"
                                : "add it there, or take its rows out"))
                }
                return nil
            }
        }
        last = (id, position)
        return position
    }

    /// The ids by position, sorted; rows get the sorted positions where ids were added as they came.
    func sorted(_ rows: inout [MatrixRow]) -> [String] {
        guard unknown == .isAdded else { return table.ids }
        let ids = added.keys.sorted()
        var positions = [Int32](repeating: 0, count: ids.count)
        for (position, id) in ids.enumerated() {
            if let old = added[id] { positions[Int(old)] = Int32(position) }
        }
        for row in rows.indices { rows[row].supply = positions[Int(rows[row].supply)] }
        return ids
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

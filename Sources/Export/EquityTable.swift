import Foundation
import Layers
import Simulation

/// A table of a quantity and the people it is of, for indices of inequality.
public struct EquityTable: Sendable {
    /// The columns that hold what, by name.
    public struct Columns: Sendable, Hashable {
        public var value: String
        public var weight: String
        public var rank: String?
        /// The column of the groups.
        public var group: String?
        /// Nil: the column `id` where there is one, else rows are named by their place in the file.
        public var id: String?

        public init(value: String, weight: String, rank: String? = nil, group: String? = nil, id: String? = nil) {
            self.value = value
            self.weight = weight
            self.rank = rank
            self.group = group
            self.id = id
        }
    }

    /// Rows, and the people that they stand for.
    public struct Count: Sendable, Hashable, Encodable {
        public var rows = 0
        public var population = 0.0

        mutating func add(population: Double) {
            rows += 1
            self.population += population
        }
    }

    public let path: String
    public let columns: Columns
    public private(set) var ids: [String] = []
    public private(set) var values: [Double] = []
    public private(set) var weights: [Double] = []
    /// Nil where no column is named; nil in it where a rank is missing.
    public private(set) var ranks: [Double?]?
    /// Nil where no column is named; empty for a row of no group.
    public private(set) var groups: [String]?
    /// Rows without a value: something unreachable. They are in no column above.
    public private(set) var leftOut = Count()
    /// Rows with a value and without a group.
    public private(set) var withoutGroup = Count()

    /// Reads a table, in the order of the file.
    ///
    /// A value may be empty, and a rank, and a group; a weight may not. Values and weights are zero, or from 10⁻¹²
    /// to 10¹² (values of either sign): sums of others would lose their digits.
    ///
    /// - Throws: `Problem`, `Problems` with everything that is wrong.
    public init(path: String, columns: Columns) throws {
        self.path = path
        self.columns = columns
        let reader = try LayerReader(path: path)
        let fields = try FieldPositions(columns, in: reader)
        var found: [Problem] = []
        if columns.rank != nil { ranks = [] }
        if columns.group != nil { groups = [] }
        var count = 0
        try reader.forEach { feature in
            count += 1
            let cells = Cells(feature: feature, reader: reader)
            let problemsBefore = found.count
            let value = cells.number(fields.value, within: reasonable, "leave it empty where it is unknown", &found)
            let weight = cells.number(fields.weight, within: reasonable, "write 0 where nobody lives", &found)
            if cells.isBlank(fields.weight) {
                found.append(cells.problem(fields.weight, "is empty", "write 0 where nobody lives"))
            } else if let weight, weight < 0 {
                found.append(
                    cells.problem(
                        fields.weight, "is \(cells.text(fields.weight)), which is negative",
                        "weights count people: correct it"))
            }
            let rank = fields.rank.flatMap {
                cells.number($0, within: { $0.isFinite }, "leave it empty where it is unknown", &found)
            }
            guard found.count == problemsBefore, let weight else { return }
            guard let value else { return leftOut.add(population: weight) }
            ids.append(fields.id.flatMap { cells.isBlank($0) ? nil : cells.text($0) } ?? reader.place(of: feature))
            values.append(value)
            weights.append(weight)
            ranks?.append(rank)
            if let group = fields.group {
                groups?.append(cells.text(group))
                if cells.isBlank(group) { withoutGroup.add(population: weight) }
            }
        }
        if !found.isEmpty { throw Problems(found) }
        guard count > 0 else {
            throw Problem(.content, file: path, "the table has no rows", remedy: "check the file, or export it again")
        }
    }
}

/// Zero, or a number whose square neither overflows nor vanishes beside others.
private func reasonable(_ number: Double) -> Bool {
    number == 0 || (1e-12...1e12).contains(number.magnitude)
}

/// Where the columns stand.
private struct FieldPositions {
    var value: Int
    var weight: Int
    var rank: Int?
    var group: Int?
    var id: Int?

    /// - Throws: `Problems`: columns that are missing, or named twice, all at once.
    init(_ columns: EquityTable.Columns, in reader: LayerReader) throws {
        var found: [Problem] = []
        func position(_ name: String) -> Int? {
            do {
                let index = try reader.fieldIndex(name)
                let title = reader.fields[index].name
                guard reader.fields.count(where: { $0.name == title }) == 1 else {
                    throw Problem(
                        .content, file: reader.path, place: "header", "two columns are named \"\(title)\"",
                        remedy: "give each a name of its own")
                }
                return index
            } catch let problem as Problem {
                if !found.contains(problem) { found.append(problem) }
            } catch {
                found += problems(in: error, file: reader.path)
            }
            return nil
        }
        let value = position(columns.value)
        let weight = position(columns.weight)
        rank = columns.rank.flatMap(position)
        group = columns.group.flatMap(position)
        if let name = columns.id {
            id = position(name)
        } else {
            id = reader.fields.firstIndex { $0.name.lowercased() == "id" }
        }
        guard found.isEmpty, let value, let weight else { throw Problems(found) }
        (self.value, self.weight) = (value, weight)
    }
}

/// The cells of one row, by the position of the column.
private struct Cells {
    let feature: Feature
    let reader: LayerReader

    func isBlank(_ field: Int) -> Bool { feature.values[field].isBlank }

    func text(_ field: Int) -> String {
        (feature.values[field].text ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
    }

    func problem(_ field: Int, _ text: String, _ remedy: String) -> Problem {
        Problem(
            .content, file: reader.path, place: reader.place(of: feature), "\(reader.fields[field].name) \(text)",
            remedy: remedy)
    }

    /// The number of a cell; nil where it is blank, and nil with a problem where it is no such number.
    func number(
        _ field: Int, within isFit: (Double) -> Bool, _ remedy: String, _ found: inout [Problem]
    ) -> Double? {
        guard !isBlank(field) else { return nil }
        func refuse(_ what: String) -> Double? {
            found.append(problem(field, "is \"\(text(field))\", which is \(what)", "correct it, or \(remedy)"))
            return nil
        }
        guard let number = feature.values[field].number else { return refuse("no number") }
        guard number.isFinite else { return refuse("no finite number") }
        guard isFit(number) else { return refuse("beyond reason (0, or from 1e-12 to 1e12)") }
        return number
    }
}

import Layers
import Simulation

/// A table of figures by id, sorted by id.
struct FigureTable {
    let path: String
    let ids: [String]
    /// By column, then by id.
    let figures: [[Double]]
    /// The positions in the order of the file.
    let fileOrder: [Int]
    let positions: [String: Int32]

    /// Ids without figures, sorted.
    init(path: String, ids: [String]) {
        self.path = path
        self.ids = ids
        figures = []
        fileOrder = Array(ids.indices)
        positions = Dictionary(uniqueKeysWithValues: ids.enumerated().map { ($0.element, Int32($0.offset)) })
    }

    /// Nil where it cannot be read at all.
    ///
    /// - Parameter names: the columns with figures, beside `id`.
    init?(path: String, columns names: [String], problems: inout [Problem]) {
        var rows: [(id: String, figures: [Double])] = []
        var first: [String: String] = [:]
        var found: [Problem] = []
        do {
            let reader = try LayerReader(path: path)
            let columns = fieldIndices(["id"] + names, of: reader, problems: &problems)
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
                var figures: [Double] = []
                for (name, column) in zip(names, columns.dropFirst()) {
                    let value = feature.values[column]
                    // Sums of greater figures would not stay exact.
                    let figure = value.number.flatMap { (0...1e12).contains($0) ? $0 : nil }
                    figures.append(figure ?? 0)
                    guard figure == nil else { continue }
                    if value.isBlank {
                        add("\(name) is missing", "write 0 where there is nothing")
                    } else if let number = value.number, number < 0 {
                        add("\(name) is \(value.text ?? ""), which is negative", "write 0 or more")
                    } else {
                        add("\(name) is \"\(value.text ?? "")\", which is no number from 0 to 10¹²", "correct it")
                    }
                }
                rows.append((id, figures))
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
        figures = names.indices.map { column in order.map { rows[$0].figures[column] } }
        var fileOrder = Array(repeating: 0, count: rows.count)
        for (position, row) in order.enumerated() { fileOrder[row] = position }
        self.fileOrder = fileOrder
        positions = Dictionary(uniqueKeysWithValues: ids.enumerated().map { ($0.element, Int32($0.offset)) })
    }
}

/// The positions of columns; nil, and a problem for each one that is missing, with the name that was meant.
func fieldIndices(_ names: [String], of reader: LayerReader, problems: inout [Problem]) -> [Int]? {
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

/// What is left of a cover problem as lists: for the loops that go through it thousands of times.
struct CoverLists {
    /// The columns' positions in the problem.
    let names: [Int]
    let prices: [Double]
    private let rowStarts: [Int]
    private let rowColumns: [Int32]
    private let columnStarts: [Int]
    private let columnRows: [Int32]

    init(_ problem: CoverProblem) {
        names = problem.activeColumns
        prices = names.map { problem.prices[$0] }
        var position = [Int32](repeating: -1, count: problem.prices.count)
        for (own, name) in names.enumerated() { position[name] = Int32(own) }
        var (rowStarts, rowColumns) = ([0], [Int32]())
        var lists = [[Int32]](repeating: [], count: names.count)
        for row in problem.activeRows {
            for column in problem.rows.elements(row) {
                rowColumns.append(position[column])
                lists[Int(position[column])].append(Int32(rowStarts.count - 1))
            }
            rowStarts.append(rowColumns.count)
        }
        self.rowStarts = rowStarts
        self.rowColumns = rowColumns
        var starts = [0]
        for list in lists { starts.append(starts[starts.count - 1] + list.count) }
        columnStarts = starts
        columnRows = lists.flatMap { $0 }
    }

    var pairCount: Int { rowColumns.count }
    var rowCount: Int { rowStarts.count - 1 }
    var columnCount: Int { names.count }
    func rows(of column: Int) -> ArraySlice<Int32> { columnRows[columnStarts[column]..<columnStarts[column + 1]] }
    func columns(of row: Int) -> ArraySlice<Int32> { rowColumns[rowStarts[row]..<rowStarts[row + 1]] }
}

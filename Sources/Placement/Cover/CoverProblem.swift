/// Location set covering [toregas1971]: the cheapest columns (candidates) such that every row (place of demand) has one.
/// What reductions have decided is taken out of `rows` and `columns`.
struct CoverProblem: Sendable {
    /// The columns of each row, and the rows of each column.
    private(set) var rows: BitRows
    private(set) var columns: BitRows
    /// Price of each column.
    let prices: [Double]
    private(set) var rowIsActive: [Bool]
    private(set) var columnIsActive: [Bool]
    private(set) var taken: [Int] = []
    private(set) var isInfeasible = false

    /// - Parameters:
    ///   - columnsOf: of each row.
    ///   - open: columns that are there already, and cost nothing.
    init(columnsOf: [[Int]], prices: [Double], open: [Bool]) {
        rows = BitRows(rowCount: columnsOf.count, elementCount: prices.count)
        columns = BitRows(rowCount: prices.count, elementCount: columnsOf.count)
        self.prices = prices
        rowIsActive = columnsOf.map { !$0.contains { open[$0] } }
        columnIsActive = open.map { !$0 }
        for (row, list) in columnsOf.enumerated() where rowIsActive[row] {
            for column in list {
                rows.insert(row, column)
                columns.insert(column, row)
            }
        }
        isInfeasible = columnsOf.contains { $0.isEmpty }
    }

    /// The same with the active rows and columns only, and the columns' positions in this one.
    func compacted() -> (problem: CoverProblem, names: [Int]) {
        let names = activeColumns
        var position = [Int](repeating: -1, count: prices.count)
        for (own, name) in names.enumerated() { position[name] = own }
        let problem = CoverProblem(
            columnsOf: activeRows.map { rows.elements($0).map { position[$0] } }, prices: names.map { prices[$0] },
            open: [Bool](repeating: false, count: names.count))
        return (problem, names)
    }

    var activeRows: [Int] { rowIsActive.indices.filter { rowIsActive[$0] } }
    var activeColumns: [Int] { columnIsActive.indices.filter { columnIsActive[$0] } }
    var takenPrice: Double { taken.reduce(0) { $0 + prices[$1] } }
    var isSolved: Bool { !rowIsActive.contains(true) }
    var isCounted: Bool { prices.allSatisfy { $0 == 1 } }

    mutating func drop(row: Int) {
        rowIsActive[row] = false
        for column in rows.elements(row) { columns.remove(column, row) }
        rows.clear(row)
    }

    mutating func drop(column: Int) {
        columnIsActive[column] = false
        for row in columns.elements(column) {
            rows.remove(row, column)
            if rows.count(row) == 0 { isInfeasible = true }
        }
        columns.clear(column)
    }

    mutating func take(_ column: Int) {
        taken.append(column)
        for row in columns.elements(column) { drop(row: row) }
        columnIsActive[column] = false
        columns.clear(column)
    }

    /// Takes columns that a row has alone; drops rows that are covered wherever another one is, and columns that another
    /// one replaces for no more money; until nothing changes [toregas1973].
    mutating func reduce(_ deadline: Deadline) {
        dropEqualRows()
        var isChanged = true
        while isChanged, !isInfeasible, !deadline.isPast {
            isChanged = takeEssential()
            if dropDominatedColumns(deadline) { isChanged = true }
            if dropDominatedRows(deadline) { isChanged = true }
        }
    }

    /// What takes no time: dozens of thousands of rows may have a few thousand different sets.
    private mutating func dropEqualRows() {
        var first: [Int: [Int]] = [:]
        for row in activeRows {
            let key = rows.hash(row)
            if first[key, default: []].contains(where: { rows.areEqual(row, $0) }) {
                drop(row: row)
            } else {
                first[key, default: []].append(row)
            }
        }
    }

    private mutating func takeEssential() -> Bool {
        var isChanged = false
        for row in rowIsActive.indices where rowIsActive[row] && rows.count(row) == 1 {
            take(rows.elements(row)[0])
            isChanged = true
        }
        return isChanged
    }

    /// Of equal rows the first stays.
    private mutating func dropDominatedRows(_ deadline: Deadline) -> Bool {
        var isChanged = false
        let sizes = rowIsActive.indices.map { rowIsActive[$0] ? rows.count($0) : 0 }
        let columnSizes = columnIsActive.indices.map { columnIsActive[$0] ? columns.count($0) : 0 }
        for row in activeRows.sorted(by: { (sizes[$0], $0) < (sizes[$1], $1) }) where rowIsActive[row] {
            if deadline.isPast { return isChanged }
            // Rows that contain this one have all its columns, so also the one that covers the fewest.
            guard let rarest = rows.elements(row).min(by: { (columnSizes[$0], $0) < (columnSizes[$1], $1) }) else {
                continue
            }
            for other in columns.elements(rarest)
            where other != row && sizes[other] >= sizes[row] && rows.isSubset(row, of: other) {
                drop(row: other)
                isChanged = true
            }
        }
        return isChanged
    }

    /// Of equal columns the first stays.
    private mutating func dropDominatedColumns(_ deadline: Deadline) -> Bool {
        var isChanged = false
        let sizes = rowIsActive.indices.map { rowIsActive[$0] ? rows.count($0) : 0 }
        for column in activeColumns.reversed() {
            if deadline.isPast { return isChanged }
            let covered = columns.elements(column)
            guard let hardest = covered.min(by: { (sizes[$0], $0) < (sizes[$1], $1) }) else {
                drop(column: column)
                continue
            }
            let isDominated = rows.elements(hardest).contains { other in
                guard other != column, prices[other] <= prices[column], columns.isSubset(column, of: other) else {
                    return false
                }
                return other < column || prices[other] < prices[column] || !columns.areEqual(column, other)
            }
            if isDominated {
                drop(column: column)
                isChanged = true
            }
        }
        return isChanged
    }

    /// Takes columns by most rows for their price, the first of equals, then drops those that are not needed, the last
    /// taken first. Nil where a row has no column.
    func greedy() -> [Int]? {
        guard !isInfeasible else { return nil }
        var open = rowIsActive.indices.filter { rowIsActive[$0] }.count
        var isOpen = rowIsActive
        var gains = columnIsActive.indices.map { columnIsActive[$0] ? columns.count($0) : 0 }
        var chosen: [Int] = []
        var coverings = [Int](repeating: 0, count: rowIsActive.count)
        while open > 0 {
            var best: (column: Int, worth: Double)?
            for column in gains.indices where gains[column] > 0 {
                let worth = Double(gains[column]) / max(prices[column], 1e-9)
                if worth > best?.worth ?? 0 { best = (column, worth) }
            }
            guard let column = best?.column else { return nil }
            chosen.append(column)
            for row in columns.elements(column) {
                coverings[row] += 1
                guard isOpen[row] else { continue }
                isOpen[row] = false
                open -= 1
                for other in rows.elements(row) { gains[other] -= 1 }
            }
        }
        for column in chosen.reversed() {
            let covered = columns.elements(column)
            if covered.allSatisfy({ coverings[$0] > 1 }) {
                for row in covered { coverings[row] -= 1 }
                chosen.removeAll { $0 == column }
            }
        }
        return chosen
    }

    /// A lower bound on the price of covering what is left, by dual ascent [bilde1977]: rows pay, those with the fewest
    /// columns first, as much as no column of theirs has been paid yet.
    func dualBound() -> Double {
        var unpaid = prices
        var sum = 0.0
        let sizes = rowIsActive.indices.map { rowIsActive[$0] ? rows.count($0) : 0 }
        for row in activeRows.sorted(by: { (sizes[$0], $0) < (sizes[$1], $1) }) {
            let list = rows.elements(row)
            guard let pays = list.lazy.map({ unpaid[$0] }).min(), pays > 0 else { continue }
            sum += pays
            for column in list { unpaid[column] -= pays }
        }
        return sum
    }
}

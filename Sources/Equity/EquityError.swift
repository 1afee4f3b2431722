/// What can be wrong with the values, weights, ranks and groups given. Rows count from 1.
public enum EquityError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Two columns of different lengths.
    case lengthMismatch(column: String, count: Int, expected: Int)
    /// NaN or infinite; something unreachable has to be left out (and told) by the caller.
    case notFinite(column: String, row: Int)
    /// Weights count people: they cannot be negative.
    case negativeWeight(column: String, row: Int)
    /// Two groups, or a group and a label of a division, with one name.
    case duplicateGroup(String)

    public var description: String {
        switch self {
        case .lengthMismatch(let column, let count, let expected):
            "\(column) has \(count) rows where there are \(expected) values"
        case .notFinite(let column, let row):
            "\(column), row \(row): not a finite number"
        case .negativeWeight(let column, let row):
            "\(column), row \(row): a weight counts people and cannot be negative"
        case .duplicateGroup(let name):
            "two groups are named \"\(name)\""
        }
    }
}

/// How far two divisions of the land agree, over the people who live in exactly one territory of each.
public struct DivisionAgreement: Hashable, Sendable {
    /// People of whom both divisions say where they belong.
    public var inhabitants: Double
    /// 1 for the same division, about 0 for what chance gives, corrected for it (Hubert & Arabie 1985).
    public var adjustedRandIndex: Double?
    /// The share of the pairs of people that both keep together or both part (Rand 1971).
    public var pairShare: Double?
    /// The share of people who live in that territory of the second that has most people of their territory of the
    /// first.
    public var bestMatchShareOfFirst: Double?
    /// The same the other way.
    public var bestMatchShareOfSecond: Double?
}

/// The agreement of two divisions.
///
/// With n people in territory i of the first and j of the second, pairs(n) = n (n − 1) / 2, S = Σ pairs(nᵢⱼ), A = Σ
/// pairs(nᵢ), B = Σ pairs(nⱼ), T = pairs(N): the adjusted Rand index is (S − A B / T) / ((A + B) / 2 − A B / T), the
/// share of pairs (T + 2 S − A − B) / T. Where both keep all people together, or both part all, the index is 1. Nil
/// where there are no two people.
///
/// - Parameters:
///   - first, second: the territory of each point, from 0; −1 where it lies in none or in several.
///   - people: of each point.
public func agreement(of first: [Int32], and second: [Int32], people: [Double]) -> DivisionAgreement {
    let columns = Int(second.max() ?? -1) + 1
    let rows = Int(first.max() ?? -1) + 1
    var cells = [Double](repeating: 0, count: rows * columns)
    for point in people.indices where first[point] >= 0 && second[point] >= 0 {
        cells[Int(first[point]) * columns + Int(second[point])] += people[point]
    }
    var rowSums = [Double](repeating: 0, count: rows)
    var columnSums = [Double](repeating: 0, count: columns)
    var rowGreatest = rowSums
    var columnGreatest = columnSums
    for row in 0..<rows {
        for column in 0..<columns {
            let cell = cells[row * columns + column]
            rowSums[row] += cell
            columnSums[column] += cell
            rowGreatest[row] = max(rowGreatest[row], cell)
            columnGreatest[column] = max(columnGreatest[column], cell)
        }
    }
    let total = rowSums.reduce(0, +)
    func pairs(_ counts: [Double]) -> Double { counts.reduce(0) { $0 + $1 * ($1 - 1) / 2 } }
    let all = pairs([total])
    guard all > 0 else { return DivisionAgreement(inhabitants: total) }
    let (both, inFirst, inSecond) = (pairs(cells), pairs(rowSums), pairs(columnSums))
    let expected = inFirst * inSecond / all
    let greatest = (inFirst + inSecond) / 2
    return DivisionAgreement(
        inhabitants: total,
        adjustedRandIndex: greatest == expected ? 1 : (both - expected) / (greatest - expected),
        pairShare: (all + 2 * both - inFirst - inSecond) / all,
        bestMatchShareOfFirst: rowGreatest.reduce(0, +) / total,
        bestMatchShareOfSecond: columnGreatest.reduce(0, +) / total)
}

/// Shares a total out over places in proportion to their weights, by largest remainders (Hamilton's
/// method), so that whole people stay whole and the total stays exact. What a total has after its decimal
/// point goes to one place. Ties go to the earlier place.
///
/// - Parameters:
///   - total: zero or more.
///   - weights: zero or more; when all are zero the places count the same.
/// - Returns: one share a weight; nothing when there are no weights.
func apportion(_ total: Double, weights: [Double]) -> [Double] {
    guard !weights.isEmpty else { return [] }
    let sum = weights.reduce(0, +)
    let weights = sum > 0 ? weights : weights.map { _ in 1 }
    let weightTotal = sum > 0 ? sum : Double(weights.count)
    let whole = total.rounded(.down)
    let quotas = weights.map { whole * ($0 / weightTotal) }
    var shares = quotas.map { $0.rounded(.down) }
    let order = shares.indices.sorted { a, b in
        let left = quotas[a] - shares[a]
        let right = quotas[b] - shares[b]
        return left != right ? left > right : a < b
    }
    // Rounding may leave one too few or too many whole people in the quotas: go round until it is even.
    var left = Int(whole - shares.reduce(0, +))
    while left != 0 {
        for index in left > 0 ? order : order.reversed() where left != 0 {
            if left > 0, weights[index] > 0 {
                shares[index] += 1
                left -= 1
            } else if left < 0, shares[index] > 0 {
                shares[index] -= 1
                left += 1
            }
        }
    }
    if total > whole, let heaviest = weights.indices.max(by: { weights[$0] < weights[$1] }) {
        shares[heaviest] += total - whole
    }
    return shares
}

/// Shares a part of a population out over its places in proportion to their inhabitants, so that no place
/// has more of the part than it has inhabitants. Whole people stay whole where the inhabitants are whole,
/// save one place that may carry what is left of a fraction.
///
/// - Parameter part: at most the sum of `inhabitants`.
package func apportion(_ part: Double, among inhabitants: [Double]) -> [Double] {
    let total = inhabitants.reduce(0, +)
    guard total > 0 else { return inhabitants.map { _ in 0 } }
    let fractional = inhabitants.count { $0 != $0.rounded(.down) }
    guard fractional <= 1 else { return proportion(part, among: inhabitants, total: total) }

    let whole = part.rounded(.down)
    let quotas = inhabitants.map { whole * ($0 / total) }
    var shares = zip(quotas, inhabitants).map { min($0.rounded(.down), $1.rounded(.down)) }
    let order = shares.indices.sorted { a, b in
        let left = quotas[a] - shares[a]
        let right = quotas[b] - shares[b]
        return left != right ? left > right : a < b
    }
    var left = Int(whole - shares.reduce(0, +))
    var isStuck = false
    while left > 0, !isStuck {
        isStuck = true
        for index in order where left > 0 && shares[index] + 1 <= inhabitants[index] {
            shares[index] += 1
            left -= 1
            isStuck = false
        }
    }
    // The roomiest place takes the fraction: it has room for it, as part ≤ total.
    let rest = part - whole
    if rest > 0, let roomiest = order.max(by: { inhabitants[$0] - shares[$0] < inhabitants[$1] - shares[$1] }) {
        shares[roomiest] = min(shares[roomiest] + rest, inhabitants[roomiest])
    }
    return shares
}

/// Plain proportions, where inhabitants are fractions themselves; the rounding error goes to the roomiest.
private func proportion(_ part: Double, among inhabitants: [Double], total: Double) -> [Double] {
    var shares = inhabitants.map { min($0, part * ($0 / total)) }
    let error = part - shares.reduce(0, +)
    if let roomiest = shares.indices.max(by: { inhabitants[$0] - shares[$0] < inhabitants[$1] - shares[$1] }) {
        shares[roomiest] = min(max(0, shares[roomiest] + error), inhabitants[roomiest])
    }
    return shares
}

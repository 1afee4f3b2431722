/// The word of `candidates` that somebody who wrote `word` most likely meant: the fewest letters to change,
/// at most a third of them (two at least); a word that one of them continues is as good as one letter off;
/// the first in order among equals.
package func nearestWord(to word: String, among candidates: some Sequence<String>) -> String? {
    let limit = max(2, word.count / 3)
    var best: (word: String, distance: Int)?
    for candidate in candidates.sorted() where candidate != word {
        let isContinued =
            min(word.count, candidate.count) >= 3 && (candidate.hasPrefix(word) || word.hasPrefix(candidate))
        let distance = isContinued ? 1 : editDistance(word.lowercased(), candidate.lowercased())
        if distance <= limit, distance < candidate.count, distance < best?.distance ?? .max {
            best = (candidate, distance)
        }
    }
    return best?.word
}

/// The number of letters to insert, delete or replace, or of neighbours to swap, that makes `b` of `a`
/// (optimal string alignment).
package func editDistance(_ a: String, _ b: String) -> Int {
    let a = Array(a)
    let b = Array(b)
    guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
    var rows = [Array(0...b.count)]
    for i in 1...a.count {
        var row = [i]
        for j in 1...b.count {
            let replaced = rows[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
            var distance = min(rows[i - 1][j] + 1, row[j - 1] + 1, replaced)
            if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
                distance = min(distance, rows[i - 2][j - 2] + 1)
            }
            row.append(distance)
        }
        rows.append(row)
    }
    return rows[a.count][b.count]
}

/// `did you mean `word`?`, where some word is near enough.
package func suggestion(for word: String, among candidates: some Sequence<String>) -> String? {
    nearestWord(to: word, among: candidates).map { "did you mean `\($0)`?" }
}

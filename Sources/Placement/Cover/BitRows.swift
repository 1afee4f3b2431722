/// Sets of small whole numbers, one a row, 64 to a word.
struct BitRows: Sendable {
    let rowCount: Int
    let width: Int
    private(set) var words: [UInt64]

    init(rowCount: Int, elementCount: Int) {
        self.rowCount = rowCount
        width = max((elementCount + 63) / 64, 1)
        words = [UInt64](repeating: 0, count: rowCount * width)
    }

    func contains(_ row: Int, _ element: Int) -> Bool { words[row * width + element >> 6] >> (element & 63) & 1 == 1 }
    mutating func insert(_ row: Int, _ element: Int) { words[row * width + element >> 6] |= 1 << (element & 63) }
    mutating func remove(_ row: Int, _ element: Int) { words[row * width + element >> 6] &= ~(1 << (element & 63)) }

    mutating func clear(_ row: Int) {
        for word in (row * width)..<((row + 1) * width) { words[word] = 0 }
    }

    func count(_ row: Int) -> Int {
        var sum = 0
        for word in (row * width)..<((row + 1) * width) { sum += words[word].nonzeroBitCount }
        return sum
    }

    func isSubset(_ row: Int, of other: Int) -> Bool {
        words.withUnsafeBufferPointer { words in
            let (a, b) = (row * width, other * width)
            for word in 0..<width where words[a + word] & ~words[b + word] != 0 { return false }
            return true
        }
    }

    func areEqual(_ row: Int, _ other: Int) -> Bool {
        for word in 0..<width where words[row * width + word] != words[other * width + word] { return false }
        return true
    }

    /// The elements of a row, ascending.
    func elements(_ row: Int) -> [Int] {
        var found: [Int] = []
        for word in 0..<width {
            var bits = words[row * width + word]
            while bits != 0 {
                found.append(word * 64 + bits.trailingZeroBitCount)
                bits &= bits - 1
            }
        }
        return found
    }

    func hash(_ row: Int) -> Int {
        var hasher = Hasher()
        for word in 0..<width { hasher.combine(words[row * width + word]) }
        return hasher.finalize()
    }
}

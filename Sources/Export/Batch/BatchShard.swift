/// Which of several parts of a batch: `2/10`.
public struct BatchShard: Hashable, Sendable, CustomStringConvertible {
    /// From 1.
    public var number: Int
    public var count: Int

    public static let whole = BatchShard(number: 1, count: 1)

    /// - Returns: nil for a text that is no `I/N` with 1 ≤ I ≤ N ≤ 100 000.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 2, let number = parts[0], let count = parts[1], (1...100_000).contains(count),
            (1...count).contains(number)
        else { return nil }
        self.init(number: number, count: count)
    }

    private init(number: Int, count: Int) {
        self.number = number
        self.count = count
    }

    public var description: String { "\(number)/\(count)" }
}

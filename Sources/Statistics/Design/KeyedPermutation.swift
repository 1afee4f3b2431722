/// A permutation of 0 ..< count from a key, without a table: each image is computed when it is asked for.
///
/// A Feistel network of four rounds over the least even number of bits that holds the count (M. Luby and C. Rackoff,
/// "How to construct pseudorandom permutations from pseudorandom functions", SIAM Journal on Computing 17, 1988);
/// images beyond the count are permuted again until one falls inside (cycle walking: J. Black and P. Rogaway, "Ciphers
/// with arbitrary finite domains", CT-RSA 2002).
public struct KeyedPermutation: Sendable {
    public let count: Int
    private let halfBits: UInt64
    private let mask: UInt64
    private let keys: [UInt64]

    /// - Parameters:
    ///   - count: 1 at least.
    ///   - stream: which of the permutations of the seed.
    public init(count: Int, seed: UInt64, stream: Int) {
        self.count = max(1, count)
        let bits = UInt64(Int.bitWidth - (self.count - 1).leadingZeroBitCount)
        halfBits = max(1, (bits + 1) / 2)
        mask = (1 << halfBits) - 1
        var random = SplitMix64(seed: seed, stream: stream)
        keys = (0..<4).map { _ in random.next() }
    }

    /// - Parameter index: in 0 ..< count.
    public func image(of index: Int) -> Int {
        var value = UInt64(index)
        repeat {
            var (left, right) = (value >> halfBits, value & mask)
            for key in keys {
                var mixer = SplitMix64(seed: right ^ key)
                (left, right) = (right, left ^ (mixer.next() & mask))
            }
            value = left << halfBits | right
        } while value >= UInt64(count)
        return Int(value)
    }
}

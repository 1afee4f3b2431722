/// A Latin hypercube: of `count` points each dimension has exactly one in every `count`-th of its range, at a random
/// place in it.
///
/// M. D. McKay, R. J. Beckman and W. J. Conover, "A comparison of three methods for selecting values of input variables
/// in the analysis of output from a computer code", Technometrics 21, 1979.
///
/// No point is kept: each is computed from its number.
public struct LatinHypercube: Sendable {
    public let count: Int
    private let permutations: [KeyedPermutation]
    private let seed: UInt64

    public init(count: Int, dimensions: Int, seed: UInt64) {
        self.count = max(1, count)
        self.seed = seed
        permutations = (0..<dimensions).map { KeyedPermutation(count: max(1, count), seed: seed, stream: $0) }
    }

    /// The coordinates of a point, each in [0, 1).
    ///
    /// - Parameter index: in 0 ..< count.
    public func point(_ index: Int) -> [Double] {
        var random = SplitMix64(seed: seed ^ 0x4C61_7469_6E48_7970, stream: index)
        return permutations.map { permutation in
            // A hair below 1 could round up to it.
            min((Double(permutation.image(of: index)) + random.unit()) / Double(count), 1 - 0x1p-53)
        }
    }
}

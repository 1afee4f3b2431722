internal import CBoostMath

/// Sobol's sequence of points that fill the unit cube evenly, with a random digital shift from a seed: every bit of a
/// coordinate that the shift has set is turned over. The shift keeps the evenness, and two seeds give two samples.
///
/// I. M. Sobol', "On the distribution of points in a cube and the approximate evaluation of integrals", USSR
/// Computational Mathematics and Mathematical Physics 7, 1967; direction numbers of S. Joe and F. Y. Kuo,
/// "Constructing Sobol sequences with better two-dimensional projections", SIAM Journal on Scientific Computing 30,
/// 2008, as Boost.Random has them; the shift of J. Matoušek, "On the L2-discrepancy for anchored boxes", Journal of
/// Complexity 14, 1998.
///
/// A point is found by its number in a time that does not depend on the number. Not to be shared between threads.
public final class SobolSequence {
    public static let greatestDimensions = 3667

    public let dimensions: Int
    private let handle: OpaquePointer
    private let shift: [UInt64]
    private var coordinates: [UInt64]

    /// - Returns: nil outside 1…`greatestDimensions`.
    public init?(dimensions: Int, seed: UInt64) {
        guard (1...Self.greatestDimensions).contains(dimensions),
            // NULL where there is no memory; owned from here, destroyed in deinit.
            let handle = cboostmath_sobol_create(dimensions)
        else { return nil }
        self.dimensions = dimensions
        self.handle = handle
        shift = (0..<dimensions).map { dimension in
            var random = SplitMix64(seed: seed, stream: dimension)
            return random.next()
        }
        coordinates = [UInt64](repeating: 0, count: dimensions)
    }

    deinit { cboostmath_sobol_destroy(handle) }

    /// The coordinates of a point, each in [0, 1).
    ///
    /// - Parameter index: from 0.
    public func point(_ index: Int) -> [Double] {
        // 0 where the index does not fit into 64 bits, which no `Int` does.
        _ = cboostmath_sobol_point(handle, UInt64(max(0, index)), &coordinates)
        return zip(coordinates, shift).map { Double(($0 ^ $1) >> 11) * 0x1p-53 }
    }
}

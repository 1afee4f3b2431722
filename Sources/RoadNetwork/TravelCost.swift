/// A travel time and the distance along the way, packed so that one 64-bit addition adds both and one
/// comparison orders by time, then distance: milliseconds in the upper half, centimetres in the lower.
///
/// The distance holds up to 42 949 km, more than any shortest way on the ground.
public struct TravelCost: Hashable, Comparable, Sendable {
    var bits: UInt64

    public static let zero = TravelCost(bits: 0)
    public static let unreachable = TravelCost(bits: .max)

    init(bits: UInt64) {
        self.bits = bits
    }

    init(time: TravelTime, metres: Double) {
        let centimetres = (metres * 100).rounded()
        bits = UInt64(time.milliseconds) << 32 | UInt64(min(max(0, centimetres), Double(UInt32.max)))
    }

    init(time: TravelTime, centimetres: UInt32) {
        bits = UInt64(time.milliseconds) << 32 | UInt64(centimetres)
    }

    /// The greatest cost whose time is within `limit`.
    static func limit(_ limit: TravelTime) -> TravelCost {
        limit.isReachable
            ? TravelCost(bits: UInt64(limit.milliseconds) << 32 | 0xFFFF_FFFF)
            : TravelCost(bits: UInt64(UInt32.max - 1) << 32 | 0xFFFF_FFFF)
    }

    public var time: TravelTime { TravelTime(milliseconds: UInt32(truncatingIfNeeded: bits >> 32)) }
    var centimetres: UInt32 { UInt32(truncatingIfNeeded: bits) }
    /// Along the fastest way; of equally fast ones the shortest.
    public var metres: Double { Double(centimetres) / 100 }
    public var isReachable: Bool { self != .unreachable }

    public static func < (left: TravelCost, right: TravelCost) -> Bool { left.bits < right.bits }

    /// Unreachable when either is, or when the sum does not fit.
    public static func + (left: TravelCost, right: TravelCost) -> TravelCost {
        let (sum, overflow) = left.bits.addingReportingOverflow(right.bits)
        return overflow ? .unreachable : TravelCost(bits: sum)
    }
}

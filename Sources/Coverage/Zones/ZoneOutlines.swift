import Foundation
public import Geometry
public import Territory

/// The outlines of sets of communes that have been asked for, so that a scenario that is evaluated again and again
/// merges its communes once. Safe to share between threads; the result does not depend on it.
public final class ZoneOutlines: @unchecked Sendable {
    private let lock = NSLock()
    private var outlines: [[Int]: MultiPolygon] = [:]
    /// More than a study needs; a search over thousands of perimeters starts afresh.
    private static let greatestCount = 1000

    public init() {}

    /// The land of these communes, in one fixed order of rings.
    ///
    /// - Throws: `GeometryError`.
    public func outline(of members: [Int], among communes: [Commune]) throws(GeometryError) -> MultiPolygon {
        if let outline = lock.withLock({ outlines[members] }) { return outline }
        let outline = try MultiPolygon.unionOfAll(members.map { communes[$0].boundary }).inFixedOrder()
        lock.withLock {
            if outlines.count >= Self.greatestCount { outlines = [:] }
            outlines[members] = outline
        }
        return outline
    }
}

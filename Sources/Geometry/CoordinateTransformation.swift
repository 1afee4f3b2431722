internal import CPROJ
import Synchronization

/// A way from one coordinate reference system into another. Making the first costs milliseconds: make one a
/// task and keep it. Not shared between threads.
public final class CoordinateTransformation {
    public let source: CoordinateReferenceSystem
    public let target: CoordinateReferenceSystem
    private let context: OpaquePointer
    private let transformation: OpaquePointer
    private let isIdentity: Bool

    /// - Throws: `GeometryError.noTransformation`.
    public init(from source: CoordinateReferenceSystem, to target: CoordinateReferenceSystem) throws(GeometryError) {
        func none(_ reason: String) -> GeometryError {
            .noTransformation(from: source.description, to: target.description, reason: reason)
        }
        if let idle = IdleTransformations.take(Self.key(source, target)) {
            self.source = source
            self.target = target
            context = idle.context
            transformation = idle.transformation
            isIdentity = source == target
            return
        }
        guard let context = proj_context_create() else { throw none("PROJ gave no context") }
        proj_log_level(context, PJ_LOG_NONE)
        guard let raw = proj_create_crs_to_crs(context, source.definition, target.definition, nil) else {
            let reason = projErrorText(context)
            proj_context_destroy(context)
            throw none(reason)
        }
        // The authorities put latitude first; layers and GeoJSON put longitude first.
        let normalised = proj_normalize_for_visualization(context, raw)
        proj_destroy(raw)
        guard let normalised else {
            let reason = projErrorText(context)
            proj_context_destroy(context)
            throw none(reason)
        }
        self.source = source
        self.target = target
        self.context = context
        self.transformation = normalised
        self.isIdentity = source == target
    }

    deinit {
        let handles = TransformationHandles(context: context, transformation: transformation)
        IdleTransformations.keep(handles, Self.key(source, target))
    }

    private static func key(_ source: CoordinateReferenceSystem, _ target: CoordinateReferenceSystem) -> String {
        "\(source.definition)\u{0}\(target.definition)"
    }

    /// - Throws: `GeometryError.notProjectable` where PROJ answers `inf`.
    public func transform(_ point: Point) throws(GeometryError) -> Point {
        guard !isIdentity else {
            guard point.isFinite else { throw notProjectable(point) }
            return point
        }
        guard hasLatitude(point) else { throw notProjectable(point) }
        let answer = proj_trans(transformation, PJ_FWD, proj_coord(point.x, point.y, 0, 0))
        let result = Point(x: answer.xy.x, y: answer.xy.y)
        guard result.isFinite else { throw notProjectable(point) }
        return result
    }

    /// All points, in place, in one call of PROJ.
    ///
    /// - Throws: `GeometryError.notProjectable` naming the first point that has no answer.
    public func transform(_ points: inout [Point]) throws(GeometryError) {
        let original = points
        let count = points.count
        if !isIdentity {
            let stride = MemoryLayout<Point>.stride
            points.withUnsafeMutableBytes { buffer in
                // A Point is its x and y, side by side.
                guard let x = buffer.baseAddress?.assumingMemoryBound(to: Double.self) else { return }
                _ = proj_trans_generic(
                    transformation, PJ_FWD, x, stride, count, x + 1, stride, count, nil, 0, 0, nil, 0, 0)
            }
        }
        if let bad = points.indices.first(where: { !points[$0].isFinite || !hasLatitude(original[$0]) }) {
            let point = original[bad]
            points = original
            throw notProjectable(point)
        }
    }

    public func transform(_ shape: Shape) throws(GeometryError) -> Shape {
        isIdentity && shape.points.allSatisfy(\.isFinite) ? shape : try shape.mapPoints(transform)
    }

    public func transform(_ land: MultiPolygon) throws(GeometryError) -> MultiPolygon {
        guard let answer = try transform(.multiPolygon(land)).multiPolygon else { return .empty }
        return answer
    }

    /// For some projections PROJ takes latitudes beyond the poles without a word.
    private func hasLatitude(_ point: Point) -> Bool { !source.isGeographic || abs(point.y) <= 90 }

    private func notProjectable(_ point: Point) -> GeometryError {
        .notProjectable(point, from: source.description, to: target.description)
    }
}

/// What PROJ made for one way; used by one thread at a time.
private struct TransformationHandles: @unchecked Sendable {
    var context: OpaquePointer
    var transformation: OpaquePointer
}

/// Those that nobody uses, for the next who wants the same way: PROJ looks each up in its database, and a program that
/// answers again and again would do little else.
private enum IdleTransformations {
    private static let byKey = Mutex<[String: [TransformationHandles]]>([:])
    private static let greatestCount = 8

    static func take(_ key: String) -> TransformationHandles? {
        byKey.withLock { $0[key]?.popLast() }
    }

    static func keep(_ handles: TransformationHandles, _ key: String) {
        let isKept = byKey.withLock { byKey in
            guard (byKey[key]?.count ?? 0) < greatestCount else { return false }
            byKey[key, default: []].append(handles)
            return true
        }
        guard !isKept else { return }
        proj_destroy(handles.transformation)
        proj_context_destroy(handles.context)
    }
}

internal import CGEOS

/// Which polygons cover a place, for many places: an STRtree over prepared polygons.
///
/// A place on a border counts as covered. Not shared between threads: make one a task.
public final class PolygonLocator {
    private let session: GEOSSession
    private let tree: OpaquePointer
    private let shapes: [OpaquePointer]
    private var prepared: [OpaquePointer] = []
    /// The positions handed to GEOS as items; allocated once, so that their addresses stay.
    private let items: UnsafeMutablePointer<Int>

    /// - Throws: `GeometryError` when a polygon is malformed.
    public init(_ lands: [MultiPolygon]) throws(GeometryError) {
        let session = try GEOSSession("spatial index")
        var shapes: [OpaquePointer] = []
        for land in lands { shapes.append(try session.land(land)) }
        guard let tree = GEOSSTRtree_create_r(session.handle, 10) else {
            throw session.failure("spatial index")
        }
        self.session = session
        self.shapes = shapes
        self.tree = tree
        items = .allocate(capacity: max(1, lands.count))
        for (position, shape) in shapes.enumerated() {
            items[position] = position
            guard let ready = GEOSPrepare_r(session.handle, shape) else {
                throw session.failure("preparation of a polygon")
            }
            prepared.append(ready)
            if !lands[position].isEmpty {
                GEOSSTRtree_insert_r(session.handle, tree, shape, items + position)
            }
        }
    }

    deinit {
        GEOSSTRtree_destroy_r(session.handle, tree)
        for ready in prepared { GEOSPreparedGeom_destroy_r(session.handle, ready) }
        items.deallocate()
    }

    /// Positions of all polygons that cover the place, ascending.
    public func all(containing place: Point) throws(GeometryError) -> [Int] {
        try session.scoped { () throws(GeometryError) in
            let point = try session.point(place)
            var candidates: [Int] = []
            withUnsafeMutablePointer(to: &candidates) { box in
                GEOSSTRtree_query_r(
                    session.handle, tree, point,
                    { item, box in
                        guard let item, let box else { return }
                        box.assumingMemoryBound(to: [Int].self).pointee
                            .append(item.assumingMemoryBound(to: Int.self).pointee)
                    }, box)
            }
            var covering: [Int] = []
            for position in candidates.sorted() {
                // 1 true, 0 false, 2 exception.
                switch GEOSPreparedIntersects_r(session.handle, prepared[position], point) {
                case 1: covering.append(position)
                case 0: break
                default: throw session.failure("point in polygon")
                }
            }
            return covering
        }
    }

    /// The first polygon that covers the place, or nil.
    public func first(containing place: Point) throws(GeometryError) -> Int? {
        try all(containing: place).first
    }

    /// The position of the polygon nearest to the place and its distance (0 inside); nil when there are
    /// none. Ties go to the first. Compares with all of them: for the few places that lie in none.
    public func nearest(to place: Point) throws(GeometryError) -> (position: Int, distance: Double)? {
        try session.scoped { () throws(GeometryError) in
            let point = try session.point(place)
            var best: (position: Int, distance: Double)?
            for (position, ready) in prepared.enumerated()
            where GEOSisEmpty_r(session.handle, shapes[position]) == 0 {
                var distance = 0.0
                // 1 on success, 0 on exception.
                guard GEOSPreparedDistance_r(session.handle, ready, point, &distance) == 1 else {
                    throw session.failure("distance")
                }
                if distance < best?.distance ?? .infinity { best = (position, distance) }
            }
            return best
        }
    }
}

/// How places lie to one land: inside or not, and near its border or not.
public final class BorderLocator {
    private let session: GEOSSession
    private let border: OpaquePointer
    private let preparedLand: OpaquePointer
    private let preparedBorder: OpaquePointer

    public init(_ land: MultiPolygon) throws(GeometryError) {
        session = try GEOSSession("border")
        let shape = try session.land(land)
        border = try session.own(GEOSBoundary_r(session.handle, shape), "border")
        guard let preparedLand = GEOSPrepare_r(session.handle, shape),
            let preparedBorder = GEOSPrepare_r(session.handle, border)
        else { throw session.failure("preparation of a border") }
        self.preparedLand = preparedLand
        self.preparedBorder = preparedBorder
    }

    deinit {
        GEOSPreparedGeom_destroy_r(session.handle, preparedLand)
        GEOSPreparedGeom_destroy_r(session.handle, preparedBorder)
    }

    /// Inside or on the border.
    public func contains(_ place: Point) throws(GeometryError) -> Bool {
        try session.scoped { () throws(GeometryError) in
            let point = try session.point(place)
            switch GEOSPreparedIntersects_r(session.handle, preparedLand, point) {
            case 1: return true
            case 0: return false
            default: throw session.failure("point in polygon")
            }
        }
    }

    /// Whether the border lies within `distance` of the place.
    public func isBorder(within distance: Double, of place: Point) throws(GeometryError) -> Bool {
        if GEOSisEmpty_r(session.handle, border) == 1 { return false }
        return try session.scoped { () throws(GeometryError) in
            let point = try session.point(place)
            switch GEOSPreparedDistanceWithin_r(session.handle, preparedBorder, point, distance) {
            case 1: return true
            case 0: return false
            default: throw session.failure("distance to a border")
            }
        }
    }
}

public import Geometry

/// How catchments are drawn.
public struct CatchmentDrawing: Hashable, Sendable {
    /// The drawing resolution in metres: a place farther than this from a catchment's border lies on the
    /// side that its travel time says.
    public var resolutionMetres: Double
    /// The land that catchments are cut to; nil leaves them uncut.
    public var land: MultiPolygon?

    /// Default: 100 m, uncut.
    public init(resolutionMetres: Double = 100, land: MultiPolygon? = nil) {
        self.resolutionMetres = resolutionMetres
        self.land = land
    }
}

/// Places with known travel times, which the drawn catchments must agree with.
public struct TimedPlaces: Sendable {
    public var places: [Point]
    public var times: [TravelTime]

    public init(places: [Point] = [], times: [TravelTime] = []) {
        self.places = places
        self.times = times
    }
}

extension RoadSearch {
    /// The catchment polygons of the last search, one for each limit, in the network's projection.
    ///
    /// They are contours of the travel times at the nodes of `grid`, made simpler by up to a quarter of the
    /// resolution. Those of greater limits hold those of smaller ones. Where a timed place lies on the wrong
    /// side and farther than the resolution from the border, a disc around it is added or taken out, so that
    /// the drawing agrees with the times at every one of them.
    ///
    /// - Parameter limits: ascending, all within the limit of the search.
    /// - Throws: `GeometryError`.
    public func catchments(
        limits: [TravelTime], grid: AccessGrid, timed: TimedPlaces = TimedPlaces(), drawing: CatchmentDrawing
    ) throws -> [MultiPolygon] {
        let surface = surface(on: grid)
        let resolution = drawing.resolutionMetres
        var drawn: [MultiPolygon] = []
        for limit in limits {
            var land = try MultiPolygon(rings: surface.contours(limit: limit))
                .simplified(tolerance: resolution / 4)
            if let frame = drawing.land { land = try land.intersection(frame) }
            if let smaller = drawn.last { land = try land.union(smaller) }
            drawn.append(land)
        }
        guard !timed.places.isEmpty else { return drawn }

        // Discs of places within a limit are added from that limit upwards, those of places beyond it taken
        // out from there downwards: so the lands still nest.
        var added: [[MultiPolygon]] = []
        var removed: [[MultiPolygon]] = []
        for (limit, land) in zip(limits, drawn) {
            let border = try BorderLocator(land)
            var addedHere: [MultiPolygon] = []
            var removedHere: [MultiPolygon] = []
            let box = land.boundingBox
            for (place, time) in zip(timed.places, timed.times) {
                let isWithin = time.isReachable && time <= limit
                let isInside = try box.contains(place) && border.contains(place)
                // A little less than the resolution, so that rounding of coordinates does not matter.
                guard isWithin != isInside, try !border.isBorder(within: 0.9 * resolution, of: place) else { continue }
                let disc = MultiPolygon([.circle(around: place, radius: resolution / 4)])
                if isWithin { addedHere.append(disc) } else { removedHere.append(disc) }
            }
            added.append(addedHere)
            removed.append(removedHere)
        }
        for position in drawn.indices {
            let plus = added[...position].flatMap { $0 }
            let minus = removed[position...].flatMap { $0 }
            if !plus.isEmpty { drawn[position] = try MultiPolygon.unionOfAll([drawn[position]] + plus) }
            if !minus.isEmpty { drawn[position] = try drawn[position].difference(.unionOfAll(minus)) }
        }
        return drawn
    }
}

/// One site whose catchments are to be drawn.
public struct CatchmentRequest: Hashable, Sendable {
    /// Nil for a site that is not attached to the network: it has no catchment.
    public var site: Attachment?
    public var direction: TravelDirection
    /// Ascending.
    public var limits: [TravelTime]

    public init(site: Attachment?, direction: TravelDirection, limits: [TravelTime]) {
        self.site = site
        self.direction = direction
        self.limits = limits
    }
}

/// Searches from every site and draws its catchments, on up to `threads` threads.
///
/// - Parameters:
///   - people: places that the drawing must agree with, and how they are attached.
///   - grid: must cover everything that the sites can reach within their limits.
/// - Returns: for each request one land for each of its limits, in the network's projection.
/// - Throws: `GeometryError`.
public func drawCatchments(
    _ network: Network, _ requests: [CatchmentRequest], people: [(place: Point, attachment: Attachment?)],
    grid: AccessGrid, drawing: CatchmentDrawing, threads: Int
) throws -> [[MultiPolygon]] {
    var results = [Result<[MultiPolygon], any Error>](repeating: .success([]), count: requests.count)
    results.withUnsafeMutableBufferPointer { buffer in
        // Each entry is written by one thread only.
        nonisolated(unsafe) let results = buffer
        let places = people.map(\.place)
        let attachments = people.map(\.attachment)
        inParallel(count: requests.count, threads: threads) {
            let search = RoadSearch(network)
            return { index in
                let request = requests[index]
                guard let site = request.site, let farthest = request.limits.last else {
                    results[index] = .success(request.limits.map { _ in .empty })
                    return
                }
                search.run(from: site, direction: request.direction, limit: farthest)
                let times = attachments.map { $0.map(search.time(of:)) ?? .unreachable }
                results[index] = Result {
                    try search.catchments(
                        limits: request.limits, grid: grid, timed: TimedPlaces(places: places, times: times),
                        drawing: drawing)
                }
            }
        }
    }
    return try results.map { try $0.get() }
}

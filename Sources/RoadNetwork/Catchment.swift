import Foundation
public import Geometry

/// How catchments are drawn.
public struct CatchmentDrawing: Sendable {
    /// The land that catchments are cut to; nil leaves them uncut.
    public var land: MultiPolygon?

    /// Default: uncut.
    public init(land: MultiPolygon? = nil) {
        self.land = land
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

/// The catchments of one site, in the order of its limits.
public struct Catchments: Sendable {
    /// In the network's projection.
    public var lands: [MultiPolygon]
    /// Whose travel time is within the limit; 0 where no people were given.
    public var inhabitants: [Double]
}

/// Searches from every site once, draws its catchments and counts the people within each, on up to `threads`
/// threads.
///
/// Catchments are contours of the travel times at the nodes of `grid`, made simpler by up to a quarter of its
/// spacing. Those of greater limits hold those of smaller ones. Where a person's place lies on the wrong
/// side and farther than the spacing from the border, a disc around it is added or taken out, so that
/// the drawing agrees with the times of everybody.
///
/// What a site costs depends on what it reaches, not on the network nor on how many people there are.
///
/// - Throws: `GeometryError`; `SurfaceTooFine` where memory has no room for so fine a grid over what a site reaches.
public func drawCatchments(
    _ requests: [CatchmentRequest], people: Inhabitants?, grid: AccessGrid,
    drawing: CatchmentDrawing = CatchmentDrawing(),
    threads: Int
) throws -> [Catchments] {
    try drawCatchments(
        requests, on: CatchmentGround(grid: grid, people: people, drawing: drawing), threads: threads)
}

/// What catchments are drawn on: the same for all sites of a land, and so made once by a process that draws again and
/// again. Safe to share between threads.
public final class CatchmentGround: @unchecked Sendable {
    fileprivate let grid: AccessGrid
    private let links: IncidentLinks
    private let people: Inhabitants
    private let peopleByTile: PlacesByTile
    private let land: MultiPolygon?
    private let lock = NSLock()
    /// Heavy to make: those that nobody draws with wait here for the next site.
    private var idle: [CatchmentDrawer] = []

    /// - Parameters:
    ///   - people: whose places the drawing agrees with; none where it is nil.
    ///   - drawing: the land is in the network's projection.
    public init(grid: AccessGrid, people: Inhabitants?, drawing: CatchmentDrawing = CatchmentDrawing()) {
        self.grid = grid
        links = IncidentLinks(grid.network)
        self.people = people ?? Inhabitants(places: [], attachments: [], counts: [])
        peopleByTile = PlacesByTile(self.people.places, spacing: grid.spacing)
        land = drawing.land
    }

    fileprivate func drawer() throws -> CatchmentDrawer {
        if let drawer = lock.withLock({ idle.popLast() }) { return drawer }
        return try CatchmentDrawer(
            grid, links: links, people: people, byTile: peopleByTile, frame: land.map(LandFrame.init))
    }

    fileprivate func giveBack(_ drawer: CatchmentDrawer) { lock.withLock { idle.append(drawer) } }
}

/// The same on a ground that is kept.
///
/// - Throws: `GeometryError`; `SurfaceTooFine`.
public func drawCatchments(
    _ requests: [CatchmentRequest], on ground: CatchmentGround, threads: Int
) throws -> [Catchments] {
    let network = ground.grid.network
    // Neighbours one after the other: they share tiles of the grid, and what the processor remembers of the network.
    let order = requests.indices.sorted {
        (network.firstJunction(of: requests[$0].site), $0) < (network.firstJunction(of: requests[$1].site), $1)
    }
    var results = [Result<Catchments, any Error>?](repeating: nil, count: requests.count)
    results.withUnsafeMutableBufferPointer { buffer in
        // Each entry is written by one thread only.
        nonisolated(unsafe) let results = buffer
        let next = NextPiece(count: requests.count)
        // One piece a thread, each taking site after site: what sites cost differs.
        let workers = max(1, min(threads, requests.count))
        inParallel(count: workers, threads: workers) {
            let drawer = Result { try ground.drawer() }
            return { _ in
                while let position = next.take() {
                    let index = order[position]
                    results[index] = Result { try drawer.get().catchments(of: requests[index]) }
                }
                if let drawer = try? drawer.get() { ground.giveBack(drawer) }
            }
        }
    }
    return try results.compactMap { try $0?.get() }
}

/// Hands out pieces of work, each once.
private final class NextPiece: @unchecked Sendable {
    private let lock = NSLock()
    private var taken = 0
    private let count: Int

    init(count: Int) {
        self.count = count
    }

    func take() -> Int? {
        lock.withLock {
            guard taken < count else { return nil }
            taken += 1
            return taken - 1
        }
    }
}

extension Network {
    /// A junction next to a site; junctions are numbered along a space-filling curve.
    fileprivate func firstJunction(of site: Attachment?) -> UInt32 {
        guard let site else { return .max }
        return site.link == Attachment.noLink ? site.junction : linkTails[Int(site.link)]
    }
}

/// A person's place near a site, by its position among all, with the time between them.
private struct PlaceNearby {
    var index: UInt32
    var time: TravelTime
}

/// Draws the catchments of one site after the other. Heavy to make; one for each thread.
private final class CatchmentDrawer {
    private let grid: AccessGrid
    private let links: IncidentLinks
    private let people: Inhabitants
    private let peopleByTile: PlacesByTile
    private let frame: LandFrame?
    private let search: RoadSearch
    private let surface: TravelTimeSurface

    init(
        _ grid: AccessGrid, links: IncidentLinks, people: Inhabitants, byTile: PlacesByTile, frame: LandFrame?
    ) {
        self.grid = grid
        self.links = links
        self.people = people
        peopleByTile = byTile
        self.frame = frame
        search = RoadSearch(grid.network)
        surface = TravelTimeSurface(spacing: grid.spacing)
    }

    func catchments(of request: CatchmentRequest) throws -> Catchments {
        guard let site = request.site, let farthest = request.limits.last else {
            return Catchments(
                lands: request.limits.map { _ in .empty }, inhabitants: request.limits.map { _ in 0 })
        }
        search.run(from: site, direction: request.direction, limit: farthest)
        try surface.fill(from: search, limit: farthest, grid: grid, links: links)
        var nearby: [PlaceNearby] = []
        findPeopleNearby(&nearby)
        let lands = try drawnLands(request.limits, nearby)
        return Catchments(
            lands: lands.map { $0.inFixedOrder() }, inhabitants: request.limits.map { inhabitants(within: $0, nearby) })
    }

    /// Everybody who can be within the limit of the search, or be drawn so.
    private func findPeopleNearby(_ nearby: inout [PlaceNearby]) {
        let side = AccessTile.side
        let tiles = surface.tiles.map {
            peopleByTile.places(
                inColumn: surface.firstColumn / side + $0.column, row: surface.firstRow / side + $0.row)
        }
        nearby.reserveCapacity(tiles.reduce(0) { $0 + $1.count })
        for places in tiles {
            for index in places {
                let time = people.attachments[Int(index)].map(search.time(of:)) ?? .unreachable
                nearby.append(PlaceNearby(index: index, time: time))
            }
        }
    }

    /// Added up from the least count to the greatest, so that fractions give one sum in any order of the rows.
    private func inhabitants(within limit: TravelTime, _ nearby: [PlaceNearby]) -> Double {
        var sum = 0.0
        var isWhole = true
        for place in nearby where place.time <= limit {
            let count = people.counts[Int(place.index)]
            sum += count
            isWhole = isWhole && count == count.rounded()
        }
        // Whole numbers give one sum in any order.
        if isWhole { return sum }
        return nearby.filter { $0.time <= limit }.map { people.counts[Int($0.index)] }.sorted().reduce(0, +)
    }

    private func drawnLands(_ limits: [TravelTime], _ nearby: [PlaceNearby]) throws -> [MultiPolygon] {
        var lands: [MultiPolygon] = []
        // Discs of places within a limit are added from that limit upwards, those of places beyond it taken
        // out from there downwards: so the lands still nest.
        var added: [[Point]] = []
        var removed: [[Point]] = []
        for (position, limit) in limits.enumerated() {
            let drawn = surface.land(within: limit, outside: position > 0 ? limits[position - 1] : nil)
            var land = drawn
            var isCut = false
            if let frame { (land, isCut) = try frame.cut(drawn) }
            let wrong = isCut ? try misdrawn(nearby, limit, on: land) : misdrawn(nearby, limit)
            lands.append(land)
            added.append(wrong.filter { $0.time <= limit }.map(place(of:)))
            removed.append(wrong.filter { $0.time > limit }.map(place(of:)))
        }
        return try lands.indices.map { position in
            try lands[position].withDiscs(
                adding: added[...position].flatMap { $0 }, removing: removed[position...].flatMap { $0 },
                radius: grid.spacing / 4)
        }
    }

    /// A little less than the resolution, so that rounding of coordinates does not matter.
    private static let agreementSpacings = 0.9

    private func place(of nearby: PlaceNearby) -> Point { people.places[Int(nearby.index)] }

    /// The people on the wrong side of the line just drawn, and far from it.
    private func misdrawn(_ nearby: [PlaceNearby], _ limit: TravelTime) -> [PlaceNearby] {
        nearby.filter {
            let place = place(of: $0)
            return surface.isDrawnInside(place, limit) != ($0.time <= limit)
                && !surface.isLine(within: Self.agreementSpacings, of: place, limit)
        }
    }

    /// The people on the wrong side of a land's border, and far from it.
    private func misdrawn(
        _ nearby: [PlaceNearby], _ limit: TravelTime, on land: MultiPolygon
    ) throws -> [PlaceNearby] {
        let border = try BorderLocator(land)
        let box = land.boundingBox
        return try nearby.filter {
            let place = place(of: $0)
            return try (box.contains(place) && border.contains(place)) != ($0.time <= limit)
                && !border.isBorder(within: Self.agreementSpacings * grid.spacing, of: place)
        }
    }
}
